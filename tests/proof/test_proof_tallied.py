"""说某类指标均得满分、几项都达到、超过的是哪几项，与自评表相反的说得出；说得对的、说的是别的不说。"""

from __future__ import annotations

from pathlib import Path

import pytest

from perfxl import workbook
from perfxl.assess import assess_all
from perfxl.form.load import load_all
from perfxl.proof import proof_report
from perfxl.proof.text.read import report_of

# 三级指标 15 条；“举办全民阅读活动”24场做了 22场，6 分得 5.5 分，别的都达到了、得了满分。
BOOK = Path(__file__).parent.parent.parent / "samples" / "良好的自评表.xlsx"
FOUND = assess_all(workbook.read(BOOK), load_all())


def _said(text: str) -> list[str]:
    made = proof_report(report_of("报告.txt", text), FOUND)
    return [one.quote for one in made.findings if one.code == "R07"]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("产出指标共9项三级指标，均得满分。", "产出指标共9项三级指标，均得满分"),
        ("数量指标全部得满分。", "数量指标全部得满分"),
        (
            "超过指标值的是读者满意度、举办全民阅读活动。",
            "超过指标值的是读者满意度、举办全民阅读活动",
        ),
        ("没有达到指标值的是读者满意度。", "没有达到指标值的是读者满意度"),
        ("可以计算完成率的13项指标都达到指标值。", "13项指标都达到指标值"),
    ],
)
def test_与表相反(text: str, quote: str) -> None:
    assert _said(text) == [quote]


@pytest.mark.parametrize(
    "text",
    [
        "效益指标、满意度指标均得满分。",
        "质量指标均得满分。",
        "除举办全民阅读活动外，其余各项指标均得满分。",
        "产出指标未能全部得满分。",
        "超过指标值的是读者满意度。",
        "没有达到指标值的是举办全民阅读活动。",
        "5项指标都达到指标值。",
        "力争下一年度各项指标均得满分。",
    ],
)
def test_说得对的_没有说死的_不说(text: str) -> None:
    assert _said(text) == []
