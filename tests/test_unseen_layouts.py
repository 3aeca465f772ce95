"""没有见过的画法：读得对，也不误报；每一种一个小表。"""

import pytest
from drawn import drawn
from unseen import FORMS, errors, made, rows

from perfxl.read import read_all


@pytest.mark.parametrize("said", ["单位：白石县司法局", "单位: 白石县司法局"])
def test_只写单位两个字的_是填表的单位(said: str) -> None:
    text = f"""
[评分表]
2023年度部门整体支出绩效自评指标评分表 | < | < | < | < | < | <
{said} | < | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标解释 | 评分标准 | 分值 | 自评得分
投入 | 目标设定 | 绩效目标合理性 | 是否符合职责 | 符合得40分 | 40 | 40
过程 | 预算执行 | 预算完成率 | 完成数/预算数 | 每低1个百分点扣1分 | 60 | 60
总分 | < | < | < | < | 100 | 100
"""
    one = made(text)
    assert one.filing.unit is not None
    assert one.filing.unit.value == "白石县司法局"
    assert errors(one) == []


APPROVED = """
[打分表]
项目绩效自评打分表（2023年度） | < | < | < | < | < | < | <
项目名称 | 急救站改造 | < | < | 项目单位 | 白石县医院 | < | <
预算数（万元） | 300 | < | 执行数（万元） | 285 | < | 预算执行率 | 95%
一级指标 | 二级指标 | 三级指标 | 年度目标 | 核定分 | 自评打分情况 | < | <
^ | ^ | ^ | ^ | ^ | 完成情况 | 得分 | 扣分原因
预算执行 | 执行 | 预算执行率 | 100% | 10 | 95% | 9.5 | 尾款次年支付
产出 | 数量 | 培训急救员 | ≥60人次 | 50 | 66人次 | 50 |
效益 | 社会效益 | 覆盖乡镇 | ≥18个 | 30 | 18个 | 30 |
满意度 | 满意度 | 患者满意度 | ≥92% | 10 | 94% | 10 |
合计 | < | < | < | 100 | | 99.5 |
"""


def test_没有分值一栏的_得分左边的核定分就是分值() -> None:
    one = made(APPROVED)
    weights = [row.weight and row.weight.value.shown for row in one.filing.indicators]
    assert weights == ["50", "30", "10"]
    assert errors(one) == []


def test_得分右边的核定分_是复核打的() -> None:
    text = APPROVED.replace("核定分 |", "备注 |").replace("扣分原因", "核定分")
    assert all(row.weight is None for row in made(text).filing.indicators)


TOLD = """
[表]
石桥镇项目支出绩效自评表（2023年度） | < | < | < | < | <
项目名称 | 村道养护 | < | 实施单位 | 石桥镇人民政府 | <
预算数 | 50万元 | < | 执行数 | 50万元 | <
一级指标 | 二级指标 | 三级指标 | 指标完成情况 | 分值 | 得分
产出指标 | 数量指标 | 养护村道 | {first} | 50 | 50
效益指标 | 社会效益指标 | 通行状况 | {second} | 30 | 30
满意度指标 | 满意度 | 村民满意度 | {third} | 10 | 10
"""


@pytest.mark.parametrize(
    ("first", "second", "third"),
    [
        ("目标≥26公里，完成28公里", "目标明显改善，完成明显改善", "目标≥90%，完成94%"),
        ("目标≥26公里，实际28公里", "目标明显改善，实际明显改善", "目标≥90%，实际为94%"),
        ("计划：≥26公里；实际完成：28公里", "计划：明显改善；实际完成：明显改善",
         "计划：≥90%；实际达到：94%"),
        ("目标值≥26公里⏎完成值28公里", "目标值明显改善⏎完成值明显改善", "目标值≥90%⏎完成值94%"),
    ],
)  # fmt: skip
def test_目标完成写成一句的_各是各的(first: str, second: str, third: str) -> None:
    one = made(TOLD.format(first=first, second=second, third=third))
    assert rows(one) == [("≥26公里", "28公里"), ("明显改善", "明显改善"), ("≥90%", "94%")]
    assert errors(one) == []


def test_有一格不是这样写的_不拆_照说() -> None:
    text = TOLD.format(first="目标≥26公里，完成28公里", second="没有统计", third="目标90%，完成94%")
    assert [line for line in errors(made(text)) if " F09 " in line]


