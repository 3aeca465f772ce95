"""R03 与上年比多几、增几成：比的数写在这一句里。

附近、表里没有一个数差得出来，又有一个差一处笔误的才说。
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.proof.claims.goals import in_goals
from perfxl.proof.derived.slips import shown_due, slipped
from perfxl.proof.model import Figure, Finding
from perfxl.proof.reading import TIMES, Reading, Sentence
from perfxl.proof.text.clues import regex
from perfxl.proof.text.interval import divide, rounded_to

_HUNDRED = Decimal(100)
_SKIPPED = TIMES | {"倍", "分"}
_OLD = later(
    r"上年|去年|同期|前年|上半年|[一二]期|原来?|(?:19|20)\d\d年|[〇零一二三四五六七八九]{4}年|[由从比较]"
)
_GAP = later(
    r"(?:多|少|高|低|增加?|减少?|提高|上升|下降|降低|增长|缩短|快|慢|增支|减支|增收|减收|净增|净减|上调|下调|调增|调减)(?:了|出|约|近)*$"
)
_RATE = later(
    r"(?:增长?|增加|增幅|增速|涨幅?|升幅?|上升|提高|下降|降低?|降幅|减少|减幅|上调|下调|压减|缩减|减)(?:了|约|为|达到?|近)*$"
)
_ELSE = later(r"[比较](?!上年|去年|同期|前年|(?:19|20)\d\d年)[^，。；\d]{2,}$")
_LAST, _WIDE = 5, 6


def changes(reading: Reading) -> Iterator[Finding]:
    """逐句看。"""
    for sentence in reading.figured:
        if in_goals(sentence.paragraph):
            continue
        for figure in sentence.figures:
            if not figure.exact or figure.unit in _SKIPPED or figure.value <= 0:
                continue
            if figure.unit == "%":
                if _RATE.search(figure.before) and "分别" not in figure.before:
                    yield from _rate(figure, sentence, reading)
            elif _GAP.search(figure.before):
                yield from _gap(figure, sentence, reading)


def _is_old(figure: Figure) -> bool:
    """前一个数以后的话里写着上年、由：“由 6万元提高到 8万元”的 8万元不是。"""
    return _OLD.search(regex(r"\d").split(figure.before)[-1][-12:]) is not None


def _bases(figure: Figure, unit: str, sentence: Sentence) -> list[Figure]:
    """这一句里写在前面的、与它比的数：上年几、由几。"""
    return [
        one for one in sentence.figures
        if one.end <= figure.start and one.unit == unit
        and (_is_old(one) or one.year == "上年") and not _GAP.search(one.before)
    ][-2:]  # fmt: skip


def _others(figure: Figure, unit: str, reading: Reading, back: int) -> list[Figure]:
    near = [
        one for one in reading.near(figure.paragraph, back, 1)
        if one is not figure and one.unit == unit and one.value > 0
    ]  # fmt: skip
    return [*near, *reading.known.alike(unit).figures]


def _gap(gap: Figure, sentence: Sentence, reading: Reading) -> Iterator[Finding]:
    unit = "%" if gap.unit == "个百分点" else gap.unit
    bases = _bases(gap, unit, sentence)
    near = {one.value for one in reading.near(gap.paragraph, 1, 1) if one.unit == unit}
    values = {one.value for one in _others(gap, unit, reading, 60)}
    if not bases or _ELSE.search(gap.before) or any(one + gap.value in near for one in near):
        return
    if any({base.value + gap.value, base.value - gap.value} & values for base in bases):
        return
    mine = [
        one for one in _others(gap, unit, reading, 1)
        if one not in bases
        and (one.paragraph.number, one.start) < (gap.paragraph.number, gap.start)
    ]  # fmt: skip
    whole = [one.figure for one in reading.known.alike(unit).known if one.whole]
    mine = [*(one for one in whole if one.unit == unit), *mine]
    for base in reversed(bases):
        for other in reversed(mine[-_LAST:]):
            due = abs(other.value - base.value)
            if due > 0 and slipped(gap, due, strong=True):
                right = shown_due(gap, due)
                message = f"{other.raw} 与 {base.raw} 相差 {right}，写的是 {gap.raw}"
                start = gap.start - min(len(gap.before), 10)
                yield Finding("R03", gap.paragraph, start, gap.end, message, expected=right)
                return


def _rate(rate: Figure, sentence: Sentence, reading: Reading) -> Iterator[Finding]:
    """较上年 3395万元增支 97万元，增幅 2.9%；由 10万元提高到 15万元，上调 50%。"""
    earlier = [
        one for one in sentence.figures
        if one.end <= rate.start and one.unit not in _SKIPPED | {"%", "个百分点"}
    ]  # fmt: skip
    if not earlier:
        return
    unit = earlier[-1].unit
    bases = _bases(rate, unit, sentence)
    near = [one for one in reading.near(rate.paragraph, 1, 1) if one.unit == unit]
    old = [one for one in near if _is_old(one) or one in bases]
    every = _others(rate, unit, reading, 60)
    here = [one for one in near if one.sentence == rate.sentence]
    told = (*_dues(near, old), *_dues(every, bases), *_dues(here, here))
    if not bases or any(_fits(rate, due) for due in told):
        return
    mine = [one for one in earlier if one.unit == unit and one not in bases]
    mine = mine or [one for one in _others(rate, unit, reading, 1) if one not in bases][-_LAST:]
    for base in reversed(bases):
        for due in _dues(list(reversed(mine)), [base]):
            wide = due > rate.value * _WIDE or rate.value > due * _WIDE
            if not wide and slipped(rate, due, strong=True):
                right = shown_due(rate, due)
                message = f"照 {base.raw} 算，增减的是 {right}，写的是 {rate.raw}"
                start = rate.start - min(len(rate.before), 10)
                yield Finding("R03", rate.paragraph, start, rate.end, message, expected=right)
                return


def _dues(tops: Sequence[Figure], bases: Sequence[Figure]) -> Iterator[Decimal]:
    """增减的是底数的百分之几：写着的可以是现在的数，也可以是差额。"""
    for base in bases:
        for top in tops:
            if top is base or base.value <= 0:
                continue
            if _GAP.search(top.before) and top.value < base.value:
                yield divide(top.value, base.value) * _HUNDRED
            else:
                yield divide(abs(top.value - base.value), base.value) * _HUNDRED


def _fits(rate: Figure, due: Decimal) -> bool:
    return due in rounded_to(rate.digits) or 0 <= due - rate.value < rate.grain
