"""资金各行、子项目各行：一行资金 → 模板里的一行。"""

from __future__ import annotations

from dataclasses import dataclass

from perfxl.filing.amounts import number
from perfxl.filing.model import FundLine, FundScore
from perfxl.report.marks import Number
from perfxl.report.sentences.values import Row, Teller, addresses, filled, words


@dataclass(frozen=True, slots=True)
class Whole:
    """资金总额一行在报告里的各数。"""

    line: FundLine | None
    initial: Number
    budget: Number
    executed: Number
    rate: Number
    weight: Number
    points: Number


def fund_row(fund: FundScore, tell: Teller, whole: Whole) -> Row:
    line, name = fund.line, words(fund.line.name)
    points = tell.exact(line.points, f"{name}得分", 2)
    weight = tell.exact(line.weight, f"{name}分值", 2)
    initial = tell.money(line.initial, f"{name}年初预算数")
    budget = tell.money(line.budget, f"{name}全年预算数")
    executed, rate = tell.money(line.executed, f"{name}全年执行数"), _rate(fund, tell, whole)
    if line.kind == "total":
        points, weight, rate = whole.points, whole.weight, whole.rate
        initial, budget, executed = whole.initial, whole.budget, whole.executed
    return Row(
        名称=name, 分组=line.group, 年初预算数=initial, 全年预算数=budget,
        全年执行数=executed, 分值=weight, 执行率=rate, 得分=points,
    )  # fmt: skip


def detail_row(fund: FundScore, tell: Teller, whole: Whole) -> Row:
    line, name = fund.line, words(fund.line.name)
    return Row(
        类别=line.group, 名称=name,
        安排资金=tell.money(line.budget, f"{name}安排资金"),
        已支出=tell.money(line.executed, f"{name}已支出"),
        结转结余=tell.money(line.balance, f"{name}结转结余"),
        结转结余原因=filled(line.reason),
        执行率=_rate(fund, tell, whole),
    )  # fmt: skip


def _rate(fund: FundScore, tell: Teller, whole: Whole) -> Number:
    """填了的照填的；预算、执行就是总额的，执行率也是总额的：一个数在报告里只有一种写法。"""
    line, title = fund.line, f"{words(fund.line.name)}执行率"
    if number(line.rate) is None and _same_as_total(line, whole.line):
        return whole.rate
    cells = addresses((line.budget, line.executed))
    worked = tell.computed(fund.rate, title, cells, unit="%")
    return tell.first(line.rate, worked, title)


def _same_as_total(line: FundLine, whole: FundLine | None) -> bool:
    if whole is None:
        return False
    mine = (number(line.budget), number(line.executed))
    return None not in mine and mine == (number(whole.budget), number(whole.executed))
