"""M 资金之二：执行率和它的得分，零预算、低执行、调减预算。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfxl.cells.grid import Field
from perfxl.cells.quantity import Quantity, fixed, plain, rounded
from perfxl.checks.register import Remark, check
from perfxl.checks.vocabulary.fund_lines import amount_of, fund_name, table_lines, title_of
from perfxl.checks.vocabulary.lost import said_points, to_points
from perfxl.checks.vocabulary.rates import (
    Base,
    base_for,
    exact_rate,
    execution_fixes,
    rate_amounts,
    rate_level,
    written_rate,
)
from perfxl.checks.vocabulary.rows import TOTAL_CODES, coarse
from perfxl.checks.vocabulary.words import is_empty_text
from perfxl.filing.amounts import amount, number, part_lines
from perfxl.filing.findings import Level
from perfxl.filing.fixes import Fix, cells_of, number_fix, replaced
from perfxl.filing.model import Filing, FundLine, FundScore, Scored


@check("M02", Level.ERROR, on=Scored, english="The execution rate is not executed over budget")
def execution_rate(scored: Scored) -> Iterator[Remark]:
    """执行率应等于执行数除以预算数。

    为什么：执行率是算出来的，与两个金额对不上，说明有一处填错，得分也跟着错。
    怎么改：照算式改正执行率；金额填错的改正金额。
    例：绩效自评表!H6 年度资金总额的执行率写 95%，88.65÷90（万元）＝98.50%
    """
    filing = scored.filing
    for fund in scored.funds:
        field, level = written_rate(fund), rate_level(fund, filing)
        if field is None or level is None:
            continue
        budget, executed = rate_amounts(fund.line, filing)
        exact, unit = exact_rate(fund.line, filing), filing.money_unit
        if (base := base_for(fund, filing)) is not None:
            yield _over_other(fund, filing, field, base)
            continue
        coarse = "" if level is Level.ERROR else "只写到整数，"
        message = (
            f"{fund_name(fund.line)}的{title_of(filing, 'rate')}写 {field.value.shown}，{coarse}"
            f"{plain(executed)}÷{plain(budget)}（{unit}）＝{fixed(exact)}%"
        )
        fix = f"请改为 {fixed(exact)}%" + ("，或核对两个金额" if level is Level.ERROR else "")
        source = filing.form.cite(filing.form.funds.source)
        # 得分也与金额对不上的，可能是金额填错，不替填报人定。
        sure = level is Level.WARNING or fund.line.kind != "total" or _points_agree(scored)
        fixes = _rate_fixes(field, fund.line, filing) if sure else ()
        basis = (fund.line.budget, fund.line.executed)
        yield Remark((field,), message, fix, source, level, fixes, basis)


def _over_other(fund: FundScore, filing: Filing, field: Field[Quantity], base: Base) -> Remark:
    """照到位数、合同金额算的支出进度：不算错，说明两种算法；支出比到位的还多的，要核实。"""
    (budget, executed), unit = rate_amounts(fund.line, filing), filing.money_unit
    named = f"{fund_name(fund.line)}的{title_of(filing, 'rate')}写 {field.value.shown}"
    source = filing.form.cite(filing.form.funds.source)
    if executed > base.value:
        than = "到位的" if base.name == "到位数" else base.name
        message = f"{named}：支出 {plain(executed)} {unit}，比{than} {plain(base.value)} {unit}还多"
        return Remark((field, fund.line.executed), message, _WHICH_SUM, source, Level.VERIFY)
    rate = f"{plain(executed)}÷{plain(budget)}（{unit}）＝{fixed(exact_rate(fund.line, filing))}%"
    message = f"{named}，是支出除以{base.name} {plain(base.value)} {unit}；除以预算数是 {rate}"
    return Remark((field,), message, "规定照预算数算的，改成照预算数", source, Level.INFO)


_WHICH_SUM = "核对支出数、到位数；用别的资金垫付的，写明来源"


def _rate_fixes(field: Field[Quantity], line: FundLine, filing: Filing) -> tuple[Fix, ...]:
    key = "budget" if line.kind == "detail" else filing.form.funds.rate_over
    rate = rounded(exact_rate(line, filing), filing.form.scoring.digits)
    return number_fix(field, rate, cells_of(getattr(line, key), line.executed))


def _points_agree(scored: Scored) -> bool:
    """预算执行率的得分与照金额算出的相同；表上没有得分的不论。"""
    line, due = scored.filing.total_fund, scored.execution.points
    filed = None if line is None else number(line.points)
    if filed is None or due is None:
        return True
    return abs(filed - due) <= scored.filing.form.scoring.tolerance


@check(
    "M03",
    Level.ERROR,
    on=Scored,
    english="Points of the execution are not rate times weight",
    explains=TOTAL_CODES,
)
def execution_points(scored: Scored) -> Iterator[Remark]:
    """预算执行率的得分应等于执行率乘分值，不超过分值。

    为什么：这一项的得分是算出来的，不能另给；先把执行率取整再乘也会多得分。
    怎么改：改成算出的得分。
    例：绩效自评表!I6 预算执行率得分写 9，应为 min(37.24÷43.2,1)×10=8.62
    """
    line, form, due = scored.filing.total_fund, scored.filing.form, scored.execution.points
    filed = None if line is None else number(line.points)
    if line is None or filed is None or due is None or scored.execution.rate is None:
        return
    weight, share = form.funds.weight, min(scored.execution.rate, Decimal(100)) / 100
    if weight is not None and filed == rounded(share * weight, 2):
        return  # 得分是照规定的分值算的，分值填错了，由 W05 报告
    if abs(filed - due) > form.scoring.tolerance:
        message = f"预算执行率得分写 {said_points(line.points)}，应为 {scored.execution.why}"
        fix = f"请{to_points(line.points, due)}，总分随之改正"
        source, fixes = form.cite(form.funds.source), execution_fixes(scored, line)
        short = filed == rounded(due, form.scoring.digits - 1) and coarse(scored.filing)
        level = Level.INFO if short else None  # 整张表都只写一位小数
        base = _base_of_points(scored, line, filed)
        if base is not None:
            message += f"；照{base.name} {plain(base.value)} 算的是 {plain(filed)}"
            level, fixes = Level.VERIFY, ()
        if level is None and line.weight is None:
            whose = "表样的" if weight else "各条加起来离一百分还差的"
            worth = plain(weight or scored.execution.weight or Decimal(0))
            message += f"（表上没有写分值，照{whose} {worth} 分）"
            level = Level.VERIFY
        basis = line.budget, line.executed
        yield Remark((line.points,), message, fix, source, level, fixes, basis)


def _base_of_points(scored: Scored, line: FundLine, filed: Decimal) -> Base | None:
    """得分是照写着的支付率算的，支付率照的是合同金额、到位数：那个数。"""
    fund = next((each for each in scored.funds if each.line is line), None)
    rate = None if fund is None else written_rate(fund)
    weight = number(line.weight) or scored.filing.form.funds.weight
    if fund is None or rate is None or rate.value.value is None or weight is None:
        return None
    due = rounded(min(rate.value.value, Decimal(100)) / 100 * weight, 2)
    return base_for(fund, scored.filing) if abs(due - filed) <= Decimal("0.01") else None


@check("M05", Level.VERIFY, on=Scored, english="The execution rate is below the form's line")
def execution_low(scored: Scored) -> Iterator[Remark]:
    """预算执行率低于规定界线的，应说明原因。

    为什么：钱没有花出去，多半是预算报多了或事情没有办，审核时必问。
    怎么改：核对预算数、执行数；属实的，写明没有执行完的原因和剩余资金的去向：资金、支出率的指标有原因一栏的，
    写在那一栏；没有的写在说明里。
    例：绩效自评表!H6 预算执行率 66.15%，低于 80%
    """
    filing = scored.filing
    line, limit = filing.total_fund, filing.form.limit_of("execution_low")
    rate = scored.execution.rate
    if line is None or limit is None or rate is None or rate >= limit.value * 100:
        return
    if _says_why(scored) or _details_say_why(filing):
        return
    message = f"预算执行率 {fixed(rate)}%，低于 {plain(limit.value * 100)}%"
    source, basis = filing.form.cite(limit.source), (line.budget, line.executed)
    yield Remark((line.rate or line.executed,), message, "", source, basis=basis)


def _says_why(scored: Scored) -> bool:
    """资金块、按执行率计分的指标有原因一栏，写了。"""
    rows = (row.indicator for row in scored.indicators if row.method == "execution_rate")
    fields = (*(line.reason for line in table_lines(scored.filing)), *(row.reason for row in rows))
    return any(_is_written(field, scored.filing) for field in fields)


def _details_say_why(filing: Filing) -> bool:
    """资金明细写了原因的几项，没有支出的够全部没有支出的数；有一项没有写数的，也算说了。"""
    lines = [line for line in filing.details if _is_written(line.reason, filing)]
    left = [amount_of(line, "balance", filing) for line in lines]
    budget, executed = amount(filing, "budget"), amount(filing, "executed")
    if not lines or budget is None or executed is None or None in left:
        return bool(lines)
    return sum((value for value in left if value is not None), Decimal(0)) >= budget - executed


def _is_written(field: Field[str] | None, filing: Filing) -> bool:
    return field is not None and not is_empty_text(filing, field)


@check("M04", Level.VERIFY, on=Scored, english="More was executed than budgeted")
def execution_above_budget(scored: Scored) -> Iterator[Remark]:
    """执行数不应大于预算数。

    为什么：没有预算不能支出；超出的部分要么是预算调整没有填，要么把别的项目的支出算了进来。
    怎么改：核对全年预算数是不是调整后的数、执行数有没有多算；确有其事的，在说明里写明资金来源。
    例：绩效自评表!F6 年度资金总额执行 92 万元，大于预算 90 万元，超出 2 万元；执行率最高按满分计，
    核算 10 分，I6 写 9.85，核算总分因此多 0.15 分
    """
    filing = scored.filing
    for line in filing.funds:
        budget, executed = (amount_of(line, key, filing) for key in ("budget", "executed"))
        if budget is not None and executed is not None and executed > budget > 0:
            unit, basis = filing.money_unit, (line.budget, line.executed)
            message = (
                f"{fund_name(line)}执行 {plain(executed)} {unit}，"
                f"大于预算 {plain(budget)} {unit}，超出 {plain(executed - budget)} {unit}"
            )
            points, effect = _effect(line, scored)
            yield Remark((line.executed, line.budget, points), message + effect, basis=basis)


def _effect(line: FundLine, scored: Scored) -> tuple[Field[Quantity] | None, str]:
    """执行率的分照满分算了：是哪一格，核算总分因此差多少。只有总额的执行率计分。"""
    if line is not scored.filing.total_fund:
        return None, ""
    rows = (row for row in scored.indicators if row.method == "execution_rate" and row.computed)
    row = next(rows, None)
    field = line.points if row is None else row.indicator.points
    due = scored.execution.points if row is None else row.points
    if due is None:
        return None, ""
    name = title_of(scored.filing, "rate") if row is None else f"“{row.indicator.name.value}”"
    said, filed = f"；{name}最高按满分计，核算 {plain(due)} 分", number(field)
    if field is None or filed is None or filed == due:
        return None, said
    more = f"{'多' if due > filed else '少'} {plain(abs(due - filed))} 分"
    return field, f"{said}，{field.cell.local} 写 {plain(filed)}，核算总分因此{more}"


@check("M06", Level.ERROR, on=Filing, english="Executed without a budget")
def execution_without_budget(filing: Filing) -> Iterator[Remark]:
    """有执行数的应有预算数。

    为什么：预算数为零时执行率算不出来；没有预算也不应有支出。
    怎么改：补填调整后的全年预算数；没有支出的，执行数改为 0。
    例：绩效自评表!E9 其他资金的全年预算数是 0，执行数却有 5 万元
    """
    for line in table_lines(filing):
        budget, executed = (amount_of(line, key, filing) for key in ("budget", "executed"))
        if budget == 0 and executed is not None and executed > 0:
            spent = f"{plain(executed)} {filing.money_unit}"
            message = f"{fund_name(line)}的{title_of(filing, 'budget')}是 0，执行数却有 {spent}"
            yield Remark((line.budget, line.executed), message)


@check("M07", Level.WARNING, on=Filing, english="A rate is written for 0 / 0")
def rate_of_nothing(filing: Filing) -> Iterator[Remark]:
    """预算数和执行数都是零的，不应写执行率。

    为什么：零除以零没有意义，写 100% 会被当成全部执行，写 0% 会被当成没有执行。
    怎么改：执行率改写“—”。
    例：绩效自评表!H9 其他资金的预算数和执行数都是 0，执行率却写 100%
    """
    said: dict[str, list[FundLine]] = {}
    for line in table_lines(filing):
        nothing = all(amount_of(line, key, filing) == 0 for key in ("budget", "executed"))
        unsummed = line.kind == "total" and amount_in_parts(filing)  # 总额没有加，由 M01 报告
        if nothing and not unsummed and line.rate is not None and line.rate.value.is_number:
            said.setdefault(line.rate.value.shown, []).append(line)
    for shown, lines in said.items():  # 系统导出的，零的各行都写着 0.00%：说一次
        rows = "、".join(map(fund_name, lines)) + (f" {len(lines)} 行" if len(lines) > 1 else "")
        message = f"{rows}的预算数和执行数都是 0，{title_of(filing, 'rate')}却写 {shown}"
        # 0% 多半是公式自己算出来的，不会被当成全部执行。
        zero = lines[0].rate is not None and not lines[0].rate.value.value
        fixes = tuple(fix for line in lines for fix in _dashes(line))
        rates = tuple(line.rate for line in lines)
        yield Remark(rates, message, level=Level.INFO if zero else None, fixes=fixes)


def _dashes(line: FundLine) -> tuple[Fix, ...]:
    """执行率改写“—”；总额是 0 而写着执行率的，可能是金额没有填，不替人改。"""
    if line.rate is None or line.kind == "total":
        return ()
    return replaced(line.rate.cell, "—", unit="%", basis=cells_of(line.budget, line.executed))


def amount_in_parts(filing: Filing) -> bool:
    """其中各行有没有金额。"""
    return any(amount_of(line, "budget", filing) for line in part_lines(filing))


@check("M11", Level.INFO, on=Filing, english="The budget was cut to exactly what was executed")
def budget_cut_to_execution(filing: Filing) -> Iterator[Remark]:
    """年中调减的预算恰好等于执行数的，宜说明调整的依据。

    为什么：把预算调到与执行数相同，执行率就成了百分之百，审核时会问是不是为了得分。
    怎么改：备好预算调整的文件；没有批复的，全年预算数填批复的数。
    例：绩效自评表!E6 年度资金总额由年初的 120 万元调减到 88.65 万元，恰好等于执行数
    """
    line = filing.total_fund
    if line is None:
        return
    initial, budget, executed = (
        amount_of(line, key, filing) for key in ("initial", "budget", "executed")
    )
    if initial is None or budget is None or executed is None or budget <= 0:
        return
    if budget == executed < initial:
        message = (
            f"{fund_name(line)}由年初的 {plain(initial)} {filing.money_unit}"
            f"调减到 {plain(budget)} {filing.money_unit}，恰好等于执行数"
        )
        yield Remark((line.budget, line.initial), message, basis=(line.initial, line.budget))
