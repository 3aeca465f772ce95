"""附表上没有用上的：列名认不出的整张，表样没有的各栏，没有写名称的各行。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from perfxl.cells.grid import Cell, Grid, Sheet, column_letters
from perfxl.cells.names import key_of
from perfxl.cells.notation import BLANK_MARKS, read_quantity
from perfxl.cells.quantity import clean, fold
from perfxl.filing.model import Filing
from perfxl.filing.reading import Unread, Unused
from perfxl.form.form import SideTable
from perfxl.read.heading.headings import Heading
from perfxl.read.sheets.belongs import BELONGS_TO, side_sheets
from perfxl.read.sheets.sum_rows import sum_label

_NUMBERS = frozenset(map(key_of, ("序号", "编号", "行号", "行次")))


def with_sides_left(filing: Filing, grid: Grid, every: Sequence[Filing]) -> Filing:
    """附表上没有用上的，说在头一份里。"""
    own = {each.sheet for each in every}
    unread, unused = list(filing.unread), list(filing.unused)
    for table in filing.form.table:
        for sheet, _, heading in side_sheets(grid, table):
            if heading is not None:
                unused += [*_columns(sheet, heading), *_rows(sheet, heading, table)]
            elif not sheet.hidden and sheet.name not in own:
                unread += _unread(sheet)
    return replace(filing, unread=tuple(unread), unused=tuple(unused))


def _unread(sheet: Sheet) -> Iterator[Unread]:
    """照名称是附表、写着数，而列名认不出的。"""
    cells = [cell for row in sheet.filled_rows() for cell in sheet.row(row)]
    if any(map(_is_number, cells)):
        said = f"附表“{sheet.name}”（{len(cells)} 格有内容）的列名认不出"
        yield Unread(cells[0], said, "side")


def _columns(sheet: Sheet, heading: Heading) -> Iterator[Unused]:
    used = set(heading.columns.values())
    below = [row for row in sheet.filled_rows() if row > heading.row]
    left: dict[int, list[Cell]] = {}
    for row in below:
        for cell in sheet.row(row):
            if cell.column not in used and _has_content(cell):
                left.setdefault(cell.column, []).append(cell)
    for column, cells in left.items():
        head = sheet.at(heading.row, column)
        if key_of(head.raw) not in BELONGS_TO | _NUMBERS and any(map(_is_number, cells)):
            named = (
                f"的“{clean(head.raw)}”一栏"
                if head.raw
                else f"没有列名的 {column_letters(column)} 列"
            )
            yield Unused(tuple(cells), f"附表“{sheet.name}”{named}", in_value=False)


def _rows(sheet: Sheet, heading: Heading, table: SideTable) -> Iterator[Unused]:
    """写着数而没有写名称的一行。"""
    needed = [heading.columns[column.key] for column in table.column if column.required]
    for row in sheet.filled_rows():
        if row <= heading.row or any(sheet.at(row, column).kind != "blank" for column in needed):
            continue
        cells = {key: sheet.at(row, column) for key, column in heading.columns.items()}
        if "name" in cells and sum_label(cells) is not None:
            continue
        left = [cell for cell in cells.values() if cell.row == row and _is_number(cell)]
        if left:
            said = f"附表“{sheet.name}”第 {row} 行（没有写名称）"
            yield Unused(tuple(left), said, in_value=True)


def _has_content(cell: Cell) -> bool:
    return cell.kind != "blank" and fold(cell.raw) not in BLANK_MARKS


def _is_number(cell: Cell) -> bool:
    return read_quantity(cell).is_number
