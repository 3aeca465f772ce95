"""格里的内容：值和公式，整片读、整片写。"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perfxl.calc.area import Area
from perfxl.calc.values import CellError, constant_text, is_formula, moment, table, to_write

if TYPE_CHECKING:
    from perfxl.calc.ranges import Range

_DATES = 2  # com.sun.star.sheet.CellFlags：常数里的日期时刻

Place = tuple[int, int]


def _both(cells: Range) -> tuple[Any, Any]:
    uno = cells.uno
    return uno.getDataArray(), uno.getFormulaArray()


def values(cells: Range) -> list[list[Any]]:
    """值：数、文字、日期、真假值、错误值；空白为 None。"""
    data, texts = _both(cells)
    rows = [list(row) for row in data]
    days, logical = _special(cells, rows, texts)
    for i, row in enumerate(rows):
        for j, value in enumerate(row):
            if value is None:
                row[j] = CellError(_error(cells, i, j))
            elif value == "":
                row[j] = None
            elif texts[i][j] in {"=TRUE()", "=FALSE()"} or (i, j) in logical:
                row[j] = bool(value)
            elif (i, j) in days:
                row[j] = moment(value)
    return rows


def _special(cells: Range, rows: list[list[Any]], texts: Any) -> tuple[set[Place], set[Place]]:
    """哪些数是日期、哪些是真假值：常数的日期一次问清，公式算出的逐格看格式。"""
    days: set[Place] = set()
    logical: set[Place] = set()
    numbers = [
        (i, j)
        for i, row in enumerate(rows)
        for j, value in enumerate(row)
        if value is not None and not isinstance(value, str)
    ]
    if not numbers:
        return days, logical
    for area in map(Area.of, cells.uno.queryContentCells(_DATES).getRangeAddresses()):
        days.update(
            (row - cells.row, column - cells.column)
            for row in range(area.first_row, area.last_row + 1)
            for column in range(area.first_column, area.last_column + 1)
        )
    formats = cells.sheet.book.formats
    for i, j in numbers:
        if is_formula(texts[i][j]):
            key = cells(i + 1, j + 1).uno.NumberFormat
            if formats.is_day(key):
                days.add((i, j))
            elif formats.is_logical(key):
                logical.add((i, j))
    return days, logical


def _error(cells: Range, row: int, column: int) -> str:
    place = cells.column + column - 1, cells.row + row - 1
    text = str(cells.sheet.uno.getCellByPosition(*place).getString())
    return text if text.startswith("#") else "#VALUE!"  # Err:502 之类 Excel 里没有


def set_values(cells: Range, data: Any) -> None:
    """照 Excel 的规矩写：`'` 开头的是文字，等号开头的是公式。"""
    cells.refuse_locked()
    rows = table(data, *cells.shape)
    last = cells.row + len(rows) - 1, cells.column + len(rows[0]) - 1
    uno = cells.sheet.cursor(Area(cells.row, cells.column, *last))
    uno.setDataArray(tuple(tuple(map(to_write, row)) for row in rows))
    for i, row in enumerate(rows):
        for j, value in enumerate(row):
            if isinstance(value, bool) or (isinstance(value, str) and value.startswith("=")):
                set_formulas(cells(i + 1, j + 1), to_write(value))


def formulas(cells: Range) -> Any:
    """公式；常数格是它的字面。一格给文字，几格给一行一行的。"""
    data, texts = _both(cells)
    shown = [
        [
            _excel(cells, text, i, j) if is_formula(text) else constant_text(value, text)
            for j, (value, text) in enumerate(zip(row, line, strict=True))
        ]
        for i, (row, line) in enumerate(zip(data, texts, strict=True))
    ]
    return shown[0][0] if len(cells) == 1 else shown


def _excel(cells: Range, text: str, row: int, column: int) -> str:
    place = cells.place(cells.areas[0])
    place.Row += row
    place.Column += column
    return str(cells.sheet.book.formulas.to_excel(text, place))


def set_formulas(cells: Range, value: Any) -> None:
    """写公式；不是等号开头的当常数写。"""
    cells.refuse_locked()
    place = cells.place(cells.areas[0])
    own = cells.sheet.book.formulas
    rows = [
        tuple(own.to_calc(one, place) if str(one).startswith("=") else str(one) for one in row)
        for row in table(value, *cells.shape)
    ]
    cells.uno.setFormulaArray(tuple(rows))
