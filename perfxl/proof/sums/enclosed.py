"""合计与括号、冒号：紧跟在数后面的括号、合计后面的冒号，括号里外不混着加。"""

from __future__ import annotations

from perfxl.cells.later import later
from perfxl.proof.model import Figure
from perfxl.proof.reading import Sentence
from perfxl.proof.text.clues import regex

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
