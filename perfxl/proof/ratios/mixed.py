"""R02 比率之五：分子、分母论的不是一样东西：448个托位入托 336人，使用率 75%。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.cells.quantity import rounded
from perfxl.proof.model import Figure, Finding
from perfxl.proof.ratios.pairs import close_enough, explained, truncated
from perfxl.proof.reading import TIMES, Reading, Sentence, span
from perfxl.proof.sums.addition import one_digit
from perfxl.proof.text.clues import regex
from perfxl.proof.text.interval import divide

_RATE = later(
    r"^，?(?:托位|床位|岗位|泊位|座位|学位|设备)?(?:使用|利用|占用|入住|入托|上座|覆盖|配备|到岗|满编|在岗|在位|周转)率(?:为|达到?|是|仅)?$"
)
_SKIPPED = TIMES | {"元", "%", "个百分点", "倍", "分"}
_HUNDRED = Decimal(100)
_MOST = 16


def mixed(reading: Reading) -> Iterator[Finding]:
    """逐句看挨着的两个数和一个率。"""
    for sentence in reading.figured:
        figures = sentence.figures
        for whole, part, rate in zip(figures, figures[1:], figures[2:], strict=False):
            if _is_set(whole, part, rate, sentence):
                yield from _judge(whole, part, rate, sentence, reading)


def _is_set(whole: Figure, part: Figure, rate: Figure, sentence: Sentence) -> bool:
    counts = {whole.unit, part.unit}
    kinds = len(counts) > 1 and not counts & _SKIPPED and rate.unit == "%"
    between = sentence.between(whole.end, part.start)
    near = len(between) < _MOST and not regex("[；。、]").search(between)
    exact = whole.exact and part.exact and rate.exact and 0 < part.value <= whole.value
    return (
        kinds and near and exact and _RATE.match(sentence.between(part.end, rate.start)) is not None
    )


def _judge(
    whole: Figure, part: Figure, rate: Figure, sentence: Sentence, reading: Reading
) -> Iterator[Finding]:
    due = divide(part.value, whole.value) * _HUNDRED
    shown = f"{rounded(due, rate.places):f}"
    fits = due in rate.span or (rate.places > 0 and due in truncated(rate))
    slip = close_enough(rate, due) or one_digit(rate.digits, shown)
    if not fits and slip and not explained(rate, sentence, reading):
        message = f"{part.raw}÷{whole.raw}＝{shown}%，写的是 {rate.raw}"
        place = span((whole, rate))
        yield Finding("R02", rate.paragraph, *place, message, expected=f"{shown}%")
