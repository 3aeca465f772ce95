"""读：工作簿 → Grid。每个用得着的部件只过一遍。"""

from __future__ import annotations

import re
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from perfxl.cells.collector import collector_paused
from perfxl.cells.grid import Cell, Concealed, Grid, Range, Sheet, column_number
from perfxl.cells.later import later
from perfxl.errors import WorkbookError
from perfxl.ours.signs import OURS
from perfxl.workbook.cells import CellReader, item_text, read_formats
from perfxl.workbook.limits import (
    LAST_COLUMN,
    LAST_ROW,
    MAX_CELLS,
    TOO_MANY,
    Budget,
    refuse_outside,
    refuse_wide_areas,
)
from perfxl.workbook.parts import open_book
from perfxl.workbook.plain import read_plain, read_plain_strings
from perfxl.workbook.xmlsafe import as_utf8, stream

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

    from perfxl.workbook.package import Package
    from perfxl.workbook.parts import Book, SheetEntry
    from perfxl.workbook.plain import Plain

_ATTRIBUTE = later(r"([\w:]+)\s*=\s*[\"']([^\"']*)")
_DIGITS = "0123456789"
_LETTERS = "$ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_AREA = later(r"\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?", re.IGNORECASE)


def read_package(package: Package, file: str) -> Grid:
    """一个打开的包 → Grid。"""
    with collector_paused():
        return _grid(package, file)


def shared_strings(package: Package, part: str | None) -> list[str]:
    """共用文字表；没有时为空表。"""
    if part is None:
        return []
    data = package.part(part)
    plain = read_plain_strings(data)
    return [item_text(item) for item in stream(data, "si")] if plain is None else plain


def _grid(package: Package, file: str) -> Grid:
    book = open_book(package)
    strings = shared_strings(package, book.strings)
    formats = read_formats(package, book.styles)
    budget = Budget()
    readers = partial(CellReader, strings, formats, date1904=book.date1904)
    sheets = tuple(
        _sheet(package, entry, readers, budget) for entry in book.sheets if entry.part is not None
    )
    return Grid(file, sheets, _names(book))


def _names(book: Book) -> Mapping[str, str]:
    """定义名称。限于一张表的写成 `表名!名称`。"""
    return {
        name.name
        if name.sheet_index is None
        else f"{book.sheets[name.sheet_index].name}!{name.name}": name.text
        for name in book.names
        if not name.name.startswith(OURS)
        and (name.sheet_index is None or name.sheet_index < len(book.sheets))
    }


_column = lru_cache(maxsize=256)(column_number)  # 一张表几百处，列就那几个


def parse_area(text: str) -> Range | None:
    """`B2:D4` → Range；不成样子的为 None。"""
    match = _AREA.fullmatch(text.strip())
    if match is None:
        return None
    left, first, right, last = match.groups()
    return Range(int(first), _column(left), int(last or first), _column(right or left))


def _sheet(
    package: Package, entry: SheetEntry, readers: partial[CellReader], budget: Budget
) -> Sheet:
    data = package.part(entry.part or "")
    plain = read_plain(data, entry.name, readers, budget.left)
    if plain is None:
        plain = read_any(data, entry.name, readers, budget.left)
    cells, merged, rows = plain
    budget.spend(len(cells))
    for row, column in cells:
        if row > LAST_ROW or column > LAST_COLUMN:
            refuse_outside(entry.name, row, column)
    areas = tuple(area for area in map(parse_area, merged) if area is not None)
    refuse_wide_areas(entry.name, areas)
    return Sheet(entry.name, cells, areas, entry.hidden, _concealed(data, rows))


_COLUMN = later(rb"<(?:[\w.-]+:)?col\s([^>]*)>")
_MAY_HIDE = later(rb"hidden|width\s*=\s*[\"']0")  # 多数的表没有藏起来的列
_FILTER = later(rb"<(?:[\w.-]+:)?autoFilter\s[^>]*?ref=[\"']([^\"']*)[\"'](?:[^>]*[^/>])?>")


def _concealed(data: bytes, rows: set[int]) -> Concealed:
    """藏起来的行、列。宽度为零的列也看不见；有筛选条件的区域里藏着的行是筛选藏的。"""
    data = as_utf8(data)
    columns: set[int] = set()
    end = max(0, data.find(b"sheetData"))
    for match in _COLUMN.finditer(data, 0, end) if _MAY_HIDE.search(data, 0, end) else ():
        written = dict(_ATTRIBUTE.findall(match[1].decode()))
        if written.get("hidden") in {"1", "true"} or written.get("width") == "0":
            first, last = int(written.get("min", "1")), int(written.get("max", "0"))
            columns.update(range(first, min(last, LAST_COLUMN) + 1))
    kept = _FILTER.search(data, max(0, data.rfind(b"sheetData"))) if rows else None
    area = parse_area(kept[1].decode()) if kept else None
    inside = rows & set(range(area.first_row, area.last_row + 1)) if area else set()
    return Concealed(frozenset(rows), frozenset(columns), frozenset(inside))


def read_any(data: bytes, sheet: str, readers: partial[CellReader], room: int = MAX_CELLS) -> Plain:
    """什么写法都读得了的读法：一行一行地用 XML 解析器。"""
    cells: dict[tuple[int, int], Cell] = {}
    merged: list[str] = []
    hidden: set[int] = set()
    rows: _Rows | None = None
    for element in stream(data, "row", "mergeCell"):
        namespace, brace, name = element.tag.rpartition("}")
        if name == "row":
            rows = rows or _Rows(sheet, readers(namespace=namespace + brace))
            number = rows.read(element, cells)
            if element.get("hidden") in {"1", "true"} or _is_flat(element.get("ht")):
                hidden.add(number)
            if len(cells) > room:
                raise WorkbookError(TOO_MANY)
        else:
            merged.append(element.get("ref", ""))
    return cells, merged, hidden


def _is_flat(height: str | None) -> bool:
    if height is None or not height.startswith("0"):
        return False  # 一百万行的，多数一看就不是
    return re.fullmatch(r"0(?:\.0+)?", height) is not None


class _Rows:
    """逐行读。行号、地址都可以不写（从前一行、前一格数下来）。"""

    def __init__(self, sheet: str, reader: CellReader) -> None:
        self._sheet = sheet
        self._cells = reader.row
        self._row = 0
        self._letters: dict[str, int] = {}

    def read(self, element: _Element, cells: dict[tuple[int, int], Cell]) -> int:
        self._row = row = self._number(element)
        digits = len(str(row))
        column = 0
        for reference, content in self._cells(element):
            if reference is None:
                column += 1
            else:
                column = self._letters.get(reference[:-digits]) or self._column(reference)
            if content is not None:
                cells[row, column] = Cell(self._sheet, row, column, *content)
        return row

    def _number(self, element: _Element) -> int:
        written = element.get("r")
        if written:
            return int(written)
        if len(element):
            digits = (element[0].get("r") or "").lstrip(_LETTERS)
            if digits.isdecimal():
                return int(digits)
        return self._row + 1

    def _column(self, reference: str) -> int:
        letters = reference.rstrip(_DIGITS)
        self._letters[letters] = column_number(letters.replace("$", ""))
        return self._letters[letters]
