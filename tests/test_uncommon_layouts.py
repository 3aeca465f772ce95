"""不常见的画法里容易读错、又不说的几处：合并、末行的小计、指标下面的一块、分不清是分组还是目标的一行。"""

import pytest
from drawn import drawn

from perfxl.assess import Assessment, assess
from perfxl.filing.model import Filing
from perfxl.form.load import load_all

FORMS = load_all()
_TOP = """[自评]
2023年度项目支出绩效自评表 | < | < | < | < | < | < | < | <
项目名称 | 苗圃滴灌改造 | < | < | 实施单位 | 北塘镇林业站 | < | < | <
主管部门 | 北塘镇政府 | < | < | < | < | < | < | <
"""
_GOALS = """年度目标 | 改造苗圃40亩。 | < | < | < | < | < | < | <
完成情况 | 改造苗圃42亩。 | < | < | < | < | < | < | <
"""
_FUNDS = """项目资金（万元） | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
年度资金总额 | 20 | 20 | 20 | 10 | 100%% | 10
"""
_HEADS = "一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分 | 偏差原因\n"
_ROWS = """产出指标 | 数量指标 | 改造苗圃 | ≥40亩 | 42亩 | 50 | 50 |
效益指标 | 生态效益指标 | 节水率 | ≥30% | 34% | 30 | 30 |
满意度指标 | 服务对象满意度指标 | 管护工满意度 | ≥90% | 95% | 10 | 10 |
"""


def _assessed(*parts: str) -> Assessment:
    return assess(drawn(_TOP + "".join(parts)), FORMS)


def _read(*parts: str) -> Filing:
    return _assessed(*parts).filing


def _actuals(filing: Filing) -> list[tuple[str, str]]:
    return [(row.target.value.shown, row.actual.value.shown) for row in filing.indicators]


_SPANNED = "一级指标 | 二级指标 | 三级指标 | 指标值 | < | 完成值 | < | 分值 | 得分\n"
_TAIL = "总分 | < | < | < | < | < | < | 100 | 100\n"


@pytest.mark.parametrize(
    ("row", "read"),
    [
        ("≥40亩 | < | 42亩 | <", ("≥40亩", "42亩")),  # 合并着
        ("≥40亩 | | 42亩 | ", ("≥40亩", "42亩")),  # 没有合并，第二格空着
        ("≥40亩 | ≥40亩 | 42亩 | 42亩", ("≥40亩", "42亩")),  # 取消了合并，两格都写
        ("40 | < | 42 | <", ("40", "42")),
        ("≥40 | 亩 | 42 | 亩", ("≥40亩", "42亩")),  # 第二格真是单位
    ],
)
def test_值盖着两栏的_第二栏不是单位就不当单位(row: str, read: tuple[str, str]) -> None:
    first = f"产出指标 | 数量指标 | 改造苗圃 | {row} | 50 | 50\n"
    rest = "效益指标 | 生态效益指标 | 节水率 | ≥30% | < | 34% | < | 40 | 40\n"
    made = _assessed(_FUNDS, _GOALS, _SPANNED, first, rest, _TAIL)
    assert _actuals(made.filing) == [read, ("≥30%", "34%")]
    assert [found.code for found in made.findings if found.code in {"A02", "T19"}] == []
    assert [left.what for left in made.filing.unused] == []


@pytest.mark.parametrize(
    ("last", "total"),
    [("小计", "100"), ("指标小计", "100"), ("共计", "100"), ("产出小计", None)],
)
def test_没有总分行的_末一行小计就是总分(last: str, total: str | None) -> None:
    rows = _ROWS.replace("| 50 | 50 |", "| 60 | 60 |")
    filing = _read(_GOALS, _HEADS, rows, f"{last} | < | < | < | < | 100 | 100 |\n")
    assert (filing.total and str(filing.total.value.value)) == total


def test_资金另计分的_末一行小计仍是小计() -> None:
    filing = _read(_FUNDS, _GOALS, _HEADS, _ROWS, "小计 | < | < | < | < | 90 | 90 |\n")
    assert filing.total is None


_BELOW = """{0} | {1} | < | {2} | {3} | 权重 | 执行率 | 得分
^ | 镇级 | < | 15 | 15 | | 100%% |
^ | 村级 | < | 5 | 5 | | 100%% |
^ | 合计 | < | 20 | 20 | 10 | 100%% | 10
"""


@pytest.mark.parametrize(
    "heads",
    [
        ("资金情况", "资金来源", "年初预算", "支出数"),
        ("经费使用", "经费来源", "经费预算", "经费支出"),
        ("资金（万元）", "资金名称", "预算金额", "支付金额"),
    ],
)
@pytest.mark.parametrize("last", ["自评总分", "总计"])
def test_资金写在指标下面_不当作指标(heads: tuple[str, ...], last: str) -> None:
    total = f"{last} | < | < | < | < | 100 | 100 |\n"
    made = _assessed(_GOALS, _HEADS, _ROWS, _BELOW.format(*heads), total)
    filing, line = made.filing, made.filing.total_fund
    assert len(filing.indicators) == 3
    assert line is not None
    assert (line.executed and line.executed.value.shown) == "20万元"
    assert (filing.total and filing.total.cell.row) == 14
    assert str(made.scored.total) == "100.00"


