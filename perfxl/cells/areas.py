"""区域的写法：散格并成区域，区域写成 `A1:C3`、`$A$1:$C$3`，表名加引号。"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from perfxl.cells.grid import column_letters
from perfxl.cells.merged import Range

Places = set[tuple[int, int]]
Run = tuple[tuple[int, int], tuple[int, int]]


def ranges(places: Places) -> list[str]:
    """散格并成区域：先把同列相连的并成段，再把起止相同的邻列并成块。"""
    runs: dict[tuple[int, int], list[int]] = {}
    for column in sorted({column for _, column in places}):
        for first, last in _runs(row for row, col in places if col == column):
            runs.setdefault((first, last), []).append(column)
    blocks = sorted(
        (rows[0], columns[0], rows[1], columns[1])
        for rows, alike in runs.items()
        for columns in _runs(alike)
    )
    return [
        reference(first_row, first_column)
        if (first_row, first_column) == (last_row, last_column)
        else f"{reference(first_row, first_column)}:{reference(last_row, last_column)}"
        for first_row, first_column, last_row, last_column in blocks
    ]


def column_runs(places: Iterable[tuple[int, int]]) -> Iterator[Run]:
    """上下相连的格并成（首，末）。"""
    columns: dict[int, list[int]] = {}
    for row, column in places:
        columns.setdefault(column, []).append(row)
    for column, rows in columns.items():
        yield from (((first, column), (last, column)) for first, last in _runs(rows))


def reference(row: int, column: int) -> str:
    """`G14`。"""
    return f"{column_letters(column)}{row}"


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """相连的数并成（首，末）。"""
    first = last = None
    for number in sorted(numbers):
        if last is not None and first is not None and number == last + 1:
            last = number
            continue
        if first is not None and last is not None:
            yield first, last
        first = last = number
    if first is not None and last is not None:
        yield first, last


def chunks(areas: list[str], longest: int, gap: str = " ") -> Iterator[str]:
    """区域清单连成几段，每段不超过 `longest` 个字符。"""
    chunk = ""
    for area in areas:
        if chunk and len(chunk) + 1 + len(area) > longest:
            yield chunk
            chunk = area
        else:
            chunk = f"{chunk}{gap}{area}" if chunk else area
    if chunk:
        yield chunk


def area_text(area: Range) -> str:
    """`A1:C3`。"""
    first = reference(area.first_row, area.first_column)
    return f"{first}:{reference(area.last_row, area.last_column)}"


def absolute(area: Range) -> str:
    """`$A$1:$C$3`。"""
    return (
        f"${column_letters(area.first_column)}${area.first_row}"
        f":${column_letters(area.last_column)}${area.last_row}"
    )


def quoted(sheet: str) -> str:
    """公式里的表名。"""
    return "'" + sheet.replace("''", "'").replace("'", "''") + "'"


def location(address: str) -> str:
    """`自评表!G14` → `'自评表'!G14`。表名一律加引号：带空格、括号、数字开头的都要。"""
    sheet, _, place = address.rpartition("!")
    if not sheet:
        return place
    return f"{quoted(sheet.removeprefix(chr(39)).removesuffix(chr(39)))}!{place}"
