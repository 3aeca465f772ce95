"""OpenDocument 工作簿（.ods）→ Grid。只读；版式见 OpenDocument 1.3 第三部分。

一格的值写在属性里，显示的字写在段落里；相同的格、相同的行并成一个元素加重复次数，合并区域
写在左上角那格上。
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from perfxl.cells.grid import Cell, CellKind, Concealed, Grid, Sheet
from perfxl.cells.held import clean_text
from perfxl.cells.later import later
from perfxl.cells.merged import Range
from perfxl.errors import WorkbookError
from perfxl.workbook.limits import LAST_COLUMN, Budget, refuse_outside, refuse_wide_areas
from perfxl.workbook.odsformats import Formats, read_formats
from perfxl.workbook.records import plain_number
from perfxl.workbook.xmlsafe import local, parse

if TYPE_CHECKING:
    from lxml.etree import _Element

    from perfxl.workbook.package import Package

_NUMBERS = frozenset({"float", "percentage", "currency"})
_ERROR = later(r"#[A-Z0-9/]+[!?A]|Err:\d+")
_MOST_DIGITS = 18  # 再多位的不是数错了，是文件坏了
_EXCEL_POWER = 307  # Excel 的数到 10 的 307 次方为止；更大的逐位写出来是几十万个字
_DAY = later(r"(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d:\d\d).*)?")


def read_document(package: Package, file: str) -> Grid:
    """打开的包 → Grid。"""
    if "META-INF/manifest.xml" in package and b"encryption-data" in package.part(
        "META-INF/manifest.xml"
    ):
        raise WorkbookError("设了打开密码（已加密）；请打开它，取消密码后另存，再试")
    if "content.xml" not in package:
        raise WorkbookError("缺少内容部件，文件已损坏；请重新取得这个文件")
    root = parse(package.part("content.xml"))
    styles = parse(package.part("styles.xml")) if "styles.xml" in package else None
    formats = read_formats(root, styles)
    budget = Budget()
    tables = root.iterfind("{*}body/{*}spreadsheet/{*}table")
    sheets = tuple(_Table(table, formats, budget).sheet() for table in tables)
    if not sheets:
        raise WorkbookError("里面没有普通工作表；请核对是不是填好的表样")
    return Grid(file, sheets)


@dataclass(slots=True)
class _Table:
    """一张表。"""

    element: _Element
    formats: Formats
    budget: Budget
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merged: list[Range] = field(default_factory=list)
    concealed: set[int] = field(default_factory=set)
    filtered: set[int] = field(default_factory=set)

    def sheet(self) -> Sheet:
        name = _get(self.element, "name")
        columns = _column_styles(self.element)
        row = 1
        for element in _rows(self.element):
            times = _times(element, "number-rows-repeated")
            held = self._row(element, name, columns)
            if held:
                self._conceal(element, range(row, row + times))
                self.budget.spend(times * len(held))
                refuse_outside(name, row + times - 1, held[-1][0])
            for offset in range(times if held else 0):
                for column, cell in held:
                    place = row + offset, column
                    self.cells[place] = Cell(
                        name, *place, cell.raw, cell.kind, cell.formula, cell.number_format
                    )
            self._merge(element, row)
            row += times
        hidden = self.formats.is_hidden(_get(self.element, "style-name"))
        concealed = Concealed(
            frozenset(self.concealed), _concealed_columns(self.element), frozenset(self.filtered)
        )
        return Sheet(name, self.cells, tuple(self.merged), hidden, concealed)

    def _conceal(self, row: _Element, numbers: range) -> None:
        look = _get(row, "visibility")
        if look in {"collapse", "filter"}:
            self.budget.spend(len(numbers))
            self.concealed.update(numbers)
            self.filtered.update(numbers if look == "filter" else ())

    def _row(self, row: _Element, sheet: str, columns: list[tuple[int, str]]) -> list[_Held]:
        """一行里有内容的格：（列号，格）。"""
        held: list[_Held] = []
        default = _get(row, "default-cell-style-name")
        for first, times, element in _cells(row):
            raw, kind, formula = _content(element)
            if kind == "blank" and formula is None:
                continue
            refuse_outside(sheet, 1, first + times - 1)
            for column in range(first, first + times):
                style = _get(element, "style-name") or default or _styled(columns, column)
                code = self.formats.code(style)
                held.append((column, Cell(sheet, 1, column, raw, kind, formula, code)))
        return held

    def _merge(self, row: _Element, number: int) -> None:
        for first, _, element in _cells(row):
            wide = _times(element, "number-columns-spanned")
            high = _times(element, "number-rows-spanned")
            if (wide, high) != (1, 1):
                self.merged.append(Range(number, first, number + high - 1, first + wide - 1))
                refuse_wide_areas(_get(self.element, "name"), self.merged[-1:])


_Held = tuple[int, Cell]


def _rows(table: _Element) -> Iterator[_Element]:
    """各行；标题行、分组里的也算，嵌在格里的表不算。"""
    for child in table:
        name = local(child)
        if name == "table-row":
            yield child
        elif name in {"table-header-rows", "table-row-group", "table-rows"}:
            yield from _rows(child)


def _cells(row: _Element) -> Iterator[tuple[int, int, _Element]]:
    """一行里的格元素：（起始列，重复次数，元素）。"""
    column = 1
    for child in row:
        if local(child) in {"table-cell", "covered-table-cell"}:
            times = _times(child, "number-columns-repeated")
            yield column, times, child
            column += times


def _column_styles(table: _Element) -> list[tuple[int, str]]:
    """各列格子的默认样式：（到第几列为止，样式）。"""
    styles, last = [], 0
    for element in table.iter("{*}table-column"):
        last += _times(element, "number-columns-repeated")
        styles.append((last, _get(element, "default-cell-style-name")))
    return styles


def _concealed_columns(table: _Element) -> frozenset[int]:
    hidden: set[int] = set()
    last = 0
    for element in table.iter("{*}table-column"):
        first, last = last + 1, last + _times(element, "number-columns-repeated")
        if _get(element, "visibility") in {"collapse", "filter"}:
            hidden.update(range(first, min(last, LAST_COLUMN) + 1))
    return frozenset(hidden)


def _styled(columns: list[tuple[int, str]], column: int) -> str:
    place = bisect_left(columns, column, key=lambda pair: pair[0])
    return columns[place][1] if place < len(columns) else ""


def _content(cell: _Element) -> tuple[str, CellKind, str | None]:
    formula = _get(cell, "formula") or None
    kind = _get(cell, "value-type")
    shown = _shown(cell)
    if formula is not None and _ERROR.fullmatch(shown):
        return shown, "error", formula
    if kind in _NUMBERS:
        return (*_number(_get(cell, "value")), formula)
    if kind == "boolean":
        return ("TRUE" if _get(cell, "boolean-value") == "true" else "FALSE"), "bool", formula
    day = _DAY.fullmatch(_get(cell, "date-value")) if kind == "date" else None
    if day:
        clock = day[2] or "00:00:00"
        return (day[1] if clock == "00:00:00" else f"{day[1]} {clock}"), "date", formula
    # 公式算出空文本也是算过了（有一个空段落），不同于没有结果。
    has_result = formula is not None and (kind != "" or cell.find("{*}p") is not None)
    return shown, "text" if shown or has_result else "blank", formula


def _number(text: str) -> tuple[str, CellKind]:
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if number and number.is_finite() and number.adjusted() < -_EXCEL_POWER:
        return "0", "number"  # Excel 也当零
    if not number.is_finite() or number.adjusted() > _EXCEL_POWER:
        raise WorkbookError("有的数读不出来，文件已损坏；请打开修复后另存")
    return plain_number(number), "number"


def _shown(cell: _Element) -> str:
    """格里的字：一段一行；批注不算。"""
    return clean_text("\n".join(_text(child) for child in cell if local(child) == "p"))


def _text(element: _Element) -> str:
    pieces = [element.text or ""]
    for child in element:
        name = local(child)
        if name == "s":
            pieces.append(" " * min(_times(child, "c"), 1000))
        elif name in {"tab", "line-break"}:
            pieces.append("\t" if name == "tab" else "\n")
        elif name not in {"annotation", "ruby-text"}:
            pieces.append(_text(child))
        pieces.append(child.tail or "")
    return "".join(pieces)


def _times(element: _Element, name: str) -> int:
    written = _get(element, name) or "1"
    if len(written) > _MOST_DIGITS:
        raise WorkbookError("重复的行数、列数写着几千位的数，文件已损坏；请重新取得这个文件")
    return max(1, int(written))


def _get(element: _Element, name: str) -> str:
    """不带命名空间前缀的属性；`calcext:` 里重复写的一份在后面，取头一个。"""
    for key, value in element.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""
