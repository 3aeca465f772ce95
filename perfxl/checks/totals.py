"""P 总分：等于各项得分之和，封顶照表样；等级照总分。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfxl.cells.grid import Field
from perfxl.cells.quantity import Quantity, bare, plain, sum_slack
from perfxl.checks.register import Remark, check
from perfxl.checks.vocabulary.filed_total import filed_total, total_fixes
from perfxl.checks.vocabulary.lost import said_points, to_points
from perfxl.filing.amounts import idle_weight, is_execution_apart, number
from perfxl.filing.findings import Level
from perfxl.filing.fixes import cells_of, text_fix
from perfxl.filing.model import Filing, Scored
from perfxl.filing.unread_rows import rows_unread
from perfxl.filing.verdict import LETTERS, RANKED, ladder_of
from perfxl.score.score import grade_of


@check(
    "P06", Level.ERROR, on=Scored, english="The total is not the sum of the points",
    explains=("P07",),
)  # fmt: skip
def total_points(scored: Scored) -> Iterator[Remark]:
    """总分应等于预算执行率得分与各三级指标得分之和；表样规定封顶的，不高于封顶。

    为什么：总分是自评的结论，加错了等级也可能跟着错。
    怎么改：核对各项得分，改正总分。
    例：绩效自评表!H21 总分写 98.1，各项得分之和是 99.1，差 1
    """
    filing, form = scored.filing, scored.filing.form
    if rows_unread(filing):
        return  # 有的行没有读到，加起来没有意义，由 U01 报告
    yield from _recheck_total(filing)
    total, adding = number(filing.total), filed_total(scored)
    if filing.total is not None and filing.total.value.whole is not None:
        return  # 总分是从扣分合计减出来的，合计错了由 P16 报告
    gap = Decimal(0) if total is None or adding is None else adding.apart(total)
    if all(number(row.points) is None for row in filing.indicators):
        yield from _from_nowhere(filing)
    if adding is None or not gap:
        return
    apart = _without_execution(scored, total)
    if apart is not None:
        yield apart
        return
    added = "，".join((f"各项得分之和是 {plain(adding.added)}", *adding.notes))
    message = f"总分写 {said_points(filing.total)}，{added}，差 {plain(gap)}"
    full = form.indicators.weight or number(filing.total_weight)  # 表样不打分的，看表上写的
    fix = f"请{to_points(filing.total, adding.due)}，或核对各项得分"
    fix = _by_formula(filing, adding.due) or fix
    if full is not None and adding.due > full:
        fix = f"各项得分之和已超过 {plain(full)} 分：先改对各项的分值、得分，再照它们的和写总分"
    source = form.cite(form.indicators.source)
    line = filing.total_fund
    basis = (None if line is None else line.points, *(row.points for row in filing.indicators))
    yield Remark((filing.total,), message, fix, source, None, total_fixes(scored), basis)


def _by_formula(filing: Filing, due: Decimal) -> str:
    """总分一格是公式、有不适用的：公式没有换算，或不适用的分值没有写。"""
    formula = "" if filing.total is None else filing.total.cell.formula or ""
    if not formula or not idle_weight(filing):
        return ""
    if "不适用" in formula:
        return "公式照不适用各条的分值换算：把它们的分值都写上"
    return f"请改为 {plain(due)}：这一格的公式只加了各项得分，没有换算，直接写上这个数"


def _from_nowhere(filing: Filing) -> Iterator[Remark]:
    """各条的得分可以不填的表样：一条也没有填，却写着总分。得分非填不可的由 F04 报告。"""
    columns = {column.key: column for column in filing.form.indicators.column}
    written = number(filing.total)
    shown = f"总分写 {said_points(filing.total)}" if written else ""
    if not shown and filing.grade is not None and filing.grade.value.kind == "grade":
        shown = f"等级写“{filing.grade.value.shown}”"
    if shown and "points" in columns and not columns["points"].required:
        message = f"{shown}，各条指标都没有得分，看不出怎么来的"
        fix = "请逐条填上得分；本表不计分的，删去总分和等级"
        source = filing.form.cite(filing.form.indicators.source)
        at = filing.total if written else filing.grade
        yield Remark((at,), message, fix, source, Level.WARNING)


def _without_execution(scored: Scored, total: Decimal | None) -> Remark | None:
    """总分就是各条指标的得分之和，表上没有写执行率得分的地方：也许这张表不给执行率计分。"""
    filing, due = scored.filing, scored.execution.points
    line = filing.total_fund
    if due is None or line is None or line.points is not None or filing.total is None:
        return None
    points = [number(row.points) for row in filing.indicators]
    if any(value is None for value in points) or total != sum(filter(None, points), Decimal(0)):
        return None
    message = (
        f"总分写 {said_points(filing.total)}，是各条指标的得分之和，"
        f"没有算上预算执行率的 {plain(due)} 分（表上没有写它得分的地方）"
    )
    fix = "执行率也计分的，写上它的得分，总分加上它；不计分的可以保留"
    source = filing.form.cite(filing.form.indicators.source)
    return Remark((filing.total,), message, fix, source, Level.VERIFY)


def _recheck_total(filing: Filing) -> Iterator[Remark]:
    """复核得分一列的合计；执行率另计分的，连它的。"""
    form, total = filing.form, number(filing.recheck_total)
    line = filing.total_fund
    values = [number(indicator.recheck_points) for indicator in filing.indicators]
    filed = None if line is None else (line.moved or line).recheck_points
    if filed is not None and is_execution_apart(filing):
        values.append(number(filed))
    known = [value for value in values if value is not None]
    if total is None or len(known) != len(values):
        return
    added = sum(known, Decimal(0))
    if abs(added - total) > min(form.scoring.tolerance, sum_slack(total, known)):
        gap = plain(abs(added - total))
        message = f"复核得分合计写 {plain(total)}，各行之和是 {plain(added)}，差 {gap}"
        fix = f"请改为 {plain(added)}，或核对各行复核得分"
        source = form.cite(form.indicators.source)
        yield Remark((filing.recheck_total,), message, fix, source)


@check("P17", Level.ERROR, on=Filing, english="The total or grade written elsewhere differs")
def total_told_elsewhere(filing: Filing) -> Iterator[Remark]:
    """总分、等级写在几处的，各处应相同。

    为什么：表头、自评结论里的总分与总分行不同，不知道报的是哪一个。
    怎么改：照各项得分之和改成一样。
    例：绩效自评表!B22 这里写总分 97.1，总分行写 99.1
    """
    source = filing.form.cite(filing.form.indicators.source)
    total, grade = number(filing.total), filing.grade
    for field in filing.told:
        if field.value.value is not None:
            if total is not None and field.value.value != total:
                message = f"这里写总分 {plain(field.value.value)}，总分行写 {plain(total)}"
                fix = "照各项得分之和，改成一样"
                yield Remark((field, filing.total), message, fix, source)
        elif grade is not None and filing.grade_row and field.value.text != filing.grade_row.name:
            message = f"这里写“{field.value.shown}”，别处写“{grade.value.shown}”"
            yield Remark((field, grade), message, "照总分所在的一等，改成一样", source)


@check("P07", Level.ERROR, on=Scored, english="The grade does not fit the total")
def grade_differs(scored: Scored) -> Iterator[Remark]:
    """等级应与总分相符；没有总分、各条评着档次的，与各条相符。

    为什么：等级按总分划定，写高一级是虚报，写低一级是吃亏。
    怎么改：按总分改等级；总分有错的先改总分。
    例：绩效自评表!I21 总分 84.47，等级写“优”，应为“良”（不低于 80 分）
    """
    filing, form, says = scored.filing, scored.filing.form, "总分"
    total, grade = number(filing.total), filing.grade
    if grade is not None and total is None:
        yield from _beyond_marks(filing, grade)
        total, says = _whole(scored), "各条都核算得出，总分应是"
    if total is None or grade is None or not form.grade:
        return
    due = grade_of(form, total)
    word = bare(grade.value.text or grade.value.raw)
    if due is None or filing.grade_row == due:
        return
    if scored.grade == filing.grade_row and _without_execution(scored, total) is not None:
        return  # 加上执行率的得分正是这一等；总分该不该加上它，由 P06 问
    means = filing.grade_row.name if filing.grade_row is not None else word
    said = f"“{word}”" if means == word else f"“{word}”（即“{means}”）"
    message = f"{says} {plain(total)}，等级写{said}，应为“{due.name}”（不低于 {plain(due.low)} 分）"
    fix = f"请把 {grade.cell.local} 改为“{due.name}”；总分有错的先改总分"
    source = form.cite(due.source)
    own = filing.total is None or filing.total.cell != grade.cell  # 98.5（优）写在一格里的，不替改
    known = source.reliable and word not in LETTERS and own and not rows_unread(filing)
    basis = (filing.total, *_added(filing))
    fixes = text_fix(grade.cell, word, due.name, cells_of(*basis)) if known else ()
    yield Remark((grade, filing.total), message, fix, source, None, fixes, basis)


def _added(filing: Filing) -> Iterator[Field[Quantity] | None]:
    """总分是照哪几格来的：各项的分值和得分，有一格不对、空着，总分就要变。"""
    for row in (filing.total_fund, *filing.indicators):
        if row is not None:
            yield from (row.weight, row.points)


def _whole(scored: Scored) -> Decimal | None:
    """没有填总分、各条都核算得出的，核算的总分。"""
    filing, whole = scored.filing, scored.filing.form.indicators.weight
    weights = [number(row.weight) for row in filing.indicators]
    full = sum((weight or Decimal(0) for weight in weights), scored.execution.weight or Decimal(0))
    sure = bool(weights) and full == whole and all(each.computed for each in scored.indicators)
    return scored.total if sure and not rows_unread(filing) else None


def _beyond_marks(filing: Filing, grade: Field[Quantity]) -> Iterator[Remark]:
    """没有总分的：总评不高于各条里评得最好的，不低于评得最差的。"""
    marks = [each for row in filing.indicators for each in row.verdicts if each.word in RANKED]
    word = bare(grade.value.text or grade.value.raw)
    order = ladder_of(frozenset((word, *(each.word for each in marks)))) if marks else ()
    if not order:
        return
    places = [order.index(each.word) for each in marks]
    mine, side = order.index(word), ""
    if mine < min(places):
        side = f"各条最好的评“{order[min(places)]}”"
    elif mine > max(places):
        side = f"各条最差的也评“{order[max(places)]}”"
    if side:
        at = (grade.cell, *(each.cell for each in marks))
        fix = "照各条评的改总评，或核对各条"
        yield Remark(at, f"总评写“{word}”，{side}", fix, None, Level.VERIFY)
