"""藏起来的行、列：公开的对象里没有清单，只能问高、宽：藏着的是 0，不一样的是 None。"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from perfxl.cells.grid import Cell, Concealed

# 一张表至多问这么多次：几万行高高低低的，问完要几十秒。
_MOST = 4_000


def concealed(sheet: Any, cells: Mapping[tuple[int, int], Cell]) -> Concealed:
    """一张表里有内容的行、列，哪些藏着；筛选藏的另记。"""
    if not cells:
        return Concealed()
    every_row, every_column = ({place[axis] for place in cells} for axis in (0, 1))
    rows = _hidden(every_row, lambda first, last: sheet.range((first, 1), (last, 1)).row_height)
    columns = _hidden(
        every_column, lambda first, last: sheet.range((1, first), (1, last)).column_width
    )
    return Concealed(rows, columns, _filtered(sheet, rows) if rows else frozenset())


def _hidden(lines: set[int], size_of: Callable[[int, int], Any]) -> frozenset[int]:
    """上下相连的一起问，不一样就对半分开再问。"""
    hidden: set[int] = set()
    waiting, left = [(min(lines), max(lines))], _MOST
    while waiting and left:
        first, last = waiting.pop()
        left -= 1
        size = size_of(first, last)
        if size == 0:
            hidden.update(range(first, last + 1))
        elif size is None and first < last:
            middle = (first + last) // 2
            waiting += [(first, middle), (middle + 1, last)]
    return frozenset(hidden & lines)


def _filtered(sheet: Any, rows: frozenset[int]) -> frozenset[int]:
    """筛选藏的行。LibreOffice 一行一行地说；Excel 说筛选的是哪几行，问不到的当作没有筛选。"""
    told = getattr(sheet.impl, "concealed", None)
    if told is not None:
        return frozenset(row for row in rows if row in told[2])
    with suppress(Exception):  # COM 与 appscript 的叫法、出的错各不相同
        if sheet.api.FilterMode:
            area = sheet.api.AutoFilter.Range
            first, count = int(area.Row), int(area.Rows.Count)
            return frozenset(row for row in rows if first <= row < first + count)
    return frozenset()
