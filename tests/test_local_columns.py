"""各地的列名：调整后的目标值算数，累计与年度并列的取年度，资金、指标各列的别的叫法照认。"""

from __future__ import annotations

import pytest
from drawn import drawn

from perfxl.assess import assess
from perfxl.filing.findings import Level
from perfxl.form.load import load_all
from perfxl.read import read

FORMS = load_all()
_TEXT = """
[表]
2024年度项目支出绩效自评表 | < | < | < | < | < | < | < | <
项目名称 | 敬老院运营补助 | < | 主管部门 | 桐川县民政局 | < | 实施单位 | 城南敬老院 | <
项目资金（万元） | | {initial} | {budget} | {executed} | 分值 | 执行率 | 得分 | <
^ | 年度资金总额 | 200 | 200 | 190 | 10 | 95% | 9.5 | <
年度总体目标 | 预期目标 | < | < | < | 实际完成情况 | < | < | <
^ | 供养老人 | < | < | < | 供养了老人 | < | < | <
{heads}
产出指标 | 数量指标 | 供养老人 | {targets} | {done} | 50 | 50 |
效益指标 | 社会效益 | 入住率 | ≥95% | ≥85% | 88% | 30 | 30 |
满意度指标 | 服务对象满意度 | 老人满意度 | ≥95% | ≥90% | 96% | 10 | 10 |
总分 | < | < | < | < | < | 100 | 99.5 |
"""
_FUNDS = {"initial": "年初预算数", "budget": "全年预算数", "executed": "全年执行数"}
_TOP = "一级指标 | 二级指标 | 三级指标 | {} | {} | {} | {} | 得分 | 偏差原因"


def _table(head: str, targets: str = "150人 | 120人", done: str = "126人", **funds: str) -> str:
    return _TEXT.format(heads=head, targets=targets, done=done, **(_FUNDS | funds))


def _open(text: str) -> list[str]:
    found = assess(drawn(text), FORMS).findings
    return [one.line() for one in found if one.level is not Level.INFO]


@pytest.mark.parametrize("first", ["年初目标值", "年初指标值", "年度指标值", "指标值", "年初目标"])
@pytest.mark.parametrize(
    "adjusted",
    [
        "调整后目标值", "调整后的目标值", "调整目标值", "调整后指标值", "年中调整目标值",
        "修正后目标值", "批复调整值", "调整值", "调整后年度指标值",
        "调整后绩效目标值", "变更后指标值",
    ],
)  # fmt: skip
def test_调整后的目标值算数(first: str, adjusted: str) -> None:
    text = _table(_TOP.format(first, adjusted, "实际完成值", "分值"))
    target = read(drawn(text), FORMS).indicators[0].target
    assert target.value.shown == "120人"
    assert _open(text) == []


@pytest.mark.parametrize("first", ["年初目标值", "年度指标值"])
@pytest.mark.parametrize("blank", ["", "—", "同年初"])
def test_没有调整的看年初的(first: str, blank: str) -> None:
    head = _TOP.format(first, "调整后目标值", "实际完成值", "分值")
    text = _table(head, targets=f"120人 | {blank}")
    assert read(drawn(text), FORMS).indicators[0].target.value.shown == "120人"


_TWO = """
一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | < | 分值 | 得分 | 偏差原因
^ | ^ | ^ | ^ | {} | {} | ^ | ^ | ^
产出指标 | 数量指标 | 供养老人 | ≥120人 | {} | {} | 90 | 90 |
总分 | < | < | < | < | < | 100 | 99.5 |
"""
_ONE = """
一级指标 | 二级指标 | 三级指标 | 指标值 | {} | {} | 分值 | 得分 | 偏差原因
产出指标 | 数量指标 | 供养老人 | ≥120人 | {} | {} | 90 | 90 |
总分 | < | < | < | < | < | 100 | 99.5 |
"""


