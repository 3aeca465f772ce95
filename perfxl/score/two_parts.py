"""一个指标值里写着几个要求：一次验收合格率≥95%，返工不超过2次；比上年下降10%且不超过5起。"""

from __future__ import annotations

from typing import NamedTuple

from perfxl.cells.later import later
from perfxl.cells.notation import parse_target
from perfxl.cells.quantity import COMMA, Quantity, Target, fold, same_unit
from perfxl.filing.model import Indicator

_BETWEEN = later(rf"{COMMA}|[;。]|(?<=\D)(?:而且|并且|且|同时)(?=\D|\d)")
_HAS_NUMBER = later(r"\d")
_SIGN = (
    r"不(?:超过?|高于|大于|多于|少于|低于|小于)|大于|高于|多于|超过|小于|低于|少于|"
    r"至[少多]|达到?|控制在|[≥≤<>=]"
)
_PART = later(rf"(?P<noun>[^\d≥≤<>=]*?)(?P<said>(?:{_SIGN})*\d.*)")
_LEAST_NOUN = 2


class _Part(NamedTuple):
    noun: str
    target: Target
    said: str


def _clauses(raw: str) -> list[str]:
    return [clause for clause in _BETWEEN.split(fold(raw)) if clause]


def has_parts(target: Target) -> bool:
    """写着几个要求、至少一个带着数，读不成一个数的。"""
    clauses = _clauses(target.raw) if target.kind == "text" else []
    return len(clauses) > 1 and any(_HAS_NUMBER.search(clause) for clause in clauses)


def _numbers(raw: str) -> list[_Part]:
    """各句里读得成一个数的：说的是什么、多少。增减多少的不算，要与去年比。"""
    made = []
    for clause in _clauses(raw):
        match = _PART.fullmatch(clause)
        target = parse_target(match["said"]) if match else None
        if match and target and target.value is not None and target.unit and not target.growth:
            made.append(_Part(_bare(match["noun"]), target, clause))
    return made


def _bare(said: str) -> str:
    """其中：补植不少于几株 → 补植不少于几株。"""
    return said.removeprefix("其中").lstrip(":：")


def _compared(indicator: Indicator) -> list[tuple[str, bool]]:
    """对得上的各个要求，做到了没有：说的是同一件事、同一个单位的。"""
    if not has_parts(indicator.target.value):
        return []
    asked, done = (_numbers(field.value.raw) for field in (indicator.target, indicator.actual))
    pairs = ((want, _answer(want, asked, done)) for want in asked if want.target.op is not None)
    return [(want.said, _is_met(want.target, got)) for want, got in pairs if got is not None]


def _answer(want: _Part, asked: list[_Part], done: list[_Part]) -> Quantity | None:
    alike = [got for got in done if same_unit(got.target, want.target) is not None]
    named = [got for got in alike if got.noun and _same(got.noun, want.noun)]
    only = len([each for each in asked if same_unit(each.target, want.target) is not None]) == 1
    if len(named) != 1:  # 只写着数的（6起），同一个单位只有一个要求，就是答的它
        named = [got for got in alike if not (got.noun and want.noun)] if only else []
    return named[0].target if len(named) == 1 else None


def _same(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) >= _LEAST_NOUN and short in long


def _is_met(target: Target, actual: Quantity) -> bool:
    value, due = same_unit(actual, target), target.value
    if value is None or due is None:
        return True
    ways = {">=": value >= due, ">": value > due, "<=": value <= due, "<": value < due}
    return ways.get(target.op or "", value == due)


def part_missed(indicator: Indicator) -> str:
    """没有做到的一个要求，照写的；没有的、看不出的为空。"""
    missed = (said for said, met in _compared(indicator) if not met)
    return _bare(next(missed, ""))


def parts_met(indicator: Indicator) -> bool:
    """几个要求都对得上、都做到了。"""
    met = [each for _, each in _compared(indicator)]
    return bool(met) and all(met) and len(met) == len(_clauses(indicator.target.value.raw))
