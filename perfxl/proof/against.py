"""R06 与自评表对照：报告里的每个数，表里哪一格是它。

一致 · 仅舍入（或截断）后一致 · 不一致 · 由几格算得 · 表里没有。报出来的只有不一致：名称写在
数旁边的，或与同名一格的数只差一处笔误的。
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from perfxl.cells.quantity import fold, plain
from perfxl.proof.claims.grades import wrong_totals
from perfxl.proof.known import Alike, Known, KnownNumbers, compatible
from perfxl.proof.model import Count, Figure, Finding
from perfxl.proof.modifiers import limited
from perfxl.proof.overall import role_of
from perfxl.proof.reading import TIMES, Reading
from perfxl.proof.text.clues import regex
from perfxl.proof.text.interval import one_slip, truncated_to
from perfxl.proof.text.masks import even
from perfxl.proof.text.quoting import quoted

_ELSEWHERE = re.compile(
    r"累计|全[国省市县区镇乡]|上年|去年|历年|年初|年中|期初|首[批期次轮]|第[一二三四五六七八九十\d]+[批期轮次]"
    r"|上半年|下半年|半年|季度|\d月底?|每|平均|人均|其中"
)
_SHARE = re.compile("占[^，；,;]*$")  # 占全区护理员总数的：分母，不是这一格
_OWN_PLACE = re.compile(r"(?:[\u4e00-\u9fff]{2,5}?[省市县区旗镇乡])+")
_DEVIATION = re.compile(r"偏差率(?:为|是|达到?|仅|只有)*$")
_LEADS = re.compile(r"(?:本项目|项目|其中|实际|全年|年度|本年|指标|的|和|与|及|为|是|且|而)$")
# 名称里的字有这么多写在旁边，才算提到了它；得了这么多分的，名称就写在数的前面。
_HINTED, _NAMED = Decimal("0.3"), Decimal(2)
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
    figures = [figure for figure in reading.figures if figure.unit not in TIMES]
    if not reading.assessments:
        return Count(missing=len(figures)), ()
    known = KnownNumbers(reading.assessments)
    totals = wrong_totals(reading)
    ledger, rest = _looked_up(figures, known, totals)
    matched = {_place(figure) for figure in (*ledger.agree, *ledger.rounded)}
    findings = [*totals.values()]
    for figure in [*ledger.agree]:
        other = _by_chance(figure, known.alike(figure.unit), reading, matched)
        if other is not None:
            ledger.agree.remove(figure)
            ledger.differ.append(figure)
            findings.append(_finding(figure, other))
    for figure in rest:
        item = _differs(figure, known.alike(figure.unit), reading, matched)
        if item is not None:
            ledger.differ.append(figure)
            findings.append(_finding(figure, item))
        elif known.derives(figure):
            ledger.derived.append(figure)
        else:
            ledger.missing.append(figure)
    return ledger.count, tuple(findings)


def _looked_up(
    figures: Sequence[Figure], known: KnownNumbers, totals: Container[tuple[int, int]]
) -> tuple[Ledger, list[Figure]]:
    """表里找得到同一个数的，和剩下的。"""
    ledger, rest = Ledger(), []
    for figure in figures:
        same = known.alike(figure.unit)
        if _place(figure) in totals:
            ledger.differ.append(figure)
        elif _equal(figure, same):
            ledger.agree.append(figure)
        elif _rounded(figure, same):
            ledger.rounded.append(figure)
        else:
            rest.append(figure)
    return ledger, rest


def _by_chance(
    figure: Figure, same: Alike, reading: Reading, matched: set[tuple[int, int]]
) -> Known | None:
    """碰巧与表里别的一格相同：说的那一格名称写在数前面，数不同；相同的各格，名称都没有提到。"""
    if figure.hedge or figure.year == "上年":
        return None
    if figure.year and reading.year and figure.year != reading.year:
        return None
    context = _context(figure)
    equal = [item for item in same.known if item.figure.span.touches(figure.span)]
    names = [_TRIM.sub("", item.name) for item in equal]
    if not all(name and _coverage(name, context) <= _HINTED for name in names):
        return None
    whole = _whole(figure, same, reading)
    if whole is not None and any(item.role == whole.role for item in equal):
        return None  # 同一栏里另一笔资金的：年初预算只说了财政拨款
    if whole is None:
        score, item = _best(figure, same, reading, matched - {_place(figure)})
        own = item is not None and _stands_alone(item, context)
        whole = item if own and score >= _NAMED else None
    if whole is None or whole.figure.hedge or whole.figure.span.touches(figure.span):
        return None
    return whole


def _stands_alone(item: Known, context: str) -> bool:
    """名称前面没有另外的限定：青年读者满意度不是读者满意度。"""
    before = context.partition("#")[0]
    head = before[: before.rfind(_TRIM.sub("", item.name))]
    return not regex(r"[\u4e00-\u9fff]$").search(head) or bool(_LEADS.search(head))


def in_workbook(figure: Figure, reading: Reading) -> bool:
    """自评表里写着这个数。"""
    if not reading.assessments:
        return False
    return _equal(figure, KnownNumbers(reading.assessments).alike(figure.unit))


def _place(figure: Figure) -> tuple[int, int]:
    return figure.paragraph.number, figure.start


def _equal(figure: Figure, same: Alike) -> bool:
    return figure.value in same.values or (
        bool(figure.hedge)
        and any(
            other.hedge != figure.hedge and other.value in figure.span for other in same.figures
        )
    )


def _rounded(figure: Figure, same: Alike) -> bool:
    """只差舍入、截断，或说得近。"""
    vague = same.figures if figure.hedge else same.hedged
    if any(figure.span.touches(other.span) for other in vague):
        return True
    if figure.hedge or figure.counted:
        return False
    cut = truncated_to(figure.digits).scaled(figure.scale)
    return same.has_in(figure.span) or same.has_in(cut)


def _differs(
    figure: Figure, same: Alike, reading: Reading, matched: set[tuple[int, int]]
) -> Known | None:
    """同名的一格，数却不同。"""
    if figure.year == "上年" or (figure.year and reading.year and figure.year != reading.year):
        return None
    if figure.hedge == "范围" or (figure.value == 0 and not figure.is_money):
        return None
    if (whole := _whole(figure, same, reading)) is not None:
        return whole
    return _best(figure, same, reading, matched)[1]


def _best(
    figure: Figure, same: Alike, reading: Reading, matched: set[tuple[int, int]]
) -> tuple[Decimal, Known | None]:
    """名称最像的一格，和像到什么程度。"""
    context, own = _context(figure), _own(reading)
    deviates = _DEVIATION.search(figure.before) is not None
    best: tuple[Decimal, Known] | None = None
    for item in same.named:
        if (item.role == "偏差率") != deviates:
            continue
        score = _score(figure, item, context, own)
        if score > 0 and item.role == "完成值":
            score += Decimal("0.01")  # 指标值、完成值同名：报告说的多半是完成的
        if (
            score > 0
            and (best is None or score > best[0])
            and not _taken(figure, item, reading, matched)
        ):
            best = (score, item)
    return best or (Decimal(0), None)


def _whole(figure: Figure, same: Alike, reading: Reading) -> Known | None:
    """说的是整个项目的预算、执行、执行率：资金总额那一行的格。"""
    role = role_of(figure) if len(reading.assessments) == 1 else ""
    return next(
        (
            item for item in same.known
            if role and item.whole and item.role == role
        ),
        None,
    )  # fmt: skip


def _context(figure: Figure) -> str:
    text = even(figure.paragraph.text)
    first = max(figure.sentence[0], figure.start - 30)
    before = regex(r"[；;]").split(text[first : figure.start])[-1]
    last = min(figure.end + 16, figure.sentence[1])  # 下一句说的是别的
    after = regex(r"[，；,;、]").split(text[figure.end : last])[0]
    return fold(before) + "#" + fold(after)


def _own(reading: Reading) -> str:
    """报告的题目：本单位的名称、本级的全县（全区）说的就是自己。"""
    title = next((one.text for one in reading.report.prose if one.text.strip()), "")
    place = _OWN_PLACE.match(even(title).strip())
    return f"{title}#全{place[0][-1]}" if place else title


def _score(figure: Figure, item: Known, context: str, own: str) -> Decimal:
    """像到什么程度；不够的为 0。"""
    name = _TRIM.sub("", item.name)
    before, _, after = context.partition("#")
    shared = _coverage(item.name, context)
    digits = plain(item.figure.value / figure.scale) if figure.scale else ""
    if one_slip(figure.digits, digits) and (
        shared >= Decimal("0.4") or _coverage(name, context) >= Decimal("0.4")
    ):
        return Decimal(3) + shared
    other_scope = set(_ELSEWHERE.findall(context)) - set(_ELSEWHERE.findall(item.name + own))
    share = _SHARE.search(before) and "占" not in name
    if other_scope or share or figure.hedge or item.figure.hedge:
        return Decimal(0)
    tail = before[-len(name) - 5 :]
    if (
        len(name) >= 4
        and name in tail
        and not regex(r"[，,。、（(]").search(tail[tail.rfind(name) :])
    ):
        # 初级考试合格率、省级要求的持证率：名称前面有自己的限定，说的不是这一格。
        head = regex(r"[，,。、：:（(]").split(before[: before.rfind(name)])[-1]
        return Decimal(0) if head not in own and limited(head) else Decimal(2) + shared
    counted = figure.unit not in {"元", "%"}
    if counted and len(name) >= 5 and _coverage(name, context) >= Decimal("0.8") and after:
        return Decimal(1) + shared
    return Decimal(0)


def _coverage(name: str, context: str) -> Decimal:
    """名称里相邻两字有多少在上下文里。"""
    pairs = [name[at : at + 2] for at in range(len(name) - 1)]
    if not pairs:
        return Decimal(0)
    return Decimal(sum(pair in context for pair in pairs)) / len(pairs)


def _taken(figure: Figure, item: Known, reading: Reading, matched: set[tuple[int, int]]) -> bool:
    """同一句里另有一个数就是这一格：这个数说的是别的。"""
    its = Alike([item])
    return any(
        other is not figure and other.sentence == figure.sentence and _place(other) in matched
        and compatible(other.unit, item.figure.unit)
        and (_equal(other, its) or _rounded(other, its))
        for other in reading.in_paragraph(figure.paragraph)
    )  # fmt: skip


def _finding(figure: Figure, item: Known) -> Finding:
    value = (
        plain(item.figure.value / figure.scale) if figure.is_money else plain(item.figure.written)
    )
    unit = regex(r"^[^\d]*[\d,.\s]+").sub("", figure.raw) or item.figure.unit
    message = f"报告写 {figure.raw}，自评表“{item.name}”是 {value}{unit}（{item.cell}）"
    start, _ = quoted(figure)
    return Finding(
        "R06", figure.paragraph, start, figure.end, message,
        expected=f"{value}{unit}", cells=(item.cell,),
    )  # fmt: skip
