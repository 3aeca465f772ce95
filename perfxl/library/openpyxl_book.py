"""脚本里开着的 openpyxl Workbook（可能改过、没有存）→ Grid，与存成文件再读的一样。

openpyxl 不说的，这里也没有：公式的结果（它只留公式，与没有存下结果的文件一样，S07 会说）、
合并区域里被盖住的格、打印区域和筛选的名称。只读、只写方式打开的没有合并区域，不读。
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from numbers import Number
from typing import TYPE_CHECKING, Any

from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, to_excel
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from perfxl.cells.grid import Cell, CellKind, Concealed, Grid, Sheet
from perfxl.cells.merged import Range
from perfxl.errors import WorkbookError
from perfxl.ours.signs import OURS
from perfxl.workbook.escapes import decode_text
from perfxl.workbook.numformats import BUILTIN, is_date, iso_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

# 文件里自带的格式只写编号；从这一号起才写全格式代码。
_FIRST_CUSTOM = 164
_MOMENTS = date | datetime | time | timedelta


def read(book: Workbook, file: str) -> Grid:
    """读一个 Workbook；不改动任何东西。

    Raises:
        WorkbookError: 是以只读或只写方式打开的。
    """
    if book.read_only or book.write_only:
        raise WorkbookError(
            "以只读或只写方式打开的 Workbook 没有合并区域，读不了；"
            "请用 openpyxl.load_workbook(路径) 打开，或把路径直接给 perfxl"
        )
    mac = book.epoch == CALENDAR_MAC_1904
    sheets = tuple(_sheet(sheet, date1904=mac) for sheet in book.worksheets)
    return Grid(file, sheets, dict(_names(book)))


def _names(book: Workbook) -> Iterator[tuple[str, str]]:
    """定义名称；限于一张表的写成 `表名!名称`。"""
    scopes: list[tuple[str, Mapping[str, Any]]] = [("", book.defined_names)]
    scopes += [(f"{sheet.title}!", sheet.defined_names) for sheet in book.worksheets]
    for scope, names in scopes:
        for name, defined in names.items():
            if not name.startswith(OURS):
                yield scope + name, defined.attr_text or ""


def _sheet(sheet: Worksheet, *, date1904: bool) -> Sheet:
    cells: dict[tuple[int, int], Cell] = {}
    # 公开的 iter_rows 会给每个空位置都添一格：改动了人家的工作簿，远处有一格的几十亿格也走不完。
    for place, cell in sorted(sheet._cells.items()):  # noqa: SLF001  # 见上
        read_cell = None if cell.value is None else _cell(sheet.title, cell, date1904=date1904)
        if read_cell is not None:
            cells[place] = read_cell
    merged = tuple(
        Range(area.min_row, area.min_col, area.max_row, area.max_col)
        for area in sheet.merged_cells.ranges
    )
    return Sheet(sheet.title, cells, merged, sheet.sheet_state != "visible", _concealed(sheet))


def _concealed(sheet: Worksheet) -> Concealed:
    """藏起来的行、列；几列合写一条的（`min`–`max`），各列都算。"""
    rows = {row for row, look in sheet.row_dimensions.items() if look.hidden or look.height == 0}
    columns = {
        column
        for look in sheet.column_dimensions.values()
        if look.hidden or look.width == 0
        for column in range(look.min or 1, (look.max or 0) + 1)
    }
    kept = sheet.auto_filter
    inside: set[int] = set()
    if kept.ref and kept.filterColumn:
        top, bottom = (int(re.sub(r"\D", "", end)) for end in kept.ref.partition(":")[::2])
        inside = rows & set(range(top, bottom + 1))
    return Concealed(frozenset(rows), frozenset(columns), frozenset(inside))


def _cell(sheet: str, cell: Any, *, date1904: bool) -> Cell | None:
    place, code = (sheet, cell.row, cell.column), _code(cell)
    if cell.data_type == "f":
        return Cell(*place, formula=_formula(cell.value), number_format=code)
    raw, kind = _content(cell, code, date1904=date1904)
    return None if kind == "blank" else Cell(*place, raw, kind, None, code)


def _code(cell: Any) -> str:
    """数字格式。openpyxl 不认得中文的自带格式（27–36、50–58），都说成 General，所以看编号。"""
    # 编号没有公开的口子；一点样式也没有的，_style 是 None。
    number = cell._style.numFmtId if cell.has_style else 0  # noqa: SLF001  # 见上
    return BUILTIN.get(number, "General") if number < _FIRST_CUSTOM else str(cell.number_format)


def _formula(value: Any) -> str:
    if isinstance(value, DataTableFormula):
        return f"TABLE({value.r1 or ''},{value.r2 or ''})"
    text = value.text if isinstance(value, ArrayFormula) else value
    return str(text or "").removeprefix("=")


def _content(cell: Any, code: str, *, date1904: bool) -> tuple[str, CellKind]:
    """值 → 文字和种类，照文件门的分法：数是不是日期，看数字格式。"""
    value = cell.value
    if cell.data_type == "e":
        return str(value), "error"
    if cell.data_type == "b":
        return ("TRUE" if value else "FALSE"), "bool"
    if isinstance(value, _MOMENTS):
        epoch = CALENDAR_MAC_1904 if date1904 else CALENDAR_WINDOWS_1900
        serial = to_excel(value, epoch)  # type: ignore[no-untyped-call]  # 它的类型没有写全
        return _number(Decimal(str(serial)), code, date1904=date1904)
    if isinstance(value, Number):
        return _number(Decimal(str(value)), code, date1904=date1904)
    text = decode_text(str(value))
    return (text, "text") if text else ("", "blank")


def _number(value: Decimal, code: str, *, date1904: bool) -> tuple[str, CellKind]:
    if not value.is_finite():
        return "#NUM!", "error"  # 脚本里算出的 nan、inf，Excel 里没有这样的数
    day = iso_date(value, date1904=date1904) if is_date(code) else None
    if day is not None:
        return day, "date"
    plain = f"{value:f}"
    return (plain.rstrip("0").rstrip(".") if "." in plain else plain), "number"
