"""两个数是并排的两样、一样东西的两份：一个不是另一个的分母。"""

from __future__ import annotations

from perfxl.cells.later import later
from perfxl.proof.model import Figure
from perfxl.proof.reading import TIMES, Sentence
from perfxl.proof.text.clues import regex
from perfxl.proof.text.masks import even
from perfxl.proof.text.noted import noted

_NEXT = later(r"[\u4e00-\u9fff]{1,6}(?:（[^（）]*）)?、")
_CLOSE = 12
_ROLES = later("应|计划|目标|任务|总|全|申|批|预算|支出|完成|实际|核定|到位|下达")


def side_by_side(part: Figure, whole: Figure) -> bool:
    """与 12个乡镇、8个部门联网；上、下半年分别为 1120吨和 1036吨。"""
    if part.paragraph is not whole.paragraph:
        return False
    first, last = sorted((part, whole), key=lambda figure: figure.start)
    text = first.paragraph.text
    between = text[first.end : last.start]
    if len(between) <= _CLOSE and _NEXT.fullmatch(between):
        return True
    if between.strip() not in {"和", "、", "与"}:
        return False
    said = regex(r"\s").sub("", text[first.sentence[0] : first.start])
    named = regex("([^，。；]*)分别(?:为|是)?$").search(said)
    return named is not None and not _ROLES.search(named[1])


_INSTALMENT = later(r"\d%[，（]?(?:即|计|合)\s*$")
_BESIDE = 8
_DATED = frozenset({"", "年", "月", "日"})


@noted
def is_instalment(figure: Figure) -> bool:
    """支付 30%即 55.95万元、再支付 20%即 37.3万元：前一笔不是后一笔的全部。"""
    said = even(figure.paragraph.text)[max(0, figure.start - _BESIDE) : figure.start]
    return _INSTALMENT.search(said) is not None


def of_time(percent: Figure, sentence: Sentence) -> bool:
    """实际开放 152天，完成目标的 76%：除的是天数，别的数不是它的分子。"""
    before = [figure for figure in sentence.figures if figure.end <= percent.start][-1:]
    gap = sentence.between(before[0].end, percent.start) if before else ""
    timed = bool(before) and before[0].unit in TIMES - _DATED
    return timed and regex("，?(?:完成|达到|占)[^，。；]{0,10}").fullmatch(gap) is not None
