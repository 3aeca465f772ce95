"""结果格：样式照旧，公式不碰，没有的格补上。"""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import books
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perfxl.cells.edits import Edits, ValueEdit
from perfxl.cells.notation import read_quantity
from perfxl.errors import WorkbookError
from perfxl.workbook import read, write

ROWS = (
    '<row r="2" s="3" customFormat="1" spans="1:4"><c r="A2" s="5" t="s"><v>0</v></c>'
    '<c r="C2" s="6"><v>7</v></c><c r="D2"><f>C2*2</f><v>14</v></c></row>'
    '<row r="4"/><row r="6"><c r="A6"><f t="shared" ref="A6:A7" si="0">B6</f><v>1</v></c>'
    '<c r="B6"><f t="array" ref="B6:B7">C6:C7</f><v>1</v></c></row>'
    '<row r="7"><c r="A7"><f t="shared" si="0"/><v>1</v></c><c r="B7"><v>2</v></c></row>'
)
COLUMNS = '<dimension ref="A2:D7"/><cols><col min="6" max="7" style="4"/></cols>'
STRINGS = f'<sst xmlns="{books.MAIN}"><si><t>原文</t></si></sst>'


@pytest.fixture
def book(tmp_path: Path) -> Path:
    tail = '<mergeCells count="1"><mergeCell ref="F10:G11"/></mergeCells>'
    return books.handmade(tmp_path / "表.xlsx", ROWS, tail, COLUMNS, strings=STRINGS)


def put(path: Path, row: int, column: int, value: Decimal | str | None) -> bool:
    return write(path, Edits(values=(ValueEdit(books.SHEET, row, column, value),)))


def sheet_of(path: Path) -> str:
    return books.part(path, "xl/worksheets/sheet1.xml").decode()


@pytest.mark.parametrize(
    ("row", "column", "value", "xml"),
    [
        (2, 1, Decimal("98.00"), '<c r="A2" s="5"><v>98.00</v></c><c r="C2"'),
        (2, 1, None, '<c r="A2" s="5"/>'),
        (2, 3, "甲&乙", '<c r="C2" s="6" t="inlineStr"><is><t>甲&amp;乙</t></is></c>'),
        (2, 2, Decimal(1), '</c><c r="B2" s="3"><v>1</v></c><c r="C2"'),
        (2, 9, Decimal(1), '<c r="I2" s="3"><v>1</v></c></row>'),
        (4, 6, Decimal(1), '<row r="4"><c r="F4" s="4"><v>1</v></c></row>'),
        (1, 1, Decimal(1), '<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="2"'),
        (5, 2, "甲", '<row r="5"><c r="B5" t="inlineStr"><is><t>甲</t></is></c></row><row r="6"'),
        (9, 2, Decimal("1E+3"), '<row r="9"><c r="B9"><v>1000</v></c></row></sheetData>'),
        (10, 6, Decimal(1), '<row r="10"><c r="F10" s="4"><v>1</v></c></row></sheetData>'),
    ],
)  # fmt: skip
def test_写在该在的地方(book: Path, row: int, column: int, value: Decimal | str, xml: str) -> None:
    assert put(book, row, column, value)
    assert xml in sheet_of(book)
    once = book.read_bytes()
    assert not put(book, row, column, value)
    assert book.read_bytes() == once


@pytest.mark.parametrize(
    ("row", "column", "value"),
    [
        (2, 1, "原文"),
        (2, 3, Decimal("7.00")),
        (2, 4, Decimal(14)),
        (3, 1, None),
        (6, 1, Decimal(1)),
    ],
)
def test_值没变就不动(book: Path, row: int, column: int, value: Decimal | str | None) -> None:
    assert not put(book, row, column, value)


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        (2, 4, "自评表!D2 里有公式"),
        (6, 1, "自评表!A6 里有公式"),
        (7, 1, "自评表!A7 里有公式"),
        (6, 2, "自评表!B6 数组公式"),
        (7, 2, "自评表!B7 数组公式"),
        (10, 7, "自评表!G10 在合并区域里"),
    ],
)
def test_公式和合并区域不碰(book: Path, row: int, column: int, said: str) -> None:
    before = book.read_bytes()
    with pytest.raises(WorkbookError, match=said):
        put(book, row, column, Decimal(5))
    assert book.read_bytes() == before


