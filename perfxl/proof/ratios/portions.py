"""R02、R03 用字写的几成、几分之几、一半：占项目村的一半、占四成以上、增长一半。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.cells.quantity import rounded
from perfxl.proof.claims.goals import in_goals
from perfxl.proof.model import Figure, Finding
from perfxl.proof.ratios.likely import Asked
from perfxl.proof.ratios.quotients import by_unit_of, pairs_of
from perfxl.proof.reading import Reading, Sentence
from perfxl.proof.text.clues import regex
from perfxl.proof.text.interval import Interval, divide
from perfxl.proof.text.numerals import CHARACTERS, numeral

_WORD = later(
    rf"占(?:到|了)?(?P<noun>[^，。；、\d占]{{0,12}}?)(?:的|约)?(?P<front>近|超过?|约)?"
    rf"(?:(?P<tenth>[{CHARACTERS}])成(?![立员本果效])|(?P<half>一半)|(?P<below>[{CHARACTERS}]{{1,2}})分之(?P<above>[{CHARACTERS}]{{1,2}}))"
    r"(?P<back>以上|多|左右)?"
)
_HUNDRED, _LEAST, _RIVAL, _NEAR = Decimal(100), 33, 45, Decimal(20)
_LOOSE = Decimal(3)  # 几分之几、一半，差这么多个百分点以内都说得过去
_TENTH = Decimal(5)


def portions(reading: Reading) -> Iterator[Finding]:
    """逐句看用字写的份额。"""
    by_unit = by_unit_of(reading)
    for sentence in reading.sentences:
        if not sentence.figures or in_goals(sentence.paragraph):
            continue
        for match in _WORD.finditer(sentence.text):
            if regex("全[省国市]|同[类期]").search(match["noun"]):
                continue
            percent, span = _figure(match, sentence)
            said = Asked(percent, "", match["noun"], is_rest=False, is_done=False, inside=False)
            pairs = pairs_of(said, sentence, reading, by_unit)
            ratios = [divide(part.value, whole.value) * _HUNDRED for _, part, whole in pairs]
            if not pairs or any(
                ratio in span and score >= pairs[0][0] - _RIVAL
                for ratio, (score, _, _) in zip(ratios, pairs, strict=True)
            ):
                continue
            score, part, whole = pairs[0]
            near = abs(ratios[0] - percent.value) <= _NEAR
            if score >= _LEAST and near and part.value < whole.value:
                due = f"{rounded(ratios[0], 1):f}%"
                message = f"{part.raw}÷{whole.raw}＝{due}，写的是“{percent.raw}”"
                yield Finding(
                    "R02", sentence.paragraph, percent.start, percent.end, message, expected=due
                )


def _figure(match: re.Match[str], sentence: Sentence) -> tuple[Figure, Interval]:
    """当作一个百分数，连同说得过去的范围。"""
    if match["tenth"]:
        value = (numeral(match["tenth"]) or Decimal(0)) * 10
        slack = _TENTH
    elif match["half"]:
        value, slack = _HUNDRED / 2, _LOOSE
    else:
        below = numeral(match["below"]) or Decimal(1)
        value, slack = divide((numeral(match["above"]) or Decimal(0)) * _HUNDRED, below), _LOOSE
    span = Interval(value - slack, value + slack)
    if match["front"] == "近":
        span = Interval(value - 2 * slack, value)
    elif match["back"] in {"以上", "多"} or (match["front"] or "").startswith("超"):
        span = Interval(value, value + 2 * slack)
    start = sentence.start + match.start()
    end = sentence.start + match.end()
    text = sentence.text[: match.start()]
    before = regex("[，。；：、]").split(text)[-1] + "占" + match["noun"]
    percent = Figure(
        sentence.paragraph, start, end, match[0], str(value), value, value, span, "%", Decimal(1),
        "", (sentence.start, sentence.end), before, "", "",
    )  # fmt: skip
    return percent, span
