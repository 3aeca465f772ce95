"""每一格都有交代：名称、值、记号、附注，或者没有用上；读表的一页照原样画出来。"""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest
from casebook import GOOD
from drawn import drawn

from perfxl import workbook
from perfxl.assess import assess_all
from perfxl.cells.grid import Cell, Grid
from perfxl.cells.notation import seen
from perfxl.cli.main import main
from perfxl.filing.model import Filing
from perfxl.form.load import load_all
from perfxl.read import read_all
from perfxl.results import readings

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
            if area.holds(cell.row, cell.column) and cell.address not in known
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


def test_河北四块_到位数_完成率认得而不核_百分制得分拿来对() -> None:
    text = (ROOT / "tests" / "shapes" / "河北_四块.txt").read_text(encoding="utf-8")
    (found,) = assess_all(drawn(text), FORMS)
    said = {one.cell.local: (one.role, one.what) for one in found.filing.readings}
    assert said["E4"] == ("note", "不核：到位数：")
    assert said["H7"] == ("note", "不核：总体完成率")
    assert said["H9"] == ("value", "得分系数：95.83")
    assert said["H8"][0] == said["D3"][0] == "label"
    assert not found.filing.unused
    (other,) = assess_all(drawn(text, {"H6": "另记一栏"}), FORMS)
    assert {cell.local for one in other.filing.unused for cell in one.cells} >= {"H6", "H7"}


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


def _sheets(path: Path) -> list[str]:
    return [sheet.name for sheet in workbook.read(path).sheets]


