"""各地另样的画法：两个项目左右并排、少一级、转移支付没有使用单位；读得对，也不误报。"""

import pytest
from casebook import GOOD
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


BELOW = """
[良种补贴]
小麦良种补贴项目绩效自评表 | < | < | < | < | < | <
2023年度 | < | < | < | < | < | <
项目名称 | 小麦良种补贴 | < | < | 项目单位 | 汝河县农业农村局 | <
预算资金（万元） | 年初数 | 调整数 | 执行数 | 执行率 | 分值 | 得分
合计 | 900 | 900 | 864 | 96% | 10 | 9.6
其中：省级 | 600 | 600 | 600 | 100% | |
县级 | 300 | 300 | 264 | 88% | |
年度目标 | 推广小麦良种32万亩。 | < | < | < | < | <
完成情况 | 推广小麦良种32.6万亩。 | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分
产出指标 | 数量指标 | 播种面积 | ≥32万亩 | 32.6万亩 | 20 | 20
产出指标 | 数量指标 | 发放良种 | ≥180吨 | 171吨 | 30 | 28.5
{why}
效益指标 | 社会效益指标 | 良种覆盖率 | ≥96% | 97% | 30 | 30
满意度指标 | 服务对象满意度指标 | 农户满意度 | ≥90% | 95% | 10 | 10
总分 | < | < | < | < | 100 | 98.1
"""
_WHY = "扣分原因：供种企业少供9吨" + " | <" * 6


@pytest.mark.parametrize(
    "why",
    [
        _WHY,
        "扣分原因 | 供种企业少供9吨" + " | <" * 5,
        "未完成原因及改进措施：供种企业少供9吨 | | | | | |",
    ],
)
def test_原因写在那一条下面一行(why: str) -> None:
    text = BELOW.format(why=why)
    rows = read_all(drawn(text), FORMS)[0].indicators
    assert {row.name.value: row.reason.value if row.reason else "" for row in rows} == {
        "播种面积": "", "发放良种": "供种企业少供9吨", "良种覆盖率": "", "农户满意度": "",
    }  # fmt: skip
    assert said(text) == []


def test_年初数_调整数的资金() -> None:
    filing = read_all(drawn(BELOW.format(why=_WHY)), FORMS)[0]
    shown = [
        [f.value.shown if f else "" for f in (line.initial, line.budget, line.executed)]
        for line in filing.funds
    ]
    assert shown == [
        ["900万元", "900万元", "864万元"],
        ["600万元"] * 3,
        ["300万元", "300万元", "264万元"],
    ]


@pytest.mark.parametrize("change", ["0", "-36", "12"])
def test_调整数写的是增减的_两栏相加(change: str) -> None:
    text = BELOW.format(why=_WHY)
    text = text.replace("合计 | 900 | 900 | 864 | 96%", f"合计 | 900 | {change} | 864 | 96%")
    total = read_all(drawn(text), FORMS)[0].total_fund
    assert total
    assert total.budget
    assert total.budget.value.value == 900 + int(change)


TWO_ROWS = """
[停车]
财政支出项目绩效自评表 | < | < | < | < | < | < | < | < | < | < | <
项目名称 | 公共停车设施建设 | < | < | < | < | 年度 | 2023 | < | < | < | <
资金情况（万元） | 资金来源 | < | 预算安排 | < | < | 预算执行 | < | < | 评分 | < | 备注
^ | ^ | < | 年初 | 调整 | 全年 | 支出数 | 执行率 | 结余 | 分值 | 得分 | ^
^ | 财政资金 | < | 2700 | 0 | 2700 | 2683.2 | 99.38% | 16.8 | 10 | 9.94 |
年度目标 | 新增停车泊位1500个。 | < | < | < | < | 完成情况 | 新增泊位1560个。 | < | < | < | <
绩效指标 | < | < | 指标值 | < | 完成情况 | < | < | 评价 | < | < | 备注
一级 | 二级 | 三级 | 绩效目标 | 计量单位 | 实际值 | 完成率 | 偏差度 | 分值 | 得分 | 扣分原因 | ^
产出指标 | 数量指标 | 新增停车泊位 | ≥1500 | 个 | 1560 | 104% | 4% | 50 | 50 | |
效益指标 | 社会效益指标 | 违停投诉下降率 | ≥20 | % | 21 | 105% | 5% | 30 | 30 | |
满意度指标 | 服务对象满意度指标 | 车主满意度 | ≥85 | % | 87 | 102.35% | 2.35% | 10 | 10 | |
合计 | < | < | < | < | < | < | < | 100 | 99.94 | |
"""


