"""算得出完成率的指标：几项达到指标值，哪些没有达到，哪些超过、超过多少；指标值是上限的反过来看。

只看印出来的偏差率（两位小数），不比它更细：说“超过”的，表里看得见超过多少。定性的、日期的、指标值是零的、
不适用的没有完成率，不说。
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Literal

from perfxl.filing.model import IndicatorScore
from perfxl.report.marks import Number
from perfxl.report.sentences.clauses import number_in
from perfxl.report.sentences.facts import Facts
from perfxl.score.score import is_reverse

# met 正好（区间的在区间里）；over 超过（区间的，高出上端）；below 在上限以下；missed 没有达到；
# exceeded 超出上限。
Standing = Literal["met", "over", "below", "missed", "exceeded", ""]
_MANY = 5  # 超过的再多，只说偏差率最大的几项


def standing(score: IndicatorScore) -> Standing:
    """一条指标完成得怎样；没有完成率的为空。"""
    deviation, target = score.deviation, score.indicator.target.value
    if score.completion is None or deviation is None:
        return ""
    if deviation == 0:
        return "" if target.op in {">", "<"} else "met"  # 不含本数的，正好等于它不算达到
    is_range = target.low is not None and target.high is not None  # 高出上端的照计分算完成
    if not is_range and is_reverse(score.indicator, score.method):
        return "exceeded" if deviation > 0 else "below"
    return "over" if deviation > 0 else "missed"


def attained(facts: Facts) -> str:
    """达到指标值的几项，没有达到的、超过的是哪些；有一个数有疑问的不说。"""
    places: dict[str, list[int]] = {}
    for place, score in enumerate(facts.scored.indicators):
        if has_actual(facts, place):
            places.setdefault(standing(score), []).append(place)
    places.pop("", None)
    known = sorted(place for group in places.values() for place in group)
    rates = [number_in(facts.rows[place], "完成率") for place in known]
    if not known or any(rate.doubtful for rate in rates):
        return ""
    return (
        _counts(facts, known, len(places.get("missed", [])) + len(places.get("exceeded", [])))
        + _short(facts, places)
        + _beyond(facts, places, "over")
        + _beyond(facts, places, "below")
    )


def _counts(facts: Facts, known: Sequence[int], missed: int) -> str:
    met = len(known) - missed
    case = {len(known): "met", 0: "missed"}.get(met, "")
    how = "one" if len(known) == 1 else "all"
    return facts.say(
        f"results.{case}_{how}" if case else "results.met_some",
        项数=count(facts, len(known), "能算出完成率的项数", known),
        达到=count(facts, met, "达到指标值的项数", known),
        未达到=count(facts, missed, "没有达到指标值的项数", known),
    )


def _short(facts: Facts, places: Mapping[str, Sequence[int]]) -> str:
    """没有达到的是哪些。偏差原因一节逐条说的，偏差率在那里。"""
    explained = any("偏差原因" in section.computed for section in facts.form.report.section)
    return "".join(
        facts.say(f"results.{case}", 各项=_items(facts, places.get(case, ()), bare=explained))
        for case in ("missed", "exceeded")
    )


def _beyond(facts: Facts, places: Mapping[str, Sequence[int]], case: str) -> str:
    """比指标值多（上限的，比它少）的几项，各是多少；太多的说偏差率最大的。"""
    mine = places.get(case, ())
    if not mine:
        return ""
    shown = sorted(mine, key=lambda place: -_size(facts, place))[:_MANY]
    many = "_many" if len(mine) > _MANY else ""
    return facts.say(
        f"results.{case}{many}",
        项数=count(facts, len(mine), f"{_TITLES[case]}的项数", mine),
        各项=_items(facts, shown if many else mine),
    )


_TITLES = {"over": "超过指标值", "below": "低于上限"}


def _size(facts: Facts, place: int) -> Decimal:
    return abs(number_in(facts.rows[place], "偏差率").value or Decimal(0))


def _items(facts: Facts, places: Sequence[int], *, bare: bool = False) -> str:
    rows = [facts.rows[place] for place in places]
    return "、".join(
        facts.say(
            "results.item",
            指标=row["三级"] or "没有写名称的一项",
            偏差率="" if bare else number_in(row, "偏差率"),
        )
        for row in rows
    )


def has_actual(facts: Facts, place: int) -> bool:
    indicator = facts.filing.indicators[place]
    return indicator.has_column("actual") and indicator.actual.value.kind != "none"


def count(facts: Facts, number: int, title: str, places: Sequence[int]) -> Number:
    """数出来的项数，算自这几行。"""
    cells = [facts.filing.indicators[place].name.cell.address for place in places]
    return facts.tell.count(number, title, cells)
