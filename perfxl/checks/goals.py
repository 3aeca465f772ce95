"""G 总体目标：预期目标与实际完成情况写得像不像样。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfxl.cells.quantity import bare, fold
from perfxl.checks.register import Remark, check
from perfxl.filing.findings import Level
from perfxl.filing.model import Filing


@check("G01", Level.WARNING, on=Filing, english="Goal and achievement are word for word the same")
def achievement_copied(filing: Filing) -> Iterator[Remark]:
    """实际完成情况不应与预期目标逐字相同。

    为什么：照抄目标等于没有写完成情况，看不出做了多少、结果怎样。
    怎么改：对照预期目标逐项写实际做了什么、完成多少。
    例：绩效自评表!F11 实际完成情况与预期目标逐字相同
    """
    goal, done = filing.goal, filing.achievement
    name = bare(filing.name.value) if filing.name else ""
    if not goal or not done or bare(goal.value) in {"", name}:
        return  # 都只写了项目名称的由 G03 报告
    if bare(goal.value) == bare(done.value):
        goals = filing.form.goals
        yield Remark((done, goal), f"{goals.achievement}与{goals.goal}逐字相同")


@check("G02", Level.WARNING, on=Filing, english="The goal is a bare number")
def goal_is_number(filing: Filing) -> Iterator[Remark]:
    """年度总体目标应写成文字。

    为什么：只写一个金额，说的是花多少钱，不是办成什么事。
    怎么改：写清项目要做什么、达到什么结果，金额只作说明。
    例：绩效自评表!B11 预期目标只写了“90”
    """
    goals = filing.form.goals
    for title, field in ((goals.goal, filing.goal), (goals.achievement, filing.achievement)):
        if field is not None and re.fullmatch(r"[\d.,]+[亿万]?元?", fold(field.value)):
            yield Remark((field,), f"{title}只写了“{field.value}”")


@check("G03", Level.WARNING, on=Filing, english="The goal only repeats the project's name")
def goal_is_name(filing: Filing) -> Iterator[Remark]:
    """年度总体目标不应只写项目名称。

    为什么：只写名称，看不出要做什么、做成了什么，完成情况没有办法对照。
    怎么改：写清要做的事、数量和要达到的结果。
    例：绩效自评表!B11 预期目标只写了项目名称“街道图书馆改造”
    """
    goals, name = filing.form.goals, bare(filing.name.value) if filing.name else ""
    for title, field in ((goals.goal, filing.goal), (goals.achievement, filing.achievement)):
        if name and field is not None and bare(field.value) == name:
            yield Remark((field,), f"{title}只写了项目名称“{field.value}”")
