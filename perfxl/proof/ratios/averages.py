"""R03 平均数与单价：人均、户均、平均每期；每站多少、共计多少；甲、乙、丙各多少。

相除、相乘对得上任何一对的就算对；对不上的，数得写在一处、差得不远才报。
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from perfxl.cells.later import later
from perfxl.cells.quantity import plain, rounded
from perfxl.proof.model import Figure, Finding
from perfxl.proof.ratios.pools import is_firm, mean_fits
from perfxl.proof.reading import TIMES, Reading, Sentence, span
from perfxl.proof.text.clues import regex
from perfxl.proof.text.interval import (
    Interval,
    divide,
    one_slip,
    point,
)
from perfxl.proof.text.numerals import numeral

_MEAN = later(
    r"(?:(?P<short>[人户]次|[人户村亩家校班次场座组所])均|平均每(?:个|一)?(?P<per>[\u4e00-\u9fff]{1,2}?))"
    r"(?P<what>[^，。；\d]{0,8})$"
)
# 人均收入、人均住房面积之类是统计数，不是报告里两个数相除来的。
_STATISTIC = later(r"收入|面积|生产总值|寿命|预期|可支配|标准|水平|排名|以上|以下|不低于|增")
_ALIKE = {"名": "人", "位": "人", "场次": "场", "宗": "件", "起": "件"}
_PAIRS = (Decimal("0.6"), Decimal("1.7"))
_TEN_THOUSAND = Decimal(10_000)
_CLOSE = (Decimal("0.8"), Decimal("1.25"))
_PRODUCT = (Decimal("0.6"), Decimal("1.7"))
_YEARS = later(r"([一二两三四五六七八九十\d]{1,2})年(?:内|来|间|共|期)")


def averages(reading: Reading) -> Iterator[Finding]:
    """逐句看平均数、单价、各多少。"""
    for sentence in reading.figured:
        for figure in sentence.figures:
            mean = _MEAN.search(figure.before)
            if mean is not None and not _STATISTIC.search(figure.before) and figure.hedge != "范围":
                yield from _mean(figure, mean, sentence, reading)
        yield from _products(sentence, reading)
        yield from _each_of(sentence)


def _mean(
    mean: Figure, said: re.Match[str], sentence: Sentence, reading: Reading
) -> Iterator[Finding]:
    per = said["short"] or said["per"]
    per = _ALIKE.get(per, per)
    mine = reading.in_paragraph(mean.paragraph)
    parts = [
        figure
        for figure in mine
        if figure.unit == mean.unit and figure is not mean and figure.value > mean.value
    ]
    wholes = [figure for figure in mine if figure.unit == per and figure.value > 0]
    counts = [(figure.value, figure.span, figure.raw) for figure in wholes]
    if per == "年":
        counts = [_years(match[1]) for match in _YEARS.finditer(sentence.text)]
    if any(mean_fits(mean, part.span, whole) for part in parts for _, whole, _ in counts):
        return
    parts = [part for part in parts if sentence.start <= part.start and part.end <= mean.start]
    if said["what"] and "；" in sentence.between(sentence.start, mean.start):
        parts = [part for part in parts if "；" not in sentence.between(part.end, mean.start)]
    near = [
        figure for figure in wholes if figure.end <= mean.start and _close(figure, mean, sentence)
    ]
    if per != "年":
        counts = [
            (figure.value, figure.span, figure.raw) for figure in _main(near, sentence) or wholes
        ]
    yield from _nearest(mean, parts, counts)


def _main(near: list[Figure], sentence: Sentence) -> list[Figure]:
    """演练 145场，其中县级 1场、村级 126场：后几个是里面的，分母是头一个。"""
    if len(near) > 1 and near[0].value > max(one.value for one in near[1:]):
        inner = sentence.between(near[0].end, near[1].start).startswith("，其中")
        return near[:1] if inner else near
    return near


def _years(text: str) -> tuple[Decimal, Interval, str]:
    value = Decimal(text) if text.isdigit() else (numeral(text) or Decimal(1))
    return value, point(value), f"{text}年"


def _close(figure: Figure, mean: Figure, sentence: Sentence) -> bool:
    return figure.start >= sentence.start and mean.start - figure.end < 60


def _nearest(
    mean: Figure, parts: Sequence[Figure], counts: Sequence[tuple[Decimal, Interval, str]]
) -> Iterator[Finding]:
    """最说得通的一对：算出来与写的差得不远。"""
    pairs = [
        (divide(figure.value, value), figure, raw)
        for figure in parts for value, _, raw in counts if value > 0
    ]  # fmt: skip
    if not pairs or len({due for due, _, _ in pairs}) > 6:
        return
    due, part, raw = min(pairs, key=lambda pair: abs(pair[0] - mean.value))
    shown = f"{rounded(due / mean.scale, mean.places):f}"
    for scale in (_TEN_THOUSAND, 1 / _TEN_THOUSAND):
        if due * scale in mean.span and is_firm(mean, due * scale):
            message = f"{part.raw}÷{raw}，数字正好是 {mean.raw}，单位却差一万倍"
            yield Finding("R15", mean.paragraph, *span((part, mean)), message)
            return
    limits = _PAIRS if len({due for due, _, _ in pairs}) < 3 else _CLOSE
    if not (limits[0] <= divide(due, mean.value) <= limits[1] or one_slip(mean.digits, shown)):
        return
    unit = regex(r"^[^\d]*[\d,.\s]+").sub("", mean.raw)
    message = f"{part.raw}÷{raw}＝{shown}{unit}，写的是 {mean.raw}"
    yield Finding("R02", mean.paragraph, *span((part, mean)), message, expected=f"{shown}{unit}")


_PER = later(
    r"每(?:个|一)?(?P<per>[\u4e00-\u9fff]{1,2}?)(?:车|均|平均|每年|每月|每次|每天|年均)?[^，。；\d]{0,6}$"
)
_RATE = later(r"(?P<per>均|标准)[^，。；\d]{0,6}$")
_SUM = later(
    r"^(?:，)?(?:全年|年度|当年)?(?:共|合计|共计|总计|计|小计|发放|共发放|需|共需|应发放|应补助|应奖补|应支付)[^，。；\d]{0,6}$"
)


def _products(sentence: Sentence, reading: Reading) -> Iterator[Finding]:
    """每站每年 18万元，计 162万元：站数在别处写着。"""
    money = [figure for figure in sentence.figures if figure.is_money and figure.exact]
    for rate, total in pairwise(money):
        per = _PER.search(rate.before) or _RATE.search(rate.before)
        gap = sentence.between(rate.end, total.start)
        if per is None or not _SUM.search(total.before) or len(gap) > 12:
            continue
        if regex(r"[和与、]\s*\d").match(sentence.text[total.end - sentence.start :]):
            continue  # 合计 320万元和 200万元：几个合计一起说
        counts = [
            figure for figure in reading.figures if not figure.is_money and figure.unit not in TIMES
        ]
        if any(count.value * rate.value in (total.value, *_ends(total)) for count in counts):
            continue
        before = sentence.text[: rate.start - sentence.start]
        subject = regex("每").split(regex("[，；：。]").split(before)[-1])[0]
        many = _count_of(subject, counts, rate, per["per"] or "")
        if many is None:
            continue
        number, shown = many
        due = number * rate.value
        if due in total.span or not _PRODUCT[0] <= divide(due, total.value) <= _PRODUCT[1]:
            continue
        right = plain(due / total.scale)
        message = f"{shown}、每{per['per'] or '个'} {rate.raw}，应是 {right}，写的是 {total.raw}"
        yield Finding("R01", total.paragraph, *span((rate, total)), message, expected=right)


def _ends(total: Figure) -> tuple[Decimal, ...]:
    return () if total.exact else (total.span.low, total.span.high)


def _count_of(
    subject: str, counts: Sequence[Figure], rate: Figure, per: str
) -> tuple[Decimal, str] | None:
    """几个：名称用顿号隔开的数一数；别处写着“名称几个”的取那个数。"""
    items = [one for one in regex("[、和]").split(subject) if one]
    if len(items) > 2 and all(2 <= len(one) <= 6 for one in items):
        return Decimal(len(items)), f"列了 {len(items)} 个"
    named = [
        count for count in counts
        if len(subject) >= 3 and count.before.endswith(subject[-6:]) and count.exact
    ]  # fmt: skip
    if len({figure.value for figure in named}) == 1:
        return named[0].value, named[0].raw
    near = [
        count for count in counts
        if count.paragraph is rate.paragraph and count.sentence == rate.sentence
        and count.end <= rate.start and rate.start - count.end < 16
        and (count.unit in "人户家个站座所名" or count.unit == per)
    ]  # fmt: skip
    return (near[-1].value, near[-1].raw) if len(near) == 1 else None


def _each_of(sentence: Sentence) -> Iterator[Finding]:
    """12个乡镇各抽取 30户、共 360户。"""
    if "各" not in sentence.text:
        return
    for many, each, total in zip(
        sentence.figures, sentence.figures[1:], sentence.figures[2:], strict=False
    ):
        said = regex(r"各[^，。；、\d]{0,6}$").search(sentence.between(many.end, each.start))
        close = total.start - each.end < 6 and regex("共|计").search(total.before)
        if not (said and close and each.unit == total.unit and each.start - many.end < 12):
            continue
        due = many.value * each.value
        if due != total.value and due not in total.span:
            shown = plain(due / total.scale)
            message = f"{many.raw}各 {each.raw}，共 {shown}，写的是 {total.raw}"
            yield Finding("R01", total.paragraph, *span((many, total)), message, expected=shown)
