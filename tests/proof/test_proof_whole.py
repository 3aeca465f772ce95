"""整个项目的预算、执行、执行率、总分写错了：表里是资金总额、总分那一行。"""

from __future__ import annotations

from pathlib import Path

import pytest

from perfxl import workbook
from perfxl.assess import assess_all
from perfxl.form.load import load_all
from perfxl.proof import proof_report
from perfxl.proof.model import Proofed
from perfxl.proof.text.read import report_of

# 全年预算 120 万元，执行 116.4 万元，97%，总分 99.2。
BOOK = Path(__file__).parent.parent.parent / "samples" / "良好的自评表.xlsx"
FOUND = assess_all(workbook.read(BOOK), load_all())


def _proofed(text: str) -> Proofed:
    return proof_report(report_of("报告.txt", text), FOUND)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("全年预算数130万元。", "120万元"),
        ("2025年度年初预算数120万元，全年预算数130万元，全年执行数116.4万元。", "120万元"),
        ("全年预算数120万元，全年执行数114.6万元。", "116.4万元"),
        ("预算执行率95.3%。", "97%"),
        ("项目总体执行率达95.3%。", "97%"),
        ("本项目全年预算120万元，执行率为95.3%。", "97%"),
        ("二、资金使用情况\n资金执行率79%。", "97%"),
        ("经自评，总分98.2分。", "99.2分"),
        ("年初预算100万元，年中追加20万元，全年预算130万元。", "120万元"),
    ],
)
def test_写错了的报出来_账上也是不一致(text: str, due: str) -> None:
    made = _proofed(text)
    assert [(one.code, one.expected) for one in made.findings if one.code == "R06"] == [
        ("R06", due)
    ]
    assert made.count.differ == 1


@pytest.mark.parametrize(
    "text",
    [
        "全年预算数120万元，全年执行数116.4万元，预算执行率97%，总分99.2分。",
        "图书购置预算执行率95.3%。",  # 另有主语
        "上年预算执行率95.3%。",
        "全年预算数约130万元。",
        "该子项目进展顺利。预算执行率95.3%。",
        "三、图书购置\n预算执行率95.3%。",
        "全县预算执行率95.3%。",
        "截至2025年6月，预算执行率45.3%。",
        "预算执行率低于80%的要说明原因。",
    ],
)
def test_说的不是整个项目的不报(text: str) -> None:
    assert [one.message for one in _proofed(text).findings if one.code == "R06"] == []


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("工程验收合格率81%。", "100%"),
        ("全年新书上架及时率85%。", "96.5%"),
        ("项目村级流通点覆盖率为81%。", "92%"),
        ("实际读者满意度达到88%。", "93.5%"),
        ("禾源县图书馆读者满意度88%。", "93.5%"),
        ("全县村级流通点覆盖率81%。", "92%"),
    ],
)
def test_与表同名的写错了_报出来(text: str, due: str) -> None:
    made = _proofed(f"禾源县图书馆2025年度阅览室改造项目绩效自评报告\n{text}")
    assert [one.expected for one in made.findings if one.code == "R06"] == [due]


@pytest.mark.parametrize(
    "text",
    [
        "少儿读者满意度95%，老年读者满意度91.2%。",
        "第一期举办全民阅读活动9场，第二期13场。",
        "首轮工程验收合格率94%，整改后工程验收合格率100%。",
        "年初村级流通点覆盖率为81%，年末村级流通点覆盖率达到92%。",
        "全市村级流通点覆盖率88%，我县92%。",
        "省级规定村级流通点覆盖率达到85%。",
        "山区村级流通点覆盖率87%。",
        "截至9月底新书上架及时率91%。",
        "占读者满意度调查发放问卷800份的四成。",
    ],
)
def test_一部分_别的范围_别的时候_不是这一格(text: str) -> None:
    made = _proofed(f"禾源县图书馆2025年度阅览室改造项目绩效自评报告\n{text}")
    assert [one.message for one in made.findings if one.code == "R06"] == []
