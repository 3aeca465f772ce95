"""R02 一项一项带着自己的率：甲 52批次，占 45.61%；5400万元（亩均 1080元）、1600万元（亩均 320元）。

各项除以同一个数，别的都对得上，只有一项对不上。
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.cells.quantity import plain, rounded
from perfxl.proof.model import Figure, Finding
from perfxl.proof.ratios.pairs import countable
from perfxl.proof.reading import TIMES, Reading, Sentence
from perfxl.proof.text.clues import regex
from perfxl.proof.text.interval import divide, truncated_to

_SHARE = later(r"[，（]?占(?:比)?(?![^，。；]*(?:预算|目标|任务|计划))[^，。；\d]{0,8}")
_MEAN = later(r"[，（][人户亩家村]均[^，。；\d]{0,4}")
_HUNDRED = Decimal(100)
_LEAST = 3
_LIMITS = Decimal("0.5"), Decimal(2)

_Pair = tuple[Figure, Figure]


def interleaved(reading: Reading) -> Iterator[Finding]:
    """逐句看。"""
    for sentence in reading.figured:
        shares = _pairs(sentence, _SHARE, lambda rate: rate.unit == "%")
        yield from _judge(shares, reading, _HUNDRED)
        means = _pairs(sentence, _MEAN, lambda rate: rate.unit not in TIMES | {"%"})
        yield from _judge(means, reading, Decimal(1))


def _pairs(
    sentence: Sentence, form: re.Pattern[str], fine: Callable[[Figure], bool]
) -> list[_Pair]:
    """紧挨着的一个数和它的率；数的单位都一样。"""
    made = []
    for part, rate in zip(sentence.figures, sentence.figures[1:], strict=False):
        between = regex(r"\s").sub("", sentence.between(part.end, rate.start))
        if countable(part) and part.exact and fine(rate) and form.fullmatch(between):
            made.append((part, rate))
    return made if len({part.unit for part, _ in made}) == 1 else []


def _judge(pairs: Sequence[_Pair], reading: Reading, times: Decimal) -> Iterator[Finding]:
    """同一个分母：各项之和，或写着的一个数。"""
    if len(pairs) < _LEAST:
        return
    wholes = {sum((part.value for part, _ in pairs), Decimal(0))}
    near = reading.near(pairs[0][0].paragraph)
    if times == 1:
        wholes = {one.value for one in near if one.unit in _unit_of(pairs[0][1]) and one.value > 1}
    else:
        wholes |= {one.value for one in near if one.unit == pairs[0][0].unit}
    parts = {part.value for part, _ in pairs}
    misfits = {
        whole: _odd(pairs, whole, times) for whole in wholes if whole > 0 and whole not in parts
    }
    best = min(misfits, key=lambda whole: len(misfits[whole]), default=Decimal(0))
    if not best or len(misfits[best]) != 1:
        return
    part, rate = misfits[best][0]
    due = divide(part.value, best) * times
    last = Decimal(1).scaleb(-rate.places) * rate.scale  # 凑足百分之百的，末一位差 1
    if abs(due - rate.value) <= last or not _LIMITS[0] <= divide(rate.value, due) <= _LIMITS[1]:
        return
    shown = f"{rounded(due / rate.scale, rate.places):f}"
    tail = regex(r"^[\d,.\s]+").sub("", rate.raw)
    scale = part.scale if times > 1 else Decimal(1)
    message = (
        f"{part.raw}÷{plain(best / scale)}＝{shown}{tail}，写的是 {rate.raw}；别的几项都是这样算的"
    )
    start = rate.start - min(len(rate.before), 4)
    yield Finding("R02", rate.paragraph, start, rate.end, message, expected=f"{shown}{tail}")


def _unit_of(rate: Figure) -> str:
    """亩均的分母论亩；人均的论人、名。"""
    match = regex(r"([人户亩家村])均").search(rate.before)
    return {"人": "人名", "村": "村个"}.get(match[1], match[1]) if match else ""


def _odd(pairs: Sequence[_Pair], whole: Decimal, times: Decimal) -> list[_Pair]:
    made = []
    for part, rate in pairs:
        due = divide(part.value, whole) * times
        if due not in rate.span and due not in truncated_to(rate.digits).scaled(rate.scale):
            made.append((part, rate))
    return made
