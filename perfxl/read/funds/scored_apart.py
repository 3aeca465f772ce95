"""资金不止一块、各计各的分的：第二块（省级配套资金）、收入一行，与各条指标一样照比例打分。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from perfxl.cells.grid import Cell, Field, Sheet
from perfxl.cells.names import bare_key_of
from perfxl.cells.notation import read_target
from perfxl.filing.amounts import EXECUTION
from perfxl.filing.model import FundLine, Indicator
from perfxl.read.form_rows import FormRows
from perfxl.read.funds.funds import read_funds
from perfxl.read.heading.headings import Heading


def blocks_again(
    sheet: Sheet,
    known: FormRows,
    heading: Heading,
    lines: Sequence[FundLine],
    before: int,
    unit: str,
) -> Iterator[FundLine]:
    """下面又写一遍同样列名的资金块；自己有分值、得分的才是另计分的一块。"""
    spent = heading.cells.get("executed")
    if spent is None or not lines or "points" not in heading.columns:
        return
    after = max(line.name.cell.row for line in lines) + 1
    for row in range(after, before):
        cell = sheet.cells.get((row, spent.column))
        if cell is None or cell.raw != spent.raw or cell.row != row:
            continue
        again = _moved(sheet, heading, row - spent.row)
        mine = tuple(read_funds(sheet, known, again, before, unit))
        if any(line.kind == "total" and _is_scored(line) for line in mine):
            yield from (_called(sheet, again, line) for line in mine)


def _moved(sheet: Sheet, heading: Heading, down: int) -> Heading:
    cells = {key: sheet.at(cell.row + down, cell.column) for key, cell in heading.cells.items()}
    first, last = heading.first_row + down, heading.row + down
    return replace(heading, row=last, first_row=first, cells=cells)


def _called(sheet: Sheet, heading: Heading, line: FundLine) -> FundLine:
    """第二块的总额，用这一块的名称。"""
    block = sheet.row(heading.first_row)[0]
    if line.kind != "total" or block in heading.cells.values() or block.kind != "text":
        return line
    return replace(line, name=line.name._replace(value=bare_key_of(block.raw)))


def _is_scored(line: FundLine) -> bool:
    fields = (line.weight, line.points)
    return all(field is not None and field.value.is_number for field in fields)


def scored_apart(known: FormRows, lines: Sequence[FundLine], unit: str) -> Iterator[Indicator]:
    """不算在资金总额里、自己有分值和得分的各行，各作一条。"""
    for line in lines:
        budget = line.budget or line.initial
        if budget is None or line.executed is None or not _is_scored(line):
            continue
        own: Cell = line.name.cell
        yield Indicator(
            Field(EXECUTION, own), Field("", own), line.name,
            Field(read_target(budget.cell, unit=unit), budget.cell), line.executed,
            line.weight, line.points, place=known.place(EXECUTION, "", line.name.value),
        )  # fmt: skip
