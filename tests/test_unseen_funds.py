"""资金没有见过的画法：读得对，也不误报；每一种一个小表。"""

import pytest
from unseen import errors, made, money

from perfxl.filing.findings import Level

PAIRED = """
[自评]
项目支出绩效自评表（2023年度） | < | < | < | < | < | <
项目名称 | 河岸步道亮化 | 主管部门 | 东桥区住建局 | 实施单位 | 东桥区市政所 | <
{first}（元） | {a} | < | {second}（元） | {b} | < | <
预算执行数（元） | 570000 | < | 预算执行率 | 95% | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分
预算执行率 | < | < | 100% | 95% | 10 | 9.5
产出指标 | 数量指标 | 安装路灯 | ≥80盏 | 80盏 | 50 | 50
效益指标 | 社会效益指标 | 亮灯率 | ≥98% | 99% | 30 | 30
满意度指标 | 满意度指标 | 居民满意度 | ≥90% | 93% | 10 | 10
总分 | < | < | < | < | 100 | 99.5
"""


@pytest.mark.parametrize(
    ("first", "a", "second", "b"),
    [("当年预算数", 650000, "调整后预算数", 600000), ("调整后预算", 600000, "当年预算数", 650000)],
)
def test_一项一项写着两个预算数的_调整后的是全年预算数(
    first: str, a: int, second: str, b: int
) -> None:
    one = made(PAIRED.format(first=first, a=a, second=second, b=b))
    assert money(one) == ["650000", "600000", "570000"]
    assert errors(one) == []


SIDES = """
[整体]
部门整体支出绩效自评表（2023年度） | < | < | < | < | < | <
部门名称 | 临渡区图书馆 | < | < | < | < | <
部门预算情况（万元） | 收入 | < | < | 支出 | < | <
^ | 项目 | {initial} | 决算数 | 项目 | {initial} | 决算数
^ | 财政拨款 | 820 | 800 | 基本支出 | 520 | 515
^ | 其他收入 | 80 | 95 | 项目支出 | 380 | 340
^ | 合计 | 900 | 895 | 合计 | 900 | 855
年度总体目标 | 接待读者8万人次 | < | < | < | < | <
完成情况 | 接待读者8.2万人次 | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
产出指标 | 数量指标 | 接待读者 | ≥8万人次 | 8.2万人次 | 50 | 50
效益指标 | 社会效益指标 | 图书流通率 | ≥60% | 64% | 40 | 40
满意度指标 | 满意度指标 | 读者满意度 | ≥90% | 95% | 10 | 10
合计 | < | < | < | < | 100 | 100
"""


@pytest.mark.parametrize("initial", ["年初预算", "年初预算数", "年初数"])
def test_收入支出左右并排_金额在收入支出名称下面的_取支出的(initial: str) -> None:
    one = made(SIDES.format(initial=initial))
    total = one.filing.total_fund
    assert total is not None
    assert total.executed is not None
    assert total.executed.cell.local == "G7"
    assert total.executed.value.raw == "855"
    assert "没有找到“部门整体收支”" not in "".join(errors(one))


@pytest.mark.parametrize(
    ("name", "unit"), [("城乡居民养老保险基金", "万元"), ("城市快速路", "亿元")]
)
def test_社保基金和写成亿元的_不疑心写混了单位(name: str, unit: str) -> None:
    amount = 38.9 if unit == "亿元" else 389000
    text = f"""
[自评]
项目支出绩效自评表（2023年度） | < | < | < | < | <
项目名称 | {name} | < | 金额单位：{unit} | < | <
资金 | 全年预算数 | 全年执行数 | 执行率 | 分值 | 得分
合计 | {amount} | {amount} | 100% | 10 | 10
一级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分
产出指标 | 发放准确率 | ≥99% | 99.5% | 90 | 90
"""
    assert [found for found in made(text).findings if found.code == "M17"] == []


PLAIN_POINTS = """
[填报]
项目支出绩效自评表（2023年度） | < | < | < | < | < | <
项目名称 | 优待金发放 | 主管部门 | 永安县财政局 | 实施单位 | 永安县退役军人局 | <
{budget}（万元） | 640 | < | {spent}（万元） | 608 | 执行率 | 95%
一级 | 二级 | 三级 | 目标 | 完成 | {points} | 得分
预算执行 | 预算执行率 | | 100% | 95% | 10 | 9.5
产出 | 数量 | 享受优待家庭 | 320户 | 320户 | 50 | 50
效益 | 社会 | 家庭收入 | 改善 | 改善 | 30 | 30
满意度 | | 家庭满意度 | 95% | 98% | 10 | 10
合计 | < | < | < | < | 100 | 99.5
"""


@pytest.mark.parametrize("points", ["分数", "标准分数", "分"])
@pytest.mark.parametrize(
    ("budget", "spent"),
    [("项目年度预算", "年度支出"), ("项目预算", "实际完成支出"), ("本年度预算", "本年度支出")],
)
def test_分值叫分数_资金一项一项写的叫法(points: str, budget: str, spent: str) -> None:
    one = made(PLAIN_POINTS.format(points=points, budget=budget, spent=spent))
    assert money(one)[1:] == ["640", "608"]
    assert errors(one) == []


