"""合计与括号、冒号：紧跟在数后面的括号、合计后面的冒号，括号里外不混着加。"""

from __future__ import annotations

import re

from perfxl.cells.later import later
from perfxl.proof.model import Figure
from perfxl.proof.reading import Sentence
from perfxl.proof.sums.totals import MARKS
from perfxl.proof.text.clues import regex


def brackets(sentence: Sentence) -> list[int]:
    """紧跟在一个数后面的括号：2640万元（上级 1980万元，区级 660万元）。"""
    ends = {figure.end - sentence.start for figure in sentence.figures}
    matches = regex(r"（[^（）]*）").finditer(sentence.text)
    return [
        match.start()
        for match in matches
        if match.start() in ends and _figures_in(sentence, match) > 1
    ]


def _figures_in(sentence: Sentence, place: re.Match[str]) -> int:
    first, last = (sentence.start + edge for edge in place.span())
    return sum(first < figure.start < last for figure in sentence.figures)


def colons(sentence: Sentence) -> list[int]:
    """合计后面不远的冒号：4680万元，分两批下达：第一批 …"""
    ends = [figure.end - sentence.start for figure in sentence.figures]
    return [
        match.start() for match in regex("[：:]").finditer(sentence.text)
        if any(
            0 <= match.start() - end <= 12 and "；" not in sentence.text[end : match.start()]
            for end in ends
        )
        and not MARKS.search(sentence.text[max(0, match.start() - 4) : match.start()])
    ]  # fmt: skip


_PAIRED = later(r"分别[^，。；]*\d[^，。；]*[和及与][^，。；\d]*\d[^，。；]*(?=[，；])")


def last_of(sentence: Sentence, at: int, stop: int) -> int:
    """分别为 60万元和 40万元，全年可用……：用“和”接的是末一项，逗号以后不是。"""
    listed = _PAIRED.match(sentence.text, at)
    return min(stop, sentence.start + listed.end()) if listed else stop


def inside_brackets(sentence: Sentence, at: int, stop: int) -> int:
    """“其中”在括号里的，分项到括号为止。"""
    before = sentence.text[:at]
    if before.count("（") + before.count("(") <= before.count("）") + before.count(")"):
        return stop
    closed = regex("[）)]").search(sentence.text[at:])
    return min(stop, sentence.start + at + closed.start()) if closed else stop


def within(sentence: Sentence, at: int, figure: Figure) -> bool:
    """（含提前下达的 280万元）：括号里的是前一项里面的，不再加。"""
    between = sentence.between(at, figure.start)
    inside = between.rpartition("（")[2] if between.count("（") > between.count("）") else ""
    return regex("含|包括|其中").match(inside) is not None
