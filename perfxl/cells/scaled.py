"""数字格式把数缩小着显示的：存着 8600000、格式 0!.0, 的，看见的是 860.0。"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from perfxl.cells.grid import Cell
from perfxl.cells.later import later

# 整数部分；照字面印的小数点或真的小数点（至多一个）；末尾的逗号各缩小一千倍。
_CODE = later(
    r"(?:\[[^\]]*\])*[^0#?]*(?P<whole>(?:[0#?]|,(?=[0#?,]*[0#?]))+)"
    r"(?:(?P<literal>[!\\]\.)(?P<after>[0#?]+)|\.(?P<places>[0#?]+))?(?P<commas>,*)[^0#?]*$"
)
_POINT = later(r'"\."')
_QUOTED = later(r'"[^"]*"')
_CONDITION = later(r"\[[<>=]")  # [>=10000]：看数的大小用哪一节


class Scale(NamedTuple):
    """缩小到 10 的几次方分之一，显示几位小数，用不用千分位。"""

    power: int
    places: int
    grouped: bool


_PLAIN = Scale(power=0, places=0, grouped=False)


@lru_cache(maxsize=1024)
def _scale_of(code: str) -> Scale:
    """缩小多少；分几节、看数的大小用哪一节的，编号那样印着几个点的，照存的数。"""
    shape = _QUOTED.sub("", _POINT.sub("!.", code))
    match = None if _CONDITION.search(shape) else _CODE.match(shape.partition(";")[0])
    if match is None:
        return _PLAIN
    literal = len(match["after"] or "")
    power = literal + 3 * len(match["commas"])
    return Scale(power, literal or len(match["places"] or ""), "," in match["whole"])


def scale_of(cell: Cell) -> Scale:
    """这一格缩小着显示的；照原样显示的，`power` 为 0。"""
    code = cell.number_format
    if cell.kind != "number" or ("," not in code and "." not in code):
        return _PLAIN
    return _scale_of(code)


def as_seen(cell: Cell, number: Decimal) -> Decimal:
    """看见的数，不四舍五入。"""
    power = scale_of(cell).power
    return number.scaleb(-power) if power else number
