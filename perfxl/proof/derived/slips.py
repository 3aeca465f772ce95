"""写的数与该是的数像不像差一处笔误：改了一位、颠倒了两位、多一位少一位、小数点错了位。"""

from __future__ import annotations

from decimal import Decimal

from perfxl.cells.quantity import plain, rounded
from perfxl.proof.model import Figure
from perfxl.proof.sums.addition import one_digit
from perfxl.proof.text.interval import one_slip, turned

_SHIFTS = tuple(Decimal(10) ** power for power in (-4, -3, -2, -1, 1, 2, 3, 4))
_CLOSE = Decimal("0.0005")
_TWO, _FAR = 2, 12


def written_as(figure: Figure, due: Decimal) -> str:
    """`due` 照这个数的写法（单位、位数）写出来。"""
    return f"{rounded(due / figure.scale, figure.places):f}"


def slipped(figure: Figure, due: Decimal, *, strong: bool = False, beside: bool = False) -> bool:
    """像一处笔误；`strong`：两位数改一位数字的太容易碰巧，不算；`beside`：写在一句里，整数差十倍的也算。"""
    if due <= 0:
        return False
    shown = written_as(figure, due)
    if shown == figure.digits or (abs(due - figure.value) <= figure.grain and figure.unit == "%"):
        return False  # 末位差一：底数是舍入过的
    far = figure.value > due * _FAR or due > figure.value * _FAR
    if not far and (turned(figure.digits, shown) or one_slip(figure.digits, shown)):
        return True
    if any(abs(figure.value * shift - due) <= due * _CLOSE for shift in _SHIFTS):
        return beside or len(figure.digits.replace(".", "").strip("0")) >= _TWO
    long = len(figure.digits.replace(".", "")) > _TWO
    return not far and one_digit(figure.digits, shown) and (long or not strong)


def shown_due(figure: Figure, due: Decimal) -> str:
    """给人看的：该是几，连单位。"""
    value = rounded(due / figure.scale, figure.places)
    unit = figure.raw.lstrip("0123456789.,，超过低于约近 ")
    return f"{plain(value) if not figure.places else f'{value:f}'}{unit}"