def test_指标下面列名没有见过的一块_不当作指标_没有读的说出来() -> None:
    block = "附加 | 事项 | < | 甲栏 | 乙栏 | 权重 | 得分 |\n^ | 某事 | < | 3 | 4 | 5 | 5 |\n"
    filing = _read(_FUNDS, _GOALS, _HEADS, _ROWS, block)
    assert len(filing.indicators) == 3
    assert any(left.in_value for left in filing.unused)


@pytest.mark.parametrize(
    ("title", "head", "name", "unit"),
    [
        ("部门整体绩效自评表", "单位（部门）名称 | 溪源县水利局", "溪源县水利局", "溪源县水利局"),
        ("单位整体支出绩效自评表", "单位名称 | 溪源县水利局", "溪源县水利局", "溪源县水利局"),
        ("整体支出绩效自评表", "预算单位：溪源县水利局", "溪源县水利局", "溪源县水利局"),
        ("项目支出绩效自评表", "项目名称 | 修渠 | 部门名称 | 溪源县水利局", "修渠", None),
    ],
)
def test_部门整体的表_部门是名称也是单位(
    title: str, head: str, name: str, unit: str | None
) -> None:
    text = f"[自评]\n{title}（2023年度） | < | < | < | < | < | < | <\n{head}\n"
    filing = assess(drawn(text + _FUNDS + _GOALS + _HEADS + _ROWS), FORMS).filing
    assert (filing.name and filing.name.value) == name
    assert (filing.unit and filing.unit.value) == unit


def test_列名上面的分组不当作目标() -> None:
    groups = "绩效指标 | < | < | 绩效目标 | 实际完成 | 评分 | < | 说明\n"
    filing = _read(_FUNDS, _GOALS.replace("年度目标", "建设目标"), groups, _HEADS, _ROWS)
    assert (filing.goal and filing.goal.value) == "改造苗圃40亩。"
    assert (filing.achievement and filing.achievement.value) == "改造苗圃42亩。"


@pytest.mark.parametrize(
    ("budget", "executed"),
    [
        ("计划安排资金（万元）：20", "实际拨付资金（万元）：19.6"),
        ("预算安排资金（万元） ： 20", "项目支出金额（万元） ： 19.6"),
        ("年度预算资金总额：20万元", "年度资金使用总额：19.6万元"),
        ("合同总价（万元） | 20", "已支付金额（万元） | 19.6"),
        ("采购预算 | 20", "实付金额 | 19.6"),
        ("应兑付 | 20", "实兑付 | 19.6"),
    ],
)
def test_一项一项写着的资金_叫法不一(budget: str, executed: str) -> None:
    line = _read(f"{budget} | {executed}\n", _GOALS, _HEADS, _ROWS).total_fund
    assert line is not None
    shown = [field and field.value.shown for field in (line.budget, line.executed)]
    assert shown == ["20万元", "19.6万元"]


@pytest.mark.parametrize(
    "heads", ["资金（元） | 年度 | 预算数 | 支出数", "资金（元） | 所属年度 | 预算数 | 支出数"]
)
def test_年度是列名的不当作年度没有填(heads: str) -> None:
    top = _TOP.replace("2023年度项目", "项目").replace("主管部门", "（2021—2023年）\n主管部门")
    rows = "^ | 2021年 | 100000 | 100000\n^ | 2022年 | 100000 | 96000\n^ | 合计 | 200000 | 196000\n"
    made = assess(drawn(f"{top}{heads}\n{rows}{_GOALS}{_HEADS}{_ROWS}"), FORMS)
    said = [found.message for found in made.findings if "年度" in found.message]
    assert said == ["没有找到单独的一个年度：表上写的是“（2021—2023年）”"]


_LOCAL = """产出指标 | 数量指标 | 改造苗圃 | ≥40亩 | 42亩 | 60 | 60 |
投入管理指标 | 投入管理 | 资金到位率 | 100% | 100% | 30 | 30 |
"""


@pytest.mark.parametrize("whole", ["100", ""])
def test_表样不给执行率打分_表上写着得分的_算进总分(whole: str) -> None:
    title = _TOP.replace("2023年度", "2024年河南省")
    funds = "项目资金（万元） | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 | 得分\n"
    line = "年度资金总额 | 20 | 20 | 19.6 | 98%% | 9.8\n"
    total = f"总分 | < | < | < | < | {whole} | 99.8 |\n"
    made = assess(drawn(title + funds + line + _GOALS + _HEADS + _LOCAL + total), FORMS)
    assert made.form.code == "henan-2024"
    assert str(made.scored.total) == "99.80"
    assert [found.code for found in made.findings if found.code in {"W02", "W04", "P06"}] == []
