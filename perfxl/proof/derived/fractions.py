"""R02 占几成、占几分之几：分子就写在旁边。

附近没有一个数除得出来，又有一个除出来差一处笔误的才说。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.cells.quantity import rounded
from perfxl.proof.claims.goals import in_goals
from perfxl.proof.derived.slips import shown_due, slipped
from perfxl.proof.model import Figure, Finding
from perfxl.proof.reading import TIMES, Reading, Sentence
from perfxl.proof.text.clues import regex
from perfxl.proof.text.interval import divide, rounded_to
from perfxl.proof.text.numerals import numeral

_HUNDRED = Decimal(100)
_SKIPPED = TIMES | {"%", "个百分点", "倍", "分"}
_SHARE = later(r"占(?:比|了)?(?P<base>[^，。；、\d]{0,12}?)(?:的|比重|比例|比)?(?:为|达到?|约)?$")
_WORD = later(
    r"(?:占(?:比|了|全部|总数|全[年县市区省体]|总[^，。；]{1,3})?的?|刚好|正好|恰好|恰为|约为?)"
    r"(?:(?P<half>一半|半数)|(?P<low>[二三四五六七八九十])分之(?P<high>[一二三四五六七八九])|(?P<tenth>[一二三四五六七八九])成(?P<more>半)?)(?=[，。；、）]|$)"
)
_ROUGH = Decimal("1.5")
_TOO_FAR = 3


def fractions(reading: Reading) -> Iterator[Finding]:
    """逐句看。"""
    for sentence in reading.figured:
        if "占" not in sentence.text and "半" not in sentence.text and "成" not in sentence.text:
            continue
        if in_goals(sentence.paragraph):
            continue
        for figure in sentence.figures:
            said = _SHARE.search(figure.before) if figure.unit == "%" and figure.exact else None
            if said is not None:
                yield from _percent(figure, said, reading)
        for match in _WORD.finditer(sentence.text):
            yield from _worded(match, sentence, reading)


def _part(before: int, sentence: Sentence, words: str) -> Figure | None:
    """紧挨在前面的那个数；中间隔着另一个分句的名称的（甲占几、乙占几）不是。"""
    mine = [one for one in sentence.figures if one.end <= before]
    if not mine or mine[-1].unit in _SKIPPED or mine[-1].hedge == "范围":
        return None
    gap = sentence.between(mine[-1].end, before)
    return mine[-1] if regex(r"[^，。；\d]{0,8}，?[（(]?").fullmatch(gap) and words == "" else None


def _percent(rate: Figure, said: re.Match[str], reading: Reading) -> Iterator[Finding]:
    sentences = reading.sentences_by_paragraph.get(rate.paragraph.number, ())
    sentence = next(one for one in sentences if one.start <= rate.start < one.end)
    start = rate.start - len(said[0])
    part = _part(start, sentence, rate.before[: len(rate.before) - len(said[0])])
    if part is None or part.value <= 0 or rate.value >= _HUNDRED:
        return
    wholes = _wholes(part, reading)
    near = [one for one in wholes if one.paragraph is part.paragraph]
    told = wholes if rate.places else near
    if any(_fits(rate, part, one) for one in told) or _added(rate, part, reading):
        return
    base = regex("总数|总量|全部|总").split(said["base"])[0]
    base = regex("^(?:本|我|全)[县市区省州乡镇]").sub("", base)
    far = [
        one for one in wholes
        if len(base) > 1 and (one.after.startswith(base) or one.before.endswith(base))
    ]  # fmt: skip
    alone = "总" in said["base"] and len({one.value for one in far}) == 1  # 说了占什么的总数
    for whole in [*reversed(near), *far]:
        if _fits(rate, part, whole):
            return
        due = _share(part, whole)
        if slipped(rate, due, strong=True) or (alone and whole in far and _near(rate, due)):
            right = shown_due(rate, due)
            message = f"{part.raw}÷{whole.raw}＝{right}，写的是 {rate.raw}"
            yield Finding("R02", rate.paragraph, part.start, rate.end, message, expected=right)
            return


def _near(rate: Figure, due: Decimal) -> bool:
    return rate.value / 2 < due < rate.value * 2


def _wholes(part: Figure, reading: Reading) -> list[Figure]:
    every = [*reading.near(part.paragraph, 60, 1)]
    every += [one for one in reading.figures if one.paragraph.kind == "cell"]
    every += reading.known.alike(part.unit).figures
    return [
        one for one in every
        if one.unit == part.unit and one is not part and one.value > part.value
    ]  # fmt: skip


def _share(part: Figure, whole: Figure) -> Decimal:
    return divide(part.value, whole.value) * _HUNDRED


def _fits(rate: Figure, part: Figure, whole: Figure) -> bool:
    due = _share(part, whole)
    return due in rounded_to(rate.digits) or 0 <= due - rate.value < rate.grain


def _added(rate: Figure, part: Figure, reading: Reading) -> bool:
    """除以前面几项、后面几项加起来的。"""
    row = [
        one for one in reading.in_paragraph(part.paragraph)
        if one.unit == part.unit and one.sentence == part.sentence
    ]  # fmt: skip
    place = row.index(part)
    for first in range(len(row)):
        for last in range(first + 2, len(row) + 1):
            total = sum((one.value for one in row[first:last]), Decimal(0))
            if total > part.value and first <= place + 1:
                due = divide(part.value, total) * _HUNDRED
                if due in rounded_to(rate.digits):
                    return True
    return False


def _worded(match: re.Match[str], sentence: Sentence, reading: Reading) -> Iterator[Finding]:
    """占三分之二、占六成、刚好一半。"""
    start = sentence.start + match.start()
    clause = regex("[，。；：、（）]").split(sentence.text[: match.start()])[-1]
    part = _part(start - len(clause), sentence, clause)
    if part is None or part.value <= 0:
        return
    said = _value(match)
    near = [one for one in _wholes(part, reading) if one.paragraph is part.paragraph]
    if not near or any(_close(part, one, said) for one in _wholes(part, reading)):
        return
    before = [one for one in near if one.start < part.start]
    if not before or before[-1].value > part.value * 12 or len(before) > _TOO_FAR * 2:
        return
    whole = min(before[-_TOO_FAR:], key=lambda one: abs(_share(part, one) - said))
    right = f"{rounded(_share(part, whole), 1):f}%"
    message = f"{part.raw}÷{whole.raw}＝{right}，写的是“{match[0]}”"
    end = sentence.start + match.end()
    yield Finding("R02", sentence.paragraph, part.start, end, message, expected=right)


def _value(match: re.Match[str]) -> Decimal:
    if match["half"]:
        return _HUNDRED / 2
    if match["low"]:
        low, high = numeral(match["low"]), numeral(match["high"])
        return divide(high or Decimal(1), low or Decimal(1)) * _HUNDRED
    return (numeral(match["tenth"]) or Decimal(0)) * 10 + (5 if match["more"] else 0)


def _close(part: Figure, whole: Figure, said: Decimal) -> bool:
    return abs(_share(part, whole) - said) <= max(_ROUGH, said / 12)
