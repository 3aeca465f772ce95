"""与什么比：上年、目标、全省平均，各有各的数。"""

from __future__ import annotations

from perfxl.cells.later import later
from perfxl.proof.model import Figure
from perfxl.proof.text.clues import regex
from perfxl.proof.text.masks import even

_KINDS = (
    later(
        r"上年|去年|同期|同比|上一?[年季月期轮批]|(?:19|20)\d\d年|期初|年初|改造前|实施前|治理前"
    ),
    later(r"目标|计划|任务|指标|要求|标准|规划|预期|预算|控制|限价|概算|合同|约定|上限|下限"),
    later(r"平均|均值|全国|全省|全市|全州|全县|全区|同类|同行业|行业|周边|邻|省定|国家|国内"),
)


def comparands(text: str) -> frozenset[int]:
    """话里说的是与哪几种比。"""
    return frozenset(place for place, kind in enumerate(_KINDS) if kind.search(text))


def another(said: str, told: str) -> bool:
    """差额说了与什么比，写着的那个数却不是它：比的数没有写出来。"""
    mine = comparands(said)
    return bool(mine) and not mine & comparands(told)


_BARE = later(r"了|约|近|超过?|达到?|幅度?|为|比例|率|[到至]|累计|共|合计|净|仅")


def own_object(change: Figure, verb_end: int, told: Figure) -> bool:
    """林草覆盖率由 46.3%提高到 51.8%，减少水土流失 8000吨：说的是另一样东西。"""
    words = _BARE.sub("", change.before[verb_end:])
    return len(words) > 1 or change.unit not in {told.unit, "%", "个百分点"}


def other_matter(gap: str) -> bool:
    """分号以后说的是另一件事；“；对比减少几”说的还是它。"""
    return "；" in gap and not regex("；(?:对比|相比|减少率|增长率|下降率)").search(gap)


# 减少 38万元、增长 5.9%：这个数自己就是增减，不是一个能拿来减的数。
DELTA = later(
    r"(?:增加|减少|增长|下降|提高|提升|上升|降低|缩短|压缩|压减|净增|净减|增收|减收|增支|减支|多|少|高|低)了?$"
)
_TURN = later(r"比|较|超|高于|低于|高出|由|从|上年|去年|同期|同比|原")
_NAMED = 16  # 数与“比上年”之间隔着这么多字的名称


def is_turn(gap: Figure) -> bool:
    """年中增加 8个项目：没有说与什么比的，只是一件事，不是差额。"""
    if not DELTA.search(gap.before):
        return True
    said = even(gap.paragraph.text[gap.sentence[0] : gap.start])
    return _TURN.search(regex("；").split(said)[-1]) is not None


def subject(gap: Figure, mine: list[Figure]) -> Figure | None:
    """“公开了 128个项目，比上年增加 19个”：增减的是紧挨在前面的那个数；说不准的为 None。"""
    said = regex(r"(?:比|较|同比)[^，。；\d]*$").search(gap.before)
    told = mine[-1] if mine else None
    if said is None or told is None or gap.start - told.end > len(gap.before) + _NAMED:
        return None
    first = even(gap.paragraph.text[gap.sentence[0] : told.start])
    between = even(gap.paragraph.text[told.end : gap.start])
    if regex("其中|包括|分别").search(regex("；").split(first)[-1]):
        return None
    return None if regex("[；。：]|其中").search(between) else told
