"""R02 支付几、未付几，支付率几：支付的加上未付的就是全部，不靠别处写着的总数。

R08 说几万元已全部拨付，前后几段却写只拨付了几万元。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from perfxl.cells.later import later
from perfxl.cells.quantity import plain, rounded
from perfxl.proof.model import Figure, Finding
from perfxl.proof.ratios.pairs import truncated
from perfxl.proof.reading import Reading, Sentence, span
from perfxl.proof.text.interval import divide

_PAID = later(r"(?:支付|支出|执行|使用|拨付|发放|兑付)[^，。；\d]{0,4}$")
_LEFT = later(
    r"^(?:，|，?(?:其中)?|尚|暂|还有|仍有)?(?:(?:未|没有)(?:支付?|付|支出|执行|使用|拨付?|发放|兑付)|结余|剩余|结转|余额?)[^，。；\d]{0,6}$"
)
_RATE = later(r"(?:支付|支出|执行|使用|拨付|发放|兑付)(?:进度|比?率|完成率)(?:为|达到?|是)?$")
_ALL_GIVEN = later(r"[^，。；\d]{0,6}(?:已|均|都)?(?:经)?(?:全部|全额|足额)拨付(?![到至给])")
_GIVEN = later(r"(?:已|完成|累计|实际|共)[^，。；\d]{0,3}拨付(?:资金|金额)?(?:为|了)?$")
_HALF = Decimal("0.5")
_NEAR = 40
_HUNDRED = Decimal(100)


def unspent(reading: Reading) -> Iterator[Finding]:
    """逐句看。"""
    for sentence in reading.figured:
        for rate in sentence.figures:
            if rate.unit == "%" and rate.exact and _RATE.search(rate.before):
                yield from _judge(rate, sentence, reading)
            if rate.unit == "%" and rate.exact and _OF_ALL.search(rate.before):
                yield from _left_after(rate, sentence, reading)
        for money in sentence.figures:
            given = _ALL_GIVEN.match(money.after) if money.is_money and money.exact else None
            if given is not None:
                yield from _all_given(money, given[0], reading)


def _judge(rate: Figure, sentence: Sentence, reading: Reading) -> Iterator[Finding]:
    money = [
        figure for figure in sentence.figures
        if figure.is_money and figure.exact and figure.value > 0 and figure.end <= rate.start
    ]  # fmt: skip
    for paid, left in pairwise(money):
        if rate.start - left.end > _NEAR or "；" in sentence.between(paid.end, rate.start):
            continue
        if not (_PAID.search(paid.before) and _LEFT.search(left.before)):
            continue
        whole = paid.value + left.value
        due = divide(paid.value, whole) * _HUNDRED
        if _fits(rate, due) or _another(rate, (paid, left), reading):
            continue
        shown = f"{rounded(due, rate.places):f}%"
        total = plain(whole / paid.scale)
        message = f"{paid.raw}与{left.raw}合起来是 {total}，{paid.raw}占 {shown}，写的是 {rate.raw}"
        yield Finding("R02", rate.paragraph, *span((paid, rate)), message, expected=shown)


_OF_ALL = later(
    r"(?:支付|支出|执行|使用|拨付|发放|兑付)(?:进度|比?率|完成率)(?:为|达到?|是)?$|占(?:全年|年度|总)?预算(?:数|总额)?的$"
)
_CASHED = later("兑[付现][^，。；\\d]{0,4}$")
_REST = later(
    r"(?:(?:尚|暂)?(?:未|没有)(?:支付|支出|执行|使用|拨付|发放|兑付|付|花完|用完)的(?:资金)?|(?:年末|年底)?(?:还剩|结转(?:下年使用|下年)?|结余|剩余|余额?)(?:资金)?)$"
)


def _left_after(rate: Figure, sentence: Sentence, reading: Reading) -> Iterator[Finding]:
    """共兑付 1.116亿元，占预算的 93%。未兑付的 840万元：两笔合起来别处正写着，就是分母。"""
    before = [
        one for one in reading.in_paragraph(sentence.paragraph)
        if one.is_money and one.exact and one.end <= rate.start
    ]  # fmt: skip
    after = [
        one for one in reading.in_paragraph(sentence.paragraph)
        if one.is_money and one.exact and one.start > rate.end
    ]  # fmt: skip
    most = _NEAR if before and before[-1].start >= sentence.start else len(rate.before) + 1
    if not before or not after or rate.start - before[-1].end > most:
        return
    paid, left = before[-1], after[0]
    whole = paid.value + left.value
    given = _PAID.search(paid.before) or _CASHED.search(paid.before)
    if not given or not _REST.search(left.before) or left.start - rate.end > _NEAR:
        return
    written = any(one.value == whole for one in reading.prose_figures)
    due = divide(paid.value, whole) * _HUNDRED
    others = (one for one in reading.near(rate.paragraph) if one.is_money and one.value > 0)
    told = any(_fits(rate, divide(paid.value, one.value) * _HUNDRED) for one in others)
    if written and not told and not _fits(rate, due):
        shown = f"{rounded(due, rate.places):f}%"
        total = plain(whole / paid.scale)
        message = f"{paid.raw}与{left.raw}合起来是 {total}，{paid.raw}占 {shown}，写的是 {rate.raw}"
        yield Finding("R02", rate.paragraph, *span((paid, rate)), message, expected=shown)


def _fits(rate: Figure, due: Decimal) -> bool:
    return due in rate.span or (rate.places > 0 and due in truncated(rate))


def _another(rate: Figure, money: tuple[Figure, Figure], reading: Reading) -> bool:
    """除以附近另一个数正好对得上，或附近一个数减去剩下的再除正好对得上：说的是它。"""
    paid, left = money
    return any(
        figure.is_money and (figure.value >= paid.value or rate.places > 0)
        and (
            (figure.value > paid.value and _fits(rate, divide(paid.value, figure.value) * _HUNDRED))
            or _fits(rate, _HUNDRED - divide(left.value, figure.value) * _HUNDRED)
        )
        for figure in reading.near(rate.paragraph, 6)
        if figure is not left
    )  # fmt: skip


def _all_given(money: Figure, said: str, reading: Reading) -> Iterator[Finding]:
    """2179万元已全部拨付；已完成拨付 2113万元：少的那一半以上的才当作说的是同一笔。"""
    for other in reading.near(money.paragraph, 3, 3):
        same = other.is_money and other.exact and _GIVEN.search(other.before)
        if same and money.value * _HALF < other.value < money.value:
            end = money.end + len(said)
            message = f"说“{money.raw}{said}”，{other.paragraph.place}却写拨付 {other.raw}"
            yield Finding("R08", money.paragraph, money.start, end, message)
            return
