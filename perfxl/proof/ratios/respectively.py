"""R03 各比各的：事故 12起、死亡 9人，比上年的 15起、12人分别下降 20%和 25%。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from perfxl.cells.later import later
from perfxl.proof.model import Figure, Finding
from perfxl.proof.ratios.changes import judge
from perfxl.proof.reading import Reading, Sentence
from perfxl.proof.text.clues import regex

_SAID = later(r"分别(?:同比)?(?:增长|增加|提高|提升|上升|下降|减少|降低|缩短|压缩)了?(?:为)?\s*$")
_OLD = later(r"(?:上年|去年|上年同期|去年同期|(?:19|20)\d{2}年)(?:度|末|底)?的?\s*$")
_MOST = 4  # 一起比的，至多这么多样
_RATES = frozenset({"%", "个百分点"})


def respectively(reading: Reading) -> Iterator[Finding]:
    """逐句看“分别”后面的一串增减数。"""
    for sentence in reading.figured:
        for place, change in enumerate(sentence.figures):
            if change.unit in _RATES and _SAID.search(_before(change, sentence)):
                yield from _judge(place, sentence)


def _before(figure: Figure, sentence: Sentence) -> str:
    return sentence.between(max(sentence.start, figure.start - 20), figure.start)


def _judge(place: int, sentence: Sentence) -> Iterator[Finding]:
    """后面一串有几个，前面就是今年的几个、上年的几个，单位次序都一样。"""
    changes = _row(sentence, sentence.figures[place:])
    size = len(changes)
    if not 1 < size <= _MOST or place < 2 * size:
        return
    olds, news = sentence.figures[place - size : place], sentence.figures[: place - size][-size:]
    units = [figure.unit for figure in olds]
    if units != [figure.unit for figure in news] or not _OLD.search(_before(olds[0], sentence)):
        return
    for old, new, change in zip(olds, news, changes, strict=True):
        if old.exact and new.exact and old.unit not in _RATES:
            yield from judge(old, new, change)


def _row(sentence: Sentence, figures: Sequence[Figure]) -> list[Figure]:
    """20.00%和 25.00%：一串里只隔着顿号、“和”。"""
    made = [figures[0]]
    for figure in figures[1:]:
        gap = sentence.between(made[-1].end, figure.start)
        if figure.unit != made[0].unit or not regex(r"\s*[、，和与及]\s*").fullmatch(gap):
            break
        made.append(figure)
    return made
