"""资金各行、子项目各行：一行资金 → 模板里的一行。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfxl.filing.amounts import number
from perfxl.filing.model import FundLine, FundScore
from perfxl.report.marks import Number
from perfxl.report.values import Row, addresses, filled, words

if TYPE_CHECKING:
    from perfxl.report.facts import Facts


def fund_row(facts: Facts, fund: FundScore) -> Row:
    line, name, tell = fund.line, words(fund.line.name), facts.tell
    points = tell.exact(line.points, f"{name}得分", 2)
    weight = tell.exact(line.weight, f"{name}分值", 2)
    initial, budget = tell.money(line.initial, name), tell.money(line.budget, name)
    executed, rate = tell.money(line.executed, name), _rate(facts, fund)
    if line.kind == "total":
        points, weight, rate = facts.execution_points, facts.execution_weight, facts.rate
        initial, budget, executed = facts.initial, facts.budget, facts.executed
    return Row(
        名称=name, 分组=line.group, 年初预算数=initial, 全年预算数=budget,
        全年执行数=executed, 分值=weight, 执行率=rate, 得分=points,
    )  # fmt: skip


def detail_row(facts: Facts, fund: FundScore) -> Row:
    line, name, tell = fund.line, words(fund.line.name), facts.tell
    return Row(
        类别=line.group, 名称=name,
        安排资金=tell.money(line.budget, f"{name}安排资金"),
        已支出=tell.money(line.executed, f"{name}已支出"),
        结转结余=tell.money(line.balance, f"{name}结转结余"),
        结转结余原因=filled(line.reason),
        执行率=_rate(facts, fund),
    )  # fmt: skip


def _rate(facts: Facts, fund: FundScore) -> Number:
    """填了的照填的；预算、执行就是总额的，执行率也是总额的：一个数在报告里只有一种写法。"""
    line, title = fund.line, f"{words(fund.line.name)}执行率"
    if number(line.rate) is None and _same_as_total(facts, line):
        return facts.rate
    cells = addresses((line.budget, line.executed))
    worked = facts.tell.computed(fund.rate, title, cells, unit="%")
    return facts.tell.first(line.rate, worked, title)


def _same_as_total(facts: Facts, line: FundLine) -> bool:
    whole = facts.filing.total_fund
    if whole is None:
        return False
    mine = (number(line.budget), number(line.executed))
    return None not in mine and mine == (number(whole.budget), number(whole.executed))
