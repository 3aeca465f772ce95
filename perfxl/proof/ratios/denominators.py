"""占几成的分母：同一分句里没有的，到前面去找。"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from perfxl.proof.model import Figure
from perfxl.proof.ratios.pairs import Pair, is_sibling, near_parts, wholes
from perfxl.proof.reading import REACH, Reading, Sentence
from perfxl.proof.text.clues import regex
from perfxl.proof.text.interval import divide

_HUNDRED = Decimal(100)


def far_whole(
    percent: Figure, part: Figure, sentence: Sentence, reading: Reading, whole_words: str
) -> Pair | None:
    """同一分句里没有分母的，往前找：说得出是什么的，或相除正好差不多的。"""
    earlier = [
        figure for figure in near_parts(percent, sentence, reading)
        if figure.unit == part.unit and figure.scale == part.scale
        and figure.end <= part.start and figure.value > part.value
    ]  # fmt: skip
    if (
        whole_words == "."
        and earlier
        and abs(divide(part.value, earlier[-1].value) * _HUNDRED - percent.value) < 5
    ):
        return Pair(part, earlier[-1])
    far = [
        figure for figure in wholes(percent, reading)
        if whole_words != "." and figure.unit == part.unit
        and regex(whole_words).search(figure.before) and _before(figure, part)
        and figure.value >= part.value and not regex("上年|年初|其中").search(figure.before)
    ]  # fmt: skip
    if not part.is_money and far:
        far = [figure for figure in far if figure.paragraph is part.paragraph]
    sure = all(regex("预算|总投资|资金总额").search(one.before) for one in far)
    return closest(percent, part, far, sure=sure)


def _before(figure: Figure, other: Figure) -> bool:
    return (figure.paragraph.number, figure.start) < (other.paragraph.number, other.start)


def closest(
    percent: Figure, part: Figure, wholes: Sequence[Figure], *, sure: bool = False
) -> Pair | None:
    """几个可能的分母里，算出来与写的最接近的那个：拿不准时往轻里说。"""
    if not wholes:
        return None
    whole = min(
        wholes, key=lambda figure: abs(divide(part.value, figure.value) * _HUNDRED - percent.value)
    )
    return Pair(part, whole, sure)


def named_whole(percent: Figure, close: Figure, reading: Reading, noun: str) -> Pair | None:
    """前面写着这个名称的、不比分子小的数。"""
    noun = regex(r"^(?:全部|年度|项目|全年|本年|应)").sub("", noun)
    if len(noun) >= 2:
        named = [
            figure for figure in reading.near(percent.paragraph, ahead=REACH)
            if figure.unit == close.unit and noun in figure.before
            and figure.value >= close.value and figure.exact
            and not is_sibling(percent, figure, close)
        ]  # fmt: skip
        if named:
            return closest(percent, close, named)
    return None


def biggest(percent: Figure, close: Figure, reading: Reading) -> Pair | None:
    """只有一个比分子大的，就是分母。"""
    big = {
        figure.value: figure for figure in reading.in_paragraph(percent.paragraph)
        if figure.unit == close.unit and figure.value > close.value and figure.end < close.start
        and regex("下达|总|共|预算|安排").search(figure.before)
    }  # fmt: skip
    if len(big) != 1 and close.unit not in {"元", "人", "个", "家", "项", "件", "户"}:
        big = {
            figure.value: figure for figure in reading.near(percent.paragraph, ahead=REACH)
            if figure.unit == close.unit and figure.value > close.value and figure.exact
        }  # fmt: skip
    return Pair(close, next(iter(big.values()))) if len(big) == 1 else None
