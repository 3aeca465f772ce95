"""R03 倍数、按几比几分：甲是乙的几倍，乙紧挨着写；按 5∶3∶2分担，即甲、乙、丙。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfxl.cells.quantity import plain, rounded
from perfxl.proof.model import Figure, Finding
from perfxl.proof.phrases.skeleton import WORDS, N, finding, found, many, one
from perfxl.proof.ratios.pairs import truncated
from perfxl.proof.reading import TIMES, Reading, Sentence
from perfxl.proof.text.clues import Clue, regex
from perfxl.proof.text.interval import divide

_TIMES = Clue(
    rf"(?:是|为|达到?|相当于){WORDS}{{0,12}}(?P<base>{N})的(?P<times>{N})(?=[，。；（）]|$)", "倍"
)
_RATIO = Clue(
    rf"(?:按|依|以){WORDS}{{0,8}}[\ue000-\ue0ff\d.]+[:：∶][\ue000-\ue0ff\d.]+[:：∶][\ue000-\ue0ff\d.]+{WORDS}{{0,20}}[，：]?(?:即|分别为?|为){WORDS}{{0,6}}"
    rf"(?P<parts>{N}、{WORDS}{{0,6}}{N}[、和]{WORDS}{{0,6}}{N})",
    "∶", ":", "：",
)  # fmt: skip
_NUMBERS = r"(\d+(?:\.\d+)?)[:：∶](\d+(?:\.\d+)?)[:：∶](\d+(?:\.\d+)?)"
_SKIPPED = TIMES | {"%", "个百分点", "倍"}


def multiples(reading: Reading) -> Iterator[Finding]:
    """逐个句式。"""
    for sentence, match in found(reading, _TIMES):
        yield from _times(sentence, one(sentence, match, "base"), one(sentence, match, "times"))
    for sentence, match in found(reading, _RATIO):
        yield from _shared(sentence, many(sentence, match["parts"]))


def _times(sentence: Sentence, base: Figure, times: Figure) -> Iterator[Finding]:
    """签约团队 86个……是上年 43个的 2倍：同单位的、前面最近的那个数。"""
    tops = [
        figure for figure in sentence.figures
        if figure.end <= base.start and figure.unit == base.unit
    ]  # fmt: skip
    if times.unit != "倍" or times.hedge == "范围" or base.unit in _SKIPPED or not tops:
        return
    if not regex(r"\d").search(base.raw):
        return  # 二期是一期的 1.4倍：一期是名称
    if base.value <= 0 or any(_fits(times, top, base) for top in tops):
        return
    top = tops[-1]
    due = divide(top.value, base.value)
    shown = f"{rounded(due, max(times.places, 1) if due % 1 else times.places):f}倍"
    message = f"{top.raw}÷{base.raw}＝{shown}，写的是 {times.raw}"
    yield finding("R03", [top, base, times], message, shown)


def _fits(times: Figure, top: Figure, base: Figure) -> bool:
    due = divide(top.value, base.value)
    near = times.hedge or top.hedge or base.hedge
    loose = near and abs(due - times.value) <= times.value / 8
    return due in times.span or due in truncated(times) or bool(loose)


def _shared(sentence: Sentence, parts: list[Figure]) -> Iterator[Finding]:
    """三份照几比几分。"""
    said = regex(_NUMBERS).search(sentence.text)
    if said is None or len({part.unit for part in parts}) > 1 or not parts[0].is_money:
        return
    shares = [Decimal(number) for number in said.groups()]
    units = [divide(part.value, share) for part, share in zip(parts, shares, strict=True) if share]
    if len(units) < len(parts) or any(part.hedge for part in parts) or len(set(units)) == 1:
        return
    unit = max(units, key=units.count)
    if units.count(unit) < len(units) - 1:
        return  # 只有一份不合的，才知道错在哪一份
    wrong = next(part for part, mine in zip(parts, units, strict=True) if mine != unit)
    due = plain(unit * shares[parts.index(wrong)] / wrong.scale)
    message = f"按“{said[0]}”，应是 {due}，写的是 {wrong.raw}"
    yield finding("R03", [wrong], message, due)
