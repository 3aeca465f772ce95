"""openpyxl 的 Workbook 读出来与文件门一样；不一样的只有列在这里的几种，各有原因。"""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal
from pathlib import Path

import openpyxl
import producers
import pytest
import xlsxwriter  # type: ignore[import-untyped]
from books import handmade
from drawn import drawn
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

import perfxl
from perfxl import workbook
from perfxl.cells.grid import Cell, Grid, Sheet
from perfxl.errors import WorkbookError
from perfxl.library.openpyxl_book import read

ROOT = Path(__file__).parents[2]
FILES = [*sorted(ROOT.glob("samples/**/*.xlsx")), *sorted(ROOT.glob("templates/**/*.xlsx"))]
SHAPES = sorted((ROOT / "tests" / "shapes").glob("*.txt"))
SAMPLES = [path for path in FILES if "samples" in path.parts and "结果" not in path.parts]


def told(cell: Cell) -> Cell:
    """文件里的一格去掉 openpyxl 不说、或者换了写法的。

    - 公式的结果：openpyxl 要么只给公式，要么只给结果；
    - 数的字面：`0.10000000000000001` 与 `0.1` 是同一个数，它只给一种写法；时刻它换成微秒，
      第 16 位会不同（Excel 只认 15 位）。
    """
    if cell.formula is not None:
        return cell._replace(raw="", kind="blank")
    if cell.kind == "number":
        raw = f"{Decimal(format(float(cell.raw), '.15g')).normalize():f}"
        return cell._replace(raw=raw)
    return cell


def sheet_facts(sheet: Sheet) -> object:
    """一张表的全部；合并区域里被盖住的格 openpyxl 打开时就丢了，取数也取不到它们。"""
    seen = {
        place: told(cell)
        for place, cell in sheet.cells.items()
        if (sheet.area(*place).first_row, sheet.area(*place).first_column) == place
    }
    return sheet.name, seen, sorted(map(repr, sheet.merged)), sheet.hidden


def facts(grid: Grid) -> object:
    """全簿；打印区域、打印标题、筛选区域的名称 openpyxl 另放在别处。"""
    names = {name: text for name, text in grid.names.items() if "_xlnm." not in name}
    return grid.file, [sheet_facts(sheet) for sheet in grid.sheets], names


def same_as_file(path: Path) -> None:
    by_file = workbook.read(path)
    assert any(sheet.cells for sheet in by_file.sheets)
    assert facts(read(openpyxl.load_workbook(path), path.name)) == facts(by_file)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_样例和模板_与文件门一样(path: Path) -> None:
    same_as_file(path)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda path: path.stem)
@pytest.mark.parametrize("write", [producers.by_xlsxwriter, producers.by_openpyxl])
def test_每种版式_与文件门一样(shape: Path, write: producers.Producer, tmp_path: Path) -> None:
    same_as_file(write(drawn(shape.read_text(encoding="utf-8")), tmp_path / "表.xlsx"))


@pytest.mark.parametrize("year1904", [False, True])
def test_少见的写法_与文件门一样(tmp_path: Path, *, year1904: bool) -> None:
    path = tmp_path / "表.xlsx"
    book = xlsxwriter.Workbook(str(path), {"date_1904": year1904})
    sheet = book.add_worksheet("表 一")
    codes = ["0%", "0.00%", "@", "[h]:mm:ss", "h:mm", 'yyyy"年"m"月"d"日"', "m/d/yy h:mm", '0"天"',
             9, 10, 14, 20, 22, 27, 31, 46, 49, 57]  # fmt: skip
    for row, code in enumerate(codes):
        for column, value in enumerate(("0", "0.95", "45.5", "44927.354166666664", "-3")):
            sheet.write_number(row, column, float(value), book.add_format({"num_format": code}))
    for row, flag in enumerate((True, False)):
        sheet.write_boolean(row, 6, flag)
    sheet.write_formula("G3", "=1/0", None, "#DIV/0!")
    sheet.write_formula("G4", "=SUM(A1:A3)", None, 3)
    sheet.write_array_formula("G5:G6", "{=A1:A2*2}", None, 1)
    sheet.write_string("G7", "两行\n文字 &<>")
    sheet.write_string("G8", "'0012")
    sheet.merge_range("I1:J2", "合并")
    sheet.write_string("J2", "被盖住的")
    book.add_worksheet("藏着").hide()
    book.add_worksheet("深藏").very_hidden()
    book.define_name("全簿", "='表 一'!$A$1:$B$2")
    book.define_name("'表 一'!本表", "='表 一'!$C$1")
    sheet.print_area("A1:B2")
    sheet.autofilter("A1:C3")
    book.close()
    same_as_file(path)


