"""资金表头分两行：执行数下面分财政、自筹、小计，取小计（在哪里都是）；没有小计的几列相加。"""

from __future__ import annotations

import pytest
from drawn import drawn

from perfxl.assess import assess
from perfxl.cells.grid import Field
from perfxl.cells.quantity import Quantity
from perfxl.filing.findings import Level
from perfxl.form.load import load_all
from perfxl.read import read

FORMS = load_all()
_TEXT = """
[表]
2024年度项目支出绩效自评表 | < | < | < | < | < | < | < | < | <
项目名称 | 敬老院运营补助 | < | 主管部门 | 桐川县民政局 | < | 实施单位 | 城南敬老院 | < | <
{}
年度总体目标 | 预期目标 | < | < | < | 实际完成情况 | < | < | < | <
^ | 供养老人120人以上 | < | < | < | 供养老人126人 | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因 | < | <
产出指标 | 数量指标 | 供养老人 | ≥120人 | 126人 | 50 | 50 | | < | <
效益指标 | 社会效益 | 入住率 | ≥85% | 88% | 30 | 30 | | < | <
满意度指标 | 服务对象满意度 | 老人满意度 | ≥90% | 96% | 10 | 10 | | < | <
总分 | < | < | < | < | 100 | 99.5 | | < | <
"""
_MERGED = """
项目资金（万元） | 资金来源 | 预算数 | < | < | 执行数 | < | < | 执行率 | 得分
^ | ^ | {} | {} | ^ | ^
^ | 合计 | {} | {} | 95% | 9.5
"""
_OPEN = """
项目资金（万元） | 资金来源 | 预算数 | | | 执行数 | | | 执行率 | 得分
 | | {} | {} | |
 | 合计 | {} | {} | 95% | 9.5
"""
_COPIED = """
项目资金（万元） | 资金来源 | 预算数 | 预算数 | 预算数 | 执行数 | 执行数 | 执行数 | 执行率 | 得分
项目资金（万元） | 资金来源 | {} | {} | 执行率 | 得分
项目资金（万元） | 合计 | {} | {} | 95% | 9.5
"""


def _shown(*fields: Field[Quantity] | None) -> list[str]:
    return ["" if field is None else field.value.shown for field in fields]


@pytest.mark.parametrize("shape", [_MERGED, _OPEN, _COPIED])
@pytest.mark.parametrize(
    ("heads", "budgets", "spent"),
    [
        ("财政资金 | 自筹资金 | 小计", "160 | 40 | 200", "150 | 40 | 190"),
        ("合计 | 中央 | 县级", "200 | 160 | 40", "190 | 150 | 40"),
        ("其中：财政拨款 | 合计 | 其他资金", "160 | 200 | 40", "150 | 190 | 40"),
        ("中央补助 | 省级补助 | 县级配套", "100 | 60 | 40", "100 | 55 | 35"),
        ("基本支出 | 项目支出 | 总计", "160 | 40 | 200", "150 | 40 | 190"),
        ("小计 | 当年预算 | 上年结转", "200 | 160 | 40", "190 | 150 | 40"),
        ("当年预算 | 上年结转 | 其他资金", "150 | 40 | 10", "150 | 30 | 10"),
        ("财政资金 | 单位自有资金 | 社会资金", "160 | 40 | —", "150 | 40 | —"),
    ],
)
def test_取小计_没有小计的相加(shape: str, heads: str, budgets: str, spent: str) -> None:
    text = _TEXT.format(shape.strip("\n").format(heads, heads, budgets, spent))
    found = assess(drawn(text), FORMS)
    (total,) = found.filing.funds
    assert _shown(total.budget, total.executed, total.rate) == ["200万元", "190万元", "95%"]
    assert total.name.value == "合计"
    assert [one.line() for one in found.findings if one.level is not Level.INFO] == []


def test_相加的错了_说出来_不替人改其中一格() -> None:
    heads, spent = "中央 | 省级 | 县级", "100 | 55 | 25"
    text = _TEXT.format(_MERGED.strip("\n").format(heads, heads, "100 | 60 | 40", spent))
    found = assess(drawn(text), FORMS)
    (wrong,) = [one for one in found.findings if one.code == "M02"]
    assert "180÷200（万元）＝90.00%" in wrong.message
    assert {fix.cell.local for fix in wrong.fixes} <= {"I5"}


def test_其中一列读不成数的_不加() -> None:
    heads = "中央 | 省级 | 县级"
    text = _TEXT.format(
        _MERGED.strip("\n").format(heads, heads, "100 | 60 | 40", "100 | 待核 | 35")
    )
    executed = read(drawn(text), FORMS).funds[0].executed
    assert executed is not None
    assert executed.value.value is None


def test_加起来的几列都有交代() -> None:
    heads = "中央 | 省级 | 县级"
    text = _TEXT.format(_MERGED.strip("\n").format(heads, heads, "100 | 60 | 40", "100 | 55 | 35"))
    assert read(drawn(text), FORMS).unused == ()


@pytest.mark.parametrize("heads", ["当年预算 | 上年结转", "当年预算 | 专户资金"])
def test_其中一份也认得出名称的_加起来的都有交代(heads: str) -> None:
    rows = f"""
项目资金（万元） | 资金来源 | 全年预算数 | < | 全年执行数 | 分值 | 执行率 | 得分 | | <
^ | ^ | {heads} | ^ | ^ | ^ | ^ | | <
^ | 年度资金总额 | 90 | 10 | 98 | 10 | 98% | 9.8 | | <
"""
    made = assess(drawn(_TEXT.format(rows.strip("\n"))), FORMS)
    (total,) = made.filing.funds
    assert _shown(total.budget, total.executed) == ["100万元", "98万元"]
    assert not [one.line() for one in made.findings if one.code == "U01"]


def test_没有写资金名称的一行_几列相加_都有交代() -> None:
    rows = """
项目资金（万元） | 全年预算数 | < | < | 全年执行数 | < | < | 执行率 | 得分 | <
^ | 中央 | 省级 | 县级 | 中央 | 省级 | 县级 | ^ | ^ | <
^ | 100 | 60 | 40 | 100 | 55 | 35 | 95% | 9.5 | <
"""
    filing = read(drawn(_TEXT.format(rows.strip("\n"))), FORMS)
    (total,) = filing.funds
    assert _shown(total.budget, total.executed) == ["200万元", "190万元"]
    assert filing.unused == ()
