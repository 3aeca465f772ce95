"""单看一格看不出、要与指标值、名称一起看的完成值：升还是降，“无”是不是零。"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from perfxl.cells.doubt import Doubt, DoubtKind
from perfxl.cells.later import later
from perfxl.cells.notation import parse_quantity
from perfxl.cells.quantity import NUMBER, Quantity, Target, fold
from perfxl.cells.units import comparable
from perfxl.read.indicators.bounds import bounded

_FALLING = later(r"下降|降低|减少|压减|压缩|节约|节支|缩减|减排|回落|降幅|降本")
_RISING = later(r"增长|提高|提升|增加|上升|增幅|增收|增产|增速")
_NONE_HAPPENED = frozenset({"无", "没有", "没有发生", "未发生", "无发生", "不发生", "零", "零发生"})
_RATE = later(r"率(?:[(（]|$)|满意度|占比|比例")
_HALF, _WHOLE = Decimal(50), Decimal(100)


def read_together(target: Target, actual: Quantity, name: str) -> tuple[Target, Quantity]:
    """指标值与完成值对着看：各是多少。"""
    if len(target.days) > 1:
        return _day_by_day(target, actual)
    target = _target_beside(target, actual, name)
    return target, _actual_beside(actual, target, name)


def _day_by_day(target: Target, actual: Quantity) -> tuple[Target, Quantity]:
    """几个期限的，一个对一个，取晚得最多的一个来比；对不上的不比，留着原话。"""
    if actual.kind != "date":
        return target, actual
    if len(actual.days) != len(target.days):
        return target, Quantity(actual.raw, "text", text=" ".join(actual.raw.split()))
    due, done = max(
        zip(target.days, actual.days, strict=True), key=lambda pair: (pair[1] - pair[0]).days
    )
    return replace(target, day=due), replace(actual, day=done)


def _target_beside(target: Target, actual: Quantity, name: str) -> Target:
    """比率的指标值没有写百分号（≥95），完成值写成小数（0.98）：指标值是百分数。"""
    bare = target.kind == "number" and not target.unit and target.value is not None
    share = actual.kind == "number" and not actual.unit and actual.value is not None
    if not (bare and share and _RATE.search(name)) or actual.value is None or target.value is None:
        return target
    lost = 0 < actual.value <= 1 and _HALF <= target.value <= _WHOLE
    return replace(target, kind="percent", unit="%") if lost else target


def _actual_beside(actual: Quantity, target: Target, name: str) -> Quantity:
    """完成值照指标值说的方向取正负；越少越好的事写“无”的是零。"""
    if _says_none(actual, target):
        return replace(actual, kind=target.kind, value=Decimal(0), unit=target.unit, text="")
    bound = bounded(actual, target, name)
    if bound is not actual:
        return bound
    actual = _in_sentence(actual, target)
    if target.falls and actual.value is not None and actual.value < 0 and not actual.growth:
        return replace(actual, value=-actual.value)  # 下降5%，完成写 -6%：降了 6%
    if actual.growth and actual.value is not None and _is_opposite(actual, target, name):
        return replace(actual, value=-actual.value)
    return actual


_ASIDE = later(r"\([^()]*\)|[,;、。]?其中.*$")
_FIGURE = later(rf"(?P<before>[^\d]{{0,6}})(?P<number>{NUMBER})(?P<unit>[^\d,;。、()]{{1,6}})")
_OF_ANOTHER = later(
    r"(?:目标|计划|任务|指标|总数)的?$|(?:差|缺|欠|低|少)了?$|(?:同比|比上年|较上年|占)"
)
_LATER = later(r"预计|将(?:于|在|达)|拟|力争|有望|计划(?:于|在)")  # 以后的事
_LONGEST_SENTENCE = 80


def _in_sentence(actual: Quantity, target: Target) -> Quantity:
    """完成值是一句话、里面只有一个数与指标值同一个单位的：就是它，并且说出来。"""
    if actual.kind != "text" or target.value is None or not target.unit:
        return actual
    clear = actual.doubt is None or bool(actual.doubted(DoubtKind.SEVERAL))
    if not clear or _LATER.search(actual.raw):
        return actual
    text = _ASIDE.sub("", fold(actual.raw))
    if len(text) > _LONGEST_SENTENCE or parse_quantity(text).doubted(DoubtKind.SEVERAL):
        return actual
    mine = list(filter(None, (_figure(match, target) for match in _FIGURE.finditer(text))))
    if len(mine) != 1:
        return actual
    said = Doubt(DoubtKind.SENTENCE, f"照话里的 {mine[0].shown} 核的")
    return replace(mine[0], raw=actual.raw, doubt=said)


def _figure(match: re.Match[str], target: Target) -> Quantity | None:
    """话里的一个数；单位不相干的、说的是目标几成的不是。"""
    if _OF_ANOTHER.search(match["before"]):
        return None
    for size in range(len(match["unit"]), 0, -1):
        trend = _TREND.search(match["before"])
        value = parse_quantity((trend[0] if trend else "") + match["number"] + match["unit"][:size])
        if value.is_number and value.unit and comparable(value.unit, target.unit) is not None:
            return value
    return None


_TREND = later(r"(?:增长|增加|提高|提升|上升|下降|减少|降低)了?$")


def _says_none(actual: Quantity, target: Target) -> bool:
    few = target.value == 0 or (target.op in {"<=", "<"} and target.value is not None)
    return few and target.kind != "money" and fold(actual.raw) in _NONE_HAPPENED


def _is_opposite(actual: Quantity, target: Target, name: str) -> bool:
    """指标说增长而完成值写下降，或者反过来；指标没有说升降的，下降是往少里走。"""
    if target.growth:
        return target.falls != actual.falls
    falling = bool(_FALLING.search(name)) and not _RISING.search(name)
    return actual.falls != falling
