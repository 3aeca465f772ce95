"""R16 与自评表的期限比：某日做完，比期限提前、推迟几天；期限只写在自评表里。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from perfxl.cells.quantity import fold
from perfxl.filing.model import Indicator
from perfxl.proof.model import Finding
from perfxl.proof.naming import coverage, pairs_of, trimmed
from perfxl.proof.reading import Reading, Sentence
from perfxl.proof.text.clues import Clue

_SAID = Clue(
    r"(?P<day>(?P<y>20\d\d)\s*年\s*(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*日)[^。；\d]{0,16}，?"
    r"[比较](?:计划|规定|目标|要求|约定|既定)?的?(?:期限|时限|时间|目标|计划|要求|工期)(?P<way>提前|推迟|延迟|滞后|晚|早)了?\s*(?P<many>\d{1,3})\s*[天日]",
    "提前", "推迟", "延迟", "滞后", "晚", "早",
)  # fmt: skip
_EARLY = frozenset({"提前", "早"})
_LEAST = Decimal("0.4")
_SLACK = 1  # 当天算不算一天，各有各的数法


def timed(reading: Reading) -> Iterator[Finding]:
    """只有一份自评表的才看。"""
    if len(reading.assessments) != 1:
        return
    rows = [
        row for row in reading.assessments[0].filing.indicators
        if row.target.value.day is not None and not row.target.value.days
    ]  # fmt: skip
    for sentence in reading.sentences_with(_SAID) if rows else ():
        for match in _SAID.finditer(sentence.text):
            yield from _judge(match, sentence, rows)


def _judge(match: re.Match[str], sentence: Sentence, rows: list[Indicator]) -> Iterator[Finding]:
    pairs = pairs_of(fold(sentence.text[: match.end()]))
    shares = [coverage(trimmed(row.name.value), pairs) for row in rows]
    best = max(shares)
    row = rows[shares.index(best)]
    due = row.target.value.day
    try:
        said = date(int(match["y"]), int(match["m"]), int(match["d"]))
    except ValueError:
        return
    if due is None or best < _LEAST or shares.count(best) > 1:
        return
    late = (said - due).days
    written = -int(match["many"]) if match["way"] in _EARLY else int(match["many"])
    if abs(late - written) <= _SLACK:
        return
    how = f"提前 {-late} 天" if late < 0 else f"晚 {late} 天"
    cells = (row.target.cell.address, row.actual.cell.address)
    message = (
        f"自评表“{row.name.value}”的期限是 {row.target.value.shown}（{cells[0]}），"
        f"{match['day']}是{how}，写的是“{match['way']}{match['many']}天”"
    )
    if row.actual.value.day not in {None, said}:
        message += f"；自评表写的完成日期是 {row.actual.value.shown}（{cells[1]}）"
    place = sentence.start + match.start(), sentence.start + match.end()
    yield Finding("R16", sentence.paragraph, *place, message, expected=how, cells=cells)