def _changed() -> openpyxl.Workbook:
    """一份改得面目全非、没有存的。"""
    book = openpyxl.load_workbook(SAMPLES[0])
    sheet = book.create_sheet("新表")
    values = [
        Decimal("12.345"), 7, "=A1+1", "=", "文字", "", "0.95", True, "#DIV/0!", "#N/A",
        dt.date(2023, 12, 31), dt.datetime(2023, 12, 31, 8, 30), dt.time(8, 30),  # noqa: DTZ001  # 表里的日期没有时区
        dt.timedelta(hours=30), dt.date(1900, 1, 5), ArrayFormula("A1:A2", "=B1:B2"),
        DataTableFormula("A1", dt2D=False, r1="B1"), "_x000D_转义",
        CellRichText("前", TextBlock(InlineFont(b=True), "粗"), "后"),
    ]  # fmt: skip
    for row, value in enumerate(values, 1):
        sheet.cell(row + 60, 1, value)
        sheet.cell(row + 60, 2, value).number_format = "0.00%"
        sheet.cell(row + 60, 3, value).number_format = "yyyy-mm-dd"
    sheet.merge_cells("E61:F62")
    book.worksheets[0].title = "改了名"
    book.defined_names["新名"] = DefinedName("新名", attr_text="改了名!$A$1")
    book.create_sheet("空表").sheet_state = "hidden"
    book.create_chartsheet("图表")
    return book


def test_改过没有存的_与存了再读的一样(tmp_path: Path) -> None:
    book = _changed()
    mine = read(book, "存.xlsx")
    book.save(tmp_path / "存.xlsx")
    assert facts(mine) == facts(workbook.read(tmp_path / "存.xlsx"))


def test_1904年起的_改过没有存也一样(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet = book.worksheets[0]
    sheet.append([dt.date(2023, 12, 31), dt.datetime(2023, 1, 1, 6), dt.time(8, 30)])  # noqa: DTZ001  # 表里的日期没有时区
    mine = read(book, "存.xlsx")
    book.save(tmp_path / "存.xlsx")
    assert mine.sheets[0].cells[1, 1].raw == "2023-12-31"
    assert facts(mine) == facts(workbook.read(tmp_path / "存.xlsx"))


def test_回车的写法_照文件的意思(tmp_path: Path) -> None:
    """`_x000D_` 是文件里回车的写法，openpyxl 不换，我们换；真要写这几个字的极少，两边才不同。"""
    text = "<is><t>{}</t></is>"
    rows = "".join(
        f'<row r="{row}"><c r="A{row}" t="inlineStr">{text.format(written)}</c></row>'
        for row, written in ((1, "一_x000D_二"), (2, "一_x005F_x000D_二"))
    )
    path = handmade(tmp_path / "表.xlsx", rows)
    mine, by_file = read(openpyxl.load_workbook(path), "表.xlsx"), workbook.read(path)
    first, second = ([g.sheets[0].cells[row, 1].raw for g in (mine, by_file)] for row in (1, 2))
    assert first == ["一\r二", "一\r二"]
    assert second[1] == "一_x000D_二"


def test_后面的共用公式_说的是自己那一格的(tmp_path: Path) -> None:
    """文件里共用公式只写头一格；文件门照头一格说，openpyxl 照格子挪好了。两边都知道是公式。"""
    rows = (
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1</f><v>1</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/><v>1</v></c></row>'
    )
    shared = handmade(tmp_path / "表.xlsx", rows)
    mine = read(openpyxl.load_workbook(shared), "表.xlsx").sheets[0]
    by_file = workbook.read(shared).sheets[0]
    assert (mine.cells[2, 1].formula, by_file.cells[2, 1].formula) == ("B2", "B1")


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_结论与存成文件的一条不差(path: Path, tmp_path: Path) -> None:
    """openpyxl 存的文件没有公式的结果，手里开着的也没有：两边说的一样（S07 在内）。"""
    book = openpyxl.load_workbook(path)
    (mine,) = perfxl.assess(book)
    book.save(tmp_path / "工作簿.xlsx")
    (by_file,) = perfxl.assess(tmp_path / "工作簿.xlsx")
    assert mine.findings == by_file.findings
    assert mine.scored.total == by_file.scored.total


def test_没有存的改动_看得见() -> None:
    book = openpyxl.load_workbook(ROOT / "samples" / "良好的自评表.xlsx")
    (before,) = perfxl.assess(book)
    points = before.filing.indicators[0].points
    assert points is not None
    book[points.cell.sheet].cell(points.cell.row, points.cell.column).value = 99
    (after,) = perfxl.assess(book)
    assert {one.code for one in after.findings} > {one.code for one in before.findings}


def test_不改动人家的工作簿_远处有一格也不慢() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["XFD1048576"] = "近", "远"
    cells = read(book, "表.xlsx").sheets[0].cells
    assert {place: cell.raw for place, cell in cells.items()} == {
        (1, 1): "近",
        (1048576, 16384): "远",
    }
    assert len(sheet._cells) == 2  # noqa: SLF001  # 空位置上没有添格


def test_算出的nan_是错误不是数() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append([float("nan"), float("inf")])
    cells = read(book, "表.xlsx").sheets[0].cells
    assert [(cell.raw, cell.kind) for cell in cells.values()] == [("#NUM!", "error")] * 2


@pytest.mark.parametrize("how", ["read_only", "write_only"])
def test_只读只写的_说一句(how: str) -> None:
    if how == "read_only":
        book = openpyxl.load_workbook(io.BytesIO(SAMPLES[0].read_bytes()), read_only=True)
    else:
        book = openpyxl.Workbook(write_only=True)
    with pytest.raises(WorkbookError, match="没有合并区域"):
        perfxl.assess(book)
