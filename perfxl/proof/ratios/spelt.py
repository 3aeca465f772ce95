"""R02、R03 分子分母写明了的：占到位资金的几成；（含甲和乙）占几成；每千人几名；增几个、增几成。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.cells.quantity import rounded
from perfxl.proof.claims.goals import in_goals
from perfxl.proof.model import Figure, Finding
from perfxl.proof.ratios.pairs import countable, truncated
from perfxl.proof.reading import TIMES, Reading, Sentence, span
from perfxl.proof.text.clues import regex
from perfxl.proof.text.interval import divide

_HUNDRED = Decimal(100)
_OF = later(r"^占(?P<noun>[\u4e00-\u9fff]{4,8})的$")
_PLAIN = later(r"全[省市县区国]|上年|去年|同期|目标|计划|任务|总数|总量|总额|比重")
_HELD = later(
    r"[（](?:含|包括|包含)(?P<names>[^（）]{4,40})[）](?:合计|共)?占(?:比|比重)?(?:为|达到?)?$"
)
_PER = later(
    r"(?:平均)?每?(?P<size>百|千|万|十万|百万)(?:名)?(?:常住人口|人口|人|居民)[^，。；\d]{0,14}?(?:为|达到?|有)?$"
)
_SIZES = {
    "百": Decimal(100), "千": Decimal(1000), "万": Decimal(10_000),
    "十万": Decimal(100_000), "百万": Decimal(1_000_000),
}  # fmt: skip
_UP = later(r"(?P<noun>[\u4e00-\u9fff]{3,12}?)(?:净?增加|净增)了?$")
_GREW = later(r"，?(?:增长|增幅)(?:为|达|了)?")
_BESIDE, _WIDE = 4, (Decimal("0.4"), Decimal("2.5"))


def spelt(reading: Reading) -> Iterator[Finding]:
    """逐句看。"""
    for sentence in reading.figured:
        if in_goals(sentence.paragraph):
            continue
        for place, figure in enumerate(sentence.figures):
            if not figure.exact or not place:
                continue
            if figure.unit == "%":
                yield from _of_noun(figure, sentence, reading)
                yield from _held(figure, sentence)
                yield from _grown(figure, sentence, reading)
            else:
                yield from _per_head(figure, sentence)


def _fits(written: Figure, due: Decimal) -> bool:
    return due in written.span or (written.places > 0 and due in truncated(written))


def _told(written: Figure, due: Decimal, how: str, first: Figure) -> Iterator[Finding]:
    """差得不远的才报：差得远的多半说的不是这两个数。"""
    if not _WIDE[0] <= divide(due, written.value) <= _WIDE[1] and not _tenfold(written, due):
        return
    unit = regex(r"^[^\d]*[\d,.\s]+").sub("", written.raw)
    shown = f"{rounded(due / written.scale, written.places):f}{unit}"
    code = "R03" if "－" in how else "R02"
    message = f"{how}＝{shown}，写的是 {written.raw}"
    yield Finding(code, written.paragraph, *span((first, written)), message, expected=shown)


def _tenfold(written: Figure, due: Decimal) -> bool:
    """小数点错了一位：数字一样，差十倍、百倍。"""
    shown = f"{rounded(due / written.scale, written.places + 2):f}"
    digits = [text.replace(".", "").strip("0") for text in (written.digits, shown)]
    return digits[1].startswith(digits[0]) and bool(digits[0])


def _of_noun(percent: Figure, sentence: Sentence, reading: Reading) -> Iterator[Finding]:
    """支付 15642.6万元，占到位资金的 83.92%：到位资金几元，全文只写了一个数。"""
    said = _OF.match(percent.before)
    part = sentence.figures[sentence.figures.index(percent) - 1]
    if said is None or _PLAIN.search(said["noun"]) or not countable(part):
        return
    if sentence.between(part.end, percent.start - len(percent.before)).strip() != "，":
        return
    wholes = {
        one.value: one for one in reading.prose_figures
        if one.unit == part.unit and one.exact and one is not part
        and one.before.endswith(said["noun"])
    }  # fmt: skip
    if len(wholes) != 1:
        return
    whole = next(iter(wholes.values()))
    due = divide(part.value, whole.value) * _HUNDRED
    spread = part.span.over(whole.span).scaled(_HUNDRED).touches(percent.span)
    if part.value < whole.value and not _fits(percent, due) and not spread:
        yield from _told(percent, due, f"{part.raw}÷{said['noun']} {whole.raw}", part)


def _held(percent: Figure, sentence: Sentence) -> Iterator[Finding]:
    """纯电动 214台、插电 48台，……新能源车（含纯电动和插电）占 91.61%：含的几项都列在这一句里。"""
    text = sentence.text[: percent.start - sentence.start]
    said = _HELD.search(text)
    names = regex("[、和及与]").split(said["names"]) if said else []
    if said is None or len(names) < _TWO:
        return
    before = [one for one in sentence.figures if one.end <= sentence.start + said.start()]
    parts = [[one for one in before if name in one.before and countable(one)] for name in names]
    if not all(len(one) == 1 for one in parts):
        return
    row = [one[0] for one in parts]
    wholes = [
        one for one in before if one.unit == row[0].unit and one.value > sum(p.value for p in row)
    ]  # fmt: skip
    if len({one.unit for one in row}) != 1 or not wholes:
        return
    added = sum((one.value for one in row), Decimal(0))
    if any(_fits(percent, divide(added, one.value) * _HUNDRED) for one in wholes):
        return
    due = divide(added, wholes[0].value) * _HUNDRED
    how = f"（{'＋'.join(one.raw for one in row)}）÷{wholes[0].raw}"
    yield from _told(percent, due, how, row[0])


_TWO = 2


def _per_head(mean: Figure, sentence: Sentence) -> Iterator[Finding]:
    """指导员 1154名，按常住人口 43.7万人计算，每千人拥有 2.64名。"""
    said = _PER.search(mean.before)
    if said is None or mean.unit in TIMES | {"元"}:
        return
    before = [one for one in sentence.figures if one.end <= mean.start]
    heads = [one for one in before if one.unit == "人" and "人口" in one.before]
    parts = [one for one in before if one.unit == mean.unit and one not in heads]
    if len(heads) != 1 or not parts:
        return
    whole = heads[0]
    dues = [divide(one.value, whole.value) * _SIZES[said["size"]] for one in parts]
    spans = [one.span.over(whole.span).scaled(_SIZES[said["size"]]) for one in parts]
    if any(_fits(mean, due) for due in dues) or any(one.touches(mean.span) for one in spans):
        return
    how = f"{parts[-1].raw}÷{whole.raw}，每{said['size']}人"
    yield from _told(mean, dues[-1], how, parts[-1])


def _grown(percent: Figure, sentence: Sentence, reading: Reading) -> Iterator[Finding]:
    """法人单位增加 8912个，增长 43.96%：现有几个，别处只写了一个数。"""
    gap = sentence.figures[sentence.figures.index(percent) - 1]
    said = _UP.search(gap.before)
    beside = _GREW.fullmatch(sentence.between(gap.end, percent.start).strip())
    if said is None or beside is None or gap.unit in TIMES | {"%", "个百分点"} or not gap.exact:
        return
    near = [
        one for one in reading.near(gap.paragraph, 6, 1)
        if one.unit == gap.unit and one is not gap and one.value > 0
    ]  # fmt: skip
    news = [
        one for one in near
        if re.search(f"{said['noun']}(?:共|达到?|为)?$", one.before)
        and (one.paragraph.number, one.end) < (gap.paragraph.number, gap.start)
    ]  # fmt: skip
    bases = {one.value for one in near if one not in news}
    bases |= {one.value - gap.value for one in near if one.value > gap.value}
    if any(_fits(percent, divide(gap.value, base) * _HUNDRED) for base in bases):
        return
    if len({one.value for one in news}) == 1 and news[0].value > gap.value:
        due = divide(gap.value, news[0].value - gap.value) * _HUNDRED
        how = f"{gap.raw}÷（{news[0].raw}－{gap.raw}）"
        yield from _told(percent, due, how, gap)
