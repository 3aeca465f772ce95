"""几处加起来再除的率：综合满意度、全年优秀率、两次合并计算的；占的是两样合起来的。

平均数的分子、分母：哪几对相除差得不远，不必两两去除。
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from perfxl.cells.later import later
from perfxl.cells.quantity import rounded
from perfxl.proof.model import Figure
from perfxl.proof.ratios.pairs import countable
from perfxl.proof.reading import Reading
from perfxl.proof.text.interval import (
    NEAR,
    OVER,
    Interval,
    divide,
    rounded_to,
    truncated_to,
    turned,
)
from perfxl.proof.text.masks import even

_POOL = later(r"共|合计|全部|总|两[类项个处批]|[三四][类项个处批]")
_OVERALL = later("综合|总体|平均|整体|合计|合并|全年|上半年|前[二三]季度|累计|总的?|[两三四]|加权")
_MEAN = later(r"平均[^，。；\d]{0,6}$")
_POOLED = 12
_HUNDRED = Decimal(100)


def pooled(percent: Figure, reading: Reading) -> bool:
    """几处的加起来，除以几处合计的；平均成活率不是两个数相除。"""
    every = [figure for figure in reading.in_paragraph(percent.paragraph) if countable(figure)]
    every = [figure for figure in every if figure.end <= percent.start][-_POOLED:]
    if _MEAN.search(percent.before) or _of_both(percent, every) or _all_spent(percent, every):
        return True
    if every and _with_rest(percent, every[-1], reading):
        return True
    if not (percent.places or _OVERALL.search(percent.before)):
        return False
    wholes = [figure for figure in every if _POOL.search(figure.before)][-2:]
    told = any(
        divide(sum((figure.value for figure in parts), Decimal(0)), whole.value) * _HUNDRED
        in percent.span
        for whole in wholes
        for size in (2, 3)
        for parts in combinations([one for one in every if _below(one, whole)], size)
    )
    return told or (bool(_OVERALL.search(percent.before)) and _of_sums(percent, every))


def _with_rest(percent: Figure, part: Figure, reading: Reading) -> bool:
    """群众体育 486.2万元，占 98.78%；下一段器材更新 6万元，占 1.22%：占的是两样合起来的。"""
    for other in reading.near(percent.paragraph, 3, 3):
        if other.unit != "%" or other.value + percent.value != _HUNDRED:
            continue
        mine = [one for one in reading.in_paragraph(other.paragraph) if one.end <= other.start]
        rest = [one for one in mine if one.unit == part.unit][-1:]
        if rest and divide(part.value, part.value + rest[0].value) * _HUNDRED in percent.span:
            return True
    return False


def _all_spent(percent: Figure, every: Sequence[Figure]) -> bool:
    """州里拨 21万元；上级补助 46万元。支出 67万元，执行率 100%：前面几笔加起来正好用完。"""
    return percent.value == _HUNDRED and any(
        one.value == sum(figure.value for figure in every[first:place] if figure.unit == one.unit)
        for place, one in enumerate(every)
        for first in range(max(0, place - 4), place - 1)
    )


def _below(figure: Figure, whole: Figure) -> bool:
    return figure.unit == whole.unit and figure.value < whole.value


def _of_both(percent: Figure, every: Sequence[Figure]) -> bool:
    """起诉 318人，不起诉 92人，不诉率 22.44%：占的是两样合起来的。"""
    mine = [figure for figure in every if figure.sentence == percent.sentence][-2:]
    if len(mine) < 2 or mine[0].unit != mine[1].unit or not percent.places:
        return False
    both = mine[0].value + mine[1].value
    return any(divide(one.value, both) * _HUNDRED in percent.span for one in mine)


def _of_sums(percent: Figure, every: Sequence[Figure]) -> bool:
    """样本 240份、260份，满意 223份、247份，合并计算 94%；上半年、下半年各抽几卷、优秀几卷。"""
    for unit in dict.fromkeys(figure.unit for figure in every):
        added = list(_sums([figure for figure in every if figure.unit == unit]))
        if any(
            divide(one, two) * _HUNDRED in percent.span
            for one, two in ((a, b) for a in added for b in added if 0 < a < b)
        ):
            return True
    return False


def _sums(figures: Sequence[Figure]) -> Iterator[Decimal]:
    """名称相同的几个加起来；并列着的一串加起来。"""
    by_name: dict[str, Decimal] = defaultdict(Decimal)
    for figure in figures:
        by_name[figure.before[-2:]] += figure.value
    yield from (value for name, value in by_name.items() if len(name) > 1)
    row: list[Figure] = []
    for figure in figures:
        if row and even(figure.paragraph.text)[row[-1].end : figure.start] != "、":
            yield from _heads(row)
            row = []
        row.append(figure)
    yield from _heads(row)


def _heads(row: Sequence[Figure]) -> Iterator[Decimal]:
    """从头数起的一个、两个……加起来：四个季度里的上半年。"""
    added = Decimal(0)
    for figure in row:
        added += figure.value
        yield added


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
