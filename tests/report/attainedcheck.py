"""“没有达到的是……”“超过指标值的3项：……”对不对：只看印出来的字和表里的格，另算一遍。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from perfxl.cells.quantity import same_unit
from perfxl.filing.model import Filing, Indicator

_LEADS = {
    "没有达到的是": "missed", "超出上限的是": "exceeded",
    "超过指标值的是": "over", "低于上限的是": "below",
    "偏差率最大的是": "over", "低得最多的是": "below",
}  # fmt: skip
_SIGN = {"missed": -1, "exceeded": 1, "over": 1, "below": -1}
_COUNTED = re.compile(r"^(超过指标值|低于上限)的共(\d+)项$")
_RATE = re.compile(r"（偏差率(-?[\d.]+)%）$")
_APART = re.compile(r"(?<=）)、|、(?=[^）]*(?:、|$))")
_UNNAMED = "没有写名称的一项"


def wrong_attained(text: str, filing: Filing) -> Iterator[str]:
    """“可以计算完成率的几项……”后面的各句里不成立的；没有的话什么也不给。"""
    said: dict[str, list[str]] = {}
    counts: dict[str, int] = {}
    for sentence in [one for one in text.split("。") if one]:
        counted = _COUNTED.match(sentence)
        lead = next((one for one in _LEADS if sentence.startswith(one)), "")
        if counted:
            counts["over" if counted[1] == "超过指标值" else "below"] = int(counted[2])
        elif lead:
            said[_LEADS[lead]] = _APART.split(sentence.removeprefix(lead))
        else:
            yield f"看不懂：{sentence}"
    for kind, items in said.items():
        yield from _items(kind, items, filing)
    for kind in _SIGN:
        due, items = _due(kind, filing, said), said.get(kind, [])
        if counts.get(kind, len(items)) != len(due):
            yield f"{kind} 的表里是 {len(due)} 项：{text}"
        if kind in counts and not 1 < len(items) < len(due):
            yield f"{kind} 的没有都列出来，列了 {len(items)} 项：{text}"


def _items(kind: str, items: list[str], filing: Filing) -> Iterator[str]:
    for item in items:
        rate = _RATE.search(item)
        name = _RATE.sub("", item)
        rows = [one for one in filing.indicators if _named(one) == name]
        signs = {(_deviation(one) or 0) * _SIGN[kind] > 0 for one in rows}
        if True not in signs:
            yield f"“{name}”不是 {kind}"
        if rate and Decimal(rate[1]) not in {_deviation(one) for one in rows}:
            yield f"“{name}”的偏差率不是 {rate[1]}%"


def _due(kind: str, filing: Filing, said: dict[str, list[str]]) -> list[Indicator]:
    """该说的各行。没有写方向的，说它是上限的就当它是上限。"""
    return [
        one
        for one in filing.indicators
        if (deviation := _deviation(one))
        and deviation * _SIGN[kind] > 0
        and _is_ceiling(one, said) == (kind in {"exceeded", "below"})
    ]


def _is_ceiling(one: Indicator, said: dict[str, list[str]]) -> bool:
    target = one.target.value
    if target.low is not None and target.high is not None:
        return False
    if target.op is not None:
        return target.op in {"<=", "<"}
    ceilings = said.get("exceeded", []) + said.get("below", [])
    return any(_RATE.sub("", item) == _named(one) for item in ceilings)


def _deviation(one: Indicator) -> Decimal | None:
    """偏差率，印两位小数；算不出的为 None。"""
    target = one.target.value
    actual = same_unit(one.actual.value, target)
    if actual is None or not one.has_column("actual") or one.actual.value.kind == "none":
        return None
    base = target.value
    if target.low is not None and target.high is not None:
        if target.low <= actual <= target.high:
            return Decimal(0)
        base = target.low if actual < target.low else target.high
    if base is None or base <= 0:
        return None
    return ((actual - base) / base * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _named(one: Indicator) -> str:
    return one.name.value.strip() or _UNNAMED
