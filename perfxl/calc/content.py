"""格里的内容：值和公式，整片读、整片写。"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from perfxl.calc.likes import RangeLike
from perfxl.calc.values import (
    TRUE_FALSE,
    CellError,
    constant_text,
    is_formula,
    moment,
    table,
    to_write,
)

Place = tuple[int, int]


def _content(cells: RangeLike) -> Any:
    sheet, corners = cells.sheet, cells.areas[0].corners
    data, formulas, *rest = sheet.answers.get(
        f"content {corners}", lambda: sheet.far.content(corners).get()
    )
    return data, {(i, j): text for i, j, text in formulas}, *rest


def values(cells: RangeLike) -> list[list[Any]]:
    """值：数、文字、日期、真假值、错误值；空白为 None。"""
    data, texts, errors, formats, dates = _content(cells)
    rows = [[None if value == "" else value for value in row] for row in data]
    days, logical = _special(cells, texts, formats, dates)
    logical |= {place for place, text in texts.items() if text in TRUE_FALSE}
    for i, j in logical:
        rows[i][j] = bool(rows[i][j])
    for i, j in days:
        rows[i][j] = moment(rows[i][j])
    for i, j, text in errors:
        rows[i][j] = CellError(text if text.startswith("#") else "#VALUE!")  # Excel 里没有 Err:502
    return rows


def _special(
    cells: RangeLike, texts: Any, formats: Any, dates: Any
) -> tuple[set[Place], set[Place]]:
    """哪些数是日期、哪些是真假值：常数的那边说了，算出来的看格式。"""
    days = {place for date in dates for place in _places(cells, date)}
    logical: set[Place] = set()
    home = cells.sheet.book.formats
    home.learn(key for _, key in formats)
    for corners, key in formats:
        if home.is_day(key) or home.is_logical(key):
            into = days if home.is_day(key) else logical
            into.update(
                place for place in _places(cells, corners) if is_formula(texts.get(place, ""))
            )
    return days, logical


def _places(cells: RangeLike, corners: Any) -> Iterator[Place]:
    """一块里的各格，从 `cells` 的左上角数起。"""
    top, left, bottom, right = corners
    return (
        (row - cells.row, column - cells.column)
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    )


def set_values(cells: RangeLike, data: Any) -> None:
    """照 Excel 的规矩写：`'` 开头的是文字，等号开头的是公式。"""
    cells.refuse_locked()
    rows = table(data, *cells.shape)
    last = cells.row + len(rows) - 1, cells.column + len(rows[0]) - 1
    whole = cells.sheet.far.at((cells.row, cells.column, *last))
    whole.do("setDataArray", tuple(tuple(map(to_write, row)) for row in rows))
    for i, row in enumerate(rows):
        for j, value in enumerate(row):
            if isinstance(value, bool) or (isinstance(value, str) and value.startswith("=")):
                set_formulas(cells(i + 1, j + 1), to_write(value))


def formulas(cells: RangeLike) -> Any:
    """公式；常数格是它的字面。一格给文字，几格给一行一行的。"""
    data, texts, *_ = _content(cells)
    places = [place for place, text in texts.items() if is_formula(text)]
    asked = list(zip((texts[place] for place in places), cells.places(places), strict=True))
    known = dict(zip(places, cells.sheet.book.formulas.to_excel(asked), strict=True))
    shown = [
        [
            known[i, j] if (i, j) in known else constant_text(value, texts.get((i, j), ""))
            for j, value in enumerate(row)
        ]
        for i, row in enumerate(data)
    ]
    return shown[0][0] if len(cells) == 1 else shown


def set_formulas(cells: RangeLike, value: Any) -> None:
    """写公式；不是等号开头的当常数写。"""
    cells.refuse_locked()
    (place,), own = cells.places(), cells.sheet.book.formulas
    rows = [
        tuple(
            f"={own.to_calc(given, place)}" if str(given).startswith("=") else str(given)
            for given in row
        )
        for row in table(value, *cells.shape)
    ]
    cells.far.do("setFormulaArray", tuple(rows))
