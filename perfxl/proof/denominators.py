"""占几成的分母：同一分句里没有的，到前面去找。"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from perfxl.proof.interval import divide
from perfxl.proof.model import Figure
from perfxl.proof.pairs import Pair, is_sibling, near_parts, wholes
from perfxl.proof.reading import REACH, Reading, Sentence

_HUNDRED = Decimal(100)


def far_whole(
    percent: Figure, part: Figure, sentence: Sentence, reading: Reading, whole_words: str
) -> Pair | None:
    """同一分句里没有分母的，往前找：说得出是什么的，或相除正好差不多的。"""
    earlier = [
        one for one in near_parts(percent, sentence, reading)
        if one.unit == part.unit and one.scale == part.scale
        and one.end <= part.start and one.value > part.value
    ]  # fmt: skip
    if (
        whole_words == "."
        and earlier
        and abs(divide(part.value, earlier[-1].value) * _HUNDRED - percent.value) < 5
    ):
        return Pair(part, earlier[-1])
    far = [
        one for one in wholes(percent, reading)
        if whole_words != "." and one.unit == part.unit
        and re.search(whole_words, one.before) and _before(one, part)
        and one.value >= part.value and not re.search("上年|年初|其中", one.before)
    ]  # fmt: skip
    if not part.is_money and far:
        far = [one for one in far if one.paragraph is part.paragraph]
    sure = all(re.search("预算|总投资|资金总额", one.before) for one in far)
    return closest(percent, part, far, sure=sure)


def _before(one: Figure, other: Figure) -> bool:
    return (one.paragraph.number, one.start) < (other.paragraph.number, other.start)


def closest(
    percent: Figure, part: Figure, wholes: Sequence[Figure], *, sure: bool = False
) -> Pair | None:
    """几个可能的分母里，算出来与写的最接近的那个：拿不准时往轻里说。"""
    if not wholes:
        return None
    whole = min(
        wholes, key=lambda one: abs(divide(part.value, one.value) * _HUNDRED - percent.value)
    )
    return Pair(part, whole, sure)


def named_whole(percent: Figure, close: Figure, reading: Reading, noun: str) -> Pair | None:
    """前面写着这个名称的、不比分子小的数。"""
    noun = re.sub(r"^(?:全部|年度|项目|全年|本年|应)", "", noun)
    if len(noun) >= 2:
        named = [
            one for one in reading.near(percent.paragraph, ahead=REACH)
            if one.unit == close.unit and noun in one.before
            and one.value >= close.value and one.exact and not is_sibling(percent, one, close)
        ]  # fmt: skip
        if named:
            return closest(percent, close, named)
    return None


def biggest(percent: Figure, close: Figure, reading: Reading) -> Pair | None:
    """只有一个比分子大的，就是分母。"""
    big = {
        one.value: one for one in reading.in_paragraph(percent.paragraph)
        if one.unit == close.unit and one.value > close.value and one.end < close.start
        and re.search("下达|总|共|预算|安排", one.before)
    }  # fmt: skip
    if len(big) != 1 and close.unit not in {"元", "人", "个", "家", "项", "件", "户"}:
        big = {
            one.value: one for one in reading.near(percent.paragraph, ahead=REACH)
            if one.unit == close.unit and one.value > close.value and one.exact
        }  # fmt: skip
    return Pair(close, next(iter(big.values()))) if len(big) == 1 else None
