"""一列：名称、种类、单位、说明、怎样从自评表里取；一种栏目（金额、指标值）各是哪几列。"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any, Literal

from perfxl.assess import Assessment
from perfxl.cells.grid import Field
from perfxl.cells.quantity import plain
from perfxl.cells.units import factor
from perfxl.filing.amounts import amount, money
from perfxl.filing.findings import Finding, Level, count
from perfxl.filing.model import FundLine, FundScore, IndicatorScore

Kind = Literal["text", "whole", "yes", "exact", "date", "cells"]
DTYPES: dict[Kind, str] = {
    "text": "string", "whole": "Int64", "yes": "boolean",
    "exact": "object", "date": "object", "cells": "object",
}  # fmt: skip
KINDS: dict[Kind, str] = {
    "text": "文字", "whole": "整数", "yes": "真假", "exact": "Decimal",
    "date": "datetime.date", "cells": "地址的 tuple",
}  # fmt: skip
_WAN = "万元"


@dataclass(frozen=True, slots=True)
class Row:
    """一行从哪里来：第几份自评表，和它的一行资金、一条指标或一条结论。"""

    filing: int
    assessment: Assessment
    number: int
    item: Any = None


@dataclass(frozen=True, slots=True)
class Column:
    """一列。`unit` 空着是没有单位，或者单位写在另一列。"""

    name: str
    kind: Kind
    what: str
    value: Callable[[Row], object]
    unit: str = ""


# ---- 怎样取 ----


def _field(row: Row, key: str) -> Field[Any] | None:
    """一行里的一个 Field：资金的在资金行，指标的在指标行，表头的在自评表。"""
    item = row.item
    if isinstance(item, IndicatorScore):
        item = item.indicator
    elif isinstance(item, FundScore):
        item = item.line
    elif isinstance(item, Assessment):
        item = item.filing
    field: Field[Any] | None = getattr(item, key)
    return field


def _text(row: Row, key: str) -> str | None:
    field = _field(row, key)
    return None if field is None else field.value or None


def _raw(row: Row, key: str) -> str | None:
    field = _field(row, key)
    return None if field is None else field.cell.raw or None


def _cell(row: Row, key: str) -> str | None:
    field = _field(row, key)
    return None if field is None else field.cell.address


def _of_quantity(row: Row, key: str, part: str) -> Any:
    """格里的量的一部分：数、单位、日期、比较号、上下限；空着的为 None。"""
    field = _field(row, key)
    value = None if field is None else getattr(field.value, part)
    return None if value == "" else value


def _number(row: Row, key: str, unit: str) -> Decimal | None:
    """填报的数，以 `unit` 计。百分数一定要带着百分号：光写 0.98 的不猜，原文在旁边一列。"""
    quantity = None if (field := _field(row, key)) is None else field.value
    if quantity is None or quantity.value is None or unit != "%":
        return None if quantity is None else quantity.value
    scale = factor(quantity.unit, unit)
    return None if scale is None else quantity.value * scale


def shown(row: Row, key: str) -> str | None:
    field = _field(row, key)
    return None if field is None or field.value.kind == "none" else field.value.shown


def _money(row: Row, key: str) -> object:
    """金额一律换成万元：先照表的单位认，再换，是准确的数。

    总额是公式、文件里没有存结果的，与核分同样取其中各行之和。
    """
    filing, field = row.assessment.filing, _field(row, key)
    unit = filing.money_unit
    value = money(field, unit)
    if field is not None and field.cell.is_uncomputed and _line_of(row) is filing.total_fund:
        value = amount(filing, key)
    if value is None:
        return None
    scale = factor(unit, _WAN)  # 外币换不了，不填
    if scale is None:
        return None
    return value if scale == 1 else Decimal(plain(value * scale))


def _line_of(row: Row) -> FundLine | None:
    return row.item.line if isinstance(row.item, FundScore) else None


def _attribute(row: Row, path: str) -> Any:
    """`scored.execution.rate` 一样的路：从结论、得分或自评表起，中间没有的为 None。"""
    value: Any = row.item
    for name in path.split("."):
        value = None if value is None else getattr(value, name)
    return None if value == "" else value


def count_of(row: Row, level: Level) -> int:
    return count(row.assessment.findings)[level]


def first_cell(row: Row) -> str | None:
    finding: Finding = row.item
    return finding.cells[0].address if finding.cells else None


# ---- 一种栏目几列 ----


def texts(key: str, what: str) -> list[Column]:
    return [
        Column(key, "text", what, partial(_text, key=key)),
        Column(f"{key}_cell", "text", f"{what}所在的格", partial(_cell, key=key)),
    ]


def amounts(key: str, what: str) -> list[Column]:
    return [
        Column(key, "exact", what, partial(_money, key=key), _WAN),
        Column(f"{key}_raw", "text", f"{what}格里的原文", partial(_raw, key=key)),
        Column(f"{key}_cell", "text", f"{what}所在的格", partial(_cell, key=key)),
    ]


def filed(key: str, what: str, unit: str) -> list[Column]:
    """填报人写的数：读成的数、原文、格。列名带 `_filed`，与程序算的分开。"""
    number = partial(_number, key=key, unit=unit)
    return [
        Column(f"{key}_filed", "exact", f"填报的{what}", number, unit),
        Column(f"{key}_filed_raw", "text", f"填报的{what}的原文", partial(_raw, key=key)),
        Column(f"{key}_filed_cell", "text", f"填报的{what}所在的格", partial(_cell, key=key)),
    ]


def quantities(key: str, what: str, *, target: bool = False) -> list[Column]:
    part = partial(partial, _of_quantity, key=key)
    bounds = [
        Column(f"{key}_op", "text", f"{what}的比较号：>= <= > < = range", part(part="op")),
        Column(f"{key}_low", "exact", f"{what}是区间时的下限", part(part="low")),
        Column(f"{key}_high", "exact", f"{what}是区间时的上限", part(part="high")),
    ]
    return [
        Column(key, "text", f"{what}，给人看的写法", partial(shown, key=key)),
        Column(f"{key}_raw", "text", f"{what}格里的原文", partial(_raw, key=key)),
        Column(f"{key}_cell", "text", f"{what}所在的格", partial(_cell, key=key)),
        Column(f"{key}_kind", "text", f"{what}的种类：number percent money date grade text none",
               part(part="kind")),
        Column(f"{key}_value", "exact", f"{what}的数，95% 是 95", part(part="value"),
               f"见 {key}_unit"),
        Column(f"{key}_unit", "text", f"{what}的单位", part(part="unit")),
        Column(f"{key}_date", "date", f"{what}是日期的，取最后一天", part(part="day")),
        *(bounds if target else []),
    ]  # fmt: skip


def attribute(name: str, kind: Kind, what: str, path: str, unit: str = "") -> Column:
    return Column(name, kind, what, partial(_attribute, path=path), unit)
