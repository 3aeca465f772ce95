"""该写一个数的格写成了一段、一个约数、带着比较号：看不出到底是多少。"""

from __future__ import annotations

from perfxl.cells.doubt import Doubt, DoubtKind
from perfxl.cells.grid import Field
from perfxl.cells.later import later
from perfxl.cells.quantity import NUMBER, Quantity, clean, fold

_ABOUT = later(r"^[\u4e00-\u9fff:]{0,6}?(?:约|接近|将近|(?<![最附])近)(?:为|是)?(?=[-+.\d])")
_OR_SO = later(rf"^\D{{0,8}}(?:{NUMBER})(?:多|余|来|[^\d(]{{0,4}}(?:左右|上下)$)")
# 达到、控制在 说的就是那一个数。
_REACHED = later(r"^\D{0,4}(?:达到|控制在)\d")


def one_number(field: Field[Quantity] | None) -> Field[Quantity] | None:
    """金额、分值、得分：说的不是一个数的，当作没有读懂，原文留着。"""
    if field is None or field.cell.kind != "text":
        return field
    said = _said(field.value)
    if not said:
        return field
    raw = field.value.raw
    doubt = Doubt(DoubtKind.INEXACT, said)
    return Field(Quantity(raw, "text", text=clean(raw), doubt=doubt), field.cell)


def _said(quantity: Quantity) -> str:
    """哪里不是一个数；说的就是一个数、本来就不是数的，为空。"""
    if quantity.op == "range":
        return "是一个区间"
    if quantity.value is None:
        return ""
    text = fold(quantity.raw)
    if quantity.op not in {None, "="} and not _REACHED.match(text):
        return "是一个界限"
    return "是一个约数" if _ABOUT.match(text) or _OR_SO.match(text) else ""
