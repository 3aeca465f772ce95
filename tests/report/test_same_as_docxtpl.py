"""与 docxtpl 对照：同样的模板、同样的名称，填出来的正文一字不差。

docxtpl 只在这里用。它要写 {%tr %}、{%p %} 才知道管整行、整段，所以先照“独占一行、独占一段”补上。
"""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import docx
import pytest
import reportcase as case
from docxtpl import DocxTemplate  # type: ignore[import-untyped]  # 库没有类型说明
from jinja2 import Environment, StrictUndefined
from lxml import etree

from perfxl import workbook
from perfxl.assess import Assessment, assess
from perfxl.cells.grid import Grid
from perfxl.form.load import load_all
from perfxl.report import default_template
from perfxl.report.marks import BREAK, MERGE, Ledger, Paragraphs
from perfxl.report.sentences.context import build
from perfxl.report.template.engine import fill

ROOT = Path(__file__).parents[2]
W = case.W
FORMS = load_all()
FILLED: dict[str, Callable[[], Grid]] = {
    **{form.code: partial(case.filled, form.code) for form in FORMS},
    "mof-2020": case.grid, "gd-special-2019": case.special, "gd-department-2022": case.department,
}  # fmt: skip
SAMPLES = sorted((ROOT / "samples").rglob("*.xlsx"))

# 带各种标记的一个模板：段里的循环、条件、拆开的标记、文本以外的字、超链接里的字。
LINES = [
    "总分{{ 总分 }}分，{% if 总分 >= 90 %}较好{% else %}一般{% endif %}",
    "{% for 行 in 指标 %}{{ 行.三级 }}：{{ 行.完成情况 }}；{% endfor %}",
    "{% for 行 in 指标 %}",
    "{{ loop.index }}、{{ 行.三级 }}<{{ 行.得分 }}&{{ 行.分值 }}>",
    "{% if 行.原因 %}",
    "{{ 行.原因 }}",
    "{% endif %}",
    "{% endfor %}",
    '{% set 名 = 项目名称 %}{{ 名 ~ "，" ~ 年度 }}{# 注 #}',
    '{{ 主管部门|default("无") }}　{{ 指标|length }}',
    "普通的 { 花括号 } 和 50% 不动",
]


def _printed(value: Any) -> Any:
    if value is None:
        return ""
    return value.replace("\n", BREAK) if isinstance(value, str) else value


def _theirs(template: bytes, names: dict[str, object]) -> bytes:
    """docxtpl 填的正文。"""
    environment = Environment(undefined=StrictUndefined, finalize=_printed, autoescape=True)
    environment.filters["合并"] = lambda value: Paragraphs([f"{MERGE}{_printed(value)}"])
    document = DocxTemplate(io.BytesIO(prefixed(template)))
    document.render_init()
    text = document.render_xml_part(
        document.patch_xml(document.get_xml()), None, names, environment
    )
    return etree.tostring(etree.fromstring(text), method="c14n2")


def prefixed(template: bytes) -> bytes:
    """补上 docxtpl 要的 {%tr %}、{%p %}。"""
    document = docx.Document(io.BytesIO(template))
    for text in document.element.iter(f"{W}t"):
        tag = (text.text or "").strip()
        paragraph = next(text.iterancestors(f"{W}p"))
        row = next(text.iterancestors(f"{W}tr"), None)
        if not tag.startswith("{%") or tag.count("{%") > 1 or case.text_of(paragraph) != tag:
            continue
        if tag.startswith("{% set"):
            continue
        alone = row is not None and case.text_of(row).strip() == tag
        text.text = tag.replace("{%", "{%tr" if alone else "{%p", 1)
    output = io.BytesIO()
    document.save(output)
    return output.getvalue()


def _ours(template: bytes, names: dict[str, object]) -> bytes:
    body = fill(template, names, Ledger()).trees["word/document.xml"].find(f"{W}body")
    assert body is not None
    return etree.tostring(etree.fromstring(etree.tostring(body)), method="c14n2")


def _plain(canonical: bytes) -> str:
    """命名空间的声明写在哪一层不论。"""
    root = etree.fromstring(canonical)
    return "\n".join(
        f"{one.tag} {sorted(one.attrib.items())} {one.text or ''}" for one in root.iter()
    )


def _same(assessment: Assessment, template: bytes) -> None:
    names = build(assessment, Ledger()).names
    mine, theirs = _plain(_ours(template, names)), _plain(_theirs(template, names))
    assert "\U000f5000" in mine  # 填了带出处的数
    assert mine == theirs


@pytest.mark.parametrize("code", FILLED)
def test_自带的模板(code: str) -> None:
    assessment = case.assessment(FILLED[code](), code)
    _same(assessment, default_template(assessment.form))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_样例(path: Path) -> None:
    assessment = assess(workbook.read(path), FORMS)
    _same(assessment, default_template(assessment.form))


def test_带各种标记的模板(tmp_path: Path) -> None:
    def change(document: Any) -> None:
        for line in LINES:
            document.add_paragraph(line)
        table = document.add_table(3, 2)
        table.rows[0].cells[0].text = "{% for 行 in 资金 %}"
        table.rows[1].cells[0].text = "{{ 行.名称 }}"
        table.rows[1].cells[1].text = "{{ 行.全年预算数 }}"
        table.rows[2].cells[0].text = "{% endfor %}"

    _same(case.assessment(), case.edited(tmp_path, change).read_bytes())


def test_拆开的标记_读者看到的字一样(tmp_path: Path) -> None:
    """docxtpl 把两个标记之间的字也并进前一截；我们各留在原来的那一截，字体不变。"""

    def change(document: Any) -> None:
        split = document.add_paragraph()
        for place, piece in enumerate(["得", "{", "{ 总", "分 }", "} 分，{{ 等", "级 }}"]):
            split.add_run(piece).bold = place % 2 == 1

    template = case.edited(tmp_path, change).read_bytes()
    names = build(case.assessment(), Ledger()).names
    mine, theirs = (
        case.text_of(etree.fromstring(fill(template, names))) for fill in (_ours, _theirs)
    )
    assert mine == theirs
