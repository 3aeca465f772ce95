"""目标块的两个栏名各地叫法不同：照字认，内容在下面或右边，栏名不当内容。"""

import pytest
from drawn import drawn

from perfxl.filing.model import Filing
from perfxl.form.load import load_all
from perfxl.read import read

FORMS = load_all()
_TOP = """
[Sheet1]
项目支出绩效自评表 | < | < | < | < | < | < | < | <
（2024年度） | < | < | < | < | < | < | < | <
项目名称 | < | 老街路灯改造 | < | < | < | < | < | <
主管部门 | < | 柳河县住建局 | < | < | 实施单位 | < | 柳河县路灯所 | <
项目资金（万元） | < | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
^ | < | 年度资金总额 | 30 | 30 | 30 | 10 | 100% | 10
"""
_BOTTOM = """
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因
^ | 产出指标 | 数量指标 | 更换灯具 | ≥80盏 | 80盏 | 90 | 90 |
总分 | < | < | < | < | < | 100 | 100 |
"""
GOAL, DONE = "更换老街灯具80盏", "已更换80盏，亮灯率99%"
_PAIRS = [
    ("预期目标", "年度总体目标完成情况综述"),
    ("年度预期目标", "具体完成情况"),
    ("项目年度目标", "年度目标完成情况"),
    ("年初设定的绩效目标", "绩效目标实现情况"),
    ("本年度绩效目标", "全年实际完成情况说明"),
    ("总体目标", "总体目标完成情况"),
    ("预期目标", "实际完成目标"),
    ("采购目标", "采购目标完成情况"),
    ("服务目标", "服务完成情况"),
    ("预期总目标", "实际完成总目标"),
    ("目标内容", "目标完成情况说明"),
    ("年度总体目标（1）", "年度总体目标达成情况（附说明）"),
]
# 版式：两个栏名并排、内容在下面；并排、内容各在右边；上下摞着；左边有没有整块的名称。
_LAYOUTS = {
    "并排_下面": "年度总体目标 | {0} | < | < | {1} | < | < | < | <\n"
    "^ | {2} | < | < | {3} | < | < | < | <",
    "并排_没有块名": "{0} | < | < | < | {1} | < | < | < | <\n{2} | < | < | < | {3} | < | < | < | <",
    "并排_右边": "{0} | {2} | < | < | {1} | < | {3} | < | <",
    "并排_隔着空行": "年度总体目标 | {0} | < | < | {1} | < | < | < | <\n"
    "^ | | | | | | | | \n^ | {2} | < | < | {3} | < | < | < | <",
    "摞着": "{0} | < | {2} | < | < | < | < | < | <\n{1} | < | {3} | < | < | < | < | < | <",
    "摞着_块名也是完成情况": "年度目标完成情况 | {0} | {2} | < | < | < | < | < | <\n"
    "^ | {1} | {3} | < | < | < | < | < | <",
    "写在一格里": "{0}：{2} | < | < | < | < | < | < | < | <\n"
    "{1}：{3} | < | < | < | < | < | < | < | <",
}


def _read(block: str, goal: str = GOAL, done: str = DONE) -> Filing:
    return read(drawn(_TOP + block.format("预期目标", "实际完成情况", goal, done) + _BOTTOM), FORMS)


@pytest.mark.parametrize("pair", _PAIRS, ids="、".join)
@pytest.mark.parametrize("layout", _LAYOUTS)
def test_两个栏名照字认(pair: tuple[str, str], layout: str) -> None:
    block = _LAYOUTS[layout].format(*pair, GOAL, DONE)
    filing = read(drawn(_TOP + block + _BOTTOM), FORMS)
    assert filing.goal is not None
    assert filing.achievement is not None
    assert (filing.goal.value, filing.achievement.value) == (GOAL, DONE)
    assert len(filing.funds) == 1  # 栏名不当资金名称


