"""以总额计的成本指标，和拿来比的预算。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfxl.cells.grid import Field
from perfxl.checks.vocabulary.fund_lines import amount_of
from perfxl.filing.amounts import money
from perfxl.filing.model import Filing, FundLine, Indicator


def budgets_of(line: FundLine, filing: Filing) -> list[Decimal]:
    values = (amount_of(line, key, filing) for key in ("initial", "budget"))
    return [value for value in values if value]


def cost_rows(filing: Filing) -> Iterator[tuple[Indicator, Decimal, Decimal]]:
    """以总额计的成本指标：指标值和完成值，换成表的金额单位。"""
    for indicator in filing.indicators:
        if not indicator.is_about("成本") or indicator.target.value.kind != "money":
            continue
        target = money(Field(indicator.target.value, indicator.target.cell), filing.money_unit)
        actual = money(indicator.actual, filing.money_unit)
        if target is not None and actual is not None:
            yield indicator, target, actual
