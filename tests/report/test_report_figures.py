"""每个数都套着内容控件，写着单元格；引用、校对。"""

from __future__ import annotations

from pathlib import Path

import pytest
import reportcase as case

from perfxl.report.marks import Ledger, bare, tokens
from perfxl.report.sentences.proof import loose_numbers

W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"


def test_数在哪一格(tmp_path: Path) -> None:
    made = case.made(tmp_path)
    controls = made.controls()
    assert ("绩效自评表!E6", "绩效自评表!E6", "1180.5") in controls
    assert ("绩效自评表!F15", "绩效自评表!F15", "2,335") in controls
    rate = next(one for one in controls if one[2] == "93.4%" and "算自" in one[0])
    assert rate[0] == "受训农户人次完成率（算自 绩效自评表!E15、绩效自评表!F15）"
    assert rate[1] == "绩效自评表!E15、绩效自评表!F15"


def test_控件合规_编号不重复_样子不变(tmp_path: Path) -> None:
    root = case.made(tmp_path).part()
    numbers = [one.get(f"{case.W}val") for one in root.iter(f"{case.W}id")]
    assert numbers
    assert len(numbers) == len(set(numbers))
    for control in root.iter(f"{case.W}sdt"):
        look = control.find(f"{case.W}sdtPr")
        assert look is not None
        names = [one.tag.rpartition("}")[2] for one in look]
        assert names == ["alias", "tag", "id", "appearance"]
        assert look[3].get(f"{W15}val") == "hidden"
        values = [look[0].get(f"{case.W}val"), look[1].get(f"{case.W}val")]
        assert all(one is not None and 0 < len(one) <= 64 for one in values)
        runs = control.findall(f"{case.W}sdtContent/{case.W}r")
        assert len(runs) == 1
        assert runs[0].find(f"{case.W}rPr/{case.W}rFonts") is not None
    assert "w15" in (
        root.get("{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable") or ""
    )


def test_印出来的数都交代了(tmp_path: Path) -> None:
    made = case.made(tmp_path)
    shown = {(one.text, one.cells) for one in made.rendered.figures}
    assert ("97.14", ("绩效自评表!H23",)) in shown
    assert {text for _, _, text in made.controls()} == {text for text, _ in shown}
    assert not any("计分" in one.title for one in made.rendered.figures)  # 没印的不算


def test_引用带单位_不重复单位(tmp_path: Path) -> None:
    text = (
        "疏浚【渠道疏浚长度】，上年【渠道疏浚长度|上年】，只要数【渠道疏浚长度｜数】公里；"
        "【参建企业】家企业；人次【受训农户人次】，指标值【受训农户人次|指标值】，"
        "完成率【受训农户人次|完成率】，得【受训农户人次|得分】；"
        "预算【全年预算数】，【执行率】，【总分】，满意度【受益农户满意度】。"
    )
    made = case.made(tmp_path, case.grid(narratives={"项目概况": text}))
    assert (
        "疏浚86.4公里，上年72.0公里，只要数86.4公里；7家企业；人次2,335人次，指标值≥2500人次，"
        "完成率93.4%，得7.47分；预算1180.5万元，90.00%，97.14分，满意度93.4%。"
    ) in made.paragraphs
    assert made.rendered.loose == ()


def test_认不得的引用照原样并说明(tmp_path: Path) -> None:
    text = "【没有的】；【参建企业|上年】；【农田灌溉水利用条件|数】。"
    made = case.made(tmp_path, case.grid(narratives={"项目概况": text}))
    assert text in made.paragraphs
    first, second, third = made.rendered.loose
    assert "没有名称为【没有的】的数据项、三级指标或资金" in first
    assert "【参建企业|上年】对应的单元格是空的" in second
    assert "【农田灌溉水利用条件|数】对应的单元格是空的" in third
    assert all(one.startswith("报告文字“项目概况”（报告文字!B2）：") for one in made.rendered.loose)


