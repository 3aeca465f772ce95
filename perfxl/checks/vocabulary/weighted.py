"""已经是得分了，又乘了一遍分值的各行。"""

from __future__ import annotations

from decimal import Decimal

from perfxl.filing.amounts import number
from perfxl.filing.model import IndicatorScore, Scored

_HUNDRED = Decimal(100)


def weighted_again(scored: Scored) -> tuple[IndicatorScore, ...]:
    """乘了两遍的；只有一条的不算，也许是有意少记（由 P03 报告）。"""
    slack = scored.filing.form.scoring.tolerance
    twice = tuple(row for row in scored.indicators if _is_twice(row, slack))
    return twice if len(twice) > 1 else ()


def _again(row: IndicatorScore) -> Decimal | None:
    """再乘一遍分值是多少；没有核算、满分是一百的为 None。"""
    weight = number(row.indicator.weight)
    if weight is None or weight >= _HUNDRED or not row.computed or not row.points:
        return None
    return row.points * weight / _HUNDRED


def _is_twice(row: IndicatorScore, slack: Decimal) -> bool:
    again, filed = _again(row), number(row.indicator.points)
    if again is None or filed is None or row.points is None:
        return False
    return abs(filed - again) <= slack < abs(row.points - again) - slack
