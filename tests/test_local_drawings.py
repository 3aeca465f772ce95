"""各地另样的画法：两个项目左右并排、少一级、转移支付没有使用单位；读得对，也不误报。"""

import pytest
from drawn import drawn

from perfxl.assess import assess_all
from perfxl.filing.findings import Level
from perfxl.form.load import load_all
from perfxl.read import read_all

FORMS = load_all()
_HARD = {Level.ERROR, Level.VERIFY, Level.WARNING}


def said(text: str, *, level: set[Level] | None = None) -> list[str]:
    """错误、核实、提醒各一行；`level` 另写要哪几级。"""
    made = assess_all(drawn(text), FORMS)
    return [each.line() for one in made for each in one.findings if each.level in (level or _HARD)]


_LEFT = """
项目名称 | 垃圾分类宣传 | < | < | < | <
实施单位 | 柳林街道办事处 | < | < | < | <
全年预算数 | 15 | 全年执行数 | 14.7 | 执行率得分 | 9.8
年度目标 | 开展垃圾分类宣传24场。 | < | < | < | <
二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分
数量指标 | 宣传活动 | ≥24场 | 25场 | 30 | 30
质量指标 | 居民参与率 | ≥75% | 78% | 20 | 20
社会效益指标 | 分类准确率 | ≥80% | 84% | 30 | 30
满意度指标 | 居民满意度 | ≥90% | 92% | 10 | 10
合计 | < | < | < | 100 | 99.8
"""
_RIGHT = """
项目名称 | 小区微改造 | < | < | < | <
实施单位 | 柳林街道办事处 | < | < | < | <
全年预算数 | 80 | 全年执行数 | 80 | 执行率得分 | 10
年度目标 | 改造老旧小区4个。 | < | < | < | <
二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分
数量指标 | 改造小区 | ≥4个 | 4个 | 30 | 30
时效指标 | 完工时间 | 10月底前 | 10月20日 | 20 | 20
社会效益指标 | 受益户数 | ≥600户 | 648户 | 30 | 30
满意度指标 | 居民满意度 | ≥90% | 94% | 10 | 10
合计 | < | < | < | 100 | 100
"""
_PAIRS = zip(_LEFT.strip().splitlines(), _RIGHT.strip().splitlines(), strict=True)
_TITLE = "[两项目]\n柳林街道2023年度项目支出绩效自评表（金额单位：万元）" + " | <" * 12
SIDE_BY_SIDE = "\n".join((_TITLE, *(f"{left} | | {right}" for left, right in _PAIRS)))


def test_两个项目左右并排_各是一份() -> None:
    first, second = read_all(drawn(SIDE_BY_SIDE), FORMS)
    for filing, name, rows in (
        (first, "垃圾分类宣传", ["宣传活动", "居民参与率", "分类准确率", "居民满意度"]),
        (second, "小区微改造", ["改造小区", "完工时间", "受益户数", "居民满意度"]),
    ):
        assert filing.name
        assert filing.name.value == name
        assert [row.name.value for row in filing.indicators] == rows
        assert filing.year
        assert filing.year.value == "2023"
    assert said(SIDE_BY_SIDE, level={Level.ERROR}) == []


TRANSFER = """
[区域绩效]
农村公路转移支付区域绩效自评表 | < | < | < | < | <
（2023年度） | < | < | < | < | <
转移支付（项目）名称 | < | 车辆购置税收入补助地方资金 | < | < | <
中央主管部门 | < | 交通运输部 | 地方主管部门 | 永宁市交通运输局 | <
资金情况（万元） | < | | 全年预算数（A） | 全年执行数（B） | 预算执行率（B/A）
^ | < | 年度资金总额 | 9600 | 9312 | 97.00%
^ | < | 其中：中央财政资金 | 7200 | 7200 | 100.00%
^ | < | 地方资金 | 2400 | 2112 | 88.00%
总体目标完成情况 | < | 总体目标 | < | 全年实际完成情况 | <
^ | < | 改善农村公路通行条件。 | < | 新改建农村公路338公里。 | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 全年完成值 | 未完成原因和改进措施
产出指标 | 数量指标 | 新建改建农村公路 | ≥320公里 | 338公里 |
^ | 质量指标 | 交工验收合格率 | 100% | 100% |
效益指标 | 社会效益指标 | 新增通双车道建制村 | ≥45个 | 47个 |
满意度指标 | 服务对象满意度指标 | 沿线群众满意度 | ≥85% | 91% |
"""


def test_一市合报的转移支付_没有资金使用单位_只作提示() -> None:
    assert [line for line in said(TRANSFER) if "资金使用单位" in line] == []
    assert [line for line in said(TRANSFER, level={Level.INFO}) if "资金使用单位" in line]


DECLARED = """
[申报表]
项目支出绩效目标申报表 | < | < | <
（2024年度） | < | < | <
项目名称 | 老旧燃气管网改造 | 实施单位 | 市燃气管理中心
项目资金（万元） | 年度资金总额 | 1710 |
年度目标 | 改造管网18公里 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 改造管网 | ≥18公里
效益指标 | 社会效益指标 | 安全事故数 | 0起
满意度指标 | 服务对象满意度指标 | 居民满意度 | ≥90%
{foot}
"""


@pytest.mark.parametrize(
    "foot",
    [
        "单位负责人： | 填表人： | 填表日期： | @2023-10-18",
        "单位负责人：王某 | | 填表日期 | @2023-10-18",
        "填表人（签字）： | 李某 | 联系电话： | 2024年1月",
        "审核人： | 填报人： | 2023年10月18日 |",
    ],
)
def test_签字的一行不是指标(foot: str) -> None:
    filing = read_all(drawn(DECLARED.format(foot=foot)), FORMS)[0]
    assert [row.name.value for row in filing.indicators] == ["改造管网", "安全事故数", "居民满意度"]
    assert not any("U01" in line for line in said(DECLARED.format(foot=foot)))
