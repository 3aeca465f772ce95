"""两格的单位像是写错、漏写的：数差不多，换算以后差着百倍、万倍。"""

from __future__ import annotations

from decimal import Decimal

from perfxl.cells.quantity import Quantity, Target
from perfxl.cells.units import comparable

_NEAR, _FAR = Decimal(5), Decimal(100)


def times_apart(actual: Quantity, target: Target) -> Decimal | None:
    """两格的数差不多、单位差着百倍以上的（平方米与平方公里），换算以后是几倍。"""
    base, value = target.value or target.high, actual.value
    if not base or not value or not actual.unit or not target.unit:
        return None
    ratio, plainly = comparable(actual.unit, target.unit), value / base
    if ratio is None or not 1 / _NEAR <= plainly <= _NEAR:
        return None
    times = plainly * ratio
    return times if ratio != 1 and not 1 / _FAR < times < _FAR else None


def unit_left_off(one: Quantity, other: Quantity) -> Decimal | None:
    """`one` 没有写单位，`other` 以千、万、亿计：数也差着一万（一亿）倍上下，像是照一个一个数的。

    返回大单位是小的多少倍；看不出的为 None。指标值 15万人次，完成值 163000：不是 163000 万。
    千克、千瓦、千米也是：去掉“千”正是克、瓦、米。
    """
    scale = _LARGE.get(other.unit[:1])
    value = other.value or getattr(other, "high", None)
    if scale is None or one.unit or not one.value or not value or one.kind == "percent":
        return None
    return scale if 1 / _NEAR <= one.value / (value * scale) <= _NEAR else None


_LARGE = {"千": Decimal(1000), "万": Decimal(10_000), "亿": Decimal(10**8)}


def unit_slipped(actual: Quantity, target: Target) -> bool:
    """单位写错、漏写了一格，还不知道是哪一格：不能照现在的单位比（A02 说）。"""
    return (
        times_apart(actual, target) is not None
        or unit_left_off(actual, target) is not None
        or unit_left_off(target, actual) is not None
    )
