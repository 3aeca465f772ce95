"""藏起来的行、列从各种文件里读出来：xlsx 的两条路、xls、ods、openpyxl 的 Workbook。"""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import openpyxl
import pytest
from books import handmade
from test_biff import record, stream

from perfxl import workbook
from perfxl.cells.grid import Concealed
from perfxl.library import openpyxl_book
from perfxl.workbook.biff import read_stream

_ROWS = (
    '<row r="1"><c r="A1"><v>1</v></c></row>'
    '<row r="2" hidden="1"><c r="A2"><v>2</v></c></row>'
    '<row r="3" ht="0" customHeight="1"><c r="A3"><v>3</v></c></row>'
    '<row r="4" ht="20.5" hidden="0"><c r="A4"><v>4</v></c></row>'
)
_COLUMNS = (
    '<cols><col min="1" max="2" width="9"/><col min="3" max="4" width="9" hidden="1"/>'
    '<col min="6" max="6" width="0" customWidth="1"/></cols>'
)
_FILTER = '<autoFilter ref="A1:A2"><filterColumn colId="0"/></autoFilter>'


def _read(path: Path) -> Concealed:
    return workbook.read(path).sheets[0].concealed


@pytest.mark.parametrize("odd", ["", "<!-- 通用读法 -->"])
def test_xlsx的两条路(tmp_path: Path, odd: str) -> None:
    path = handmade(tmp_path / "表.xlsx", _ROWS + odd, head=_COLUMNS)
    assert _read(path) == Concealed(frozenset({2, 3}), frozenset({3, 4, 6}))


def test_筛选藏起来的行(tmp_path: Path) -> None:
    path = handmade(tmp_path / "表.xlsx", _ROWS, _FILTER)
    assert _read(path).filtered == {2}
    plain = handmade(tmp_path / "没有条件.xlsx", _ROWS, '<autoFilter ref="A1:A2"/>')
    assert _read(plain).filtered == frozenset()


def test_xls的记录() -> None:
    row = record(0x0208, struct.pack("<6HI", 1, 0, 1, 300, 0, 0, 0x20))
    shown = record(0x0208, struct.pack("<6HI", 2, 0, 1, 300, 0, 0, 0x100))
    columns = record(0x007D, struct.pack("<6H", 2, 3, 2000, 15, 1, 0))
    narrow = record(0x007D, struct.pack("<6H", 5, 5, 0, 15, 0, 0))
    wide = record(0x007D, struct.pack("<6H", 6, 6, 2000, 15, 0, 0))
    sheet = read_stream(stream(row + shown + columns + narrow + wide), "表.xls").sheets[0]
    assert sheet.concealed == Concealed(frozenset({2}), frozenset({3, 4, 6}))


def test_ods的行和列(tmp_path: Path) -> None:
    path = tmp_path / "表.ods"
    cell = '<table:table-cell office:value-type="float" office:value="1"/>'
    body = (
        '<table:table table:name="表"><table:table-column table:number-columns-repeated="2"/>'
        '<table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>'
        f"<table:table-row>{cell}</table:table-row>"
        f'<table:table-row table:visibility="collapse">{cell}</table:table-row>'
        f'<table:table-row table:visibility="filter">{cell}</table:table-row></table:table>'
    )
    names = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "table", "text", "style", "number")
    )
    with zipfile.ZipFile(path, "w") as pack:
        pack.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        pack.writestr(
            "content.xml",
            f"<office:document-content{names}><office:body><office:spreadsheet>{body}"
            "</office:spreadsheet></office:body></office:document-content>",
        )
    assert _read(path) == Concealed(frozenset({2, 3}), frozenset({3, 4}), frozenset({3}))


def test_openpyxl的Workbook_与文件读得一样(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in range(1, 5):
        sheet.append([row] * 5)
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["D"].hidden = True
    book.save(tmp_path / "表.xlsx")
    due = Concealed(frozenset({3}), frozenset({4}))
    assert (
        openpyxl_book.read(book, "表.xlsx").sheets[0].concealed
        == due
        == _read(tmp_path / "表.xlsx")
    )
