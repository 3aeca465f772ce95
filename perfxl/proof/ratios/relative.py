"""R03 增减与增幅紧挨着写的：与甲相比增加乙、增长丙；两笔之比写颠倒了。R02 天数占全年。

话里把谁与谁比说死了，差得多远都报。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from perfxl.cells.later import later
from perfxl.cells.quantity import plain, rounded
from perfxl.proof.claims.goals import words_of
from perfxl.proof.model import Figure, Finding
from perfxl.proof.ratios.changes import moved_fits
from perfxl.proof.ratios.pairs import truncated
from perfxl.proof.reading import TIMES, Reading, Sentence, span
from perfxl.proof.text.clues import regex
from perfxl.proof.text.interval import divide, one_slip

_MOVED = (
    r"(?:净?增加|净增|增长|多支出?|多收|多|提高|上升"
    r"|(?P<down>净?减少|下降|降低|少支出?|少收|少|节约|压减))了?"
)
_GAP = later(rf"(?:{_MOVED})$")
_THAN_GAP = later(
    rf"^，?(?:比|较)(?P<than>[^，。；\d]{{1,10}}?|(?:19|20)\d\d年[^，。；\d]{{0,6}})(?:{_MOVED})$"
)
_RATE = later(
    r"^[，、]?(?:同比)?(?:增长率?|增幅|减幅|提高|上升|增加|下降率?|降幅|降低|减少|压减|降)(?:了|为|达)*$"
)
_AGAINST = later(r"^(?:相比|比较|相较)")
_HUNDRED = Decimal(100)
_AROUND = 3


def relative(reading: Reading) -> Iterator[Finding]:
    """逐句看依次写着的三个数。"""
    for sentence in reading.figured:
        figures = sentence.figures
        for base, gap, rate in zip(figures, figures[1:], figures[2:], strict=False):
            if (
                rate.unit == "%"
                and gap.unit == base.unit
                and gap.unit not in TIMES | {"%", "个百分点"}
            ):
                yield from _judge(base, gap, rate, sentence, reading)
        for gap, rate in pairwise(figures):
            yield from _of_pair(gap, rate, sentence)
            yield from _in_brackets(gap, rate, sentence)
        yield from _days(sentence)
        yield from _per_lakh(sentence)
        yield from _ratio(sentence, reading)


def _judge(
    base: Figure, gap: Figure, rate: Figure, sentence: Sentence, reading: Reading
) -> Iterator[Finding]:
    if not (base.exact and gap.exact and rate.exact and base.value > 0 and gap.value > 0):
        return
    if not _RATE.match(sentence.between(gap.end, rate.start).strip()):
        return
    between = sentence.between(base.end, gap.start).strip()
    against, than = _AGAINST.match(between), _THAN_GAP.match(between)
    moved = _GAP.search(between)
    if against and moved:
        whole = base.value
    elif (
        than
        and moved
        and regex("上年|去年|同期|年初|(?:19|20)\\d\\d年|上一年").search(than["than"])
    ):
        whole = base.value + (gap.value if than["down"] else -gap.value)
    else:
        return
    if whole <= 0 or _fits(rate, divide(gap.value, whole) * _HUNDRED):
        return
    real = regex("生产总值|GDP").search(base.before)  # 增速另照可比价算
    if than and (real or moved_fits(rate, gap, base, -1 if than["down"] else 1)):
        return
    if against is None and any(_fits(rate, one) for one in _others(gap, reading)):
        return
    shown = f"{rounded(divide(gap.value, whole) * _HUNDRED, rate.places):f}%"
    message = f"{base.raw}、{moved[0]}{gap.raw}，应是 {shown}，写的是 {rate.raw}"
    yield Finding("R03", rate.paragraph, *span((base, rate)), message, expected=shown)


def _fits(rate: Figure, due: Decimal) -> bool:
    return due in rate.span or (rate.places > 0 and due in truncated(rate))


def _others(gap: Figure, reading: Reading) -> Iterator[Decimal]:
    """除以附近别的数。"""
    for figure in reading.near(gap.paragraph, _AROUND, _AROUND):
        if figure.unit == gap.unit and figure is not gap and figure.value > 0:
            yield divide(gap.value, figure.value) * _HUNDRED


_THAN = later(r"同比|[比较]上年|[比较]去年|环比")
_UP_GAP = later(r"(?:净?增加|净增|增长|提高|上升|多)了?$")
_DOWN_GAP = later(r"(?:净?减少|下降|降低|压减|少)了?$")


def _of_pair(gap: Figure, rate: Figure, sentence: Sentence) -> Iterator[Finding]:
    """由 1460家到 2190家，增加 730家，增长几：差额正好是前面两个数的，原来的那个就是分母。"""
    if rate.unit != "%" or not rate.exact or gap.unit in TIMES | {"%", "个百分点"}:
        return
    up, down = _UP_GAP.search(gap.before), _DOWN_GAP.search(gap.before)
    between = sentence.between(gap.end, rate.start)
    if not (up or down) or not _RATE.match(between) or _THAN.search(between):
        return  # 比控制数少 3起，同比下降几：又是与上年比
    mine = [one for one in sentence.figures if one.end <= gap.start and one.unit == gap.unit]
    bases = {
        min(one.value, two.value) if up else max(one.value, two.value)
        for one in mine for two in mine if one.value - two.value == gap.value > 0
    }  # fmt: skip
    dues = [divide(gap.value, base) * _HUNDRED for base in bases if base > 0]
    if len(dues) == 1 and not _fits(rate, dues[0]):
        shown = f"{rounded(dues[0], rate.places):f}%"
        message = f"{gap.raw}÷{plain(next(iter(bases)) / gap.scale)}＝{shown}，写的是 {rate.raw}"
        yield Finding("R03", rate.paragraph, *span((gap, rate)), message, expected=shown)


_TARGET = later(r"（(?:年度)?(?:目标|计划|任务)(?:值|数)?(?:为|是)?$")
_RATE_OF = later(r"^，(?:完成率?|完成目标的|为目标的)(?:为|达)?$")


def _in_brackets(aim: Figure, rate: Figure, sentence: Sentence) -> Iterator[Finding]:
    """加装电梯 24部（目标 20部，完成 120%）。"""
    place = sentence.figures.index(aim)
    done = sentence.figures[place - 1] if place else None
    if done is None or rate.unit != "%" or done.unit != aim.unit or aim.value <= 0:
        return
    told = _TARGET.fullmatch(sentence.between(done.end, aim.start))
    if told is None or not _RATE_OF.match(sentence.between(aim.end, rate.start)):
        return
    due = divide(done.value, aim.value) * _HUNDRED
    if done.exact and rate.exact and not _fits(rate, due):
        shown = f"{rounded(due, rate.places):f}%"
        message = f"{done.raw}÷{aim.raw}＝{shown}，写的是 {rate.raw}"
        yield Finding("R02", rate.paragraph, *span((done, rate)), message, expected=shown)


_GOOD_DAYS = later(r"优良(?:天数)?(?:率|比[率例])(?:为|达到?|是)?$")
_YEAR = (Decimal(365), Decimal(366))
_MOST = 200


def _days(sentence: Sentence) -> Iterator[Finding]:
    """优良天数 308天，优良率 84.38%：一年三百六十五天。"""
    for rate in sentence.figures:
        if rate.unit != "%" or not rate.exact or not _GOOD_DAYS.search(rate.before):
            continue
        days = [one for one in sentence.figures if one.unit == "天" and one.end <= rate.start]
        good = [one for one in days if "优良" in one.before and _MOST < one.value <= _YEAR[1]]
        wholes = {*_YEAR, *(one.value for one in days if one not in good and one.value > _MOST)}
        if len(good) != 1 or rate.start - good[0].end > _NEAR:
            continue
        if not any(_fits(rate, divide(good[0].value, whole) * _HUNDRED) for whole in wholes):
            shown = f"{rounded(divide(good[0].value, _YEAR[0]) * _HUNDRED, rate.places):f}%"
            message = f"{good[0].raw}÷365天＝{shown}，写的是 {rate.raw}"
            yield Finding("R02", rate.paragraph, *span((good[0], rate)), message, expected=shown)


def _per_lakh(sentence: Sentence) -> Iterator[Finding]:
    """检查 49440人，……检出 37人，检出率 74.84/10万。"""
    for place, rate in enumerate(sentence.figures):
        if rate.unit != "/10万":
            continue
        counts = [one for one in sentence.figures[:place] if one.unit == "人" and one.exact]
        named = regex(r"(?P<stem>[\u4e00-\u9fff]{2})率(?:为|达)?$").search(rate.before)
        if named is None or len(counts) < _PAIR:
            continue
        part = counts[-1]
        wholes = [one for one in counts[:-1] if one.value > part.value]
        if named["stem"] not in part.before or not wholes:
            continue
        dues = [divide(part.value, one.value) * _LAKH for one in wholes]
        shown = [f"{rounded(due, rate.places):f}" for due in dues]
        if rate.digits not in shown and any(one_slip(rate.digits, one) for one in shown):
            due = next(one for one in shown if one_slip(rate.digits, one))
            message = f"{part.raw}照十万人算应是 {due}，写的是 {rate.raw}"
            place_of = span((part, rate))
            yield Finding("R02", rate.paragraph, *place_of, message, expected=f"{due}/10万")


_PAIR, _LAKH = 2, Decimal(100_000)
_NEAR = 16
_TO = later(
    r"(?:与|和|同)(?P<other>[^，。；\d]{2,10}?)(?:之比|的比例|比例|配比)(?:为|是)?"
    r"\s*(?P<a>\d{1,3})\s*[:：∶]\s*(?P<b>\d{1,3})(?!\d)"
)


def _ratio(sentence: Sentence, reading: Reading) -> Iterator[Finding]:
    """配套 975万元，与省级资金之比为 10:3：颠倒过来就对得上省级的 3250万元。"""
    for match in _TO.finditer(sentence.text):
        mine = [one for one in sentence.figures if one.end <= sentence.start + match.start()]
        if not mine or mine[-1].unit in TIMES or match["a"] == match["b"]:
            continue
        first, left, right = mine[-1], Decimal(match["a"]), Decimal(match["b"])
        if named := regex("[，。；：、]").split(sentence.text[: match.start()])[-1].strip():
            # 财政资金与自筹资金之比：紧挨在前面的数是后一个的
            about = words_of(first.before)
            if not words_of(named) & about:
                if not words_of(match["other"]) & about:
                    continue
                left, right = right, left
        rest = [
            one.value for one in reading.near(sentence.paragraph, _AROUND, 1)
            if one.unit == first.unit and one is not first
        ]  # fmt: skip
        turned = any(first.value * left == value * right for value in rest)
        if turned and not any(first.value * right == value * left for value in rest):
            due = f"{match['b']}:{match['a']}"
            place = sentence.start + match.start(), sentence.start + match.end()
            message = f"{first.raw}在前，比应是 {due}，写的是 {match['a']}:{match['b']}"
            yield Finding("R03", sentence.paragraph, *place, message, expected=due)
