"""旧版 Excel、WPS 表格文件（.xls、.et）→ Grid。只读；版式见 [MS-XLS]。

自己读而不用现成的库：python-calamine 不给数字格式（95% 成了 0.95）和错误值，文件稍有损坏
又会连程序一起终止（试过：改坏几个字节，它要分配一万亿字节内存）。它留在测试里，与这里对照。
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from perfxl.cells.grid import Cell, CellKind, Concealed, Grid, Sheet
from perfxl.cells.merged import Range
from perfxl.errors import WorkbookError
from perfxl.workbook.numformats import BUILTIN, is_date, iso_date
from perfxl.workbook.records import Record, Text, double, packed_number, records, shared

_BOF, _EOF, _FILEPASS, _DATE1904, _CODE_PAGE = 0x0809, 0x000A, 0x002F, 0x0022, 0x0042
_FORMAT, _XF, _BOUND_SHEET, _SST = 0x041E, 0x00E0, 0x0085, 0x00FC
_FORMULA, _STRING, _MERGED = 0x0006, 0x0207, 0x00E5
_ROW, _COLUMN, _FILTERING = 0x0208, 0x007D, 0x009B
_HIDDEN_ROW = 0x20
_BIFF5 = 0x0500
_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!",
    0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip
_TEXT, _BOOL, _ERROR, _EMPTY = 0, 1, 2, 3
_ALWAYS_CALC = 0x0003
_MOST_SHEETS = 500

ENCRYPTED = "设了打开密码（已加密）；请用 Excel 打开，取消密码后另存，再试"
_OLDER = (
    "是 Excel 95 以前的文件，太旧了；请用 Excel 或 WPS 打开，另存为“Excel 工作簿（*.xlsx）”后再试"
)
_NO_STRING = "有的单元格的文字在文件里找不到了，文件已损坏；请用 Excel 打开修复后另存"


@dataclass(slots=True)
class _Book:
    """全簿的东西：文字、数字格式、各表在流里的位置。"""

    text: Text
    date1904: bool = False
    strings: list[str] = field(default_factory=list)
    formats: dict[int, str] = field(default_factory=dict)
    styles: list[int] = field(default_factory=list)
    sheets: list[tuple[str, int, bool]] = field(default_factory=list)

    def format(self, style: int) -> str:
        number = self.styles[style] if style < len(self.styles) else 0
        return self.formats.get(number) or BUILTIN.get(number, "General")


def read_stream(stream: bytes, file: str) -> Grid:
    """Workbook（或 Book）流 → Grid。"""
    book = _globals(stream)
    sheets = tuple(
        _Rows(book, name).read(stream, at, hidden=hidden) for name, at, hidden in book.sheets
    )
    if not sheets:
        raise WorkbookError("里面没有普通工作表；请核对是不是填好的表样")
    return Grid(file, sheets)


def _globals(stream: bytes) -> _Book:
    book: _Book | None = None
    for record in records(stream):
        if book is None:
            version = struct.unpack_from("<H", record.body)[0] if record.kind == _BOF else 0
            if version < _BIFF5:
                raise WorkbookError(_OLDER)
            book = _Book(Text(version))
        elif record.kind == _EOF:
            break
        elif record.kind == _FILEPASS:
            raise WorkbookError(ENCRYPTED)
        else:
            _note(book, record)
    if book is None:
        raise WorkbookError("工作簿是空的；请重新取得这个文件")
    return book


def _note(book: _Book, record: Record) -> None:
    """记下全簿的一条记录；用不着的不看。"""
    body = record.body
    if record.kind == _DATE1904:
        book.date1904 = bool(body[0])
    elif record.kind == _CODE_PAGE:
        book.text = Text(book.text.version, struct.unpack_from("<H", body)[0])
    elif record.kind == _FORMAT:
        (number,) = struct.unpack_from("<H", body)
        book.formats[number] = book.text.number_format(body)
    elif record.kind == _XF:
        book.styles.append(struct.unpack_from("<H", body, 2)[0])
    elif record.kind == _SST:
        book.strings = shared(record)
    elif record.kind == _BOUND_SHEET:
        at, state, kind = struct.unpack_from("<IBB", body)
        if len(book.sheets) >= _MOST_SHEETS:
            raise WorkbookError("工作表多得不正常，没有读；请向来源核实这个文件")
        if kind == 0:  # 图表、宏表不是工作表
            book.sheets.append((book.text.short(body, 6), at, bool(state & 3)))


class _Rows:
    """一张表：逐条记录读格。"""

    def __init__(self, book: _Book, name: str) -> None:
        self._book, self._name = book, name
        self._cells: dict[tuple[int, int], Cell] = {}
        self._merged: list[Range] = []
        self._waiting: tuple[int, int, int] | None = None
        self._began = self._filtering = False
        self._rows: set[int] = set()
        self._columns: set[int] = set()

    def read(self, stream: bytes, at: int, *, hidden: bool) -> Sheet:
        depth = 0  # 表里嵌着的图另有自己的起止，里面的数不是格
        for record in records(stream, at):
            if record.kind == _BOF:
                depth, self._began = depth + 1, True
            elif record.kind == _EOF:
                depth -= 1
            elif depth == 1:
                reader = _READERS.get(record.kind)
                if reader is not None:
                    reader(self, record)
            if depth <= 0:
                break
        else:
            depth = 1  # 没有读到结尾：后面的格没有了，不能当作读全了
        if depth or not self._began:
            raise WorkbookError(f"工作表“{self._name}”不完整，文件已损坏；请重新取得这个文件")
        concealed = Concealed(
            frozenset(self._rows), frozenset(self._columns),
            frozenset(self._rows if self._filtering else ()),
        )  # fmt: skip
        return Sheet(self._name, self._cells, tuple(self._merged), hidden, concealed)

    def _put(
        self, place: tuple[int, int, int], raw: str, kind: CellKind, formula: str | None = None
    ) -> None:
        row, column, style = place
        if kind == "text" and not raw and formula is None:
            return
        code = self._book.format(style)
        self._cells[row + 1, column + 1] = Cell(
            self._name, row + 1, column + 1, raw, kind, formula, code
        )

    def _put_number(
        self, place: tuple[int, int, int], raw: str | None, formula: str | None = None
    ) -> None:
        if raw is None:
            self._put(place, "#NUM!", "error", formula)
            return
        day = None
        if is_date(self._book.format(place[2])):
            day = iso_date(Decimal(raw), date1904=self._book.date1904)
        self._put(place, day or raw, "date" if day else "number", formula)

    def shared_text(self, record: Record) -> None:
        *place, index = struct.unpack_from("<3HI", record.body)
        if index >= len(self._book.strings):
            raise WorkbookError(_NO_STRING)
        self._put(_place(place), self._book.strings[index], "text")

    def text(self, record: Record) -> None:
        place = _place(struct.unpack_from("<3H", record.body))
        self._put(place, self._book.text.long(record.parts, 6), "text")

    def number(self, record: Record) -> None:
        place = _place(struct.unpack_from("<3H", record.body))
        self._put_number(place, double(record.body[6:14]))

    def packed(self, record: Record) -> None:
        *place, raw = struct.unpack_from("<3HI", record.body)
        self._put_number(_place(place), packed_number(raw))

    def packed_row(self, record: Record) -> None:
        row, column = struct.unpack_from("<2H", record.body)
        for at in range(4, len(record.body) - 7, 6):
            style, raw = struct.unpack_from("<HI", record.body, at)
            self._put_number((row, column, style), packed_number(raw))
            column += 1

    def bool_or_error(self, record: Record) -> None:
        *place, value, is_error = struct.unpack_from("<3H2B", record.body)
        self._put(_place(place), *_said(value, is_error=bool(is_error)))

    def formula(self, record: Record) -> None:
        """公式格：只取存着的结果；算式是编译过的，不还原，`formula` 留空文字表示“有公式”。"""
        place = _place(struct.unpack_from("<3H", record.body))
        result = record.body[6:14]
        if result[6:] != b"\xff\xff":
            self._put_number(place, double(result), "")
        elif result[0] in {_BOOL, _ERROR}:
            self._put(place, *_said(result[2], is_error=result[0] == _ERROR), "")
        elif result[0] == _TEXT:
            self._waiting = place
        else:
            (flags,) = struct.unpack_from("<H", record.body, 14)
            self._put(place, "", "blank" if flags & _ALWAYS_CALC else "text", "")

    def formula_text(self, record: Record) -> None:
        if self._waiting is not None:
            self._put(self._waiting, self._book.text.long(record.parts, 0), "text", "")
            self._waiting = None

    def row(self, record: Record) -> None:
        (row,) = struct.unpack_from("<H", record.body)
        (flags,) = struct.unpack_from("<H", record.body, 12)
        if flags & _HIDDEN_ROW:
            self._rows.add(row + 1)

    def column(self, record: Record) -> None:
        first, last, width, _, flags = struct.unpack_from("<5H", record.body)
        if flags & 1 or not width:
            self._columns.update(range(first + 1, last + 2))

    def filtering(self, _record: Record) -> None:
        self._filtering = True

    def merged(self, record: Record) -> None:
        for at in range(2, len(record.body) - 7, 8):
            top, bottom, left, right = struct.unpack_from("<4H", record.body, at)
            self._merged.append(Range(top + 1, left + 1, bottom + 1, right + 1))


def _place(numbers: tuple[int, ...] | list[int]) -> tuple[int, int, int]:
    row, column, style = numbers
    return row, column, style


def _said(value: int, *, is_error: bool) -> tuple[str, CellKind]:
    if is_error:
        return _ERRORS.get(value, "#N/A"), "error"
    return ("TRUE" if value else "FALSE"), "bool"


_READERS: Mapping[int, Callable[[_Rows, Record], None]] = {
    0x00FD: _Rows.shared_text, 0x0204: _Rows.text, 0x00D6: _Rows.text, 0x0203: _Rows.number,
    0x027E: _Rows.packed, 0x00BD: _Rows.packed_row, 0x0205: _Rows.bool_or_error,
    _FORMULA: _Rows.formula, _STRING: _Rows.formula_text, _MERGED: _Rows.merged,
    _ROW: _Rows.row, _COLUMN: _Rows.column, _FILTERING: _Rows.filtering,
}  # fmt: skip
