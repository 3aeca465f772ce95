"""一个工作簿里有几份自评表：读、核、写回、改、出报告、网页、库、JSON，份份都有，不丢不混。"""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from drawn import drawn
from saved import saved
from severalbook import FIRST, SECOND, SHEETS, STACKED, THIRD

import perfxl
from perfxl import files, workbook
from perfxl.assess import assess_all
from perfxl.cells.grid import Cell, Range
from perfxl.cli.main import main
from perfxl.filing.findings import Level
from perfxl.form.load import load_all
from perfxl.results.edits import edits

FORMS = load_all()


@pytest.fixture(params=[STACKED, SHEETS], ids=["摞在一张工作表上", "各一张工作表"])
def book(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return saved(drawn(request.param), tmp_path / "局里三个项目（汇总）.xlsx")


def test_没有写项目名称的_报告的名字用工作表的_不带地址(tmp_path: Path) -> None:
    text = SHEETS.replace("街道图书馆改造", "")
    path = saved(drawn(text), tmp_path / "三份.xlsx")
    names = files.report_names("三份", assess_all(workbook.read(path), FORMS))
    assert names[0] == "三份-甲-自评报告.docx"
    assert not any("A1" in name for name in names)


@pytest.mark.parametrize("text", [STACKED, SHEETS], ids=["摞着", "各一张"])
def test_三份都读_与单独一份时结论相同(text: str) -> None:
    found = assess_all(drawn(text), FORMS)
    assert [one.filing.called for one in found] == [
        "街道图书馆改造", "社区食堂补贴", "60014223T000012345678-2023年网络安全加固项目",
    ]  # fmt: skip
    assert [one.form.code for one in found] == ["mof-2020", "mof-2020", "sichuan-0013zp"]
    for one, body in zip(found, (FIRST, SECOND, THIRD), strict=True):
        (alone,) = assess_all(drawn(f"[表]\n{body}"), FORMS)
        assert one.scored.total == alone.scored.total
        mine = [finding.code for finding in one.findings if not finding.code.startswith("K")]
        assert mine == [finding.code for finding in alone.findings]
    assert {finding.code for finding in found[1].findings} >= {"P01"}


def test_每一份占的区域互不相交() -> None:
    found = assess_all(drawn(STACKED), FORMS)
    areas = [one.filing.area for one in found]
    rows = [(area.first_row, area.last_row) for area in areas if area is not None]
    assert len(rows) == 3
    assert all(above[1] < below[0] for above, below in pairwise(rows))
    for one, area in zip(found, areas, strict=True):
        assert area is not None
        own = (finding for finding in one.findings if not finding.code.startswith("K"))
        cells = [cell for finding in own for cell in finding.cells]
        assert all(area.holds(cell.row, cell.column) for cell in cells)


def test_check_json_是文档的列表(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(book), "--json"]) == 1
    made = json.loads(capsys.readouterr().out)
    assert len(made) == 3
    assert {one["file"] for one in made} == {str(book)}
    assert len({one["table"] for one in made}) == 3
    assert all("!A" in one["table"] and ":" in one["table"] for one in made)