def test_读表画成一张工作表_再读不算又一份_清除后与原来相同(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "自评表（试）.xlsx"
    shutil.copyfile(ROOT / "samples" / "良好的自评表.xlsx", table)
    before, names = table.read_bytes(), _sheets(table)
    assert main(["读表", str(table), "--sheet"]) == 0
    assert "每一格都用上了" in capsys.readouterr().out
    assert _sheets(table) == [*names, "读表"]
    drawn_sheet = workbook.read(table).sheet("读表")
    assert drawn_sheet is not None
    texts = [cell.raw for row in drawn_sheet.filled_rows() for cell in drawn_sheet.row(row)]
    (filing,) = read_all(workbook.read(table), FORMS)  # 画出来的不当成又一份
    for reading in filing.readings:
        if reading.role == "value":
            assert any(text.endswith(f"→ {reading.what}") for text in texts), reading
    assert len(drawn_sheet.merged) > 2
    once = table.read_bytes()
    assert main(["读表", str(table), "--sheet"]) == 0
    assert table.read_bytes() == once
    assert main(["clear", str(table)]) == 0
    assert table.read_bytes() == before


def test_校验过的再读表_结果表都在_下一次写回拿走读表(tmp_path: Path) -> None:
    table = tmp_path / "自评表.xlsx"
    shutil.copyfile(ROOT / "samples" / "有错的自评表.xlsx", table)
    assert main(["write", str(table), "--quiet"]) == 1
    written = table.read_bytes()
    assert main(["read", str(table), "--sheet", "--quiet"]) == 0
    assert set(_sheets(table)) >= {"校验结果", "得分明细", "读表"}
    assert main(["write", str(table), "--quiet"]) == 1
    assert "读表" not in _sheets(table)
    assert main(["undo", str(table), "--quiet"]) == 0
    assert main(["undo", str(table), "--quiet"]) == 0
    assert table.read_bytes() == written


def test_自己已有一张叫读表的_不覆盖(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "自评表.xlsx"
    shutil.copyfile(ROOT / "samples" / "良好的自评表.xlsx", table)
    book = openpyxl.load_workbook(table)
    book.create_sheet("读表")["A1"] = "我自己的"
    book.save(table)
    before = table.read_bytes()
    assert main(["read", str(table), "--sheet"]) == 2
    assert "不是程序写的" in capsys.readouterr().err
    assert table.read_bytes() == before


def test_几份表上下接着画() -> None:
    grid = drawn(f"{GOOD}\n[又一份]\n" + GOOD.split("\n[", 1)[0].partition("]\n")[2])
    found = assess_all(grid, FORMS)
    page = readings.sheet(grid, found)
    titles = [row[0].value for row in page.rows if row and row[0].style == "title"]
    assert titles == ["街道图书馆改造", "街道图书馆改造"]
    rows = [area for area in page.merged if area.first_column > 1]
    assert max(area.last_row for area in rows) <= len(page.rows)


def test_check_read_一格一行(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--read", str(ROOT / "samples" / "良好的自评表.xlsx")]) == 0
    out = capsys.readouterr().out
    assert " 值　项目名称：" in out
    assert out.index("值　项目名称") < out.index("核算总分")


@pytest.mark.parametrize(
    ("stored", "style", "shown"),
    [
        ("96.400000000000006", "General", "96.4"),  # 二进制换算的尾巴，Excel 里看不见
        ("0.99199999999999999", "0.0%", "99.2%"),
        ("1180.50", "#,##0.00", "1180.5"),
        ("120", "General", "120"),
    ],
)
def test_画出来的是格里看得见的字(stored: str, style: str, shown: str) -> None:
    assert seen(Cell("表", 1, 1, stored, "number", number_format=style)) == shown


def test_文字照原样画(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    book = openpyxl.load_workbook(ROOT / "samples" / "良好的自评表.xlsx")
    book["绩效自评表"]["F8"] = 0.1 + 0.2 + 96.1  # openpyxl 存作 96.39999999999999
    book["绩效自评表"]["I16"] = "96.39999999999999 照原样"
    book.save(path)
    grid = workbook.read(path)
    page = readings.page(grid, assess_all(grid, FORMS))
    assert ">96.4<" in page
    assert ">96.39999999999999 照原样" in page


def test_只有数的文字_不当作名称_括着的一行话是附注() -> None:
    """“3,600,000.00”去掉数字什么也不剩，不是表样里的名称：没有读的金额要说出来。"""
    text = """
[Sheet1]
项目支出绩效自评表（2024年度） | < | < | < | < | < | <
项目名称 | 护栏安装 | < | 主管部门 | 溪口市交通局 | 实施单位 | 公路中心
投入的钱 | '3,600,000.00 | < | 花了的钱 | '3,420,000.00 | < |
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
产出指标 | 数量指标 | 护栏安装里程 | ≥30公里 | 31公里 | 60 | 60
（里程由各乡镇上报汇总，附台账。） | < | < | < | < | < | <
满意度指标 | 服务对象满意度指标 | 村民满意度 | ≥90% | 92% | 40 | 40
总分 | < | < | < | < | 100 | 100
"""
    (filing,) = read_all(drawn(text), load_all())
    left = {cell.raw for unused in filing.unused for cell in unused.cells}
    assert {"3,600,000.00", "3,420,000.00"} <= left
    assert not any("台账" in raw for raw in left)
    (note,) = [each for each in filing.readings if "台账" in each.cell.raw]
    assert note.what == "附注"


def test_附注里写着钱的_把话写出来() -> None:
    text = """
[Sheet1]
项目支出绩效自评表（2024年度） | < | < | < | < | < | <
项目名称 | 护栏安装 | < | 主管部门 | 溪口市交通局 | 实施单位 | 公路中心
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
产出指标 | 数量指标 | 护栏安装里程 | ≥30公里 | 31公里 | 60 | 60
满意度指标 | 服务对象满意度指标 | 村民满意度 | ≥90% | 92% | 40 | 40
总分 | < | < | < | < | 100 | 100
备注：1.里程由各乡镇上报汇总。
2.另有上年结转资金150000元没有列入本表。
"""
    (filing,) = read_all(drawn(text), load_all())
    (note,) = [each for each in filing.readings if "结转" in each.cell.raw]
    assert note.role == "note"
    assert note.what == "附注：2.另有上年结转资金150000元没有列入本表。"


def test_签字一行里日期另占一格的_是附注() -> None:
    text = """
[Sheet1]
项目支出绩效自评表（2024年度） | < | < | < | < | < | <
项目名称 | 护栏安装 | < | 主管部门 | 溪口市交通局 | 实施单位 | 公路中心
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
产出指标 | 数量指标 | 护栏安装里程 | ≥30公里 | 31公里 | 100 | 100
总分 | < | < | < | < | 100 | 100
填表人： | < | 审核人： | < | < | 日期： | @2025-03-10
"""
    (filing,) = read_all(drawn(text), load_all())
    assert not filing.unused
