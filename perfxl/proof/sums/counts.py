"""R01 列了几个：甲、乙、丙、丁 5个股室；用于甲、乙、丙三个方面；四项合计；3个项目是甲、乙和丙。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.proof.model import Figure, Finding, Paragraph
from perfxl.proof.reading import Reading, Sentence
from perfxl.proof.sums.addition import agrees
from perfxl.proof.text.clues import regex
from perfxl.proof.text.masks import even
from perfxl.proof.text.numerals import CHARACTERS, numeral

_COUNT = rf"(?P<count>\d{{1,2}}|[{CHARACTERS}]{{1,2}})"
_THING = r"(?:个方面|方面|大类|类|项|个|种|家|所|处|部分|环节|阶段|部门|单位)"
_ITEM = r"[^，。；：、（）()\d“”《》]{2,20}"
_BEFORE = later(
    rf"(?P<names>(?:{_ITEM}、)+{_ITEM}?){_COUNT}{_THING}(?![\u4e00-\u9fff]{{0,4}}[、以])"
)
_AFTER = later(
    rf"(?<![第其]){_COUNT}{_THING}[\u4e00-\u9fff]{{0,6}}(?:是|为|分别是|分别为|包括|：|即)(?P<names>(?:{_ITEM}、)+{_ITEM}?(?:[和及与]{_ITEM})?)(?=[，。；])"
)
_SUMMED = later(rf"{_COUNT}(?:项|类|笔|批|部分|者|家|个)(?:合计|共计|共|相加|之和)$")
_OWNED = later("(?:下属|下设|内设|分设|下辖|设有?)[^、]{4,}、[^、]{4,}$")
_TWO = 2
_LOOSE = later("等|以及|其他|另外|之一|左右|至少")


def counts(reading: Reading) -> Iterator[Finding]:
    """逐段看列了几个。"""
    for paragraph in reading.report.prose:
        text = even(paragraph.text)
        for pattern in (_BEFORE, _AFTER) if "、" in text else ():
            for match in pattern.finditer(text):
                yield from _listed(paragraph, match)
    for sentence in reading.sentences:
        yield from _summed(sentence)


def _number(text: str) -> int:
    return int(text) if text.isdigit() else int(numeral(text) or 0)


def _listed(paragraph: Paragraph, match: re.Match[str]) -> Iterator[Finding]:
    names, written = match["names"], _number(match["count"])
    plain = names.count("、") + 1
    last = names.rpartition("、")[2]
    # “甲、乙和丙”：末一截里的“和”也许连着两个，也许在名称里。
    fine = {plain, plain + len(regex("[和及与]").findall(last))}
    if names.endswith(("各", "均", "共")) or _LOOSE.search(names) or written in fine:
        return
    owned = plain == _TWO and _OWNED.match(names) and not regex("[和及与]").search(names)
    far = max(abs(one - written) for one in fine) > max(_TWO, plain // _TWO)
    if far or (plain <= _TWO and not owned):
        return
    message = f"列了 {plain} 个，写的是 {match['count']}"
    shown = "或".join(str(one) for one in sorted(fine))
    start = max(match.start(), match.end() - 24)
    yield Finding("R01", paragraph, start, match.end(), message, expected=shown)


def _summed(sentence: Sentence) -> Iterator[Finding]:
    """甲、乙、丙、丁，五项合计 24650万元：正好是前面四个数加起来。"""
    for place, total in enumerate(sentence.figures):
        match = _SUMMED.search(total.before)
        if match is None or total.value == 0:
            continue
        row = [
            figure
            for figure in sentence.figures[:place]
            if figure.unit == total.unit and figure.exact and figure.scale == total.scale
        ]
        if len(row) < 2:
            continue
        size = next((size for size in range(2, len(row) + 1) if agrees(total, row[-size:])), 0)
        written = _number(match["count"].replace("两", "二"))
        if size and size != written and sum((figure.value for figure in row[-size:]), Decimal(0)):
            yield _miscounted(total, row[-size], size, match["count"])


def _miscounted(total: Figure, first: Figure, size: int, written: str) -> Finding:
    message = f"加起来正好是前面 {size} 个数，写的是“{written}”"
    start = max(first.start, total.start - len(total.before))
    return Finding("R01", total.paragraph, start, total.end, message, expected=str(size))