def test_范围声明随之放大(book: Path) -> None:
    put(book, 20, 9, Decimal(1))
    assert '<dimension ref="A2:I20"/>' in sheet_of(book)


def test_空表与没有数据的表(tmp_path: Path) -> None:
    made = books.parts(f'<worksheet xmlns="{books.MAIN}"><sheetData/></worksheet>')
    path = books.pack(tmp_path / "空.xlsx", made)
    put(path, 3, 2, Decimal(1))
    assert '<sheetData><row r="3"><c r="B3"><v>1</v></c></row></sheetData>' in sheet_of(path)


def test_带前缀的表(tmp_path: Path) -> None:
    made = books.parts(
        f'<x:worksheet xmlns:x="{books.MAIN}"><x:sheetData><x:row><x:c><x:v>1</x:v></x:c></x:row>'
        "</x:sheetData></x:worksheet>"
    )
    path = books.pack(tmp_path / "前缀.xlsx", made)
    put(path, 1, 2, "乙")
    assert '<x:c r="B1" t="inlineStr"><x:is><x:t>乙</x:t></x:is></x:c></x:row>' in sheet_of(path)
    assert read(path).sheets[0].at(1, 2).raw == "乙"


def test_值变了而簿里有公式才要求重算(book: Path, tmp_path: Path) -> None:
    put(book, 2, 3, Decimal(8))
    assert b'<calcPr fullCalcOnLoad="1"/>' in books.part(book, "xl/workbook.xml")
    bare = books.handmade(tmp_path / "无公式.xlsx", '<row r="1"><c r="A1"><v>1</v></c></row>')
    put(bare, 1, 1, Decimal(2))
    assert b"calcPr" not in books.part(bare, "xl/workbook.xml")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=40))
def test_任何文字写进去读出来是一样的(tmp_path: Path, text: str) -> None:
    path = books.handmade(tmp_path / "字.xlsx", "")
    put(path, 1, 1, text)
    printable = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", text)
    expected = printable.replace("\r\n", "\n").replace("\r", "\n")
    assert read(path).sheets[0].at(1, 1).raw == expected


# 15 位有效数字以内：再多的，Excel 自己也只认 15 位。
@given(st.decimals(-99_999_999_999, 99_999_999_999, places=4))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_任何数写进去读出来是一样的(tmp_path: Path, number: Decimal) -> None:
    path = books.handmade(tmp_path / "数.xlsx", "")
    put(path, 1, 1, number)
    assert Decimal(read(path).sheets[0].at(1, 1).raw) == number


# Excel 存小数写 17 位：照 15 位读，拖着的零不要；自己写的零（9.20）留着，编号那样长的照原文。
@pytest.mark.parametrize(
    ("stored", "raw", "value"),
    [
        ("9.1999999999999993", "9.2", "9.2"),
        ("96.430000000000007", "96.43", "96.43"),
        ("9.9999999999999996", "10", "10"),
        ("0.98069565217391301", "0.980695652173913", "0.980695652173913"),
        ("-0.30000000000000004", "-0.3", "-0.3"),
        ("9.20", "9.20", "9.20"),
        ("9.1", "9.1", "9.1"),
        ("9" * 30, "9" * 30, None),
    ],
)
def test_Excel存的小数不拖着零(tmp_path: Path, stored: str, raw: str, value: str | None) -> None:
    path = books.handmade(tmp_path / "数.xlsx", f'<row r="1"><c r="A1"><v>{stored}</v></c></row>')
    cell = read(path).sheets[0].at(1, 1)
    assert cell.raw == raw
    made = read_quantity(cell).value
    assert value is None or str(made) == value


@pytest.mark.parametrize(
    ("length", "kept", "last"),
    [(32_766, 32_766, "字"), (32_767, 32_767, "字"), (32_768, 32_767, "…"), (90_000, 32_767, "…")],
)
def test_一格最多三万多字_多的截断并写省略号(book: Path, length: int, kept: int, last: str) -> None:
    put(book, 20, 1, "字" * length)
    stored = read(book).sheet(books.SHEET)
    assert stored is not None
    text = stored.at(20, 1).raw
    assert (len(text), text[-1]) == (kept, last)
