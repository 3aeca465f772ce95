"""汇总报告.docx：模板里的名称 → 值；每个数带着它在汇总.xlsx 里的格。"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from perfxl import disk
from perfxl.bureau.doubts import listed
from perfxl.bureau.tables.doubts import names_of
from perfxl.bureau.tables.gather import rows
from perfxl.bureau.tables.looked import COPIED, MISSING, OUTLIERS, SAMPLE, UNREAD
from perfxl.bureau.tables.overview import DOUBTED, SURE, Figure, common, figures, grades
from perfxl.bureau.tables.sheet import Sheet
from perfxl.bureau.tables.sheets import OFFICES
from perfxl.bureau.tables.template import summary_template
from perfxl.cells.grid import column_letters
from perfxl.cells.quantity import fixed, plain, rounded
from perfxl.errors import TemplateError
from perfxl.report.finish.filled import filled
from perfxl.report.marks import Ledger, Number, pure
from perfxl.report.sentences.values import Row

if TYPE_CHECKING:
    from perfxl.bureau.tables.whole import Whole

# 一张名单至多印这么多行（正文里的少些），其余在汇总.xlsx 里。
_MOST, _MOST_IN_TEXT = 200, 20
_LONGEST = 120  # 一格里至多抄这么多字
_IN_TEXT = "离群"
# 不一定有的名目：没有名册的，没有金额存疑的。
_SOMETIMES = (
    "应报", "已报", "未报", "名册里没有的", DOUBTED,
    *(f"{SURE}{name}" for name in ("全年预算", "全年执行", "执行率")),
)  # fmt: skip
_NAMES = {"60 分以下": "低分"}  # 名目里有空格的，模板里写不出来
# 名单 → 哪张表、表里的哪几栏（名单里的名称 → 栏的标题）。
_LISTS: Mapping[str, tuple[Sheet, Mapping[str, str]]] = {
    "未报": (MISSING, {"情形": "情形", "单位": "单位", "项目": "项目", "说明": "说明"}),
    "单位": (OFFICES, {
        "单位": "单位", "已报": "收到（份）", "未报": "未报（个）", "中位数": "总分中位数",
        "最低": "最低", "最高": "最高", "错误": "错误（条）",
    }),
    "雷同": (COPIED, {
        "组": "组", "情形": "情形", "单位": "单位", "项目": "项目", "原文": "原文",
    }),
    _IN_TEXT: (OUTLIERS, {"单位": "单位", "项目": "项目", "情形": "情形", "依据": "凭什么"}),
    "抽查": (SAMPLE, {"为什么": "为什么抽", "单位": "单位", "项目": "项目", "理由": "理由"}),
    "未读": (UNREAD, {"文件": "文件", "为什么": "为什么没有读成"}),
}  # fmt: skip


def write_report(
    whole: Whole, places: Mapping[str, str], path: Path, *, template: Path | None = None
) -> Path:
    """写汇总报告；`places` 是概况上各数在哪一格。

    Raises:
        TemplateError: 模板有错，或写不了。
    """
    ledger = Ledger()
    names = _Names(whole, places, ledger).names()
    title = str(names["报告标题"])
    try:
        source = summary_template() if template is None else template.read_bytes()
    except OSError as error:
        name = Path(error.filename or "").name
        raise TemplateError(f"打不开报告模板 {name}，请看文件在不在、有没有权限") from None
    document = filled(source, names, ledger, title)
    try:
        disk.put(path, document)
    except OSError:
        raise TemplateError(
            f"写不了 {path.name}：可能正在 Word 或 WPS 里开着，请关掉再试；或换一个位置保存"
        ) from None
    return path


class _Names:
    """准备名称。"""

    def __init__(self, whole: Whole, places: Mapping[str, str], ledger: Ledger) -> None:
        self._whole, self._places, self._ledger = whole, places, ledger

    def names(self) -> dict[str, object]:
        """模板里可以用的全部名称。"""
        whole = self._whole
        year = whole.bureau.year
        lists = {
            name: self._list(*told, _MOST_IN_TEXT if name == _IN_TEXT else _MOST)
            for name, told in _LISTS.items()
        }
        lists |= {"等级": (self._grades(), 0), "问题": (self._common(), 0)}
        known: dict[str, object] = dict.fromkeys(_SOMETIMES, "")
        known |= {
            _NAMES.get(figure.name, figure.name): self._figure(figure) for figure in figures(whole)
        }
        return known | {
            "报告标题": f"{year}年度绩效自评汇总报告" if year else "绩效自评汇总报告",
            "年度": year,
            "有名册": whole.roster is not None,
            "存疑名单": pure(listed(names_of(whole.doubts))),
            "界线": plain(whole.plan.large),
            "界线出处": whole.plan.why_large,
            "种子": str(whole.plan.seed),
            "名单": Row({name: many for name, (many, _) in lists.items()}),
            "其余": Row({name: str(left) if left else "" for name, (_, left) in lists.items()}),
        }

    def _mark(self, text: str, title: str, cell: str) -> str:
        return self._ledger.mark(text, title, (cell,))

    def _count(self, many: int, name: str) -> str:
        """概况上的一个个数。"""
        return self._mark(str(many), name, self._places[name])

    def _figure(self, figure: Figure) -> Number:
        value = figure.value
        if value is None:
            return Number("", None)
        text = _WRITTEN.get(figure.kind, plain)(Decimal(value))
        return Number(self._mark(text, figure.name, self._places[figure.name]), Decimal(value))

    def _grades(self) -> tuple[Row, ...]:
        every = grades(self._whole)
        total = sum(many for _, many in every)
        return tuple(
            Row({
                "等级": name,
                "份数": self._count(many, f"等级 {name}"),
                "占比": f"{fixed(Decimal(many) * 100 / total)}%",
            })
            for name, many in every
        )  # fmt: skip

    def _common(self) -> tuple[Row, ...]:
        return tuple(
            Row({
                "规则": problem.code,
                "说的": pure(problem.title),
                "几份": self._count(problem.filings, f"{problem.code} 几份"),
                "几家": self._count(problem.offices, f"{problem.code} 几家"),
                "例子": _short(f"{problem.path} {problem.cell}：{problem.message}"),
            })
            for problem in common(self._whole, 8)
        )  # fmt: skip

    def _list(
        self, sheet: Sheet, wanted: Mapping[str, str], most: int
    ) -> tuple[tuple[Row, ...], int]:
        """一张表的前若干行，和余下几行。"""
        frame = sheet.frame(self._whole)
        columns = {column.title: place for place, column in enumerate(sheet.columns)}
        places = {name: columns[title] for name, title in wanted.items()}
        made = tuple(
            Row({name: self._cell(sheet, place, row, number) for name, place in places.items()})
            for number, row in enumerate(islice(rows(frame), most), 2)
        )
        return made, max(0, len(frame) - most)

    def _cell(self, sheet: Sheet, place: int, row: Any, number: int) -> str:
        """一格：数带着它的格，字太长的截短。"""
        column = sheet.columns[place]
        value = sheet.value(column, row)
        if value is None:
            return ""
        if isinstance(value, Decimal | int) and column.title != "组":
            text = _WRITTEN.get(column.kind, plain)(Decimal(value))
            cell = f"{sheet.name}!{column_letters(place + 1)}{number}"
            return self._mark(text, column.title, cell)
        return _short(getattr(value, "shown", None) or str(value))


def _money(value: Decimal) -> str:
    """两位以内的小数照准确的写，带千分位。"""
    return f"{rounded(value, 2):,f}" if value == rounded(value, 2) else f"{value:,f}"


_WRITTEN: Mapping[str, Callable[[Decimal], str]] = {
    "money": _money,
    "points": fixed,
    "percent": lambda value: f"{fixed(value)}%",
    "whole": lambda value: f"{value:f}",
}


def _short(text: str) -> str:
    text = pure(text).replace("\n", "")
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