def test_屏幕上分开说(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", str(book)])
    out = capsys.readouterr().out
    assert "3 份自评表" in out
    assert out.index("街道图书馆改造（") < out.index("社区食堂补贴（") < out.index("网络安全加固")


def test_写回_校验结果有表一栏_得分明细一份一块_撤得回(book: Path) -> None:
    before = book.read_bytes()
    assert main(["write", str(book), "--quiet"]) == 1
    grid = workbook.read(book)
    findings, scores = grid.sheet("校验结果"), grid.sheet("得分明细")
    assert findings is not None
    assert scores is not None
    head = next(row for row in findings.filled_rows() if findings.at(row, 2).raw == "表")
    named = {findings.at(row, 2).raw for row in findings.filled_rows() if row > head}
    assert {"社区食堂补贴"} <= named <= {
        "街道图书馆改造", "社区食堂补贴", "60014223T000012345678-2023年网络安全加固项目",
    }  # fmt: skip
    titles = [scores.at(row, 1).raw for row in scores.filled_rows()]
    assert sum(title.startswith("得分明细（") for title in titles) == 3
    once = book.read_bytes()
    assert main(["write", str(book), "--quiet"]) == 1
    assert book.read_bytes() == once  # 写两次与写一次相同，结果表不当成又一份
    assert main(["undo", str(book), "--quiet"]) == 0
    assert book.read_bytes() == before


def test_一份一个报告_名字带项目(book: Path, tmp_path: Path) -> None:
    place = tmp_path / "报告"
    assert main(["report", str(book), "-o", str(place), "--quiet"]) == 1
    names = sorted(path.name for path in place.glob("*.docx"))
    assert len(names) == 3
    assert any("社区食堂补贴" in name for name in names)
    assert all(name.startswith(book.stem) and name.endswith("自评报告.docx") for name in names)


def test_报告写成一个文件名的_说写文件夹(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", str(book), "-o", str(tmp_path / "一.docx")]) == 2
    assert "3 份自评表" in capsys.readouterr().err
    assert not (tmp_path / "一.docx").exists()


def test_run_工作簿和三个报告(book: Path) -> None:
    assert main(["run", str(book), "--quiet"]) == 1
    assert len(list(book.parent.glob("*自评报告.docx"))) == 3


def test_改法只改那一份(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = workbook.read(book)
    main(["fix", str(book), "--apply", "全部"])
    assert "改了" in capsys.readouterr().out
    (first, second, _) = assess_all(workbook.read(book), FORMS)
    (was, _, _) = assess_all(source, FORMS)
    assert "P01" not in {finding.code for finding in second.findings}
    assert [one.points for one in first.filing.indicators] == [
        one.points for one in was.filing.indicators
    ]


def test_监看的一页_三份都在(book: Path) -> None:
    assert main(["watch", str(book.parent), "--once", "--quiet"]) == 1
    page = next(book.parent.glob("*-校验.html")).read_text(encoding="utf-8")
    assert page.count("<h1>") == 4
    assert "社区食堂补贴" in page


def test_库_一份一个结果_四张表有表一列(book: Path) -> None:
    found = perfxl.assess(book)
    assert len(found) == 3
    frames = perfxl.frames(found)
    assert list(frames["filings"]["table"]) == [one.filing.table for one in found]
    assert set(frames["indicators"]["filing"]) == {0, 1, 2}


def test_空白的备用表不读_说一句() -> None:
    empty = "\n".join(FIRST.splitlines()[:2]) + (
        "\n项目名称 | | < | < | < | < | < | < | <\n"
        "绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 原因\n"
        "^ | 产出指标 | 数量指标 | 指标1： | | | | |"
    )
    (found,) = assess_all(drawn(f"[甲]\n{FIRST}\n[备用]\n{empty}"), FORMS)
    assert found.filing.called == "街道图书馆改造"
    assert [(one.place.sheet, one.why) for one in found.filing.unread] == [
        ("备用", "这里还有一份空白的表")
    ]


@pytest.mark.parametrize(("sheet", "name"), [("填报示例", "街道图书馆改造"), ("样表", "××项目")])
def test_附着的填写示例不读_说一句_只有它一份的照读(sheet: str, name: str) -> None:
    shown = FIRST.replace("街道图书馆改造", name)
    for text in (f"[{sheet}]\n{shown}\n[甲]\n{SECOND}", f"[甲]\n{SECOND}\n[{sheet}]\n{shown}"):
        (found,) = assess_all(drawn(text), FORMS)
        assert found.filing.sheet == "甲"
        assert [(one.place.sheet, one.why) for one in found.filing.unread] == [
            (sheet, "这里还有一份填写的示例")
        ]
    (alone,) = assess_all(drawn(f"[{sheet}]\n{shown}"), FORMS)
    assert alone.filing.sheet == sheet


@pytest.mark.parametrize(
    ("sheet", "title", "read"),
    [
        ("资金比例表", "", "资金比例表、乙"),
        ("病例表", "", "病例表、乙"),
        ("甲", "示例农场建设项目绩效自评表", "甲、乙"),
        ("甲", "教学案例、示范点建设项目绩效自评表", "甲、乙"),
        ("例表1", "", "乙"),
        ("示例一", "", "乙"),
        ("甲", "项目支出绩效自评表（填写示例）", "乙"),
        ("甲", "示例：项目支出绩效自评表", "乙"),
        ("甲", "项目支出绩效自评表范例", "乙"),
    ],
)
def test_名称里碰巧有这两个字的_不是填写示例(sheet: str, title: str, read: str) -> None:
    shown = FIRST.replace("项目支出绩效自评表", title or "项目支出绩效自评表", 1)
    found = assess_all(drawn(f"[{sheet}]\n{shown}\n[乙]\n{SECOND}"), FORMS)
    assert "、".join(one.filing.sheet for one in found) == read


def test_同名的项目_报告不互相覆盖(tmp_path: Path) -> None:
    path = saved(drawn(f"[甲]\n{FIRST}\n[乙]\n{FIRST}"), tmp_path / "两份.xlsx")
    assert main(["report", str(path), "--quiet"]) == 0
    assert len(list(tmp_path.glob("*自评报告.docx"))) == 2


def test_结果表认得出是我们的_复制一份也不当成自评表(tmp_path: Path) -> None:
    path = saved(drawn(SHEETS), tmp_path / "表.xlsx")
    main(["write", str(path), "--quiet"])
    copy = tmp_path / "又一份.xlsx"
    shutil.copyfile(path, copy)
    assert len(assess_all(workbook.read(copy), FORMS)) == 3


def test_标记按最重的级别() -> None:
    found = assess_all(drawn(STACKED), FORMS)
    made = edits(*found)
    places = [(mark.sheet, place) for mark in made.marks for place in mark.places]
    assert len(places) == len(set(places))


_ODD = SECOND.replace("年度指标值", "甲").replace("实际完成值", "乙")


@pytest.mark.parametrize(
    ("text", "area"),
    [
        (f"[汇总]\n{FIRST}\n|\n{_ODD}\n|\n{THIRD}", "A"),
        (f"[汇总]\n{_ODD}\n|\n{FIRST}\n|\n{THIRD}", "A1:"),
        (f"[汇总]\n{FIRST}\n|\n{THIRD}\n|\n{_ODD}", "A"),
        (f"[甲]\n{FIRST}\n[乙]\n{_ODD}\n[丙]\n{THIRD}", "A1:"),
    ],
    ids=["摞在中间", "摞在头上", "摞在末尾", "另一张工作表"],
)
def test_认不得表头的一份_说是哪一份_别的照读(text: str, area: str) -> None:
    found = assess_all(drawn(text), FORMS)
    assert sorted(one.filing.called for one in found) == [
        "60014223T000012345678-2023年网络安全加固项目", "街道图书馆改造",
    ]  # fmt: skip
    for one, body in zip(
        sorted(found, key=lambda one: one.filing.called), (THIRD, FIRST), strict=True
    ):
        (alone,) = assess_all(drawn(f"[表]\n{body}"), FORMS)
        assert one.scored.total == alone.scored.total
    said = [finding for one in found for finding in one.findings if finding.code == "S11"]
    (missed,) = said
    assert missed.level is Level.ERROR
    assert " 是“社区食堂补贴”的一份自评表，认不出表头（没有“年度指标值”" in missed.message
    assert missed.message.startswith(area)


def test_不计分的一份认不得表头_也说() -> None:
    lines = [" | ".join(line.split(" | ")[:6]) for line in _ODD.splitlines()]
    plain = "\n".join(lines).replace(" | 分值", " | 丙").replace(" | 得分", " | 丁")
    found = assess_all(drawn(f"[汇总]\n{FIRST}\n|\n{plain}\n|\n{THIRD}"), FORMS)
    said = [finding for one in found for finding in one.findings if finding.code == "S11"]
    assert [finding.level for finding in said] == [Level.ERROR]
    assert "“社区食堂补贴”的一份自评表" in said[0].message


def test_藏着的认不得的不算丢() -> None:
    (found,) = assess_all(drawn(f"[甲]\n{FIRST}\n[乙]\n{_ODD}", {"乙!隐藏": "整张"}), FORMS)
    assert "S11" not in {finding.code for finding in found.findings}


def test_左右并排的两份都读() -> None:
    grid = drawn(f"[汇总]\n{FIRST}\n[另]\n{SECOND}")
    first, second = grid.sheets
    wide = first.last_column + 2
    cells = {
        (row, column + wide): Cell(
            "汇总", row, column + wide, cell.raw, cell.kind, cell.formula, cell.number_format
        )
        for (row, column), cell in second.cells.items()
    }
    merged = tuple(
        Range(area.first_row, area.first_column + wide, area.last_row, area.last_column + wide)
        for area in second.merged
    )
    both = replace(first, cells={**first.cells, **cells}, merged=(*first.merged, *merged))
    found = assess_all(replace(grid, sheets=(both,)), FORMS)
    assert [one.filing.called for one in found] == ["街道图书馆改造", "社区食堂补贴"]
    for one, body in zip(found, (FIRST, SECOND), strict=True):
        (alone,) = assess_all(drawn(f"[表]\n{body}"), FORMS)
        assert one.scored.total == alone.scored.total
        mine = [finding.code for finding in one.findings if not finding.code.startswith("K")]
        assert mine == [finding.code for finding in alone.findings]


def test_合用一个标题_年度的_后几份也是这个年度() -> None:
    rows = SECOND.splitlines()
    below = "\n".join(rows[2:])  # 去掉标题、年度两行
    found = assess_all(drawn(f"[汇总]\n{FIRST}\n{below}"), FORMS)
    assert [one.filing.called for one in found] == ["街道图书馆改造", "社区食堂补贴"]
    years = [one.filing.year for one in found]
    assert [year and year.value for year in years] == ["2023", "2023"]
