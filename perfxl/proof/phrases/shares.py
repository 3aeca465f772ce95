"""R02 占几成：一项一项列着的，照它们合起来的算；其中某项几、占几；某项占几、它的数写在前一句。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.cells.quantity import rounded
from perfxl.proof.model import Figure, Finding
from perfxl.proof.phrases.skeleton import (
    HUNDRED,
    WORDS,
    N,
    finding,
    found,
    many,
    one,
    percent_fits,
    skeleton,
)
from perfxl.proof.ratios.comparands import DELTA
from perfxl.proof.reading import TIMES, Reading, Sentence
from perfxl.proof.text.clues import Clue, regex
from perfxl.proof.text.figures import figures_of
from perfxl.proof.text.interval import divide
from perfxl.proof.text.numerals import numeral

_HALF = "一半|半数|[一二三四五六七八九两]成(?!半)"
_ROW = Clue(  # 中央 882万元，占一半；省级 529.2万元，占 30%；县级 352.8万元，占 20%
    rf"(?:{WORDS}{{2,14}}{N}，占(?:比)?(?:为)?(?:{N}|{_HALF})(?:[，；、]|$|(?=。))){{2,}}", "占"
)
_ITEM = later(rf"(?P<part>{N})，占(?:比)?(?:为)?(?:(?P<rate>{N})|(?P<word>{_HALF}))")
_OF_WHICH = Clue(  # 318个，比目标多 18个，其中脱贫户 105人，占 33%
    rf"(?P<whole>{N})(?:，[^。；]{{0,24}}?)?[，；]其中{WORDS}{{1,10}}(?P<part>{N})，占(?:比)?(?:为)?(?P<rate>{N}|{_HALF})(?=[，。；]|$)",
    "其中",
)
_NAMED = later(
    rf"(?:^|[，；。])(?P<name>{WORDS}{{2,8}}?)占(?:比)?(?:为)?(?:(?P<rate>{N})|(?P<word>{_HALF}))(?=[，。；]|$)"
)
_PEOPLE = Clue(  # 常住居民 40万人，……；65岁以上老年人 6万人，占 15%
    rf"(?:常住|服务|户籍|总)(?:人口|居民)?{WORDS}{{0,6}}(?P<whole>{N})，[^。]{{0,40}}?；(?:其中)?{WORDS}{{2,12}}?(?P<part>{N})，占(?P<rate>{N})(?=[，。；]|$)",
    "占",
)
SKIPPED = TIMES | {"%", "个百分点", "倍", "分"}
COMPARED = later("均|比|较|上年|去年|目标|计划")
_HEADS = frozenset({"个", "人"})


def shares(reading: Reading) -> Iterator[Finding]:
    """逐个句式。"""
    for sentence, match in found(reading, _ROW):
        yield from _row(sentence, match[0], reading)
    for clue in (_OF_WHICH, _PEOPLE):
        for sentence, match in found(reading, clue):
            part = one(sentence, match, "part")
            whole = _nearest(sentence, one(sentence, match, "whole"), part)
            alike = whole.unit == part.unit or {whole.unit, part.unit} == _HEADS
            if alike and whole.unit not in SKIPPED and not whole.hedge:
                rates = many(sentence, match["rate"])
                if not (rates and _told(rates[0], part, reading)):
                    yield from share_judged(part, whole.value, whole.raw, rates, match["rate"])
    for sentence in reading.sentences_with(_SHARE):
        yield from _named(sentence, reading)


def _nearest(sentence: Sentence, whole: Figure, part: Figure) -> Figure:
    """“其中”前面最近的一个同单位的，不是增减、日均的。"""
    between = [
        figure for figure in sentence.figures
        if whole.start < figure.start < part.start and figure.unit == part.unit
        and not (DELTA.search(figure.before) or COMPARED.search(figure.before))
    ]  # fmt: skip
    return between[-1] if between else whole


def _row(sentence: Sentence, text: str, reading: Reading) -> Iterator[Finding]:
    """各项加起来就是别处写着的一个数的：每一项的占比照它算。"""
    items = list(_ITEM.finditer(text))
    parts = [many(sentence, item["part"])[0] for item in items]
    if len({part.unit for part in parts}) > 1 or parts[0].unit in SKIPPED:
        return
    added = sum((part.value for part in parts), Decimal(0))
    near = reading.near(sentence.paragraph)
    if not any(figure.value == added and figure.unit == parts[0].unit for figure in near):
        return
    for item, part in zip(items, parts, strict=True):
        rate = many(sentence, item["rate"] or "")
        yield from share_judged(part, added, "各项之和", rate, item["word"] or "")


def share_judged(
    part: Figure, whole: Decimal, shown: str, rates: Sequence[Figure], word: str
) -> Iterator[Finding]:
    """写的是百分数，或“一半”“三成”。"""
    if part.hedge or whole <= part.value:
        return
    due = divide(part.value, whole) * HUNDRED
    if rates:
        rate = rates[0]
        if rate.unit == "%" and not percent_fits(rate, part.value, whole):
            right = f"{rounded(due, rate.places):f}%"
            message = f"{part.raw}÷{shown}＝{right}，写的是 {rate.raw}"
            yield finding("R02", [part, rate], message, right)
        return
    said = Decimal(50) if "半" in word else (numeral(word[0]) or Decimal(0)) * 10
    told = any(
        one.unit == part.unit and abs(divide(part.value, one.value) * HUNDRED - said) < _ROUGH
        for one in figures_of(part.paragraph) if one.value > 0
    )  # fmt: skip
    if said and abs(due - said) > _ROUGH and not told:
        right = f"{rounded(due, 1):f}%"
        message = f"{part.raw}÷{shown}＝{right}，写的是“占{word}”"
        yield finding("R02", [part], message, right)


_ROUGH = 5
_SHARE = Clue("占", "占")


def _told(rate: Figure, part: Figure, reading: Reading) -> bool:
    """别的段里有一个数除得出来；整数的百分数容易碰巧，只看这一句里的。"""
    near = reading.near(part.paragraph)
    return any(
        percent_fits(rate, part.value, one.value) for one in near
        if one.unit == part.unit and one.value > part.value
        and (rate.places or (one.paragraph is part.paragraph and one.sentence == part.sentence))
    )  # fmt: skip


def _named(sentence: Sentence, reading: Reading) -> Iterator[Finding]:
    """城区 312个、国省道 138个，城区占 69.3%：某项的数写在前面，占比写在后面。"""
    shape = skeleton(sentence)
    for match in _NAMED.finditer(shape):
        rate = one(sentence, match, "rate") if match["rate"] else None
        name = regex("其中|分别").sub("", match["name"])
        end = sentence.start + len(sentence.text) if rate is None else rate.start
        mine = [
            figure for figure in reading.in_paragraph(sentence.paragraph)
            if figure.end <= end and figure.unit not in SKIPPED and _is(name, figure)
        ]  # fmt: skip
        if (rate is not None and rate.unit != "%") or len(mine) != 1:
            continue
        part = mine[0]
        before = [
            figure for figure in reading.in_paragraph(part.paragraph)
            if figure.unit == part.unit and figure.value > part.value
        ]  # fmt: skip
        whole = _made_of(part, before, reading) if before else None
        if whole is None:
            continue
        if rate is None:
            yield from share_judged(part, whole.value, whole.raw, [], match["word"])
        elif not any(percent_fits(rate, part.value, one.value) for one in before) and not _told(
            rate, part, reading
        ):
            yield from share_judged(part, whole.value, whole.raw, [rate], "")


def _is(name: str, figure: Figure) -> bool:
    """数的名称就是它，或从它起头（保洁服务）。"""
    before = regex("^(?:其中|[，：:])").sub("", figure.before)
    return len(name) > 1 and before.startswith(name) and len(before) <= len(name) + 4


def _made_of(part: Figure, wholes: Sequence[Figure], reading: Reading) -> Figure | None:
    """一串里有它、加起来正好的那个数。"""
    row = [
        figure for figure in reading.in_paragraph(part.paragraph)
        if figure.sentence == part.sentence and figure.unit == part.unit
    ]  # fmt: skip
    for whole in wholes:
        rest = [figure for figure in row if figure is not whole and figure.value < whole.value]
        if part in rest and sum((one.value for one in rest), Decimal(0)) == whole.value:
            return whole
    return None
