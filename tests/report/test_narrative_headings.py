"""报告文字里自成一行的小标题：照小标题的样子；别的项目不印样本那一家的话。"""

from __future__ import annotations

import io
import tomllib
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from perfxl.assess import assess
from perfxl.blank import Content, load_content, workbook_bytes
from perfxl.form.form import Form
from perfxl.form.load import load, load_all
from perfxl.report import render
from perfxl.workbook import read

SOURCES = Path(__file__).parent.parent.parent / "samples" / "sources"
_SPECIAL = load("gd-special-2019")


def _report(content: Content, folder: Path) -> list[tuple[str, str]]:
    path = folder / "表.xlsx"
    path.write_bytes(workbook_bytes(_SPECIAL, content))
    render(assess(read(path), load_all()), folder / "报告.docx")
    paragraphs = Document(str(folder / "报告.docx")).paragraphs
    return [(one.style.name if one.style else "", one.text) for one in paragraphs]


def _training(text: str) -> Content:
    return Content(
        header={"name": "职业技能提升专项资金", "unit": "青溪市技能中心", "year": 2024},
        goal="培训3600人次。", achievement="培训3600人次。",
        narratives=({"section": "困难和问题", "text": text},) if text else (),
    )  # fmt: skip


def test_培训资金的报告不印知识产权的话_要写的留着位置(tmp_path: Path) -> None:
    said = _report(_training(""), tmp_path)
    whole = "\n".join(text for _, text in said)
    assert "知识产权" not in whole
    assert "创新能力" not in whole
    assert "市局" not in whole
    assert whole.startswith("附件1\n2024年度职业技能提升")
    first = [text[:2] for style, text in said if style == "Heading 1"]
    assert first == ["一、", "二、", "三、"]
    for name in ("产出及效果", "困难和问题", "有关建议和措施"):
        (one,) = [each for each in _SPECIAL.report.section if each.narrative == name]
        assert f"（此处由单位补充：{one.prompt}）" in whole


def test_各表样的提纲里没有哪一家的话() -> None:
    """提纲要给全部单位用：标题里不写某个市局、某一类资金。"""
    for form in load_all():
        for section in form.report.section:
            assert not {"知识产权", "市局", "我局"} & set(_words(section.heading)), section.heading


def _words(text: str) -> list[str]:
    return [text[start : start + size] for size in (2, 4) for start in range(len(text))]


@pytest.mark.parametrize(
    ("text", "styles"),
    [
        ("（二）讲师力量不足。\n全市只有讲师12人。", ["Heading 2", "Body Text"]),
        ("(二) 讲师力量不足\n全市只有讲师12人。", ["Heading 2", "Body Text"]),
        ("（二）讲师力量不足。\n（三）场地不够用。", ["Body Text", "Body Text"]),
        (
            "（二）讲师力量不足。\n（三）场地不够用。\n以上两项由技能中心解决。",
            ["Body Text", "Body Text", "Body Text"],
        ),
        ("（二）讲师不足。全市只有讲师12人。\n场地不够用。", ["Body Text", "Body Text"]),
    ],
)
def test_自成一行的小标题(text: str, styles: list[str], tmp_path: Path) -> None:
    said = {line: style for style, line in _report(_training(text), tmp_path)}
    assert [said[line] for line in text.splitlines()] == styles


def test_样本自己的小标题在报告文字里() -> None:
    content = load_content(SOURCES / "heyuan-2019.toml")
    outline = tomllib.loads(
        (Path(__file__).parent.parent / "samples" / "heyuan-figures.toml").read_text("utf-8")
    )["outline"]
    written = "\n".join(str(row["text"]) for row in content.narratives)
    own = [line for line in outline if "知识产权" in line]
    assert len(own) > 5
    assert all(line in written for line in own)


_WHOLE = [form for form in load_all() if "整体" in form.what]


@pytest.mark.parametrize("form", _WHOLE, ids=lambda form: form.code)
def test_部门的报告不写项目名称_项目概况(form: Form) -> None:
    """部门整体的表说的是部门：封面、标题、栏目都不叫项目。"""
    outline = form.report
    said = [*(item.partition("：")[0] for item in outline.cover)]
    said += [each for one in outline.section for each in (one.heading, one.narrative)]
    assert [each for each in said if "项目名称" in each or "项目概况" in each] == []


def test_从前的栏目照样认得_几栏并成一节(tmp_path: Path) -> None:
    old = (("质押融资", "完成登记十一笔。"), ("纠纷调解", "无"), ("贯标推进", "新增企业四家。"))
    data = workbook_bytes(_SPECIAL, _training(""))
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book["报告文字"]
    for row in sheet.iter_rows(min_row=4):
        row[0].value = row[1].value = None
    for place, (name, text) in enumerate(old, 4):
        sheet.cell(place, 1).value, sheet.cell(place, 2).value = name, text
    path = tmp_path / "表.xlsx"
    book.save(path)
    found = assess(read(path), load_all())
    assert "D09" not in {one.code for one in found.findings}
    render(found, tmp_path / "报告.docx")
    said = [one.text for one in Document(str(tmp_path / "报告.docx")).paragraphs]
    place = said.index("完成登记十一笔。")
    assert said[place + 1] == "新增企业四家。"
