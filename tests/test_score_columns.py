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
_POINTS = {f"w{value}": str(value) for value in (10, 20, 30, 100)}
_NAMES = [
    ("权重", "评分（百分制）", "加权得分", _PERCENT),
    ("权重", "评分", "加权得分", _PERCENT),
    ("权重", "得分", "加权后得分", _PERCENT),
    ("分值", "自评得分（满分100）", "折算得分", _POINTS),
    ("分值", "原始得分", "折合得分", _POINTS),
    ("权重（%）", "百分制得分", "得分×权重", _POINTS),
    ("权重", "百分制打分", "得分", _PERCENT),
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
    assert said.startswith("自评表!H7、F7 P02 “户均增收”得分 30，应为 min(3600÷4000,1)×30=27.00")
