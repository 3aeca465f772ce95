"""报告里照抄自评表的表格：一行一个指标、一笔资金、一个一级指标，与表一格一格地比（R06）。"""

from __future__ import annotations

from pathlib import Path

import pytest

from perfxl import workbook
from perfxl.assess import assess_all
from perfxl.form.load import load_all
from perfxl.proof import proof_report
from perfxl.proof.text.read import report_of

# 全年预算 120 万元，其中当年财政拨款 100 万元、上年结转 20 万元；产出 49.5、效益 30、满意度 10 分，
# 总分 99.2；新购图书 ≥12000册、12350册，举办全民阅读活动 ≥24场、22场、5.5 分。
BOOK = Path(__file__).parent.parent.parent / "samples" / "良好的自评表.xlsx"
FOUND = assess_all(workbook.read(BOOK), load_all())

FUNDS = "资金见下表（单位：万元）。／资金名称｜年初预算数｜全年预算数｜全年执行数"
RATES = "指标完成情况见下表。／三级指标｜年度指标值｜实际完成值｜分值｜得分"
LEVELS = "得分见下表。／一级指标｜分值｜得分"


def _said(text: str) -> list[tuple[str, str, str]]:
    lines = text.replace("｜", "\t").replace("／", "\n")
    made = proof_report(report_of("报告.txt", lines), FOUND)
    return [(one.quote, one.expected, one.cells[0][-3:]) for one in made.findings]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            f"{RATES}／新购图书｜≥10200册｜13250册｜8｜8／读者满意度｜≥95%｜93.5%｜10｜9.8",
            ["12000册", "12350册", "≥90%", "10"],
        ),
        (f"{RATES}／改造工程完工时间｜2025年9月30日｜2025年9月28日｜5｜5", ["2025年9月18日"]),
        (f"{RATES}／全年进馆人次｜≥15万人次｜12.6万人次｜10｜10", ["16.2万人次"]),
        (
            f"{FUNDS}／其中：当年财政拨款｜100｜100｜94.6／上年结转资金｜20｜20｜20／合计｜120｜120｜114.6",
            ["96.4万元", "116.4万元"],
        ),
        (
            f"{LEVELS}／预算执行率｜10｜9.7／产出指标｜50｜48.5／效益指标｜30｜30／满意度｜10｜10／合计｜100｜98.2",
            ["49.5分", "99.2"],
        ),
        (
            "得分见下表。／一级指标｜二级指标｜三级指标｜得分／产出指标｜数量指标｜新购图书｜6.8",
            ["8"],
        ),
    ],
)
def test_写的与表不同(text: str, found: list[str]) -> None:
    assert [due.lstrip("≥") for _, due, _ in _said(text)] == [one.lstrip("≥") for one in found]


@pytest.mark.parametrize(
    "text",
    [
        f"{RATES}／新购图书｜12000册｜1.24万册｜8｜8.00／读者满意度｜90%以上｜0.935｜10｜10",
        f"{RATES}／改造工程完工时间｜9月底前｜2025-09-18｜5｜5／节约场地租金｜≥60000元｜63000元｜5｜5",
        f"{RATES}／产出指标｜—｜—｜50｜49.5",
        "上年指标完成情况见下表。／三级指标｜年度指标值｜实际完成值／新购图书｜≥9000册｜9120册",
        "指标完成情况见下表。／三级指标｜2024年完成值｜2025年完成值／新购图书｜9120册｜12350册",
        "指标完成情况见下表。／三级指标｜2025年指标值｜2024年完成值／新购图书｜12000册｜9120册",
        "各分馆完成情况见下表。／分馆｜指标｜完成值／东馆｜新购图书｜6100册／西馆｜新购图书｜6250册",
        "资金见下表（单位：元）。／资金名称｜全年预算数｜全年执行数／当年财政拨款｜1000000｜964000",
        "复核得分见下表。／一级指标｜分值｜得分／产出指标｜50｜47／效益指标｜30｜29",
        "子项目资金见下表（单位：万元）。／项目｜全年执行数／阅览室改造｜58.2／图书购置｜47.6／合计｜105.8",
        f"{LEVELS}／产出指标｜50｜49.5／效益指标｜30｜30／合计｜80｜79.5",
    ],
)
def test_写法不同_说的是别的_不报(text: str) -> None:
    assert _said(text) == []


def test_比过的数算进对照的账() -> None:
    text = f"{RATES}／新购图书｜12000册｜13250册｜8｜8".replace("｜", "\t").replace("／", "\n")
    count = proof_report(report_of("报告.txt", text), FOUND).count
    assert (count.agree, count.differ, count.missing) == (3, 1, 0)
