"""R01、R02 分批、分次：第一批、第二批加起来是总数；支付 30%即几万元，几笔倒算的总额一样。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from perfxl.cells.later import later
from perfxl.cells.quantity import plain, rounded
from perfxl.proof.model import Figure, Finding
from perfxl.proof.reading import TIMES, Reading, Sentence, span
from perfxl.proof.sums.addition import Trial, agrees, report, slips
from perfxl.proof.text.clues import regex
from perfxl.proof.text.interval import divide
from perfxl.proof.text.numerals import CHARACTERS, numeral

_THAT_IS = later(r"\s*[，（]?(?:即|计|合)\s*")
_SPLIT = later(rf"分(?P<count>[{CHARACTERS}两])(?P<kind>批|次|期|轮|个?季度)")
_WHICH = later(rf"第(?P<which>[{CHARACTERS}])(?P<kind>批|次|期|轮|季度)")
_HUNDRED = Decimal(100)
_FEWEST, _TWO, _OFTEN = 3, 2, 3


def instalments(reading: Reading) -> Iterator[Finding]:
    """逐句看。"""
    for sentence in reading.figured:
        yield from _shares(sentence)
        yield from _batches(sentence, reading)


def _shares(sentence: Sentence) -> Iterator[Finding]:
    """预付 30%即 60万元，再付 40%即 80万元，剩余 30%即 60万元：倒算的总额应一样。"""
    pairs = [
        (rate, amount) for rate, amount in pairwise(sentence.figures)
        if rate.unit == "%" and rate.exact and amount.is_money and amount.exact and rate.value > 0
        and _THAT_IS.fullmatch(sentence.between(rate.end, amount.start))
    ]  # fmt: skip
    if len(pairs) < _FEWEST or sum(rate.value for rate, _ in pairs) > _HUNDRED:
        return
    spans = [amount.span.scaled(divide(_HUNDRED, rate.value)) for rate, amount in pairs]
    odd = [
        place for place, mine in enumerate(spans)
        if not any(mine.touches(other) for at, other in enumerate(spans) if at != place)
    ]  # fmt: skip
    if len(odd) != 1:
        return
    rate, amount = pairs[odd[0]]
    other_rate, other = pairs[0 if odd[0] else 1]
    due = divide(other.value * rate.value, other_rate.value)
    shown = plain(rounded(due / amount.scale, amount.places))
    message = f"照 {other_rate.raw}是 {other.raw}算，{rate.raw}应是 {shown}，写的是 {amount.raw}"
    yield Finding("R02", amount.paragraph, *span((rate, amount)), message, expected=shown)


def _batches(sentence: Sentence, reading: Reading) -> Iterator[Finding]:
    """分两批拨付，第一批 96家 873万元，第二批 66家 585万元：家数、钱数各加起来是总数。"""
    said = _SPLIT.search(sentence.text)
    count = int(numeral(said["count"].replace("两", "二")) or 0) if said else 0
    marks = [
        match for match in _WHICH.finditer(sentence.text)
        if said is not None and match["kind"][-1] == said["kind"][-1]
    ]  # fmt: skip
    if [numeral(match["which"]) for match in marks] != list(range(1, count + 1)) or count < _TWO:
        return
    starts = [*(sentence.start + match.start() for match in marks), sentence.end]
    rows = [
        [one for one in sentence.figures if first <= one.start < last and one.exact]
        for first, last in pairwise(starts)
    ]
    for unit in dict.fromkeys(figure.unit for figure in rows[0]):
        mine = [[figure for figure in row if figure.unit == unit] for row in rows]
        if unit not in TIMES | {"%", "个百分点", "倍", "分"} and all(len(one) == 1 for one in mine):
            yield from _judge([one[0] for one in mine], sentence, reading)


def _judge(row: Sequence[Figure], sentence: Sentence, reading: Reading) -> Iterator[Finding]:
    """总数就在这一段里的，或别处写了不止一回的，改一处数字就对得上的才报。"""
    every = [
        figure for figure in reading.figures
        if figure.unit == row[0].unit and figure.exact and figure not in row
    ]  # fmt: skip
    if any(agrees(total, row) for total in every):
        return
    added = sum((figure.value for figure in row), Decimal(0))
    in_tables = {cell for cells in reading.table_rows for cell in cells}
    if f"{(added / row[0].scale).normalize():f}" in in_tables:
        return
    likely = [total for total in every if slips(total, row) and _told(total, every)]
    here = [total for total in likely if total.paragraph is sentence.paragraph]
    for total in (here or likely)[:1]:
        for finding in report(Trial(total, tuple(row), (Decimal(0), _HUNDRED))):
            place = span(row)
            yield Finding(finding.code, sentence.paragraph, *place, finding.message)


def _told(total: Figure, every: Sequence[Figure]) -> bool:
    """写着全年、共、累计的，或别处也写着这个数的。"""
    often = sum(one.value == total.value for one in every) >= _OFTEN
    said = regex("共|总|全年|累计|实际").search(total.before) is not None
    return (often or said) and not regex("全[省市县区]|上年|去年|以前").search(total.before)
