"""P 小计：写着小计的表，小计等于它那几条加起来的。"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from perfxl.cells.grid import Cell, Field
from perfxl.cells.quantity import Quantity, plain, sum_slack
from perfxl.checks.register import Remark, check
from perfxl.filing.amounts import number
from perfxl.filing.findings import Level
from perfxl.filing.model import Filing
from perfxl.filing.subtotal import Subtotal
from perfxl.filing.unread_rows import rows_unread

_Filed = Mapping[Cell, Field[Quantity] | None]


@check("P15", Level.ERROR, on=Filing, english="A subtotal does not add up")
def subtotal(filing: Filing) -> Iterator[Remark]:
    """写着小计的，小计的分值、得分应等于它那几条加起来的。

    为什么：总分常照小计加，小计错了，总分就错，或者靠另一处错凑平。
    怎么改：核对那几条，改正小计或写错的一条。
    例：绩效自评表!H18 小计的得分写 49，上面 5 条加起来是 50，差 1
    """
    if not filing.subtotals or rows_unread(filing):
        return  # 有的行没有读到，加起来没有意义，由 U01 报告
    line = filing.total_fund
    for each in filing.subtotals:
        filed = {row.name.cell: getattr(row, each.counts) for row in filing.indicators}
        execution = number(getattr(line, each.counts)) if line is not None else None
        if each.of and filing.execution_home is None:
            execution = None  # 归一个一级的，执行率不在里面
        yield from _wrong(filing, each, filed, execution)


def _wrong(
    filing: Filing, each: Subtotal, filed: _Filed, execution: Decimal | None
) -> Iterator[Remark]:
    """从哪里加起没有写明的：从头、从前面哪个小计起，连不连执行率的分，有一样对得上就算对。"""
    written = each.value.value.value
    ways = [[number(filed.get(cell)) for cell in way if filed.get(cell)] for way in each.ways]
    # 有一条没有填分的，加不出来，另有话说。
    if written is None or not ways or not ways[-1] or None in ways[0]:
        return
    sums = [[value for value in way if value is not None] for way in ways]
    nearest = min(sums, key=lambda way: abs(sum(way) - written))
    if execution is not None:
        sums += [[*way, execution] for way in sums]
    if any(abs(sum(way) - written) <= sum_slack(written, way) for way in sums if way):
        return
    what, added = "分值" if each.counts == "weight" else "得分", sum(nearest, Decimal(0))
    title = each.title if what in each.title else f"{each.title}的{what}"
    where = f"{each.of}下" if each.of else "上面"
    message = (
        f"{title}写 {plain(written)}，{where} {len(nearest)} 条加起来是 {plain(added)}，"
        f"差 {plain(abs(added - written))}"
    )
    source = filing.form.cite(filing.form.indicators.source)
    fix = f"请改为 {plain(added)}，或核对{where}各条的{what}"
    basis = tuple(field for way in each.ways for cell in way if (field := filed.get(cell)))
    yield Remark((each.value,), message, fix, source, basis=basis)