def test_资金也是两行的表头_夹着认不得的一列() -> None:
    filing = read_all(drawn(TWO_ROWS), FORMS)[0]
    assert len(filing.funds) == 1
    line = filing.funds[0]
    fields = (line.initial, line.budget, line.executed, line.rate, line.weight, line.points)
    assert [field.value.shown if field else "" for field in fields] == [
        "2700万元", "2700万元", "2683.2万元", "99.38%", "10", "9.94",
    ]  # fmt: skip
    assert said(TWO_ROWS, level={Level.ERROR}) == []


LISTED = """
[目标批复]
2024年部门预算项目支出绩效目标批复表 | < | < | < | < | < | <
预算单位：桐城湖区园林绿化中心 | < | < | < | < | 单位：万元 | <
项目名称 | 预算金额 | 年度绩效目标 | 一级指标 | 二级指标 | 三级指标 | 指标值
城市绿化养护 | 420 | 养护绿地86万平方米。 | 产出指标 | 数量指标 | 养护面积 | ≥86万平方米
^ | ^ | ^ | 满意度指标 | 服务对象满意度指标 | 市民满意度 | ≥90%
古树名木保护 | 18.5 | 救治复壮古树26株。 | 产出指标 | 数量指标 | 复壮古树 | ≥26株
^ | ^ | ^ | 满意度指标 | 服务对象满意度指标 | 游客满意度 | ≥92%
"""


def test_一个项目一格的年度绩效目标_不当作指标值() -> None:
    first, second = read_all(drawn(LISTED), FORMS)
    for filing, goal, targets in (
        (first, "养护绿地86万平方米。", ["≥86万平方米", "≥90%"]),
        (second, "救治复壮古树26株。", ["≥26株", "≥92%"]),
    ):
        assert filing.goal
        assert filing.goal.value == goal
        assert [row.target.value.shown for row in filing.indicators] == targets
    assert [line for line in said(LISTED) if " T01 " in line or " U01 " in line] == []


HEADED = """
[自评]
{head}
资金（万元） | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
年度资金总额 | 36 | 36 | 34.2 | 10 | 95% | 9.5
预期目标 | 开展督导评估 | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
产出指标 | 数量指标 | 督导评估学校 | ≥45所 | 46所 | 90 | 90
合计 | < | < | < | < | 100 | 99.5
"""
_TOP = "教育督导专项经费绩效自评表（2023年度） | < | < | < | < | < | <\n"


@pytest.mark.parametrize(
    ("head", "name", "unit"),
    [
        (
            _TOP + "项目名称 | 教育督导 | < | < | 被考核单位 | 区教育督导室 | <",
            "教育督导",
            "区教育督导室",
        ),
        (
            _TOP + "项目名称 | 教育督导 | < | < | < | < | <\n"
            "部门（单位） | 区教育督导室 | < | 主管部门 | 区教育局 | < | <",
            "教育督导",
            "区教育督导室",
        ),
        (
            _TOP + "项目 | 教育督导 | < | < | 实施单位 | 区教育督导室 | <",
            "教育督导",
            "区教育督导室",
        ),
        (
            _TOP + "被考核单位：区教育督导室 | < | < | 考核日期：2023年12月20日 | < | < | <",
            "教育督导专项经费",
            "区教育督导室",
        ),
    ],
)
def test_单位_项目名称各地的叫法(head: str, name: str, unit: str) -> None:
    text = HEADED.format(head=head)
    filing = read_all(drawn(text), FORMS)[0]
    assert (filing.name and filing.name.value, filing.unit and filing.unit.value) == (name, unit)
    assert not [line for line in said(text, level=set(Level)) if " U01 " in line]


