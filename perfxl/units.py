"""计量单位：哪些能换算（元与万元、% 与 ‰、亩与万亩），哪些不能（人与人次）。"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Literal

UnitKind = Literal["number", "percent", "money"]

_MONEY_SCALE = {"元": 1, "千元": 1000, "万元": 10_000, "百万元": 1_000_000, "亿元": 100_000_000}
_RATIO_SCALE = {"%": Decimal(1), "‰": Decimal("0.1"), "百分比": Decimal(1), "个百分点": Decimal(1)}
_COUNT_SCALE = {"万": 10_000, "亿": 100_000_000, "千": 1000}
# 同一个单位的几种写法。
_SAME = {
    "㎡": "平方米", "平米": "平方米", "千米": "公里", "km": "公里", "KM": "公里", "m": "米",
    "千克": "公斤", "kg": "公斤", "t": "吨", "场次": "场", "立方": "立方米", "m³": "立方米",
}  # fmt: skip
_MONEY = re.compile(r"(?:人民币)?(亿|百万|万|千)?元(.*)$")


def kind_of(unit: str) -> tuple[UnitKind, str]:
    """单位是百分数、金额还是一般计量；百分比、个百分点归为 `%`。"""
    if unit in _RATIO_SCALE:
        return "percent", "‰" if unit == "‰" else "%"
    if is_money(unit):
        return "money", unit.removeprefix("人民币")
    return "number", unit


def is_money(unit: str) -> bool:
    """元、万元、元/亩 …"""
    return _MONEY.fullmatch(unit) is not None


@lru_cache(maxsize=1024)
def factor(unit: str, other: str) -> Decimal | None:
    """1 个 `unit` 等于多少 `other`；两者不能换算时为 None。

    元/万元、%/‰、万亩/亩 可以换算；人 与 人次 不可以。
    """
    if _SAME.get(unit, unit) == _SAME.get(other, other):
        return Decimal(1)
    for scale in (_money_scale, _ratio_scale, _count_scale):
        mine, theirs = scale(unit), scale(other)
        if mine and theirs and mine[1] == theirs[1]:
            return mine[0] / theirs[0]
    return None


def _money_scale(unit: str) -> tuple[Decimal, str] | None:
    match = _MONEY.fullmatch(unit)
    return (Decimal(_MONEY_SCALE[(match[1] or "") + "元"]), match[2]) if match else None


def _ratio_scale(unit: str) -> tuple[Decimal, str] | None:
    scale = _RATIO_SCALE.get(unit)
    return (scale, "") if scale else None


def _count_scale(unit: str) -> tuple[Decimal, str] | None:
    scale = _COUNT_SCALE.get(unit[:1], 1)
    return (Decimal(scale), unit[1:] if scale != 1 else unit) if unit else None
