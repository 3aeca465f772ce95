"""V 偏差：该说明原因的有没有说明，说得对不对，前后的数对不对得上。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from perfxl.cells.grid import Field
from perfxl.cells.quantity import fixed, plain
from perfxl.checks.register import Remark, check
from perfxl.checks.vocabulary.contrary import contrary_word, met_said
from perfxl.checks.vocabulary.fund_lines import amount_of
from perfxl.checks.vocabulary.rows import is_met, scored_on
from perfxl.checks.vocabulary.shortfall import is_unscored_short, over
from perfxl.checks.vocabulary.stated_money import part_called, stated_money
from perfxl.checks.vocabulary.unexplained import (
    lost_points,
    recheck_cut,
    told_in_group,
    unexplained,
)
from perfxl.checks.vocabulary.words import is_empty_word
from perfxl.filing.amounts import money, number
from perfxl.filing.findings import Level
from perfxl.filing.model import Filing, IndicatorScore, Scored
from perfxl.score.reached import is_reached, progress


@check("V01", Level.ERROR, on=Scored, english="Points were lost and no reason is given")
def reason_missing(scored: Scored) -> Iterator[Remark]:
    """没有得满分的指标应写明偏差原因和改进措施。

    为什么：扣了分不说原因，就不知道是目标定高了、事情没有办，还是钱没有到。
    怎么改：在偏差原因栏写清差在哪里、为什么、下一步怎么办。
    例：绩效自评表!I18 “全年接待读者”扣了 0.75 分（指标值 ≥60000人次、完成值 57000人次），
    没有写偏差原因
    """
    form = scored.filing.form
    cells: dict[str, list[tuple[Field[str], IndicatorScore, str]]] = {}  # 合用一格的，说一次
    for score in scored.indicators:
        reason = score.indicator.reason
        if reason is None or reason.value or reason.cell.is_uncomputed:
            continue
        if reason.cell.kind != "error" and (said := unexplained(score, scored)):
            cells.setdefault(reason.cell.address, []).append((reason, score, said))
    for rows in cells.values():
        reason, _, last = rows[-1]
        message = "；".join([*(said.rpartition("，")[0] for _, _, said in rows[:-1]), last])
        fix = f"请在 {reason.cell.local} 写明原因和改进措施"
        basis = tuple(place for _, score, _ in rows for place in scored_on(score.indicator))
        yield Remark((reason,), message, fix, form.cite(form.indicators.source), basis=basis)


@check("V02", Level.VERIFY, on=Scored, english="Far above the target and no reason is given")
def over_fulfilment(scored: Scored) -> Iterator[Remark]:
    """完成值超过指标值较多、到了规定界线的，应说明原因。

    为什么：超得太多，多半是年初的指标值定得明显偏低；办法要求分析原因，属于定低的适度调减分值。
    怎么改：在偏差原因栏写明为什么超出；指标值定低的，适度扣分，下年调高。
    例：绩效自评表!F14 “添置图书册数”指标值 ≥600册、完成值 15120，完成率 2520.00%，
    到了 130% 的界线，没有写原因
    """
    limit = scored.filing.form.limit_of("over_explain")
    if limit is None:
        return
    for score, times in over(scored):
        if times >= limit.value:
            source = scored.filing.form.cite(limit.source)
            reason = score.indicator.reason
            where = f"请在 {reason.cell.local} 写明" if reason is not None else "请说明"
            fix = f"{where}超出的原因；指标值定低的，适度调减分值"
            message = f"{_times(score)}，到了 {plain(limit.value * 100)}% 的界线，没有写原因"
            at, basis = (score.indicator.actual, reason), scored_on(score.indicator)
            yield Remark(at, message, fix, source, basis=basis)


@check("V03", Level.INFO, on=Scored, english="Clearly above the target")
def over_notice(scored: Scored) -> Iterator[Remark]:
    """完成值明显高于指标值的，宜说明原因。

    为什么：高出一截，审核时可能问年初的指标值是不是定低了。
    怎么改：在偏差原因栏简要说明；不说明也可以保留。
    例：绩效自评表!F13 “改造阅览室面积”指标值 ≥1200平方米、完成值 1500平方米，完成率 125.00%，
    到了 120% 的界线
    """
    form = scored.filing.form
    yield from _above_range(scored)
    notice, explain = form.limit_of("over_notice"), form.limit_of("over_explain")
    if notice is None:
        return
    for score, times in over(scored):
        if times >= notice.value and (explain is None or times < explain.value):
            message = f"{_times(score)}，到了 {plain(notice.value * 100)}% 的界线"
            at, basis = (score.indicator.actual,), scored_on(score.indicator)
            yield Remark(at, message, "", form.cite(notice.source), basis=basis)


def _above_range(scored: Scored) -> Iterator[Remark]:
    """高出区间的上端而没有到界线的：是起码要到的，还是不能越出的，看不出；按完成算了，说一声。"""
    limit = scored.filing.form.limit_of("over_notice")
    for score, times in over(scored):
        mine, full = (
            score.indicator,
            score.computed and score.points == number(score.indicator.weight),
        )
        if mine.target.value.high is None or times <= 1 or not full:
            continue
        if limit is None or times < limit.value:
            message = f"“{mine.name.value}”{progress(score)}，高出区间的上端，按完成记的满分"
            fix = "区间里的才算完成的，改得分并写明原因；是起码要到的，可以保留"
            yield Remark((mine.actual, mine.target), message, fix, basis=scored_on(mine))


def _times(score: IndicatorScore) -> str:
    rate = fixed(score.completion or Decimal(0))
    return f"“{score.indicator.name.value}”{progress(score)}，完成率 {rate}%"


@check("V04", Level.ERROR, on=Scored, english="The reason for lost points says 'none'")
def reason_is_empty_word(scored: Scored) -> Iterator[Remark]:
    """扣了分、没有完成的，偏差原因不能写“无”。

    为什么：扣分、没有完成和“无偏差”不能同时成立，写“无”“0”等于没有说明。
    怎么改：写清差在哪里、为什么、下一步怎么办；没有偏差的改记满分。
    例：绩效自评表!I18 “全年接待读者”扣了 0.75 分（指标值 ≥60000人次、完成值 57000人次），
    偏差原因写的是“无”
    """
    form = scored.filing.form
    for score in scored.indicators:
        mine, lost, cut = score.indicator, lost_points(score), recheck_cut(score)
        if mine.reason is None or not mine.reason.value:
            continue
        if not is_empty_word(mine.reason.value, form):
            continue
        # 晚了、少了的不会是“没有偏差”，不叫它改记满分。
        short = is_unscored_short(score, scored) or is_reached(score) is False
        fix = "写清差在哪里、为什么、下一步怎么办；已经完成的，改正完成值" if short else ""
        if is_unscored_short(score, scored):
            said = f"没有完成（{progress(score)}）"
        elif cut is not None:
            said = f"复核{cut}"
        elif lost is None or is_met(score) or told_in_group(score, scored):
            continue
        else:
            said = f"扣了 {plain(lost)} 分（{progress(score)}）"
        message = f"“{mine.name.value}”{said}，偏差原因写的是“{mine.reason.value}”"
        source, basis = form.cite(form.indicators.source), scored_on(mine)
        yield Remark((mine.reason,), message, fix, source, basis=basis)


@check("V05", Level.VERIFY, on=Scored, english="The reason contradicts the figures")
def reason_contradicts(scored: Scored) -> Iterator[Remark]:
    """偏差原因的说法应与完成情况一致。

    为什么：没有完成却说超过了目标，或完成了却说没有达到，数和话必有一个错。
    怎么改：核对完成值和指标值，改正写错的一处。
    例：绩效自评表!I18 “全年接待读者”指标值 ≥60000人次、完成值 57000人次，没有完成，
    偏差原因却说“超过预期”
    """
    for score in scored.indicators:
        mine = score.indicator
        contrary = contrary_word(score, mine.reason.value) if mine.reason else ""
        if contrary:
            state = met_said(score)
            message = f"“{mine.name.value}”{progress(score)}，{state}，偏差原因却说“{contrary}”"
            yield Remark((mine.reason, mine.actual), message, basis=scored_on(mine))


@check("V06", Level.VERIFY, on=Scored, english="High indicator points beside a low execution rate")
def points_above_execution(scored: Scored) -> Iterator[Remark]:
    """执行率低而指标得分率明显偏高的，应说明原因。

    为什么：钱没有花多少，事却几乎都办成了，不是预算报多了，就是得分给高了。
    怎么改：核对各条得分；属实的，说明少花钱办成事的原因。
    例：绩效自评表!H6 预算执行率 66.15%，指标得分率 99.17%（89.25÷90），高出 33.02 个百分点
    """
    form, rate = scored.filing.form, scored.execution.rate
    gap, low = form.limit_of("score_above_execution"), form.limit_of("execution_low")
    line = scored.filing.total_fund
    if gap is None or low is None or rate is None or line is None or rate >= low.value * 100:
        return
    pairs = [
        (number(row.indicator.weight), number(row.indicator.points)) for row in scored.indicators
    ]
    known = [(whole, filed) for whole, filed in pairs if whole is not None and filed is not None]
    weight = sum((whole for whole, _ in known), Decimal(0))
    points = sum((filed for _, filed in known), Decimal(0))
    if weight <= 0 or points <= 0:
        return
    share = points / weight * 100
    if (share - rate) / share > gap.value:
        message = (
            f"预算执行率 {fixed(rate)}%，指标得分率 {fixed(share)}%"
            f"（{plain(points)}÷{plain(weight)}），高出 {fixed(share - rate)} 个百分点"
        )
        basis = (line.budget, line.executed, *(row.indicator.points for row in scored.indicators))
        at = (line.rate or line.executed,)
        yield Remark(at, message, "", form.cite(gap.source), basis=basis)


@check("V07", Level.VERIFY, on=Filing, english="Carry-over differs from the unspent budget")
def carryover_differs(filing: Filing) -> Iterator[Remark]:
    """年末结转结余应等于预算数减执行数。

    为什么：没有花的钱不是结转就是收回，对不上说明有一处漏了。
    怎么改：核对年末结转结余；已被收回的，写明收回的金额。
    例：数据项!B2 “年末结转和结余”是 0 万元，预算 90 减执行 88.65 剩 1.35 万元，差 1.35 万元
    """
    line, limit = filing.total_fund, filing.form.limit_of("money_difference")
    if line is None or limit is None:
        return
    budget, executed = amount_of(line, "budget", filing), amount_of(line, "executed", filing)
    known = stated_money(filing) if filing.data else ()
    for item in filing.data:
        mine = re.search(r"结转|结余", item.name.value) and not re.search(
            r"上年|年初|以前", item.name.value
        )
        mine = mine and part_called(item, known) is None  # 其中一笔的由 D17 报告
        left = money(item.value, filing.money_unit) if item.value.value.kind == "money" else None
        if not mine or left is None or budget is None or executed is None:
            continue
        unspent, unit = budget - executed, filing.money_unit
        if abs(unspent - left) > limit.value:
            message = (
                f"“{item.name.value}”是 {plain(left)} {unit}，"
                f"预算 {plain(budget)} 减执行 {plain(executed)} 剩 {plain(unspent)} {unit}，"
                f"差 {plain(abs(unspent - left))} {unit}"
            )
            yield Remark((item.value, line.budget, line.executed), message)


@check("V08", Level.WARNING, on=Filing, english="A carry-over without a reason")
def carryover_reason_missing(filing: Filing) -> Iterator[Remark]:
    """有结转结余的子项目应写明原因。

    为什么：结余是审核必问的，逐项写明才说得清钱为什么没有花完。
    怎么改：在结转结余原因栏写明原因和下一步的安排。
    例：资金明细!F2 “阅览室改造”结转结余 1.35 万元，没有写原因
    """
    for line in filing.details:
        left = money(line.balance, filing.money_unit)
        if left is None or left <= 0 or line.reason is None:
            continue
        if not line.reason.value or is_empty_word(line.reason.value, filing.form):
            message = f"“{line.name.value}”结转结余 {plain(left)} {filing.money_unit}，没有写原因"
            yield Remark((line.reason,), message)


@check("V09", Level.VERIFY, on=Filing, english="A figure changed far from last year's")
def change_from_last_year(filing: Filing) -> Iterator[Remark]:
    """与上年相比变动很大的数据项应说明原因。

    为什么：成倍的增减，可能是真的，也可能是单位或小数点填错。
    怎么改：核对本年值、上年值和单位；属实的在备注写明原因。
    例：数据项!B2 “办证读者”本年 1800人，上年 600人，是上年的 3.00 倍
    """
    limit = filing.form.limit_of("growth")
    if limit is None:
        return
    for item in filing.data:
        last = number(item.last_year)
        now = number(item.value)
        noted = item.note is not None and item.note.value
        if now is None or last is None or now <= 0 or last <= 0 or noted:
            continue
        times = now / last
        if times >= limit.value or times <= 1 / limit.value:
            message = (
                f"“{item.name.value}”本年 {item.value.value.shown}，"
                f"上年 {plain(last)}{item.value.value.unit}，是上年的 {fixed(times)} 倍"
            )
            source = filing.form.cite(limit.source)
            yield Remark((item.value, item.last_year), message, "", source)
