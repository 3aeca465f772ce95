"""一个数说的是不是自评表里的那一格：名称写没写在它旁边，像到什么程度。"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from operator import add

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
# 年末共有床位 7140张，与“新增床位 1140张”一格：一个是总数，一个是当年的。
_STOCK = later("(?:共有|现有|累计|总数|总量|存量|保有)(?![^，。；]*新[增建])")
_NEWLY = later("新[增建设开]|当年|本年")
_SHARE = later("占[^，；,;]*$")  # 占全区护理员总数的：分母，不是这一格
_OWN_PLACE = later(r"(?:[\u4e00-\u9fff]{2,5}?[省市县区旗镇乡])+")
_DEVIATION = later(r"偏差率(?:为|是|达到?|仅|只有)*$")
_ALIKE = Decimal("0.4")  # 数像一处笔误的，名称有这么多字相同就算
_NONE = Decimal(0)
_TRIM = later(r"(?:总?数量|数|总?量|金额|总额|情况|个数|人数|次数|率)$")


@dataclass(frozen=True, slots=True)
class Said:
    """一个数和它前后的话；与每一格都要比，只看一次。"""

    figure: Figure
    pairs: frozenset[str]  # 前后的话里相邻的两字
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
        figure, pairs_of(context), before, after, _own(reading),
        frozenset(_ELSEWHERE.findall(context)), _SHARE.search(before) is not None,
        _DEVIATION.search(figure.before) is not None,
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
    if said.pairs.isdisjoint(_pairs(item.name)) or _of_else(said, item.name):
        return _NONE  # 多数的格：名称里一个词也没有提到
    figure, name = said.figure, trimmed(item.name)
    shared, bare = coverage(item.name, said.pairs), coverage(name, said.pairs)
    whole = _STOCK.search(said.before) and _NEWLY.search(item.name)
    if max(shared, bare) >= _ALIKE and not whole and _one_slip(figure, item):
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


# 率的名称：回收率不是满意度。差多少、没有办的有几家：不是这一格本身。
_RATE = later(
    r"([\u4e00-\u9fff]{2})(?:率|度|占比|比例|比重)(?:为|是|达到?|约|仅|只有|已|到|至|提高|上升)*$"
)
_RATED = later(r"([\u4e00-\u9fff]{2})(?:率|度|占比|比例|比重)$")
_SHORT = later("(?:多|少|差|缺|欠)了?$")
_NOT = later("[^，。；]{0,4}(?:未|没有|不[能再予])")


def _of_else(said: Said, name: str) -> bool:
    """名称旁边的话说的是另一个率、差额，或没有做到的几个。"""
    if said.figure.unit == "%":
        mine, its = _RATE.search(said.before), _RATED.search(name)
        return mine is not None and its is not None and mine[1] != its[1]
    short = _SHORT.search(said.before) is not None and not regex("多|少|差|缺|欠").search(name)
    return short or (_NOT.match(said.after) is not None and not regex("未|没|不").search(name))


def _one_slip(figure: Figure, item: Known) -> bool:
    digits = plain(item.figure.value / figure.scale) if figure.scale else ""
    return one_slip(figure.digits, digits)


@lru_cache(maxsize=4096)  # 每个数都要与每一格的名称比
def trimmed(name: str) -> str:
    """去掉末尾的“数量”“金额”“率”。"""
    return _TRIM.sub("", name)


@lru_cache(maxsize=4096)  # 同上
def _pairs(name: str) -> tuple[str, ...]:
    return tuple(map(add, name, name[1:]))


def pairs_of(context: str) -> frozenset[str]:
    """上下文里相邻的两字。"""
    return frozenset(map(add, context, context[1:]))


def coverage(name: str, said: frozenset[str]) -> Decimal:
    """名称里相邻两字有多少在上下文里。"""
    pairs = _pairs(name)
    shared = sum(map(said.__contains__, pairs))
    return Decimal(shared) / len(pairs) if shared else _NONE
