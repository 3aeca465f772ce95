"""数后面的字像不像单位；数字格式里显示着的单位。"""

from __future__ import annotations

import re

from perfxl.cells.grid import Cell
from perfxl.cells.later import later
from perfxl.cells.quantity import fold
from perfxl.cells.units import is_money

_LITERAL = later(r'^(?:[#0,.]|!\.|\\\.|"\.")+(?:"([^"]{1,6})"|\\([\u4e00-\u9fff]))(?:;|$)')


def unit_for(cell: Cell, unit: str) -> str:
    """这一格的单位：格外写明的在先；格式里显示着金额单位的，看见的就是它，比表头写的作数。"""
    if cell.kind != "number" or (unit and not is_money(unit)):
        return unit
    shown = _unit_shown(cell)
    return shown if shown and (not unit or is_money(shown)) else unit


def _unit_shown(cell: Cell) -> str:
    """数字格式里的单位：存着 8500、格式 0"亩" 的，看见的是 8500亩。"""
    if '"' not in cell.number_format and "\\" not in cell.number_format:
        return ""  # 多数的格
    match = _LITERAL.match(cell.number_format)
    unit = fold(match[1] or match[2]) if match else ""
    return unit if unit and looks_like_unit(unit) else ""


_UNIT_DIGITS = later(r"(?<=m)[23](?!\d)|(?<=M)[23](?!\d)|(?<=/)10*(?=\D)")
_LIKE_DIGIT = later(r"[OoI〇|]+(?![A-Za-z])|l(?=[%\d])")


def looks_like_unit(tail: str) -> bool:
    """数后面的字像不像单位：短，没有别的数、没有标点（`人/天`、`人、天` 除外）。

    平方、立方写成的 m2、km3 和“每几万”（次/10万公顷）里的数不算；O、I 多半是认错的数字。
    """
    if _LIKE_DIGIT.match(tail):
        return False
    tail = _UNIT_DIGITS.sub("", tail)
    return len(tail) <= 10 and not re.search(r"[\d,。;:!?=≥≤<>]|(?<![/·、.*每半])[年月]|完成", tail)