@pytest.mark.parametrize(
    ("shape", "span", "year"),
    [
        (_TWO, "累计", "年度"), (_TWO, "实施期", "年度"), (_TWO, "累计完成", "本年度"),
        (_TWO, "累计", "当年"), (_TWO, "总体", "年度值"), (_TWO, "2022-2024年累计", "2024年"),
        (_ONE, "累计完成值", "年度完成值"), (_ONE, "实施期完成值", "年度完成值"),
        (_ONE, "累计完成", "本年完成"), (_ONE, "累计完成数", "当年完成值"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("turned", [False, True])
def test_累计与年度并列的_取年度的(shape: str, span: str, year: str, *, turned: bool) -> None:
    heads, done = [span, year], ["260人", "126人"]
    if turned:
        heads, done = heads[::-1], done[::-1]
    start = _table("").partition("\n产出指标")[0].rstrip()
    filing = read(drawn(start + shape.format(*heads, *done)), FORMS)
    actual = filing.indicators[0].actual
    assert actual is not None
    assert actual.value.shown == "126人"
    assert [one.what for one in filing.unused if "完成" in one.what] != []


@pytest.mark.parametrize("executed", ["全年支出", "本年支出", "实际使用", "支出决算", "实际执行"])
@pytest.mark.parametrize("budget", ["批复预算", "预算批复数", "调整预算", "预算下达数"])
def test_资金的别的叫法(executed: str, budget: str) -> None:
    head = _TOP.format("年初目标值", "调整后目标值", "实际完成值", "分值")
    text = _table(head, budget=budget, executed=executed)
    total = read(drawn(text), FORMS).total_fund
    assert total is not None
    assert total.executed is not None
    assert total.executed.value.shown == "190万元"
    assert _open(text) == []


@pytest.mark.parametrize("done", ["全年完成", "完成结果", "年度完成值", "完成数"])
@pytest.mark.parametrize("weight", ["标准分值", "应得分", "标准分", "分值"])
def test_指标的别的叫法(done: str, weight: str) -> None:
    text = _table(_TOP.format("年初目标", "调整后目标值", done, weight))
    first = read(drawn(text), FORMS).indicators[0]
    assert first.actual is not None
    assert first.weight is not None
    assert (first.actual.value.shown, first.weight.value.shown) == ("126人", "50")
    assert _open(text) == []


@pytest.mark.parametrize("unit", ["元", "单位：元"])
def test_一列自己写明单位的_换算了再核(unit: str) -> None:
    head = _TOP.format("年初目标值", "调整后目标值", "实际完成值", "分值")
    columns = {"budget": "全年预算（万元）", "executed": f"全年支出（{unit}）"}
    text = _table(head, **columns).replace("200 | 190 |", "200 | 1900000 |")
    text = text.replace("项目资金（万元）", "项目资金").replace("年初预算数", "年初预算（万元）")
    assert _open(text) == []
    assert str(assess(drawn(text), FORMS).scored.execution.rate) == "95.00"


_RATE_ROW = """
[表]
2024年度项目支出绩效自评表 | < | < | < | < | < | < | <
项目名称 | 高标准农田建设 | < | 主管部门 | 沙河县农业农村局 | < | 实施单位 | 沙河县农田站
年度总体目标 | 预期目标 | < | < | 实际完成情况 | < | < | <
^ | 新增农田1万亩以上 | < | < | 新增了农田1万亩 | < | < | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因
预算执行 | 预算执行 | {} | {} | {} | 10 | {} |
产出指标 | 数量指标 | 新增农田 | 1万亩 | 1万亩 | 50 | 50 |
效益指标 | 社会效益 | 亩均增产 | ≥50公斤 | 54公斤 | 30 | 30 |
满意度指标 | 农户 | 农户满意度 | ≥90% | 94% | 10 | 10 |
总分 | < | < | < | < | 100 | {} |
"""


@pytest.mark.parametrize(
    ("name", "target", "actual"),
    [
        ("预算执行率", "2400", "2280"), ("执行数/预算数（万元）", "'2400", "'2280"),
        ("预算执行率", "2400万元", "2280万元"), ("预算执行率", "100%", "95%"),
    ],
)  # fmt: skip
def test_执行率一行写金额的_照金额核(name: str, target: str, actual: str) -> None:
    right = assess(drawn(_RATE_ROW.format(name, target, actual, "9.5", "99.5")), FORMS)
    assert [one.line() for one in right.findings if one.level is not Level.INFO] == []
    wrong = assess(drawn(_RATE_ROW.format(name, target, actual, "10", "100")), FORMS)
    if "%" not in target:
        assert "M03" in {one.code for one in wrong.findings}
