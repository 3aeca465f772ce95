"""R01 同一个总数分了两回：按来源分几类、按环节分几类，各加起来应一样多。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from perfxl.cells.later import later
from perfxl.cells.quantity import plain
from perfxl.proof.model import Figure, Finding
from perfxl.proof.reading import TIMES, Reading, Sentence, span
from perfxl.proof.sums.addition import agrees, aside
from perfxl.proof.text.clues import regex
from perfxl.proof.text.interval import divide

_BY = later(r"(?:按|从)照?[^，。；：\d]{2,10}?(?:划分|来分|分类|来看|分|看)[，,：:]")
_NEXT = later(r"[^，。；：、（）\d]{0,4}[，、][^，。；：、（）\d]{1,14}")
_NEAR = Decimal("0.8"), Decimal("1.25")
_SKIPPED = TIMES | {"%", "个百分点", "倍", "分"}
_TWO = 2


def groupings(reading: Reading) -> Iterator[Finding]:
    """逐句看写了两回“按……分”的。"""
    for sentence in reading.figured:
        if sentence.text.count("按") + sentence.text.count("从") < _TWO:
            continue
        marks = [sentence.start + match.end() for match in _BY.finditer(sentence.text)]
        if len(marks) > 1:
            rows = [_row(sentence, first, last) for first, last in pairwise([*marks, sentence.end])]
            yield from _judge([row for row in rows if len(row) >= _TWO], sentence, reading)


def _row(sentence: Sentence, first: int, last: int) -> tuple[Figure, ...]:
    """从“按……分”起接着列的一串：单位一样，只隔着顿号、逗号和名称。"""
    end = sentence.text.find("；", first - sentence.start)
    last = min(last, sentence.start + end) if end >= 0 else last
    made: list[Figure] = []
    for figure in sentence.figures:
        if not first <= figure.start < last:
            continue
        joined = not made or _NEXT.fullmatch(sentence.between(made[-1].end, figure.start))
        if not joined or not figure.exact or aside(figure) or figure.unit in _SKIPPED:
            break
        if made and figure.unit != made[0].unit:
            break
        made.append(figure)
    rest = sentence.between(made[-1].end, sentence.end) if made else ""
    return () if regex("[^，。；]{0,6}等|[，、]其[他余]").match(rest) else tuple(made)


def _judge(
    rows: Sequence[tuple[Figure, ...]], sentence: Sentence, reading: Reading
) -> Iterator[Finding]:
    """有一串加起来是前面写着的总数，另一串不是。"""
    if len(rows) < _TWO or len({row[0].unit for row in rows}) > 1:
        return
    totals = [
        figure for figure in reading.in_paragraph(sentence.paragraph)
        if figure.unit == rows[0][0].unit and figure.end <= rows[0][0].start and figure.exact
    ]  # fmt: skip
    total = next((one for one in totals[::-1] if any(agrees(one, row) for row in rows)), None)
    for row in rows if total is not None else ():
        added = sum((figure.value for figure in row), Decimal(0))
        near = total is not None and _NEAR[0] <= divide(added, total.value) <= _NEAR[1]
        if total is not None and near and not any(agrees(one, row) for one in totals):
            shown, due = "＋".join(one.raw for one in row), plain(added / total.scale)
            gap = plain(abs(added - total.value) / total.scale)
            message = f"写合计 {total.raw}，各项 {shown} 加起来是 {due}，差 {gap}"
            yield Finding("R01", sentence.paragraph, *span(row), message, expected=due)
