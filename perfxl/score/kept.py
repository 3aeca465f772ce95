"""核不出来、照填报的算的得分：高于分值的只算到分值，小于零的算零（怎么改由 P01 说）。"""

from __future__ import annotations

from decimal import Decimal

from perfxl.cells.quantity import plain, rounded


def within(filed: Decimal | None, weight: Decimal | None, digits: int) -> Decimal | None:
    """填的得分，限在零分与分值之间；没有分值的照填的。"""
    if filed is None:
        return None
    if weight is not None and weight > 0:
        filed = max(Decimal(0), min(filed, weight))
    return rounded(filed, digits)


def kept_said(filed: Decimal | None, weight: Decimal | None) -> str:
    """照填报的算了多少，怎么说。"""
    if filed is None:
        return "没有填得分"
    if weight is not None and 0 < weight < filed:
        return f"自评得分 {plain(filed)} 高于分值，按 {plain(weight)} 计"
    if weight is not None and weight > 0 > filed:
        return f"自评得分 {plain(filed)} 小于 0，按 0 计"
    return f"保留自评得分 {plain(filed)}"
