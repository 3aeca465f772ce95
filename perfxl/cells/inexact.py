"""该写一个数的格写成了一段、一个约数、带着比较号：看不出到底是多少。"""

from __future__ import annotations

from perfxl.cells.doubt import Doubt, DoubtKind
from perfxl.cells.grid import Field
from perfxl.cells.later import later
from perfxl.cells.quantity import NUMBER, Quantity, clean, fold
from perfxl.cells.units import factor

_ABOUT = later(
    r"^[\u4e00-\u9fff:]{0,6}?(?:(?<![节履合签集违制])约|接近|将近|(?<![最附])近)(?:为|是)?(?=[-+.\d])"
)
_OR_SO = later(
    rf"^\D{{0,8}}(?:{NUMBER})(?:多|余|来|[^\d(]{{0,4}}(?:左右|上下)$"
    r"|\D{0,4}\((?:大?约|约数|左右|[估概]算|[暂预]估)\)$)"
)
# 达到、控制在 说的就是那一个数。
_REACHED = later(rf"\D{{0,4}}(?:达到|控制在)(?:{NUMBER})(?!.*(?:内|以上|以下)).*")


def one_number(field: Field[Quantity] | None) -> Field[Quantity] | None:
    """分值、得分、比率：说的不是一个数的，当作没有读懂，原文留着。"""
    if field is None or field.cell.kind != "text":
        return field
    return _unread(field, said) if (said := _said(field.value)) else field


def one_amount(field: Field[Quantity] | None, unit: str) -> Field[Quantity] | None:
    """金额：带着的单位不是钱、是另一种币，换算不成 `unit` 的，也是没有读懂。"""
    if field is None or field.value.value is None or field.value.unit in {"", unit}:
        return one_number(field)
    if factor(field.value.unit, unit) is None:
        return _unread(field, f"单位“{field.value.unit}”换算不成{unit}")
    return one_number(field)


def _unread(field: Field[Quantity], said: str) -> Field[Quantity]:
    raw, doubt = field.value.raw, Doubt(DoubtKind.INEXACT, said)
    return Field(Quantity(raw, "text", text=clean(raw), doubt=doubt), field.cell)


def _said(quantity: Quantity) -> str:
    """哪里不是一个数；说的就是一个数、本来就不是数的，为空。"""
    if quantity.op == "range":
        return "是一个区间，不是一个数"
    if quantity.value is None:
        return ""
    text = fold(quantity.raw)
    if quantity.op not in {None, "="} and not _REACHED.fullmatch(text):
        return "是一个界限，不是一个数"
    if text.isascii():
        return ""  # 约、近、多、左右都是汉字
    about = _ABOUT.match(text) or _OR_SO.match(text)
    return "是一个约数，不是一个数" if about else ""
