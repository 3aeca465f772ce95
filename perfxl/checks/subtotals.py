"""P 小计：画着小计的表，小计等于上面各条加起来的。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from perfxl.cells.grid import Cell, Field
from perfxl.cells.notation import read_quantity
from perfxl.cells.quantity import Quantity, plain, sum_slack
from perfxl.checks.register import Remark, check
from perfxl.filing.amounts import number
from perfxl.filing.findings import Level
from perfxl.filing.model import Filing
from perfxl.filing.reading import SUBTOTAL
from perfxl.filing.unread_rows import rows_unread

_Filed = Sequence[tuple[int, Field[Quantity]]]  # 各条在第几行、填的分


@check("P15", Level.ERROR, on=Filing, english="A subtotal does not add up")
def subtotal(filing: Filing) -> Iterator[Remark]:
    """画着小计的，小计的分值、得分应等于上面各条加起来的。

    为什么：总分常照小计加，小计错了，总分就错，或者靠另一处错凑平。
    怎么改：核对上面各条，改正小计或写错的一条。
    例：绩效自评表!H18 小计的得分写 49，上面 5 条加起来是 50，差 1
    """
    if rows_unread(filing):
        return  # 有的行没有读到，加起来没有意义，由 U01 报告
    rows = [(row.name.cell.row, row.weight, row.points) for row in filing.indicators]
    whole = filing.total_fund
    weights = [(row, weight) for row, weight, _ in rows if weight is not None]
    yield from _wrong(filing, weights, "分值", number(whole.weight) if whole else None)
    points = [(row, filed) for row, _, filed in rows if filed is not None]
    yield from _wrong(filing, points, "得分", number(whole.points) if whole else None)


def _wrong(filing: Filing, filed: _Filed, what: str, execution: Decimal | None) -> Iterator[Remark]:
    """小计从哪里加起没有写明：从头、从前面哪个小计起，连不连执行率的分，有一样对得上就算对。"""
    columns = {field.cell.column for _, field in filed}
    starts = [0]
    for row, cells in _rows(filing):
        cell = next((cell for cell in cells if cell.column in columns), None)
        written = None if cell is None else read_quantity(cell).value
        parts = [_values(filed, start, row) for start in starts]
        starts.append(row)
        # 上面有一条没有填分的，加不出来，另有话说。
        if cell is None or written is None or not parts[-1] or None in parts[0]:
            continue
        sums = [[value for value in part if value is not None] for part in parts]
        nearest = min(sums, key=lambda each: abs(sum(each) - written))
        if execution is not None:
            sums += [[*part, execution] for part in sums]
        if not any(abs(sum(each) - written) <= sum_slack(written, each) for each in sums):
            yield replace(_said(filing, cell, what, written, nearest), basis=_fields(filed, row))


def _rows(filing: Filing) -> Iterator[tuple[int, list[Cell]]]:
    """画着小计的各行；表样的小计行不在指标的列里的，没有数可看。"""
    rows: dict[int, list[Cell]] = {}
    for reading in filing.readings:
        if reading.what == SUBTOTAL and reading.cell.sheet == filing.sheet:
            rows.setdefault(reading.cell.row, []).append(reading.cell)
    yield from sorted(rows.items())


def _values(filed: _Filed, above: int, below: int) -> list[Decimal | None]:
    return [number(field) for row, field in filed if above < row < below]


def _fields(filed: _Filed, below: int) -> tuple[Field[Quantity], ...]:
    return tuple(field for row, field in filed if row < below)


def _said(
    filing: Filing, cell: Cell, what: str, written: Decimal, parts: Sequence[Decimal]
) -> Remark:
    added = sum(parts, Decimal(0))
    message = (
        f"小计的{what}写 {plain(written)}，上面 {len(parts)} 条加起来是 {plain(added)}，"
        f"差 {plain(abs(added - written))}"
    )
    source = filing.form.cite(filing.form.indicators.source)
    return Remark((cell,), message, f"请改为 {plain(added)}，或核对上面各条的{what}", source)
