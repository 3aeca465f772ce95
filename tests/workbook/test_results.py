"""结果表：整张换新，认得出是我们的，使用者的表不碰。"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import books
import openpyxl
import pytest
from office import convert

from perfxl.cells.edits import Edits, Out, ResultSheet
from perfxl.errors import WorkbookError
from perfxl.workbook import read, write

RESULT = Edits(sheets=(books.results(),))


def names(path: Path) -> list[str]:
    return [sheet.name for sheet in read(path).sheets]


def edit_part(path: Path, name: str, old: str, new: str) -> None:
    """像 Excel 那样改一处再保存。"""
    found = {member: books.part(path, member) for member in books.raw_members(path)}
    text = found[name].decode()
    assert old in text
    books.pack(path, {**found, name: text.replace(old, new)})


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return books.rich(tmp_path / "样.xlsx")


def test_排在最后_样子写对(book: Path) -> None:
    write(book, RESULT)
    assert names(book) == [books.SHEET, "附'表 (1)", books.RESULT]
    sheet = books.opened(book)[books.RESULT]
    assert sheet.freeze_panes == "A3"
    assert sheet.auto_filter.ref == "A2:D6"
    assert sheet.print_title_rows == "$1:$2"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == 9
    assert sheet.page_setup.fitToHeight == 0
    assert [sheet.column_dimensions[key].width for key in "ABCD"] == [10, 16, 60, 12]
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:D1"]
    assert sheet["B3"].hyperlink.location == "'自评表'!G14"
    assert sheet["B4"].hyperlink.location == "'附''表 (1)'!B2"
    assert sheet["D3"].number_format == "0.00%"
    assert sheet["C5"].number_format == "0.00"
    assert sheet["D6"].number_format == "0.0"
    assert sheet["A2"].border.left.style == "thin"
    assert sheet["A3"].fill.fgColor.rgb == "FFFFC7CE"
    assert sheet.row_dimensions[3].height > 2 * sheet.row_dimensions[2].height
    assert "xl/charts/chart2.xml" in books.raw_members(book)


def test_换新时部件名和编号不变(book: Path) -> None:
    write(book, RESULT)
    before = books.part(book, "xl/workbook.xml"), list(books.raw_members(book))
    bare = replace(books.results(), rows=((Out("没有问题"),),), chart=None, filter=None, merged=())
    write(book, Edits(sheets=(bare,)))
    assert books.part(book, "xl/workbook.xml").count(b"<sheet ") == before[0].count(b"<sheet ")
    gone = set(before[1]) - set(books.raw_members(book))
    assert gone == {
        "xl/drawings/drawing2.xml", "xl/drawings/_rels/drawing2.xml.rels", "xl/charts/chart2.xml",
        "xl/worksheets/_rels/sheet3.xml.rels",
    }  # fmt: skip
    write(book, RESULT)
    write(book, RESULT)
    assert list(books.raw_members(book))[: len(before[1])] != []
    assert books.part(book, "[Content_Types].xml").count(b"drawing2.xml") == 1


def test_别人用着的部件不随旧结果表去掉(book: Path) -> None:
    write(book, RESULT)
    rels = "xl/worksheets/_rels/sheet3.xml.rels"
    edit_part(book, rels, "drawing2.xml", "drawing1.xml")
    write(book, Edits())
    assert "xl/drawings/drawing1.xml" in books.raw_members(book)


def test_这次没提到的结果表去掉_名称序号随之改(book: Path) -> None:
    two = Edits(sheets=(ResultSheet("甲", ((Out("甲"),),), (9,), 1), books.results("乙")))
    write(book, two)
    edit_part(
        book, "xl/workbook.xml", "</definedNames>",
        '<definedName name="本表名" localSheetId="3">$A$1</definedName></definedNames>',
    )  # fmt: skip
    edit_part(book, "xl/workbook.xml", "<workbookView ", '<workbookView activeTab="3" ')
    write(book, Edits(sheets=two.sheets[1:]))
    assert names(book)[2:] == ["乙"]
    text = books.part(book, "xl/workbook.xml").decode()
    assert 'name="本表名" localSheetId="2"' in text
    assert 'activeTab="2"' in text
    assert set(re.findall(r'localSheetId="(\d)" (?:hidden="1")?>\'乙', text)) <= {"2"}


def test_使用者的同名表不覆盖(tmp_path: Path) -> None:
    book = books.plain(tmp_path / "样.xlsx")
    before = book.read_bytes()
    with pytest.raises(WorkbookError, match=r"样\.xlsx：已有一张名为“附表”的工作表"):
        write(book, Edits(sheets=(books.results("附表"),)))
    assert book.read_bytes() == before


def test_使用者改了名的结果表从此是他的(book: Path) -> None:
    write(book, RESULT)
    text = books.part(book, "xl/workbook.xml").decode()
    renamed = text.replace(f'name="{books.RESULT}"', 'name="存档"').replace(
        f"'{books.RESULT}'", "存档"
    )
    found = {member: books.part(book, member) for member in books.raw_members(book)}
    books.pack(book, {**found, "xl/workbook.xml": renamed})
    write(book, RESULT)
    assert names(book)[2:] == ["存档", books.RESULT]
    write(book, Edits())
    assert names(book)[2:] == ["存档"]


def test_使用者删了又另建的同名表不覆盖(book: Path) -> None:
    write(book, RESULT)
    edit_part(book, "xl/workbook.xml", f"'{books.RESULT}'!$A$1</", "#REF!$A$1</")
    with pytest.raises(WorkbookError, match="不是程序写的"):
        write(book, RESULT)


def test_使用者复制的一份留着(book: Path) -> None:
    write(book, RESULT)
    rels = "xl/_rels/workbook.xml.rels"
    found = {member: books.part(book, member) for member in books.raw_members(book)}
    text = found["xl/workbook.xml"].decode()
    marker = re.search(r'<definedName name="(_perfxl_\w+)"', text)
    assert marker is not None
    text = text.replace(
        "</sheets>", '<sheet name="校验结果 (2)" sheetId="9" r:id="rId99"/></sheets>'
    )
    copied = f'<definedName name="{marker[1]}" localSheetId="3">\'校验结果 (2)\'!$A$1</definedName>'
    text = text.replace("</definedNames>", copied + "</definedNames>")
    relation = (
        f'<Relationship Id="rId99" Type="{books.RELS}/worksheet" Target="worksheets/sheet9.xml"/>'
    )
    linked = found[rels].decode().replace("</Relationships>", relation + "</Relationships>")
    copy = {"xl/worksheets/sheet9.xml": books.worksheet("")}
    books.pack(book, {**found, "xl/workbook.xml": text, rels: linked, **copy})
    write(book, Edits())
    assert names(book)[2:] == ["校验结果 (2)"]


def test_Excel转存后仍认得出是我们的(tmp_path: Path) -> None:
    """以 LibreOffice 代替 Excel：部件名、样式编号、名称次序全换过一遍。"""
    book = books.plain(tmp_path / "样.xlsx")
    write(book, books.edits())
    other = convert(book, "xlsx", tmp_path / "转")
    write(other, books.edits())
    once = other.read_bytes()
    assert names(other).count(books.RESULT) == 1
    assert books.part(other, "xl/worksheets/sheet1.xml").count(b"perfxl") == 8
    assert not write(other, books.edits())
    assert other.read_bytes() == once
    write(other, Edits())
    assert names(other) == [books.SHEET, "附表"]
    assert b"perfxl" not in books.part(other, "xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("name", ["", "a" * 32, "甲/乙", "'甲'"])
def test_Excel不接受的表名(book: Path, name: str) -> None:
    with pytest.raises(WorkbookError, match="Excel 不接受"):
        write(book, Edits(sheets=(ResultSheet(name, (), ()),)))


def test_没有数的图不画(book: Path) -> None:
    rows = tuple(tuple(replace(out, value=None) for out in row) for row in books.results().rows)
    write(book, Edits(sheets=(replace(books.results(), rows=rows),)))
    assert "xl/charts/chart2.xml" not in books.raw_members(book)


def test_图的数值不是百分比时带单位(book: Path) -> None:
    rows = tuple(
        tuple(
            replace(out, value=Decimal("95.5"), style="number") if out.style == "percent" else out
            for out in row
        )
        for row in books.results().rows
    )
    chart = replace(books.results().chart, limit=Decimal(100))  # type: ignore[type-var]
    write(book, Edits(sheets=(replace(books.results(), rows=rows, chart=chart),)))
    text = books.part(book, "xl/charts/chart2.xml").decode()
    assert '<c:formatCode>0.0"%"</c:formatCode>' in text
    assert '<c:max val="100"/>' in text


def test_相等的数按各自的小数位显示(book: Path) -> None:
    row = tuple(Out(Decimal(text), "number") for text in ("8", "8.00", "8.0"))
    write(book, Edits(sheets=(ResultSheet(books.RESULT, (row,), (8, 8, 8)),)))
    sheet = books.opened(book)[books.RESULT]
    assert [cell.number_format for cell in sheet[1]] == ["0", "0.00", "0.0"]


def test_开头像公式的字_编辑了也不当公式(tmp_path: Path) -> None:
    """`=1+1` 一类的字带着“按文字”的记号（quotePrefix）；平常的字不带。"""
    texts = ("=1+1", "+8610", "-5%", "@某人", "平常的字")
    rows = tuple((Out(text),) for text in texts)
    book = books.plain(tmp_path / "自评表.xlsx")
    write(book, Edits(sheets=(ResultSheet("校验结果", rows, (20,)),)))
    sheet = openpyxl.load_workbook(book)["校验结果"]
    cells = [sheet.cell(row, 1) for row in range(1, len(texts) + 1)]
    assert [cell.value for cell in cells] == list(texts)
    assert [bool(cell.quotePrefix) for cell in cells] == [True] * 4 + [False]
    assert {cell.data_type for cell in cells[1:]} == {"s"}
