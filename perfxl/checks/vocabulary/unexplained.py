"""扣了分、没有完成的：扣了多少，原因写了没有；合用一格得分的，写在其中哪一行都算。"""

from __future__ import annotations

from decimal import Decimal

from perfxl.cells.quantity import plain
from perfxl.checks.vocabulary.rows import is_met
from perfxl.checks.vocabulary.shortfall import is_unscored_short
from perfxl.checks.vocabulary.weighted import weighted_again
from perfxl.checks.vocabulary.words import has_reason
from perfxl.filing.amounts import number
from perfxl.filing.model import IndicatorScore, Scored
from perfxl.score.reached import progress


def lost_points(score: IndicatorScore) -> Decimal | None:
    """扣了多少分；没有扣或算不出为 None。"""
    weight, filed = number(score.indicator.weight), number(score.indicator.points)
    if weight is None or filed is None or score.indicator.place.bonus or not 0 <= filed < weight:
        return None
    return weight - filed


def recheck_cut(score: IndicatorScore) -> str | None:
    """复核比自评少给了几分的话；没有复核或没有少给为 None。"""
    filed, other = number(score.indicator.points), number(score.indicator.recheck_points)
    if filed is None or other is None or not 0 <= other < filed:
        return None
    said = f"自评得分 {plain(filed)}、复核得分 {plain(other)}"
    return f"扣了 {plain(filed - other)} 分（{said}）"


def told_in_group(score: IndicatorScore, scored: Scored) -> bool:
    """合用一格得分的几条里，有一条写了原因。"""
    shared = score.indicator.shared
    return shared is not None and any(
        other.indicator.shared is not None
        and other.indicator.shared.names == shared.names
        and has_reason(other, scored.filing.form)
        for other in scored.indicators
    )


def unexplained(score: IndicatorScore, scored: Scored) -> str:
    """要写原因而没有写的一句话；不用写的为空。"""
    mine, lost, cut = score.indicator, lost_points(score), recheck_cut(score)
    if is_unscored_short(score, scored):
        return f"“{mine.name.value}”没有完成（{progress(score)}），没有写原因"
    if cut is not None:
        return f"“{mine.name.value}”复核{cut}，没有写原因"
    if lost is None or is_met(score) or score in weighted_again(scored):
        return ""  # 已经完成而扣分的由 P03 报告
    if told_in_group(score, scored):
        return ""
    if mine.shared is not None and not mine.shared.titled:
        return f"{mine.shared.said}合用的得分扣了 {plain(lost)} 分，没有写偏差原因"
    return f"“{mine.name.value}”扣了 {plain(lost)} 分（{progress(score)}），没有写偏差原因"
