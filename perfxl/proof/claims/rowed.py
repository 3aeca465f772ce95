"""R07 话与数之六：说某一项高于几，表里却低；要求几成以上，实际没有到；说未完成 0项，后面却有。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from perfxl.cells.later import later
from perfxl.cells.quantity import fold
from perfxl.proof.model import Finding, Table
from perfxl.proof.reading import Reading, Sentence
from perfxl.proof.sums.tables import number_in
from perfxl.proof.text.clues import Clue, regex

_ROW = Clue(
    r"(?P<name>[\u4e00-\u9fff]{3,12}?)(?:一项|这一项)(?P<word>高于|低于|超过|不足)\s?(?P<number>\d+(?:\.\d+)?)\s?%",
    "一项高",
    "一项低",
    "一项超",
    "一项不",
)
_SHARE = later(r"(?:比例|占比|比率)(?:为|是|应为|达到|不低于|要求)*$")
_NONE = Clue(r"未完成(?:的)?\s?0\s?[项个]", "未完成")
_MISSED = Clue(
    r"(?:低于|少于|未达到|没有达到|未达)[^。；]{0,24}，(?:未完成|没有完成)(?=[。；，])", "完成"
)
_LEAD = later("^(?:其中|但|只有|仅)")


def rowed(reading: Reading) -> Iterator[Finding]:
    """逐句看。"""
    for sentence in reading.sentences_with(_ROW):
        yield from _in_row(sentence, reading)
    for sentence in reading.sentences_with(_NONE):
        yield from _none_missed(sentence, reading)
    for sentence in reading.figured:
        if "以上" in sentence.text and "实际" in sentence.text:
            yield from _required(sentence)


def _in_row(sentence: Sentence, reading: Reading) -> Iterator[Finding]:
    """其中馆藏资源一项高于 92%，表里馆藏资源 89.43%。"""
    for match in _ROW.finditer(sentence.text):
        rates = [
            rate for table in reading.report.tables
            if (rate := _rate(table, _LEAD.sub("", match["name"]))) is not None
        ]  # fmt: skip
        if len(rates) != 1:
            continue
        higher = match["word"] in {"高于", "超过"}
        limit = Decimal(match["number"])
        if rates[0] != limit and (rates[0] > limit) is not higher:
            place = sentence.start + match.start(), sentence.start + match.end()
            message = f"表里这一项是 {rates[0]}%，不是“{match['word']}{match['number']}%”"
            yield Finding("R07", sentence.paragraph, *place, message)


def _rate(table: Table, name: str) -> Decimal | None:
    """表里叫这个名称的一行，唯一的百分数。"""
    for row in table.rows[1:]:
        if fold(row[0].text) == name:
            rates = [number_in(cell) for cell in row if fold(cell.text).endswith("%")]
            return rates[0] if len(rates) == 1 else None
    return None


def _required(sentence: Sentence) -> Iterator[Finding]:
    """检查比例为 30%以上，实际检查 46家，占 26.74%。"""
    rates = [one for one in sentence.figures if one.unit == "%" and one.exact]
    for bound, rate in pairwise(rates):
        between = sentence.between(bound.end, rate.start)
        mine = _SHARE.search(bound.before) and between.startswith("以上")
        if (
            mine
            and regex("，实际[^。；]*占$").search(between.rstrip())
            and rate.value < bound.value
        ):
            message = f"要求 {bound.raw}以上，实际占 {rate.raw}，没有达到"
            yield Finding("R07", rate.paragraph, bound.start, rate.end, message)


def _none_missed(sentence: Sentence, reading: Reading) -> Iterator[Finding]:
    """完成 9项，未完成 0项；后面满意度低于目标，未完成。"""
    said = _NONE.search(sentence.text)
    for other in reading.sentences_with(_MISSED) if said else ():
        short = _MISSED.search(other.text)
        if short is not None and other is not sentence and said is not None:
            place = sentence.start + said.start(), sentence.start + said.end()
            message = f"说“{said[0]}”，{other.paragraph.place}却写“{short[0][-20:]}”"
            yield Finding("R07", sentence.paragraph, *place, message)
            return
