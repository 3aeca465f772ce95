"""单看一格看不出、要与指标值、名称一起看的完成值：升还是降，“无”是不是零。"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from perfxl.cells.quantity import Quantity, Target, fold

_FALLING = re.compile(r"下降|降低|减少|压减|压缩|节约|节支|缩减|减排|回落|降幅|降本")
_RISING = re.compile(r"增长|提高|提升|增加|上升|增幅|增收|增产|增速")
_NONE_HAPPENED = frozenset({"无", "没有", "没有发生", "未发生", "无发生", "不发生", "零", "零发生"})
_RATE = re.compile(r"率(?:[(（]|$)|满意度|占比|比例")
_HALF, _WHOLE = Decimal(50), Decimal(100)


def read_together(target: Target, actual: Quantity, name: str) -> tuple[Target, Quantity]:
    """指标值与完成值对着看：各是多少。"""
    target = _target_beside(target, actual, name)
    return target, _actual_beside(actual, target, name)


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
    if actual.growth and actual.value is not None and _is_opposite(actual, target, name):
        return replace(actual, value=-actual.value)
    return actual


def _says_none(actual: Quantity, target: Target) -> bool:
    few = target.value == 0 or (target.op in {"<=", "<"} and target.value is not None)
    return few and target.kind != "money" and fold(actual.raw) in _NONE_HAPPENED


def _is_opposite(actual: Quantity, target: Target, name: str) -> bool:
    """指标说增长而完成值写下降，或者反过来；指标没有说升降的，下降是往少里走。"""
    if target.growth:
        return target.falls != actual.falls
    falling = bool(_FALLING.search(name)) and not _RISING.search(name)
    return actual.falls != falling
