"""合并区域：公开的对象里没有清单，只能一片一片地问“有没有”。

问一次就要与 Excel 来回几趟，所以先排除：有内容、右边和下边也都有内容的格，既不会是合并
区域的左上角，也不会被盖住。找到一个之后先看它正下方：表里合并常常一个接一个、样子相同。
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from perfxl.cells.grid import Cell
from perfxl.cells.merged import Range

_FEW = 3  # 剩下这么几格就逐格问，不再对半分


def merged_areas(
    sheet: Any, cells: Mapping[tuple[int, int], Cell], bounds: Range
) -> tuple[Range, ...]:
    """一张表的合并区域，从上到下、从左到右。"""
    finder = _Finder(sheet, cells, bounds)
    finder.look_in(sorted(finder.doubtful))
    return tuple(sorted(finder.merged, key=lambda area: (area.first_row, area.first_column)))


class _Finder:
    def __init__(self, sheet: Any, cells: Mapping[tuple[int, int], Cell], bounds: Range) -> None:
        self._sheet = sheet
        self.merged: list[Range] = []
        self.doubtful = {
            (row, column)
            for row in range(bounds.first_row, bounds.last_row + 1)
            for column in range(bounds.first_column, bounds.last_column + 1)
            if any(
                bounds.holds(*place) and place not in cells
                for place in ((row, column), (row + 1, column), (row, column + 1))
            )
        }

    def look_in(self, places: list[tuple[int, int]]) -> None:
        places = [place for place in places if place in self.doubtful]
        if len(places) <= _FEW:
            for place in places:
                self._look_at(place)
            return
        rows, columns = ([place[axis] for place in places] for axis in (0, 1))
        top, bottom, left, right = min(rows), max(rows), min(columns), max(columns)
        if self._sheet.range((top, left), (bottom, right)).merge_cells is False:
            self.doubtful.difference_update(places)
            return
        axis = 0 if bottom - top >= right - left else 1
        middle = (top + bottom) // 2 if axis == 0 else (left + right) // 2
        self.look_in([place for place in places if place[axis] <= middle])
        self.look_in([place for place in places if place[axis] > middle])

    def _look_at(self, place: tuple[int, int]) -> None:
        """这一格在不在合并区域里；在的话接着看区域的正下方。"""
        while place in self.doubtful:
            area = self._sheet.range(place).merge_area
            (rows, columns), top, left = area.shape, area.row, area.column
            merged = Range(top, left, top + rows - 1, left + columns - 1)
            self.doubtful.difference_update(
                (row, column)
                for row in range(top, merged.last_row + 1)
                for column in range(left, merged.last_column + 1)
            )
            if rows == columns == 1:
                return
            self.merged.append(merged)
            place = merged.last_row + 1, left
