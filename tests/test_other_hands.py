"""几种别的画法：扣分表不分级、一组一行写着分；资金写在下面、自己写着元；等候多久越短越好。"""

import pytest
from drawn import drawn

from perfxl.assess import Assessment, assess
from perfxl.form.load import load

FORMS = [load("mof-2020")]
# 没有一级、二级两栏，各组自成一行、印着这一组的分；末一组没有下级；得分写在分值起合并的一格里。
LOST = """
[打分表]
项目绩效自评打分表
项目名称：山洪灾害防治设施运行维护　　年度：2023　　单位：石桥县水利局 | < | < | < | < | < | <
序号 | 指标 | 目标 | 完成 | 权重 | 扣分 | 扣分原因
一 | 产出 | | | 50%% | |
1 | 维护自动雨量站 | 46座 | 46座 | 15%% | |
2 | 维护预警广播 | 210处 | 205处 | 15%% | 0.36 | 5处设备停产
3 | 设备完好率 | ≥95% | 96.2% | 20%% | |
二 | 效益 | | | 30%% | |
4 | 预警信息发布及时率 | 100% | 100% | 20%% | |
5 | 转移避险群众 | ≥300人 | 312人 | 10%% | |
三 | 满意度 | | | 10%% | |
6 | 群众满意度 | ≥90% | 93% | 10%% | |
四 | 资金执行 | | | 10%% | 0.45 | 尾款未付
自评得分 | < | < | < | 99.19 | < | <
"""
BELOW = """
[表一]
项目支出绩效自评表
（2024年度）
项目名称 | 公立医院设备更新改造 | 主管部门 | 云州市卫生健康委员会
实施单位 | 云州市第三人民医院
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
产出指标 | 数量指标 | 更新设备 | 6台 | 6台 | 50 | 50
效益指标 | 社会效益指标 | 检查等候时间 | 40分钟 | 35分钟 | 30 | 30
满意度指标 | 服务对象满意度指标 | 门诊患者满意度 | ≥90% | 93.4% | 10 | 10
资金执行情况（元） | 资金类别 | < | 全年预算数 | 全年执行数 | 分值 | 得分
^ | 年度资金总额 | < | 18600000 | 17856000 | 10 | 9.6
总分 | < | < | < | < | 100 | 99.6
"""


def _assessed(text: str, **change: str) -> Assessment:
    return assess(drawn(text, change), FORMS)


def _said(made: Assessment, *codes: str) -> list[str]:
    return [finding.message for finding in made.findings if finding.code in codes]


def test_一组一行写着分的不当作指标() -> None:
    made = _assessed(LOST)
    names = [row.name.value for row in made.filing.indicators]
    assert names[0] == "维护自动雨量站"
    assert len(names) == 7
    assert made.filing.total is not None
    assert str(made.filing.total.value.value) == "99.19"
    assert made.filing.total_weight is None
    assert str(made.scored.total) == "99.19"
    assert _said(made, "P06", "P15", "W02", "W04") == []


def test_一组的分与下面各条对() -> None:
    (said,) = _said(_assessed(LOST, E4="60.00%%"), "P15")
    assert "产出的分值写 60" in said
    assert "加起来是 50" in said


def test_资金写在指标下面的照它自己写的单位() -> None:
    made = _assessed(BELOW)
    assert made.filing.money_unit == "元"
    assert made.filing.total_fund is not None
    assert _said(made, "M17") == []


@pytest.mark.parametrize("name", ["检查等候时间", "平均响应时间", "审批办理时限", "抢修平均用时"])
def test_等候多久的没有写方向也当作越短越好(name: str) -> None:
    made = _assessed(BELOW, C7=name)
    assert _said(made, "P02") == []
    assert str(made.scored.indicators[1].points) in {"30", "30.00"}


@pytest.mark.parametrize("name", ["每日开放时间", "志愿服务时长"])
def test_开放多久的照旧是越长越好(name: str) -> None:
    (said,) = _said(_assessed(BELOW, C7=name), "P02")
    assert "35÷40" in said


