"""按名称找表头：不看坐标，只看写着什么。"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from perfxl.form import Column
from perfxl.grid import Cell, Sheet
from perfxl.naming import is_one_of, key_of


@dataclass(frozen=True, slots=True)
class Heading:
    """找到的表头：`row` 是它的最后一行（下一行起是内容），`columns` 是字段名 → 列号。"""

    row: int
    first_row: int
    columns: Mapping[str, int]
    cells: Mapping[str, Cell]

    @property
    def first_cell(self) -> Cell:
        return min(self.cells.values(), key=lambda cell: cell.column)

    @property
    def first_column(self) -> int:
        return min(self.columns.values())


def find_heading(
    sheet: Sheet, columns: Sequence[Column], *, need: Sequence[Sequence[str]], after: int = 0
) -> Heading | None:
    """认出列最多的那一行作表头。

    `need` 是若干组字段名，每组至少认出一个才算（三级指标，且指标值或完成值之一）。
    """
    best: Heading | None = None
    for row in sheet.filled_rows():
        if row <= after:
            continue
        found = _heading_at(sheet, row, columns)
        if any(not set(group) & set(found.columns) for group in need):
            continue
        if best is None or len(found.columns) > len(best.columns):
            best = found
    return best


def _heading_at(sheet: Sheet, row: int, columns: Sequence[Column]) -> Heading:
    cells: dict[str, Cell] = {}
    exact: set[str] = set()
    for cell in sheet.row(row):
        if cell.kind != "text" or len(cell.raw) > 40:
            continue
        column = _column_named(cell.raw, columns)
        if column is None:
            continue
        is_exact = is_one_of(cell.raw, [column.title])
        if column.key not in cells or (is_exact and column.key not in exact):
            cells[column.key] = cell
        if is_exact:
            exact.add(column.key)
    last = max((sheet.area(row, cell.column).last_row for cell in cells.values()), default=row)
    places = {key: cell.column for key, cell in cells.items()}
    return Heading(last, row, places, cells)


def _column_named(text: str, columns: Sequence[Column]) -> Column | None:
    for column in columns:
        if is_one_of(text, [column.title]):
            return column
    return next((one for one in columns if is_one_of(text, one.synonyms)), None)


def labels(sheet: Sheet, names: Iterable[str], *, before: int) -> Iterator[Cell]:
    """`before` 行之前，写着某个名称的格（允许 `项目名称：某某` 写在一格里）。"""
    wanted = [key_of(name) for name in names]
    for row in sheet.filled_rows():
        if row >= before:
            return
        for cell in sheet.row(row):
            if cell.kind != "text":
                continue
            head = re.split(r"[：:]", cell.raw, maxsplit=1)[0]
            if is_one_of(cell.raw, names) or key_of(head) in wanted:
                yield cell
