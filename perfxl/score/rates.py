"""表样规定了算式的指标：从基础数据算出比率，写出带数的算式。"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from perfxl.cells.quantity import Quantity, fixed, plain, same_unit
from perfxl.filing.model import Filing, Indicator
from perfxl.filing.sides import DataItem
from perfxl.form.form import Level3

# 算法名 → （结果占几成，怎么写）；两个数依 `items` 的先后。
FORMULAS: dict[str, tuple[Callable[[Decimal, Decimal], Decimal], str]] = {
    "ratio": (lambda first, second: first / second, "{0}÷{1}"),
    "change": (lambda first, second: (first - second) / second, "（{0}－{1}）÷{1}"),
    "saving": (lambda first, second: (first - second) / first, "（{0}－{1}）÷{0}"),
}


@dataclass(frozen=True, slots=True)
class Rate:
    """算出的比率（%）、带数的算式、用到的基础数据、规定算式的那一行。"""

    value: Decimal
    words: str
    items: tuple[DataItem, DataItem]
    rule: Level3


def rate_of(indicator: Indicator, filing: Filing) -> Rate | None:
    """这条指标照算式应是多少；没有规定算法、数不全、除数为零的算不出，为 None。"""
    rule = indicator.place.formula
    if rule is None or len(rule.items) != 2:
        return None
    first, second = (_item(filing, name) for name in rule.items)
    if first is None or second is None or second.value.value.value is None:
        return None
    right = second.value.value.value
    left = same_unit(first.value.value, second.value.value)
    if left is None or not (left if rule.use == "saving" else right):
        return None
    work, pattern = FORMULAS[rule.use]
    value = work(left, right) * 100
    said = pattern.format(
        _said(first.name.value, first.value.value), _said(second.name.value, second.value.value)
    )
    return Rate(value, f"{said}＝{fixed(value)}%", (first, second), rule)


def _item(filing: Filing, name: str) -> DataItem | None:
    return next((item for item in filing.data if item.item and item.item.name == name), None)


def _said(name: str, quantity: Quantity) -> str:
    return f"{name} {plain(quantity.value or Decimal(0))}{quantity.unit}"
