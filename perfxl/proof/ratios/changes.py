"""写的增减数对不对：百分数、百分点、同单位的差；差得不远的近、约、超都算对。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfxl.cells.quantity import plain, rounded
from perfxl.proof.model import Figure, Finding
from perfxl.proof.ratios.pairs import truncated
from perfxl.proof.reading import span
from perfxl.proof.text.clues import regex
from perfxl.proof.text.interval import NEAR, OVER, Interval, divide

_HUNDRED, _WAN = Decimal(100), Decimal(10_000)


def change_fits(old: Figure, new: Figure, change: Figure) -> bool:
    return not list(judge(old, new, change))


def moved_fits(rate: Figure, gap: Figure, now: Figure, sign: int) -> bool:
    """现在多少、增加多少、增长几：增幅对得上；万人、亿元是舍入来的，差在末一位的也算。"""
    base = now.value - sign * gap.value
    if base <= 0:
        return False
    due = divide(gap.value, base) * _HUNDRED
    if due in rate.span or due in truncated(rate):
        return True
    old = now.span - gap.span if sign > 0 else now.span + gap.span
    return is_loose(now, gap) and _last_place(rate, due, gap.span.over(old))


def _last_place(rate: Figure, due: Decimal, ratio: Interval) -> bool:
    """舍入来的数算出来的，只差在末一位。"""
    near = abs(due - rate.value) <= 2 * rate.grain
    return near and ratio.scaled(_HUNDRED).touches(rate.span)


def is_loose(*figures: Figure) -> bool:
    """亿元、17.91万人是舍入来的；万元多半写得下原数。"""
    return any(
        figure.scale > _WAN or (figure.scale == _WAN and figure.places and not figure.is_money)
        for figure in figures
    )


def judge(old: Figure, new: Figure, change: Figure) -> Iterator[Finding]:
    """写的增减数对不对：百分数、百分点、同单位的差。"""
    if old.value <= 0 or change.value == 0 or change.hedge == "范围":
        return
    gap = abs(new.value - old.value)
    if change.unit == "%" and new.unit == "%":
        yield from _percent_for_point(old, new, change)
        return  # 百分数之间的增长，说的是比率还是百分点多半看不出来
    if change.hedge and (change.unit != "%" or not regex("增|降|减|长").search(change.before)):
        return
    if change.unit == "%":
        due = divide(gap, old.value) * _HUNDRED
        fits = due in change.span or due in truncated(change) or _hedge_fits(change, due)
        fits = fits or (is_loose(old, new) and _loosely(old, new, change))
        tail = "" if fits else _why(old, new, change)
        shown = f"{rounded(due, change.places):f}%"
        how = f"（{new.raw}－{old.raw}）÷{old.raw}＝{shown}{tail}"
    elif change.unit == "个百分点" and new.unit == "%":
        fits, shown = gap == change.value or gap in change.span, f"{plain(gap)}个百分点"
        how, due = f"{new.raw} 与 {old.raw} 相差 {shown}", gap
    elif change.unit == new.unit:
        fits, due = gap == change.value or _rounding(gap, change), gap
        shown = plain(gap / change.scale)
        how = f"{new.raw} 与 {old.raw} 相差 {shown}"
    else:
        return
    if not fits:
        first, last = span((old, new, change))
        message = f"{how}，写的是 {change.raw}"
        yield Finding("R03", change.paragraph, first, last, message, expected=shown)


def _loosely(old: Figure, new: Figure, change: Figure) -> bool:
    """两个数都是舍入来的：增幅差在末一位。"""
    high, low = (new, old) if new.value > old.value else (old, new)
    due = divide(high.value - low.value, old.value) * _HUNDRED
    return _last_place(change, due, (high.span - low.span).over(old.span))


def _hedge_fits(change: Figure, due: Decimal) -> bool:
    """近、超、约的百分数：方向对、差得不多的都算对。"""
    if not change.hedge:
        return False
    if change.hedge in NEAR:
        return change.value * Decimal("0.9") <= due <= change.value
    if change.hedge in OVER:
        return change.value <= due <= change.value * Decimal("1.15") + 5
    return abs(due - change.value) <= change.value / 10 + 1


def _percent_for_point(old: Figure, new: Figure, change: Figure) -> Iterator[Finding]:
    """由 88.6% 提高到 91.2%，提高 2.6%：差的是 2.6 个百分点。"""
    gap = abs(new.value - old.value)
    real = divide(gap, old.value) * _HUNDRED
    if change.hedge or gap != change.value or real in change.span or real in truncated(change):
        return
    shown = f"{change.digits}个百分点"
    message = f"{old.raw} 与 {new.raw} 相差 {shown}，写的是 {change.raw}"
    yield Finding("R15", change.paragraph, *span((new, change)), message, expected=shown)


def _why(old: Figure, new: Figure, change: Figure) -> str:
    """写的增幅是怎么算错的：分母用了今年的，拿去年除以今年，把现在占原来的当成增幅。"""
    gap = abs(new.value - old.value)
    ways = (
        (gap, new.value, "（像是除以了后一个数）"),
        (old.value, new.value, "（像是拿前一年除以后一年）"),
        (new.value, old.value, "（像是把现在占原来的百分之几当成了增幅）"),
    )
    said = (
        words for part, whole, words in ways
        if whole > 0 and divide(part, whole) * _HUNDRED in change.span
    )  # fmt: skip
    return next(said, "")


def _rounding(gap: Decimal, change: Figure) -> bool:
    return change.scale > 1 and gap in change.span