SECTIONS = """
[自评]
项目绩效自评表（2023年度） | < | < | < | < | < | < | <
项目名称 | 病媒监测 | < | 主管部门 | 长岭县卫健局 | 实施单位 | 长岭县疾控中心 | <
当年预算 | 24 | < | 当年支出 | 24 | < | 执行率得分 | 10
指标类别 | 指标名称 | 计划数 | 完成数 | {heads} | 未完成原因 | <
产出指标 | < | < | < | 50 | {own} | | <
数量 | 监测点数 | 40个 | 38个 | 10 | 9.5 | 两家医院搬迁 | <
质量 | 检测准确率 | 99% | 99.4% | 40 | 40 | | <
效益指标 | < | < | < | 30 | 30 | | <
社会效益 | 疫情处置率 | 100% | 100% | 30 | 30 | | <
满意度指标 | < | < | < | 10 | 10 | | <
服务对象满意度 | 医疗机构满意度 | 90% | 94% | 10 | 10 | | <
{total} | < | < | < | 100 | 99.5 | | <
"""


@pytest.mark.parametrize("heads", ["分值 | 得分", "权数 | 评分"])
@pytest.mark.parametrize("total", ["总分", "总评分", "自评总评分"])
def test_分节一行写着这一节的分(heads: str, total: str) -> None:
    assert errors(made(SECTIONS.format(heads=heads, own=49.5, total=total))) == []
    (line,) = errors(made(SECTIONS.format(heads=heads, own=47.5, total=total)))
    assert "P15 产出指标的得分写 47.5，产出指标下 2 条加起来是 49.5" in line


@pytest.mark.parametrize("head", ["绩效完成情况", "绩效指标完成情况", "年度任务完成情况"])
def test_各种完成情况都是完成值(head: str) -> None:
    text = SECTIONS.format(heads="分值 | 得分", own=49.5, total="总分").replace("完成数", head)
    assert rows(made(text))[0] == ("40个", "38个")


LISTED = """
[明细]
2023年项目绩效自评明细表 | < | < | < | < | < | < | <
单位名称 | 项目名称 | 一级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分
南坪园林所 | 行道树补植 | 产出指标 | 补植行道树 | ≥600株 | 600株 | 60 | 60
南坪园林所 | 行道树补植 | 满意度指标 | 市民满意度 | ≥90% | 92% | 40 | 40
南坪园林所 | 花坛换季 | 产出指标 | 更换花卉 | ≥12万盆 | 12.4万盆 | 60 | 60
南坪园林所 | 花坛换季 | 满意度指标 | 市民满意度 | ≥90% | 95% | 40 | 40
"""


def test_只有单位和项目名称两栏写在左边的明细_一个项目一份() -> None:
    filings = read_all(drawn(LISTED), FORMS)
    assert [one.name and one.name.value for one in filings] == ["行道树补植", "花坛换季"]
    assert [len(one.indicators) for one in filings] == [2, 2]


def test_几个子项目合用一个总分的_还是一份() -> None:
    text = LISTED + "总分 | < | < | < | < | < | 200 | 200\n"
    assert len(read_all(drawn(text), FORMS)) == 1


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("2023年度“村村响”运行维护项目支出绩效自评表", "“村村响”运行维护"),
        ("2023年度“村村响运行维护”项目支出绩效自评表", "村村响运行维护"),
        ("村村响运行维护项目绩效自评表", "村村响运行维护项目"),
    ],
)
def test_标题以上有一行填报单位的_名称还在标题里(title: str, name: str) -> None:
    text = f"""
[自评]
单位 | 云台县融媒体中心 | < | 填报时间 | 2024年1月20日 | <
{title} | < | < | < | < | <
资金情况 | 预算 | 执行 | 执行率 | 分值 | 得分
财政资金 | 46万元 | 46万元 | 100% | 10 | 10
一级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分
产出指标 | 维护点位 | ≥312个 | 312个 | 90 | 90
"""
    filing = made(text).filing
    assert filing.name is not None
    assert filing.name.value == name


GROUPED = """
[自评表]
医疗救助补助资金绩效自评表（2024年度） | < | < | < | < | < | <
项目名称 | 医疗救助 | < | 资金使用单位 | 凌云县医保局 | < | <
全年预算数（万元） | 200 | < | 全年执行数（万元） | 200 | 执行率得分 | 10
绩效指标 | < | < | {goal} | {done} | 自评 | <
一级 | 二级 | 三级 | {target} | {actual} | 分值 | 得分
产出 | 数量 | 救助困难群众 | ≥420人次 | 432人次 | 50 | 50
效益 | 社会效益 | 困难群众参保率 | ≥99% | 99.5% | 30 | 30
满意度 | 满意度 | 救助对象满意度 | ≥85% | 91% | 10 | 10
合计 | < | < | | | 100 | 100
"""


@pytest.mark.parametrize(
    ("goal", "done", "target", "actual"),
    [
        ("绩效目标", "完成情况", "目标值", "完成值"),
        ("年度目标", "目标完成情况", "指标值", "实际值"),
        ("预期目标", "实际完成情况", "计划数", "年末实际"),
    ],
)
def test_列名上面的分组_不是没有填的目标(goal: str, done: str, target: str, actual: str) -> None:
    one = made(GROUPED.format(goal=goal, done=done, target=target, actual=actual))
    assert errors(one) == []
    assert one.filing.goal is None
    assert rows(one)[0] == ("≥420人次", "432人次")


