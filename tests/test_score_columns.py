"""几栏都像得分、像分值的：加权得分才是得分，三级旁边的才是它的分值。"""

import pytest
from drawn import drawn

from perfxl.assess import Assessment, assess
from perfxl.form.load import load_all

FORMS = load_all()


def _lines(made: Assessment, *codes: str) -> list[str]:
    return [finding.line() for finding in made.findings if finding.code in codes]


_WEIGHTED = """
[自评表]
水产种苗补贴项目支出绩效自评表（2024年度） | < | < | < | < | < | < | <
项目名称 | 水产种苗补贴 | < | 主管部门 | 临港区农业农村局 | 实施单位 | 区水产站 | <
一级指标 | 二级指标 | 三级指标 | {weight} | 目标 | 实际 | {raw} | {final} | 备注
预算执行 | 预算执行 | 预算执行率 | {w10} | 100% | 95% | 95 | 9.5
产出 | 数量指标 | 补贴养殖户 | {w30} | ≥150户 | 150户 | 100 | 30
^ | 质量指标 | 种苗检疫 | {w20} | 严格检疫 | 全部检疫 | 90 | {wrong}
效益 | 经济效益 | 户均增收 | {w30} | ≥4000元 | 3600元 | 90 | {points}
满意度 | 服务对象 | 养殖户满意度 | {w10} | ≥90% | 96% | 100 | 10
总分 | < | < | {w100} | | | | 94.5
"""
_PERCENT = {f"w{value}": f"{value}.00%%" for value in (10, 20, 30, 100)}
_SHARES = {f"w{value}": f"{value / 100:g}" for value in (10, 20, 30, 100)}
_POINTS = {f"w{value}": str(value) for value in (10, 20, 30, 100)}
_NAMES = [
    ("权重", "评分（百分制）", "加权得分", _PERCENT),
    ("权重", "评分", "加权得分", _PERCENT),
    ("权重", "得分", "加权后得分", _PERCENT),
    ("分值", "自评得分（满分100）", "折算得分", _POINTS),
    ("分值", "原始得分", "折合得分", _POINTS),
    ("权重（%）", "百分制得分", "得分×权重", _POINTS),
    ("权重", "百分制打分", "得分", _PERCENT),
    ("权重", "评分（百分制）", "加权后的得分", _SHARES),
]


def _weighted(
    names: tuple[str, str, str, dict[str, str]], *, wrong: str = "18", points: str = "27"
) -> Assessment:
    weight, raw, final, weights = names
    text = _WEIGHTED.format(
        weight=weight, raw=raw, final=final, wrong=wrong, points=points, **weights
    )
    return assess(drawn(text), FORMS)


@pytest.mark.parametrize("names", _NAMES, ids=[name[2] for name in _NAMES])
def test_百分制的评分与加权得分_加权的才是得分(
    names: tuple[str, str, str, dict[str, str]],
) -> None:
    made = _weighted(names)
    assert not _lines(made, "P01", "P02", "P06", "P10", "F07", "M03")
    assert made.scored.total == made.filing.total.value.value  # type: ignore[union-attr]  # 有总分
    assert [str(row.points and row.points.value.value) for row in made.filing.indicators] == [
        "30", "18", "27", "10",
    ]  # fmt: skip


def test_加权算错的_说哪一条错() -> None:
    [said] = _lines(_weighted(_NAMES[0], wrong="20"), "P10")
    assert said == (
        "自评表!H6、G6 P10 “种苗检疫”得分 20，分值 20×百分制的 90÷100＝18"
        "（财预〔2020〕10号，见于填报表）；请改为 18，或核对百分制的分数"
    )
    [said] = _lines(_weighted(_NAMES[0], points="30"), "P02", "P10")
    assert said.startswith(
        "自评表!H7、F7、I7 P02 “户均增收”得分 30，应为 min(3600÷4000,1)×30=27.00"
    )


