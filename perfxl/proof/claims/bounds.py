"""R07 话与目标之三：说控制在目标以内、达到目标，前面写着的目标却不是这样。

单灯成本不超过 110元，实际 130.88元。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfxl.cells.later import later
from perfxl.proof.claims.denials import denied, soft
from perfxl.proof.claims.goals import in_goals, words_of
from perfxl.proof.model import Figure, Finding
from perfxl.proof.reading import Reading, Sentence
from perfxl.proof.text.clues import Clue, regex

_UNDER = (
    r"(?:控制在|没有超过|未超过|未超出|不超过)(?:年度|年初|设定的?)?"
    r"(?:目标|控制数|控制目标|标准|限额|上限)(?:值|数)?(?:以内|之内|内)?"
)
_REACHED = (
    r"(?:达到|达成|完成|实现|高于|超过|好于|优于)(?:了)?(?:年度|年初|设定的?|预期)?目标(?:值|要求)?"
)
_SAID = Clue(
    rf"(?P<under>{_UNDER})|(?P<reached>{_REACHED})", "目标", "控制", "标准", "限额", "上限"
)
_MOST = later(r"(?:不超过|不高于|控制在|≤|不大于|低于|小于)[^，。；\d]{0,2}$")
_LEAST = later(r"(?:不低于|不少于|≥|不小于|达到|大于|高于)[^，。；\d]{0,2}$")
_GAP = 8
_WORDS = 2


def bounds(reading: Reading) -> Iterator[Finding]:
    """逐句看紧跟在一个数后面的“控制在目标以内”“达到目标”。"""
    said = list(reading.sentences_with(_SAID))
    aims = [
        figure for figure in reading.prose_figures
        if in_goals(figure.paragraph) or _aimed(figure)
    ] if said else []  # fmt: skip
    for sentence in said:
        for match in _SAID.finditer(sentence.text):
            share = sentence.text.startswith("的", match.end())  # 完成目标的 96%：说的是几成
            if not share and not in_goals(sentence.paragraph):
                yield from _judge(sentence, match, aims)


def _aimed(figure: Figure) -> bool:
    """目标：……单灯成本不超过 110元。"""
    return (
        regex(r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,2}[）).．、])?(?:绩效|年度)?目标").match(
            figure.paragraph.text,
        )
        is not None
    )


def _judge(sentence: Sentence, match: re.Match[str], aims: list[Figure]) -> Iterator[Finding]:
    at = sentence.start + match.start()
    before = [one for one in sentence.figures if one.end <= at]
    done = before[-1] if before and at - before[-1].end <= _GAP else None
    gap = sentence.between(done.end, at) if done else ""
    if (
        done is None
        or not done.exact
        or denied(gap)
        or soft(gap)
        or regex("[。；比较与]").search(gap)
    ):
        return
    bound = _MOST if match["under"] else _LEAST
    about = words_of(done.before)
    mine = [
        aim for aim in aims
        if aim.unit == done.unit and bound.search(aim.before + _front(aim))
        and len(about & words_of(aim.before)) >= _WORDS and aim.paragraph is not done.paragraph
    ]  # fmt: skip
    if len({aim.value for aim in mine}) != 1:
        return
    aim = mine[0]
    if done.value > aim.value if match["under"] else done.value < aim.value:
        message = f"目标是 {aim.raw}（{aim.paragraph.place}），写的是 {done.raw}，却说“{match[0]}”"
        end = sentence.start + match.end()
        yield Finding("R07", sentence.paragraph, done.start, end, message)


def _front(figure: Figure) -> str:
    """“低于”“超过”读作数的说法的，还给它。"""
    return "" if figure.exact else figure.hedge
