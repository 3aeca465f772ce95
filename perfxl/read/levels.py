"""一条指标的一级、二级：写在哪一格，由上一行带下来，还是两级合写、独占一行作分节。"""

from __future__ import annotations

import re
from decimal import Decimal

from perfxl.cells.grid import Cell, Field, Sheet
from perfxl.cells.names import PRINTED_POINTS, key_of, level_name
from perfxl.cells.quantity import clean, decimal
from perfxl.read.form_rows import FormRows
from perfxl.read.headings import Heading

_BOTH = re.compile(r"[/／\\—－\-→>]+")  # 产出指标/数量指标（20分）
_Name = Field[str]
_Printed = tuple[Field[Decimal] | None, Field[Decimal] | None]


class Levels:
    """记着上一行的一级、二级，和它们上面独占一行的分节。"""

    def __init__(self, sheet: Sheet, known: FormRows, heading: Heading) -> None:
        self.sheet, self.known = sheet, known
        self._level1 = self._level2 = Cell(sheet.name, heading.row, heading.first_column)
        self._section: Cell | None = None

    def starts_section(self, heading: Heading, row: int) -> bool:
        """一级指标独占一行作分节的（一、产出指标（50分））：下面各行都归它。"""
        columns = heading.columns
        first = next(iter(self.sheet.row(row)), None)
        if {"level1", "level2"} <= columns.keys() or first is None or first.kind != "text":
            return False
        alone = columns["name"] <= self.sheet.area(row, first.column).last_column
        alone = alone or len(self.sheet.row(row)) == 1
        if not alone or self.known.level1(level_name(first.raw)) is None:
            return False
        self._section = self._level1 = first
        self._level2 = Cell(self.sheet.name, row, first.column + 1)
        return True

    def at(self, heading: Heading, row: int, name: Cell) -> tuple[_Name, _Name, _Printed]:
        """这一行的一级、二级，和印在它们后面的分值。"""
        outer, inner = self._cells(heading, row, name)
        if "level2" not in heading.columns:
            both = self._in_one(outer)
            if both is not None:
                return both
        names = Field(level_name(outer.raw), outer), Field(level_name(inner.raw), inner)
        return *names, (_printed_points(outer), _printed_points(inner))

    def _in_one(self, cell: Cell) -> tuple[_Name, _Name, _Printed] | None:
        """没有二级一栏的：一格里写着两级，或者写的就是二级。"""
        parts = [part for part in _BOTH.split(cell.raw) if part.strip()]
        if len(parts) == 2 and self.known.level1(level_name(parts[0])) is not None:
            names = [Field(level_name(part), cell) for part in parts]
            return names[0], names[1], (None, _printed_points(cell))
        name = level_name(cell.raw)
        owner = self.known.place("", name, "").owner
        section = self._section
        if owner is None or (section is None and self.known.level1(name) is not None):
            return None
        outer = Field(owner.name, cell) if section is None else _named(section)
        above = None if section is None else _printed_points(section)
        return outer, Field(name, cell), (above, _printed_points(cell))

    def _cells(self, heading: Heading, row: int, name: Cell) -> tuple[Cell, Cell]:
        """一级、二级的格：空着的由上一行带下来；与三级合成一格的，没有二级。"""
        level1, level2 = self._cell(heading, row, "level1"), self._cell(heading, row, "level2")
        if "group" in heading.columns and level1 == name:
            level1 = self._cell(heading, row, "group")
        if level1 is not None and level1.kind != "blank":
            if level1 != self._level1 and not self._is_same(level1):
                self._level2 = Cell(self.sheet.name, row, level1.column + 1)
            self._level1 = level1
        if level2 is not None and level2.kind != "blank":
            own = level2 != name
            self._level2 = level2 if own else Cell(self.sheet.name, row, level2.column)
        return self._level1, self._level2

    def _cell(self, heading: Heading, row: int, key: str) -> Cell | None:
        column = heading.columns.get(key)
        return None if column is None else self.sheet.at(row, column)

    def _is_same(self, cell: Cell) -> bool:
        """与上一行是同一个一级：行行都写的，写法可以不同。"""
        mine, last = level_name(cell.raw), level_name(self._level1.raw)
        row = self.known.level1(mine)
        return key_of(mine) == key_of(last) or (row is not None and row is self.known.level1(last))


def _named(cell: Cell) -> _Name:
    return Field(level_name(cell.raw), cell)


def _printed_points(cell: Cell) -> Field[Decimal] | None:
    match = PRINTED_POINTS.search(clean(cell.raw))
    points = decimal(match[1] or match[2]) if match else None
    return None if points is None else Field(points, cell)
