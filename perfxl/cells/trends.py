"""升降的说法：下降10%（降了多少）、降到1%（降成多少）、较上年增长5%。"""

from __future__ import annotations

from typing import NamedTuple

from perfxl.cells.later import later
from perfxl.cells.quantity import NUMBER

FALLS = "下降|减少|降低|下滑|回落|压减|压缩|压降|缩减|缩短|降幅"
_RISES = "增长|增加|提高|提升|上升|增幅|反弹|反升"
TREND_BEFORE = later(rf"(?:{_RISES}|{FALLS})了?$")
# 跟什么时候比、怎样算的：与上年相比、较去年同期、年均。
_SINCE = (
    r"(?:同比|环比|(?:[较比与同和]?(?:上年|去年|前年|上期|基期|\d{4}年)度?[底末]?(?:同期)?(?:水平)?"
    r"(?:相比)?)|年均|平均|累计|总体|,)*"
)
_CHANGE = later(rf"^{_SINCE}(?:{_RISES}|↑|(?P<falls>↓|{FALLS}))(?:率|幅度)?了?(?![到至为])")
# 降到多少、从多少提高到多少：说的是变成多少，不是变了多少。
_DOWN_TO = r"(?:下降|降低?|减少?|压[缩减降]?|缩[短减]|回落|下滑|控制)[到至为]"
_TO = rf"(?:{_DOWN_TO}|(?:提[高升]|上?升|增[长加]?)[到至为])(?=[≥≤<>=约不]|{NUMBER})"
_LEVEL = later(rf"^{_SINCE}(?:[由从]?(?:{NUMBER})[^\d,;。]{{0,4}})?{_TO}")
_SAYS_LEVEL = later(_TO)
_FALLS_TO = later(rf"(?:{_DOWN_TO}|控制在)(?={NUMBER})")


class Said(NamedTuple):
    """数前面说的升降：`trend` 是升、降或空，`rest` 是后面的字。"""

    trend: str
    rest: str


def before_figure(text: str) -> Said | None:
    """数前面的升降；没有说的为 None。降到1%的，升降是空的，1%就是要的数。"""
    level = _LEVEL.match(text)
    if level is not None:
        return Said("", text[level.end() :])
    change = _CHANGE.match(text)
    if change is None:
        return None
    return Said("降" if change["falls"] else "升", text[change.end() :])


def falls_to(text: str) -> bool:
    """降到1%、压缩至3天、控制在3天：不能超过它。"""
    return _FALLS_TO.search(text) is not None


def says_level(text: str) -> bool:
    """降到8%、提高到96%：说的是变成多少。"""
    return _SAYS_LEVEL.search(text) is not None