TWO_POINTS = """
[自评]
教育督导专项经费绩效自评表（2023年度） | < | < | < | < | < | < | <
项目名称 | 教育督导 | < | < | 实施单位 | 区教育督导室 | < | <
资金（万元） | 预算数 | 执行数 | 执行率 | | 权重 | 得分（百分制） | 加权得分
合计 | 36 | 34.2 | 95% | | 10% | 95 | 9.5
预期目标 | 开展督导评估 | < | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 目标值 | 完成值 | 权重 | 得分（百分制） | 加权得分
产出指标 | 数量指标 | 督导评估学校 | ≥45所 | 46所 | 50% | 100 | 50
效益指标 | 社会效益指标 | 问题整改率 | ≥90% | 93% | 30% | 100 | 30
满意度指标 | 服务对象满意度指标 | 学校满意度 | ≥90% | 94% | 10% | 100 | 10
合计 | < | < | | | 100% | | 99.5
"""


def test_资金也有百分制_加权两栏得分() -> None:
    total = read_all(drawn(TWO_POINTS), FORMS)[0].total_fund
    assert total
    assert total.points
    assert total.points.value.shown == "9.5"
    assert said(TWO_POINTS, level={Level.ERROR}) == []


CODED = """
[自评]
水质监测运行费项目绩效自评表（2023年度） | < | < | < | < | < | <
项目名称 | 水质监测运行费 | < | < | 实施单位 | 市环境监测站 | <
资金（万元） | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
年度资金总额 | 120 | 120 | 118.8 | 10 | 99% | 9.9
预期目标 | 完成24个断面水质监测 | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
{a}产出指标 | {a}1 数量指标 | {a}11 监测断面 | ≥24个 | 24个 | 40 | 40
{b}效益指标（30分） | {b}1生态效益指标 | {b}11 断面优良率 | ≥85% | 87% | 30 | 30
{c}满意度指标 | {c}1.服务对象满意度指标 | {c}11 公众满意度 | ≥85% | 88% | 10 | 10
合计 | < | < | < | < | 90 | 89.9
"""


@pytest.mark.parametrize("codes", ["ABC", "ＡＢＣ", "PQR"])
def test_级次前面的字母代码不是名称(codes: str) -> None:
    text = CODED.format(a=codes[0], b=codes[1], c=codes[2])
    rows = read_all(drawn(text), FORMS)[0].indicators
    assert [(row.level1.value, row.level2.value) for row in rows] == [
        ("产出指标", "数量指标"),
        ("效益指标", "生态效益指标"),
        ("满意度指标", "服务对象满意度指标"),
    ]
    assert [line for line in said(text) if " W01 " in line and "产出指标分值合计 40" in line]


@pytest.mark.parametrize(
    "row",
    [
        "^ | ^ | ^ | 指标2：…… | | | | |", "^ | ^ | ^ | 指标2：…… | …… | …… | | |",
        "^ | ^ | ^ | …… | | | | |", "^ | ^ | ^ | 指标3：... | | | | |",
        "^ | ^ | ^ | 指标 4： | — | — | / | / |",
    ],
)  # fmt: skip
def test_没有删的占位行不是指标(row: str) -> None:
    line = next(line for line in GOOD.splitlines() if "添置图书册数" in line)
    text = GOOD.replace(line, f"{line}\n{row}")
    assert len(read_all(drawn(text), FORMS)[0].indicators) == 8
    assert said(text) == []


@pytest.mark.parametrize("heads", ["全市合计 | 永安县 | 宁德区", "永安县 | 宁德区 | 合计"])
def test_完成值下面分全市合计和各县的_读合计_各县只作提示(heads: str) -> None:
    text = TRANSFER.replace(
        "年度指标值 | 全年完成值 | 未完成原因和改进措施",
        f"年度指标值 | 全年完成值 | < | < | 未完成原因和改进措施\n^ | ^ | ^ | ^ | {heads} | ^",
    )
    each = "200公里 | 138公里"
    three = f"338公里 | {each}" if heads.startswith("全市") else f"{each} | 338公里"
    text = text.replace("| 338公里 |\n", f"| {three} |\n")
    row = read_all(drawn(text), FORMS)[0].indicators[0]
    assert row.actual.value.shown == "338公里"
    assert [line for line in said(text) if " U01 " in line] == []
    assert [line for line in said(text, level={Level.INFO}) if " U01 " in line and "永安县" in line]


