"""R06 与自评表对照：报告里的每个数，表里哪一格是它。

一致 · 仅舍入（或截断）后一致 · 不一致 · 由几格算得 · 表里没有。报出来的只有不一致：名称写在
数旁边的，或与同名一格的数只差一处笔误的。
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from perfxl.cells.quantity import fold, plain
from perfxl.proof.grades import wrong_totals
from perfxl.proof.interval import one_slip, truncated_to
from perfxl.proof.known import Alike, Known, KnownNumbers, compatible
from perfxl.proof.masks import even
from perfxl.proof.model import Count, Figure, Finding
from perfxl.proof.overall import role_of
from perfxl.proof.reading import TIMES, Reading

_ELSEWHERE = re.compile(
    r"累计|全省|全国|全县|上年|去年|历年|首批|第[一二三]批|上半年|下半年|季度|每|平均|人均|其中"
)
_DEVIATION = re.compile(r"偏差率(?:为|是|达到?|仅|只有)*$")
_TRIM = re.compile(r"(?:总?数量|数|总?量|金额|总额|情况|个数|人数|次数|率)$")


@dataclass
class Ledger:
    """对照的账：每个数归了哪一类。"""

    agree: list[Figure] = field(default_factory=list)
    rounded: list[Figure] = field(default_factory=list)
    derived: list[Figure] = field(default_factory=list)
    missing: list[Figure] = field(default_factory=list)
    differ: list[Figure] = field(default_factory=list)

    @property
    def count(self) -> Count:
        sizes = (self.agree, self.rounded, self.differ, self.derived, self.missing)
        return Count(*map(len, sizes))


def against(reading: Reading) -> tuple[Count, tuple[Finding, ...]]:
    """逐个数对照；没有自评表的，全算表里没有。"""
    figures = [one for one in reading.figures if one.unit not in TIMES]
    if not reading.assessments:
        return Count(missing=len(figures)), ()
    known = KnownNumbers(reading.assessments)
    ledger, rest = Ledger(), []
    totals = wrong_totals(reading)
    for one in figures:
        same = known.alike(one.unit)
        if _place(one) in totals:
            ledger.differ.append(one)
        elif _equal(one, same):
            ledger.agree.append(one)
        elif _rounded(one, same):
            ledger.rounded.append(one)
        else:
            rest.append((one, same))
    matched = {_place(one) for one in (*ledger.agree, *ledger.rounded)}
    findings = [*totals.values()]
    for one, same in rest:
        item = _differs(one, same, reading, matched)
        if item is not None:
            ledger.differ.append(one)
            findings.append(_finding(one, item))
        elif known.derives(one):
            ledger.derived.append(one)
        else:
            ledger.missing.append(one)
    return ledger.count, tuple(findings)


def _place(one: Figure) -> tuple[int, int]:
    return one.paragraph.number, one.start


def _equal(one: Figure, same: Alike) -> bool:
    return one.value in same.values or (
        bool(one.hedge)
        and any(other.hedge != one.hedge and other.value in one.span for other in same.figures)
    )


def _rounded(one: Figure, same: Alike) -> bool:
    """只差舍入、截断，或说得近。"""
    vague = same.figures if one.hedge else same.hedged
    if any(one.span.touches(other.span) for other in vague):
        return True
    if one.hedge or one.counted:
        return False
    cut = truncated_to(one.digits).scaled(one.scale)
    return same.has_in(one.span) or same.has_in(cut)


def _differs(
    one: Figure, same: Alike, reading: Reading, matched: set[tuple[int, int]]
) -> Known | None:
    """同名的一格，数却不同。"""
    if one.year == "上年" or (one.year and reading.year and one.year != reading.year):
        return None
    if one.hedge == "范围" or (one.value == 0 and not one.is_money):
        return None
    if (whole := _whole(one, same, reading)) is not None:
        return whole
    context = _context(one)
    deviates = _DEVIATION.search(one.before) is not None
    best: tuple[Decimal, Known] | None = None
    for item in same.named:
        if (item.role == "偏差率") != deviates:
            continue
        score = _score(one, item, context)
        if score > 0 and item.role == "完成值":
            score += Decimal("0.01")  # 指标值、完成值同名：报告说的多半是完成的
        if (
            score > 0
            and (best is None or score > best[0])
            and not _taken(one, item, reading, matched)
        ):
            best = (score, item)
    return best[1] if best else None


def _whole(one: Figure, same: Alike, reading: Reading) -> Known | None:
    """说的是整个项目的预算、执行、执行率：资金总额那一行的格。"""
    role = role_of(one) if len(reading.assessments) == 1 else ""
    return next(
        (
            item for item in same.known
            if role and item.whole and item.role == role
        ),
        None,
    )  # fmt: skip


def _context(one: Figure) -> str:
    text = even(one.paragraph.text)
    first = max(one.sentence[0], one.start - 30)
    before = re.split(r"[；;]", text[first : one.start])[-1]
    last = min(one.end + 16, one.sentence[1])  # 下一句说的是别的
    after = re.split(r"[，；,;、]", text[one.end : last])[0]
    return fold(before) + "#" + fold(after)


def _score(one: Figure, item: Known, context: str) -> Decimal:
    """像到什么程度；不够的为 0。"""
    name = _TRIM.sub("", item.name)
    before, _, after = context.partition("#")
    shared = _coverage(item.name, context)
    digits = plain(item.figure.value / one.scale) if one.scale else ""
    if one_slip(one.digits, digits) and (
        shared >= Decimal("0.4") or _coverage(name, context) >= Decimal("0.4")
    ):
        return Decimal(3) + shared
    other_scope = set(_ELSEWHERE.findall(context)) - set(_ELSEWHERE.findall(item.name))
    if other_scope or one.hedge or item.figure.hedge:
        return Decimal(0)
    tail = before[-len(name) - 5 :]
    if len(name) >= 4 and name in tail and not re.search(r"[，,。、（(]", tail[tail.rfind(name) :]):
        return Decimal(2) + shared
    counted = one.unit not in {"元", "%"}
    if counted and len(name) >= 5 and _coverage(name, context) >= Decimal("0.8") and after:
        return Decimal(1) + shared
    return Decimal(0)


def _coverage(name: str, context: str) -> Decimal:
    """名称里相邻两字有多少在上下文里。"""
    pairs = [name[at : at + 2] for at in range(len(name) - 1)]
    if not pairs:
        return Decimal(0)
    return Decimal(sum(pair in context for pair in pairs)) / len(pairs)


def _taken(one: Figure, item: Known, reading: Reading, matched: set[tuple[int, int]]) -> bool:
    """同一句里另有一个数就是这一格：这个数说的是别的。"""
    its = Alike([item])
    return any(
        other is not one and other.sentence == one.sentence and _place(other) in matched
        and compatible(other.unit, item.figure.unit)
        and (_equal(other, its) or _rounded(other, its))
        for other in reading.in_paragraph(one.paragraph)
    )  # fmt: skip


def _finding(one: Figure, item: Known) -> Finding:
    value = plain(item.figure.value / one.scale) if one.is_money else plain(item.figure.written)
    unit = re.sub(r"^[^\d]*[\d,.\s]+", "", one.raw) or item.figure.unit
    message = f"报告写 {one.raw}，自评表“{item.name}”是 {value}{unit}（{item.cell}）"
    start = max(one.sentence[0], one.start - min(len(one.before), 8))
    return Finding(
        "R06", one.paragraph, start, one.end, message, expected=f"{value}{unit}", cells=(item.cell,)
    )  # fmt: skip
