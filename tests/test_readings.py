"""每一格都有交代：名称、值、记号、附注，或者没有用上；读表的一页照原样画出来。"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from casebook import GOOD
from drawn import drawn

from perfxl import workbook
from perfxl.assess import assess_all
from perfxl.cells.grid import Grid
from perfxl.cli.main import main
from perfxl.filing.model import Filing
from perfxl.form.load import load_all
from perfxl.read import read_all

ROOT = Path(__file__).parent.parent
FORMS = load_all()
SHAPES = sorted((ROOT / "tests" / "shapes").glob("*.txt"))
BOOKS = sorted([*(ROOT / "samples").rglob("*.xlsx"), *(ROOT / "templates").rglob("*.xlsx")])


def _unaccounted(grid: Grid, filings: tuple[Filing, ...]) -> list[str]:
    """各份表的区域里有内容、而没有交代的格。"""
    left = []
    for filing in filings:
        sheet, area = grid.sheet(filing.sheet), filing.area
        assert sheet is not None
        assert area is not None
        known = {reading.cell.address for reading in filing.readings}
        cells = (cell for row in sheet.filled_rows() for cell in sheet.row(row))
        left += [
            cell.address
            for cell in cells
            if (cell.row, cell.column) in area and cell.address not in known
        ]
    return left


@pytest.mark.parametrize("path", SHAPES, ids=lambda path: path.stem)
def test_各种版式没有一格没有交代(path: Path) -> None:
    grid = drawn(path.read_text(encoding="utf-8"))
    assert _unaccounted(grid, read_all(grid, FORMS)) == []


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_样例和空白表没有一格没有交代(path: Path) -> None:
    grid = workbook.read(path)
    filings = read_all(grid, FORMS)
    assert _unaccounted(grid, filings) == []
    assert [unused.what for filing in filings for unused in filing.unused if unused.in_value] == []


def test_没有用上的都报出来() -> None:
    grid = drawn(GOOD, {"J13": "另记 5 项", "F22": "35", "C22": "补充数"})
    (found,) = assess_all(grid, FORMS)
    reported = {cell.address for one in found.findings if one.code == "U01" for cell in one.cells}
    unused = {one.cell.address for one in found.filing.readings if one.role == "unused"}
    assert reported == unused == {"绩效自评表!J13", "绩效自评表!F22", "绩效自评表!C22"}


def test_值说得出读成什么() -> None:
    (filing,) = read_all(drawn(GOOD), FORMS)
    said = {one.cell.local: one.what for one in filing.readings}
    assert said["B3"] == "项目名称：街道图书馆改造"
    assert said["F6"] == "全年执行数：88.65万元"
    assert said["E13"] == "年度指标值：≥1200平方米"
    assert said["A1"] == "项目支出绩效自评表"


def test_读表的一页(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "自评表（试）.xlsx"
    shutil.copyfile(ROOT / "samples" / "良好的自评表.xlsx", table)
    assert main(["读表", str(table)]) == 0
    assert "每一格都用上了" in capsys.readouterr().out
    page = (tmp_path / "自评表（试）-读表.html").read_text(encoding="utf-8")
    assert page.count("<table>") == 1
    assert 'class="value"' in page
    assert "<script" not in page


def test_check_read_一格一行(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--read", str(ROOT / "samples" / "良好的自评表.xlsx")]) == 0
    out = capsys.readouterr().out
    assert " 值　项目名称：" in out
    assert out.index("值　项目名称") < out.index("核算总分")