BOUGHT = """
[购买服务]
澄江县民政局2023年政府购买服务项目绩效自评表
项目名称 | 居家养老巡访服务 | < | < | 承接主体 | 澄江县安康社工服务中心 | < | <
购买主体 | 澄江县民政局 | < | < | 服务期限 | 2023年1月1日至12月31日 | < | <
合同金额（元） | 486000 | < | 已付金额（元） | 461700 | < | 支付比例 | 95.00%%
考核内容 | 考核指标 | 合同约定 | 实际完成 | 分值 | 得分 | 验收结论 | 说明
服务数量 | 巡访老人 | 1200人 | 1216人 | 20 | 20 | 合格 |
^ | 上门巡访 | 14400次 | 14280次 | 20 | 19.83 | 合格 | 8月汛期减少120次
服务质量 | 服务记录完整率 | ≥98% | 98.6% | 20 | 20 | 合格 |
^ | 有效投诉 | ≤5件 | 2件 | 10 | 10 | 合格 |
服务效果 | 意外事件发现率 | 100% | 100% | 20 | 20 | 合格 |
^ | 老人满意度 | ≥95% | 96.4% | 10 | 10 | 合格 |
合计 | < | < | < | 100 | 99.83 | |
"""


def test_购买服务的考核表照合同约定的读() -> None:
    made = _assessed(BOUGHT)
    filing = made.filing
    assert [row.name.value for row in filing.indicators][:2] == ["巡访老人", "上门巡访"]
    assert filing.unit is not None
    assert filing.unit.value == "澄江县民政局"
    assert filing.total_fund is not None
    assert [reading.cell.local for reading in filing.readings if reading.what == "二级指标"] == []
    assert _said(made, "P02", "P06", "F03", "U02") == []


def test_购买服务的得分多了的报() -> None:
    (said,) = _said(_assessed(BOUGHT, F7="20"), "P02")
    assert "上门巡访" in said


_ONE_CELL = (
    "项目名称：社区康复站点器具配置；实施单位：南岭区残疾人康复服务中心；"
    "主管部门：南岭区残疾人联合会；评价年度：2021年"
)
TOGETHER = f"""
[绩效自评表]
项目支出绩效自评表
{_ONE_CELL} | < | < | < | < | < | < | <
年度绩效目标 | < | 配置器具380件 | < | 完成情况 | < | 配置器具386件 | <
一级指标 | 二级指标 | 三级指标 | 运算符号 | 目标值 | 度量单位 | 业绩值 | 赋分 | 得分
产出指标 | 数量指标 | 配置康复器具 | ≥ | 380 | 件 | 386 | 50 | 50
效益指标 | 社会效益指标 | 服务残疾人次 | ≥ | 2200 | 人次 | 2260 | 40 | 40
满意度指标 | 服务对象满意度指标 | 家属满意度 | ≥ | 90 | % | 95 | 10 | 10
总分 | | | | | | | 100 | 100
"""


def test_几项用分号写在一格里_目标一行不当作表头() -> None:
    filing = _assessed(TOGETHER).filing
    header = (filing.name, filing.unit, filing.authority)
    assert [field.value if field else None for field in header] == [
        "社区康复站点器具配置", "南岭区残疾人康复服务中心", "南岭区残疾人联合会",
    ]  # fmt: skip
    first = filing.indicators[0]
    assert (first.target.value.shown, first.actual.value.shown) == ("≥380件", "386件")
    assert filing.goal is not None
    assert filing.goal.value == "配置器具380件"
    assert filing.achievement is not None
    assert filing.achievement.value == "配置器具386件"


def test_单位右边是列名的_不当作单位的名称() -> None:
    text = TOGETHER.replace("实施单位：南岭区残疾人康复服务中心；", "").replace(
        "年度绩效目标 |", "单位 | 全年预算 | 执行数 | 执行率\n年度绩效目标 |", 1
    )
    unit = _assessed(text).filing.unit
    assert unit is None or unit.value != "全年预算"
