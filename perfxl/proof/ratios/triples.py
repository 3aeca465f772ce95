"""R03 三个数互相算得出来：完成 1356名、完成目标的 113%、超额 156名；326户、增加 28户、增长 9.4%。

目标、上年的数没有写出来也算得：完成的减去超额的就是目标。
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.cells.quantity import plain, rounded
from perfxl.proof.claims.yardsticks import is_to_aim
from perfxl.proof.model import Figure, Finding
from perfxl.proof.ratios.changes import moved_fits
from perfxl.proof.ratios.comparands import DELTA
from perfxl.proof.ratios.pairs import close_enough, truncated
from perfxl.proof.reading import TIMES, Reading, Sentence, span
from perfxl.proof.sums.addition import one_digit
from perfxl.proof.text.clues import regex
from perfxl.proof.text.interval import divide, one_slip

_RATE = later(
    r"(?:完成率|完成(?:了)?[^，。；\d]{0,6}(?:目标|计划|任务)[^，。；\d]{0,4}的)(?:为|达)?$"
)
_OVER = later(
    r"(?P<more>超额?(?:过|出)?|多|增加)(?:完成)?(?:了)?(?:年度|全年|年初)?(?:目标|计划|任务)?(?:多)?$"
    r"|(?:比|较)(?:年度|全年|年初)?(?:目标|计划|任务)(?P<also>多|超)?(?P<less>少|差)?(?:完成)?了?$"
    r"|(?P<short>(?<!减)少|差|缺)(?:完成)?了?$"
)
_UP = later(r"(?:净增|增加|新增|增|多)了?$")
_DOWN = later(r"(?:净减|减少|下降|降低|减|少)了?$")
_GROWTH = later(
    r"^(?:，|，?同比|，?比上年|，?较上年)?(?:增长|增幅|提高|上升|下降|降幅|减少|降低|减幅)(?:了|为|达)?$"
)
_LATER = later(r"[，；]((?:19|20)\d{2})年?度?(?:比上年|较上年|同比)?[^，。；\d]{0,6}$")
_NEAR = 40
_HUNDRED = Decimal(100)


def triples(reading: Reading) -> Iterator[Finding]:
    """逐句看。"""
    for sentence in reading.figured:
        for rate in sentence.figures:
            if rate.unit == "%" and rate.exact and rate.value > 0:
                yield from _of_aim(rate, sentence, reading)
                yield from _of_growth(rate, sentence, reading)


_GAPPED = later(r"(?:超|多|高)出?[^，。；\d]{0,6}$")


def told_by_rate(gap: Figure, sentence: Sentence) -> bool:
    """超额 156名：与写着的完成率、完成数合得上。"""
    return any(
        _fits(rate, divide(done.value, base) * _HUNDRED)
        for rate in sentence.figures if rate.unit == "%" and _RATE.search(rate.before)
        for done in sentence.figures if done.unit == gap.unit and done is not gap
        for base in (done.value - gap.value, done.value + gap.value) if base > 0
    )  # fmt: skip


def told_by_growth(gap: Figure, sentence: Sentence) -> bool:
    """12242万元，同比减少 3068万元，下降 20%：与写着的增幅合得上，就是它自己的增减。"""
    place = sentence.figures.index(gap)
    rate = next(iter(sentence.figures[place + 1 :]), gap)
    up, down = _UP.search(gap.before), _DOWN.search(gap.before)
    if rate.unit != "%" or not _GROWTH.search(rate.before) or bool(up) == bool(down):
        return False
    dones = _dones(gap, rate, sentence)
    return bool(dones) and moved_fits(rate, gap, dones[-1], 1 if up else -1)


def _fits(rate: Figure, due: Decimal) -> bool:
    return due in rate.span or due in truncated(rate)


def _of_aim(rate: Figure, sentence: Sentence, reading: Reading) -> Iterator[Finding]:
    """完成 116公里，超过目标 6公里，完成率 105.5%。"""
    if not _RATE.search(rate.before):
        return
    for gap in _around(rate, sentence):
        over = _OVER.search(gap.before)
        if over is None:
            continue
        sign = 1 if over["more"] or over["also"] else -1
        dones = _dones(gap, rate, sentence)
        bases = [(done, done.value - sign * gap.value) for done in dones]
        bases = [(done, base) for done, base in bases if base > 0]
        told = any(_fits(rate, divide(done.value, base) * _HUNDRED) for done, base in bases)
        to_aim = any(
            is_to_aim(one, reading) or _GAPPED.search(one.before) for one in dones
        )  # 超目标 6次：不是完成了 6次
        if bases and not (told or to_aim) and not _otherwise(rate, dones, reading):
            done, base = bases[-1]
            word = "超" if sign > 0 else "少"
            how = f"完成 {done.raw}、{word} {gap.raw}，目标是 {plain(base / done.scale)}"
            yield from _judge((done, gap, rate), divide(done.value, base) * _HUNDRED, how)


def _of_growth(rate: Figure, sentence: Sentence, reading: Reading) -> Iterator[Finding]:
    """326户，比上年增加 28户，增长 9.4%：上年是 298户。"""
    place = sentence.figures.index(rate)
    gap = sentence.figures[place - 1] if place else None
    if (
        gap is None
        or not _GROWTH.search(rate.before)
        or gap.unit in TIMES | {"%", "个百分点", "倍"}
    ):
        return
    up, down = _UP.search(gap.before), _DOWN.search(gap.before)
    if (
        bool(up) == bool(down)
        or not gap.exact
        or len(_bare(gap, rate, sentence)) > len(rate.before) + 1
    ):
        return
    dones = _dones(gap, rate, sentence)
    sign = 1 if up else -1
    bases = [(done, done.value - sign * gap.value) for done in dones]
    bases = [(done, base) for done, base in bases if base > 0]
    every = [
        figure.value for figure in reading.in_paragraph(rate.paragraph)
        if figure.unit == gap.unit and figure is not gap
    ]  # fmt: skip
    # 减去增加的正好也写着的，是后来的数，不是原来的。
    olds = [value for value in every if value - sign * gap.value not in every] or every
    if dones and _year_before(dones[-1], gap, sentence):
        return
    if dones and (_is_old(dones[-1], gap, sentence) or moved_fits(rate, gap, dones[-1], sign)):
        return
    now = {done.value for done in dones[-1:]}
    olds = [value for value in olds if value not in now]
    made = [*olds, *(value - sign * gap.value for value in every)]
    if any(base > 0 and _fits(rate, divide(gap.value, base) * _HUNDRED) for base in made):
        return
    if not bases:
        return
    done, base = bases[-1]
    word = "增加" if up else "减少"
    how = f"{done.raw}、{word} {gap.raw}，原来是 {plain(base / done.scale)}"
    yield from _judge((done, gap, rate), divide(gap.value, base) * _HUNDRED, how)


def _bare(gap: Figure, rate: Figure, sentence: Sentence) -> str:
    """两个数之间的字，空格不算。"""
    return regex(r"\s").sub("", sentence.between(gap.end, rate.start))


def _is_old(done: Figure, gap: Figure, sentence: Sentence) -> bool:
    """写着的就是原来的：比 2021年的 1180.44万元增加 59.02万元。生产总值的增速另照可比价算。"""
    said = regex("比|较|上年|去年|年初|原|[由从]|生产总值|GDP").search(done.before) is not None
    return said or done.after.startswith("相比") or _than_its_year(done, gap, sentence)


def _than_its_year(done: Figure, gap: Figure, sentence: Sentence) -> bool:
    """2022年 6512例，2023年比 2022年减少 129例。"""
    than = regex(r"(?:比|较)((?:19|20)\d{2})年").search(sentence.between(done.end, gap.start))
    return than is not None and than[1] in done.before + done.year


def _year_before(done: Figure, gap: Figure, sentence: Sentence) -> bool:
    """2022年支出 752万元，2023年（比上年）增加 94万元：写着的就是上年的数。"""
    than = _LATER.search(sentence.between(done.end, gap.start))
    own = regex(r"((?:19|20)\d{2})年").findall(done.before)
    return than is not None and bool(own) and int(than[1]) == int(own[-1]) + 1


def _around(rate: Figure, sentence: Sentence) -> Sequence[Figure]:
    """率的前后紧挨着的那个数。"""
    place = sentence.figures.index(rate)
    near = sentence.figures[max(0, place - 1) : place + 2]
    return [figure for figure in near if figure is not rate and figure.exact and figure.unit != "%"]


def _dones(gap: Figure, rate: Figure, sentence: Sentence) -> list[Figure]:
    """完成的数：在差额、率前面，同一个分号里，同样的单位。"""
    last = min(gap.start, rate.start)
    made = [
        figure for figure in sentence.figures
        if figure.unit == gap.unit and figure.end <= last and figure.exact and figure is not gap
        and "；" not in sentence.between(figure.end, last) and not DELTA.search(figure.before)
    ]  # fmt: skip
    return made if made and last - made[-1].end < _NEAR else []


def _otherwise(rate: Figure, dones: Sequence[Figure], reading: Reading) -> bool:
    """目标另写着，率对得上：差额由别的规则看。"""
    return any(
        figure.unit == done.unit and _fits(rate, divide(done.value, figure.value) * _HUNDRED)
        for done in dones for figure in reading.near(rate.paragraph) if figure.value > 0
    )  # fmt: skip


def _judge(three: tuple[Figure, Figure, Figure], due: Decimal, how: str) -> Iterator[Finding]:
    done, gap, rate = three
    shown = f"{rounded(due, rate.places):f}"
    slip = one_slip(rate.digits, shown) or one_digit(rate.digits, shown) or _longer(rate, shown)
    upside = _fits(rate, divide(gap.value, done.value) * _HUNDRED)  # 除的是后来的数
    if not (slip or upside or close_enough(rate, due)):
        return
    message = f"{how}，应是 {shown}%，写的是 {rate.raw}；三个数有一个不对"
    of_aim = _RATE.search(rate.before) is not None
    base = divide(done.value * _HUNDRED, rate.value)
    due_gap = f"{rounded(abs(done.value - base) / gap.scale, gap.places):f}"
    code = "R02" if slip and of_aim and not one_digit(gap.digits, due_gap) else "R03"
    yield Finding(code, rate.paragraph, *span((done, gap, rate)), message, expected=f"{shown}%")


def _longer(rate: Figure, shown: str) -> bool:
    """9.4 写成 19.4：多写了一个数字。"""
    written = rate.digits
    return any(written[:at] + written[at + 1 :] == shown for at in range(len(written)))
