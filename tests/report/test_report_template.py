"""空白模板：就是表样说的那样；字体、标题、纸张合公文格式；名称清单与说明一致。"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
import reportcase as case
from lxml import etree

from perfxl.form.form import Form
from perfxl.form.load import load_all
from perfxl.report import build_template, default_template
from perfxl.report.blank.build import template_bytes
from perfxl.report.marks import Ledger
from perfxl.report.pictures.rows import Picture, Titled, picture_rows
from perfxl.report.sentences.context import build
from perfxl.report.sentences.names import COMPUTED, FILTERS, INDICATOR, ROWS, TABLES, names_for

ROOT = Path(__file__).parents[2]
FORMS = load_all()
EVERY_FORM = pytest.mark.parametrize("form", FORMS, ids=lambda one: one.code)
W = case.W
FILLED = {form.code: partial(case.filled, form.code) for form in FORMS} | {
    "mof-2020": case.grid, "gd-special-2019": case.special, "gd-department-2022": case.department
}  # fmt: skip


def _parts(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _styles(form: Form) -> etree._Element:
    return etree.fromstring(_parts(template_bytes(form))["word/styles.xml"])


@EVERY_FORM
def test_仓库里的模板就是表样说的那样(form: Form) -> None:
    folder = ROOT / "templates" if form.default else ROOT / "templates" / form.code
    assert _parts((folder / "report.docx").read_bytes()) == _parts(template_bytes(form))


@EVERY_FORM
def test_做两次逐字节相同(form: Form, tmp_path: Path) -> None:
    first = build_template(form, tmp_path / "甲.docx").read_bytes()
    assert first == build_template(form, tmp_path / "乙.docx").read_bytes()


def test_没有自己模板的表样用所继承的() -> None:
    child = replace(case.form(), code="某市-2025", extends="mof-2020", default=False)
    assert default_template(child) == (ROOT / "templates" / "report.docx").read_bytes()


def test_提纲不同的子表样现做一个() -> None:
    parent = case.form()
    report = replace(parent.report, section=parent.report.section[:2])
    child = replace(parent, code="某市-2025", extends="mof-2020", default=False, report=report)
    assert default_template(child) == template_bytes(child)


@EVERY_FORM
def test_computed_里的名称都认得(form: Form) -> None:
    used = {name for one in form.report.section for name in one.computed}
    assert used <= set(COMPUTED)


@EVERY_FORM
def test_清单上的名称都有值(form: Form) -> None:
    context = build(case.assessment(FILLED[form.code](), form.code), Ledger())
    listed = names_for(tuple(one.name for one in form.level1))
    own_titles = {one.title for one in form.header}
    assert set(listed) <= set(context.names)
    assert set(context.names) - set(listed) <= own_titles


def test_行里的名称与清单相同() -> None:
    names = (
        build(case.assessment(), Ledger()).names
        | build(case.assessment(case.special(), "gd-special-2019"), Ledger()).names
    )
    names["重点工作任务"] = build(
        case.assessment(case.department(), "gd-department-2022"), Ledger()
    ).names["重点工作任务"]
    names["佐证材料"] = build(case.assessment(), Ledger()).names["佐证材料"]
    names["佐证图片"] = picture_rows([Titled(Picture("甲.png", b"", "png", 1, 1), "甲", "图1　甲")])
    for name, fields in ROWS.items():
        rows = names[name]
        assert isinstance(rows, tuple)
        assert rows, name
        assert set(rows[0]) == set(fields), name


def test_说明文档列全了名称() -> None:
    text = (ROOT / "docs" / "报告模板.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"^\| `([^`]+)` \|", text, re.MULTILINE))
    fields = {f"行.{name}" for rows in ROWS.values() for name in rows}
    wanted = (set(names_for(())) - set(ROWS)) | set(TABLES) | fields
    assert {one for one in listed if "{" not in one} == wanted
    assert all(f"### {name}\n" in text for name in ROWS)
    assert all(f"|{name}" in text for name in FILTERS)
    assert "一级" in INDICATOR


@EVERY_FORM
def test_每个样式都写明中文字体(form: Form) -> None:
    styles = _styles(form)
    fonts = list(styles.iter(f"{W}rFonts"))
    assert fonts
    for one in fonts:
        names = [one.get(f"{W}{part}") for part in ("ascii", "hAnsi", "eastAsia", "cs")]
        assert all(names), names
        assert not any("MS " in name or "Theme" in name for name in names if name)
    languages = {one.get(f"{W}eastAsia") for one in styles.iter(f"{W}lang")}
    assert languages == {"zh-CN"}


def test_各级标题的字体和导航层次() -> None:
    styles = {one.get(f"{W}styleId"): one for one in _styles(case.form()).iter(f"{W}style")}
    wanted = {"Heading1": "黑体", "Heading2": "楷体_GB2312", "Heading3": "仿宋_GB2312"}
    for place, (code, font) in enumerate(wanted.items()):
        style = styles[code]
        level, fonts = style.find(f".//{W}outlineLvl"), style.find(f".//{W}rFonts")
        assert level is not None
        assert fonts is not None
        assert level.get(f"{W}val") == str(place)
        assert fonts.get(f"{W}eastAsia") == font
    title = styles["Title"].find(f".//{W}rFonts")
    assert title is not None
    assert title.get(f"{W}eastAsia") == "方正小标宋简体"


def test_版心行距页码() -> None:
    parts = _parts(template_bytes(case.form()))
    document = parts["word/document.xml"].decode()
    assert 'w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"' in document
    assert document.count("<w:sectPr>") == 4  # 封面、正文、横排的附件、佐证图片
    assert 'w:line="579" w:lineRule="exact"' in parts["word/styles.xml"].decode()
    assert "<w:evenAndOddHeaders/>" in parts["word/settings.xml"].decode()
    odd, even = parts["word/footer1.xml"].decode(), parts["word/footer2.xml"].decode()
    assert '<w:jc w:val="right"/>' in odd
    assert '<w:jc w:val="left"/>' in even
    assert "PAGE" not in parts["word/footer3.xml"].decode()


def test_表样可以改行距加粗居中() -> None:
    form = case.form()
    report = replace(form.report, bold_level2=True, center_level1=True, annex=False, cover=())
    parts = _parts(template_bytes(replace(form, report=report)))
    styles = etree.fromstring(parts["word/styles.xml"])
    by_code = {one.get(f"{W}styleId"): one for one in styles.iter(f"{W}style")}
    assert by_code["Heading2"].find(f".//{W}b") is not None
    centred = by_code["Heading1"].find(f".//{W}jc")
    assert centred is not None
    assert centred.get(f"{W}val") == "center"
    assert parts["word/document.xml"].decode().count("<w:sectPr>") == 1


@EVERY_FORM
def test_报告的标题与提纲一字不差(form: Form, tmp_path: Path) -> None:
    """上级定的编号有缺的（有二没有三）、括号半角的，照样。"""
    made = case.made(tmp_path, FILLED[form.code](), form.code)
    printed = [
        case.text_of(one) for one in made.part().iter(f"{W}p")
        if (style := one.find(f"{W}pPr/{W}pStyle")) is not None
        and str(style.get(f"{W}val")).startswith("Heading")
    ]  # fmt: skip
    run_in = [one for one in form.report.section if one.level == 3 and one.heading.endswith("。")]
    wanted = [one.heading for one in form.report.section if one.level and one not in run_in]
    assert printed == wanted
    for one in run_in:
        assert any(line.startswith(one.heading) for line in made.paragraphs)
