"""完成值是约数：约312天、312余天、近312天。"""

from __future__ import annotations

from perfxl.cells.later import later
from perfxl.cells.quantity import fold
from perfxl.filing.model import Indicator

_DIGIT = r"[\d一二三四五六七八九十百千]"
_ROUGH = later(
    rf"(?:(?<![节制条契违签公预集])约莫?|大概|大致|差不多|≈|将近|接近|(?<![附就临最相远])近)(?={_DIGIT})"
    rf"|{_DIGIT}万?[多余](?!{_DIGIT})|{_DIGIT}[^\d,，。;；]{{0,4}}(?:多|左右|上下|出头)$|\(约\)$"
)


def is_rough(indicator: Indicator) -> bool:
    """完成了，却只写个约数：约312天、312余天；指标值自己也是约数的不算。"""
    target, actual = indicator.target.value, indicator.actual.value
    known = actual.value is not None and actual.kind in {"number", "percent", "money"}
    quantified = target.value is not None or target.low is not None
    told = known and quantified and _ROUGH.search(fold(actual.raw)) is not None
    return told and _ROUGH.search(fold(target.raw)) is None
