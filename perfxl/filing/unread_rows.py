"""指标块里没有读到的行：写着分，没有算进合计。读全以前，合计、总分对不对说不得。"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
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
    heads = _heads_above(filing)
    return tuple(
        cell
        for unused in filing.unused
        for cell in unused.cells
        if cell.sheet == filing.sheet
        and ((cell.row in rows and cell.column in columns) or _is_under(cell, heads))
        and read_quantity(cell).is_number
    )


_SCORED = frozenset({"分值", "自评分", "自评得分", "得分", "权重"})


def _heads_above(filing: Filing) -> dict[int, int]:
    """指标块上面另有一块打分的（评价内容、分值、自评分），没有读的：那几列在第几列、第几行。"""
    first = 0 if filing.first_row is None else filing.first_row.row
    money = {line.name.cell.row for line in filing.funds}
    heads = [
        cell
        for cell, role, what in filing.readings
        if role == "label" and cell.row < first and cell.sheet == filing.sheet
        if what.strip() in _SCORED and cell.row + 1 not in money
    ]
    rows = Counter(cell.row for cell in heads)
    return {cell.column: cell.row for cell in heads if rows[cell.row] > 1}  # 分值、得分都有的


def _is_under(cell: Cell, heads: Mapping[int, int]) -> bool:
    return heads.get(cell.column, cell.row) < cell.row


def _is_whole(filing: Filing) -> bool:
    """读到的分值，连同执行率的，加起来就是总分值。"""
    line, form = filing.total_fund, filing.form
    weights = [value for row in filing.indicators if (value := number(row.weight)) is not None]
    own = number(line.weight) if line is not None else None
    if own is None and is_execution_apart(filing):
        own = form.funds.weight
    due = {number(filing.total_weight), form.indicators.weight} - {None}
    return sum(weights, own or Decimal(0)) in due
