"""各张表画成图的数：类别，和一个个系列。"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256

from perfxl.cells.quantity import plain, rounded
from perfxl.report.marks import Number, bare
from perfxl.report.sentences.values import Row

_WHOLE = 100


@dataclass(frozen=True, slots=True)
class Data:
    """一张图的数；没有的数为空串。"""

    categories: tuple[str, ...]
    series: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def digest(self) -> str:
        values = [[_same(value) for value in column] for _, column in self.series]
        return sha256(repr((self.categories, values)).encode()).hexdigest()


def _same(value: str) -> str:
    """Word 存过的数写法会变（93.400000000000006）：六位小数以内一样的是一样。"""
    try:
        return plain(rounded(Decimal(value), 6))
    except ArithmeticError:
        return value


def data_of(names: Mapping[str, object], name: str) -> Data | None:
    """替代文字是 `name` 的图画什么；不是画表的图为 None。"""
    make = CHARTS.get(name)
    return None if make is None else make(names)


def _funds(names: Mapping[str, object]) -> Data:
    """其中各行；只有总额一行的画总额。"""
    rows = _rows(names, "资金")
    parts = [row for row in rows if row["全年预算数"] is not names["全年预算数"]]
    shown = [part for part in parts if _value(part["全年预算数"]) or _value(part["全年执行数"])]
    return _made(shown or rows, "名称", {"预算数": "全年预算数", "执行数": "全年执行数"})


def _details(names: Mapping[str, object]) -> Data:
    rows = _rows(names, "资金明细")
    return _made(rows, "名称", {"安排资金": "安排资金", "已支出": "已支出"})


def _scores(names: Mapping[str, object]) -> Data:
    return _made(_rows(names, "一级指标"), "名称", {"分值": "分值", "得分": "得分"})


def _results(names: Mapping[str, object]) -> Data:
    """有完成率的指标；达到、未达到指标值的各是一个系列，颜色才能两样。"""
    rows = [row for row in _rows(names, "指标") if _value(row["完成率"]) is not None]
    rates = [_value(row["完成率"]) or Decimal(0) for row in rows]
    shown = [plain(rounded(rate, 2)) for rate in rates]
    met = [rate >= _WHOLE for rate in rates]
    return Data(
        tuple(bare(str(row["三级"])) for row in rows),
        (
            ("达到指标值", tuple(text if ok else "" for text, ok in zip(shown, met, strict=True))),
            (
                "未达到指标值",
                tuple("" if ok else text for text, ok in zip(shown, met, strict=True)),
            ),
        ),
    )


CHARTS: Mapping[str, Callable[[Mapping[str, object]], Data]] = {
    "资金表": _funds,
    "资金明细表": _details,
    "得分表": _scores,
    "指标完成表": _results,
}


def _rows(names: Mapping[str, object], name: str) -> list[Row]:
    rows = names[name]
    return [row for row in rows if isinstance(row, Row)] if isinstance(rows, tuple) else []


def _made(rows: Sequence[Row], label: str, series: Mapping[str, str]) -> Data:
    return Data(
        tuple(_label(str(row[label])) for row in rows),
        tuple((title, tuple(_shown(row[key]) for row in rows)) for title, key in series.items()),
    )


def _label(text: str) -> str:
    label = bare(text)
    for lead in ("其中：", "其中:", "其中"):
        label = label.removeprefix(lead)
    return label.strip()


def _value(value: object) -> Decimal | None:
    return value.value if isinstance(value, Number) else None


def _shown(value: object) -> str:
    number = _value(value)
    return "" if number is None else plain(rounded(number, 2))
