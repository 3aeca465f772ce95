"""两个数是并排的两样、一样东西的两份，自己已经写了同样的率：一个不是另一个的分母。"""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from perfxl.cells.later import later
from perfxl.proof.claims.goals import about
from perfxl.proof.model import Figure
from perfxl.proof.reading import TIMES, Sentence
from perfxl.proof.text.clues import regex
from perfxl.proof.text.figures import figures_of
from perfxl.proof.text.interval import divide
from perfxl.proof.text.masks import even
from perfxl.proof.text.noted import noted
from perfxl.proof.twice import specific

_NEXT = later(r"[\u4e00-\u9fff]{1,6}(?:（[^（）]*）)?、")
_CLOSE = 12
_HUNDRED = Decimal(100)
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


_TAIL = later("(?:仅|只|约|已|均)*(?:为|达到?|是)?$")
_KEY = 3


def own_rate(percent: Figure, whole: Figure) -> bool:
    """拨付 21.27亿元，拨付率 80.8%，其中省定的 20亿元，拨付率 83%：前一个不是后一个的分母。"""
    after = [one for one in figures_of(whole.paragraph) if one.start > whole.end]
    own = after[0] if after else percent
    if own is percent or own.unit != "%" or own.start - whole.end > _OWN:
        return False
    if own.sentence != whole.sentence or regex("[，（]?[即计合]").match(own.after):
        return False  # 中标几万元。支付 30%即几万元：率是拿它来乘的
    return _key(percent) == _key(own) != ""


def _key(percent: Figure) -> str:
    """什么率，占什么的：前面末三个字。"""
    name = _TAIL.sub("", percent.before)[-_KEY:]
    return name if len(name) == _KEY else ""


def own_base(percent: Figure, part: Figure, whole: Figure) -> bool:
    """拨付率 80.8%，其中省定的拨付 20亿元，拨付率 83%：省定的有自己的分母。"""
    text = percent.paragraph.text
    cut = text.rfind("其中", percent.sentence[0], percent.start)
    earlier = [
        one for one in figures_of(percent.paragraph)
        if one.unit == "%" and percent.sentence[0] <= one.start < cut and _key(one) == _key(percent)
    ]  # fmt: skip
    mine = whole.paragraph is percent.paragraph and whole.start > cut
    if not earlier or not _key(percent) or part.start < cut or mine:
        return False
    name = specific(part.before)
    return not any(name[at : at + 2] in whole.before for at in range(max(1, len(name) - 1)))


def each_kind(percent: Figure, other: Figure) -> bool:
    """审判案件结案率几，执行案件执结率几：各是各的案件，不是前面的全部。"""
    one, two = percent.before, other.before
    if "率" not in one[-3:] or "率" not in two[-3:]:
        return False
    shared = [at for at in range(2, len(one) - 4) if one[at : at + 2] in two[2:-3]]
    return any(one[:at] != two[: two.find(one[at : at + 2])] for at in shared)


def of_money(stem: str, parts: list[Figure]) -> list[Figure]:
    """资金拨付率、支出率的分子是钱，不是几个项目。"""
    money = [part for part in parts if part.is_money]
    return money if money and regex("资金|支付|支出|拨付").search(stem) else parts


_PLAN = later("(?:计划|任务|目标)(?:数|量)?的?(?:比例)?(?:为|达到?)?$")


def own_plan(percent: Figure, part: Figure, whole: Figure) -> bool:
    """共完成 622亿元，占年度计划的 73%。其中续建的 454亿元，占年度计划的 75%：各有各的计划。"""
    text = part.paragraph.text
    among = "其中" in text[part.sentence[0] : part.start]
    figures = figures_of(part.paragraph)
    return (
        among and _PLAN.search(percent.before) is not None
        and any(
            two.unit == "%" and _PLAN.search(two.before) and one.unit == whole.unit
            and divide(one.value, whole.value) * _HUNDRED in two.span
            for one, two in pairwise(figures)
            if one.value > 0 and whole.end <= one.start and two.end <= part.start
        )
    )  # fmt: skip


def not_whole(percent: Figure, part: Figure, whole: Figure) -> bool:
    """这个数不会是它的分母。"""
    alone = own_base(percent, part, whole) or own_plan(percent, part, whole)
    other = own_rate(percent, whole) or other_kind(percent, whole)
    apart = _moved(percent, part, whole) or _next_matter(percent, part, whole)
    apart = apart or _other_plan(percent, part, whole)
    return alone or other or apart or side_by_side(part, whole)


_CHANGED = later("(?:调整|变动|追加|增长|变化)率(?:为|达到?|是)?$")
_OLD = later(r"[由从](?![^，。；]*中)[^，。；\d]{0,14}$")
_NEW = later(r"[^，。；\d]{0,14}(?:[到至]|变?为)[^，。；\d]{0,6}")


def _moved(percent: Figure, part: Figure, whole: Figure) -> bool:
    """由年初 386人增加到 441人，入住率几：前后两个时候的，不是一部分和全部；调整率才拿它们相除。"""
    if part.paragraph is not whole.paragraph or _CHANGED.search(percent.before):
        return False
    old, new = sorted((part, whole), key=lambda figure: figure.start)
    gap = even(old.paragraph.text)[old.end : new.start]
    return _OLD.search(old.before) is not None and _NEW.fullmatch(gap) is not None


def _next_matter(percent: Figure, part: Figure, whole: Figure) -> bool:
    """管理患者几人，管理率几；体检几人：分号后面另说的一件事，不是前一件的分母。

    到位 960万元，到位率几，其中省级 700万元：后面说的是一部分，不是它的分子。
    """
    text = percent.paragraph.text
    if part.paragraph is percent.paragraph and percent.end < part.start <= percent.sentence[1]:
        return regex("^[，,]其中").match(text[percent.end :]) is not None
    if whole.paragraph is not percent.paragraph or whole.start < percent.end:
        return False
    gap = text[percent.end : whole.start]
    return regex("[；;]").search(gap) is not None and not about(whole) & (
        about(part) | about(percent)
    )


_OWN = 24
_ARRIVED, _DONE = later("到位率(?:为|达到?)?$"), later("(?:完成|支出|支付|拨付)[^，。；]{0,3}$")
_YEARLY, _TOTAL = later("(?:年度|年内|全年|当年|年)(?:投资)?计划"), later("总投资|概算")


def other_kind(percent: Figure, whole: Figure) -> bool:
    """到位率不除以完成的投资；占年度计划的，不除以计划总投资。"""
    if _ARRIVED.search(percent.before) and _DONE.search(whole.before):
        return True
    return bool(_YEARLY.search(percent.before)) and bool(_TOTAL.search(whole.before))


def other_spending(part: Figure, whole: Figure) -> bool:
    """基本支出几，不是项目支出的几成。"""
    mine, other = _SPENDING.search(part.before), _SPENDING.search(whole.before)
    return mine is not None and other is not None and mine[1] != other[1]


_SPENDING = later("(基本|项目|人员|公用)(?:支出|经费)$")


_UNSAID = later(r"[占为]\s?(?:全?年度?)?(?:计划|任务)数?的\s?$")


def _other_plan(percent: Figure, part: Figure, whole: Figure) -> bool:
    """造林为年计划的几成，抚育为年计划的几成：各有各的计划，别的段里写着的是造林的。"""
    if whole.sentence == percent.sentence and whole.paragraph is percent.paragraph:
        return False
    return _UNSAID.search(percent.before) is not None and not about(part) & about(whole)
