"""预算执行率：照资金总额算，没有金额的照指标块里写的；它的得分和算式。"""

from __future__ import annotations

from decimal import Decimal

from perfxl.cells.quantity import fixed, plain, rounded
from perfxl.filing.amounts import (
    amount,
    execution_weight,
    is_execution_apart,
    number,
    part_lines,
)
from perfxl.filing.model import ExecutionScore, Filing, FundLine
from perfxl.score.kept import kept_said, unread, within

_HUNDRED = Decimal(100)


def execution_rate(filing: Filing) -> Decimal | None:
    """预算执行率（0–1）＝执行数÷预算数；表样指定用年初还是全年预算数。"""
    budget, executed = amount(filing, filing.form.funds.rate_over), amount(filing, "executed")
    if budget is None and executed is None:
        return _told_rate(filing.total_fund)
    return None if not budget or executed is None else executed / budget


def _told_rate(line: FundLine | None) -> Decimal | None:
    """没有金额、只在指标块里写了一行的执行率：照写的。指标值不是 100% 的，各地算法不一。"""
    if line is None or line.moved is None or line.rate is None:
        return None
    target, rate = line.moved.target.value, line.rate.value
    whole = target.value is None or target.value in {Decimal(1), _HUNDRED}
    return rate.value / 100 if whole and rate.kind == "percent" and rate.value is not None else None


def _no_rate(filing: Filing) -> str:
    """算不出执行率，为什么：哪一格读不成数；都读得成的，是空着或者预算数为零。"""
    over = filing.form.funds.rate_over
    titles = {column.key: column.title for column in filing.form.funds.column}
    line = filing.total_fund
    lines = part_lines(filing) if line is None else (line,)
    said = (
        f"{fund.name.value.rstrip('：:')}的{cell}"
        for key in (over, "executed")
        for fund in lines
        if (cell := unread(titles.get(key, "金额"), getattr(fund, key)))
    )
    why = next(said, "资金总额的预算数为 0 或不全")
    return f"{why}，算不出执行率"


def execution_score(filing: Filing, rate: Decimal | None) -> ExecutionScore:
    weight = execution_weight(filing)
    line = filing.total_fund
    filed = None if line is None else number(line.points)
    percent = None if rate is None else rounded(rate * 100, 2)
    if weight is None:
        return ExecutionScore(percent, None, None, "本表样的执行率不单独计分")
    if not is_execution_apart(filing):
        return ExecutionScore(percent, None, None, "各条指标的分值已经加满，执行率不另计分")
    if rate is None:
        kept = within(filed, weight, filing.form.scoring.digits)
        said = kept_said(filed, weight, None if line is None else line.points)
        return ExecutionScore(None, weight, kept, f"{_no_rate(filing)}；{said}")
    points = rounded(max(Decimal(0), min(rate, Decimal(1))) * weight, filing.form.scoring.digits)
    budget, executed = amount(filing, filing.form.funds.rate_over), amount(filing, "executed")
    share = f"{plain(rate * 100)}%"
    if budget is not None and executed is not None:
        share = f"{plain(executed)}÷{plain(budget)}"
    why = f"min({share},1)×{plain(weight)}={fixed(points)}"
    return ExecutionScore(percent, weight, points, why)