def test_照指标值写的数_说出引用哪一个(tmp_path: Path) -> None:
    text = "培训人次没有达到2500人次的目标。"
    made = case.made(tmp_path, case.grid(narratives={"项目概况": text}))
    (said,) = made.rendered.loose
    assert "2500 与“受训农户人次|指标值”的数相同" in said


def test_同名的不猜(tmp_path: Path) -> None:
    rows = (*case.INDICATORS, case.INDICATORS[-1])
    grid = case.grid(indicators=rows, narratives={"项目概况": "满意度【受益农户满意度】。"})
    made = case.made(tmp_path, grid)
    assert "满意度【受益农户满意度】。" in made.paragraphs
    assert "名称【受益农户满意度】有 2 处，不知道引用哪一处" in made.rendered.loose[0]


@pytest.mark.parametrize(
    "text",
    [
        "2019年3月10日，2019年度，截至2019年12月底，2021-2025年，2022年2月，3月15日",
        "根据粤财行〔2019〕64号、（2019）64号、河市监〔2019〕405号文",
        "1. 第一项\n2、第二项\n（1）小项\n一、大项",
        "按《指南（2019）第3版》和“3.15消费者权益保护日”“十百千”工程",
        "4·26知识产权宣传周，“十四五”规划，第十三次、第3批，附件2，表1",
        "G20峰会、5G网络、H5页面、COVID-19",
        "发现问题：（1）资料不全；（2）进度偏慢。",
    ],
)
def test_不算数的(text: str) -> None:
    assert list(loose_numbers(text, "某栏", {})) == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("专利申请量4547件。", ["4547"]),
        ("同比增长16.05%，比上年增加0.25件。", ["16.05%", "0.25"]),
        ("全年预算数16,152.27万元，执行数 15680 万元。", ["16,152.27万元", "15680 万元"]),
        ("2019年完成11笔共6670万元。", ["11", "6670万元"]),
        ("按1:1的比例配套。", ["1", "1"]),
        ("2019年，我市610万专项资金已使用400.996万元。", ["610万", "400.996万元"]),
    ],
)
def test_没有单元格的数都列出来(text: str, shown: list[str]) -> None:
    found = list(loose_numbers(text, "某栏", {}))
    assert len(found) == len(shown)
    for line, number in zip(found, shown, strict=True):
        assert line.startswith("某栏：“")
        assert f"里的 {number} 表里没有对应的单元格" in line


def test_碰巧相同的提示可以引用() -> None:
    (line,) = loose_numbers("执行数15,680.45万元。", "某栏", {"15680.45": "全年执行数"})
    assert "与“全年执行数”的数相同；说的就是它，请改写成【全年执行数】" in line


def test_数碰巧相同_说的是别的事_不叫改写成它() -> None:
    (line,) = loose_numbers("预算完成情况达到100%。", "某栏", {"100": "政府采购比例"})
    assert "说的就是它才改写成【政府采购比例】，不是的请核对" in line


def test_分项资金的数表里有_不说没有(tmp_path: Path) -> None:
    text = "当年财政拨款980.5万元，年中收回17.5万元。"
    made = case.made(tmp_path, case.grid(narratives={"项目概况": text}))
    filed, loose = made.rendered.loose
    assert "与“当年财政拨款全年预算数”的数相同；不能引用，表里改了，这里要跟着改" in filed
    assert "17.5万元 表里没有对应的单元格" in loose


def test_引用过的不再列() -> None:
    ledger = Ledger()
    text = f"执行数{ledger.mark('15680.45', '全年执行数', ['表!F1'])}万元，另有3项。"
    (line,) = loose_numbers(text, "某栏", {})
    assert "里的 3 " in line
    assert "执行数15680.45万元" in line


def test_坏掉的记号只留文字() -> None:
    ledger = Ledger()
    marked = ledger.mark("684", "预算", ["表!A1"])
    broken = f"前{marked[:2]}后{marked[3:]}"
    assert not any(0xF5000 <= ord(one) <= 0xF501F for one in bare(broken))
    assert all(one.kind == "text" for one in tokens(broken))
