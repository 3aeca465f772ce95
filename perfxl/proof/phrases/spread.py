"""R02、R03 平均：日均几，照开放的、全年的天数；几台设备、几个人，人均几台；每天几元、每年几元。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.cells.quantity import plain, rounded
from perfxl.proof.claims.goals import words_of
from perfxl.proof.model import Figure, Finding
from perfxl.proof.phrases.skeleton import WORDS, N, finding, found, one
from perfxl.proof.ratios.pairs import truncated
from perfxl.proof.reading import TIMES, Reading, Sentence
from perfxl.proof.text.clues import Clue, regex
from perfxl.proof.text.interval import divide

_DAILY = Clue(  # 查处 36.5万起，日均约 1000起；全年开放 312天，日均接待约 2603人次
    rf"(?P<front>{N})，(?:平均)?日均{WORDS}{{0,6}}(?P<mean>{N})", "日均"
)
_HEADS = Clue(
    rf"(?P<one>{N}){WORDS}{{0,10}}?，?{WORDS}{{0,8}}?(?P<two>{N}){WORDS}{{0,10}}，"
    rf"(?P<per>[人户村家亩]均|平均每(?:[人户村家处所座个]|名{WORDS}{{1,4}})){WORDS}{{0,4}}(?P<mean>{N})(?=[，。；]|$)",
    "均",
)
_YEARLY = Clue(
    rf"每(?P<who>[生人户床])每天(?:补助)?(?P<daily>{N})，[^。；\ue000-\ue0ff]{{0,10}}(?P<days>{N})[^。；\ue000-\ue0ff]{{0,10}}，"
    rf"每(?P=who)(?:每年|全年){WORDS}{{0,4}}(?P<yearly>{N})",
    "每天",
)
_THREE = Clue(  # 9.6万亩，计划分三年修复，每年修复 3.2万亩
    rf"(?P<whole>{N})，{WORDS}{{0,4}}分(?P<count>[两二三四五])年{WORDS}{{0,6}}，每年{WORDS}{{0,6}}(?P<mean>{N})",
    "每年",
)
_COUNTS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5}
_OTHER_TIME = later("期间|季度|小时|个月|暑假|寒假|春运|假期|高峰|工作日|同比|上年")
_YEAR = (Decimal(365), Decimal(366))
_FEW = Decimal("0.5")
_SPELL = later("每年|每月|每天|月均|年均|最|收|面积|标准|水平|增|节|减|提高")


def spread(reading: Reading) -> Iterator[Finding]:
    """逐个句式。"""
    for sentence, match in found(reading, _DAILY):
        front, mean = one(sentence, match, "front"), one(sentence, match, "mean")
        yield from _daily(front, mean, sentence)
        yield from _open(sentence, front, mean, reading)
    for sentence, match in found(reading, _HEADS):
        pair = one(sentence, match, "one"), one(sentence, match, "two")
        every = reading.near(sentence.paragraph)
        yield from _each(match["per"], pair, one(sentence, match, "mean"), every)
    for sentence, match in found(reading, _THREE):
        whole, mean = one(sentence, match, "whole"), one(sentence, match, "mean")
        due = divide(whole.value, Decimal(_COUNTS[match["count"]]))
        if whole.unit == mean.unit and not whole.hedge and not _fits(mean, due):
            shown = plain(due / mean.scale)
            message = f"{whole.raw} 分{match['count']}年，每年 {shown}，写的是 {mean.raw}"
            yield finding("R02", [whole, mean], message, shown)
    for sentence, match in found(reading, _YEARLY):
        daily, days, yearly = (one(sentence, match, key) for key in ("daily", "days", "yearly"))
        due = daily.value * days.value
        if days.unit == "天" and daily.exact and yearly.exact and due != yearly.value:
            shown = plain(due / yearly.scale)
            message = f"{daily.raw}×{days.raw}＝{shown}，写的是 {yearly.raw}"
            yield finding("R03", [daily, days, yearly], message, shown)


def _fits(mean: Figure, due: Decimal) -> bool:
    loose = bool(mean.hedge) and abs(due - mean.value) <= mean.value / 10
    return due in mean.span or due in truncated(mean) or loose


def _daily(whole: Figure, mean: Figure, sentence: Sentence) -> Iterator[Finding]:
    """查处 36.5万起，日均约 1000起：全年的，除以三百六十五。"""
    said = sentence.between(sentence.start, mean.start)
    days = [figure for figure in sentence.figures if figure.unit in {"天", "日", "月"}]
    if whole.unit != mean.unit or whole.unit in TIMES or days or _OTHER_TIME.search(said):
        return
    dues = [divide(whole.value, days) for days in _YEAR]
    if any(_fits(mean, due) or _near(due, mean.value) for due in dues) or mean.value <= 0:
        return
    if not any(_near(due * ten, mean.value) for due in dues for ten in _TENS):
        return  # 只开放了一阵子的，说不准；差十倍、一百倍的才说
    shown = f"{rounded(dues[0] / mean.scale, mean.places):f}"
    message = f"{whole.raw}÷365＝{shown}，写的是 {mean.raw}"
    yield finding("R02", [whole, mean], message, shown)


_TENS = (Decimal(10), Decimal("0.1"), Decimal(100), Decimal("0.01"), Decimal(10_000))


def _near(due: Decimal, said: Decimal) -> bool:
    return abs(due - said) <= said / 20


def _open(sentence: Sentence, days: Figure, mean: Figure, reading: Reading) -> Iterator[Finding]:
    """接待 81.2万人次……全年开放 312天，日均接待约 2603人次：总数在前面一句。"""
    if days.unit != "天" or not regex("开放|运行|供|运营|开展|全年").search(days.before):
        return
    wholes = [
        figure for figure in reading.in_paragraph(sentence.paragraph)
        if figure.unit == mean.unit and figure is not mean and figure.value > mean.value
        and words_of(figure.before) & words_of(mean.before)
    ]  # fmt: skip
    dues = [divide(whole.value, days.value) for whole in wholes if days.value > 0]
    if not dues or mean.value <= 0 or any(_fits(mean, due) for due in dues):
        return
    for whole, due in zip(wholes, dues, strict=True):
        ratio = divide(due, mean.value)
        if any(abs(ratio - ten) <= ten / 50 for ten in _TENS) or _FEW < ratio < 1 / _FEW:
            shown = f"{rounded(due / mean.scale, mean.places):f}"
            message = f"{whole.raw}÷{days.raw}＝{shown}，写的是 {mean.raw}"
            yield finding("R02", [days, mean], message, shown)
            return


def _each(
    per: str, pair: tuple[Figure, Figure], mean: Figure, every: Sequence[Figure]
) -> Iterator[Finding]:
    """800台设备仅有 20名人员，人均 40台；志愿者 1200名，服务 2.4万小时，人均 20小时。"""
    who = regex("平均每|均|名.*$").sub("", per) or "人"
    heads = [one for one in pair if one.unit == who]
    things = [one for one in pair if one.unit == mean.unit]
    if len(heads) != 1 or len(things) != 1 or heads[0] is things[0] or mean.unit == who:
        return
    head, thing = heads[0], things[0]
    if head.hedge or thing.hedge or head.value <= 1 or mean.hedge == "范围":
        return
    if _SPELL.search(mean.before + thing.before) or _told(mean, who, every):
        return
    due = divide(thing.value, head.value)
    shown = f"{rounded(due / mean.scale, max(mean.places, 1) if due % 1 else mean.places):f}"
    message = f"{thing.raw}÷{head.raw}＝{shown}，写的是 {mean.raw}"
    yield finding("R02", [*pair, mean], message, shown)


def _told(mean: Figure, who: str, every: Sequence[Figure]) -> bool:
    """这一段里有一对除得出来。"""
    heads = [one for one in every if one.unit == who and one.value > 0]
    things = [one for one in every if one.unit == mean.unit and one is not mean]
    return any(
        _fits(mean, divide(thing.value, head.value))
        or thing.span.over(head.span).touches(mean.span)
        for head in heads for thing in things
    )  # fmt: skip
