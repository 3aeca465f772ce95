"""几条指标（几笔资金）挤在一格里、各栏都分行写着的：拆成一行一条来读，地址仍是那一格。

    1.开展活动⏎2.调解纠纷 | 1.≥12场⏎2.≥180件 | 10⏎10    →    开展活动 | ≥12场  | 10
                                                            调解纠纷 | ≥180件 | 10

各栏的行数不一样、编号对不上的不拆，由 F09 说出来。
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from perfxl.cells.grid import Cell, Sheet
from perfxl.cells.merged import Range
from perfxl.cells.moved import MovedCell, every_cell, moved, piece, rearranged
from perfxl.read.crowded import BREAK, LEAST, Parts, crowded

SPREAD = "；一格里写着几条的，拆成一行一条读的"
_MOST_ROWS, _MOST_COLUMNS = 2000, 60


def is_too_large(sheet: Sheet) -> bool:
    """再大的不是一份画成的表，不看它怎样摆。"""
    big = sheet.last_row > _MOST_ROWS or sheet.last_column > _MOST_COLUMNS
    return big or len(sheet.merged) > _MOST_ROWS


def spread(sheet: Sheet) -> Sheet:
    """有挤在一格里的拆开；没有的照原样。"""
    if is_too_large(sheet):
        return sheet
    # 多数的行没有一格分得开，不细看。
    rows = Counter(cell.row for cell in sheet.texts if BREAK.search(cell.raw))
    likely = (row for row, many in rows.items() if many >= LEAST)
    found = {row: parts for row in likely if (parts := crowded(sheet, row))}
    return _Spread(sheet, found).drawn() if found else sheet


@dataclass(frozen=True)
class _Spread:
    """`crowded` 是挤着几条的各行。"""

    sheet: Sheet
    crowded: Mapping[int, Parts]

    def _many(self, row: int) -> int:
        return max(map(len, self.crowded[row].values())) if row in self.crowded else 1

    @cached_property
    def rows(self) -> Sequence[int]:
        """原来的各行（从第 0 行起）起在新的第几行。"""
        many = (self._many(row) for row in range(1, self.sheet.last_row + 1))
        return (0, *accumulate(many, initial=1))

    def _row(self, row: int) -> int:
        """新的行；表下面的空行照样往下让。"""
        last = len(self.rows) - 1
        return self.rows[row] if row <= last else self.rows[last] + row - last

    def drawn(self) -> Sheet:
        return rearranged(self.sheet, self._cells(), self._areas(), self.sheet.how + SPREAD)

    def _cells(self) -> Iterator[MovedCell]:
        for cell in every_cell(self.sheet):
            row, column = cell.row, cell.column
            parts = self.crowded.get(row, {}).get(column)
            if row in self.crowded and self._is_open(cell):
                parts = [""] * self._many(row)
            if parts is None:
                yield moved(cell, (self._row(row), column))
                continue
            for place, part in enumerate(parts):
                yield piece(cell, part, (self._row(row) + place, column))

    def _is_open(self, cell: Cell) -> bool:
        """空着的一格：几条各缺一个。"""
        area = self.sheet.area(cell.row, cell.column)
        return cell.kind == "blank" and cell.formula is None and area.first_row == area.last_row

    def _areas(self) -> Iterator[Range]:
        """合并区域：拆开的一栏各条各合并，没有拆的一格盖着这几条。"""
        for area in self.sheet.merged:
            first, parts = area.first_row, self.crowded.get(area.first_row, {})
            if area.first_column not in parts or first != area.last_row:
                last = self._row(area.last_row) + self._many(area.last_row) - 1
                yield Range(self._row(first), area.first_column, last, area.last_column)
                continue
            for place in range(self._many(first)):
                new = self._row(first) + place
                yield Range(new, area.first_column, new, area.last_column)
        for row, parts in self.crowded.items():
            for cell in self.sheet.row(row):
                area = self.sheet.area(row, cell.column)
                alone = (area.first_row, area.first_column) == (area.last_row, area.last_column)
                if cell.column not in parts and alone:
                    last = self._row(row) + self._many(row) - 1
                    yield Range(self._row(row), cell.column, last, cell.column)
