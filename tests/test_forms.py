"""每张自带的表样：画出来、读回去认得是它自己；照着填好的一份没有要改的地方。"""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from drawn import drawn

from perfxl import workbook
from perfxl.assess import assess
from perfxl.blank import load_content, workbook_bytes
from perfxl.findings import Level
from perfxl.form import Form
from perfxl.formload import load, load_all
from perfxl.grid import Grid
from perfxl.read import recognise

HERE = Path(__file__).parent
FILLED = HERE / "forms"
SAMPLES = HERE.parent / "samples"
FORMS = load_all()
EVERY_FORM = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)


def _drawn(form: Form, folder: Path, *, filled: bool) -> Grid:
    content = load_content(FILLED / f"{form.code}.toml") if filled else None
    path = folder / "表.xlsx"
    path.write_bytes(workbook_bytes(form, content))
    return workbook.read(path)


@EVERY_FORM
def test_空白表认得是自己(form: Form, tmp_path: Path) -> None:
    assert recognise(_drawn(form, tmp_path, filled=False), FORMS).form.code == form.code


_SAMPLES = [
    ("良好的自评表.xlsx", "mof-2020"),
    ("有错的自评表.xlsx", "mof-2020"),
    ("河源市2019专项资金/河源市2019专项资金自评表.xlsx", "gd-special-2019"),
    ("广开区2022部门整体/广开区2022部门整体自评表.xlsx", "gd-department-2022"),
]


@pytest.mark.parametrize(("file", "code"), _SAMPLES)
def test_样本认得照旧(file: str, code: str) -> None:
    assert recognise(workbook.read(SAMPLES / file), FORMS).form.code == code


def test_案例的底表认得照旧() -> None:
    good = (HERE / "cases" / "good.txt").read_text(encoding="utf-8")
    assert recognise(drawn(good), FORMS).form.code == "mof-2020"


def test_没有样本的表样都有填好的一份() -> None:
    codes = {path.stem for path in FILLED.glob("*.toml")}
    assert codes == {form.code for form in FORMS} - {code for _, code in _SAMPLES}


def test_广西_超过三成没有说明是错误(tmp_path: Path) -> None:
    content = load_content(FILLED / "guangxi.toml")
    bare = [{key: row[key] for key in row if key != "reason"} for row in content.indicators]
    path = tmp_path / "表.xlsx"
    path.write_bytes(workbook_bytes(load("guangxi"), replace(content, indicators=tuple(bare))))
    [found] = [one for one in assess(workbook.read(path), FORMS).findings if one.code == "V02"]
    assert found.level is Level.ERROR


def test_湖北_定性第二档到一半(tmp_path: Path) -> None:
    """“部分达成”得 5 分（分值 10 的一半）在湖北合规，照财政部的办法就低了。"""
    content = load_content(FILLED / "hubei-2020.toml")
    rows = [{**row, "points": 5} if row["points"] == 6 else row for row in content.indicators]
    path = tmp_path / "表.xlsx"
    path.write_bytes(workbook_bytes(load("hubei-2020"), replace(content, indicators=tuple(rows))))
    grid = workbook.read(path)
    assert "P04" not in {one.code for one in assess(grid, [load("hubei-2020")]).findings}
    assert "P04" in {one.code for one in assess(grid, [load("mof-2020")]).findings}


def test_算式在点中指标名称时看得到() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(load("mof-2013-project"))))
    said = {
        str(book["共性指标表"][str(one.sqref).split(":")[0]].value): one.prompt
        for one in book["共性指标表"].data_validations.dataValidation
        if one.promptTitle == "算法"
    }
    assert said["质量达标率"] == "质量达标产出数÷实际产出数×100%"
    assert "管理制度健全性" not in said


@pytest.mark.parametrize("code", sorted(path.stem for path in FILLED.glob("*.toml")))
def test_填好的一份没有要改的(code: str, tmp_path: Path) -> None:
    found = assess(_drawn(load(code), tmp_path, filled=True), FORMS)
    assert found.form.code == code
    said = [f"{one.code} {one.message}" for one in found.findings if one.level is not Level.INFO]
    assert said == []