@pytest.mark.parametrize(
    "pair",
    [
        ("预期目标", "实施情况"),
        ("年度目标", "目标达成度"),
        ("预期目标", "实际产出和效果"),
        ("预期绩效", "完成情况"),
        ("年初设定情况", "完成情况"),
    ],
    ids="、".join,
)
@pytest.mark.parametrize("layout", ["并排_下面", "并排_没有块名"])
def test_并排的两栏_认得一栏就认得另一栏(pair: tuple[str, str], layout: str) -> None:
    filing = read(drawn(_TOP + _LAYOUTS[layout].format(*pair, GOAL, DONE) + _BOTTOM), FORMS)
    assert filing.goal is not None
    assert filing.achievement is not None
    assert (filing.goal.value, filing.achievement.value) == (GOAL, DONE)
    assert not filing.unused


@pytest.mark.parametrize("name", ["资金使用情况", "年中调整情况", "存在问题情况"])
def test_并排的另一块不当完成情况(name: str) -> None:
    filing = _read(_LAYOUTS["并排_下面"].replace("{1}", name))
    assert filing.achievement is None or filing.achievement.value != DONE
    assert filing.goal is not None
    assert filing.goal.value == GOAL


@pytest.mark.parametrize("layout", _LAYOUTS)
def test_没有写内容的_栏名不当内容(layout: str) -> None:
    filing = _read(_LAYOUTS[layout], goal="", done="")
    assert filing.goal is None or filing.goal.value == ""
    assert filing.achievement is None or filing.achievement.value == ""


@pytest.mark.parametrize("written", ["全部完成年度目标", "完成年度目标", "已实现"])
def test_话里有目标二字的是内容(written: str) -> None:
    filing = _read(_LAYOUTS["并排_下面"], done=written)
    assert filing.achievement is not None
    assert filing.achievement.value == written


def test_两个栏名下面没有写内容的一行() -> None:
    """栏名下面紧接着就是指标的表头：表头不当内容。"""
    filing = _read("年度总体目标 | {0} | < | < | {1} | < | < | < | <")
    assert filing.goal is not None
    assert filing.goal.value == ""
    assert [each.name.value for each in filing.indicators] == ["更换灯具"]


def test_四川的栏名照印的读() -> None:
    """块名、栏名都是“年度目标完成情况”：目标不取自完成情况，也不报没有写目标。"""
    text = """
[自评表]
部门预算项目支出绩效自评表（2023年度） | < | < | < | < | < | < | < | < | < | <
项目名称 | 河堤巡护 | < | < | < | < | < | < | < | < | <
主管部门 | 大泉县水利局 | < | < | < | 实施单位（盖章） | 大泉县河道所 | < | < | < | <
年度目标完成情况 | 项目年度目标 | < | < | < | < | 年度目标完成情况 | < | < | < | <
^ | 巡护河堤36公里 | < | < | < | < | 巡护37公里 | < | < | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 完成值 | 权重 | 得分
^ | 产出指标 | 数量指标 | 巡护河堤长度 | ≥ | 36 | 公里 | 37 | 90 | 90
合计 | < | < | < | < | < | < | < | 100 | |
"""
    filing = read(drawn(text), FORMS)
    assert (filing.goal and filing.goal.value) == "巡护河堤36公里"
    assert (filing.achievement and filing.achievement.value) == "巡护37公里"


_SHORT = {
    "块名右边_上下摞着": "年度绩效目标 | 目标 | {0} | < | < | < | < | < | <\n"
    "^ | 完成情况 | {1} | < | < | < | < | < | <",
    "块名右边_左右并排": "绩效目标 | < | 预期 | < | < | < | 实际 | < | <\n"
    "^ | ^ | {0} | < | < | < | {1} | < | <",
    "块名右边_内容各在右边": "绩效目标 | 预期 | {0} | < | < | 实际 | {1} | < | <",
    "没有块名_上下摞着": "目标 | {0} | < | < | < | < | < | < | <\n"
    "完成 | {1} | < | < | < | < | < | < | <",
    "目标下面写目标达成": "年度目标 | < | {0} | < | < | < | < | < | <\n"
    "目标达成 | < | {1} | < | < | < | < | < | <",
    "总体目标下面写实际完成": "总体目标 | {0} | < | < | < | < | < | < | <\n"
    "实际完成 | {1} | < | < | < | < | < | < | <",
}


