"""填好的表里要写的内容：普通的数据，写法与 TOML 相同（样本和测试用的工作簿由它生成）。

一格的内容可以是文字、整数、小数、日期；要指定显示格式时写成
`{ value = 0.6615, format = "0.00%" }`。
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

from perfxl.errors import FormError
from perfxl.form.file import read_toml
from perfxl.form.form import Column, Form

Value: TypeAlias = str | int | Decimal | date


@dataclass(frozen=True, slots=True)
class Shown:
    """一个值和它的数字格式：0.95 显示为 95%。"""

    value: Value
    format: str


Entry: TypeAlias = Value | Shown
Row: TypeAlias = Mapping[str, Entry]


@dataclass(frozen=True, slots=True)
class Content:
    """一份自评表的内容。各行的键就是表样里各列的 `key`；没有写的格留空。

    公式格（资金总额、执行率及其得分、总分）没有写时是公式，结果按公式算好存着；写了的照写，
    代替公式。`indicators` 一条一行、照写的先后画；全空时按表样留行。
    """

    header: Row = field(default_factory=dict)  # name、authority、unit、year …
    funds: tuple[Row, ...] = ()  # title（表样里的资金名称）、initial、budget、executed …
    goal: str = ""
    achievement: str = ""
    indicators: tuple[Row, ...] = ()  # level1、level2、name、target、actual、weight …
    total_weight: Entry | None = None  # 总分行的分值
    total: Entry | None = None  # 总分行的得分
    grade: str = ""  # 总分行里的等级
    details: tuple[Row, ...] = ()
    data: tuple[Row, ...] = ()
    evidence: tuple[Row, ...] = ()
    narratives: tuple[Row, ...] = ()  # section、text
    tasks: tuple[Row, ...] = ()
    guide: tuple[str, ...] = ()  # 填报说明末尾另加的段落

    def rows_of(self, key: str) -> tuple[Row, ...]:
        """一张附表的各行。"""
        tables = {
            "details": self.details,
            "data": self.data,
            "evidence": self.evidence,
            "narratives": self.narratives,
            "tasks": self.tasks,
        }
        return tables[key]


def value_of(entry: Entry | None) -> Value | None:
    """去掉显示格式，只要值。"""
    return entry.value if isinstance(entry, Shown) else entry


def shown_as(entry: Entry | None) -> str:
    """指定的显示格式；没有指定时为空。"""
    return entry.format if isinstance(entry, Shown) else ""


def number(entry: Entry | None) -> Decimal | None:
    """一格里的数；文字、日期、空白都不是数。"""
    value = value_of(entry)
    return Decimal(value) if isinstance(value, int | Decimal) else None


def drawn(columns: Sequence[Column], rows: Sequence[Row]) -> tuple[Column, ...]:
    """要画的列：表样印着的，和没有印（`drawn = false`）而内容里用到的。"""
    used = {key for row in rows for key in row}
    return tuple(column for column in columns if column.drawn or column.key in used)


def load_content(path: Path) -> Content:
    """读一份 TOML 写的内容。

    Raises:
        FormError: 不合 TOML 写法、有不认识的键、值的种类不对（说明文件和位置）。
    """
    return _content(read_toml(path), path.name)


_TEXTS = frozenset({"goal", "achievement", "grade"})
_SINGLE = frozenset({"total", "total_weight"})


def _content(data: Mapping[str, Any], file: str) -> Content:
    names = [part.name for part in dataclasses.fields(Content)]
    parts: dict[str, Any] = {}
    for key, value in data.items():
        where = f"{file}：{key}"
        if key not in names:
            raise FormError(f"{where} 不认识这个键；可用的有：{'、'.join(names)}")
        if key in _TEXTS:
            parts[key] = _text(value, where)
        elif key in _SINGLE:
            parts[key] = _entry(value, where)
        elif key == "header":
            parts[key] = _row(value, where)
        else:
            read = _text if key == "guide" else _row
            places = enumerate(_list(value, where), 1)
            parts[key] = tuple(read(item, f"{where} 第 {place} 项") for place, item in places)
    return Content(**parts)


def _list(value: object, where: str) -> list[object]:
    if not isinstance(value, list):
        raise FormError(f"{where} 应为列表")
    return value


def _text(value: object, where: str) -> str:
    if not isinstance(value, str):
        raise FormError(f"{where} 应为文字，请加引号")
    return value


def _row(value: object, where: str) -> Row:
    if not isinstance(value, dict):
        raise FormError(f"{where} 应为表（键 = 值）")
    return {key: _entry(entry, f"{where} 的 {key}") for key, entry in value.items()}


def _entry(value: object, where: str) -> Entry:
    if isinstance(value, dict):
        if set(value) != {"value", "format"}:
            raise FormError(f'{where} 应写成 {{ value = 0.95, format = "0%" }}')
        return Shown(_value(value["value"], where), _text(value["format"], where))
    return _value(value, where)


def _value(value: object, where: str) -> Value:
    is_odd = isinstance(value, bool | datetime)  # bool 是 int 的子类，datetime 是 date 的子类
    if is_odd or not isinstance(value, str | int | Decimal | date):
        raise FormError(f"{where} 应为文字、数或日期")
    return value


def require_known(content: Content, form: Form) -> None:
    """内容里的键都应在表样里有位置：写错了键，内容会悄悄丢掉。

    Raises:
        FormError: 有一个键在表样里没有对应的列（说明在哪一块）。
    """
    _refuse_unknown("header", [content.header], [heading.key for heading in form.header])
    _refuse_unknown(
        "funds", content.funds, ["title", *(column.key for column in form.funds.column)]
    )
    _refuse_unknown(
        "indicators", content.indicators, [column.key for column in form.indicators.column]
    )
    for key in ("details", "data", "evidence", "narratives", "tasks"):
        table = form.table_of(key)
        known = [column.key for column in table.column] if table else []
        _refuse_unknown(key, content.rows_of(key), known)


def _refuse_unknown(block: str, rows: tuple[Row, ...] | list[Row], known: list[str]) -> None:
    for place, row in enumerate(rows, 1):
        for key in row:
            if key not in known:
                has = "、".join(known) or "（表样没有这一块）"
                raise FormError(f"{block} 第 {place} 项的 {key}：表样里没有这一列；可用的有：{has}")
