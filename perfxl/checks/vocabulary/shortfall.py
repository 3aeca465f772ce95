"""没有达到指标值，或超过了：看完成的数，不看得分。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfxl.cells.quantity import bare
from perfxl.checks.vocabulary.misread import misread_row
from perfxl.checks.vocabulary.words import has_reason
from perfxl.filing.amounts import number
from perfxl.filing.model import IndicatorScore, Scored
from perfxl.score.reached import is_reached


def is_unscored_short(score: IndicatorScore, scored: Scored) -> bool:
    """整张表不计分的（没有得分一列的，有分值也是）：没有完成的这一条。"""
    marked = [row for row in scored.filing.indicators if row.points is not None]
    if any(number(row.weight) or number(row.points) for row in marked):
        return False
    # 三档的第二档，各地的表样都是这句话开头；没有分值的表不照三档核分，只看它是不是头一档。
    partly = bare(score.indicator.actual.value.raw).startswith(_PARTLY)
    return partly or is_reached(score) is False


_PARTLY = ("部分达成", "部分完成", "部分实现")


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
