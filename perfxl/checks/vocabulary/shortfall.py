"""没有达到指标值，或超过了：看完成的数，不看得分。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfxl.cells.doubt import DoubtKind
from perfxl.cells.quantity import bare, same_unit
from perfxl.checks.vocabulary.misread import misread_row
from perfxl.checks.vocabulary.undone import why_undone
from perfxl.checks.vocabulary.words import has_reason
from perfxl.filing.amounts import number
from perfxl.filing.model import IndicatorScore, Scored
from perfxl.score.score import is_reverse


def is_short(score: IndicatorScore) -> bool:
    """正向指标没有达到指标值：看完成的数，不看得分（差得很少时四舍五入会是满分）。"""
    target = score.indicator.target.value
    actual, due = same_unit(score.indicator.actual.value, target), target.low or target.value
    return actual is not None and due is not None and actual < due


def is_reached(score: IndicatorScore) -> bool | None:
    """指标值达到了没有：数、期限、写着的话（未完工、发生1起）看得出来的；看不出来的为 None。"""
    mine = score.indicator
    target, actual = mine.target.value, mine.actual.value
    if why_undone(mine) or actual.doubted(DoubtKind.SHORT):
        return False
    if target.day is not None and actual.day is not None:
        return actual.day <= target.day
    value = same_unit(actual, target)
    if target.value == 0 and target.op not in {">", ">="} and not target.growth:
        return None if value is None else value <= 0  # 0起：没有偏差率，有一起就没有做到
    if is_reverse(mine, score.method):
        return None if score.deviation is None else score.deviation <= 0
    if is_short(score):
        return False
    ranged = target.low is not None and target.high is not None
    return None if ranged or score.deviation is None else score.deviation >= 0


def is_unscored_short(score: IndicatorScore, scored: Scored) -> bool:
    """整张表不计分的：没有完成的这一条。"""
    if any(number(row.weight) or number(row.points) for row in scored.filing.indicators):
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
