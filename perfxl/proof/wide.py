"""R02 比率之三：不看率叫什么名字。正点率的分子旁边写着“正点”；“占到位资金的几成”的分母是到位资金；

一句里只有一个大数、一个小数的，就是它们。正着除、倒着除，对得上附近任何一对的都算对。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from perfxl.cells.quantity import rounded
from perfxl.proof.goals import aims_of, alone, in_goals, words_of
from perfxl.proof.interval import divide, one_slip
from perfxl.proof.likely import in_row
from perfxl.proof.model import Figure, Finding
from perfxl.proof.pairs import at_most, close_enough, countable, fitting, is_sibling, ratio_fits
from perfxl.proof.reading import REACH, Reading, Sentence, span

_RATE = re.compile(
    r"(?P<stem>[\u4e00-\u9fff]{2})(?:品|件)?(?:率|密度)(?:仅|只有?|均|约)?(?:为|达到?|是)?$"
)
_OF = re.compile(
    r"(?:为|占|达到?|完成|相当于|覆盖|达)了?(?P<noun>[^，。；、\d占]{2,10}?)(?:的|的比例为|的比重为|比例为|比重为)$"
)
_GROWTH = re.compile(
    r"增长|增加|提高|提升|上升|增幅|下降|减少|降低|降幅|缩短|压缩|同比|较|比上|比去|高于|低于|翻|超|目标值?[^，]{0,2}(?:为|≥)|不低于|以上|标准|要求|上年|去年|力争|达到?(?:目标|计划)"
)
_SAVED = re.compile(r"(?:节支|节约|节省|节资|下浮|核减|压减)率(?:为|达到?|是)?$")
_NOT_NOUN = re.compile(r"^(?:其|其中|总数|总量|全部)$")
_SPENT_NAME = re.compile(
    r"(?:资金|经费|补助|专项|项目|财政)*(?:实际|累计|共|已)?(?:支出|执行|支付|使用|完成)(?:数|了)?$"
)
_SPENT_RATE = re.compile(
    r"(?:执行率|支出率|支付率|使用率|执行进度|支出进度|支付进度)(?:为|达到?|是)?$"
)
_HUNDRED = Decimal(100)
_FAR = Decimal("0.15")  # 分母在别的段里的，差得更近才报

Couple = tuple[Figure, Figure]


def wide(reading: Reading) -> Iterator[Finding]:
    """逐个没有对上的百分数。"""
    for sentence in reading.sentences:
        for percent in sentence.figures:
            if percent.unit != "%" or not percent.exact or percent.value == 0:
                continue
            if _GROWTH.search(percent.before[-12:]) or in_goals(percent.paragraph):
                continue
            if in_row(percent, sentence):
                continue
            fits = fitting(percent, sentence, reading)
            couple = (
                _side_by_side(percent, sentence)
                if fits
                else (
                    _saved(percent, sentence)
                    or _of_which(percent, sentence)
                    or _in_brackets(percent, sentence)
                    or _sent_back(percent, sentence)
                    or _of_noun(percent, sentence, reading)
                    or _of_stem(percent, sentence, reading)
                    or _only_two(percent, sentence)
                    or _of_subject(percent, sentence, reading)
                )
            )
            if couple is not None:
                yield from _judge(percent, *couple)


def _earlier(percent: Figure, sentence: Sentence) -> list[Figure]:
    """同一个分号里、在它前面的数。"""
    at = percent.start - sentence.start
    cut = sentence.start + sentence.text[:at].rfind("；") + 1
    return [one for one in sentence.figures if countable(one) and cut <= one.start < percent.start]


def _side_by_side(percent: Figure, sentence: Sentence) -> Couple | None:
    """到位 1.55亿元，支付 1.426亿元，支付率 95%：三个数紧挨着，别处碰巧相合的不算数。"""
    said, mine = _RATE.search(percent.before), _earlier(percent, sentence)[-2:]
    if said is None or len(mine) < 2 or mine[0].unit != mine[1].unit:
        return None
    whole, part = mine
    close = part.start - whole.end < 10 and percent.start - part.end < 8
    named = said["stem"] in part.before and re.search(
        "到位|预算|安排|下达|发放|应|共|抽", whole.before
    )
    return (part, whole) if close and named and part.value <= whole.value else None


def _saved(percent: Figure, sentence: Sentence) -> Couple | None:
    """采购预算 812万元，实际成交 776.5万元，节支率 4.4%：分子是两个数的差。"""
    mine = _earlier(percent, sentence)
    mine = mine[-2:]
    if not _SAVED.search(percent.before) or len(mine) != 2 or mine[0].unit != mine[1].unit:
        return None
    return (mine[1], mine[0]) if mine[1].value < mine[0].value else None


def _of_which(percent: Figure, sentence: Sentence) -> Couple | None:
    """处理 4680头，较上年减少 520头，其中病死猪 3276头，占 70%：分母是这一句头一个数。"""
    mine = _earlier(percent, sentence)
    if not re.fullmatch(r"(?:约|仅)?占(?:比)?", percent.before) or len(mine) < 2:
        return None
    part, whole = mine[-1], mine[0]
    fine = part.before.startswith("其中") and percent.start - part.end < 6
    alike = whole.unit == part.unit and whole.value > part.value
    return (part, whole) if fine and alike and "；" not in sentence.between(
        whole.end, part.start) else None  # fmt: skip


def _in_brackets(percent: Figure, sentence: Sentence) -> Couple | None:
    """培训 620人次，完成计划（600人次）的 103.3%。"""
    mine = _earlier(percent, sentence)
    before = sentence.text[: percent.start - sentence.start]
    if len(mine) < 2 or not re.search(r"(?:计划|目标|任务)(?:数|值|量)?（[^（）]*）的$", before):
        return None
    return (mine[-2], mine[-1]) if mine[-1].unit == mine[-2].unit else None


def _sent_back(percent: Figure, sentence: Sentence) -> Couple | None:
    """向 750名人才发放问卷，回收 720份，回收率 96%：发给几个人就是几份。"""
    mine = _earlier(percent, sentence)
    if len(mine) < 2 or not re.search("(?:回收|收回|有效)率(?:为|达)?$", percent.before):
        return None
    whole, part = mine[-2:]
    sent = "问卷" in whole.after + whole.before or "发放" in whole.after
    back = re.search("收回|回收|有效", part.before)
    return (part, whole) if sent and back and whole.value >= part.value else None


def _of_noun(percent: Figure, sentence: Sentence, reading: Reading) -> Couple | None:
    said = _OF.search(percent.before)
    mine = _earlier(percent, sentence)
    if said is None or not mine or percent.start - mine[-1].end > 24:
        return None
    part, noun = mine[-1], re.sub(r"^(?:了|全年|年度|全部|项目)", "", said["noun"])
    if _NOT_NOUN.search(noun):
        return None
    if re.search("目标|计划|任务", noun):
        aim = alone([one for one in aims_of(part, reading) if one is not part])
        return (part, aim) if aim is not None else None
    turned = noun[2:] + noun[:2]  # 到位资金、资金到位
    named = [
        one for one in reading.near(percent.paragraph, REACH)
        if one.unit == part.unit and one is not part and one.exact and one.value > part.value
        and re.search(rf"(?:{re.escape(noun)}|{re.escape(turned)})[^，。；\d]{{0,4}}$", one.before)
        and not re.search("上年|去年|其中", one.before)
    ]  # fmt: skip
    near = [one for one in named if one.paragraph is percent.paragraph] or named
    whole = alone(near)
    return (part, whole) if whole is not None else None


def _of_stem(percent: Figure, sentence: Sentence, reading: Reading) -> Couple | None:
    """正点 2366个，正点率 91%：分子旁边有率的名称。"""
    said = _RATE.search(percent.before)
    if said is None:
        return None
    mine = _earlier(percent, sentence)
    parts = [one for one in mine if said["stem"] in one.before + one.after[:6]]
    if not parts and mine and re.search("^应|应[^，。]{0,2}$|应免|应收", mine[-1].before):
        return _due_last(said["stem"], mine[-1], reading)
    if not parts or percent.start - parts[-1].end > 30:
        return None
    part = parts[-1]
    wholes = [one for one in mine if one.unit == part.unit and one.end <= part.start]
    if not wholes:
        wholes = [
            one for one in reading.in_paragraph(percent.paragraph)
            if one.unit == part.unit and one.end <= part.start and one.exact
            and one.value >= part.value
        ]  # fmt: skip
    if not wholes:
        about = words_of(part.before)
        wholes = [
            one for one in reading.near(percent.paragraph, 3)
            if one.unit == part.unit and one.exact and one.value >= part.value
            and one.paragraph is not percent.paragraph and about & words_of(one.before)
        ]  # fmt: skip
        wholes = wholes if len({one.value for one in wholes}) == 1 else []
    whole = wholes[-1] if wholes else None
    return (part, whole) if whole is not None and whole.value >= part.value else None


def _due_last(stem: str, whole: Figure, reading: Reading) -> Couple | None:
    """应免 38万头次，免疫密度 96.9%：免了几头写在前一句。"""
    about = words_of(whole.before[1:])
    parts = [
        one for one in reading.in_paragraph(whole.paragraph)
        if one.unit == whole.unit and one.end <= whole.start and one.exact
        and stem in one.before and about & words_of(one.before)
    ]  # fmt: skip
    return (parts[-1], whole) if parts else None


def _only_two(percent: Figure, sentence: Sentence) -> Couple | None:
    """收缴率 95.8%，应收 62万元，实收 59.4万元：这一句只有一个率、两个数。"""
    if not _RATE.search(percent.before) or sum(one.unit == "%" for one in sentence.figures) > 1:
        return None
    mine = [one for one in sentence.figures if countable(one)]
    if len(mine) != 2 or mine[0].unit != mine[1].unit or not all(one.exact for one in mine):
        return None
    whole, part = sorted(mine, key=lambda one: one.value, reverse=True)
    named = re.search("应|共|总|计划|发放|抽|控制|预算|申请|受理", whole.before)
    return (part, whole) if named else None


def _of_subject(percent: Figure, sentence: Sentence, reading: Reading) -> Couple | None:
    """学院自筹资金支出 293万元，执行率 83.7%：前面写着“学院自筹 350万元”。"""
    mine = _earlier(percent, sentence)
    if not _SPENT_RATE.search(percent.before) or not mine or not mine[-1].is_money:
        return None
    part = mine[-1]
    subject = re.sub(r"^(?:其中|，)", "", _SPENT_NAME.sub("", part.before))
    if not 2 <= len(subject) <= 12 or subject in {"全年", "本年", "当年", "实际", "项目", "资金"}:
        return None
    named = [
        one for one in reading.near(percent.paragraph, REACH)
        if one.is_money and one.exact and one.value >= part.value
        and re.search(rf"{re.escape(subject)}(?:资金|经费|补助|安排|预算|投入)*$", one.before)
        and (one.paragraph.number, one.start) < (part.paragraph.number, part.start)
    ]  # fmt: skip
    whole = alone(named)
    return (part, whole) if whole is not None else None


def _judge(percent: Figure, part: Figure, whole: Figure) -> Iterator[Finding]:
    if whole.value <= 0 or part is whole or at_most(whole) or ratio_fits(percent, part, whole):
        return
    exact = divide(part.value, whole.value) * _HUNDRED
    due = _HUNDRED - exact if _SAVED.search(percent.before) else exact
    shown = f"{rounded(due, percent.places):f}"
    if due in percent.span:
        return
    if is_sibling(percent, whole, part):
        return
    far = whole.paragraph is not percent.paragraph
    close = (
        abs(due - percent.value) <= max(Decimal(3), percent.value * _FAR)
        if far
        else close_enough(percent, due)
    )
    if not close and not one_slip(percent.digits, shown):
        yield from _other_scale(percent, part, whole)
        return
    how = f"{part.raw}÷{whole.raw}" if due == exact else f"（{whole.raw}－{part.raw}）÷{whole.raw}"
    where = "" if whole.paragraph is percent.paragraph else f"（{whole.paragraph.place}）"
    message = f"{how}{where}＝{shown}%，写的是 {percent.raw}"
    mine = [one for one in (part, whole, percent) if one.paragraph is percent.paragraph]
    first, last = span(mine)
    if last - first > 90:
        first, last = percent.start - min(12, len(percent.before)), percent.end
    yield Finding("R02", percent.paragraph, max(0, first), last, message, expected=f"{shown}%")


def _other_scale(percent: Figure, part: Figure, whole: Figure) -> Iterator[Finding]:
    """写着的数字相除正好，单位却差着万：有一个写错了单位。"""
    if part.scale == whole.scale or whole.written <= 0:
        return
    due = divide(part.written, whole.written) * _HUNDRED
    if due in percent.span:
        message = f"数字相除正好是 {percent.raw}，{part.raw} 与 {whole.raw} 的单位却不一样"
        odd = part if part.scale < whole.scale else whole
        start = max(odd.sentence[0], odd.start - min(len(odd.before), 8))
        yield Finding("R15", odd.paragraph, start, odd.end, message)
