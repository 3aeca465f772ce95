"""计量单位：哪些能换算（元与万元、% 与 ‰、亩与公顷），哪些不能（人与人次）。"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from perfxl.cells.later import later

UnitKind = Literal["number", "percent", "money"]

_MONEY_SCALE = {
    "元": 1, "百元": 100, "千元": 1000, "万元": 10_000, "十万元": 100_000, "百万元": 1_000_000,
    "千万元": 10_000_000, "亿元": 100_000_000,
}  # fmt: skip
YUAN = "(?:亿|千万|百万|十万|万|千|百)?元"  # 人民币的各种单位，拼进别的式子里用
_RATIO_SCALE = {"%": Decimal(1), "‰": Decimal("0.1"), "‱": Decimal("0.01")}
_COUNT_SCALE = {"万": 10_000, "亿": 100_000_000, "千": 1000}
# 百分数的几种说法，单位栏里也有几种连着写的：%(百分比)、百分数（%）。
_RATIO_WORDS = later(r"(?:[%％]|百分[比数率]|个?百分点|比[例率]|占比)+")
# 度量衡：量的是什么，等于几个基本单位。
_MEASURES = {
    "亩": ("面积", "1"), "平方米": ("面积", "0.0015"), "公顷": ("面积", "15"),
    "平方公里": ("面积", "1500"),
    "米": ("长度", "1"), "公里": ("长度", "1000"), "厘米": ("长度", "0.01"),
    "公斤": ("重量", "1"), "吨": ("重量", "1000"), "克": ("重量", "0.001"), "斤": ("重量", "0.5"),
    "毫克": ("重量", "0.000001"), "微克": ("重量", "0.000000001"),
    "秒": ("时间", "1"), "分钟": ("时间", "60"), "小时": ("时间", "3600"), "日": ("时间", "86400"),
    "月": ("月数", "1"), "季": ("月数", "3"), "年": ("月数", "12"),
    "千瓦": ("功率", "1"), "兆瓦": ("功率", "1000"), "MB": ("容量", "1"), "GB": ("容量", "1024"),
    "TB": ("容量", "1048576"),
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
    "天": "日", "d": "日", "个月": "月", "季度": "季", "个季度": "季", "年度": "年", "a": "年",
    "h": "小时", "个小时": "小时", "min": "分钟", "s": "秒", "个工作日": "工作日", "学时": "课时",
    "μg": "微克", "µg": "微克", "ug": "微克", "mg": "毫克", "kw": "千瓦", "mw": "兆瓦",
    "kwh": "度", "千瓦时": "度", "kw·h": "度", "mb": "MB", "gb": "GB", "tb": "TB", "兆": "MB",
}  # fmt: skip
# 逐个数人、数物的量词；“个”可以代替其中任何一个（5个 与 5件），后面可以带上名词（12个村）。
_EACH = "个家件项份册篇条座处所间台辆种类例株头只"
COUNTED = f"场次|[{_EACH}户人名位次场期本套批起宗棵]"
_NO_NOUN = r"次|[天日月年班套均]|(?:小|学|课)?时|工作日|百分点"
_WITH_NOUN = later(rf"({COUNTED})(?!{_NO_NOUN})[\u4e00-\u9fff]+")
_MONEY = later(r"(?:人民币)?(亿|千万|百万|十万|万|千|百)?元(.*)$")


def kind_of(unit: str) -> tuple[UnitKind, str]:
    """单位是百分数、金额还是一般计量；百分比、比例、%(百分比) 归为 `%`。"""
    if unit in {"‰", "‱"}:
        return "percent", unit
    if _RATIO_WORDS.fullmatch(re.sub(r"[()（）/、]", "", unit)):
        return "percent", "%"
    if is_money(unit):
        return "money", unit.removeprefix("人民币")
    return "number", unit


def is_money(unit: str) -> bool:
    """元、万元、元/亩 …"""
    return "元" in unit and _MONEY.fullmatch(unit) is not None


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


def _same_thing(unit: str, other: str) -> bool:
    """同一种计量；“个”与逐个数的量词相通；写作 台（套） 的，台、套都是。"""
    if unit == other or _either(unit) & _either(other):
        return True
    return "个" in {unit, other} and {unit, other} <= set(_EACH)


_EITHER = frozenset("台套件组部辆只本册幅")


def _either(unit: str) -> frozenset[str]:
    parts = frozenset(unit.split("/"))
    return parts if parts <= _EITHER else frozenset()


def _money_scale(unit: str) -> tuple[Decimal, str] | None:
    match = _MONEY.fullmatch(unit)
    return (Decimal(_MONEY_SCALE[(match[1] or "") + "元"]), match[2]) if match else None


def comparable(unit: str, other: str) -> Decimal | None:
    """完成值与指标值能不能比：能换算的，和每一份的钱里分母略去了的（300元 对 ≤300元/亩）。

    每人的也写作每生、每学生；分母略去的，金额单位要相同（30万元 对 300元/亩 是总数对单价）。
    只写了“万”的，单位照另一方的。
    """
    ratio = factor(unit, other)
    if ratio is None and (unit in _COUNT_SCALE) != (other in _COUNT_SCALE):
        mine_own, other_own = _own_scale(unit), _own_scale(other)
        return mine_own / other_own if mine_own and other_own else None
    mine, theirs = _money_scale(unit), _money_scale(other)
    if ratio is not None or mine is None or theirs is None:
        return ratio
    shares, others = _shares(mine[1]), _shares(theirs[1])
    if shares == others:
        return mine[0] / theirs[0]
    if shares and others and shares - _PERIODS == others - _PERIODS:
        every = [_YEARLY[part] for each in (shares, others) for part in each & _PERIODS]
        if len(every) == 2:  # 100元/人·月 对 1200元/人·年
            return mine[0] * every[0] / (theirs[0] * every[1])
    left_out = shares is not None and others is not None and (shares < others or others < shares)
    return Decimal(1) if left_out and mine[0] == theirs[0] else None


_PERSON = frozenset({"人", "生", "学生", "名", "位", "名学生", "个人"})


def _shares(tail: str) -> frozenset[str] | None:
    """“元”后面的分母：`/人·年` 是人、年；不是分母的为 None。"""
    if tail and tail[0] not in "/每":
        return None
    parts = (part for part in re.split(r"[/每·、.*]", tail) if part)
    return frozenset("人" if part in _PERSON else _plain_name(part) for part in parts)


# 每多少人里有几例：12/10万、9.8例/10万人、1/万。说的是比率，不是钱。
_PER_HEAD = later(
    r"(?:[例人名位]|人次)?/(?P<count>1(?:0*)?)?(?P<scale>十万|百万|[千万亿]?)(?P<who>人口?|活产|新生儿|儿童)?"
)
_HEADS = {"": 1, "千": 1000, "万": 10_000, "十万": 100_000, "百万": 1_000_000, "亿": 100_000_000}


def is_per_head(unit: str) -> bool:
    """单位是每多少人里几例；光是“/人”的不是（28元/人 略了“元”）。"""
    return _heads(unit) is not None


def _heads(unit: str) -> int | None:
    match = _PER_HEAD.fullmatch(unit)
    size = int(match["count"] or 1) * _HEADS[match["scale"]] if match else 1
    return size if size >= _HEADS["千"] else None


def _ratio_scale(unit: str) -> tuple[Decimal, str] | None:
    kind, name = kind_of(unit)
    if kind == "percent":
        return _RATIO_SCALE[name], ""
    heads = _heads(unit)
    return (Decimal(100) / heads, "") if heads else None


# 自评的是一个年度：12次/年 就是 12次，每月1次 就是 12次。按日、按周的不知道做几天，不换算。
_YEARLY = {"年": 1, "半年": 2, "季": 4, "月": 12}
_PERIODS = frozenset(_YEARLY)


def _count_scale(unit: str) -> tuple[Decimal, str] | None:
    """数量：万、千先换成个，再归到同一种写法和基本单位。"""
    head, *shares = re.split(r"[/每]", unit)
    if not head:
        return None
    name = _plain_name(head)
    scale = Decimal(1)
    if name == head and head not in _MEASURES and head[0] in _COUNT_SCALE:
        scale, name = Decimal(_COUNT_SCALE[head[0]]), _plain_name(head[1:])
    what, size = _MEASURES.get(name, (name, "1"))
    each = [_plain_name(share) for share in shares]
    if len(each) == 1 and each[0] in _YEARLY:
        scale, each = scale * _YEARLY[each[0]], []
    return scale * Decimal(size), "/".join([what, *each])


def _own_scale(unit: str) -> Decimal | None:
    """单位里的万、亿；百分数的没有。"""
    if kind_of(unit)[0] == "percent":
        return None
    priced = _money_scale(unit)
    return priced[0] if priced else Decimal(_COUNT_SCALE.get(unit[:1], 1))


def _plain_name(unit: str) -> str:
    match = _WITH_NOUN.fullmatch(unit) if len(unit) > 1 else None
    name = match[1] if match else unit
    small = name.lower() if name.isascii() else name
    return _SAME.get(small, _SAME.get(name, name))
