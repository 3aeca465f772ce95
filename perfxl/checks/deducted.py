"""P 得分：写了扣分一栏的，扣分、得分、合计对不对得上。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfxl.cells.grid import Field
from perfxl.cells.quantity import Quantity, plain, sum_slack
from perfxl.checks.register import Remark, check
from perfxl.filing.amounts import is_unknown, number
from perfxl.filing.findings import Level
from perfxl.filing.fixes import cells_of, number_fix
from perfxl.filing.model import Filing


@check("P16", Level.ERROR, on=Filing, english="Deductions do not agree with points or their sum")
def deductions(filing: Filing) -> Iterator[Remark]:
    """写了扣分的，得分应等于分值减扣分，扣分合计应等于各项扣分之和。

    为什么：扣分和得分是一件事的两种写法，对不上，不知道该信哪一个；总分常由扣分合计减出来，合计错了总分也错。
    怎么改：核对这一条该扣几分，改正扣分、得分里写错的一个；合计照各项扣分加。
    例：绩效自评表!J18 “全年接待读者”分值 15，扣 0.5 分，得分应为 14.5，写的是 14.25
    """
    source = filing.form.cite(filing.form.indicators.source)
    for name, weight, lost, points in _rows(filing):
        full, off, filed = number(weight), number(lost), number(points)
        both = lost is not None and points is not None and lost.cell != points.cell
        if not both or full is None or off is None or filed is None:
            continue
        due = full - abs(off)
        if due == filed:
            continue
        message = (
            f"{name}分值 {plain(full)}，扣 {plain(abs(off))} 分，得分应为 {plain(due)}，"
            f"写的是 {plain(filed)}"
        )
        yield Remark((lost, points), message, "核对扣分和得分，改正写错的一个", source)
    yield from _sum(filing)


def _sum(filing: Filing) -> Iterator[Remark]:
    total = number(filing.total_lost)
    fields = {field.cell: field for _, _, field, _ in _rows(filing) if field is not None}
    known = [abs(value) for field in fields.values() if (value := number(field)) is not None]
    added = sum(known, Decimal(0))
    if total is None or not known or any(map(is_unknown, fields.values())):
        return  # 有一项不知道扣了几分，和也就不知道
    apart = _execution_lost(filing)  # 资金块没有扣分一栏的，执行率扣的也可以加在合计里
    ways = [added, added + apart]
    if any(abs(way - abs(total)) <= sum_slack(total, known) for way in ways):
        return
    both = f"（连执行率扣的是 {plain(added + apart)}）" if apart else ""
    message = (
        f"扣分合计写 {plain(total)}，各项扣分之和是 {plain(added)}{both}，"
        f"差 {plain(abs(added - abs(total)))}"
    )
    fix = f"请改为 {plain(added)}{both}，或核对各项扣分"
    fixes = (
        number_fix(filing.total_lost, Decimal(plain(added)), cells_of(*fields.values()))
        if total >= 0 and not both
        else ()
    )
    source = filing.form.cite(filing.form.indicators.source)
    yield Remark((filing.total_lost,), message, fix, source, None, fixes)


def _execution_lost(filing: Filing) -> Decimal:
    """预算执行率扣了几分：没有另写扣分的，是它的分值减得分；另写了的已经加在里面。"""
    line = filing.total_fund
    if line is None or line.moved is not None or number(line.lost) is not None:
        return Decimal(0)
    full, filed = number(line.weight), number(line.points)
    return Decimal(0) if full is None or filed is None else full - filed


_Row = tuple[
    str, Field[Quantity] | None, Field[Quantity] | None, Field[Quantity] | None
]  # 名称、分值、扣分、得分


def _rows(filing: Filing) -> Iterator[_Row]:
    line = filing.total_fund
    if line is not None and line.moved is None:
        yield "预算执行率", line.weight, line.lost, line.points
    elif line is not None and line.moved is not None:
        yield "预算执行率", line.moved.weight, line.moved.lost, line.moved.points
    for row in filing.indicators:
        yield f"“{row.name.value}”", row.weight, row.lost, row.points
