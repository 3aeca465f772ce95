"""拆开了合并、一行各格都重写一遍的通栏（标题、分节、附注）：当作合并成的一格来读。"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from perfxl.cells.grid import Cell, Sheet
from perfxl.cells.merged import Range
from perfxl.cells.notation import BLANK_MARKS
from perfxl.cells.quantity import fold
from perfxl.read.spread import is_too_large

_LEAST = 3  # 两格写得一样的，也许是两栏


def gathered(sheet: Sheet) -> Sheet:
    """重写的各格并回一格；没有的照原样。"""
    if is_too_large(sheet):
        return sheet
    left = sheet.filled.first_column
    rows = [row for row in map(sheet.row, sheet.filled_rows()) if _is_one(sheet, row, left)]
    if not rows:
        return sheet
    copies = {(cell.row, cell.column): cell for row in rows for cell in row[1:]}
    return replace(
        sheet,
        cells={place: cell for place, cell in sheet.cells.items() if place not in copies},
        merged=(*sheet.merged, *(_area(row) for row in rows)),
        aside=(*sheet.aside, *copies.values()),
    )


def _is_one(sheet: Sheet, row: Sequence[Cell], left: int) -> bool:
    """从最左一列起，一格挨一格写着同样的字，一行里没有别的。"""
    first, last = row[0], row[-1]
    if len(row) < _LEAST or first.raw != last.raw or first.column != left:
        return False
    run = last.column - first.column + 1 == len(row)
    same = all(cell.kind == "text" and cell.raw == first.raw for cell in row)
    apart = all(sheet.area(*place) == Range(*place, *place) for place in map(_place, row))
    return run and same and apart and fold(first.raw) not in BLANK_MARKS


def _place(cell: Cell) -> tuple[int, int]:
    return cell.row, cell.column


def _area(row: Sequence[Cell]) -> Range:
    return Range(row[0].row, row[0].column, row[-1].row, row[-1].column)
