"""一个列名盖着几栏的：符号、数、单位分着写，下面没有再写列名，也读成一个指标值。"""

import pytest
from drawn import drawn

from perfxl.assess import assess
from perfxl.form.load import load_all

FORMS = load_all()
_TOP = """
[自评表]
2024年度项目支出绩效自评表 | < | < | < | < | < | < | < | < | <
项目名称 | 敬老院运营补助 | < | 主管部门 | 桐川县民政局 | < | 实施单位 | < | 城南敬老院 | <
"""
_ROWS = {
    "≥ | 120人": (
        "年度指标值 | < | 实际完成值 | <",
        ("≥ | 120人 | 126人 | <", "≥ | 95% | 97% | <", "≤ | 5天 | 6天 | <", "≥ | 90% | 96% | <"),
    ),
    "120人 | ≥": (
        "年度指标值 | < | 实际完成值 | <",
        ("120人 | ≥ | 126人 | <", "95% | ≥ | 97% | <", "5天 | ≤ | 6天 | <", "90% | ≥ | 96% | <"),
    ),
    "≥ | 120 | 人": (
        "年度指标值 | < | < | 实际完成值",
        ("≥ | 120 | 人 | 126", "≥ | 95 | % | 97", "≤ | 5 | 天 | 6", "≥ | 90 | % | 96"),
    ),
    "大于等于 | 120人": (
        "目标值 | < | 完成值 | <",
        (
            "大于等于 | 120人 | 126 | 人", "大于等于 | 95% | 97 | %", "小于等于 | 5天 | 6 | 天",
            "大于等于 | 90% | 96 | %",
        ),
    ),
    "正向 | 120人": (
        "年度指标值 | < | 实际完成值 | <",
        (
            "正向 | 120人 | 126人 | <", "正向 | 95% | 97% | <", "反向 | 5天 | 6天 | <",
            "正向 | 90% | 96% | <",
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", _ROWS)
def test_符号另占一格_没有列名_也读得到(kind: str) -> None:
    titles, (first, second, third, fourth) = _ROWS[kind]
    text = f"""{_TOP}
一级指标 | 二级指标 | 三级指标 | {titles} | 分值 | 得分 | 偏差原因
产出指标 | 数量指标 | 供养老人 | {first} | 20 | 20 |
^ | 质量指标 | 护理达标率 | {second} | 20 | 20 |
^ | 时效指标 | 报销办结时间 | {third} | 20 | 20 |
满意度指标 | 服务对象满意度 | 老人满意度 | {fourth} | 40 | 40 |
总分 | < | < | < | < | < | < | 100 | 100 |
"""
    made = assess(drawn(text), FORMS)
    shown = [row.target.value.shown for row in made.filing.indicators]
    assert shown == ["≥120人", "≥95%", "≤5天", "≥90%"]
    assert not {"U01", "T01", "A06"} & {finding.code for finding in made.findings}
    [said] = [finding.line() for finding in made.findings if finding.code == "P02"]
    assert "“报销办结时间”得分 20，应为 5÷6×20=16.67" in said


def test_高出区间的上端_按完成记满分的说一声() -> None:
    text = f"""{_TOP}
一级指标 | 二级指标 | 三级指标 | 年度指标值 | < | 实际完成值 | < | 分值 | 得分 | 偏差原因
产出指标 | 数量指标 | 降低能耗 | 10%-15% | < | {{actual}} | < | 60 | 60 |
满意度指标 | 服务对象满意度 | 老人满意度 | ≥90% | < | 96% | < | 40 | 40 |
总分 | < | < | < | < | < | < | 100 | 100 |
"""
    made = assess(drawn(text.format(actual="16%")), FORMS)
    [said] = [finding.line() for finding in made.findings if finding.code == "V03"]
    assert "“降低能耗”指标值 10-15%、完成值 16%，高出区间的上端，按完成记的满分；" in said
    assert made.scored.indicators[0].why.endswith("（高出区间的上端 15，按完成算）")
    inside = assess(drawn(text.format(actual="12%")), FORMS)
    assert not [finding for finding in inside.findings if finding.code == "V03"]
