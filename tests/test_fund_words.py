"""资金的栏名换了说法（预算金额、下达数；支付数、支出金额）：各张表样都认得。"""

import pytest
from drawn import drawn

from perfxl.assess import assess
from perfxl.errors import FormError
from perfxl.form.load import load, load_all

TABLE = """
[自评]
2024年度绩效自评表 | < | < | < | < | < | < | <
项目名称 | 清洁取暖补贴 | < | 主管部门 | 青石县发改局 | 实施单位 | 青石县能源中心 | {unit}
专项资金 | < | {budget} | {executed} | 执行率 | 余额 | < | <
合计 | < | 50 | 45 | 90% | 5 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分 | 原因
产出指标 | 数量指标 | 补贴户数 | ≥2500户 | 2533户 | 90 | 90 |
"""
# 安徽的表没有指标值，照评分标准打分；后面几张也有投入、过程，只看字就认资金，会把别地的表认成它。
_APART = {"anhui-department", "gd-special-2019", "mof-2013-project", "mof-2013-department"}
_CODES = [
    form.code
    for form in load_all()
    if form.code not in _APART
    and {"budget", "executed"} <= {column.key for column in form.funds.column}
]


@pytest.mark.parametrize("code", _CODES)
@pytest.mark.parametrize(
    ("budget", "executed"),
    [("预算金额", "支出金额"), ("下达数", "支付数"), ("本级批复预算", "本年支付金额")],
)
def test_资金的栏名换了说法_各张表样都认得(code: str, budget: str, executed: str) -> None:
    text = TABLE.format(budget=budget, executed=executed, unit="")
    total = assess(drawn(text), [load(code)]).filing.total_fund
    assert total is not None
    assert total.budget is not None
    assert total.executed is not None
    assert (total.budget.value.raw, total.executed.value.raw) == ("50", "45")


@pytest.mark.parametrize("unit", ["金额：元", "金额单位：元", "单位：元"])
def test_金额冒号元_照元读(unit: str) -> None:
    text = TABLE.format(budget="预算数", executed="执行数", unit=unit)
    filing = assess(drawn(text), [load("mof-2020")]).filing
    assert filing.money_unit == "元"
    assert not any("元" in left.what for left in filing.unused)


def test_没有指标值一栏的表样_认不得的说缺什么() -> None:
    """从前报英文的 KeyError。"""
    text = TABLE.format(budget="预算数", executed="执行数", unit="")
    with pytest.raises(FormError, match="没有“指标说明及评分标准”"):
        assess(drawn(text), [load("anhui-department")])
