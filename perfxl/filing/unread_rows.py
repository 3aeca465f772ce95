"""指标块里没有读到的行：写着分，没有算进合计。读全以前，合计、总分对不对说不得。"""

from __future__ import annotations

from decimal import Decimal

from perfxl.cells.grid import Cell
from perfxl.cells.notation import read_quantity
from perfxl.filing.amounts import is_execution_apart, number
from perfxl.filing.model import Filing
from perfxl.form.once import once


@once
def rows_unread(filing: Filing) -> tuple[Cell, ...]:
    """站在分值、得分两栏里而没有读的数；读到的分值已经加满的，它们不是指标的分，不算。"""
    columns = {
        field.cell.column
        for row in filing.indicators
        for field in (row.weight, row.points)
        if field is not None
    }
    read = {row.name.cell.row for row in filing.indicators}
    if not read or filing.first_row is None or _is_whole(filing):
        return ()
    ends = [field.cell.row for field in (filing.total_weight, filing.total) if field is not None]
    last = max(read) if not ends else max(*read, *ends) - 1
    rows = set(range(filing.first_row.row, last + 1)) - read
    cells = (cell for unused in filing.unused for cell in unused.cells)
    return tuple(
        cell
        for cell in cells
        if cell.sheet == filing.sheet
        and cell.row in rows
        and cell.column in columns
        and read_quantity(cell).is_number
    )


def _is_whole(filing: Filing) -> bool:
    """读到的分值，连同执行率的，加起来就是总分值。"""
    line, form = filing.total_fund, filing.form
    weights = [value for row in filing.indicators if (value := number(row.weight)) is not None]
    own = number(line.weight) if line is not None else None
    if own is None and is_execution_apart(filing):
        own = form.funds.weight
    due = {number(filing.total_weight), form.indicators.weight} - {None}
    return sum(weights, own or Decimal(0)) in due
