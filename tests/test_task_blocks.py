"""年度主要任务一块里也有预算数、执行数、完成情况：资金、年度目标不从它那里读。"""

from __future__ import annotations

import pytest
from drawn import drawn

from perfxl.assess import assess
from perfxl.filing.findings import Level
from perfxl.form.load import load_all
from perfxl.read import read

FORMS = load_all()
_TITLE = """
[部门整体]
2024年度部门整体支出绩效自评表 | < | < | < | < | < | < | <
部门名称 | 桐川县民政局 | < | < | < | < | < | <
"""
_FUNDS = """
部门预算（万元） | 支出类别 | 年初预算 | {} | 决算数 | 执行率 | 分值 | 得分
^ | 合计 | 3200 | 3500 | 3325 | 95% | 10 | 9.5
^ | 基本支出 | 1200 | 1250 | 1245 | 99.6% | |
^ | 项目支出 | 2000 | 2250 | 2080 | 92.44% | |
"""
_TASKS = """
年度主要任务 | 任务名称 | 主要内容 | < | 完成情况 | < | 预算数 | 执行数
^ | 养老服务 | 运营敬老院14所 | < | 运营14所 | < | 800 | 760
^ | 社会救助 | 保障低保对象1.2万人 | < | 保障1.18万人 | < | 1450 | 1320
"""
_TOTAL = "^ | 合计 | | < | | < | 2250 | 2080\n"
_GOALS = """
年度总体目标 | 预期目标 | < | < | 实际完成情况 | < | < | <
^ | 保障困难群众基本生活 | < | < | 基本生活得到保障 | < | < | <
"""
_REST = """
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因及改进措施
产出指标 | 数量指标 | 运营敬老院 | 14所 | 14所 | 50 | 50 |
效益指标 | 社会效益指标 | 救助覆盖率 | 100% | 100% | 30 | 30 |
满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥90% | 95% | 10 | 10 |
总分 | < | < | < | < | 100 | 99.5 |
"""


@pytest.mark.parametrize("budget", ["调整预算", "全年预算数", "预算数", "批复预算"])
@pytest.mark.parametrize("blocks", [(_FUNDS, _TASKS), (_TASKS, _FUNDS), (_TASKS + _TOTAL, _FUNDS)])
def test_另有资金块的_不拿主要任务当资金(blocks: tuple[str, str], budget: str) -> None:
    text = f"{_TITLE}{''.join(blocks).format(budget)}{_GOALS}{_REST}"
    found = assess(drawn(text), FORMS)
    assert [line.name.value for line in found.filing.funds] == ["合计", "基本支出", "项目支出"]
    assert [task.name.value for task in found.filing.tasks] == ["养老服务", "社会救助"]
    assert [one.line() for one in found.findings if one.level is not Level.INFO] == []
    assert "任务" not in "".join(one.what for one in found.filing.unused)


def test_主要任务的完成情况_不是年度目标的完成情况() -> None:
    text = f"{_TITLE}{_FUNDS.format('调整预算')}{_TASKS}{_REST}"
    filing = read(drawn(text), FORMS)
    assert (filing.goal, filing.achievement) == (None, None)
    assert [
        one.code for one in assess(drawn(text), FORMS).findings if one.level is not Level.INFO
    ] == ["S01"]


@pytest.mark.parametrize(
    "head",
    [
        "指标体系 | < | < | 绩效目标完成情况 | < | 评分情况 | < | 说明",
        "指标体系 | < | < | 目标完成情况 | < | 自评得分 | < | 偏差说明",
        "绩效指标 | < | < | 年度目标及完成情况 | < | 评价得分情况 | < | 备注",
    ],
)
def test_表头上面的分组名_不是完成情况的内容(head: str) -> None:
    text = f"{_TITLE}{_FUNDS.format('调整预算')}{head}{_REST}"
    assert read(drawn(text), FORMS).achievement is None


@pytest.mark.parametrize("said", ["已完成", "完成年度任务", "完成情况良好", "全部达到目标"])
def test_完成情况写得短的_仍是内容(said: str) -> None:
    text = f"{_TITLE}{_FUNDS.format('调整预算')}预期目标 | 保障基本生活 | < | < | < | < | < | <\n"
    filing = read(drawn(f"{text}实际完成情况 | {said} | < | < | < | < | < | <{_REST}"), FORMS)
    assert filing.achievement is not None
    assert filing.achievement.value == said
