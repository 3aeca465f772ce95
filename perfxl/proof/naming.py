"""一个数说的是不是自评表里的那一格：名称写没写在它旁边，像到什么程度。"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from perfxl.cells.later import later
from perfxl.cells.quantity import fold, plain
from perfxl.proof.known import Known
from perfxl.proof.model import Figure
from perfxl.proof.modifiers import limited
from perfxl.proof.reading import Reading
from perfxl.proof.text.clues import regex
from perfxl.proof.text.interval import one_slip
from perfxl.proof.text.masks import even

_ELSEWHERE = later(
    r"累计|全[国省市县区镇乡]|上年|去年|历年|年初|年中|期初|首[批期次轮]|第[一二三四五六七八九十\d]+[批期轮次]"
    r"|上半年|下半年|半年|季度|\d月底?|每|平均|人均|其中"
)
_SHARE = later("占[^，；,;]*$")  # 占全区护理员总数的：分母，不是这一格
_OWN_PLACE = later(r"(?:[\u4e00-\u9fff]{2,5}?[省市县区旗镇乡])+")
_DEVIATION = later(r"偏差率(?:为|是|达到?|仅|只有)*$")
_ALIKE = Decimal("0.4")  # 数像一处笔误的，名称有这么多字相同就算
_NONE = Decimal(0)
_PAIR = 2
TRIM = later(r"(?:总?数量|数|总?量|金额|总额|情况|个数|人数|次数|率)$")


@dataclass(frozen=True, slots=True)
class Said:
    """一个数和它前后的话；与每一格都要比，只看一次。"""

    figure: Figure
    context: str
    before: str
    after: str
    own: str  # 报告的题目
    scopes: frozenset[str]  # 说的是别的时候、别处的
    is_share: bool  # 前面写着占什么的
    deviates: bool  # 说的是偏差率


def said_of(figure: Figure, reading: Reading) -> Said:
    context = context_of(figure)
    before, _, after = context.partition("#")
    return Said(
        figure, context, before, after, _own(reading), frozenset(_ELSEWHERE.findall(context)),
        _SHARE.search(before) is not None, _DEVIATION.search(figure.before) is not None,
    )  # fmt: skip


def context_of(figure: Figure) -> str:
    text = even(figure.paragraph.text)
    first = max(figure.sentence[0], figure.start - 30)
    before = regex(r"[；;]").split(text[first : figure.start])[-1]
    last = min(figure.end + 16, figure.sentence[1])  # 下一句说的是别的
    after = regex(r"[，；,;、]").split(text[figure.end : last])[0]
    return fold(before) + "#" + fold(after)


def _own(reading: Reading) -> str:
    """报告的题目：本单位的名称、本级的全县（全区）说的就是自己。"""
    title = next((one.text for one in reading.report.prose if one.text.strip()), "")
    place = _OWN_PLACE.match(even(title).strip())
    return f"{title}#全{place[0][-1]}" if place else title


def score_of(said: Said, item: Known) -> Decimal:
    """像到什么程度；不够的为 0。"""
    figure, name = said.figure, TRIM.sub("", item.name)
    shared, bare = coverage(item.name, said.context), coverage(name, said.context)
    if max(shared, bare) >= _ALIKE and _one_slip(figure, item):
        return Decimal(3) + shared
    if (said.is_share and "占" not in name) or figure.hedge or item.figure.hedge:
        return _NONE
    if said.scopes and said.scopes - set(_ELSEWHERE.findall(item.name + said.own)):
        return _NONE
    before = said.before
    tail = before[-len(name) - 5 :]
    if (
        len(name) >= 4
        and name in tail
        and not regex(r"[，,。、（(]").search(tail[tail.rfind(name) :])
    ):
        # 初级考试合格率、省级要求的持证率：名称前面有自己的限定，说的不是这一格。
        head = regex(r"[，,。、：:（(]").split(before[: before.rfind(name)])[-1]
        return _NONE if head not in said.own and limited(head) else Decimal(2) + shared
    counted = figure.unit not in {"元", "%"}
    named = counted and len(name) >= 5 and bare >= Decimal("0.8") and said.after
    return Decimal(1) + shared if named else _NONE


def _one_slip(figure: Figure, item: Known) -> bool:
    digits = plain(item.figure.value / figure.scale) if figure.scale else ""
    return one_slip(figure.digits, digits)


def coverage(name: str, context: str) -> Decimal:
    """名称里相邻两字有多少在上下文里。"""
    if len(name) < _PAIR:
        return _NONE
    shared = 0
    for one, two in pairwise(name):
        shared += one + two in context
    return Decimal(shared) / (len(name) - 1) if shared else _NONE
