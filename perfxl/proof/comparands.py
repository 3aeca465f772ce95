"""与什么比：上年、目标、全省平均，各有各的数。"""

from __future__ import annotations

import re

from perfxl.proof.model import Figure

_KINDS = (
    re.compile(
        r"上年|去年|同期|同比|上一?[年季月期轮批]|(?:19|20)\d\d年|期初|年初|改造前|实施前|治理前"
    ),
    re.compile(r"目标|计划|任务|指标|要求|标准|规划|预期|预算|控制|限价|概算|合同|约定|上限|下限"),
    re.compile(r"平均|均值|全国|全省|全市|全州|全县|全区|同类|同行业|行业|周边|邻|省定|国家|国内"),
)


def comparands(text: str) -> frozenset[int]:
    """话里说的是与哪几种比。"""
    return frozenset(place for place, kind in enumerate(_KINDS) if kind.search(text))


def another(said: str, told: str) -> bool:
    """差额说了与什么比，写着的那个数却不是它：比的数没有写出来。"""
    mine = comparands(said)
    return bool(mine) and not mine & comparands(told)


_BARE = re.compile(r"了|约|近|超过?|达到?|幅度?|为|比例|率|[到至]|累计|共|合计|净|仅")


def own_object(change: Figure, verb_end: int, told: Figure) -> bool:
    """林草覆盖率由 46.3%提高到 51.8%，减少水土流失 8000吨：说的是另一样东西。"""
    words = _BARE.sub("", change.before[verb_end:])
    return len(words) > 1 or change.unit not in {told.unit, "%", "个百分点"}


def other_matter(gap: str) -> bool:
    """分号以后说的是另一件事；“；对比减少几”说的还是它。"""
    return "；" in gap and not re.search("；(?:对比|相比|减少率|增长率|下降率)", gap)