def test_按评分标准打分的_不说空着的指标值() -> None:
    text = """
[评分表]
2022年度部门整体支出绩效自评评分表 | < | < | < | < | < | <
填报单位：云溪县残联 | < | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 分值 | 评分标准 | 得分 | 备注
过程 | 预算管理 | 预算完成率 | 60 | 每低1个百分点扣1分 | 58 |
产出 | 职责履行 | 辅具适配率 | 40 | 每低1个百分点扣1分 | 40 |
合计 | < | < | 100 | | 98 |
"""
    (line,) = errors(made(text))
    assert "“预算完成率”扣了 2 分（分值 60），没有写偏差原因" in line


TWO_TOTALS = """
[自评]
项目支出绩效自评表（2024年度） | < | < | < | < | < | <
项目名称 | 安防提升 | 主管部门 | 竹溪县教育局 | 项目单位 | 竹溪县电教馆 | <
预算情况（万元） | 全年预算 | 全年支出 | 执行率 | 执行得分 | | <
^ | 280 | 277.2 | 99% | 9.9 | | <
一级指标 | 二级指标 | 三级指标 | 目标值 | 实际值 | 分值 | 得分
产出 | 数量 | 更新设备 | 1120套 | 1120套 | 50 | 50
效益 | 社会效益 | 安全事件下降率 | ≥20% | 23% | 30 | 30
满意度 | 满意度 | 师生满意度 | ≥95% | 96.4% | 10 | 10
总计 | < | < | < | < | 90 | {own}
自评总得分 | < | < | < | < | < | {total}
"""


def test_合计只加各条_下一行才是总分() -> None:
    assert errors(made(TWO_TOTALS.format(own=90, total=99.9))) == []
    (line,) = errors(made(TWO_TOTALS.format(own=80, total=99.9)))
    assert " P15 " in line
    (line,) = errors(made(TWO_TOTALS.format(own=90, total=98.9)))
    assert " P06 " in line


def test_写明是转移支付名称的_不从标题里取() -> None:
    text = """
[附件1]
2023年中央财政林草转移支付资金绩效自评表 | < | < | < | <
转移支付名称 | 林草生态恢复资金 | < | 资金使用单位 | 沙河县林草局
资金（万元） | 全年预算数 | 全年执行数 | 预算执行率 | <
合计 | 3680 | 3680 | 100% | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 全年实际完成值
产出指标 | 数量指标 | 造林面积 | ≥2.6万亩 | 2.6万亩
"""
    filing = made(text).filing
    assert filing.name is not None
    assert filing.name.value == "林草生态恢复资金"


def test_表头里与指标同名的一项_不是申报的指标值() -> None:
    text = """
[自评表]
政府付费项目支出绩效自评表（2023年度） | < | < | < | < | <
项目名称 | 污水处理 | 主管部门 | 河口区水务局 | 实施单位 | 河口区排水中心
应付费（元） | 985500 | 实付费（元） | 936225 | 付费率 | 95%
污泥处置率 | 90% | | | |
一级指标 | 三级指标 | 指标值 | 实际值 | 分值 | 得分
产出指标 | 污泥处置率 | 100% | 100% | 90 | 90
"""
    one = made(text)
    assert [found for found in one.findings if found.code == "C01"] == []
    total = one.filing.total_fund
    assert total is not None
    assert total.executed is not None
    assert total.executed.value.raw == "936225"


BARE = """
[自评]
项目支出绩效自评表（2023年度） | < | < | < | < | <
项目名称 | 卫生室建设 | 主管部门 | 临河县卫健局 | < | <
单位：{seal}临河县疾控中心 | < | < | < | < | 单位：万元
预算数 | 420 | 执行数 | 420 | 执行率得分 | 10
一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | {points}
产出指标 | 数量指标 | 建设卫生室 | 28 | 28 | {first}
产出指标 | 成本指标 | 单个建设{cost} | 15 | {actual} | {second}
"""


@pytest.mark.parametrize(("cost", "actual"), [("成本", 14.4), ("费用", 15), ("节约额", 16)])
def test_成本指标没有写单位的_低的好(cost: str, actual: float) -> None:
    text = BARE.format(
        seal="（盖章）",
        points="分值 | 得分",
        first="50 | 50",
        second="40 | 40",
        cost=cost,
        actual=actual,
    )
    one = made(text)
    assert errors(one) == []
    assert one.filing.unit is not None
    assert one.filing.unit.value == "临河县疾控中心"
