"""年度写在没有见过的地方：标题前有附件几、年度二字在右边、开始和结束各写一格。"""

import pytest
from unseen import errors, made

TABLE = """
[自评]
{title} | < | < | < | < | <
{line} | | | |
项目名称 | 护林防火 | 主管部门 | 松岭县林业局 | 实施单位 | 松岭县林场
预算数（万元） | 45 | 执行数（万元） | 45 | 执行率得分 | 10
预期目标 | 巡护林地3000亩 | < | < | < | <
{done} | 巡护林地3050亩 | < | < | < | <
一级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分
产出指标 | 巡护林地 | ≥3000亩 | 3050亩 | 50 | 50
效益指标 | 火情报送时限 | 2小时 | {hours}小时 | 40 | {points}
"""
TITLE = "项目支出绩效自评表"


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("附件2 2022年度护林防火项目支出绩效自评表", " | "),
        (TITLE, "2022 | 年度"),
        (TITLE, "总投资（万元） | 2000 | 年度 | 2022"),
        (TITLE, "开始时间 | 2022年1月 | 结束时间 | 2022年12月"),
        (TITLE, "项目开始日期 | 2022-03-01 | 项目完成日期 | 2022-11-30"),
    ],
)
def test_年度读得到(title: str, line: str) -> None:
    one = made(TABLE.format(title=title, line=line, done="完成目标", hours=1.5, points=40))
    assert one.filing.year is not None
    assert one.filing.year.value == "2022"
    assert one.filing.achievement is not None
    assert one.filing.achievement.value == "巡护林地3050亩"
    assert errors(one) == []


def test_开始结束跨年的_不猜() -> None:
    line = "开始时间 | 2022年1月 | 结束时间 | 2023年12月"
    one = made(TABLE.format(title=TITLE, line=line, done="完成目标", hours=1.5, points=40))
    assert one.filing.year is None


def test_年度没有填的_不拿左边的金额当年度() -> None:
    line = "总投资（万元） | 2000 | 年度 | "
    one = made(TABLE.format(title=TITLE, line=line, done="完成目标", hours=1.5, points=40))
    assert one.filing.year is None or not one.filing.year.value


def test_时限是上限() -> None:
    text = TABLE.format(title=TITLE, line="2022 | 年度", done="完成目标", hours=2.5, points=40)
    (line,) = errors(made(text))
    assert "P02 “火情报送时限”得分 40，应为 2÷2.5×40=32.00" in line
