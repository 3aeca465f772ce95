"""计量单位：哪些能换算（元与万元、% 与 ‰、亩与公顷），哪些不能（人与人次）。"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Literal

UnitKind = Literal["number", "percent", "money"]

_MONEY_SCALE = {"元": 1, "千元": 1000, "万元": 10_000, "百万元": 1_000_000, "亿元": 100_000_000}
_RATIO_SCALE = {"%": Decimal(1), "‰": Decimal("0.1")} | dict.fromkeys(
    ("百分比", "个百分点", "百分数", "百分率", "比例", "比率", "百分之", "％"), Decimal(1)
)
_COUNT_SCALE = {"万": 10_000, "亿": 100_000_000, "千": 1000}
# 度量衡：量的是什么，等于几个基本单位。
_MEASURES = {
    "亩": ("面积", "1"), "平方米": ("面积", "0.0015"), "公顷": ("面积", "15"),
    "平方公里": ("面积", "1500"),
    "米": ("长度", "1"), "公里": ("长度", "1000"), "厘米": ("长度", "0.01"),
    "公斤": ("重量", "1"), "吨": ("重量", "1000"), "克": ("重量", "0.001"), "斤": ("重量", "0.5"),
}  # fmt: skip
# 同一个单位的几种写法。
_SAME = {
    "㎡": "平方米", "m²": "平方米", "m2": "平方米", "平米": "平方米", "平方": "平方米",
    "㎢": "平方公里", "km²": "平方公里", "km2": "平方公里", "平方千米": "平方公里",
    "m³": "立方米", "m3": "立方米", "立方": "立方米", "方": "立方米",
    "千米": "公里", "km": "公里", "m": "米", "cm": "厘米", "hm²": "公顷", "hm2": "公顷",
    "千克": "公斤", "kg": "公斤", "t": "吨", "g": "克",
    "名": "人", "位": "人", "场次": "场", "次": "场", "户": "家", "宗": "件", "起": "件",
    "本": "册", "棵": "株",
}  # fmt: skip
# 逐个数人、数物的量词；“个”可以代替其中任何一个（5个 与 5件），后面可以带上名词（12个村）。
_EACH = "个家件项份册篇条座处所间台辆种类例株头只"
COUNTED = f"场次|[{_EACH}户人名位次场期本套批起宗棵]"
_NO_NOUN = r"次|[天日月年班套均]|(?:小|学|课)?时|工作日|百分点"
_WITH_NOUN = re.compile(rf"({COUNTED})(?!{_NO_NOUN})[\u4e00-\u9fff]+")
_EXPLAINED = re.compile(r"[(（][^()（）]*[)）]$")
_MONEY = re.compile(r"(?:人民币)?(亿|百万|万|千)?元(.*)$")


def kind_of(unit: str) -> tuple[UnitKind, str]:
    """单位是百分数、金额还是一般计量；百分比、个百分点归为 `%`。"""
    plain = _EXPLAINED.sub("", unit)  # 计量单位一栏写着 %（百分比）
    if plain in _RATIO_SCALE:
        return "percent", "‰" if plain == "‰" else "%"
    if is_money(unit):
        return "money", unit.removeprefix("人民币")
    return "number", unit


def is_money(unit: str) -> bool:
    """元、万元、元/亩 …"""
    return _MONEY.fullmatch(unit) is not None


@lru_cache(maxsize=1024)
def factor(unit: str, other: str) -> Decimal | None:
    """1 个 `unit` 等于多少 `other`；两者不能换算时为 None。

    元/万元、%/‰、万亩/亩、公里/米 可以换算；件 与 个 是同一个数；人 与 人次 不可以。
    """
    for scale in (_money_scale, _ratio_scale, _count_scale):
        mine, theirs = scale(unit), scale(other)
        if mine and theirs and _same_thing(mine[1], theirs[1]):
            return mine[0] / theirs[0]
    return None


# 单价里按人算的几种说法：1000元/人 与 1000元/生。
_PERSON = re.compile(r"[/每·、]?(?:人次?|生|名|位|学生|人员)")


def price_factor(unit: str, other: str) -> Decimal | None:
    """单价之间怎样换算：按人的几种说法相通，一方没有写“每什么”的照另一方。"""
    mine, theirs = _money_scale(unit), _money_scale(other)
    if mine is None or theirs is None:
        return None
    one, two = (_PERSON.sub("/人", rest) for rest in (mine[1], theirs[1]))
    return mine[0] / theirs[0] if one == two or not one or not two else None


def _same_thing(unit: str, other: str) -> bool:
    """同一种计量；“个”与逐个数的量词相通。"""
    return unit == other or ("个" in {unit, other} and {unit, other} <= set(_EACH))


def _money_scale(unit: str) -> tuple[Decimal, str] | None:
    match = _MONEY.fullmatch(unit)
    return (Decimal(_MONEY_SCALE[(match[1] or "") + "元"]), match[2]) if match else None


def _ratio_scale(unit: str) -> tuple[Decimal, str] | None:
    scale = _RATIO_SCALE.get(unit)
    return (scale, "") if scale else None


def _count_scale(unit: str) -> tuple[Decimal, str] | None:
    """数量：万、千先换成个，再归到同一种写法和基本单位。"""
    if not unit:
        return None
    name = _plain_name(unit)
    scale = Decimal(1)
    if name == unit and unit not in _MEASURES and unit[0] in _COUNT_SCALE:
        scale, name = Decimal(_COUNT_SCALE[unit[0]]), _plain_name(unit[1:])
    what, size = _MEASURES.get(name, (name, "1"))
    return scale * Decimal(size), what


def _plain_name(unit: str) -> str:
    match = _WITH_NOUN.fullmatch(unit)
    name = match[1] if match else unit
    small = name.lower() if name.isascii() else name
    return _SAME.get(small, _SAME.get(name, name))
