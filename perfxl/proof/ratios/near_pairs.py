"""平均数的分子、分母：哪几对相除差得不远，不必两两去除。"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from decimal import Decimal

from perfxl.cells.quantity import rounded
from perfxl.proof.model import Figure
from perfxl.proof.text.interval import (
    NEAR,
    OVER,
    Interval,
    divide,
    rounded_to,
    truncated_to,
    turned,
)

FAR = Decimal(10_000), Decimal(1) / 10_000
TEN = Decimal(10)
_NEAR = Decimal("0.7"), Decimal("1.4")
# 相除是写的数的几倍，才像：差得不远的，差十倍、万倍的；两位数的，两个数字颠倒也到不了五倍。
_WINDOWS = tuple(
    (Decimal(low), Decimal(high))
    for low, high in (
        ("0.69", "1.41"), ("9.9", "10.1"), ("0.099", "0.101"), ("4e3", "2.1e4"), ("4e-5", "2.1e-4"),
    )
)  # fmt: skip
_TURNED = Decimal("0.2"), Decimal(5)


def near_pairs(
    figure: Figure, times: Decimal, parts: Sequence[Figure], wholes: Sequence[Figure]
) -> Iterator[tuple[Figure, Figure]]:
    """`figure` 是平均数，`times` 是分母还要乘几；可能像的各对，按先后。

    照大小排好了去找，两两去除太慢；像不像还要细看。
    """
    ranked = sorted(range(len(parts)), key=lambda place: parts[place].value)
    values = [parts[place].value for place in ranked]
    short = len(figure.digits.replace(".", "")) == len("92")
    windows = (*_WINDOWS, _TURNED) if short else _WINDOWS
    made: set[tuple[int, int]] = set()
    for at, whole in enumerate(wholes):
        due = figure.value * whole.value * times
        for low, high in windows:
            first, last = bisect_left(values, due * low), bisect_right(values, due * high)
            made.update((place, at) for place in ranked[first:last])
    return ((parts[place], wholes[at]) for place, at in sorted(made))


def plausible(figure: Figure, due: Decimal) -> bool:
    """差得不远，差十倍、万倍，或两个数字颠倒了。"""
    ratio = divide(due, figure.value)
    near = _NEAR[0] <= ratio <= _NEAR[1] or ratio in {TEN, 1 / TEN}
    return (
        near
        or turned(figure.digits, due_text(figure, due))
        or any(due * far in figure.span for far in FAR)
    )


def due_text(figure: Figure, due: Decimal) -> str:
    """照平均数的单位、小数位写。"""
    return f"{rounded(due / figure.scale, figure.places):f}"


def mean_fits(mean: Figure, part: Interval, whole: Interval) -> bool:
    """除得出这个平均数；四舍五入、截断的都算，人次这样没有小数的也可以是舍入来的。"""
    due = part.over(whole)
    rounded_mean = rounded_to(mean.digits).scaled(mean.scale)
    if due.touches(mean.span) or due.touches(rounded_mean):
        return True
    cut = truncated_to(mean.digits).scaled(mean.scale)
    return mean.hedge not in NEAR | OVER and due.touches(cut)


_CLOSE = Decimal("0.12")


def is_firm(mean: Figure, due: Decimal) -> bool:
    """数字正好、单位差一万倍的：只写了一位的容易碰巧（667元÷418家，写 2万元），要差得很近才算。"""
    fine = len(mean.digits.replace(",", "").replace(".", "").strip("0")) > 1
    return fine or abs(due - mean.value) <= mean.value * _CLOSE


def scaled(mean: Figure, due: Decimal) -> bool:
    """数字正好，单位差一万倍。"""
    return any(due * far in mean.span and is_firm(mean, due * far) for far in FAR)
