"""工作簿里有几份自评表的：照题目、文件名里的项目名称认出报告写的是哪一份，说一句；认不出的也说。"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from perfxl import workbook
from perfxl.assess import assess_all
from perfxl.filing.model import Filing
from perfxl.form.load import load_all
from perfxl.proof import proof_report
from perfxl.proof.document import shares
from perfxl.proof.text.read import report_of

BOOK = Path(__file__).parent.parent.parent / "samples" / "良好的自评表.xlsx"
(ONE,) = assess_all(workbook.read(BOOK), load_all())
WRONG = "预算执行率95.3%。产出指标得50分。"  # 自评表是 97%、49.5 分


def _named(name: str, unit: str = "禾源县图书馆") -> Filing:
    filing = ONE.filing
    assert filing.name is not None
    assert filing.unit is not None
    return replace(
        filing, name=filing.name._replace(value=name), unit=filing.unit._replace(value=unit)
    )


def _proofed(file: str, text: str, *filings: Filing) -> tuple[list[str], str]:
    found = tuple(replace(ONE, scored=replace(ONE.scored, filing=one)) for one in filings)
    made = proof_report(report_of(file, text.replace("／", "\n")), found)
    return [one.expected for one in made.findings if one.code == "R06"], shares(made)


OTHERS = (_named("全民阅读推广"), _named("古籍修复"), _named("阅读推广"))


@pytest.mark.parametrize(
    ("file", "text", "name"),
    [
        ("报告.txt", f"禾源县2025年度古籍修复项目绩效自评报告／{WRONG}", "古籍修复"),
        ("县图书馆-全民阅读推广-自评报告.txt", f"绩效自评报告／{WRONG}", "全民阅读推广"),
        ("报告.txt", f"2025年度绩效自评报告／项目名称：阅读推广／{WRONG}", "阅读推广"),
    ],
)
def test_照题目或文件名认出一份(file: str, text: str, name: str) -> None:
    found, said = _proofed(file, text, *OTHERS)
    assert found == ["97%", "49.5分"]
    assert said.startswith(f"工作簿里有 3 份自评表，照“{name}”一份核对；")


def test_同名的看单位() -> None:
    same = (_named("古籍修复"), _named("古籍修复", "禾源县博物馆"))
    _, said = _proofed("报告.txt", f"禾源县博物馆2025年度古籍修复项目绩效自评报告／{WRONG}", *same)
    assert "照“古籍修复”一份核对" in said
    _, said = _proofed("报告.txt", f"2025年度古籍修复项目绩效自评报告／{WRONG}", *same)
    assert "看不出报告写的是哪一份" in said


@pytest.mark.parametrize(
    "text",
    [f"2025年度绩效自评报告／{WRONG}", f"古籍修复、全民阅读推广项目绩效自评报告／{WRONG}"],
)
def test_认不出的说一句_不当作核对过(text: str) -> None:
    _, said = _proofed("报告.txt", text, *OTHERS)
    assert "题目、文件名里看不出报告写的是哪一份" in said


def test_只有一份的不用说() -> None:
    assert "份自评表" not in _proofed("报告.txt", WRONG, ONE.filing)[1]
