"""R06 与自评表对照：报告里的每个数，表里哪一格是它。

一致 · 仅舍入（或截断）后一致 · 不一致 · 由几格算得 · 表里没有。报出来的只有不一致：名称写在
数旁边的，或与同名一格的数只差一处笔误的。
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.cells.quantity import told
from perfxl.proof.claims.copied import copied
from perfxl.proof.claims.dues import levels_of
from perfxl.proof.claims.grades import wrong_totals
from perfxl.proof.known import Alike, Known, KnownNumbers, compatible
from perfxl.proof.model import Count, Figure, Finding
from perfxl.proof.naming import context_of, coverage, pairs_of, said_of, score_of, trimmed
from perfxl.proof.overall import role_of
from perfxl.proof.reading import TIMES, Reading
from perfxl.proof.text.clues import regex
from perfxl.proof.text.interval import truncated_to
from perfxl.proof.text.quoting import quoted
from perfxl.proof.written import Written

_LEADS = later(r"(?:本项目|项目|其中|实际|全年|年度|本年|指标|的|和|与|及|为|是|且|而)$")
# 较目标少 1200人：差额，表里没有一格是它。
_GAP = later(
    r"(?:比|较|距离?|离)[^，。；]{0,12}?(?:目标|计划|任务|标准|上年|去年|同期)[值数]?[^，。；]{0,4}?"
    r"(?:多|少|高|低|差|增加|减少|提高|下降)了?$"
)
# 覆盖率由 68.1%提高到 68.4%：前一个是原来的。
_OLD, _MOVED = (
    later("[由从]$"),
    later("[^，。；]{0,4}?(?:提高|上升|提升|增加|增长|下降|降低|减少|升|降)[到至为]"),
)
# 名称里的字有这么多写在旁边，才算提到了它；得了这么多分的，名称就写在数的前面。
_HINTED, _NAMED = Decimal("0.3"), Decimal(2)


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


def against(reading: Reading, ours: Written) -> tuple[Count, tuple[Finding, ...]]:
    """逐个数对照；没有自评表的，全算表里没有。`ours` 里比过的数不再猜是哪一格。"""
    rows = copied(reading)
    figures = [
        figure for figure in reading.figures
        if figure.unit not in TIMES or figure.paragraph.number in rows.fine
    ]  # fmt: skip
    if not reading.assessments:
        return Count(missing=len(figures)), ()
    known = reading.known
    totals = {
        figure: finding for figure, finding in wrong_totals(reading).items()
        if ours.agrees(figure) is None
    }  # fmt: skip
    wrong = {figure for figure in figures if ours.agrees(figure) is False} | totals.keys()
    apart = [figure for figure in figures if figure.paragraph.number not in rows.fine]
    ledger, rest = _looked_up(apart, known, wrong)
    for figure in figures:  # 照抄的表格一格一格比过了，不再猜是哪一格
        if (fine := rows.fine.get(figure.paragraph.number)) is not None:
            (ledger.agree if fine else ledger.differ).append(figure)
    matched = {_place(figure) for figure in (*ledger.agree, *ledger.rounded)}
    findings = [*totals.values(), *rows.findings]
    guessed = [
        figure for figure in ledger.agree
        if figure.paragraph.number not in rows.fine and not ours.agrees(figure)
    ]  # fmt: skip
    for figure in guessed:
        other = _by_chance(figure, known.alike(figure.unit), reading, matched)
        if other is not None:
            ledger.agree.remove(figure)
            ledger.differ.append(figure)
            findings.append(_finding(figure, other))
    for figure in rest:
        fine = ours.agrees(figure)
        item = None if fine else _differs(figure, known.alike(figure.unit), reading, matched)
        if item is not None:
            ledger.differ.append(figure)
            findings.append(_finding(figure, item))
        elif known.derives(figure):
            ledger.derived.append(figure)
        elif fine:
            ledger.agree.append(figure)
        else:
            ledger.missing.append(figure)
    return ledger.count, tuple(findings)


def _looked_up(
    figures: Sequence[Figure], known: KnownNumbers, wrong: Container[Figure]
) -> tuple[Ledger, list[Figure]]:
    """表里找得到同一个数的，和剩下的。"""
    ledger, rest = Ledger(), []
    for figure in figures:
        same = known.alike(figure.unit)
        if figure in wrong:
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
    context = context_of(figure)
    equal = [item for item in same.known if item.figure.span.touches(figure.span)]
    names = [trimmed(item.name) for item in equal]
    said = pairs_of(context)
    if not all(name and coverage(name, said) <= _HINTED for name in names):
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
    head = before[: before.rfind(trimmed(item.name))]
    return not regex(r"[\u4e00-\u9fff]$").search(head) or bool(_LEADS.search(head))


def in_workbook(figure: Figure, reading: Reading) -> bool:
    """自评表里写着这个数；一级指标的得分、扣分是各条加起来的。"""
    if not reading.assessments:
        return False
    return _equal(figure, reading.known.alike(figure.unit)) or (
        figure.unit == "分" and figure.value in _level_points(reading)
    )


def _level_points(reading: Reading) -> frozenset[Decimal]:
    levels = [one for each in reading.assessments for one in levels_of(each).values()]
    points = [one["points"].quantity.value or Decimal(0) for one in levels if "points" in one]
    full = [one["weight"].quantity.value or Decimal(0) for one in levels if "weight" in one]
    return frozenset({*points, sum(full, Decimal(0)) - sum(points, Decimal(0))})


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
    if _GAP.search(figure.before) or (_OLD.search(figure.before) and _MOVED.match(figure.after)):
        return None
    if (whole := _whole(figure, same, reading)) is not None:
        return whole
    return _best(figure, same, reading, matched)[1]


_SPENDING = frozenset({"initial", "budget", "executed"})
_LEFT = later("结余|结转|余额")


def _best(
    figure: Figure, same: Alike, reading: Reading, matched: set[tuple[int, int]]
) -> tuple[Decimal, Known | None]:
    """名称最像的一格，和像到什么程度。"""
    said = said_of(figure, reading)
    best: tuple[Decimal, Known] | None = None
    for item in same.named:
        if (item.role == "偏差率") != said.deviates:
            continue
        if item.role in _SPENDING and _LEFT.search(figure.before):
            continue  # 基本支出结余几，不是基本支出的预算
        score = score_of(said, item)
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
    alike = figure.is_money or figure.unit == item.figure.unit  # 15万册 对 15000册，是 1.5万册
    same_scale = not alike or figure.scale == item.figure.scale
    value = item.shown if same_scale else told(item.figure.value / figure.scale)
    unit = regex(r"^[^\d]*[\d,.\s]+").sub("", figure.raw) or item.figure.unit
    if not figure.is_money and figure.scale != item.figure.scale:  # 2.36人与 2.36万人：照表的单位说
        value, unit = item.figure.raw, ""
    message = f"报告写 {figure.raw}，自评表“{item.name}”是 {value}{unit}（{item.cell}）"
    start, _ = quoted(figure)
    return Finding(
        "R06", figure.paragraph, start, figure.end, message,
        expected=f"{value}{unit}", cells=(item.cell,),
    )  # fmt: skip
