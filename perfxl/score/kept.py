"""核不出来、照填报的算的得分：高于分值的只算到分值，小于零的算零（怎么改由 P01 说）。"""

from __future__ import annotations

from decimal import Decimal

from perfxl.cells.grid import Field
from perfxl.cells.quantity import Quantity, plain, rounded
from perfxl.filing.model import Indicator

_SHOWN = 20  # 引原文的头几个字，看得出是哪一句


def within(filed: Decimal | None, weight: Decimal | None, digits: int) -> Decimal | None:
    """填的得分，限在零分与分值之间；没有分值的照填的。"""
    if filed is None:
        return None
    if weight is not None and weight > 0:
        filed = max(Decimal(0), min(filed, weight))
    return rounded(filed, digits)


def unread(what: str, field: Field[Quantity] | None) -> str:
    """写了而读不成一个数的：哪一格、写的什么；空着的、读成了的为空。"""
    if field is None or field.value.kind != "text":
        return ""
    raw = " ".join(field.value.raw.split())
    shown = raw if len(raw) <= _SHOWN else f"{raw[:_SHOWN]}……"
    return f"{what}（{field.cell.local}）写的“{shown}”读不成一个数"


def kept_why(row: Indicator, formula: str, filed: Decimal | None) -> str:
    """一条指标照填报的算，为什么：没有分值，或者算式定不出分。"""
    weight = row.weight.value.value if row.weight else None
    if weight is None:
        return f"{unread('分值', row.weight) or '没有分值'}，不计分"
    return f"{formula}；{kept_said(filed, weight, row.points)}"


def kept_said(
    filed: Decimal | None, weight: Decimal | None, field: Field[Quantity] | None = None
) -> str:
    """照填报的算了多少，怎么说；`field` 是填得分的格。"""
    if filed is None:
        return unread("得分", field) or "没有填得分"
    if weight is not None and 0 < weight < filed:
        return f"自评得分 {plain(filed)} 高于分值，按 {plain(weight)} 计"
    if weight is not None and weight > 0 > filed:
        return f"自评得分 {plain(filed)} 小于 0，按 0 计"
    return f"保留自评得分 {plain(filed)}"
