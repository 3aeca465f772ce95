"""读：开着的工作簿 → Grid。值、公式整片读；数字格式、合并区域用对半分的办法问。"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from perfxl.cells.areas import column_runs
from perfxl.cells.grid import Cell, CellKind, Grid, Sheet
from perfxl.cells.later import later
from perfxl.cells.merged import Range
from perfxl.live.hidden import concealed
from perfxl.live.merges import merged_areas
from perfxl.live.state import still
from perfxl.ours.signs import OURS

_ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})
# xlwings 不认得的新错误值，COM 给的是一个数：-2146828288 加上编号。
_ERROR_BASE = -2146828288
_NEW_ERRORS = {
    2043: "#GETTING_DATA", 2045: "#SPILL!", 2046: "#CONNECT!", 2047: "#BLOCKED!",
    2048: "#UNKNOWN!", 2049: "#FIELD!", 2050: "#CALC!",
}  # fmt: skip
# Excel 里名称的叫法没有文件里的前缀。
_BUILT_IN = later(r"(?:Print_Titles|Print_Area|_FilterDatabase|Criteria|Extract)")
# Excel 的“隐藏”和“深度隐藏”；LibreOffice 给的是 False，与 0 相等。
_HIDDEN = (0, 2)
# 只有时刻的，日期部分落在这一年。
_NO_DAY = 1899

Place = tuple[int, int]


def read(book: Any) -> Grid:
    """读一个开着的工作簿；不改动任何东西。"""
    with still(book.app):
        return Grid(book.name, tuple(_sheet(sheet) for sheet in book.sheets), _names(book))


def _names(book: Any) -> Mapping[str, str]:
    """定义名称，写法与文件里的相同。"""
    names: dict[str, str] = {}
    for defined in book.names:
        sheet, mark, name = defined.name.rpartition("!")
        if name.startswith(OURS):
            continue
        if _BUILT_IN.fullmatch(name):
            name = f"_xlnm.{name}"
        if sheet.startswith("'"):
            sheet = sheet[1:-1].replace("''", "'")
        names[f"{sheet}{mark}{name}"] = (defined.refers_to or "").removeprefix("=")
    return names


def _sheet(sheet: Any) -> Sheet:
    name, used = sheet.name, sheet.used_range
    top, left, (rows, columns) = used.row, used.column, used.shape
    values = used.options(ndim=2, err_to_str=True).value
    formulas = _square(used.formula, rows, columns)
    cells: dict[Place, Cell] = {}
    numbers: list[Place] = []
    for i, (row, texts) in enumerate(zip(values, formulas, strict=True), top):
        for j, (value, text) in enumerate(zip(row, texts, strict=True), left):
            cell = _cell(name, (i, j), value, text)
            if cell is not None:
                cells[i, j] = cell
                if cell.kind in {"number", "date"}:
                    numbers.append((i, j))
    for place, code in _formats(sheet, numbers).items():
        cells[place] = _with_format(cells[place], code)
    bounds = Range(top, left, top + rows - 1, left + columns - 1)
    merged = merged_areas(sheet, cells, bounds)
    return Sheet(name, cells, merged, sheet.visible in _HIDDEN, concealed(sheet, cells))


def _square(formulas: Any, rows: int, columns: int) -> Sequence[Sequence[Any]]:
    """公式一律当表看：一格、一行时各家给的形状不同。"""
    if rows == columns == 1 and not isinstance(formulas, list | tuple):
        return [[formulas]]
    if formulas and not isinstance(formulas[0], list | tuple):
        return [formulas] if rows == 1 else [[formula] for formula in formulas]
    square: Sequence[Sequence[Any]] = formulas
    return square


def _cell(sheet: str, place: Place, value: Any, text: Any) -> Cell | None:
    formula = None
    if isinstance(text, str) and text.startswith("=") and text != value:
        formula = text[1:]
    if value is None:
        # 公式算出空文本也是算过了。
        return None if formula is None else Cell(sheet, *place, "", "text", formula)
    raw, kind = _content(value, text if formula is None else None)
    return Cell(sheet, *place, raw, kind, formula)


def _content(value: Any, constant: Any) -> tuple[str, CellKind]:
    """值 → 文字和种类。常数的数以它的字面为准：货币格式的格，COM 只给四位小数。"""
    if isinstance(value, str):
        return value, "error" if value in _ERRORS else "text"
    if isinstance(value, bool):
        return ("TRUE" if value else "FALSE"), "bool"
    if isinstance(value, datetime):
        return _moment(value), "date"
    if isinstance(value, int) and value - _ERROR_BASE in range(2000, 2100):
        return _NEW_ERRORS.get(value - _ERROR_BASE, "#VALUE!"), "error"
    if isinstance(value, Decimal) and isinstance(constant, str):
        value = Decimal(constant)
    number = value if isinstance(value, Decimal) else Decimal(format(value, ".15g"))
    return f"{number.normalize():f}", "number"


def _moment(value: datetime) -> str:
    """日期时刻的写法与文件门相同：舍入到秒，没有时刻的只写日期。"""
    value = value.replace(tzinfo=None) + timedelta(microseconds=500_000)
    clock = f"{value:%H:%M:%S}"
    if value.year == _NO_DAY:
        return clock
    day = value.date().isoformat()
    return day if clock == "00:00:00" else f"{day} {clock}"


def _with_format(cell: Cell, code: str) -> Cell:
    return Cell(cell.sheet, cell.row, cell.column, cell.raw, cell.kind, cell.formula, code)


def _formats(sheet: Any, places: Sequence[Place]) -> dict[Place, str]:
    """这些格的数字格式：上下相连的一起问，不一样就对半分开再问。"""
    codes: dict[Place, str] = {}
    waiting = [(top, bottom, column) for (top, column), (bottom, _) in column_runs(places)]
    while waiting:
        top, bottom, column = waiting.pop()
        code = sheet.range((top, column), (bottom, column)).number_format
        if code is None and top < bottom:
            middle = (top + bottom) // 2
            waiting += [(top, middle, column), (middle + 1, bottom, column)]
        else:
            codes |= {(row, column): code or "General" for row in range(top, bottom + 1)}
    return codes
