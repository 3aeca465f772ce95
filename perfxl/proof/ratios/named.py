"""R02 名称自己说了是谁除以谁的率：完成目标的几成、资产负债率、在职人员控制率；颠倒了、除错了的。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.cells.quantity import rounded
from perfxl.proof.claims.goals import aims_of, in_goals, is_aim, is_bound, words_of
from perfxl.proof.model import Figure, Finding
from perfxl.proof.ratios.pairs import countable, ratio_fits
from perfxl.proof.reading import Reading, Sentence
from perfxl.proof.sums.addition import one_digit
from perfxl.proof.text.clues import regex
from perfxl.proof.text.interval import divide, one_slip

_HUNDRED = Decimal(100)
_NAMED = (
    ("资产负债率", later("负债(?:总额|合计)?$"), later("(?:资产总[额计]|总资产)$")),
    (
        "在职人员控制率",
        later("(?:在职|实有|在编)(?:人员|人数|职工)*$"),
        later("编制(?:数|人数)?$"),
    ),
    ("(?:平均|综合)(?:年|贷款)*利率", later("利息$"), later("(?:本金|贷款)$")),
    (
        "(?:调减|压减|核减)率",
        later("(?:调减|压减|核减)$"),
        later("(?:年初预算|年初|原预算|送审)(?:数|安排|金额)?$"),
    ),
)  # fmt: skip
_OF_AIM = later(
    r"(?:为|是|完成|占|达到?)(?:了|年度|全年|年初|绩效|的)*(?P<base>目标|任务|计划)(?:任务)?[值数量]?的$"
)
_LIKELY = Decimal("0.3"), Decimal(3)


def named(reading: Reading) -> Iterator[Finding]:
    """逐句看。"""
    for sentence in reading.figured:
        for percent in sentence.figures:
            if percent.unit == "%" and percent.exact and not in_goals(percent.paragraph):
                yield from _by_name(percent, sentence)
                yield from _of_noun(percent, sentence, reading)
                yield from _by_whole(percent, sentence, reading)
                yield from _among(percent, sentence)
                if _OF_AIM.search(percent.before):
                    yield from _of_aim(percent, sentence, reading)


def _by_name(percent: Figure, sentence: Sentence) -> Iterator[Finding]:
    """负债总额除以资产总额：名称写着，两个数就在这一句里。"""
    for name, part_form, whole_form in _NAMED:
        if not re.search(f"{name}(?:为|是|达到?)?$", percent.before):
            continue
        before = [one for one in sentence.figures if one.end <= percent.start and countable(one)]
        parts = [one for one in before if part_form.search(one.before)]
        wholes = [one for one in before if whole_form.search(one.before)]
        if len(parts) == 1 and len(wholes) == 1 and parts[0].unit == wholes[0].unit:
            yield from _judge(percent, parts[0], wholes[0])


_AMONG = later(r"中，?[^，。；\d]{0,6}$")


def _among(percent: Figure, sentence: Sentence) -> Iterator[Finding]:
    """6个标段中，6个按期完工，按期完工率 83.33%：两个数一样，率却不到 100%。"""
    before = [one for one in sentence.figures if one.end <= percent.start and countable(one)]
    if percent.value >= _HUNDRED or len(before) != _PAIR or not percent.before.endswith("率"):
        return
    whole, part = before
    gap = sentence.between(whole.end, part.start)
    if whole.unit == part.unit and whole.value == part.value and _AMONG.search(gap):
        message = f"{whole.raw}里的 {part.raw}，应是 100%，写的是 {percent.raw}"
        yield Finding("R02", percent.paragraph, part.start, percent.end, message)


_PAIR = 2
_GIVEN = later("按(?:照)?[^，。；\\d]{2,10}$")
_WHOLE_OF = later(r"占(?P<noun>[\u4e00-\u9fff]{2,8}?)(?:人数|总数|数量|数|总额)的$")


def _of_noun(percent: Figure, sentence: Sentence, reading: Reading) -> Iterator[Finding]:
    """离职 34人，占聘用人数的 21.79%：聘用几人写在别的段里，只写了一个数。"""
    said = _WHOLE_OF.search(percent.before)
    before = [one for one in sentence.figures if one.end <= percent.start and countable(one)]
    if said is None or not before:
        return
    part = before[-1]
    wholes = [
        one for one in reading.prose_figures
        if one.unit == part.unit and one.value > part.value and one.exact
        and said["noun"] in one.before[-8:] + one.after[:6]
    ]  # fmt: skip
    mine = [*before[:-1], *wholes]
    if any(one.unit == part.unit and ratio_fits(percent, part, one) for one in mine):
        return
    if len({one.value for one in wholes}) == 1:
        yield from _slipped(percent, part, wholes[0])


def _by_whole(percent: Figure, sentence: Sentence, reading: Reading) -> Iterator[Finding]:
    """按常住人口 84.5万人计算，持证率 9.18%：分母说明白了，分子在同一段里，名称有两个字相同。"""
    before = [one for one in sentence.figures if one.end <= percent.start]
    whole = before[-1] if before else None
    if whole is None or not whole.after.startswith("计算") or not _GIVEN.search(whole.before):
        return
    parts = [
        one for one in reading.in_paragraph(percent.paragraph)
        if one.unit == whole.unit and one.end <= whole.start and one.value < whole.value
    ]  # fmt: skip
    if any(ratio_fits(percent, one, whole) for one in parts):
        return
    stem = percent.before[:2]
    named = [one for one in parts if stem in one.before]
    if len(named) == 1:
        yield from _slipped(percent, named[0], whole)


def _slipped(percent: Figure, part: Figure, whole: Figure) -> Iterator[Finding]:
    """差得像一处笔误的才报。"""
    due = f"{rounded(divide(part.value, whole.value) * _HUNDRED, percent.places):f}"
    if one_slip(percent.digits, due) or ratio_fits(percent, whole, part):
        yield from _judge(percent, part, whole)


def _of_aim(percent: Figure, sentence: Sentence, reading: Reading) -> Iterator[Finding]:
    """接待读者 71.5万人次，完成目标的 110%：目标写在别的段里。"""
    before = [
        one for one in sentence.figures
        if one.end <= percent.start and countable(one) and not is_aim(one) and not is_bound(one)
        and not regex("超|比|多|少|上年").search(one.before[-6:])
    ]  # fmt: skip
    if not before:
        return
    cut = regex("其中|分别|分为").search(sentence.between(before[0].end, percent.start))
    done = before[0] if cut else before[-1]
    whole = [one for one in sentence.figures if countable(one) and one.end <= percent.start]
    pairs = [(one, two) for one in whole for two in whole if one is not two and is_aim(two)]
    aims = [
        *aims_of(done, reading, words_of(_told(done, sentence))),
        *_bounds(done, reading, words_of(_told(done, sentence))),
    ]
    pairs += [(one, aim) for one in before for aim in aims]
    if any(two.value and ratio_fits(percent, one, two) for one, two in pairs):
        return
    aims = [
        aim for aim in aims if aim.paragraph is not done.paragraph or aim.sentence != done.sentence
    ]
    if not aims:
        base = _OF_AIM.search(percent.before)
        aims = _tasks(done, base["base"] if base else "", reading)
        if any(ratio_fits(percent, one, aim) for one in before for aim in aims):
            return
    about = words_of(_told(done, sentence))
    likely = [len(about & words_of(aim.before[-14:] + aim.after[:6])) for aim in aims]
    best = [aim for aim, score in zip(aims, likely, strict=True) if score == max(likely)]
    if (
        len({aim.value for aim in best}) == 1
        and done.exact
        and _wrongly(percent, done, best[-1], reading)
    ):
        yield from _judge(percent, done, best[-1])


def _wrongly(percent: Figure, done: Figure, aim: Figure, reading: Reading) -> bool:
    """看得出是怎么错的：颠倒了分子分母，或除以了同一段里的另一个数。"""
    if ratio_fits(percent, aim, done):
        return True
    due = f"{rounded(divide(done.value, aim.value) * _HUNDRED, percent.places):f}"
    if percent.places > 1 and one_digit(percent.digits, due):
        return True
    others = [
        one for one in reading.in_paragraph(percent.paragraph)
        if one.unit == done.unit and one.value > done.value and one.exact
    ]  # fmt: skip
    return any(ratio_fits(percent, done, one) for one in others)


def _tasks(done: Figure, base: str, reading: Reading) -> list[Figure]:
    """为任务数的几成：写着“任务 560户”的那个数。"""
    return [
        one for one in reading.prose_figures
        if one.unit == done.unit and one is not done and base in one.before[-8:]
        and not regex("比|超|较|多|少").search(one.before[-8:])
    ]  # fmt: skip


def _told(done: Figure, sentence: Sentence) -> str:
    """说的是什么；指导员 268名、普查员 1164名，合计 1432名：只写着合计的，看这一句前面的话。"""
    if regex("，?(?:合计|共计|总计|共)").fullmatch(done.before):
        return sentence.text[: done.start - sentence.start]
    return done.before + done.after[:6]


def _bounds(done: Figure, reading: Reading, about: frozenset[str]) -> list[Figure]:
    """接待读者不少于 65万人次：写着要求的数，名称有两个字相同。"""
    return [
        one for one in reading.prose_figures
        if one.unit == done.unit and one is not done and is_bound(one)
        and bool(about & words_of(one.before[-14:] + one.after[:6]))
    ]  # fmt: skip


def _judge(percent: Figure, part: Figure, whole: Figure) -> Iterator[Finding]:
    if not whole.value or ratio_fits(percent, part, whole):
        return
    due = divide(part.value, whole.value) * _HUNDRED
    if not percent.value or not _LIKELY[0] <= divide(due, percent.value) <= _LIKELY[1]:
        return
    shown = f"{rounded(due, percent.places):f}%"
    upside = part.value and ratio_fits(percent, whole, part)
    why = "（像是颠倒了分子分母）" if upside else ""
    where = "" if whole.paragraph is percent.paragraph else f"（{whole.paragraph.place}）"
    message = f"{part.raw}÷{whole.raw}{where}＝{shown}，写的是 {percent.raw}{why}"
    start = percent.start - min(len(percent.before), 8)
    yield Finding("R02", percent.paragraph, max(start, 0), percent.end, message, expected=shown)
