"""比率的分子、分母：在哪里找，相除对不对得上。"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.proof.claims.goals import words_of
from perfxl.proof.model import Figure
from perfxl.proof.reading import REACH, TIMES, Reading, Sentence
from perfxl.proof.text.clues import regex
from perfxl.proof.text.interval import Interval, divide, point, truncated_to
from perfxl.proof.text.noted import noted

SHARE = later(
    r"占(?:比|到|了)?(?P<whole>[^，。；、\d占]{0,14}?)(?:的|比重|比例|比)?(?:为|达到?|是)?$"
)
# 说的是差额、余下的：节约率、调整率、退件率。
_COMPLEMENT = later(
    r"节约|节支|节省|结余|结转|调整|变动|追加|退|流失|未|不|降|变化|增|超|剩|缺|满意|余"
)
_WHOLE = r"预算|安排|下达|投资|资金|目标|计划|任务|总|共|应|支出|规模|合计|到位"
_HUNDRED = Decimal(100)
_PLAIN = later("资金|万元|支出|支付|执行|到位|下达|预算")
_INSIDE = later(r"占[^，。；]{0,16}\d[^，。；\d]{0,8}的$")  # 分母就写在这里
_EACH, _BEFORE, _NAMED = 13, 8, 4
_WAN = Decimal(10_000)
_OVER = later("完成|达成|实现|目标|计划|任务|超")


@dataclass(frozen=True, slots=True)
class Pair:
    """分子、分母；`sure` 是话里说得明明白白。"""

    part: Figure
    whole: Figure
    sure: bool = False


@noted
def countable(figure: Figure) -> bool:
    return (
        figure.unit not in TIMES | {"%", "个百分点", "倍"}
        and figure.value > 0
        and figure.hedge != "范围"
        and not figure.before.endswith("/")
    )


def near_parts(percent: Figure, sentence: Sentence, reading: Reading) -> list[Figure]:
    """可能的分子：同一句里的；这一句没有的，前一句的。"""
    mine = [figure for figure in sentence.figures if countable(figure)]
    if mine:
        return mine
    every = reading.in_paragraph(percent.paragraph)
    return [one for one in every if countable(one) and one.end <= sentence.start][-3:]


def wholes(percent: Figure, reading: Reading) -> list[Figure]:
    """可能的分母：本段的；前面各段里写着预算、总投资的。"""
    mine = [figure for figure in reading.in_paragraph(percent.paragraph) if countable(figure)]
    far = [
        figure for figure in reading.near(percent.paragraph, ahead=3)
        if figure.paragraph is not percent.paragraph
        and (figure.is_money or abs(figure.paragraph.number - percent.paragraph.number) <= 3)
        and _is_whole(figure)
    ]  # fmt: skip
    text = percent.paragraph.text[slice(*percent.sentence)]
    close = [
        figure for figure in reading.near(percent.paragraph, 2)
        if figure.paragraph is not percent.paragraph and countable(figure) and figure not in far
        and any(pair in text for pair in words_of(figure.before))
    ]  # fmt: skip
    return [*mine, *far, *close]


@noted
def _is_whole(figure: Figure) -> bool:
    """可以作分母的，写着预算、总投资。"""
    return countable(figure) and regex(_WHOLE).search(figure.before) is not None


def fitting(percent: Figure, sentence: Sentence, reading: Reading) -> list[Pair]:
    """附近对得上的各对；几条规则都要问，算一次记着。"""
    known = reading.memo.get((percent.paragraph.number, percent.start))
    if known is None:
        known = _fitting(percent, sentence, reading)
        reading.memo[percent.paragraph.number, percent.start] = known
    return known


def _fitting(percent: Figure, sentence: Sentence, reading: Reading) -> list[Pair]:
    parts = near_parts(percent, sentence, reading)
    if SHARE.search(percent.before):
        parts = _segment(percent, sentence, parts) or parts
    every = wholes(percent, reading) if parts else []
    return [
        Pair(part, whole)
        for part in parts
        for whole in every
        if part is not whole and part.unit == whole.unit
        and ratio_fits(percent, part, whole)
        and not _upside_down(percent, part, whole)
    ]  # fmt: skip


def explained(percent: Figure, sentence: Sentence, reading: Reading) -> bool:
    """紧挨在前面的数与够得着的哪一个数相除正好是它：不管那个数写在哪里、怎么说。

    写得粗的百分数容易碰巧，还要两个数说的有字相同。
    """
    if _INSIDE.search(sentence.between(sentence.start, percent.start)):
        return False
    mine = [figure for figure in sentence.figures if countable(figure)]
    parts = [figure for figure in mine if figure.end <= percent.start][-2:]
    parts += [figure for figure in mine if figure.start >= percent.end][:1]
    if percent.places > 1:  # 支出 687.75万元。……年初预算 698万元，按年初预算算为 98.53%
        every = reading.in_paragraph(percent.paragraph)
        parts += [one for one in every if one.is_money and one.end <= percent.start][-_BEFORE:]
    cut = sentence.text.find("，其中")
    if cut >= 0:  # 办赛 71项，其中甲 4项、乙 45项，完成率 104.4%：说的是 71项
        parts += [figure for figure in mine if figure.end <= sentence.start + cut][-1:]
    if percent.value == _HUNDRED and any(
        figure.value == part.value and figure.unit == part.unit and figure is not part
        for part in parts
        for figure in reading.near(percent.paragraph, 3)
    ):
        return True  # 到位 396万元。……支出 396万元，支出率 100%
    over = _OVER.search(percent.before) is not None
    return any(
        whole is not part and whole.unit == part.unit and countable(whole)
        and not _upside_down(percent, part, whole)
        and (part.value <= whole.value * _times(percent, whole)[-1] or over)
        and any(
            divide(part.value, whole.value * times) * _HUNDRED in percent.span
            for times in _times(percent, whole)
        )
        and (percent.places > 1 or _same_words(part, whole) or _both_in(part, whole, percent))
        for part in parts
        for whole in reading.near(percent.paragraph, REACH, 3)
    )  # fmt: skip


def _times(percent: Figure, whole: Figure) -> Sequence[int]:
    """三类对象各发放 100份，共收回 290份：分母是几个 100。"""
    each = percent.places and regex("各|每|均").search(whole.before) is not None
    return range(1, _EACH) if each else (1,)


def _both_in(part: Figure, whole: Figure, percent: Figure) -> bool:
    """两个数就在这一句里，率写到了小数。"""
    mine = (percent.paragraph, percent.sentence)
    return bool(percent.places) and mine == (part.paragraph, part.sentence) == (
        whole.paragraph, whole.sentence
    )  # fmt: skip


def _same_words(figure: Figure, other: Figure) -> bool:
    return bool(_told(figure) & _told(other))


@noted
def _told(figure: Figure) -> frozenset[str]:
    """说的是什么，资金、支出这样的字不算。"""
    return words_of(_PLAIN.sub(" ", figure.before + figure.after[:6]))


def _upside_down(percent: Figure, part: Figure, whole: Figure) -> bool:
    """话里明说一个是目标、一个是实际，却拿目标除以实际。"""
    if "率" not in percent.before:
        return False
    if "到位率" in percent.before and "到位" in whole.before and "到位" not in part.before:
        return True
    aims = regex("目标|计划|任务|预算|安排")
    if not aims.search(part.before) or aims.search(whole.before):
        return False
    done = regex("(?:完成|完工|达标|执行|支出|支付|到位|配套|拨付)率").search(percent.before)
    return done is not None


def _segment(percent: Figure, sentence: Sentence, figures: list[Figure]) -> list[Figure]:
    """与百分数在同一个分号里的。"""
    at = percent.start - sentence.start
    first = sentence.start + sentence.text[:at].rfind("；") + 1
    last = sentence.text.find("；", at)
    return [
        figure
        for figure in figures
        if first <= figure.start < (sentence.start + last if last >= 0 else sentence.end)
    ]


def ratio_fits(percent: Figure, part: Figure, whole: Figure) -> bool:
    """相除正好是它，或只差在舍入、截断；说的是差额、余下部分的也算。"""
    exact = divide(part.value, whole.value) * _HUNDRED
    if _is_written(percent, exact):
        return True
    if _is_rest(percent) and _is_written(percent, abs(exact - _HUNDRED)):
        return True
    rounded = not part.is_money and min(part.places, whole.places) > 0
    large = max(part.scale, whole.scale)
    # 亿元、17.91万人是舍入来的；万元多半写得下原数。
    if part.hedge or whole.hedge or large > _WAN or (rounded and large == _WAN):
        return _spread(part).over(_spread(whole)).scaled(_HUNDRED).touches(percent.span)
    return False


def _is_written(percent: Figure, due: Decimal) -> bool:
    """写的就是它，四舍五入的、截断的都算。"""
    return due in percent.span or (percent.places > 0 and due in truncated(percent))


@noted
def _is_rest(percent: Figure) -> bool:
    return _COMPLEMENT.search(percent.before) is not None


_ROUND = 2


def _spread(figure: Figure) -> Interval:
    """目标 3亿元：写得这样整的是定下来的数，不是舍入来的。"""
    settled = figure.exact and len(figure.digits.strip("0.")) < _ROUND
    return point(figure.value) if settled else figure.span


_ITSELF = later(r"^(?:，|,|（)?(?:约|各)?占(?:比|到|了)?[^，。；\d]{0,8}\d")


def is_sibling(percent: Figure, whole: Figure, part: Figure) -> bool:
    """说占几成的：自己后面就写着占几成的数是并列的一项，不是别的项的分母。数一样的是同一笔。"""
    return whole.value == part.value or (_is_share(percent) and _has_share(whole))


@noted
def _is_share(percent: Figure) -> bool:
    return SHARE.search(percent.before) is not None


@noted
def _has_share(whole: Figure) -> bool:
    return _ITSELF.match(whole.paragraph.text[whole.end : whole.end + 16]) is not None


@noted
def at_most(whole: Figure) -> bool:
    """是上限，不是目标：不超过几万元，几天以内。"""
    return bool(
        regex("≤|不超过|不高于|控制在").search(whole.before)
        or regex("以下|以内").match(whole.after)
    )


_GENERAL = later("[总全应实共其该本当年预计调目任项资经财专合到下安支成]")


def other_base(percent: Figure, whole: Figure) -> bool:
    """占水稻赔款的 36.63%：写着是谁的，这个数的一句里却没有提到它。"""
    share = SHARE.search(percent.before)
    noun = share["whole"] if share is not None else ""
    if len(noun) < _NAMED or _GENERAL.match(noun) or not regex(r"[\u4e00-\u9fff]+").fullmatch(noun):
        return False
    said = whole.paragraph.text[slice(*whole.sentence)]
    mine = percent.paragraph is whole.paragraph and percent.sentence == whole.sentence
    return whole.paragraph.is_prose and not mine and noun[:2] not in said


def close_enough(percent: Figure, due: Decimal) -> bool:
    """差得不远：不到写的数的三成，多不过十五。"""
    gap = abs(due - percent.value)
    return gap <= min(Decimal(15), max(Decimal(3), percent.value * Decimal("0.3")))


@noted
def truncated(percent: Figure) -> Interval:
    return truncated_to(percent.digits).scaled(percent.scale)


def among(percent: Figure, sentence: Sentence) -> Pair | None:
    """17个村中只有 9个村成立了协会，占 52.9%。"""
    if not regex(r"(?:仅|只|约)?占(?:比|到|了)?(?:为|达)?").fullmatch(percent.before):
        return None
    mine = [
        figure for figure in sentence.figures if countable(figure) and figure.end <= percent.start
    ]
    if len(mine) < 2 or mine[-1].unit != mine[-2].unit or percent.start - mine[-1].end > 20:
        return None
    whole, part = mine[-2:]
    said = regex(r"[\u4e00-\u9fff]{0,8}?中").match(whole.after) is not None
    return Pair(part, whole, sure=True) if said and part.value <= whole.value else None
