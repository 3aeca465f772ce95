"""哪些格藏在藏着的行、列里。摆过的表（一行拆成几行、左右接成上下）照各格真在的地方看。"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from perfxl.cells.grid import Cell, Sheet, column_letters
from perfxl.cells.merged import Range
from perfxl.cells.moved import MovedCell, Place
from perfxl.read.sideways import TURNED

_ROW, _COLUMN = 0, 1


class Places:
    """一张表里各格真在的行、列；横着画的转过来的，藏着的列已经当作行，照转过来的看。"""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet, self.out = sheet, sheet.concealed
        self.turned = sheet.how == TURNED
        self.moved = bool(sheet.homes) and not self.turned

    def of(self, cell: Cell) -> Place:
        """这一格在藏着的行、列里算在哪里。"""
        return cell.home if isinstance(cell, MovedCell) and self.moved else (cell.row, cell.column)

    def row(self, cell: Cell) -> int:
        return self.of(cell)[_ROW]

    def column(self, cell: Cell) -> int:
        return self.of(cell)[_COLUMN]

    def in_rows(self, cell: Cell) -> bool:
        return self.row(cell) in self.out.rows

    def in_columns(self, cell: Cell) -> bool:
        return self.column(cell) in self.out.columns

    def is_out(self, cell: Cell) -> bool:
        return self.in_rows(cell) or self.in_columns(cell)

    def home_row(self, row: int, column: int) -> int:
        """合并格盖着的一处真在第几行：照同一行挨得最近的一格。"""
        if not self.moved:
            return row
        own = self._in_row.get(row, {})
        return own[min(own, key=lambda other: abs(other - column))] if own else 0

    def home_column(self, row: int, column: int) -> int:
        """真在第几列：照同一列挨得最近的一格。"""
        if not self.moved:
            return column
        own = self._in_column.get(column, {})
        return own[min(own, key=lambda other: abs(other - row))] if own else 0

    def rows_named(self, cells: Sequence[Cell]) -> str:
        """这些格在哪几行：第 14、15 行；横着画的，是原来的哪几列。"""
        if not self.turned:
            return _rows(sorted({self.row(cell) for cell in cells}))
        homes: dict[int, set[Place]] = {}
        for cell in self.sheet.cells.values():
            if isinstance(cell, MovedCell):
                homes.setdefault(cell.row, set()).add(cell.home)
        mine = [homes[row] for row in {cell.row for cell in cells} & homes.keys()]
        flat = {min(places)[_ROW] for places in mine if len({row for row, _ in places}) == 1}
        across = {min(places)[_COLUMN] for places in mine if len({row for row, _ in places}) > 1}
        told = (_rows(sorted(flat)), _columns(sorted(across)))
        return "、".join(filter(None, told))

    def columns_named(self, cells: Sequence[Cell]) -> str:
        return _columns(sorted({self.column(cell) for cell in cells}))

    @cached_property
    def _in_row(self) -> Mapping[int, Mapping[int, int]]:
        return self._by(_ROW)

    @cached_property
    def _in_column(self) -> Mapping[int, Mapping[int, int]]:
        return self._by(_COLUMN)

    def _by(self, axis: int) -> Mapping[int, Mapping[int, int]]:
        made: dict[int, dict[int, int]] = {}
        for place, home in self.sheet.homes.items():
            made.setdefault(place[axis], {})[place[1 - axis]] = home[axis]
        return made


def without(sheet: Sheet, rows: frozenset[int], columns: frozenset[int]) -> Sheet:
    """不看这些行、列的同一张表；合并格的字写在藏着的一角的，归到它看得见的第一格。"""
    if not rows and not columns:
        return sheet
    places = Places(sheet)
    cells = {
        place: cell
        for place, cell in sheet.cells.items()
        if places.row(cell) not in rows and places.column(cell) not in columns
    }
    merged: list[Range] = []
    for area in sheet.merged:
        top, first = area.first_row, area.first_column
        left = [
            column
            for column in range(first, area.last_column + 1)
            if places.home_column(top, column) not in columns
        ]
        down = [
            row for row in range(top, area.last_row + 1) if places.home_row(row, first) not in rows
        ]
        if not left or not down:
            continue
        merged.append(Range(down[0], left[0], down[-1], left[-1]))
        corner = sheet.cells.get((top, first))
        if corner is not None:
            cells[down[0], left[0]] = corner
    return replace(sheet, cells=cells, merged=tuple(merged))


def _rows(rows: Sequence[int]) -> str:
    return f"第 {'、'.join(map(str, rows))} 行" if rows else ""


def _columns(columns: Sequence[int]) -> str:
    return f"第 {'、'.join(map(column_letters, columns))} 列" if columns else ""
