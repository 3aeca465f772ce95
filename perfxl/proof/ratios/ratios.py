"""R03 比例与倍数：按几比几配套，甲是乙的几倍。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.cells.quantity import plain
from perfxl.proof.model import Figure, Finding
from perfxl.proof.reading import Reading, Sentence, span
from perfxl.proof.text.clues import regex
from perfxl.proof.text.interval import divide
from perfxl.proof.text.numerals import CHARACTERS, numeral


def ratios(reading: Reading) -> Iterator[Finding]:
    """逐句看比例、倍数。"""
    for sentence in reading.figured:
        yield from _ratio(sentence)


_COLON = later(
    rf"(?P<a>\d{{1,3}})\s*[:：]\s*(?P<b>\d{{1,3}}(?:\.\d+)?)(?![\d时])|(?P<c>[{CHARACTERS}]{{1,2}})比(?P<d>[{CHARACTERS}]{{1,3}})(?=的|配套|杠杆|比例)"
)


def _ratio(sentence: Sentence) -> Iterator[Finding]:
    """按几比几配套：句子里要有两笔钱合得上。"""
    money = [figure for figure in sentence.figures if figure.is_money and not figure.hedge]
    for match in _COLON.finditer(sentence.text) if len(money) > 1 else ():
        around = sentence.text[max(0, match.start() - 14) : match.end() + 14]
        if not regex(r"比例|配套|杠杆|配比|匹配|放大").search(around):
            continue
        left = Decimal(match["a"]) if match["a"] else numeral(match["c"])
        right = Decimal(match["b"]) if match["b"] else numeral(match["d"])
        if not left or not right:
            continue
        yield from _turned(sentence, match.start(), money, (left, right))
        if any(
            _in_ratio(figure, two, left, right)
            for figure in money
            for two in money
            if figure is not two
        ):
            continue
        cut = sentence.start + sentence.text[: match.start()].rfind("；") + 1
        end = sentence.start + (sentence.text + "；").find("；", match.end())
        pair = [figure for figure in money if cut <= figure.start < end]
        if len(pair) != _PAIR:
            continue  # 一个分号里不是正好两笔钱的，看不出是哪两笔
        first, last = span(pair)
        first = min(first, sentence.start + match.start())
        due = plain(pair[0].value / left * right / pair[1].scale)
        total = plain(pair[0].value / left * (left + right) / pair[1].scale)
        due_said = f"{pair[0].raw} 对应的应是 {due}（合起来 {total}）"
        message = f"按“{match[0]}”，{due_said}，写的是 {pair[1].raw}"
        yield Finding("R03", pair[1].paragraph, first, last, message, expected=due)


_NAMED = later(
    r"(?P<one>中央|上级|[省市县区]|财政|企业)级?(?:资金|财政)?[与和、]?(?P<two>地方|自筹|个人|企业|[省市县区])级?(?:资金)?(?:分担|负担|承担|配套|出资)?比例?(?:为|是)?\s*$"
)


def _turned(
    sentence: Sentence, at: int, money: Sequence[Figure], said: tuple[Decimal, Decimal]
) -> Iterator[Finding]:
    """省级承担 384.48万元、县级承担 256.32万元，省县分担比例为 4:6：写颠倒了。"""
    named = _NAMED.search(sentence.text[:at])
    before = [figure for figure in money if figure.end <= sentence.start + at]
    if named is None or len(before) < _PAIR or said[0] == said[1]:
        return
    one, two = before[-2:]
    ours = named["one"] in one.before and named["two"] in two.before
    straight = one.value * said[1] == two.value * said[0]
    if ours and not straight and one.value * said[0] == two.value * said[1]:
        place = one.start, sentence.start + at
        message = f"{named['one']}在前，比应是 {plain(said[1])}:{plain(said[0])}，写颠倒了"
        yield Finding("R03", sentence.paragraph, *place, message)


_PAIR = 2


def _in_ratio(figure: Figure, two: Figure, left: Decimal, right: Decimal) -> bool:
    return (
        figure.value * right == two.value * left
        or figure.value * (left + right) == two.value * left
        or figure.value * (left + right) == two.value * right
        or two.value in (figure.span.scaled(divide(right, left)))
    )
