"""标记：一个级别一条规则，排在原有规则之前，去得干净。"""

from __future__ import annotations

import re
from pathlib import Path

import books
from hypothesis import given
from hypothesis import strategies as st

from perfxl.cells.areas import chunks, ranges
from perfxl.cells.edits import Edits, Mark
from perfxl.workbook import write
from perfxl.workbook.reader import parse_area

OURS = '"perfxl"="perfxl"'
THEIRS = (
    '<conditionalFormatting sqref="A1:A9"><cfRule type="cellIs" dxfId="0" priority="{}"'
    ' operator="lessThan"><formula>3</formula></cfRule><cfRule type="expression" priority="{}">'
    "<formula>A1=2</formula></cfRule></conditionalFormatting>"
)
DXFS = f'<styleSheet xmlns="{books.MAIN}"><dxfs count="1"><dxf/></dxfs></styleSheet>'


def sheet_of(path: Path) -> str:
    return books.part(path, "xl/worksheets/sheet1.xml").decode()


def marks(*levels: str) -> Edits:
    return Edits(marks=tuple(Mark(books.SHEET, level, ((1, 1), (2, 1))) for level in levels))  # type: ignore[arg-type]


def priorities(xml: str) -> list[tuple[int, bool]]:
    """各条规则的优先次序，和是不是我们的。"""
    rules = re.findall(r'priority="(-?\d+)"[^>]*>\s*<formula>(.*?)</formula>', xml)
    return sorted((int(number), formula.startswith('"perfxl"')) for number, formula in rules)


def test_我们的规则在前_原有的相对次序不变(tmp_path: Path) -> None:
    path = books.handmade(tmp_path / "表.xlsx", "", THEIRS.format(2, 1), styles=DXFS)
    original = sheet_of(path)
    write(path, marks("error", "info"))
    assert priorities(sheet_of(path)) == [(1, True), (2, True), (3, False), (4, False)]
    assert 'priority="4" operator' in sheet_of(path)
    write(path, marks("error", "verify", "warning", "info"))
    assert priorities(sheet_of(path))[-2:] == [(5, False), (6, False)]
    write(path, marks("warning"))
    assert priorities(sheet_of(path)) == [(1, True), (2, False), (3, False)]
    write(path, Edits())
    assert sheet_of(path) == original


def test_次序从零写起的也写几次都一样(tmp_path: Path) -> None:
    path = books.handmade(tmp_path / "表.xlsx", "", THEIRS.format(0, 1), styles=DXFS)
    write(path, marks("error"))
    once = path.read_bytes()
    assert priorities(sheet_of(path)) == [(1, True), (2, False), (3, False)]
    assert not write(path, marks("error"))
    assert path.read_bytes() == once


def test_使用者后来在Excel里加的规则不丢(tmp_path: Path) -> None:
    """Excel 把新规则排在最前，把我们的并进同一区域的块里。"""
    merged = (
        '<conditionalFormatting sqref="A1:A2"><cfRule type="expression" priority="1">'
        '<formula>A1=9</formula></cfRule><cfRule type="expression" dxfId="0" priority="2">'
        f"<formula>{OURS}</formula></cfRule></conditionalFormatting>"
    )
    path = books.handmade(tmp_path / "表.xlsx", "", merged, styles=DXFS)
    write(path, Edits())
    assert OURS not in sheet_of(path)
    assert priorities(sheet_of(path)) == [(1, False)]


def test_标记从所有工作表上消失(tmp_path: Path) -> None:
    path = books.rich(tmp_path / "样.xlsx")
    before = books.part(path, "xl/worksheets/sheet2.xml")
    both = Edits(marks=tuple(Mark(name, "error", ((1, 1),)) for name in (books.SHEET, "附'表 (1)")))
    write(path, both)
    assert b"perfxl" in books.part(path, "xl/worksheets/sheet2.xml")
    write(path, marks("info"))
    assert books.part(path, "xl/worksheets/sheet2.xml") == before


def test_单元格原有样式不动(tmp_path: Path) -> None:
    path = books.rich(tmp_path / "样.xlsx")
    cells = re.search(r"<sheetData>.*</sheetData>", sheet_of(path), re.DOTALL)
    write(path, marks("error"))
    assert cells is not None
    assert cells[0] in sheet_of(path)


def test_几种底色各不相同(tmp_path: Path) -> None:
    path = books.plain(tmp_path / "样.xlsx")
    write(path, marks("error", "verify", "warning", "info"))
    rules = books.opened(path)[books.SHEET].conditional_formatting
    colours = {rule.dxf.fill.bgColor.rgb for block in rules for rule in block.rules}
    assert len(colours) == 4


places = st.sets(st.tuples(st.integers(1, 12), st.integers(1, 8)), max_size=60)


@given(places)
def test_区域不重不漏(cells: set[tuple[int, int]]) -> None:
    covered = []
    for text in ranges(cells):
        area = parse_area(text)
        assert area is not None
        covered += [
            (row, column)
            for row in range(area.first_row, area.last_row + 1)
            for column in range(area.first_column, area.last_column + 1)
        ]
    assert sorted(covered) == sorted(cells)


def test_区域清单过长时分成几条(tmp_path: Path) -> None:
    pieces = list(chunks([f"A{row}" for row in range(1, 5000, 2)], 8000))
    assert len(pieces) > 1
    assert all(len(piece) <= 8000 for piece in pieces)
    path = books.plain(tmp_path / "样.xlsx")
    scattered = tuple((row, 1 + row % 2) for row in range(1, 6000, 2))
    scattered = tuple((row, 1 + (row // 2) % 2 * 3) for row, _ in scattered)
    write(path, Edits(marks=(Mark(books.SHEET, "error", scattered),)))
    assert sheet_of(path).count(OURS) > 1