IN_NAMES = """
[自评]
森林防火项目绩效自评表（2023年度） | < | < | < | < | <
项目名称 | 森林防火 | < | 项目单位 | 县林业局 | <
一级指标（分值） | 二级指标 | 三级指标（分值） | 指标值 | 完成情况 | 得分
产出指标（50） | 数量 | 巡护里程（25） | ≥6000公里 | 6120公里 | 25
^ | 质量 | 火情处置率（25分） | 100% | 100% | 25
效益指标（40） | 生态 | 森林火灾受害率（40） | ≤0.9‰ | 0.2‰ | 40
满意度（10） | 满意 | 林农满意度（10） | ≥90% | 91% | 10
总分 | < | < | < | < | 100
"""


def test_列名写着分值_括在名称后面的数就是分值() -> None:
    rows = read_all(drawn(IN_NAMES), FORMS)[0].indicators
    assert [row.weight.value.shown if row.weight else "" for row in rows] == [
        "25", "25", "40", "10",
    ]  # fmt: skip


SECTIONS = """
[自评]
残疾人就业培训项目支出绩效自评表 | < | < | < | < | < | <
（2023年度） | < | < | < | < | < | <
项目名称 | 残疾人就业培训 | < | < | 实施单位 | 县残联 | <
资金来源（万元） | 计划安排 | 实际到位 | 实际使用 | 结余 | 使用率 | 得分
省级 | 40 | 40 | 38 | 2 | 95% |
县级 | 10 | 10 | 10 | 0 | 100% |
合计 | 50 | 50 | 48 | 2 | 96% | 9.6
预期目标 | 培训残疾人200名 | < | 完成情况 | 培训205名 | < | <
一级指标 | 二级指标 | 三级指标 | 预期值 | 实现值 | 分值 | 自评
{one}
| 数量 | 培训人数 | 200人 | 205人 | 25 | 25
| 质量 | 结业率 | 95% | 96% | 25 | 25
{two}
| 社会 | 就业率 | ≥60% | 62% | 30 | 30
{three}
| 满意 | 学员满意度 | 90% | 95% | 10 | 10
合计得分 | < | < | < | < | < | 99.6
"""
_SPREAD = " | <" * 6


def test_有一级一列而写成一行小标题的() -> None:
    heads = ("（一）产出指标（50分）", "（二）效益指标（30分）", "（三）满意度指标（10分）")
    one, two, three = (head + _SPREAD for head in heads)
    filing = read_all(drawn(SECTIONS.format(one=one, two=two, three=three)), FORMS)[0]
    assert [row.level1.value for row in filing.indicators] == [
        "产出指标", "产出指标", "效益指标", "满意度指标",
    ]  # fmt: skip
    money = [
        [field.value.shown if field else "" for field in (line.budget, line.executed, line.rate)]
        for line in filing.funds
    ]
    assert money[-1] == ["50万元", "48万元", "96%"]


def test_一级一列全空着的_说出来() -> None:
    text = SECTIONS.format(one="|", two="|", three="|")
    assert [line for line in said(text) if "4 条指标都没有写一级指标" in line]


DEPARTMENT = """
[整体]
县气象局2023年部门整体支出绩效自评表 | < | < | < | < | <
部门名称 | 县气象局 | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 目标值 | 完成值 | 得分
投入（10分） | 预算编制 | 三公经费控制率 | ≤100% | 80% | 10
产出（60分） | 数量 | 发布预警 | ≥40次 | 46次 | 60
效果（30分） | 社会效益 | 公众满意度 | ≥85% | 86% | 30
总分 | < | < | < | < | 100
"""


def test_没有资金块_印着的分值自己就是一百分() -> None:
    assert [line for line in said(DEPARTMENT) if " W10 " in line] == []
