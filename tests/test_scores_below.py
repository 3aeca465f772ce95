"""目标、完成一块，分值、得分在下面另成一块的：照指标名称接起来读，不把下面一块的列名当作指标。"""

import pytest
from drawn import drawn

from perfxl.assess import Assessment, assess
from perfxl.filing.model import Filing
from perfxl.form.load import load_all
from perfxl.results.edits import edits

FORMS = load_all()
TEXT = """[自评]
2025年度项目支出绩效自评表 | < | < | < | < | <
项目名称 | 护林员补助 | < | < | < | <
主管部门 | 清泉县林业局 | < | 实施单位 | 清泉县林场 | <
项目资金（万元） | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
 | 年度资金总额 | 600 | 600 | 570 | 10 | 95% | 9.5
一、目标完成情况
序号 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值
1 | 产出指标 | 数量指标 | 聘用护林员人数 | ≥500人 | 480人
2 | ^ | 质量指标 | 补助发放准确率 | 100% | 100%
3 | ^ | 时效指标 | 每月发放时间 | 15日前 | 12日
4 | 效益指标 | 生态效益指标 | 森林火灾 | 0起 | 0起
5 | 满意度指标 | 服务对象满意度指标 | 护林员满意度 | ≥90% | 95%
二、得分情况
序号 | 三级指标 | 分值 | 得分 | 扣分原因 | <
1 | 聘用护林员人数 | 20 | 19.2 | 20人中途离岗未补 | <
2 | 补助发放准确率 | 20 | 20 | | <
3 | 每月发放时间 | 10 | 10 | | <
4 | 森林火灾 | 30 | 30 | | <
5 | 护林员满意度 | 10 | 10 | | <
 | 合计 | 100 | 98.7 | | <
"""


def _made(**change: str) -> Assessment:
    return assess(drawn(TEXT, change), FORMS)


def _scores(filing: Filing) -> list[tuple[str, str]]:
    rows = filing.indicators
    return [
        (row.weight.value.shown, row.points.value.shown)
        for row in rows
        if row.weight and row.points
    ]


def test_照名称接起来() -> None:
    made = _made()
    filing = made.filing
    assert [row.level1.value for row in filing.indicators[1:3]] == ["产出指标"] * 2
    assert _scores(filing) == [
        ("20", "19.2"),
        ("20", "20"),
        ("10", "10"),
        ("30", "30"),
        ("10", "10"),
    ]
    first = filing.indicators[0]
    assert first.reason is not None
    assert first.reason.value == "20人中途离岗未补"
    assert first.points is not None
    assert first.points.cell.local == "D15"
    assert filing.total is not None
    assert (filing.total.cell.local, filing.total.value.shown) == ("D20", "98.7")
    assert [line.name.value for line in filing.funds] == ["年度资金总额"]
    assert filing.unused == ()
    assert not {"A02", "F04", "P06", "T20"} & {one.code for one in made.findings}


def test_次序不同也照名称_说的是原来的格() -> None:
    made = _made(
        B15="森林火灾",
        C15="30",
        D15="30",
        B18="聘用护林员人数",
        C18="20",
        D18="20",
        E15="",
        E18="少20人",
    )
    [line] = [one.line() for one in made.findings if one.code == "P02"]
    assert "自评!D18" in line
    assert "480÷500,1)×20=19.2" in line


def test_名称对不上的不接() -> None:
    filing = _made(B16="补助足额率").filing
    assert filing.indicators[0].points is None


def test_名称前面写着序号的也对得上() -> None:
    made = _made(B15="1.聘用护林员人数", D9="（2）补助发放准确率")
    assert _scores(made.filing) == _scores(_made().filing)
    assert made.filing.unused == ()


RATE = TEXT.replace(" | 合计 |", "6 | 预算执行率 | 10 | 9.5 | | <\n | 合计 |")
BARE = RATE.replace("分值 | 执行率 | 得分", "执行率 | |")
UNSCORED = BARE.replace("| 10 | 95% | 9.5", "| 95% | |")


@pytest.mark.parametrize("text", [RATE, UNSCORED])
def test_下面另有预算执行率一行的_是资金总额的分(text: str) -> None:
    made = assess(drawn(text), FORMS)
    filing, plain = made.filing, _made()
    assert _scores(filing) == _scores(plain.filing)
    line = filing.total_fund
    assert line is not None
    assert line.points is not None
    assert line.points.value.shown == "9.5"
    assert filing.total is not None
    assert filing.total.value.shown == "98.7"
    assert filing.unused == ()
    assert {one.code for one in made.findings} == {one.code for one in plain.findings}


def test_两处执行率的得分不一样_不悄悄丢开一处() -> None:
    made = assess(drawn(RATE.replace("预算执行率 | 10 | 9.5", "预算执行率 | 10 | 9")), FORMS)
    assert "P06" in {one.code for one in made.findings}


def test_得分一块里少了一条_指着它的名称说() -> None:
    made = assess(drawn(TEXT.replace("4 | 森林火灾 | 30 | 30 | | <\n", "")), FORMS)
    [line] = [one.line() for one in made.findings if one.code == "F04"]
    assert "自评!D11 F04 三级指标“森林火灾”没有填分值、得分" in line
    assert "那一块里没有这一条" in line
    assert made.filing.unused == ()
    assert [one.fixes for one in made.findings if one.fixes] == []
    assert not any("D11" in str(value) or "(11, 4)" in str(value) for value in edits(made).values)


def test_两个二级指标下面同名的_照次序接() -> None:
    twice = TEXT.replace("聘用护林员人数", "及时率").replace("每月发放时间", "及时率")
    filing = assess(drawn(twice), FORMS).filing
    assert _scores(filing) == _scores(_made().filing)
    assert filing.unused == ()


@pytest.mark.parametrize("row", [" | | | | | <\n", " | 小计 | 50 | 49.2 | | <\n"])
def test_隔着空行_小计的_不接一半(row: str) -> None:
    """接一半，下面几条就成了没有得分；宁可不接，各条都说出来。"""
    apart = TEXT.replace("4 | 森林火灾 | 30", row + "4 | 森林火灾 | 30")
    made = assess(drawn(apart), FORMS)
    assert all(one.points is None for one in made.filing.indicators[:3])
    assert not any("那一块里没有这一条" in one.line() for one in made.findings)
