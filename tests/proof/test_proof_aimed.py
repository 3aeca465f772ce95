"""目标、预算只写在自评表里的：比目标多几、完成几成、达没达到、结余几，照表算。"""

from __future__ import annotations

from pathlib import Path

import pytest
from casebook import GOOD
from drawn import drawn
from test_proof_filed import FOUND

from perfxl import workbook
from perfxl.assess import assess_all
from perfxl.form.load import load, load_all
from perfxl.proof import proof_report
from perfxl.proof.text.read import report_of

# 表里：新购图书 12000册→12350册，阅读活动 24场→22场，读者满意度 90%→93.5%，编目准确率 98%→99.2%，
# 图书平均单价 ≤45元→43.6元；预算 120万元，执行 116.4万元，上年结转 20万元。

# 广东专项资金的表，两列叫“安排资金”“累计支出”：684万元、452.496万元。
BOOK = next((Path(__file__).parent.parent.parent / "samples").glob("*/河源市2019*.xlsx"))
SPECIAL = assess_all(workbook.read(BOOK), load_all())


def _said(text: str) -> list[tuple[str, str]]:
    made = proof_report(report_of("报告.txt", text), FOUND)
    return [(one.code, one.expected) for one in made.findings]


@pytest.mark.parametrize(
    ("text", "code", "due"),
    [
        ("新购图书12350册，比目标多530册。", "R03", "350"),
        ("新购图书12350册，其中少儿图书4100册；较目标多530册。", "R03", "350"),
        ("举办全民阅读活动22场，每场1200元。缺3场。", "R03", "2"),
        ("读者满意度93.5%，比目标低3.5个百分点。", "R07", ""),
        ("读者满意度93.5%，比目标高5.3个百分点。", "R03", "3.5"),
        ("图书编目准确率99.2%，超过目标2.1个百分点。", "R03", "1.2"),
        ("举办全民阅读活动22场，完成目标的96.7%。", "R06", "91.67%"),
        ("举办全民阅读活动22场，完成率96%。", "R02", "92%"),
        ("举办全民阅读活动22场，圆满完成年度任务。", "R07", ""),
        ("读者满意度93.5%，未达到年度目标。", "R07", ""),
        ("新购图书12350册，低于目标值。", "R07", ""),
        ("图书平均单价43.6元，未达到目标。", "R07", ""),
        ("全年支出116.4万元，执行率98%。", "R06", "97%"),
        ("全年支出116.4万元，执行率97%，结余6.3万元。", "R06", "3.6"),
        ("全年预算120万元，其中当年财政拨款100万元、上年结转200万元。", "R06", "20万元"),
        ("改造后带动社会投入582万元，是财政资金的7倍。", "R03", "5倍"),
    ],
)
def test_照表算不对的(text: str, code: str, due: str) -> None:
    assert (code, due) in _said(text)


@pytest.mark.parametrize(
    "text",
    [
        "新购图书12350册，比目标多350册，超额完成任务。",
        "读者满意度93.5%，比目标高3.5个百分点，达到年度目标。",
        "举办全民阅读活动22场，完成目标的91.7%，未完成年度任务。",
        "举办全民阅读活动22场，比目标少2场。",
        "图书平均单价43.6元，低于目标值，达到年度目标。",
        "全年支出116.4万元，执行率97%，结余3.6万元。",
        "新购图书12350册，比省定标准多850册。",
        "新购图书12350册，2026年力争完成14000册的目标。",
        "举办全民阅读活动22场，其中村级6场，村级完成任务。",
        "带动社会投入582万元，是财政资金的5倍。",
        "自评采用百分制，其中产出指标50分、效益指标30分、满意度指标10分。",
        "较目标少2场，主要是场地改造。",
        "图书购置支出47.6万元，执行率99.2%，结余0.4万元；阅读活动支出10.6万元，结余1.4万元。",
        "全年进馆16.2万人次，比2024年的14.8万人次增长9.5%，超过年度目标。",
        "举办全民阅读活动22场，距目标还差2场，计划2026年补齐2场。",
        "读者满意度93.5%，未达到省里95%的标杆。",
        "新购图书12350册，其中少儿图书4100册，少了300册。",
    ],
)
def test_照表算对的(text: str) -> None:
    assert _said(text) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "全年支出452.496万元，执行率98%。",
            "452.496万元÷自评表的安排资金 684万元＝66%，写的是 98%",
        ),
        (
            "全年支出452.496万元，执行率66.16%，结余6.3万元。",
            "自评表的安排资金 684万元 减去 452.496万元 是 231.504，写的是 6.3万元",
        ),
        (
            "改造后带动社会投入1809.984万元，是财政资金的7倍。",
            "1809.984万元÷累计支出 452.496万元＝4倍，写的是 7倍",
        ),
        (
            "2018年支出400万元，2019年比2018年增长30%。",
            "400万元 到累计支出 452.496万元 是 13%，写的是 30%",
        ),
    ],
)
def test_列名照表样的(text: str, said: str) -> None:
    made = proof_report(report_of("报告.txt", text), SPECIAL)
    assert said in [one.message for one in made.findings]


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({"E17": "90万元"}, "项目总成本88.65万元，达到目标。"),
        ({"D17": "设备故障率", "E17": "5%", "F17": "3%"}, "设备故障率3%，完成年度目标。"),
        (
            {"D17": "平均等候时间", "E17": "30分钟", "F17": "25分钟"},
            "平均等候时间25分钟，比目标缩短5分钟，超额完成目标。",
        ),
        ({}, "改造阅览室1236平方米，超目标3%，添置图书15120册，超目标0.8%。"),
        ({}, "改造阅览室1236平方米，采购书架86组，超计划7.5%。"),
    ],
)
def test_没有写方向的成本_故障率_等候时间_低的好(change: dict[str, str], text: str) -> None:
    book = assess_all(drawn(GOOD, change, file="x.xlsx"), [load("mof-2020")])
    made = proof_report(report_of("报告.txt", text), book)
    assert [one.message for one in made.findings] == []


def test_一句话说反了只说一次() -> None:
    assert _said("读者满意度93.5%，未达到目标。") == [("R07", "")]


def test_完成值只写数的_照指标值的单位() -> None:
    book = assess_all(drawn(GOOD, {}, file="x.xlsx"), [load("mof-2020")])
    made = proof_report(report_of("报告.txt", "添置图书15120册，比目标多210册。"), book)
    assert [(one.code, one.expected) for one in made.findings] == [("R03", "120")]


def test_万册与册差着的照万册写() -> None:
    book = assess_all(drawn(GOOD, {}, file="x.xlsx"), [load("mof-2020")])
    made = proof_report(report_of("报告.txt", "添置图书15120册，借阅15万册。"), book)
    assert "15000万册" not in [one.expected for one in made.findings]


def test_没有自评表的不看() -> None:
    made = proof_report(report_of("报告.txt", "新购图书12350册，比目标多530册。"))
    assert made.findings == ()
