"""话里写的日子有没有：十一月没有 31 日，平年二月没有 29 日，没有 13 月。"""

from __future__ import annotations

from calendar import isleap, monthrange

from perfxl.cells.later import later
from perfxl.cells.quantity import fold

# 11月31号楼、31号文件：号后面是房子、线路、文书的，说的是哪一个，不是哪一天。
_NAMED = (
    r"(?:[楼线文院栋馆井桥门房厅库站段地池墩坝闸洞仓棚幢座路街巷函令件机炉台泵岛岗厂店亭船]|"
    r"宿舍|车间|标段|地块|煤矿|单元|合同|公告|通知|隧道|项目|工程|教室|病区|变电|渠)"
)
# 前面写着是编号、合同、文号的，后面的 2023-13-1 不是日子。
_NUMBERED = later(
    r"(?:[编文图批案证单票账卡型]号|号码|编码|代码|合同|协议|[字第]|版本?|标段|型|款|NO|No|no)"
    r"[号书\w]{0,2}[:：为是#.\"“'(（\[]{0,3}$"
)
_DAY = later(
    r"(?<!\d)(?:(?P<y>(?:19|20)\d{2})年)?(?P<m>\d{1,2})月(?P<d>\d{1,2})"
    rf"(?:日|号(?!{_NAMED}))"
    r"|(?<![A-Za-z\d〕\]_/.-])(?P<y1>(?:19|20)\d{2})(?P<sep>[-/.])(?P<m1>\d{1,2})(?P=sep)"
    r"(?P<d1>\d{1,2})(?![A-Za-z\d号版_]|期(?![间限满])|[-/.][A-Za-z\d])"
    r"|(?<!\d)(?P<y2>(?:19|20)\d{2})年(?P<m2>\d{1,2})月"
)
# 月不是 1 到 12、日是 0 或 29 以上的才会没有：多数的日子一看就有，不必细算。
# 每一种都从一个定字找起，找得快。
_MAY_BE = later(
    r"月(?:0|29|[3-9]\d|(?<=(?<!1)0月)|(?<=1[3-9]月)|(?<=[2-9]\d月))|19\d{2}[-/.]\d|20\d{2}[-/.]\d"
)
_MONTHS, _FEBRUARY, _LEAP = 12, 2, 29


def no_such_day(text: str, year: str) -> tuple[str, str] | None:
    """头一个没有的日子：怎么写的，为什么没有。没有年份的照 `year`；也没有的，二月 29 日不算错。"""
    said = fold(text)
    for match in _DAY.finditer(said) if _MAY_BE.search(said) else ():
        parts = match.groupdict()
        if parts["sep"] and _NUMBERED.search(said[: match.start()]):
            continue
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
