"""总分：照填的各项得分应写多少，总分一格的改法。"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from perfxl.cells.grid import Field
from perfxl.cells.quantity import Quantity, plain, sum_slack
from perfxl.checks.vocabulary.rows import grand_total
from perfxl.filing.amounts import is_rescaled, is_unknown, number
from perfxl.filing.fixes import Fix, cells_of, number_fix
from perfxl.filing.model import Scored
from perfxl.filing.shared import is_counted
from perfxl.score.caps import settled


@dataclass(frozen=True, slots=True)
class Total:
    """填的各项得分加起来：`added` 是和，`due` 是照表样封顶以后应写的总分，`notes` 是封了哪些顶。

    `slack` 是写的总分最多可以差多少：加的都写得与它一样细，一分也不能差。
    """

    added: Decimal
    due: Decimal
    notes: tuple[str, ...]
    slack: Decimal

    def apart(self, total: Decimal) -> Decimal:
        """写的总分差多少；对得上的为 0。没有封顶的，写得比表样的位数细、正好是各项之和的也对。"""
        gap = abs((self.due if self.notes else self.added) - total)
        return gap if abs(self.due - total) > self.slack else Decimal(0)


def filed_total(scored: Scored) -> Total | None:
    """照填的各项得分应写的总分；有空着的、公式没有结果的得分，加起来没有意义，为 None。"""
    filing, execution = scored.filing, _execution_part(scored)
    points = [
        None if is_rescaled(row, filing.form) else number(row.points) for row in filing.indicators
    ]
    blank = any(
        filed is None
        and is_counted(indicator.shared)
        and (number(indicator.weight) is not None or is_unknown(indicator.points))
        and not is_rescaled(indicator, filing.form)
        for indicator, filed in zip(filing.indicators, points, strict=True)
    )
    if blank or execution is None:
        return None
    rate = None if scored.execution.rate is None else scored.execution.rate / 100
    due, notes = settled(filing, points, execution, rate)
    if due is None:
        return None
    parts = [execution, *(filed for filed in points if filed is not None)]
    total, slack = number(filing.total), filing.form.scoring.tolerance
    if total is not None and not notes and not filing.form.scoring.rescale:
        slack = min(slack, sum_slack(total, parts))
    return Total(sum(parts, Decimal(0)), due, notes, slack)


def _execution_part(scored: Scored) -> Decimal | None:
    """总分里执行率的一份：填的；表上没有这一格的，分值没有算进指标的取核算的；空着为 None。"""
    filing = scored.filing
    line, full = filing.total_fund, filing.form.indicators.weight
    if filing.form.funds.weight is None:
        return (None if line is None else number(line.points)) or Decimal(0)
    if line is not None and line.points is not None:
        return number(line.points)
    weights = [number(indicator.weight) for indicator in filing.indicators]
    known = (weight for weight in weights if weight is not None)
    if full is not None and sum(known, Decimal(0)) == full:
        return Decimal(0)
    return scored.execution.points


def total_fixes(scored: Scored) -> tuple[Fix, ...]:
    """总分改成各项得分之和。"""
    filing, due_total = scored.filing, filed_total(scored)
    whole = filing.form.indicators.weight or number(filing.total_weight)
    if due_total is None or whole not in {None, grand_total(filing)}:
        return ()  # 分值加不到规定的总分，也许有的行没有填、没有读到
    fields: list[Field[Quantity] | None] = [indicator.points for indicator in filing.indicators]
    if filing.form.funds.weight is not None and filing.total_fund is not None:
        fields.append(filing.total_fund.points)
    return number_fix(filing.total, Decimal(plain(due_total.due)), cells_of(*fields))
