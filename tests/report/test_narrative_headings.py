"""报告文字里自成一行的小标题：照小标题的样子；别的项目不印样本那一家的话。"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from docx import Document

from perfxl.assess import assess
from perfxl.blank import Content, load_content, workbook_bytes
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
