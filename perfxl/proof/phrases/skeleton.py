"""一句话的骨架：每个数换成一个字，句式就写得成正则：“应种甲，实种乙，漏种丙”。

数占的是私用区的字，报告里没有；第几个字就是这一句的第几个数。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.proof.model import Figure, Finding
from perfxl.proof.ratios.pairs import truncated
from perfxl.proof.reading import Reading, Sentence, span
from perfxl.proof.text.clues import Clue
from perfxl.proof.text.interval import divide
from perfxl.proof.text.noted import noted

_FIRST = 0xE000
_DIGIT = later(r"-?\d")
_WORDED = later(
    "[一二三四五六七八九十百千万两零]{2,}(?![项家类场名期批])|[一二三四五六七八九十两](?:分|个?百分点|人)"
)
_SAID = frozenset({"超", "超过", "低于", "突破"})
_FRONT = "不足到低于将近接大约为超过突破逾负－"
N = "[\ue000-\ue0ff]"  # 一个数
WORDS = "[^，。；\ue000-\ue0ff]"  # 同一分句里别的字
HUNDRED = Decimal(100)


@noted
def skeleton(sentence: Sentence) -> str:
    """数换成了一个字的一句话。几十种句式都要看，一句只换一次。"""
    made, last = [], sentence.start
    for place, figure in enumerate(sentence.figures):
        raw = figure.raw.lstrip(_FRONT)
        if not figure.digits[:1].isdigit() or not (_DIGIT.match(raw) or _WORDED.match(raw)):
            continue  # 一期、两批多半是名称，照原样留着
        # “超 15%”“低于 90%”读作数的说法的，字还留着：句式里要看它。
        kept = (
            figure.hedge
            if figure.raw.startswith(figure.hedge or "-") and (figure.hedge in _SAID)
            else ""
        )
        made += [sentence.between(last, figure.start), kept, chr(_FIRST + place)]
        last = figure.end
    return "".join([*made, sentence.between(last, sentence.end)])


def found(reading: Reading, clue: Clue) -> Iterator[tuple[Sentence, re.Match[str]]]:
    """哪几句里有这个句式。"""
    for sentence in reading.sentences_with(clue):
        if sentence.figures:
            for match in clue.regex.finditer(skeleton(sentence).replace(" ", "")):
                yield sentence, match


def one(sentence: Sentence, match: re.Match[str], name: str) -> Figure:
    """句式里叫这个名字的数。"""
    return sentence.figures[ord(match[name]) - _FIRST]


def many(sentence: Sentence, text: str) -> list[Figure]:
    """骨架的一截里的各个数。"""
    return [sentence.figures[ord(sign) - _FIRST] for sign in text if "\ue000" <= sign <= "\ue0ff"]


def percent_fits(rate: Figure, part: Decimal, whole: Decimal) -> bool:
    """几占几的百分之几，写得对不对（约、近的放宽些）。"""
    if whole <= 0:
        return True
    due = divide(part, whole) * HUNDRED
    loose = rate.hedge and abs(due - rate.value) <= rate.value / 10 + 1
    return bool(due in rate.span or due in truncated(rate) or loose)


def finding(code: str, figures: list[Figure], message: str, due: str) -> Finding:
    """指着从头一个数到末一个数的一截。"""
    return Finding(code, figures[0].paragraph, *span(figures), message, expected=due)