NESTED = """
[自评表]
项目支出绩效自评表（2023年度） | < | < | < | < | < | <
项目名称 | 农田建设 | 主管部门 | 蓝河县财政局 | 实施单位 | 蓝河县农业农村局 | 单位：万元
资金情况 | 资金来源 | 全年预算数 | 全年执行数 | 执行率 | 分值 | 得分
^ | 资金总额 | 4800 | {total} | 95% | 10 | 9.5
^ | 一、财政资金 | 4300 | 4110 | | |
^ | 其中：中央资金 | 3000 | 2900 | | |
^ | 省级资金 | 1000 | 980 | | |
^ | 县级资金 | 300 | {county} | | |
^ | 二、自筹资金 | 500 | 450 | | |
一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分
产出指标 | 数量指标 | 新建农田 | 2.4万亩 | 2.4万亩 | 50 | 50
效益指标 | 社会效益指标 | 受益农户 | ≥5600户 | 5610户 | 30 | 30
满意度指标 | 满意度指标 | 农户满意度 | ≥90% | 94% | 10 | 10
合计 | < | < | < | < | 100 | 99.5
"""


@pytest.mark.parametrize(
    ("total", "county", "said"),
    [
        (4560, 230, ""),
        (4600, 230, "资金总额的全年执行数是 4600 万元，其中各行合计 4560 万元，差 40 万元"),
        (4560, 250, "财政资金的全年执行数是 4110 万元，其中各行合计 4130 万元，差 20 万元"),
    ],
)
def test_资金分内外两层的_一层一层加(total: int, county: int, said: str) -> None:
    one = made(NESTED.format(total=total, county=county))
    lines = [line for line in errors(one) if " M01 " in line]
    assert len(lines) == bool(said)
    assert all(said in line for line in lines)


TWO_BLOCKS = """
[自评]
项目支出绩效自评表（2023年度） | < | < | < | < | < | <
项目名称 | 专业建设 | 主管部门 | 省教育厅 | 实施单位 | 云岭学院 | 单位：万元
中央资金 | 资金来源 | 全年预算数 | 全年执行数 | 执行率 | 分值 | 得分
^ | 资金总额 | 800 | 760 | 95% | 5 | 4.75
^ | 其中：设备购置 | 800 | 760 | 95% | |
省级配套 | 资金来源 | 全年预算数 | 全年执行数 | 执行率 | 分值 | 得分
^ | 资金总额 | 400 | 380 | 95% | 5 | {points}
^ | 其中：教学改革 | 400 | {part} | 95% | |
一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分
产出指标 | 数量指标 | 建设专业点 | ≥6个 | 6个 | 50 | 50
效益指标 | 社会效益指标 | 毕业生就业率 | ≥90% | 92% | 30 | 30
满意度指标 | 满意度指标 | 学生满意度 | ≥90% | 93% | 10 | 10
总分 | < | < | < | < | 100 | {total}
"""


@pytest.mark.parametrize(
    ("points", "part", "total", "said"),
    [
        (4.75, 380, 99.5, ""),
        (4.9, 380, 99.65, "P02 “省级配套”得分 4.9，应为 min(380÷400,1)×5=4.75"),
        (4.75, 350, 99.5, "M01 省级配套的全年执行数是 380 万元，其中各行合计 350 万元"),
    ],
)
def test_资金两块各计各的分(points: float, part: int, total: float, said: str) -> None:
    one = made(TWO_BLOCKS.format(points=points, part=part, total=total))
    lines = errors(one, Level.ERROR, Level.VERIFY, Level.WARNING)
    lines = [line for line in lines if " S01 " not in line]
    assert len(lines) == bool(said)
    assert all(said in line for line in lines)


def test_收入支出各计各的分() -> None:
    text = """
[自评]
社会保险基金预算绩效自评表（2023年度） | < | < | < | < | < | <
项目名称 | 城乡居民养老保险基金 | 主管部门 | 青岚市人社局 | 实施单位 | 青岚市社保中心 | 单位：亿元
基金收支 | 项目 | 全年预算数 | 全年执行数 | 执行率 | 分值 | 得分
^ | 一、基金收入 | 40 | 42 | 105% | 5 | 5
^ | 二、基金支出 | 38 | 37.24 | 98% | 5 | 4.9
一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分
产出指标 | 数量指标 | 参保人数 | ≥186万人 | 187万人 | 50 | 50
效益指标 | 社会效益指标 | 困难群体代缴率 | 100% | 100% | 30 | 30
满意度指标 | 满意度指标 | 参保群众满意度 | ≥90% | 93% | 10 | 10
总分 | < | < | < | < | 100 | 99.9
"""
    assert errors(made(text)) == []
