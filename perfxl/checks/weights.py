"""W 分值：合计、一级、二级、执行率的分值对不对。空着的分值由填报一族报告，这里跳过。"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import TypeVar

from perfxl.cells.grid import Cell
from perfxl.cells.quantity import plain
from perfxl.checks.register import Remark, check
from perfxl.checks.vocabulary.rows import (
    TOTAL_CODES,
    grand_total,
    is_cut_off,
    own_level1,
    scored_rows,
    weight_of_execution,
    weights_of,
    with_execution,
)
from perfxl.filing.amounts import is_execution_apart, is_fund_row, number
from perfxl.filing.findings import Level
from perfxl.filing.fixes import Fix, number_fix, text_fix
from perfxl.filing.model import Filing, FundLine, Indicator
from perfxl.filing.unread_rows import rows_unread
from perfxl.form.form import Level1

Key = TypeVar("Key", bound=Hashable)


def _groups(filing: Filing, key: Callable[[Indicator], Key]) -> dict[Key, list[Indicator]]:
    """各一级或二级指标的行；只有预算执行率一行的不算，它另说。"""
    kept = {key(indicator) for indicator in scored_rows(filing)}
    groups = _grouped(with_execution(filing), key)
    return {name: rows for name, rows in groups.items() if name in kept}


def _by_level1(indicator: Indicator) -> str:
    return indicator.level1_name


def _by_level2(indicator: Indicator) -> tuple[str, str]:
    return indicator.level1_name, indicator.level2_name


def _grouped(
    rows: Iterable[Indicator], key: Callable[[Indicator], Key]
) -> dict[Key, list[Indicator]]:
    """按一级或二级归组，各组照表里的先后。"""
    groups: dict[Key, list[Indicator]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return groups


def cells_text(cells: Sequence[Cell]) -> str:
    """几个格的说法：同一列连着的写成 `G14–G17`，其余用顿号隔开。"""
    runs: list[list[Cell]] = [[cells[0]]]
    for before, cell in pairwise(cells):
        if cell.column == before.column and cell.row == before.row + 1:
            runs[-1].append(cell)
        else:
            runs.append([cell])
    return "、".join(
        run[0].local if len(run) == 1 else f"{run[0].local}–{run[-1].local}" for run in runs
    )


def _weight_cells(indicators: Iterable[Indicator]) -> tuple[Cell, ...]:
    return tuple(indicator.weight.cell for indicator in indicators if indicator.weight is not None)


def _adjust(cells: Sequence[Cell]) -> str:
    which = "任一分值" if len(cells) > 1 else "的分值"
    return f"请调整 {cells_text(cells)} {'中' if len(cells) > 1 else ''}{which}"


def _is_unfinished(filing: Filing, rows: Sequence[Indicator], total: Decimal, due: Decimal) -> bool:
    """没有抄全的表里最后的一类，或者有的行没有读到的：少的分在那些行里。"""
    if total < due and rows_unread(filing):
        return True
    return rows[-1] is filing.indicators[-1] and total < due and is_cut_off(filing)


def _is_part(level1: Level1) -> bool:
    """表样照一份没有抄全的表写的：这一级列着的各条加起来，本来就不到它的分值。"""
    rows = [row.weight for level2 in level1.level2 for row in level2.level3]
    known = [weight for weight in rows if weight is not None]
    whole, due = len(known) == len(rows) > 0, level1.weight or Decimal(0)
    return whole and sum(known, Decimal(0)) < due


@check("W01", Level.WARNING, on=Filing, english="Weights of a level 1 do not add up to the form's")
def level1_total(filing: Filing) -> Iterator[Remark]:
    """一级指标下各三级指标分值之和应等于表样规定的分值。

    为什么：各单位的一级指标分值相同，得分才能互相比较；特殊情况可以适当调整，但要有理由。
    怎么改：调整该一级指标下任一三级指标的分值，使合计等于规定数；按规定调整过权重的，保留并说明。
    例：绩效自评表!G13 产出指标分值合计 48，应为 50
    """
    form = filing.form
    if len(own_level1(filing)) > 1 or len(filing.block_weights) > 1:
        return  # 本地自己的一套一级指标；几个目标各有分值的，照各自印着的核
    named = _groups(filing, _by_level1)
    for level1 in form.level1:
        rows = named.get(level1.name, [])
        total, cells = weights_of(rows), _weight_cells(rows)
        if total is None or level1.weight is None or total == level1.weight:
            continue
        if _is_unfinished(filing, rows, total, level1.weight):
            continue
        printed = [row.level1_weight.value for row in rows if row.level1_weight]
        whole = grand_total(filing) == form.indicators.weight
        if whole and own_level1(filing):
            continue  # 有本地另设的一级指标占着分，别的一级自然不是规定的数；名称由 S02 报告
        if printed and (whole or any(value != total for value in printed)):
            continue  # 表上自己印着一级分值：与印的不等由 W03 报告；相等而总分也对的，是当地定的
        message = f"{level1.name}分值合计 {plain(total)}，应为 {plain(level1.weight)}"
        fix = "总分值没有错；如属按实际情况调整权重，请说明理由" if whole else _adjust(cells)
        if total < level1.weight and _is_part(level1):
            fix = f"表样没有列全：少的 {plain(level1.weight - total)} 分照本单位的原表插入行补上"
        yield Remark(cells, message, fix, form.cite(level1.source))


@check(
    "W02", Level.ERROR, on=Filing, english="All weights do not add up to the form's total",
    explains=TOTAL_CODES,
)  # fmt: skip
def weights_total(filing: Filing) -> Iterator[Remark]:
    """预算执行率与全部三级指标的分值之和应等于表样规定的总分。

    为什么：分值之和不等，总分就不是百分制，得分和等级都无从比较。
    怎么改：核对各一级指标的分值，调整多出或缺少的部分。
    例：绩效自评表!G13 全部分值合计 98（预算执行率 10＋产出指标 48＋效益指标 30＋满意度指标 10），
    应为 100
    """
    form, total, own = filing.form, grand_total(filing), filing.form.limit_of("own_total")
    due = form.indicators.weight
    if due is None and own is not None and number(filing.total_weight) is None:
        due = own.value  # 表样不打分，表上自己打了：写了总分值的照它核（W04）
    if total is None or due is None or total == due or (total < due and is_cut_off(filing)):
        return
    parts, cells = _parts(filing), _weight_cells(scored_rows(filing))
    more = "减去" if total > due else "补上"
    if form.indicators.weight is None:
        message = f"各项分值合计 {plain(total)}（{parts}），不是 {plain(due)}"
        fix = f"照百分制打分的，{more} {plain(abs(due - total))} 分；本地另有规定的，保留并说明"
        source, level = form.cite(own.source) if own else None, Level.VERIFY
    else:
        message = f"全部分值合计 {plain(total)}（{parts}），应为 {plain(due)}"
        where = "一级指标" if any(row.level1.value for row in scored_rows(filing)) else "指标"
        fix = f"请在分值不对的{where}里{more} {plain(abs(due - total))} 分"
        cells, fix = _by_execution(filing, total) or (cells, fix)
        source, level = form.cite(form.indicators.source), Level.ERROR
    yield Remark(cells, message, fix, source, level)


def _by_execution(filing: Filing, total: Decimal | None) -> tuple[tuple[Cell, ...], str] | None:
    """预算执行率的分值改回规定的，全部分值就正好：哪一格，怎么改。"""
    line, due = filing.total_fund, filing.form.funds.weight
    weight = None if line is None else number(line.weight)
    if total is None or line is None or line.weight is None or not due or weight is None:
        return None
    if weight == due or total - weight + due != filing.form.indicators.weight:
        return None
    cell = line.weight.cell
    return (cell,), f"把 {cell.local} 预算执行率的分值改为 {plain(due)} 就对了"


def _parts(filing: Filing) -> str:
    """全部分值由哪几块加起来：`预算执行率 10＋产出指标 48`。"""
    groups, execution = _groups(filing, _by_level1), weight_of_execution(filing)
    parts = [f"预算执行率 {plain(execution or Decimal(0))}"]
    if (filing.form.funds.weight is None and not execution) or filing.execution_home in groups:
        parts = []
    for mine in groups.values():
        name = mine[0].level1.value
        unnamed = "没有写一级指标的" if len(groups) > 1 else "各项指标"
        parts.append(f"{name or unnamed} {plain(weights_of(mine) or Decimal(0))}")
    return "＋".join(parts)


@check("W03", Level.ERROR, on=Filing, english="Weights differ from those printed beside level 1")
def printed_level1_weight(filing: Filing) -> Iterator[Remark]:
    """一级指标名称里写明的分值应等于它下面各分值之和。

    为什么：同一张表上两个数打架，不知道以哪个为准。
    怎么改：调整三级指标的分值，或改正一级指标名称里的分值。
    例：绩效自评表!B13 产出指标写明 50 分，下面的分值合计 48
    """
    for rows in _groups(filing, _by_level1).values():
        total, printed = weights_of(rows), rows[0].level1_weight
        if printed is None or total is None or printed.value == total:
            continue
        if _is_unfinished(filing, rows, total, printed.value):
            continue
        message = (
            f"{rows[0].level1.value}写明 {plain(printed.value)} 分，下面的分值合计 {plain(total)}"
        )
        weights = _weight_cells(rows)
        fix = f"{_adjust(weights)}，或改正 {printed.cell.local}"
        fixes = _printed_fixes(filing, rows, total)
        yield Remark((printed, *weights), message, fix, fixes=fixes)


def _printed_fixes(filing: Filing, rows: Sequence[Indicator], total: Decimal) -> tuple[Fix, ...]:
    """各分值加起来正是规定的，错的就是名称里印的那个数。"""
    level1 = rows[0].place.level1
    if level1 is None or level1.weight != total or not filing.form.cite(level1.source).reliable:
        return ()
    if grand_total(filing) != filing.form.indicators.weight:
        return ()
    printed = {row.level1_weight.cell: row.level1_weight for row in rows if row.level1_weight}
    fixes = [text_fix(cell, plain(field.value), plain(total)) for cell, field in printed.items()]
    return tuple(fix for choice in fixes for fix in choice) if all(fixes) else ()


@check("W05", Level.WARNING, on=Filing, english="The execution rate carries another weight")
def execution_weight(filing: Filing) -> Iterator[Remark]:
    """预算执行率的分值应等于表样规定的分值。

    为什么：执行率的分值各单位统一，改了就不能比较；特殊情况可以适当调整，但要有理由。
    怎么改：改回规定的分值；按规定调整过权重的，保留并说明。
    例：绩效自评表!G6 预算执行率的分值是 20，应为 10
    """
    form, line = filing.form, filing.total_fund
    weight = None if line is None else number(line.weight)
    if line is not None and form.funds.weight and not is_execution_apart(filing):
        yield from _unscored_execution(filing, line, form.funds.weight)
    if line is None or weight is None or form.funds.weight in {None, weight}:
        return
    apart = [number(row.weight) or Decimal(0) for row in filing.indicators if is_fund_row(row)]
    if len(own_level1(filing)) > 1 or weight + sum(apart) == form.funds.weight:
        return  # 执行率是本地一套指标里的一条；几块资金分着计的
    due = form.funds.weight or weight
    message = f"预算执行率的分值是 {plain(weight)}，应为 {plain(due)}"
    fix = f"请改为 {plain(due)}；按规定调整过权重的，保留并说明"
    source, whole = form.cite(form.funds.source), _by_execution(filing, grand_total(filing))
    # 改回规定的分值，全部分值就正好加到规定的总分：不是调整权重，是填错。
    fixes = number_fix(line.weight, due) if whole and source.reliable else ()
    yield Remark((line.weight,), message, fix, source, None, fixes)


def _unscored_execution(filing: Filing, line: FundLine, due: Decimal) -> Iterator[Remark]:
    """分值一栏写“—”、各条的分值已经加满的：执行率没有计分，照这样核，说一声。"""
    if line.weight is None:
        return
    form = filing.form
    whole = plain(form.indicators.weight or Decimal(0))
    message = f"预算执行率没有计分，各条指标的分值已经加满 {whole}，表样给它 {plain(due)} 分"
    fix = "本地规定不计分的可以保留"
    yield Remark((line.weight,), message, fix, form.cite(form.funds.source), Level.INFO)


@check("W06", Level.ERROR, on=Filing, english="Weights of a level 2 do not add up")
def level2_total(filing: Filing) -> Iterator[Remark]:
    """二级指标写明或规定了分值的，应等于它下面各分值之和。

    为什么：二级指标的分值是三级指标分值的来源，不等说明分解时漏了或多了。
    怎么改：调整该二级指标下任一三级指标的分值，使合计相等。
    例：绩效自评表!G13 数量指标分值合计 16，应为 20
    """
    for rows in _groups(filing, _by_level2).values():
        total = weights_of(rows)
        if total is None or rows_unread(filing):
            continue
        printed = rows[0].level2_weight
        level2 = rows[0].place.level2
        due, source = (level2.weight, level2.source) if level2 else (None, "")
        wanted = printed.value if printed is not None else due
        if wanted is None or _is_unfinished(filing, rows, total, wanted):
            continue
        if wanted != total:
            cells = _weight_cells(rows)
            message = f"{rows[0].level2.value}分值合计 {plain(total)}，应为 {plain(wanted)}"
            cited = filing.form.cite(source) if source and wanted == due else None
            # 写在自己表上的必须相等；表样规定的可以适当调整。
            level = None if printed is not None else Level.WARNING
            yield Remark(cells, message, _adjust(cells), cited, level)
