"""R02、R01 率与占比，两个数在话里说死了的：合格几、合格率几；办结率几（上报几，办结几）；
占某某的几成；两项共占几；几（占几）、几（占几）。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfxl.cells.quantity import plain
from perfxl.proof.model import Figure, Finding
from perfxl.proof.phrases.shares import COMPARED, SKIPPED, share_judged
from perfxl.proof.phrases.skeleton import (
    HUNDRED,
    WORDS,
    N,
    finding,
    found,
    many,
    one,
    percent_fits,
)
from perfxl.proof.ratios.comparands import DELTA
from perfxl.proof.reading import Reading
from perfxl.proof.text.clues import Clue, regex

_OF_BASE = Clue(  # 节能改造 57万平方米，……占改造建筑面积的 38.5%
    rf"(?P<part>{N})(?:，为(?:目标|计划|任务){WORDS}{{0,4}}{N}的{N})?，占(?P<base>{WORDS}{{3,12}})的(?P<rate>{N})(?=[，。；]|$)",
    "占",
)
_HELD = Clue(  # 办结率 96%（上报 15000件，按时办结 14400件）
    rf"率(?:为|达到?)?(?P<rate>{N})（{WORDS}{{2,12}}(?P<whole>{N})，{WORDS}{{2,12}}(?P<part>{N})）",
    "率",
)
_TOGETHER = Clue(  # 社保补贴占支出的 45%，岗位补贴占 30%，两项共占 75%
    rf"(?P<parts>(?:{WORDS}{{2,10}}占{WORDS}{{0,8}}{N}，){{2,4}})(?:[两三四]项|[两三四]者|前[两三四]项)(?:共|合计|共计)?占{WORDS}{{0,6}}(?P<whole>{N})(?=[，。；])",
    "占",
)
_OWN = Clue(  # 8100人次……；合格 7533人次，合格率 93%
    rf"(?<![未不])(?P<what>合格|通过|及格|就业|达标|优良|完好|签约|录取|收回|入库)了?{WORDS}{{0,2}}(?P<part>{N})，(?P=what)率(?:为|达到?)?(?P<rate>{N})(?=[，。；]|$)",
    "率",
)
_HELD_EACH = Clue(  # 上半年 1176万元（占 60%），下半年 784万元（占 40%）
    rf"(?P<items>(?:{WORDS}{{2,14}}{N}（占(?:比)?{N}）[，、；和]?){{2,5}})", "（占"
)
_TAIL = 4


def rates_stated(reading: Reading) -> Iterator[Finding]:
    """逐个句式。"""
    for sentence, match in found(reading, _TOGETHER):
        yield from _together(many(sentence, match["parts"]), one(sentence, match, "whole"))
    for sentence, match in found(reading, _OWN):
        yield from _own(one(sentence, match, "part"), one(sentence, match, "rate"), reading)
    for sentence, match in found(reading, _HELD_EACH):
        yield from _held_each(many(sentence, match["items"]), reading)
    for sentence, match in found(reading, _HELD):
        rate, whole, part = (one(sentence, match, name) for name in ("rate", "whole", "part"))
        if whole.unit == part.unit and whole.unit not in SKIPPED and rate.unit == "%":
            yield from share_judged(part, whole.value, whole.raw, [rate], "")
    for sentence, match in found(reading, _OF_BASE):
        amount, rate = one(sentence, match, "part"), one(sentence, match, "rate")
        yield from _of_base(amount, rate, match["base"], reading)


def _together(parts: list[Figure], whole: Figure) -> Iterator[Finding]:
    """几个占比加起来是“共占”的。"""
    if any(part.unit != "%" or part.hedge for part in (*parts, whole)):
        return
    added = sum((part.value for part in parts), Decimal(0))
    if abs(added - whole.value) > whole.grain * len(parts) / 2:
        shown = "＋".join(part.raw for part in parts)
        message = f"{shown} 是 {plain(added)}%，写的是 {whole.raw}"
        yield finding("R01", [*parts, whole], message, f"{plain(added)}%")


def _own(part: Figure, rate: Figure, reading: Reading) -> Iterator[Finding]:
    """合格率是合格的除以前面最近的那个总数；别处有一个数除得出来的，说的是那一个。"""
    mine = [
        figure for figure in reading.in_paragraph(part.paragraph)
        if figure.end <= part.start and figure.unit == part.unit and figure.value >= part.value
        and not (DELTA.search(figure.before) or COMPARED.search(figure.before))
    ]  # fmt: skip
    near = [figure for figure in reading.near(part.paragraph) if figure.unit == part.unit]
    told = any(percent_fits(rate, part.value, one.value) for one in near if one.value >= part.value)
    if rate.unit == "%" and len(mine) == 1 and part.unit not in SKIPPED and not told:
        yield from share_judged(part, mine[0].value, mine[0].raw, [rate], "")


def _held_each(figures: list[Figure], reading: Reading) -> Iterator[Finding]:
    """各项与各自的占比：别的几项照同一个总数都对得上，只有一项对不上。"""
    parts, rates = figures[::2], figures[1::2]
    alike = len({part.unit for part in parts}) == 1 and all(rate.unit == "%" for rate in rates)
    if len(parts) != len(rates) or not alike:
        return
    pairs = list(zip(parts, rates, strict=True))
    wholes = [
        one for one in reading.near(parts[0].paragraph)
        if one.unit == parts[0].unit and one not in parts and one.value > 0
    ]  # fmt: skip
    wholes.sort(key=lambda one: -sum(percent_fits(r, p.value, one.value) for p, r in pairs))
    wrong = [
        pair
        for pair in pairs
        if wholes and not percent_fits(pair[1], pair[0].value, wholes[0].value)
    ]
    full = abs(sum((rate.value for rate in rates), Decimal(0)) - HUNDRED) <= 1
    if len(wrong) == 1 and full:
        part, rate = wrong[0]
        yield from share_judged(part, wholes[0].value, wholes[0].raw, [rate], "")


def _of_base(part: Figure, rate: Figure, base: str, reading: Reading) -> Iterator[Finding]:
    """占改造建筑面积的几成：前面写着“建筑面积 148.2万平方米”，只有一个这样的数。"""
    near = [
        figure for figure in reading.near(part.paragraph)
        if figure.unit == part.unit and figure.value > part.value and figure is not part
    ]  # fmt: skip
    core = regex("人数|总数|总量|总额|数量?$").sub("", base)
    wholes = [
        figure for figure in near
        if figure.before.endswith(base[-_TAIL:]) or (len(core) > 1 and figure.before == core)
    ]  # fmt: skip
    told = any(percent_fits(rate, part.value, figure.value) for figure in near)
    if rate.unit == "%" and not told and len({figure.value for figure in wholes}) == 1:
        yield from share_judged(part, wholes[0].value, wholes[0].raw, [rate], "")
