"""写在“绩效目标”一节里的数：是目标，不是完成的。"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from perfxl.cells.later import later
from perfxl.proof.model import Figure, Paragraph
from perfxl.proof.reading import REACH, Reading
from perfxl.proof.text.clues import regex
from perfxl.proof.text.noted import noted

_GOALS = later(r"目标|(?:主要|年度|重点|工作|绩效|考核)(?:工作)?任务$")
_NOT_GOALS = later(
    r"完成|实现|分析|(?<!目标)情况|达成|超过|高于|低于|超出|对比|偏离|问题|不够|不足|设置|落实|执行|推进|进展|超额|开展"
)
_REVIEW = later("(?:完成|实现|达成)(?:的)?情况|情况分析|完成分析")
_REACHED = later(
    r"实际|完成率|达标率|已[^，。；]{0,6}(?:完成|建|发|开)|\d%?，(?:低|高|超|未|没有|达)"
)
_HEAD = later(
    r"^\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]+)?\s*([^，。：:；\n]{2,14})[。：:\s]"
)
_MEANT = later("(?:任务|目标|重点工作)(?:主要)?(?:共[^，。；]{1,4}，)?(?:是|为|：|即)")
_AIM = later(r"计划|目标|任务|应(?![急用对届变答邀聘援])|拟")
# 要求我县承担新建 2.5万亩、改造 5000亩的建设任务：一句里的几个数都是任务。
_ENTRUSTED = later(r"(?:承担|下达|分解|明确)[^。；]{0,40}\d[^。；，]{0,6}的[^。；，]{0,6}任务")
_EMPTY = later(r"实际|完成|全年|年度|共|已|累计|计划|目标|任务|达到|不低于|不少于|办理|的|数|量|率")


@noted
def in_goals(paragraph: Paragraph) -> bool:
    """这一段在“绩效目标”一节里，或段首就写着“绩效目标：”；段首写着“……完成情况：”的照段首。"""
    match = _HEAD.match(paragraph.text)
    label = match[1] if match else ""
    if not regex("目标|完成情况").search(label):
        label = paragraph.path[-1] if paragraph.path else ""
    if any(_REVIEW.search(head) for head in paragraph.path) and _REACHED.search(paragraph.text):
        return False  # “三、绩效目标完成情况”下面的“（一）产出目标”说的是做了多少
    return _GOALS.search(label) is not None and not _NOT_GOALS.search(label)


@noted
def is_aim(figure: Figure) -> bool:
    """是目标数：写着计划、目标，或这一句说的是任务、目标。"""
    said = figure.paragraph.text[figure.sentence[0] : figure.start]
    return (
        _AIM.search(figure.before) is not None
        or regex("[^，。；]{0,2}的(?:年度|总体|建设)?(?:目标|任务|计划)").match(figure.after)
        is not None
        or _MEANT.search(said) is not None
        or regex(r"(?:计划|目标|任务)(?!的\s*\d)[^。；，]*，其中[^。；]*$").search(said) is not None
        or _ENTRUSTED.search(figure.paragraph.text[figure.sentence[0] : figure.sentence[1]])
        is not None
        or in_goals(figure.paragraph)
    )


# 一般公共预算收入是收入的名称，不是预算数。
_FUNDS = later(
    "(?:一般)?公共(?:财政)?预算|(?:政府性)?基金预算|国有资本经营预算|部门预算|预算[单部]|三公经费预算"
)
# 说占什么的，和分母自己写着的：占任务数的，分母得写着任务、计划。
_BASES = (
    (later("GDP|生产总值"), later("GDP|生产总值")),
    (later("^全[国省]"), later("全[国省]")),
    (later("计划|目标|任务"), later("计划|目标|任务|指标|应|需|拟|规划|不[少低]于|以上")),
    (
        later("预算|概算|上年|去年"),
        later(
            "预算|概算|上年|去年|安排|下达|到位|批复|投资|总额|共|年初|调整|核定|批准|限价|控制价"
        ),
    ),
)


def base_missing(noun: str, whole: Figure) -> bool:
    """完成年初预算的几成、占调整预算的几成：分母是预算数、计划数，这个数却没有写着是。"""
    noun = _FUNDS.sub("", noun)
    given = next((given for base, given in _BASES if base.search(noun)), None)
    if given is None or in_goals(whole.paragraph):
        return False
    said = whole.paragraph.text[whole.sentence[0] : whole.start]
    said = regex("[，；]").split(said)[-1] + whole.before + whole.after[:8]
    return given.search(_FUNDS.sub("", said)) is None


@noted
def is_bound(figure: Figure) -> bool:
    """1800家次以上、不少于 40场：说的是要求，做了多少是另一个数。"""
    before = regex(
        r"(?:不[少低]于|不超过|不高于|不大于|不小于|至少|≥|≤|>|<)[^，。；\d]{0,4}$"
    ).search(figure.before)
    return before is not None or regex(r"[及]?以[上下内]|之内").match(figure.after) is not None


@lru_cache(maxsize=4096)
def words_of(text: str) -> frozenset[str]:
    """说的是什么：去掉到处都有的字，剩下的每两个字一对。"""
    return frozenset(
        word[at : at + 2] for word in _EMPTY.sub(" ", text).split() for at in range(len(word) - 1)
    )


@noted
def about(figure: Figure) -> frozenset[str]:
    """这个数说的是什么：前面的话，和后面紧接着的几个字。"""
    return words_of(figure.before + figure.after[:6])


def aims_of(done: Figure, reading: Reading, words: frozenset[str] | None = None) -> list[Figure]:
    """说的是同一件事的计划数、目标数：同样的单位，有两个字相同，写着计划、目标。"""
    pairs = about(done) if words is None else words
    return [
        figure for figure in reading.near(done.paragraph, REACH, 6)
        if figure.unit == done.unit and figure is not done and figure.hedge != "范围"
        and is_aim(figure)
        and not (in_goals(done.paragraph))
        and any(pair in figure.before or pair in figure.after[:8] for pair in pairs)
    ]  # fmt: skip


def alone(figures: Sequence[Figure]) -> Figure | None:
    """几处写的是一个数的那个数；写了不同的数，说不准。"""
    return figures[-1] if len({figure.value for figure in figures}) == 1 else None
