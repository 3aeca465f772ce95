"""话里写的日子有没有：十一月没有 31 日，平年二月没有 29 日，没有 13 月。"""

from __future__ import annotations

from calendar import isleap, monthrange

from perfxl.cells.later import later
from perfxl.cells.quantity import fold

_DAY = later(
    r"(?<!\d)(?:(?P<y>(?:19|20)\d{2})年)?(?P<m>\d{1,2})月(?P<d>\d{1,2})[日号]"
    r"|(?<!\d)(?P<y1>(?:19|20)\d{2})(?P<sep>[-/.])(?P<m1>\d{1,2})(?P=sep)(?P<d1>\d{1,2})"
    r"(?!\d|[-/.]\d)"
    r"|(?<!\d)(?P<y2>(?:19|20)\d{2})年(?P<m2>\d{1,2})月"
)
_MONTHS, _FEBRUARY, _LEAP = 12, 2, 29


def no_such_day(text: str, year: str) -> tuple[str, str] | None:
    """头一个没有的日子：怎么写的，为什么没有。没有年份的照 `year`；也没有的，二月 29 日不算错。"""
    for match in _DAY.finditer(fold(text)):
        parts = match.groupdict()
        month = int(parts["m"] or parts["m1"] or parts["m2"])
        day = parts["d"] or parts["d1"]
        why = _why(parts["y"] or parts["y1"] or parts["y2"] or year, month, day)
        if why:
            return match[0], why
    return None


def _why(year: str, month: int, day: str | None) -> str:
    if not 1 <= month <= _MONTHS:
        return f"没有 {month} 月"
    if day is None:
        return ""
    if int(day) == 0:
        return "没有 0 日"
    known = year.isdigit()
    last = monthrange(int(year) if known else 2000, month)[1]
    if int(day) <= last:
        return ""
    plain = month == _FEBRUARY and known and not isleap(int(year)) and int(day) == _LEAP
    return f"{year} 年 2 月只有 {last} 天" if plain else f"{month} 月只有 {last} 天"
