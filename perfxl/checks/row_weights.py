"""分值：总分行的；逐条看是不是正数、是不是规定的数、占得重不重。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from perfxl.cells.grid import Field
from perfxl.cells.later import later
from perfxl.cells.quantity import plain
from perfxl.checks.register import Remark, check
from perfxl.checks.vocabulary.rows import (
    SCORE_CODES,
    TOTAL_CODES,
    grand_total,
    scored_rows,
    weight_of_execution,
    weights_of,
    with_execution,
)
from perfxl.filing.amounts import number
from perfxl.filing.findings import Level
from perfxl.filing.fixes import Fix, number_fix
from perfxl.filing.model import Filing
from perfxl.filing.unread_rows import rows_unread


@check("W04", Level.ERROR, on=Filing, english="The total row's weight is not the sum of weights")
def total_row_weight(filing: Filing) -> Iterator[Remark]:
    """总分行的分值应等于各项分值之和。

    为什么：总分行是各项的合计，不等说明有一处填错。
    怎么改：核对各项分值，改正总分行或填错的那一项。
    例：绩效自评表!G21 总分行的分值是 110，各项分值之和是 100
    """
    form, total, printed = filing.form, grand_total(filing), number(filing.total_weight)
    if total is None or printed is None or printed in {total, form.indicators.weight}:
        return  # 写的是规定的总分而各项之和不等，由 W02 报告
    source = form.cite(form.indicators.source)
    message = f"总分行的分值是 {plain(printed)}，各项分值之和是 {plain(total)}"
    line, own = filing.total_fund, weights_of(scored_rows(filing))
    if line is not None and line.weight is None and printed == own:
        due = plain(total - own)
        message = (
            f"总分行的分值 {plain(printed)} 是各条指标的分值之和，没有算上预算执行率的 {due} 分"
            "（表上没有写它分值的地方）"
        )
        fix = "执行率也计分的，写上它的分值、得分，总分行加上它；不计分的可以保留"
        yield Remark((filing.total_weight,), message, fix, source, Level.VERIFY)
        return
    fixes: tuple[Fix, ...] = ()
    if total == form.indicators.weight:  # 各项之和也不是规定的总分时，不知道错在哪里
        fixes = number_fix(filing.total_weight, Decimal(plain(total)))
    yield Remark((filing.total_weight,), message, "", source, None, fixes)


@check("W07", Level.ERROR, on=Filing, english="A weight is zero or negative", explains=TOTAL_CODES)
def weight_not_positive(filing: Filing) -> Iterator[Remark]:
    """每条三级指标的分值应大于零。

    为什么：分值为零的指标评不评都一样，负的分值会把总分减掉。
    怎么改：按重要程度给一个分值；不评的指标整行删去。
    例：绩效自评表!G14 “添置图书册数”的分值是 0，应大于 0
    """
    for indicator in filing.indicators:
        weight = number(indicator.weight)
        if weight is not None and weight <= 0 and not indicator.place.bonus:
            message = f"“{indicator.name.value}”的分值是 {plain(weight)}，应大于 0"
            yield Remark((indicator.weight,), message)


@check(
    "W08", Level.ERROR, on=Filing, english="A prescribed indicator carries another weight",
    explains=("P01", *SCORE_CODES, *TOTAL_CODES),
)  # fmt: skip
def prescribed_weight(filing: Filing) -> Iterator[Remark]:
    """表样规定了分值的三级指标，应用规定的分值。

    为什么：共性指标的分值由财政部门统一规定，改了就不能汇总比较。
    怎么改：改回规定的分值。
    例：绩效自评表!G17 “项目总成本”的分值是 12，应为 10
    """
    if _is_another_version(filing):
        return
    for indicator in filing.indicators:
        mine = indicator.place.level3
        weight = number(indicator.weight)
        if mine is None or mine.weight is None or weight in {None, mine.weight}:
            continue
        shown = plain(weight or Decimal(0))
        message = f"“{indicator.name.value}”的分值是 {shown}，应为 {plain(mine.weight)}"
        source = filing.form.cite(mine.source)
        level = None if source.reliable else Level.WARNING  # 没有核实的分值不能说一定错
        yield Remark((indicator.weight,), message, f"请改为 {plain(mine.weight)}", source, level)


def _is_another_version(filing: Filing) -> bool:
    """表样规定的三级指标，表上多半没有：是别处自己的一张，碰巧有几个同名的。"""
    level2 = [row for level1 in filing.form.level1 for row in level1.level2]
    fixed = {id(row) for owner in level2 for row in owner.level3 if row.weight is not None}
    mine = {id(row.place.level3) for row in filing.indicators if row.place.level3 is not None}
    return len(fixed & mine) * 2 < len(fixed)


@check("W09", Level.INFO, on=Filing, english="One indicator carries most of the points", trial=True)
def indicator_too_heavy(filing: Filing) -> Iterator[Remark]:
    """一条三级指标的分值不宜占去总分的一大半。

    为什么：一条就定了总分，别的指标评不评差不多，总分看不出项目好在哪里、差在哪里。
    怎么改：把这一条拆成几条，或把分值匀给别的指标。
    例：绩效自评表!G18 “全年接待读者”一条占 45 分，总分 100
    """
    limit, rows = filing.form.limit_of("heavy_indicator"), scored_rows(filing)
    total = grand_total(filing) or filing.form.indicators.weight
    if limit is None or not total or len(rows) < 2 or rows_unread(filing):
        return
    for row in rows:
        if row.shared is not None and not row.shared.titled:
            continue  # 几条合用的，不是一条
        weight = number(row.weight) or number(row.points) or Decimal(0)  # 没有分值列的看得分
        if weight >= total * limit.value:
            message = f"“{row.name.value}”一条占 {plain(weight)} 分，总分 {plain(total)}"
            yield Remark((row.weight or row.points,), message, "", filing.form.cite(limit.source))


@check("W10", Level.ERROR, on=Filing, english="The points printed beside the blocks do not add up")
def printed_weights_total(filing: Filing) -> Iterator[Remark]:
    """印在块名、一级指标里的分值加起来应等于总分；印在资金块名里的应等于执行率的分值。

    为什么：预算执行 20 分、产出 60 分、效益 40 分加起来是 120，照印的打分就不是百分制。
    怎么改：核对各块印着的分值，改正印错的一处。
    例：绩效自评表!A12 印着的分值加起来是 108（预算执行率 10＋绩效指标（98分）），应为 100
    """
    yield from _printed_execution(filing)
    form, execution = filing.form, weight_of_execution(filing)
    due = form.indicators.weight
    if due is None or execution is None or rows_unread(filing):
        return
    line = filing.total_fund
    inside = line is not None and line.moved is not None  # 执行率是指标块里的一行，块名的分值含着它
    sums = [[("".join(field.cell.raw.split()), field) for field in filing.block_weights]]
    if grand_total(filing) is None:  # 逐条写了分值的，照逐条的加（W02）
        sums += [_printed(filing, level) for level in ("level1", "level2")]
    for printed in filter(None, sums):
        parts = _pages_joined(printed)
        added = sum((field.value for _, field in parts), Decimal(0))
        each = sum((field.value for _, field in printed), Decimal(0))  # 相邻两块真的同名同分
        fits = {one + execution for one in (added, each)}
        # 没有资金块、没有执行率一行的，执行率的分只是表样的，不占印着的一百分。
        whole_alone = inside or not execution or line is None
        if due in fits or (whole_alone and due in {added, each}):
            continue
        named = [f"预算执行率 {plain(execution)}"] if execution and not inside else []
        named += [name for name, _ in parts]
        whole = added if inside else added + execution
        message = f"印着的分值加起来是 {plain(whole)}（{'＋'.join(named)}），应为 {plain(due)}"
        at = (*(field for _, field in parts), line.weight if line else None)
        yield Remark(at, message, "", form.cite(form.indicators.source))


_POINTS = later(r"(?:资金|执行|得分)[^\d]{0,12}?[(（]?\s*(\d+(?:\.\d+)?)\s*分")


def _printed_execution(filing: Filing) -> Iterator[Remark]:
    """资金的块名、得分的列名里印着的分，与分值一格写的不同。"""
    line = filing.total_fund
    weight = None if line is None else number(line.weight)
    if line is None or line.weight is None or weight is None or line.moved is not None:
        return
    for reading in filing.readings:
        cell = reading.cell
        near = cell.sheet == line.weight.cell.sheet and cell.row <= line.weight.cell.row
        match = _POINTS.search(cell.raw) if near and reading.role == "label" else None
        if match is None or Decimal(match[1]) == weight or cell == line.weight.cell:
            continue
        label = "".join(cell.raw.split())
        message = f"“{label}”印着 {match[1]} 分，预算执行率的分值写的是 {plain(weight)}"
        yield Remark((line.weight, Field(label, cell)), message, "核对表样，改正写错的一处")
        return


def _printed(filing: Filing, level: str) -> list[tuple[str, Field[Decimal]]]:
    """印在一级（或二级）名称里的分值，各行都有的：名称和数。"""
    rows: list[tuple[Field[str], Field[Decimal] | None]] = [
        (getattr(row, level), getattr(row, f"{level}_weight")) for row in with_execution(filing)
    ]
    if not all(getattr(row, f"{level}_weight") for row in scored_rows(filing)):
        return []
    printed = {weight.cell: (name.value, weight) for name, weight in rows if weight is not None}
    return [(f"{name} {plain(weight.value)}", weight) for name, weight in printed.values()]


def _pages_joined(
    parts: list[tuple[str, Field[Decimal]]],
) -> list[tuple[str, Field[Decimal]]]:
    """翻页处又写一遍的块名（下一页接着写“过程 20”）是同一块，分只加一次。"""
    others = [part for before, part in pairwise(parts) if part[0] != before[0]]
    return [*parts[:1], *others]
