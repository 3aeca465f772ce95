"""P02 的四种：没有完成是明白的、扣多少算不出，却记了满分。"""

from __future__ import annotations

from collections.abc import Iterator

from perfxl.cells.doubt import DoubtKind
from perfxl.cells.quantity import plain, same_unit
from perfxl.checks.register import Remark
from perfxl.checks.vocabulary.filed_total import filed_total
from perfxl.checks.vocabulary.lost import said_points
from perfxl.filing.amounts import number
from perfxl.filing.findings import Level
from perfxl.filing.model import Scored
from perfxl.score.methods import at_strict_bound
from perfxl.score.reached import is_reached, progress


def unmet_yet_full(scored: Scored) -> Iterator[Remark]:
    """没有完成而记了满分的。"""
    for said in (_shared_full, _short_yet_full, _at_bound_yet_full, _total_full):
        yield from said(scored)


def _shared_full(scored: Scored) -> Iterator[Remark]:
    """合用一格得分的，有一条没有完成就不该记满分；扣多少没有规定。"""
    form = scored.filing.form
    for place, score in enumerate(scored.indicators):
        shared = score.indicator.shared
        if shared is None or not shared.leads or shared.points != shared.weight:
            continue
        group = scored.indicators[place : place + len(shared.names)]
        short = [each for each in group if each.completion is not None and each.completion < 100]
        if not short or shared.points is None:
            continue
        unmet = "、".join(f"“{each.indicator.name.value}”{progress(each)}" for each in short)
        message = f"{shared.said}合用的得分记满分 {plain(shared.points)}，而{unmet}，没有完成"
        fix = "请按没有完成的程度扣分，并写明原因；核对完成值"
        at = (score.indicator.points, *(each.indicator.actual for each in short))
        yield Remark(at, message, fix, form.cite(form.scoring.source))


def _short_yet_full(scored: Scored) -> Iterator[Remark]:
    """完成值只说“不足90%”：多少不知道，没有完成是明白的，不该记满分。"""
    for score in scored.indicators:
        mine, side = score.indicator, score.indicator.actual.value.doubted(DoubtKind.SHORT)
        filed, weight = number(mine.points), number(mine.weight)
        if not side or filed is None or weight is None or filed < weight:
            continue
        message = f"“{mine.name.value}”的完成值{side}，却记满分 {said_points(mine.points)}"
        fix = "写实际完成的数，得分按它重算，并写明没有完成的原因"
        source = scored.filing.form.cite(scored.filing.form.scoring.source)
        yield Remark((mine.points, mine.actual), message, fix, source)


_OTHER = {">": ("超过", "≥"), "<": ("低于", "≤")}


def _at_bound_yet_full(scored: Scored) -> Iterator[Remark]:
    """指标值写“>”“<”、不含本数，完成值正好等于它：没有超过就不算完成，扣多少没有规定。"""
    for score in scored.indicators:
        mine, target = score.indicator, score.indicator.target.value
        filed, weight = number(mine.points), number(mine.weight)
        beyond = mine.actual.value.op == target.op  # “超过90%”：超过了
        if beyond or not at_strict_bound(target, same_unit(mine.actual.value, target)):
            continue
        if filed is None or weight is None or filed < weight:
            continue
        word, sign = _OTHER[target.op or ""]
        message = (
            f"“{mine.name.value}”的指标值 {target.shown} 不含本数，"
            f"完成值 {mine.actual.value.shown} 正好等于它，没有{word}，"
            f"却记满分 {said_points(mine.points)}"
        )
        fix = f"本来正好就算完成的，指标值改写成“{sign}”；要{word}才算的，扣分并写明原因"
        source = scored.filing.form.cite(scored.filing.form.scoring.source)
        at = (mine.points, mine.target, mine.actual)
        yield Remark(at, message, fix, source, Level.VERIFY)


def _total_full(scored: Scored) -> Iterator[Remark]:
    """没有分值一列的，各项加起来正好是满分：每一条都没有扣，有一条没有完成就不对。"""
    filing, total = scored.filing, filed_total(scored)
    weighed = any(row.weight is not None or row.place.bonus for row in filing.indicators)
    if weighed or total is None or total.notes or total.added != filing.form.indicators.weight:
        return
    for score in scored.indicators:
        mine = score.indicator
        if mine.shared is not None or is_reached(score) is not False:
            continue
        message = (
            f"“{mine.name.value}”{progress(score)}，没有完成，"
            f"各项得分之和却是满分 {plain(total.added)}，没有扣分"
        )
        fix = "请按没有完成的程度扣分，总分随之改正；核对完成值"
        source = filing.form.cite(filing.form.scoring.source)
        yield Remark((mine.points, mine.actual), message, fix, source)
