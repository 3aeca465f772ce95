"""几条指标合用一格得分的：都完成了记满分，有没完成的怎样扣没有规定，保留填的；只计一次。"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from perfxl.cells.quantity import fixed, rounded
from perfxl.filing.model import IndicatorScore
from perfxl.filing.shared import Shared
from perfxl.form.form import Form
from perfxl.score.kept import kept_said, within

_FULL = Decimal(100)


def count_once(scores: Sequence[IndicatorScore], form: Form) -> tuple[IndicatorScore, ...]:
    """合用的各行：得分计在第一行，其余各行不计；各行自己的完成率、偏差率不变。"""
    counted: list[IndicatorScore] = []
    for place, mine in enumerate(scores):
        shared = mine.indicator.shared
        if shared is None:
            counted.append(mine)
        elif shared.leads:
            group = scores[place : place + len(shared.names)]
            counted.append(_lead(mine, shared, group, form))
        else:
            why = f"与{shared.said}合用一格得分，计在“{shared.names[0]}”那一行"
            counted.append(replace(mine, points=None, computed=False, why=why, low=None, high=None))
    return tuple(counted)


def _lead(
    mine: IndicatorScore, shared: Shared, group: Sequence[IndicatorScore], form: Form
) -> IndicatorScore:
    measured = group[1:] if shared.titled else group
    met = all(each.completion is not None and each.completion >= _FULL for each in measured)
    whole = f"{shared.said}{'各部分' if shared.titled else ''}合用一格得分"
    digits = form.scoring.digits
    computed = met and shared.weight is not None
    points: Decimal | None
    if met and shared.weight is not None:
        points = rounded(shared.weight, digits)
        why = f"{whole}：都已完成，满分 {fixed(points, digits)}"
    else:
        points = within(shared.points, shared.weight, digits)
        once = "" if points is None else "，只计一次"
        why = f"{whole}：{kept_said(shared.points, shared.weight)}{once}"
    return replace(mine, points=points, computed=computed, why=why, low=None, high=None)
