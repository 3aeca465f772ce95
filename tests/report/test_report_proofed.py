"""写出来的报告，用核对的那一套再看一遍：数、话、编号都没有话说。

上级定的提纲编号有缺的（二、之后直接四、），报告照提纲写，只有那几个标题核对时会说。广开区的样例照原来的报告，
同一个数写过两种位数（97.08%、97.1%），核对提示（R05），那是单位写的，不是程序写的。
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
import reportcase as case
from drawn import drawn
from handedited import retyped, saved

from perfxl import workbook
from perfxl.assess import Assessment, assess_all
from perfxl.cells.grid import Grid
from perfxl.form.load import load_all
from perfxl.proof import proof, proof_report
from perfxl.proof.text.read import read_report
from perfxl.report import render

ROOT = Path(__file__).parents[2]
FORMS = load_all()
FILLED: dict[str, Callable[[], Grid]] = {
    **{form.code: partial(case.filled, form.code) for form in FORMS},
    "mof-2020": case.grid,
    "gd-special-2019": case.special,
    "gd-department-2022": case.department,
}
SAMPLES = [one for one in sorted((ROOT / "samples").glob("*/*.xlsx")) if "结果" not in str(one)]
SAMPLES.append(ROOT / "samples" / "良好的自评表.xlsx")


def _findings(folder: Path, assessment: Assessment, but: str = "") -> list[str]:
    path = folder / "报告.docx"
    render(assessment, path)
    headings = {one.heading for one in assessment.form.report.section}
    return [
        f"{one.code} {one.quote}：{one.message}"
        for one in proof(path, (assessment,), "自评表.xlsx").findings
        if one.quote not in headings and one.code != but
    ]


@pytest.mark.parametrize("code", FILLED)
def test_每张表样的报告没有话说(code: str, tmp_path: Path) -> None:
    assert _findings(tmp_path, case.assessment(FILLED[code](), code)) == []


@pytest.mark.parametrize("code", FILLED)
def test_当作手写的_也与表一样(code: str, tmp_path: Path) -> None:
    """不看控件里记着的出处：照抄的表格、各部分的得分，一格一格与表比得上。"""
    assessment = case.assessment(FILLED[code](), code)
    render(assessment, tmp_path / "报告.docx")
    report = replace(read_report(tmp_path / "报告.docx"), source=None)
    found = proof_report(report, (assessment,), "自评表.xlsx").findings
    assert [one.message for one in found if one.code == "R06"] == []


@pytest.mark.parametrize("path", SAMPLES, ids=lambda one: one.stem)
def test_样例的报告没有话说(path: Path, tmp_path: Path) -> None:
    for assessment in assess_all(workbook.read(path), FORMS):
        but = "R05" if path.stem.startswith("广开区") else ""
        assert _findings(tmp_path, assessment, but) == []


@pytest.mark.parametrize(
    "shape",
    [
        "四级指标_资金写在名称后", "指标名称盖两列", "目标值与标准值成对", "自评复核不分组",
        "转移支付_计量单位另列_是否完成", "转移支付_资金管理情况一块",
    ],
)  # fmt: skip
def test_一级与指标同名的_有中央主管部门的_报告与表相同(shape: str, tmp_path: Path) -> None:
    """“投入目标得9.85分”说的是一级指标（连同预算执行率），不是同名的那几条。"""
    text = (ROOT / "tests" / "shapes" / f"{shape}.txt").read_text(encoding="utf-8")
    made = assess_all(drawn(text), FORMS)
    render(made[0], tmp_path / "报告.docx")
    found = proof(tmp_path / "报告.docx", tuple(made), "自评表.xlsx").findings
    assert [one.message for one in found if one.code == "R06"] == []


@pytest.mark.parametrize("points", ["8.5", "9.5", "9.99", "10"])
def test_执行率得分填错了_报告照填的写着待核_各项仍加得上(tmp_path: Path, points: str) -> None:
    """错在表里，表的结论说过了；报告各项得分加起来还是它写的总分。"""
    filed = Decimal(points)
    funds = (case.FUNDS[0], (*case.FUNDS[1][:8], filed), *case.FUNDS[2:])
    total = Decimal("97.14") - 9 + filed
    assessment = case.assessment(case.grid(funds=funds, total=total))
    assert [one.code for one in assessment.findings if one.code == "M03"]
    assert _findings(tmp_path, assessment) == []


def test_单位写的话与表相反_照样说(tmp_path: Path) -> None:
    """只有 perfxl 自己写的话不拿来互相挑错；报告文字是单位写的。"""
    words = {**case.NARRATIVES, "资金使用": "资金已全部支付完毕，没有结余。"}
    assessment = case.assessment(case.grid(narratives=words))
    assert any(one.startswith("R08") for one in _findings(tmp_path, assessment))


def test_偏差率改错了说得出_不当成完成率(tmp_path: Path) -> None:
    assessment = case.assessment(case.grid())
    path = tmp_path / "报告.docx"
    render(assessment, path)
    saved(path, lambda document: retyped(document, "1.56%", "1.66%"))
    (said,) = proof(path, (assessment,), "自评表.xlsx").findings
    assert (said.code, said.cells) == ("R06", ("绩效自评表!E13", "绩效自评表!F13"))
    assert said.message == (
        "报告写 1.66%，照自评表算“新建高标准农田面积偏差率”是 1.56%"
        "（算自 绩效自评表!E13、绩效自评表!F13）"
    )
