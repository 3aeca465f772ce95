"""指标块从哪里起、到哪里止：表头、各行、总分行、同一张表上的另一份。"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from perfxl.cells.grid import Cell, Field, Sheet
from perfxl.cells.later import later
from perfxl.cells.names import bare_key_of
from perfxl.cells.quantity import clean, fold
from perfxl.filing.amounts import number
from perfxl.filing.model import Indicator
from perfxl.filing.subtotal import Subtotal
from perfxl.form.form import Form
from perfxl.read.form_rows import FormRows
from perfxl.read.heading.column_names import Words, indicator_names
from perfxl.read.heading.headings import Heading, find_heading
from perfxl.read.indicators.by_content import (
    levels_by_content,
    named_beside_target,
    outermost_by_content,
)
from perfxl.read.indicators.indicator_rows import CRITERIA, NEED, Rows
from perfxl.read.indicators.levels import apart_weights, inner_points, innermost
from perfxl.read.indicators.lost import (
    earned_rows,
    earned_totals,
    may_be_lost,
    only_lost,
    with_lost,
)
from perfxl.read.indicators.shared import share_points
from perfxl.read.indicators.split_target import sign_by_content, split_columns
from perfxl.read.indicators.subtotals import subtotals
from perfxl.read.indicators.totals import Totals, complete, is_plain_subtotal, told_total
from perfxl.read.indicators.weighted import weighted_points, whole_weights
from perfxl.read.stages import staged_heading

_POINTS = later(r"\((\d+(?:\.\d+)?)分\)")
_TITLE = later(r"(?:自评|复核|评价|完成情况)表")


@dataclass(frozen=True, slots=True)
class Block:
    """指标块读出来的东西；`next_form` 是同一张表上另一份开始的行。"""

    indicators: tuple[Indicator, ...]
    totals: Totals
    printed: tuple[Field[Decimal], ...] = ()  # 印在各块名称里的分值
    subtotals: tuple[Subtotal, ...] = ()
    next_form: int | None = None
    last: int = 0  # 这一份到哪一行

    @property
    def end(self) -> int:
        """指标写到哪一行；一条也没有的，到这一份的末了。"""
        return max((row.name.cell.row for row in self.indicators), default=self.last)


def indicator_heading(sheet: Sheet, form: Form, among: Words) -> Heading | None:
    """指标块的表头：认得三级指标，和指标值或完成值，和填报结果（完成值或得分）。

    没有指标值、完成值的，要有评分标准、分值、得分。
    """
    if form.stage != "evaluate":
        return staged_heading(sheet, form, among)
    need = (NEED[0], ("target", "actual", "initial"), NEED[2])
    heading = find_heading(sheet, indicator_names(form), need=need, among=among)
    heading = heading or named_beside_target(sheet, form, among)
    if heading is None:
        scored = _by_criteria(sheet, form, among) or _named_by_content(sheet, form, among)
        if scored is None:
            return None
        return innermost(sheet, inner_points(sheet, apart_weights(sheet, scored)))
    if "target" not in heading.columns and "initial" in heading.columns:
        # 有年初、调整两栏的表样，表上只有年初一栏的：它就是指标值。
        columns = {**heading.columns, "target": heading.columns["initial"]}
        heading = replace(heading, columns=columns)
    heading = sign_by_content(sheet, split_columns(sheet, _noted_target(sheet, heading)))
    heading = apart_weights(sheet, heading)
    heading = weighted_points(sheet, inner_points(sheet, heading))
    heading = levels_by_content(sheet, with_lost(sheet, heading))
    return innermost(sheet, outermost_by_content(sheet, heading))


def _by_criteria(sheet: Sheet, form: Form, among: Words) -> Heading | None:
    """按评分标准打分的：写着得分，或者只写扣分。"""
    names = indicator_names(form)
    scored = find_heading(sheet, names, need=CRITERIA, among=among)
    if scored is None and may_be_lost(among):
        plain = find_heading(sheet, names, need=CRITERIA[:-1], among=among)
        scored = None if plain is None else with_lost(sheet, plain)
        return scored if scored is not None and "points" in scored.columns else None
    return None if scored is None else with_lost(sheet, scored)


_BY_NOTE = later(r"以(.{2,14}?)(?:为|作为)(?:考核|评价|自评|评分|计分|核算|对照)")


def _noted_target(sheet: Sheet, heading: Heading) -> Heading:
    """目标值分成几栏的（中央下达、省级分解），照表上注明的那一栏：以省级分解目标为考核目标。"""
    top = heading.cells.get("target")
    if top is None or heading.row <= top.row:
        return heading
    area = sheet.area(top.row, top.column)
    parts = [cell for cell in sheet.row(heading.row) if area.holds(top.row, cell.column)]
    for row in sheet.filled_rows() if len(parts) > 1 else ():
        for cell in sheet.row(row):
            said = _BY_NOTE.search(fold(cell.raw)) if cell.kind == "text" else None
            mine = [part for part in parts if said and bare_key_of(part.raw) in said[1]]
            if len(mine) == 1:
                columns = {**heading.columns, "target": mine[0].column}
                return replace(heading, columns=columns, cells={**heading.cells, "target": mine[0]})
    return heading


def _named_by_content(sheet: Sheet, form: Form, among: Words) -> Heading | None:
    """没有“三级指标”一栏，名称写在“指标内容”里的。"""
    need = (("explained",), ("target",), ("actual",))
    heading = find_heading(sheet, indicator_names(form), need=need, among=among)
    if heading is None or bare_key_of(heading.cells["explained"].raw) != "指标内容":
        return None
    columns = {**heading.columns, "name": heading.columns["explained"]}
    cells = {**heading.cells, "name": heading.cells["explained"]}
    columns.pop("explained")
    cells.pop("explained")
    return replace(heading, columns=columns, cells=cells)


def read_indicators(
    sheet: Sheet, known: FormRows, heading: Heading, words: Words, year: int | None
) -> Block:
    """读到总分行、附注，或同一张表上的另一份为止；分成几块的，各块有自己的表头。"""
    rows = Rows(sheet, known, heading, words, year)
    headings, indicators, labels, totals, row = _walked(rows)
    other = next(
        (later for later in sheet.filled_rows() if later >= row and rows.starts_form(later)), None
    )
    last = _last_row(sheet, indicators, other) if other else sheet.last_row
    printed = tuple(filter(None, (_printed(sheet, each) for each in headings)))
    ended = max((each.name.cell.row for each in indicators), default=heading.row)
    totals = earned_totals(heading, totals, known.form.indicators.weight)
    if only_lost(heading):
        totals = totals._replace(points=told_total(sheet, last) or totals.points)
    rows_read, totals = whole_weights(list(_with_parts(indicators)), totals)
    return Block(
        share_points(earned_rows(heading, rows_read)),
        complete(sheet, known.form, totals, last, range(heading.row + 1, ended + 1)),
        printed if len(printed) == len(headings) else (),
        subtotals(sheet, heading, rows_read, labels, totals),
        other, last,
    )  # fmt: skip


class _Walked(NamedTuple):
    """一行行读下来的：各块的表头、指标、小计的名称、总分行，和读到哪一行。"""

    headings: list[Heading]
    indicators: list[Indicator]
    labels: list[Cell]
    totals: Totals
    row: int


def _walked(rows: Rows) -> _Walked:
    headings = [rows.heading]
    indicators: list[Indicator] = []
    labels: list[Cell] = []
    totals = Totals()
    below, row = False, rows.heading.row + 1  # 到了指标下面的资金块
    rows.starts_section(rows.heading.first_row - 1)  # 头一块的分节写在表头上面
    filled = tuple(rows.sheet.filled_rows())
    while row <= rows.sheet.last_row:
        row = filled[bisect_left(filled, row)]  # 空行有上百万的
        if rows.starts_form(row):
            break
        if rows.is_total(row, below=below):
            goes_on = rows.goes_on(row) or _is_without_execution(rows, row, indicators)
            if indicators and not below and goes_on:
                labels.append(rows.sheet.row(row)[0])  # 写在中间的合计是小计
            else:
                totals = rows.totals(row)
                if indicators or below:
                    break
            row += 1  # 合计写在各条指标上面的
            continue
        below = below or rows.starts_funds(row)
        if not below:
            row = rows.next_heading(row)
        headings += [rows.heading] if rows.heading is not headings[-1] else []
        label = None if below else rows.subtotal(row)
        labels += [label] if label is not None else []
        if not (below or label or rows.starts_section(row) or rows.is_note(row)):
            indicators.extend(rows.indicator(row))
        row += 1
    if labels and totals == Totals():
        labels, totals = _last_as_total(rows, indicators, labels)
    return _Walked(headings, indicators, labels, totals, row)


def _is_without_execution(rows: Rows, row: int, indicators: Sequence[Indicator]) -> bool:
    """只加了各条指标、没有加执行率的合计（90），下一行才是总分（99.9）。"""
    weight, whole = number(rows.totals(row).weight), rows.known.form.indicators.weight
    if weight is None or whole is None or weight == whole or not rows.is_total(row + 1):
        return False
    mine = sum((number(each.weight) or Decimal(0) for each in indicators), Decimal(0))
    return weight == mine and number(rows.totals(row + 1).points) is not None


def _last_as_total(
    rows: Rows, indicators: Sequence[Indicator], labels: list[Cell]
) -> tuple[list[Cell], Totals]:
    """没有总分行，末一行叫“小计”、分值正是全部分值的：它就是总分行。"""
    last, whole = labels[-1], rows.known.form.indicators.weight
    if not is_plain_subtotal(last.raw) or any(row.name.cell.row > last.row for row in indicators):
        return labels, Totals()
    totals = rows.totals(last.row)
    full = [number(row.weight) for row in indicators]
    weight = number(totals.weight)
    if weight is None and None not in full:
        weight = sum(filter(None, full), Decimal(0))
    return (labels[:-1], totals) if weight == whole else (labels, Totals())


_CIRCLED = later(r"\s*[①-⑳]")


def _with_parts(indicators: Sequence[Indicator]) -> Iterator[Indicator]:
    """“其中：①地表水”下面接着写 ②、③ 的，也是其中。"""
    inside = False
    for row in indicators:
        raw = row.name.cell.raw
        more = inside and _CIRCLED.match(raw) is not None
        inside = more or fold(raw).startswith("其中")
        yield replace(row, name=row.name._replace(value=f"其中：{clean(raw)}")) if more else row


def _printed(sheet: Sheet, heading: Heading) -> Field[Decimal] | None:
    """指标块名里的分值：表头左边的 `绩效指标（90分）`。"""
    for column in range(1, heading.first_column):
        cell = sheet.at(heading.first_row, column)
        match = _POINTS.search(fold(cell.raw))
        if match:
            return Field(Decimal(match[1]), cell)
    return None


def _last_row(sheet: Sheet, indicators: Sequence[Indicator], other: int) -> int:
    """这一份的最后一行：另一份的“项目名称”在第 `other` 行，它的标题在上面几行。"""
    first = max((indicator.name.cell.row for indicator in indicators), default=0) + 1
    titles = (
        row
        for row in range(first, other)
        if any(_TITLE.search(cell.raw) for cell in sheet.row(row))
    )
    return next(titles, other) - 1