_UNSCORED = """
[自评表]
2024年度项目支出绩效自评表 | < | < | < | < | < | < | <
项目名称 | 敬老院厨房改造 | < | 主管部门 | 桐川县民政局 | 实施单位 | 县敬老院 | <
项目资金（万元） | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
^ | 年度资金总额 | 200 | 200 | 190 | {weight} | 95.00%% | {points}
^ | 其中：财政拨款 | 200 | 200 | 190 | — | 95.00%% | —
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因
产出指标 | 数量指标 | 改造厨房 | ≥3间 | 3间 | 30 | 30 |
^ | 质量指标 | 验收合格率 | 100% | 100% | 30 | 30 |
效益指标 | 社会效益 | 用餐老人 | ≥80人 | 86人 | 30 | 30 |
满意度指标 | 服务对象满意度 | 老人满意度 | ≥90% | 96% | 10 | 10 |
总分 | < | < | < | < | 100 | 100 |
"""


@pytest.mark.parametrize(
    ("weight", "points"),
    [("—", "—"), ("/", "/"), ("-", "-"), ("", ""), ("不计分", "不计分"), ("——", ""), ("0", "0")],
)
def test_执行率不计分_各条加满一百的_不另算十分(weight: str, points: str) -> None:
    made = assess(drawn(_UNSCORED.format(weight=weight, points=points)), FORMS)
    assert made.scored.total == 100
    assert not _lines(made, "F03", "F08", "P06", "W02", "W03", "M03")
    [said] = _lines(made, "W05")
    assert said.startswith("自评表!F4 W05 预算执行率")


def test_执行率的分空着_各条没有加满的_仍要填() -> None:
    text = _UNSCORED.format(weight="—", points="—").replace(
        "改造厨房 | ≥3间 | 3间 | 30 | 30", "改造厨房 | ≥3间 | 3间 | 20 | 20"
    )
    made = assess(drawn(text), FORMS)
    assert made.scored.execution.points is not None
    assert _lines(made, "F03")


_LEVELS = """
[自评表]
2024年度项目支出绩效自评表 | < | < | < | < | < | < | < | <
项目名称 | 敬老院厨房改造 | < | 主管部门 | 桐川县民政局 | < | 实施单位 | 县敬老院 | <
项目资金（万元） | | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
^ | 年度资金总额 | < | 200 | 200 | 190 | 10 | 95.00%% | 9.5
一级指标 | {first} | 二级指标 | {second} | 三级指标 | {third} | 指标值 | 完成值 | 得分
产出 | 50 | 数量 | 20 | 改造厨房 | 20 | ≥3间 | 3间 | 20
^ | ^ | 质量 | 30 | 验收合格率 | 20 | 100% | 100% | 20
^ | ^ | ^ | ^ | 建档率 | 10 | 100% | 92% | 10
效益 | 30 | 社会效益 | 30 | 用餐老人 | 30 | ≥80人 | 86人 | 30
满意度 | 10 | 满意度 | 10 | 老人满意度 | 10 | ≥90% | 96% | 10
总分 | < | < | < | < | 100 | | | 99.5
"""


@pytest.mark.parametrize(
    ("first", "second", "third"),
    [
        ("分值", "分值", "分值"),
        ("权重", "权重", "权重"),
        ("一级分值", "二级分值", "三级分值"),
        ("一级指标分值", "二级指标分值", "三级指标分值"),
        ("一级权重", "二级权重", "三级权重"),
        ("分值", "分值", "分值（分）"),
        ("分值1", "分值2", "分值3"),
        ("权重", "权重", "分值"),
    ],
)
def test_三级各有一栏分值_三级旁边的才是指标的(first: str, second: str, third: str) -> None:
    made = assess(drawn(_LEVELS.format(first=first, second=second, third=third)), FORMS)
    weights = [row.weight and row.weight.value.value for row in made.filing.indicators]
    assert weights == [20, 20, 10, 30, 10]
    [said] = _lines(made, "P02")
    assert "“建档率”得分 10，应为 min(92÷100,1)×10=9.20" in said
    assert not _lines(made, "P06", "W01", "W02", "W06", "W10", "U01")


def test_并排的两份都只叫得分_不当作百分制() -> None:
    other = "| | 一级指标 | 二级指标 | 三级指标 | 指标值 | 分值 | 得分"
    text = _UNSCORED.format(weight="10", points="9.5").replace("偏差原因", f"偏差原因 {other}")
    text = text.replace(
        "3间 | 30 | 30 |", "3间 | 20 | 20 | | | 产出 | 数量 | 路灯 | ≥9盏 | 80 | 90"
    )
    made = assess(drawn(text), FORMS)
    assert not _lines(made, "P10")
    assert [row.share for row in made.filing.indicators] == [None] * 4
