"""P 总分：等于各项得分之和，封顶照表样；等级照总分。"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from perfxl.cells.grid import Field
from perfxl.cells.quantity import Quantity, bare, plain
from perfxl.checks.register import Report, check
from perfxl.checks.weights import grand_total
from perfxl.filing.amounts import number
from perfxl.filing.findings import Level
from perfxl.filing.fixes import Fix, cells_of, number_fix, text_fix
from perfxl.filing.model import Filing, Scored
from perfxl.score.caps import settled
from perfxl.score.score import grade_of


@dataclass(frozen=True, slots=True)
class Total:
    """填的各项得分加起来：`added` 是和，`due` 是照表样封顶以后应写的总分，`notes` 是封了哪些顶。"""

    added: Decimal
    due: Decimal
    notes: tuple[str, ...]


def filed_total(scored: Scored) -> Total | None:
    """照填的各项得分应写的总分；有空着的得分，加起来没有意义，为 None。"""
    filing, execution = scored.filing, _execution_part(scored)
    points = [number(one.points) for one in filing.indicators]
    blank = any(
        mine is None and number(one.weight) is not None
        for one, mine in zip(filing.indicators, points, strict=True)
    )
    if blank or execution is None:
        return None
    rate = None if scored.execution.rate is None else scored.execution.rate / 100
    due, notes = settled(filing, points, execution, rate)
    if due is None:
        return None
    return Total(sum((one for one in points if one is not None), execution), due, notes)


def _execution_part(scored: Scored) -> Decimal | None:
    """总分里执行率的一份：填的；表上没有这一格的，分值没有算进指标的取核算的；空着为 None。"""
    filing = scored.filing
    line, full = filing.total_fund, filing.form.indicators.weight
    if filing.form.funds.weight is None:
        return Decimal(0)
    if line is not None and line.points is not None:
        return number(line.points)
    weights = [number(one.weight) for one in filing.indicators]
    if full is not None and sum((one for one in weights if one is not None), Decimal(0)) == full:
        return Decimal(0)
    return scored.execution.points


def total_fixes(scored: Scored) -> tuple[Fix, ...]:
    """总分改成各项得分之和。"""
    filing, found = scored.filing, filed_total(scored)
    if found is None or filing.form.indicators.weight not in {None, grand_total(filing)}:
        return ()  # 分值加不到规定的总分，也许有的行没有填、没有读到
    fields: list[Field[Quantity] | None] = [one.points for one in filing.indicators]
    if filing.form.funds.weight is not None and filing.total_fund is not None:
        fields.append(filing.total_fund.points)
    return number_fix(filing.total, Decimal(plain(found.due)), cells_of(*fields))


@check("P06", Level.ERROR, on=Scored, english="The total is not the sum of the points")
def total_points(scored: Scored) -> Iterator[Report]:
    """总分应等于预算执行率得分与各三级指标得分之和；表样规定封顶的，不高于封顶。

    为什么：总分是自评的结论，加错了等级也可能跟着错。
    怎么改：核对各项得分，改正总分。
    例：绩效自评表!H21 总分写 98.1，各项得分之和是 99.1，差 1
    """
    filing, form = scored.filing, scored.filing.form
    yield from _recheck_total(filing)
    total, found = number(filing.total), filed_total(scored)
    if total is None or found is None or abs(found.due - total) <= form.scoring.tolerance:
        return
    added = "，".join((f"各项得分之和是 {plain(found.added)}", *found.notes))
    message = f"总分写 {plain(total)}，{added}，差 {plain(abs(found.due - total))}"
    fix = f"请改为 {plain(found.due)}，或核对各项得分"
    source = form.cite(form.indicators.source)
    yield Report((filing.total,), message, fix, source, None, total_fixes(scored))


def _recheck_total(filing: Filing) -> Iterator[Report]:
    """复核得分一列的合计。"""
    form, total = filing.form, number(filing.recheck_total)
    values = [number(one.recheck_points) for one in filing.indicators]
    known = [value for value in values if value is not None]
    if total is None or len(known) != len(values):
        return
    added = sum(known, Decimal(0))
    if abs(added - total) > form.scoring.tolerance:
        gap = plain(abs(added - total))
        message = f"复核得分合计写 {plain(total)}，各行之和是 {plain(added)}，差 {gap}"
        fix = f"请改为 {plain(added)}，或核对各行复核得分"
        source = form.cite(form.indicators.source)
        yield Report((filing.recheck_total,), message, fix, source)


@check("P07", Level.ERROR, on=Filing, english="The grade does not fit the total")
def grade_differs(filing: Filing) -> Iterator[Report]:
    """等级应与总分相符。

    为什么：等级按总分划定，写高一级是虚报，写低一级是吃亏。
    怎么改：按总分改等级；总分有错的先改总分。
    例：绩效自评表!I21 总分 84.47，等级写“优”，应为“良”（不低于 80 分）
    """
    form, total, grade = filing.form, number(filing.total), filing.grade
    if total is None or grade is None or not form.grade:
        return
    due = grade_of(form, total)
    word = bare(grade.value.text or grade.value.raw)
    if due is None or word in map(bare, (due.name, *due.synonyms)):
        return
    message = f"总分 {plain(total)}，等级写“{word}”，应为“{due.name}”（不低于 {plain(due.low)} 分）"
    fix = f"请把 {grade.cell.local} 改为“{due.name}”；总分有错的先改总分"
    source = form.cite(due.source)
    fixes = text_fix(grade.cell, word, due.name, cells_of(filing.total)) if source.verified else ()
    yield Report((grade, filing.total), message, fix, source, None, fixes)
