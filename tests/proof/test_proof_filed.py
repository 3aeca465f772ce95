"""与自评表对照，不只是找一样的数：说的是哪一格、哪一部分的得分、哪个等级、哪一年、哪个部门。"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from perfxl import workbook
from perfxl.assess import assess_all
from perfxl.form.load import load_all
from perfxl.proof import proof_report
from perfxl.proof.model import Finding
from perfxl.proof.text.read import report_of

# 禾源县图书馆 2025 年度：全年预算 120 万元，执行 116.4 万元，97%，9.7 分；产出 49.5、效益 30、
# 满意度 10 分，总分 99.2，优；读者满意度 93.5%，村级流通点覆盖率 92%，三级指标 15 条。
BOOK = Path(__file__).parent.parent.parent / "samples" / "良好的自评表.xlsx"
FOUND = assess_all(workbook.read(BOOK), load_all())


def _said(text: str) -> list[tuple[str, str]]:
    made = proof_report(report_of("报告.txt", text), FOUND)
    return [(one.quote, one.expected) for one in made.findings if one.code == "R06"]


@pytest.mark.parametrize(
    ("text", "quote", "due"),
    [
        ("全年预算120万元，执行114万元。", "执行114万元", "116.4万元"),
        ("预算执行率92%。", "预算执行率92%", "97%"),  # 92% 是流通点覆盖率
        ("读者满意度为97%。", "读者满意度为97%", "93.5%"),  # 97% 是执行率
        ("产出指标得50分。", "产出指标得50分", "49.5分"),
        ("效益指标得29分，满意度指标得10分。", "效益指标得29分", "30分"),
        ("数量指标得22分。", "数量指标得22分", "21.5分"),
        ("预算执行率得10分。", "预算执行率得10分", "9.7分"),
        ("“举办全民阅读活动”指标得6分。", "举办全民阅读活动”指标得6分", "5.5分"),
        ("项目自评等级为“良”。", "等级为“良", "优"),
        ("主管部门为禾源县教育局。", "禾源县教育局", "禾源县文化和旅游局"),
        ("实施单位：禾源县博物馆。", "禾源县博物馆", "禾源县图书馆"),
        ("本项目为2023年度专项资金项目。", "2023", "2025年"),
        ("本项目共设置三级指标18项。", "18项", "15条"),
        ("产出指标共设三级指标8项，满分50分。", "8项", "9条"),
        ("得分98.57分，等级优。", "得分98.57分", "99.2分"),
        ("本项目得分97.85分。", "本项目得分97.85分", "99.2分"),
        ("2024年度阅读推广项目绩效自评报告", "2024", "2025年度"),
        ("（2024年度）", "2024", "2025年度"),
    ],
)
def test_写的与表不同(text: str, quote: str, due: str) -> None:
    assert _said(text) == [(quote, due)]


def _r06(text: str, **cells: str) -> list[Finding]:
    """表里改了几格（`H7="0.9"`）以后，`text` 里与表不同的。"""
    grid = workbook.read(BOOK)
    first, sheet, *rest = grid.sheets
    changed = {
        place: cell._replace(raw=cells[cell.local], kind="number")
        for place, cell in sheet.cells.items() if cell.local in cells
    }  # fmt: skip
    filled = replace(sheet, cells={**sheet.cells, **changed})
    found = assess_all(replace(grid, sheets=(first, filled, *rest)), load_all())
    made = proof_report(report_of("报告.txt", text), found)
    return [one for one in made.findings if one.code == "R06"]


def test_算到小数末尾的_照格里显示的说() -> None:
    """执行率、总分是公式除出来的：格里存着 91.6666666666667%，显示 91.67%。"""
    text = "预算执行率95.3%。本项目得分97.85分。本项目自评得分98.42分。"
    said = _r06(text, H7="0.916666666666667", H29="98.4166666666667")
    assert [one.expected for one in said] == ["91.67%", "98.42分"]


def test_填的总分与核算的不同_照填的比() -> None:
    (said,) = _r06("本项目自评得分99.2分。", H29="98.2")
    assert "报告写 99.2分，自评表的总分是 98.2（绩效自评表!H29）" in said.message
    assert said.message.endswith("核算是 99.2")


@pytest.mark.parametrize(
    "text",
    [
        "全年预算120万元，执行116.4万元，预算执行率97%。",
        "读者满意度为93.5%，村级流通点覆盖率92%。",
        "青年读者满意度为97%。",  # 另一样
        "投诉办结率97%。",  # 表里没有这一样
        "产出指标（50分）得49.5分，效益指标得30分，满意度指标得10分，预算执行率得9.7分。",
        "产出指标50分，效益指标30分。",  # 说的是分值
        "一级指标“产出指标”满分50分，扣0.5分。",
        "自评总分99.2分，失0.8分。预算执行率0.3分、产出指标0.5分。",
        "上年自评得分96分。预算执行率9分、产出指标48分、效益指标29分、满意度指标10分。",
        "效益指标和满意度指标得40分。",
        "服务产出得8分。",
        "项目自评等级为“优秀”。",
        "上年自评等级为“良”。",
        "财政评价等级为“良”。",
        "主管部门为县文化和旅游局。",
        "主管部门为县文旅局，实施单位为县图书馆。",
        "2023年，主管部门为禾源县文化局。",
        "本项目共设置三级指标15项。",
        "产出指标共设三级指标9项，满分50分；效益指标共设三级指标5项，满分30分。",
        "本项目共设置三级指标16项，含预算执行率。",
        "本项目为2025年度专项资金项目。",
        "2024年，支出45万元用于前期设计。",
        "本项目得分99.2分，等级优。",
        "上年自评得分96分。",
        "财政评价得分90分，等级优。",
        "经第三方评价，综合得分95分，等级优。",
        "绘本馆项目得分85分，等级良。",
        "2026年阅读推广项目绩效自评报告",  # 2026 年写的，说的是 2025 年度
        "2024—2025年度阅读推广项目绩效评价报告",
    ],
)
def test_一样的_说的是别的_不报(text: str) -> None:
    assert _said(text) == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("24场全民阅读活动全部举办完毕。", {"R07"}),  # 目标 24场，实际 22场
        ("全面完成了24场全民阅读活动。", {"R07"}),
        ("22场全民阅读活动全部举办完毕。", set()),
        ("全民阅读活动计划24场，已办22场，全部免费开放。", set()),
    ],
)
def test_说全部做完_表里没有做到(text: str, codes: set[str]) -> None:
    made = proof_report(report_of("报告.txt", text), FOUND)
    assert {one.code for one in made.findings} == codes


@pytest.mark.parametrize(
    "text",
    [
        "总分100分，自评99.2分，等级为优。",  # 前一个是满分
        "读者满意度调查回收率98.50%。",  # 回收率不是满意度
        "全民阅读活动少2场。",  # 差额
        "举办全民阅读活动时有3场没有直播。",
    ],
)
def test_满分_另一个率_差额_没有做到的几个_不是那一格(text: str) -> None:
    assert _said(text) == []


def test_漏写了万_照表的单位说() -> None:
    (said,) = _r06("全年进馆人次16.2人次。")
    assert "报告写 16.2人次，自评表“全年进馆人次”是 16.2万人次（" in said.message
    assert said.expected == "16.2万人次"


def _all(text: str) -> list[tuple[str, str, str]]:
    made = proof_report(report_of("报告.txt", text), FOUND)
    return [(one.code, one.quote, one.expected) for one in made.findings]


def test_题目留着上年的_正文和表都是另一年() -> None:
    body = "2025年1月下达预算。2025年6月开工。2025年9月完工。2025年12月验收。"
    assert ("R16", "2024年", "2025年") in _all(f"禾源县2024年阅读推广项目绩效自评报告\n\n{body}")
    assert _all(f"禾源县2025年阅读推广项目绩效自评报告\n\n{body}") == []


def test_表里的执行数说成别的年份的() -> None:
    assert ("R16", "2024年全年执行数116.4万元", "2025年") in _all("2024年全年执行数116.4万元。")
    assert _all("2025年全年执行数116.4万元。") == []
    assert _all("2024年全年执行数98.2万元。") == []


def test_结余写0_表里没有用完() -> None:
    assert ("R08", "年末结余资金0万元", "3.6万元") in _all("年末结余资金0万元。")
    assert _all("上年结余资金0万元。") == []


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("项目资金已全部用完，年末无结余。", True),
        ("截至年底，资金没有结余。", True),
        ("培训费年末无结余。", False),
        ("上年没有结余。", False),
        ("年末资金没有结余，余下的3.6万元已由财政收回。", False),
        ("年末没有结余。剩余资金已上缴国库。", False),
    ],
)
def test_说没有结余_表里没有用完(text: str, *, due: bool) -> None:
    found = [quote for code, quote, _ in _all(text) if code == "R08"]
    assert bool(found) == due, found


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("全年举办全民阅读活动24场，参加者踊跃。", ["22场"]),  # 目标 24场，实际 22场
        ("全年举办全民阅读活动22场。", []),
        ("全年计划举办全民阅读活动24场。", []),
        ("举办全民阅读活动24场的任务没有完成，实际22场。", []),
        ("举办全民阅读活动不少于24场。", []),
    ],
)
def test_把目标抄成了结果(text: str, due: list[str]) -> None:
    assert [expected for code, _, expected in _all(text) if code == "R06"] == due
