"""读：与 openpyxl、calamine 读到的相同；各种写法都读得了。"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from pathlib import Path

import books
import pytest
import python_calamine
import xlsxwriter  # type: ignore[import-untyped]

from perfxl.cells.grid import Cell, Grid
from perfxl.cells.merged import Range
from perfxl.errors import WorkbookError
from perfxl.workbook import read
from perfxl.workbook.cells import CellReader, read_formats
from perfxl.workbook.package import Package
from perfxl.workbook.parts import open_book
from perfxl.workbook.plain import read_plain
from perfxl.workbook.reader import read_any, shared_strings

STYLES = (
    f'<styleSheet xmlns="{books.MAIN}"><numFmts count="2">'
    '<numFmt numFmtId="200" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/>'
    '<numFmt numFmtId="201" formatCode="[$-804]0.0%"/></numFmts>'
    '<fills><fill/></fills><cellXfs><xf numFmtId="0"/><xf numFmtId="200"/><xf numFmtId="201"/>'
    '<xf numFmtId="14"/><xf numFmtId="10"/><xf/></cellXfs></styleSheet>'
)


def one(path: Path, rows: str, tail: str = "", **more: str) -> Grid:
    return read(books.handmade(path / "手写.xlsx", rows, tail, **more))


def cell(grid: Grid, row: int, column: int) -> tuple[str, str, str | None]:
    found = grid.sheets[0].at(row, column)
    return found.raw, found.kind, found.formula


@pytest.fixture(params=["XlsxWriter", "openpyxl", "LibreOffice"])
def book(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    makers: dict[str, Callable[[], Path]] = {
        "XlsxWriter": lambda: books.rich(tmp_path / "样.xlsx"),
        "openpyxl": lambda: books.plain(tmp_path / "样.xlsx"),
        "LibreOffice": lambda: books.resaved(tmp_path / "样.xlsx"),
    }
    return makers[request.param]()


def test_值和公式与openpyxl读到的相同(book: Path) -> None:
    grid = read(book)
    formulas = books.opened(book)
    values = books.opened(book, values=True)
    assert [sheet.name for sheet in grid.sheets] == formulas.sheetnames
    for sheet in grid.sheets:
        theirs = {
            (item.row, item.column): item
            for row in formulas[sheet.name].iter_rows()
            for item in row
            if item.value is not None
        }
        assert set(sheet.cells) == set(theirs)
        for place, ours in sheet.cells.items():
            formula = theirs[place].value
            if isinstance(formula, str) and formula.startswith("="):
                assert ours.formula == formula[1:]
            _same(ours, values[sheet.name].cell(*place).value)


def _same(ours: Cell, theirs: object) -> None:
    if theirs is None:
        assert ours.raw == ""
    elif isinstance(theirs, bool):
        assert (ours.kind, ours.raw) == ("bool", str(theirs).upper())
    elif isinstance(theirs, int | float):
        assert ours.kind == "number"
        assert float(Decimal(ours.raw)) == theirs
    elif ours.kind == "date":
        assert str(theirs).startswith(ours.raw)
    else:
        # openpyxl 不还原 _xHHHH_，那一格另有测试。
        assert ours.raw == theirs or "_x" in str(theirs)


def test_值与calamine读到的相同(book: Path) -> None:
    grid = read(book)
    theirs = python_calamine.load_workbook(book)
    for sheet in grid.sheets:
        rows = theirs.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
        for (row, column), ours in sheet.cells.items():
            # calamine 不还原 _xHHHH_，那一格另有测试。
            if ours.kind in {"text", "number"} and ours.formula is None and "_x" not in ours.raw:
                value = rows[row - 1][column - 1]
                assert ours.raw == value or float(Decimal(ours.raw)) == value


def test_数字格式与openpyxl的相同(tmp_path: Path) -> None:
    path = books.rich(tmp_path / "样.xlsx")
    theirs = books.opened(path)[books.SHEET]
    for place, ours in read(path).sheets[0].cells.items():
        assert ours.number_format == theirs.cell(*place).number_format


def test_合并区域_隐藏的表_定义名称(tmp_path: Path) -> None:
    grid = read(books.rich(tmp_path / "样.xlsx"))
    assert grid.file == "样.xlsx"
    assert grid.sheets[0].merged == (Range(1, 1, 1, 8),)
    assert [sheet.hidden for sheet in grid.sheets] == [False, True]
    assert grid.names["总分"] == "自评表!$E$3"


def test_几种单元格(tmp_path: Path) -> None:
    grid = read(books.rich(tmp_path / "样.xlsx"))
    sheet = grid.sheets[0]
    assert (sheet.at(3, 4).kind, sheet.at(3, 4).raw) == ("date", "2021-12-31")
    assert sheet.at(3, 3).is_percent
    assert sheet.at(3, 3).raw == "0.95"
    assert sheet.at(3, 6).raw == "普通加粗尾"
    assert (sheet.at(4, 6).kind, sheet.at(4, 6).raw) == ("bool", "TRUE")
    assert (sheet.at(5, 6).kind, sheet.at(5, 6).raw) == ("error", "#DIV/0!")
    assert sheet.at(6, 6).raw == "控制符_x000D_号\n换行"
    assert sheet.at(3, 1).raw == " 指标2 & <第2项>"


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        ('<c r="A1"><v>1.50</v></c>', ("1.50", "number", None)),
        ('<c r="A1"><v>1E-3</v></c>', ("1E-3", "number", None)),
        ('<c r="A1" t="n"><v> 7 </v></c>', ("7", "number", None)),
        ('<c r="A1"><v>不是数</v></c>', ("不是数", "text", None)),
        ('<c r="A1" t="b"><v>0</v></c>', ("FALSE", "bool", None)),
        ('<c r="A1" t="e"><v>#N/A</v></c>', ("#N/A", "error", None)),
        ('<c r="A1" t="d"><v>2021-12-31T00:00:00</v></c>', ("2021-12-31", "date", None)),
        ('<c r="A1" t="str"><f>A2</f><v>文</v></c>', ("文", "text", "A2")),
        ('<c r="A1" t="str"><f>A2</f><v></v></c>', ("", "text", "A2")),
        ('<c r="A1"><f>A2&amp;"&lt;"</f><v></v></c>', ("", "blank", 'A2&"<"')),
        ('<c r="A1"><f>A2</f><v/></c>', ("", "blank", "A2")),
        ('<c r="A1"><f>A2</f></c>', ("", "blank", "A2")),
        ('<c r="A1" t="inlineStr"><is><t>甲&#10;乙</t></is></c>', ("甲\n乙", "text", None)),
        (
            '<c t="inlineStr"><is><r><t>甲</t></r><rPh><t>jia</t></rPh><r><t>乙</t></r></is></c>',
            ("甲乙", "text", None),
        ),
        ('<c r="A1" t="inlineStr"><is><t>a_x000D_b_x005F_x0041_</t></is></c>',
         ("a\rb_x0041_", "text", None)),
        ('<c r="A1" t="inlineStr"><is><t>_xD83D__xDE00__x0007_</t></is></c>', ("😀", "text", None)),
        ('<c r="A1" t="inlineStr"><is><t></t></is></c>', ("", "blank", None)),
        ("<c><v>3</v></c>", ("3", "number", None)),
        ('<c r="A1"><!-- 注 --><v>4<!-- 注 -->5</v></c>', ("45", "number", None)),
        ('<c r="A1" t="str"><v><![CDATA[</sheetData>]]></v></c>', ("</sheetData>", "text", None)),
        ('<c r="A1"><f t="dataTable" r1="B1" r2="B2" ref="A1:A2"/><v>1</v></c>',
         ("1", "number", "TABLE(B1,B2)")),
    ],
)  # fmt: skip
def test_各种写法的格(tmp_path: Path, xml: str, expected: tuple[str, str, str | None]) -> None:
    assert cell(one(tmp_path, f'<row r="1">{xml}</row>'), 1, 1) == expected


def test_没有行号和地址的从前一个数下来(tmp_path: Path) -> None:
    grid = one(
        tmp_path,
        '<row><c><v>1</v></c><c r="D1"><v>2</v></c><c><v>3</v></c></row>'
        '<row r="5"><c r="B5"><v>4</v></c></row><row><c><v>5</v></c></row>'
        '<row><c r="C9"><v>6</v></c></row>',
    )
    places = {place: found.raw for place, found in grid.sheets[0].cells.items()}
    assert places == {(1, 1): "1", (1, 4): "2", (1, 5): "3", (5, 2): "4", (6, 1): "5", (9, 3): "6"}


def test_共用公式的后面各格用头的文字(tmp_path: Path) -> None:
    grid = one(
        tmp_path,
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1*2</f><v>2</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/><v>4</v></c></row>',
    )
    assert [cell(grid, row, 1)[2] for row in (1, 2)] == ["B1*2", "B1*2"]


@pytest.mark.parametrize(
    ("style", "value", "expected"),
    [
        (1, "44561", ("2021-12-31", "date")),
        (3, "44561.354166666664", ("2021-12-31 08:30:00", "date")),
        (3, "44561.99999999", ("2022-01-01", "date")),
        (3, "60", ("1900-02-28", "date")),
        (3, "59", ("1900-02-28", "date")),
        (3, "1", ("1900-01-01", "date")),
        (3, "0.5", ("12:00:00", "date")),
        (3, "-1", ("-1", "number")),
        (3, "99999999", ("99999999", "number")),
        (2, "0.95", ("0.95", "number")),
        (4, "0.95", ("0.95", "number")),
        (5, "3", ("3", "number")),
        (99, "3", ("3", "number")),
    ],
)
def test_日期按数字格式认(
    tmp_path: Path, style: int, value: str, expected: tuple[str, str]
) -> None:
    row = f'<row r="1"><c r="A1" s="{style}"><v>{value}</v></c></row>'
    assert cell(one(tmp_path, row, styles=STYLES), 1, 1)[:2] == expected


def test_1904日期系统(tmp_path: Path) -> None:
    workbook = (
        f'<workbook xmlns="{books.MAIN}" xmlns:r="{books.RELS}"><workbookPr date1904="1"/>'
        f'<sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    row = '<row r="1"><c r="A1" s="3"><v>43099</v></c><c r="B1" s="3"><v>0</v></c></row>'
    grid = one(tmp_path, row, styles=STYLES, workbook=workbook)
    assert [cell(grid, 1, column)[0] for column in (1, 2)] == ["2021-12-31", "1904-01-01"]


@pytest.mark.parametrize("opening", ["", "\ufeff", '<?xml version="1.0" encoding="GB2312"?>'])
def test_前缀_绝对路径_编码(tmp_path: Path, opening: str) -> None:
    sheet = (
        f'{opening}<x:worksheet xmlns:x="{books.MAIN}"><x:dimension ref="A1"/><x:sheetData>'
        '<x:row r="2"><x:c r="B2" t="inlineStr"><x:is><x:t>文字</x:t></x:is></x:c></x:row>'
        '</x:sheetData><x:mergeCells><x:mergeCell ref="B2:C3"/></x:mergeCells></x:worksheet>'
    )
    made = books.parts("")
    made["xl/worksheets/sheet1.xml"] = sheet.encode("gb2312" if "GB" in opening else "utf-8")
    rels = str(made["xl/_rels/workbook.xml.rels"])
    made["xl/_rels/workbook.xml.rels"] = rels.replace("worksheets/", "/xl/worksheets/")
    grid = read(books.pack(tmp_path / "前缀.xlsx", made))
    assert grid.sheets[0].at(2, 2).raw == "文字"
    assert grid.sheets[0].merged == (Range(2, 2, 3, 3),)


def test_UTF16的部件(tmp_path: Path) -> None:
    sheet = books.worksheet('<row r="1"><c r="A1" t="str"><v>文</v></c></row>')
    made = books.parts("")
    made["xl/worksheets/sheet1.xml"] = sheet.encode("utf-16")
    assert read(books.pack(tmp_path / "十六.xlsx", made)).sheets[0].at(1, 1).raw == "文"


def test_严格写法(tmp_path: Path) -> None:
    path = books.plain(tmp_path / "样.xlsx")
    strict = books.pack(tmp_path / "严格.xlsx", books.strict_parts(path))
    assert read(strict).sheets == read(path).sheets


def test_百万空行很快读完(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{row}" s="1" customFormat="1"/>' for row in range(2, 1_000_000))
    first = '<row r="1"><c r="A1"><v>1</v></c><c r="B1" s="1"/></row>'
    grid = one(tmp_path, first + rows, styles=STYLES)
    assert list(grid.sheets[0].cells) == [(1, 1)]


def test_图表工作表不读(tmp_path: Path) -> None:
    path = tmp_path / "图.xlsx"
    book = xlsxwriter.Workbook(path)
    book.add_worksheet("数").write(0, 0, 1)
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "=数!$A$1:$A$1"})
    sheet = book.add_chartsheet("图")
    sheet.set_chart(chart)
    book.close()
    assert [sheet.name for sheet in read(path).sheets] == ["数"]


@pytest.mark.parametrize("styles", ["<styleSheet/>", "不是 XML", ""])
def test_样式表坏了也读得了(tmp_path: Path, styles: str) -> None:
    grid = one(tmp_path, '<row r="1"><c r="A1" s="7"><v>1</v></c></row>', styles=styles)
    assert cell(grid, 1, 1) == ("1", "number", None)


def test_文字表缺了就说而不是当空白(tmp_path: Path) -> None:
    with pytest.raises(WorkbookError, match="文字在文件里找不到了"):
        one(tmp_path, '<row r="1"><c r="A1" t="s"><v>0</v></c></row>')


def test_快路与通用读法读到的相同(book: Path) -> None:
    package = Package(book.read_bytes())
    found = open_book(package)
    strings = shared_strings(package, found.strings)
    formats = read_formats(package, found.styles)
    readers = partial(CellReader, strings, formats, date1904=False)
    plain = 0
    for entry in found.sheets:
        data = package.part(entry.part or "")
        fast = read_plain(data, entry.name, readers)
        plain += fast is not None
        assert fast in (None, read_any(data, entry.name, readers))
    assert plain == len(found.sheets)


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"><v>1</v></c>',  # 一行没有结尾
        '<row r="1"><c r="A1"><v>1</v></c></row></row>',
        '<row r="1"><c r="A1"><v>1</c></row>',
        '<row r="1"><c r="A1" t="inlineStr"><is><t>甲&乙</t></is></c></row>',
        '<row r="1"><c r="A1" t="inlineStr"><is><t>甲&没有;</t></is></c></row>',
        '<row r="1"><c r="A1" t="inlineStr"><is><t>甲&#1;</t></is></c></row>',
        '<row r="1"><c r="A1" t="inlineStr"><is><t>甲\x01</t></is></c></row>',
        '<row r="1"><c r="A1" t="inlineStr"><is><t>甲]]></t></is></c></row>',
        '<row r="1"><c r="A1" t="inlineStr"><is><t>甲\uffff</t></is></c></row>',
    ],
)
def test_表里面坏了就说而不是读一半(tmp_path: Path, rows: str) -> None:
    with pytest.raises(WorkbookError, match=r"损坏|不合规定"):
        one(tmp_path, rows)
