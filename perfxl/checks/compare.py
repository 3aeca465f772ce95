"""C 与以前的表比：与申报（监控）时的目标比，改了什么、少了什么、多了什么。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfxl.cells.quantity import bare, plain
from perfxl.checks.register import Remark, check
from perfxl.checks.vocabulary.beside import (
    change_of,
    first_difference,
    nearest_row,
    pairs,
    same_target,
)
from perfxl.checks.vocabulary.rows import scored_rows, weights_of
from perfxl.checks.vocabulary.stages import source_of
from perfxl.filing.amounts import amount, money, number
from perfxl.filing.beside import Beside
from perfxl.filing.findings import Level
from perfxl.filing.model import Filing


@check("C01", Level.VERIFY, on=Beside, english="A target differs from the approved one")
def target_changed(beside: Beside) -> Iterator[Remark]:
    """指标名称、指标值应与申报（批复）的相同。

    为什么：绩效目标批复以后一般不作调整，照完成情况改目标，完成率就不作数了。
    怎么改：改回批复的；按程序调整过的，在说明里写明批准调整的文件。
    例：绩效自评表!E14 “添置图书册数”的指标值是 ≥12000册，申报时是 ≥15000册（绩效目标申报表!E12），
    调低了
    """
    if beside.kind != "targets":
        return
    for mine, theirs in pairs(beside).both:
        name, place = mine.name.value, beside.where(theirs.target.cell)
        if bare(name) != bare(theirs.name.value):
            said = f"三级指标“{name}”，{beside.called}叫“{theirs.name.value}”"
            message = f"{said}（{beside.where(theirs.name.cell)}）"
            yield Remark((mine.name,), message, "", source_of(beside.filing))
        new, old = mine.target.value, theirs.target.value
        if "none" in {new.kind, old.kind} or same_target(new, old):
            continue  # 空着的由别的规则说
        how = change_of(new, old, is_cost=mine.is_about("成本"))
        said = f"“{name}”的指标值是 {new.shown}，{beside.called}是 {old.shown}（{place}）"
        message = said + (f"，{how}" if how else "")
        yield Remark((mine.target,), message, "", source_of(beside.filing))


@check("C02", Level.VERIFY, on=Beside, english="An approved indicator is missing")
def indicator_dropped(beside: Beside) -> Iterator[Remark]:
    """申报（批复）的指标，自评表里都应有。

    为什么：没有完成的指标从自评表里拿掉，得分就只算完成了的，评不出真实的情况。
    怎么改：只是改了名称的，改回批复的名称；漏了的，补上这条指标和它的完成情况；按程序取消的，在说明里写明
    批准的文件。
    例：绩效自评表!C13 没有“培训馆员”这条指标，申报时有，指标值是 ≥40人次（绩效目标申报表!D12）
    """
    if beside.kind != "targets":
        return
    for gone in pairs(beside).dropped:
        near = nearest_row(beside.filing, gone)
        at = beside.filing.first_row if near is None else near.level2
        target = gone.target.value.shown
        worth = f"，指标值是 {target}" if target else ""
        said = f"没有“{gone.name.value}”这条指标，{beside.called}有{worth}"
        place = beside.where(gone.name.cell)
        yield Remark((at,), f"{said}（{place}）", "", source_of(beside.filing))


@check("C03", Level.VERIFY, on=Beside, english="An indicator was not in the approved targets")
def indicator_added(beside: Beside) -> Iterator[Remark]:
    """自评表里的指标都应是申报（批复）过的。

    为什么：年末另加的指标都是已经完成了的，加进来会把没有完成的冲淡。监控表常只填几条，与它比的只作一条提示。
    怎么改：只是改了名称的，改回批复的名称；批复里没有的，删去，分值照批复的分配；按程序增加的，在说明里写明
    批准的文件。
    例：绩效自评表!D18 “全年接待读者”是申报时没有的指标
    """
    if beside.kind != "targets":
        return
    added = pairs(beside).added
    if added and beside.other is not None and beside.other.form.stage == "monitor":
        names = "、".join(f"“{row.name.value}”" for row in added)
        message = f"{len(added)} 条指标{beside.called}没有：{names}；监控表常只填几条"
        fix = "对照批复的申报表：批复过的照留，监控表漏填的以后补上；批复里没有的，写明批准的文件"
        at = tuple(row.name for row in added)
        yield Remark(at, message, fix, source_of(beside.filing), Level.INFO)
        return
    for row in added:
        message = f"“{row.name.value}”是{beside.called}没有的指标"
        yield Remark((row.name,), message, "", source_of(beside.filing))


@check("C04", Level.VERIFY, on=Beside, english="A weight differs from the approved one")
def weight_changed(beside: Beside) -> Iterator[Remark]:
    """申报（批复）时定了分值的，自评用同样的分值。

    为什么：年末把分值从没有完成的挪到完成了的，总分就高了。
    怎么改：改回批复的分值；按程序调整过的，在说明里写明。
    例：绩效自评表!G13 “改造阅览室面积”的分值是 8，申报时是 10（绩效目标申报表!F11）
    """
    if beside.kind != "targets":
        return
    if beside.other is None or _whole(beside.filing) != _whole(beside.other):
        return  # 一边连同预算执行率是一百分，一边不是：没有办法逐条比
    for mine, theirs in pairs(beside).both:
        new, old = number(mine.weight), number(theirs.weight)
        if mine.weight is None or theirs.weight is None or new is None or old is None:
            continue
        if new != old:
            said = f"“{mine.name.value}”的分值是 {plain(new)}，{beside.called}是 {plain(old)}"
            message = f"{said}（{beside.where(theirs.weight.cell)}）"
            yield Remark((mine.weight,), message, "", source_of(beside.filing))


def _whole(filing: Filing) -> Decimal | None:
    return weights_of(scored_rows(filing))


@check("C05", Level.VERIFY, on=Beside, english="The goal differs from the approved one")
def goal_changed(beside: Beside) -> Iterator[Remark]:
    """年度总体目标应与申报（批复）的相同。

    为什么：总体目标是批复过的，自评时改写，就不知道是照哪个目标评的。
    怎么改：照批复的写；按程序调整过的，在说明里写明批准调整的文件。
    例：绩效自评表!B11 年度总体目标与申报时的（绩效目标申报表!B9）不同：本表“添置图书，全年接”，
    申报时“添置图书1.5万册”
    """
    mine = beside.filing.goal
    theirs = None if beside.other is None else beside.other.goal
    if beside.kind != "targets" or mine is None or theirs is None:
        return
    if not mine.value or not theirs.value or bare(mine.value) == bare(theirs.value):
        return
    new, old = first_difference(mine.value, theirs.value)
    said = f"年度总体目标与{beside.called}的（{beside.where(theirs.cell)}）不同"
    message = f"{said}：本表“{new}”，{beside.called}“{old}”"
    yield Remark((mine,), message, "", source_of(beside.filing))


@check("C06", Level.INFO, on=Beside, english="The initial budget differs from the declared one")
def budget_differs(beside: Beside) -> Iterator[Remark]:
    """年初预算数一般是申报的数。

    为什么：批复的预算可以与申报的不同；既没有调整又对不上的，有一边填错了。
    怎么改：对照预算批复核对两边的数。
    例：绩效自评表!D6 年初预算数是 90万元，申报时是 120万元（绩效目标申报表!D6）
    """
    filing, other = beside.filing, beside.other
    if beside.kind != "targets" or other is None or other.total_fund is None:
        return
    line, theirs = filing.total_fund, other.total_fund.initial or other.total_fund.budget
    unit = filing.money_unit
    new, old = amount(filing, "initial"), money(theirs, unit)
    if line is None or line.initial is None or theirs is None or new is None or old is None:
        return
    if new != old:
        said = f"年初预算数是 {plain(new)}{unit}，{beside.called}是 {plain(old)}{unit}"
        yield Remark((line.initial,), f"{said}（{beside.where(theirs.cell)}）")


_LAST_FIX = "核对给的是不是上一年度的，两边的项目名称一样不一样，再校验一次；本来没有的不用管"


@check("C07", Level.WARNING, on=Beside, english="No earlier table matches this project")
def nothing_to_compare(beside: Beside) -> Iterator[Remark]:
    """给出的申报表、去年的自评表里应有这个项目。

    为什么：名称、年度对不上的不硬对，目标改没改就没有核对。
    怎么改：核对两边的项目名称和年度，写成一样的再校验一次；本来没有的不用管。
    例：绩效自评表!B3 没有与申报表比：没有“街道图书馆改造”这个项目；名称最像的是
    “街道图书馆改造工程”，不敢当作同一个
    """
    if beside.other is None:
        filing, what = beside.filing, "申报表" if beside.kind == "targets" else "上年的自评表"
        level = None if beside.asked else Level.INFO
        at = filing.name or filing.first_row
        fix = "" if beside.kind == "targets" else _LAST_FIX
        yield Remark((at,), f"没有与{what}比：{beside.why}", level=level, fix=fix)
