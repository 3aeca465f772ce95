"""没有达到指标值，或超过了：看完成的数，不看得分。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfxl.cells.quantity import same_unit
from perfxl.checks.vocabulary.misread import misread_row
from perfxl.checks.vocabulary.words import has_reason
from perfxl.filing.amounts import number
from perfxl.filing.model import IndicatorScore, Scored
from perfxl.score.score import is_reverse


def is_short(score: IndicatorScore) -> bool:
    """正向指标没有达到指标值：看完成的数，不看得分（差得很少时四舍五入会是满分）。"""
    target = score.indicator.target.value
    actual, due = same_unit(score.indicator.actual.value, target), target.low or target.value
    return actual is not None and due is not None and actual < due


def is_unscored_short(score: IndicatorScore, scored: Scored) -> bool:
    """整张表不计分的：没有完成的这一条。"""
    if any(number(row.weight) or number(row.points) for row in scored.filing.indicators):
        return False
    late = score.deviation is not None and is_reverse(score.indicator, score.method)
    if late:
        return score.deviation is not None and score.deviation > 0
    return is_short(score)


def over(scored: Scored) -> Iterator[tuple[IndicatorScore, Decimal]]:
    """没有写原因的正向指标和完成值是指标值的多少倍。"""
    for score in scored.indicators:
        mine = score.indicator
        forward = score.method in {"ratio", "equal", "within_range", "full_or_zero"}
        if (
            score.completion is None
            or not forward
            or mine.target.value.op in {"<=", "<"}
            or misread_row(mine, scored.filing.form)
        ):
            continue
        if not has_reason(score, scored.filing.form):
            yield score, score.completion / 100
