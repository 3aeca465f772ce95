"""调整写成增减的：预算安排 50、预算调整 -10，全年预算数是 40，执行率照 40 算。"""

import pytest
from drawn import drawn

from perfxl.assess import Assessment, assess
from perfxl.form.load import load

FORMS = [load("mof-2020")]
TABLE = """
[自评]
项目支出绩效自评表 | < | < | < | < | < | <
（2024年度） | < | < | < | < | < | <
项目名称 | 老人康复救助 | 主管部门 | 青石县民政局 | 实施单位 | 青石县养老中心 |
项目资金（万元） | {base} | {change} | 实际支出 | 分值 | 执行率 | 得分
年度资金总额 | 50 | -10 | 36 | 10 | 90% | 9
财政资金 | 30 | -10 | 18 | — | 90% | —
其他资金 | 20 | 0 | 18 | — | 90% | —
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
产出指标 | 数量指标 | 救助老人 | ≥80人 | 82人 | 50 | 50
效益指标 | 社会效益指标 | 受益家庭 | ≥80户 | 82户 | 30 | 30
满意度指标 | 服务对象满意度指标 | 家属满意度 | ≥90% | 93% | 10 | 10
总分 | < | < | < | < | 100 | 99
"""


def _assessed(base: str, change: str, **cells: str) -> Assessment:
    return assess(drawn(TABLE.format(base=base, change=change), cells), FORMS)


def _said(made: Assessment) -> list[str]:
    return [f"{found.code} {found.message}" for found in made.findings if found.code[0] == "M"]


@pytest.mark.parametrize("base", ["预算安排", "年初预算数", "批复预算"])
@pytest.mark.parametrize(
    "change", ["预算调整", "年中追加（减）", "预算增减额", "调整（+/-）", "追加"]
)
def test_年初加增减是全年预算数(base: str, change: str) -> None:
    made = _assessed(base, change)
    shown = [
        (line.initial.value.shown, line.budget.value.shown)
        for line in made.filing.funds
        if line.initial and line.budget
    ]
    assert shown == [("50万元", "40万元"), ("30万元", "20万元"), ("20万元", "20万元")]
    assert _said(made) == []
    assert not made.filing.unused


def test_照年初算的执行率_照说() -> None:
    said = _said(_assessed("预算安排", "预算调整", F5="72%", G5="7.2"))
    assert said[0].startswith("M02 年度资金总额的执行率写 72%，36÷40（万元）＝90.00%")


def test_看不出是增减还是调整后的_不加_说没有用上() -> None:
    """“预算调整”一栏没有负数：是调整后的数也说得通。"""
    made = _assessed("预算安排", "预算调整", C5="50", C6="30", C7="20", F5="72%", G5="7.2")
    budgets = [line.budget.value.shown for line in made.filing.funds if line.budget]
    assert budgets == ["50万元", "30万元", "20万元"]
    assert any("预算调整" in left.what for left in made.filing.unused)


def test_另有调整后一栏的_照它() -> None:
    text = TABLE.format(base="年初预算数", change="追加数").replace("实际支出 |", "全年预算数 |")
    made = assess(drawn(text, {"F4": "全年执行数", "F5": "36", "D5": "40"}), FORMS)
    total = made.filing.total_fund
    assert total is not None
    assert total.budget is not None
    assert total.budget.value.shown == "40万元"


@pytest.mark.parametrize("whole", ["预算合计", "可用资金合计"])
def test_还有上年结转_合计的_不只加这两栏(whole: str) -> None:
    text = """
[自评]
项目支出绩效自评表（2024年度） | < | < | < | < | < | < | <
项目名称 | 海洋观测 | 主管部门 | 青石市海洋局 | 实施单位 | 青石市监测院 | < | <
资金性质 | 年初预算 | 上年结转 | 年中追加（减） | {} | 全年支出 | 执行率 | 得分
合计 | 200 | 20 | -10 | 210 | 189 | 90% | 9
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 原因
产出指标 | 数量指标 | 观测站 | ≥8个 | 8个 | 90 | 90 |
总分 | < | < | < | < | 100 | 99 |
"""
    made = assess(drawn(text.format(whole)), FORMS)
    total = made.filing.total_fund
    assert total is not None
    if whole == "预算合计":
        assert (total.budget and total.budget.value.shown) == "210万元"
        assert _said(made) == []
    else:  # 认不得的一栏，说没有用上
        assert total.budget is None
        assert any(whole in left.what for left in made.filing.unused)


@pytest.mark.parametrize("first", ["合同金额", "中标金额", "采购金额"])
def test_合同金额不当作年初预算数(first: str) -> None:
    text = TABLE.format(base=first, change="调整后预算数").replace("| -10 |", "| 40 |")
    total = assess(drawn(text), FORMS).filing.total_fund
    assert total is not None
    assert total.budget is not None
    assert total.budget.value.shown == "40万元"
    assert total.initial is None or not total.initial.value.is_number
