"""P02 的两种：没有完成是明白的、扣多少算不出，却记了满分。"""

from __future__ import annotations

from collections.abc import Iterator

from perfxl.cells.doubt import DoubtKind
from perfxl.cells.quantity import plain
from perfxl.checks.register import Remark
from perfxl.checks.vocabulary.lost import said_points
from perfxl.filing.amounts import number
from perfxl.filing.model import Scored


def shared_full(scored: Scored) -> Iterator[Remark]:
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
        unmet = "、".join(
            f"“{each.indicator.name.value}”指标值 {each.indicator.target.value.shown}、"
            f"完成值 {each.indicator.actual.value.shown}"
            for each in short
        )
        message = f"{shared.said}合用的得分记满分 {plain(shared.points)}，而{unmet}，没有完成"
        fix = "请按没有完成的程度扣分，并写明原因；核对完成值"
        at = (score.indicator.points, *(each.indicator.actual for each in short))
        yield Remark(at, message, fix, form.cite(form.scoring.source))


def short_yet_full(scored: Scored) -> Iterator[Remark]:
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
