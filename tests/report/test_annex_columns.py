"""附件的指标表：表样印着、填报人填了的各列都在，填的是那一列的。"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from perfxl.assess import assess
from perfxl.blank import Content, Row, workbook_bytes
from perfxl.form.form import Form
from perfxl.form.load import load, load_all
from perfxl.report import render
from perfxl.report.blank.annex_columns import annex_columns
from perfxl.workbook import read

# 比较号、计量单位另有栏的，附件里与指标值写在一起：≥450件。
_JOINED = {"sign", "unit"}


@pytest.mark.parametrize("form", load_all(), ids=lambda form: form.code)
def test_印着的列附件里都有(form: Form) -> None:
    drawn = {one.key for one in form.indicators.column if one.drawn and not one.reserved}
    assert drawn - _JOINED == {one.key for one in annex_columns(form)}


def _annex(code: str, content: Content, folder: Path) -> list[list[str]]:
    path = folder / "表.xlsx"
    path.write_bytes(workbook_bytes(load(code), content))
    render(assess(read(path), load_all()), folder / "报告.docx")
    tables = Document(str(folder / "报告.docx")).tables
    return [[_words(cell) for cell in row.cells] for row in tables[-1].rows]


def _words(cell: Any) -> str:
    """连内容控件里的。"""
    return "".join(text.text or "" for text in cell._tc.iter(qn("w:t")))  # noqa: SLF001  # 没有别的办法


def test_重庆_年初值和调整值各在一列_没有调整的空着(tmp_path: Path) -> None:
    rows: tuple[Row, ...] = (
        {"name": "办理法律援助案件", "unit": "件", "sign": "≥", "initial": 450, "target": 500,
         "actual": 520, "weight": 45, "points": 45, "core": "是"},
        {"name": "开展普法宣传", "unit": "场", "sign": "≥", "initial": 90, "actual": 90,
         "weight": 45, "points": 45, "core": "否"},
    )  # fmt: skip
    content = Content(header={"name": "青溪区司法局", "year": 2024}, indicators=rows)
    head, first, second, *_ = _annex("cq-department", content, tmp_path)
    assert head[2:5] == ["年初指标值", "调整指标值", "全年完成值"]
    assert first[2:5] == ["≥450件", "≥500件", "520"]
    assert second[2:5] == ["≥90场", "", "90"]
    place = head.index("是否核心指标")
    assert (first[place], second[place]) == ("是", "否")


def test_安徽_解释和标准都在_序号一条一个(tmp_path: Path) -> None:
    rows: tuple[Row, ...] = (
        {"level1": "规划", "level2": "基础信息", "name": "基础信息完整性", "weight": 3, "points": 3,
         "explained": "信息是否完整", "criteria": "缺一项扣 1 分"},
        {"level1": "规划", "level2": "工作计划", "name": "年度工作计划完整性", "weight": 3,
         "points": 3, "explained": "有没有计划", "criteria": "有计划得 3 分"},
    )  # fmt: skip
    content = Content(header={"name": "青溪县档案馆", "year": 2023}, indicators=rows)
    head, first, second, *_ = _annex("anhui-department", content, tmp_path)
    assert head == [
        "序号", "一级指标", "二级指标", "三级指标", "指标分值", "指标解释", "指标说明及评分标准",
        "自评得分",
    ]  # fmt: skip
    assert [first[0], second[0]] == ["1", "2"]
    assert first[5:7] == ["信息是否完整", "缺一项扣 1 分"]
    assert second[5:7] == ["有没有计划", "有计划得 3 分"]
