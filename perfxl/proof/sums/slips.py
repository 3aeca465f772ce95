"""差额对不上时，像不像一处笔误：像的少要些把握就报，不像的多要。"""

from __future__ import annotations

from decimal import Decimal

from perfxl.cells.later import later
from perfxl.cells.quantity import plain
from perfxl.proof.model import Figure
from perfxl.proof.sums.addition import one_digit
from perfxl.proof.text.interval import one_slip, turned

LEAST, _SWAP, _SLIP, NEVER = 48, 40, 28, 1000
_APART = 10  # 差不到这么多的，末位改一个数字就对得上，多半是碰巧
_SHORT = 2
_CHOICE = later("满意|一般")  # 各种意见的份数另看（surveys）
_CLOSE = Decimal("0.3")
_OTHER_SLIP, _SHORT_SLIP = 40, 50  # 写错的是另外两个数；两位数改一个数字


def least_of(gap: Figure, due: Decimal, shown: str) -> int:
    """要几分才报：像一处笔误的少，只是差得不远的多。"""
    if one_slip(gap.digits, shown):
        return _SLIP
    if turned(gap.digits, shown):
        return _SWAP
    tiny = max(due, gap.value) < 10 and abs(due - gap.value) <= 2
    near = abs(due - gap.value) <= gap.value * _CLOSE
    return LEAST if tiny or near else NEVER


def operand_least(gap: Figure, big: Figure, small: Figure) -> int:
    """差额不错、两个数里有一个写错了：改一处就对得上的。写错了也许大小就倒过来。"""
    least = NEVER
    if gap.unit == "个百分点" or _CHOICE.search(gap.before):
        return least
    for figure, dues in (
        (big, (small.value + gap.value, small.value - gap.value)),
        (small, (big.value - gap.value, big.value + gap.value)),
    ):
        shown = [
            plain(due / figure.scale) for due in dues
            if due > 0 and abs(due - figure.value) >= _APART * figure.scale
        ]  # fmt: skip
        if any(one_digit(figure.digits, due) for due in shown):
            long = len(figure.digits.replace(".", "")) > _SHORT
            least = min(least, _OTHER_SLIP if long else _SHORT_SLIP)
    shown_gap = plain((big.value - small.value) / gap.scale)
    return min(least, _SHORT_SLIP if one_digit(gap.digits, shown_gap) else NEVER)
