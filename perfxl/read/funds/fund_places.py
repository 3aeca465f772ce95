"""资金不在指标上面成块的：在指标下面的一块，或者在表头右边一项一项写着的。"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from perfxl.cells.grid import Cell, Field, Sheet
from perfxl.cells.later import later
from perfxl.cells.names import PRINTED_POINTS, is_one_of, key_of, tidy
from perfxl.cells.notation import read_quantity
from perfxl.cells.quantity import Quantity
from perfxl.filing.model import FundLine
from perfxl.filing.sides import Task
from perfxl.form.form import Form, FundRow
from perfxl.read.form_rows import FormRows
from perfxl.read.funds.divisions import divided
from perfxl.read.funds.fund_form import formed
from perfxl.read.funds.funds import read_funds
from perfxl.read.funds.inline_funds import kind_of
from perfxl.read.funds.paired import paired
from perfxl.read.funds.rate_row import with_rate_row
from perfxl.read.funds.scored_apart import blocks_again
from perfxl.read.funds.spending import spending_lines
from perfxl.read.funds.told_funds import told_funds
from perfxl.read.goal_words import TASKS
from perfxl.read.header import text_field
from perfxl.read.heading.column_names import fund_names
from perfxl.read.heading.headings import Heading, heading_at, texts_above, told_too
from perfxl.read.indicators.totals import is_total_label

_AMOUNTS = ("initial", "budget", "executed")
_PAIR = 2
_REMARK = later(r"备注|.{0,4}(?:说明|原因)")  # 不是一种资金


class Funds(NamedTuple):
    """资金的表头（没有成块的为 None）和各行；`others` 是不算执行率的收入、结余。"""

    heading: Heading | None
    lines: tuple[FundLine, ...]
    others: tuple[FundLine, ...] = ()


def starts_funds(sheet: Sheet, row: int, form: Form) -> bool:
    """指标块里忽然写起资金的列名：从这一行起是资金块，不是指标。"""
    first = next(iter(sheet.row(row)), None)
    if first is None or first.kind != "text":
        return False
    columns = _title_below(sheet, row, form).columns
    return "executed" in columns and bool({"initial", "budget"} & columns.keys())


def _title_below(sheet: Sheet, row: int, form: Form) -> Heading:
    """指标下面的资金块的表头；一行都是字的，才连一看就知道的字也认（支出数）。"""
    names = fund_names(form)
    heading = heading_at(sheet, row, names)
    named = all(cell.kind == "text" and not _is_number(cell) for cell in sheet.row(row))
    return told_too(sheet, heading, names) if named and heading.cells else heading


def _is_number(cell: Cell) -> bool:
    return read_quantity(cell).is_number


def find_funds(
    sheet: Sheet, known: FormRows, heading: Heading, above: Heading | None, unit: str, end: int
) -> Funds:
    """资金各行，归好它的分法。"""
    funds = _found(sheet, known, heading, above, unit, end)
    spending = spending_lines(funds.lines, known.form)
    others = spending.others
    if funds.heading is not None and funds.heading is above:
        again = blocks_again(sheet, known, above, funds.lines, heading.first_row, unit)
        others = (*others, *again)
    return funds._replace(lines=divided(spending.lines), others=others)


def _found(
    sheet: Sheet, known: FormRows, heading: Heading, above: Heading | None, unit: str, end: int
) -> Funds:
    """先看指标上面的一块（表头是 `above`），再找下面的（不过第 `end` 行），再看表头右边的几项。"""
    form, before = known.form, heading.first_row
    if above is not None:
        lines = tuple(read_funds(sheet, known, above, before, unit))
        # 一项一项写着的，执行数与它的名称写在一格里。
        told = () if "executed" in above.columns else tuple(told_funds(sheet, known, before, unit))
        lines = tuple(with_rate_row(sheet, form, above, told or lines, before))
        if lines:
            return Funds(None if told else above, lines)
    under = [row for row in sheet.filled_rows() if heading.row < row <= end]  # 空行有上百万的
    below = next((row for row in under if starts_funds(sheet, row, form)), None)
    if below is None:
        lines = tuple(_turned(sheet, known, before, unit))
        lines = lines or tuple(formed(sheet, known, before, unit))
        lines = lines or tuple(paired(sheet, form, before, unit))
        lines = lines or tuple(told_funds(sheet, known, before, unit))
        return Funds(None, tuple(with_rate_row(sheet, form, None, lines, before)))
    title = _title_below(sheet, below, form)
    rest = (row for row in under if row >= below and is_score_total(sheet, row, form))
    last = next(rest, end + 1)
    return Funds(title, tuple(read_funds(sheet, known, title, last, unit)))


def tasks_in(sheet: Sheet, funds: Funds) -> Iterator[Task]:
    """年度主要任务和资金写在一块里的：一行一项任务，右边是内容、完成情况。"""
    heading = funds.heading
    names = None if heading is None else _column(sheet, heading, TASKS)
    if heading is None or names is None:
        return
    columns = {key: _column(sheet, heading, said) for key, said in _TASK_TEXTS.items()}
    for line in funds.lines:
        row = line.name.cell.row
        if line.kind == "total" or line.name.cell.column != names:
            continue
        texts = {
            key: None if column is None else text_field(sheet.at(row, column))
            for key, column in columns.items()
        }
        yield Task(
            line.name, texts["content"], texts["achievement"], line.budget or line.initial,
            line.executed,
        )  # fmt: skip


_TASK_TEXTS = {"content": ("主要内容", "任务内容", "工作内容"), "achievement": ("完成情况",)}


def _column(sheet: Sheet, heading: Heading, names: Sequence[str]) -> int | None:
    """资金块表头里写着这个名称的一列。"""
    rows = range(heading.first_row, heading.row + 1)
    cells = (cell for row in rows for cell in sheet.row(row) if cell.kind == "text")
    return next((cell.column for cell in cells if is_one_of(cell.raw, names)), None)


def is_score_total(sheet: Sheet, row: int, form: Form) -> bool:
    """总分行；资金的“合计”也在资金块里，所以只看靠左一格写着总分的。"""
    first = next(iter(sheet.row(row)), None)
    names = [name for name in form.indicators.total if "分" in name]
    if first is None:
        return False
    return is_one_of(PRINTED_POINTS.sub("", first.raw), names) or is_total_label(first.raw)


def _turned(sheet: Sheet, known: FormRows, before: int, unit: str) -> Iterator[FundLine]:
    """横竖倒过来的：一行一种金额，一列一种资金（`全年执行数 | 288 | 288 | 0`）。"""
    names = fund_names(known.form)
    rows: dict[str, Cell] = {}
    for label in texts_above(sheet, before):
        named = names.find(label.raw)
        first = next(iter(rows.values()), label)
        if named and named[0] in _AMOUNTS and label.column == first.column:
            rows.setdefault(named[0], label)
        if named and named[0] == "rate" and rows and label.column == first.column:
            rows.setdefault("rate", label)
    if "executed" not in rows or len(rows) < _PAIR:
        return
    top, left = min(cell.row for cell in rows.values()), rows["executed"].column
    last = max(
        cell.column for row in (top - 1, top) for cell in (*sheet.row(row), rows["executed"])
    )
    over = {_head_above(sheet, top, column) for column in range(left + 1, last + 1)}
    heads = sorted((head for head in over if head.kind == "text"), key=lambda head: head.column)
    heads = [
        head for head in heads if head.column > left and not _REMARK.fullmatch(key_of(head.raw))
    ]
    told = {named[0]: head for head in heads if (named := names.find(head.raw))}
    kinds = {head: kind_of(head.raw) for head in heads if head not in told.values()}
    whole = next((head for head, kind in kinds.items() if kind == "total"), None)
    numbers = [read_quantity(sheet.at(rows["executed"].row, head.column)) for head in kinds]
    if whole is None or len(kinds) < _PAIR or not all(number.is_number for number in numbers):
        return
    taken: list[FundRow] = []

    for name, kind in kinds.items():
        own = known.fund(name.raw, taken)
        taken += [own] if own else []
        at = _Column(sheet, rows, name.column)
        line = FundLine(
            Field(tidy(name.raw), name), own.kind if own else kind,
            at.read("initial", unit), at.read("budget", unit), at.read("executed", unit), row=own,
        )  # fmt: skip
        line = replace(line, rate=at.read("rate", "%"))
        yield _scored(line, sheet, rows, told) if name is whole else line


def _head_above(sheet: Sheet, top: int, column: int) -> Cell:
    """一列的列头；合计盖着两行、拆开了只写在上面一行的，在上面。"""
    near = sheet.at(top - 1, column)
    return near if near.kind != "blank" else sheet.at(top - 2, column)


class _Column(NamedTuple):
    """横竖倒过来的资金块里，一种资金的一列。"""

    sheet: Sheet
    rows: Mapping[str, Cell]
    column: int

    def read(self, key: str, unit: str = "") -> Field[Quantity] | None:
        if key not in self.rows:
            return None
        cell = self.sheet.at(self.rows[key].row, self.column)
        return Field(read_quantity(cell, unit=unit), cell)


def _scored(
    line: FundLine, sheet: Sheet, rows: Mapping[str, Cell], told: Mapping[str, Cell]
) -> FundLine:
    """总额的分值、执行率、得分，写在执行数那一行、自己的列名下面。"""

    def beside(key: str, unit: str = "") -> Field[Quantity] | None:
        column = told[key].column if key in told else 0
        each = [_Column(sheet, rows, column).read(row, unit) for row in ("executed", "rate")]
        found = [field for field in each if field is not None] if column else []
        return next((field for field in found if field.value.is_number), next(iter(found), None))

    rate = line.rate or beside("rate", "%")
    return replace(line, weight=beside("weight"), rate=rate, points=beside("points"))
