"""话里的数不是总数：超额完成626剂次（多出来的）、23500+626剂次（算式里的一项）。"""

from __future__ import annotations

from perfxl.cells.later import later
from perfxl.cells.quantity import NUMBER, fold

_EXCESS = later(
    r"(?:超额(?:完成|实现)?|超(?:出|过)?(?:年初|年度|既定)?(?:目标|计划|任务|指标)|"
    r"[比较](?:年初|年度)?(?:目标|计划|任务|指标)数?值?(?:增加|超出?|高)|多(?:完成|做|出)?)了?(?:完成)?$"
)
_SIGN = r"(?:[+×*÷x]|/(?!10*[万千亿]))"
_TERM_BEFORE = later(
    rf"(?:{NUMBER})[^\d,;。、()]{{0,4}}(?:{_SIGN}|\+[^\d,;。、()]{{1,4}})$"  # 线上20+线下26场
)
_TERM_AFTER = later(rf"^{_SIGN}[^\d,;。、()]{{0,4}}\d")
_SUM = later(
    rf"^\D{{0,8}}(?:{NUMBER})[^\d,;。、()]{{0,4}}{_SIGN}[^\d,;。、()]{{0,4}}(?:{NUMBER})[^\d,;。、()]{{0,6}}$"
)
_HEAD = later(r"^\D*(?=\d)")


def is_excess(before: str) -> bool:
    """数前面的话说的是多出来多少。"""
    return _EXCESS.search(before) is not None


def is_term(before: str, number: str, after: str) -> bool:
    """这个数是算式里的一项；`number` 可以带着加号。"""
    lead = before + number[0] if number[0] in "+-" else before
    signed = number[0] == "+" and _TERM_BEFORE.search(lead) is not None
    return signed or bool(_TERM_BEFORE.search(before) or _TERM_AFTER.search(after))


def part_only(text: str) -> str:
    """完成值只写了一部分的，怎么说；不是的为空。"""
    short = fold(text)
    if _SUM.search(short):
        return "是一个算式（分数），没有写完成的数"
    cut = _HEAD.match(short)
    return "只说了多出来多少，没有写一共完成多少" if cut and is_excess(cut[0]) else ""
