"""资金、分值、得分各格：写成区间、约数、界限的不当作一个数，也不拿来算。"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from perfxl.cells.grid import Field
from perfxl.cells.inexact import one_amount, one_number
from perfxl.cells.quantity import Quantity
from perfxl.filing.model import FundLine, Indicator

_AMOUNTS = frozenset({"initial", "budget", "executed", "balance"})
_FUNDS = ("initial", "budget", "executed", "rate", "weight", "points", "balance")


def exact_lines(lines: Iterable[FundLine], unit: str) -> tuple[FundLine, ...]:
    """各笔资金。指标值写作上限的预算（≤200万元）以后才并进来，不在此列。"""
    return tuple(_line(line, unit) for line in lines)


def exact_rows(rows: Sequence[Indicator]) -> tuple[Indicator, ...]:
    """各条指标的分值、得分；加分项、减分项的分值本来就是至多几分。"""
    return tuple(map(_row, rows))


def _line(line: FundLine, unit: str) -> FundLine:
    for key in _FUNDS:
        mine: Field[Quantity] | None = getattr(line, key)
        exact = one_amount(mine, unit) if key in _AMOUNTS else one_number(mine)
        if exact is not mine:
            named: dict[str, Any] = {key: exact}
            line = replace(line, **named)
    return line


def _row(row: Indicator) -> Indicator:
    weight = row.weight if row.place.bonus else one_number(row.weight)
    points = one_number(row.points)
    if weight is row.weight and points is row.points:
        return row
    return replace(row, weight=weight, points=points)