@pytest.mark.parametrize("block", _SHORT.values(), ids=_SHORT)
def test_只写一两个词的栏名_不当内容(block: str) -> None:
    filing = read(drawn(_TOP + block.format(GOAL, DONE) + _BOTTOM), FORMS)
    assert (filing.goal and filing.goal.value) == GOAL
    assert (filing.achievement and filing.achievement.value) == DONE
    assert not filing.unused  # 栏名、内容都有交代


def test_只写目标两个字_右边是一句话的_没有完成情况也读() -> None:
    filing = read(drawn(_TOP + f"目标 | {GOAL} | < | < | < | < | < | < | <" + _BOTTOM), FORMS)
    assert (filing.goal and filing.goal.value, filing.achievement) == (GOAL, None)
    assert not filing.unused


@pytest.mark.parametrize("written", ["完成", "目标完成", "实现", "达成"])
@pytest.mark.parametrize("layout", _LAYOUTS)
def test_完成情况只写一个词的_是内容(layout: str, written: str) -> None:
    filing = _read(_LAYOUTS[layout], done=written)
    assert (filing.goal and filing.goal.value) == GOAL
    assert (filing.achievement and filing.achievement.value) == written


@pytest.mark.parametrize("head", ["完成情况", "年度完成情况", "实际完成情况"])
def test_目标一行紧挨着指标表头_完成情况横盖着完成值_不是表头的上半(head: str) -> None:
    block = f"年度总体目标 | < | {GOAL} | < | < | {head} | < | {DONE} | <"
    bottom = """
一级指标 | 二级指标 | 三级指标 | 分值 | 计划值 | 实际值 | 评分标准 | 自评分 | 偏差原因
产出指标 | 数量指标 | 更换灯具 | 90 | ≥80盏 | 80盏 | 按比例 | 90 |
总分 | < | < | 100 | | | | 100 |
"""
    filing = read(drawn(_TOP + block + bottom), FORMS)
    assert (filing.goal and filing.goal.value) == GOAL
    assert (filing.achievement and filing.achievement.value) == DONE
    assert [each.actual.value.raw for each in filing.indicators] == ["80盏"]


def test_只写目标两个字_同一行还有完成情况的() -> None:
    block = f"目标 | < | {GOAL} | < | 完成情况 | < | {DONE} | < | <"
    filing = read(drawn(_TOP + block + _BOTTOM), FORMS)
    assert filing.goal
    assert filing.achievement
    assert (filing.goal.value, filing.achievement.value) == (GOAL, DONE)


@pytest.mark.parametrize("label", ["年度目标", "年度绩效目标", "绩效目标", "年度总体目标"])
def test_申报表的目标一行紧挨着指标表头_右边写着内容(label: str) -> None:
    filing = read(
        drawn(f"""
[申报]
项目支出绩效目标申报表 | < | < | < | < | <
（2025年度） | < | < | < | < | <
项目名称 | < | 老街路灯改造 | < | < | <
主管部门 | < | 柳河县住建局 | < | 实施单位 | 柳河县路灯所
项目资金（万元） | < | 年度资金总额 | < | 30 | <
{label} | < | {GOAL} | < | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | < | 指标值
^ | 产出指标 | 数量指标 | 更换灯具 | < | ≥80盏
"""),
        FORMS,
    )
    assert (filing.goal and filing.goal.value) == GOAL
    roles = {each.cell.raw: each.what for each in filing.readings}
    assert roles["更换灯具"].startswith("三级指标")
