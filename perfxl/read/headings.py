"""按名称找表头：不看坐标，只看写着什么。"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from perfxl.form import Column
from perfxl.grid import Cell, Sheet
from perfxl.naming import bare_key_of, is_one_of, key_of


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
    names = _Names(columns)
    best: Heading | None = None
    for row in sheet.filled_rows():
        if row <= after:
            continue
        found = _heading_at(sheet, row, names)
        if any(not set(group) & set(found.columns) for group in need):
            continue
        if best is None or len(found.columns) > len(best.columns):
            best = found
    return best


class _Names:
    """各列的名称与叫法，先比正式名称，再比叫法；先连括号比，再去括号比。"""

    def __init__(self, columns: Sequence[Column]) -> None:
        titles = [(column.key, column.title) for column in columns]
        others = [(column.key, name) for column in columns for name in column.synonyms]
        self._titles, self._others = _keys(titles), _keys(others)

    def find(self, text: str) -> tuple[str, bool] | None:
        """这段文字是哪一列：（字段名，是不是正式名称）。"""
        keys = key_of(text), bare_key_of(text)
        for known, exact in ((self._titles, True), (self._others, False)):
            for key in keys:
                if key and key in known:
                    return known[key], exact
        return None


def _keys(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    known: dict[str, str] = {}
    for key, name in pairs:
        known.setdefault(key_of(name), key)
    return known


def _heading_at(sheet: Sheet, row: int, names: _Names) -> Heading:
    cells: dict[str, Cell] = {}
    exact: set[str] = set()
    for cell in sheet.row(row):
        found = names.find(cell.raw) if cell.kind == "text" and len(cell.raw) <= 40 else None
        if found is None:
            continue
        key, is_exact = found
        if key not in cells or (is_exact and key not in exact):
            cells[key] = cell
        if is_exact:
            exact.add(key)
    last = max((sheet.area(row, cell.column).last_row for cell in cells.values()), default=row)
    places = {key: cell.column for key, cell in cells.items()}
    return Heading(last, row, places, cells)


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
