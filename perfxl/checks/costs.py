"""M 资金之三：成本、人数乘标准与执行数，年中调整的预算，指标里写的支付率。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfxl.cells.grid import Field
from perfxl.cells.later import later
from perfxl.cells.quantity import Quantity, fixed, fold, plain, rounded
from perfxl.cells.units import factor
from perfxl.checks.register import Remark, check
from perfxl.checks.vocabulary.cost_rows import budgets_of, cost_rows
from perfxl.checks.vocabulary.fund_lines import amount_of, fund_name, table_lines, title_of
from perfxl.checks.vocabulary.rows import SCORE_CODES
from perfxl.filing.amounts import number
from perfxl.filing.findings import Level
from perfxl.filing.model import Filing, FundLine, Scored

_PER_HEAD = later(r"元/(人|户|名|生)(?:[/·.、]?(月|年))?")
_HEADS = later(r"(?<![\d.])(\d+)(人|户|名)(?!次)")
_MONTHLY = later(
    r"(?:每人每月|每月每人|每户每月|每月每户|每月)[^\d,，。;；]{0,8}(\d+(?:\.\d+)?)元"
    r"|(?<![\d.])(\d+(?:\.\d+)?)元/(?:人|户|名)[/·.、]?月"
)
_YEAR_MONTHS = range(1, 13)


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _times(product: Decimal, budgets: list[Decimal], *, months: bool) -> int:
    """人数×标准×几个月正好是预算；都不是为 0。"""
    for times in _YEAR_MONTHS if months else range(1, 2):
        if any(rounded(product * times, _places(budget)) == budget for budget in budgets):
            return times
    return 0


@check("M13", Level.WARNING, on=Filing, english="Heads times rate is not the spending", trial=True)
def heads_times_rate(filing: Filing) -> Iterator[Remark]:
    """预算照人数乘标准编的，执行数也应是实际人数乘标准。

    为什么：人数和标准都照预算完成了，钱却差得多，不是人数不实，就是执行数填错。
    怎么改：核对实际人数、标准、月数和执行数；有欠发、补发的写明。
    例：绩效自评表!F6 1500人×600元＝90 万元是照着预算的，执行数却只有 60 万元
    """
    line, limit = filing.total_fund, filing.form.limit_of("same_amount")
    executed = amount_of(line, "executed", filing) if line else None
    scale = factor("元", filing.money_unit)
    if line is None or limit is None or executed is None or scale is None:
        return
    budgets = budgets_of(line, filing)
    for heads, each, months, done, place in (*_by_rows(filing), *_by_text(filing)):
        times = _times(heads * each * scale, budgets, months=months)
        due = done * each * times * scale
        if not times or abs(due - executed) <= due * limit.value:
            continue
        tail = f"×{times}个月" if months else ""
        only = "只有" if executed < due else "有"
        message = (
            f"{plain(done)}人×{plain(each)}元{tail}＝{plain(due)} {filing.money_unit}"
            f"是照着预算的，执行数却{only} {plain(executed)} {filing.money_unit}"
        )
        yield Remark((line.executed, place), message)


_Heads = tuple[Decimal, Decimal, bool, Decimal, Field[Quantity] | Field[str]]


def _by_rows(filing: Filing) -> Iterator[_Heads]:
    """指标里只有一条人数、一条每人标准的。"""
    heads = [
        indicator
        for indicator in filing.indicators
        if indicator.target.value.unit in {"人", "户", "名", "生"}
    ]
    rates = [
        (row, per)
        for row in filing.indicators
        if (per := _PER_HEAD.fullmatch(fold(row.target.value.unit)))
    ]
    if len(heads) != 1 or len(rates) != 1:
        return
    many, (rate, per) = heads[0], rates[0]
    planned, done = many.target.value.value, many.actual.value.value
    each, paid = rate.target.value.value, number(rate.actual)
    if planned and done and each and paid == each and per[1] in {many.target.value.unit, "生"}:
        yield planned, each, per[2] == "月", done, many.actual


def _by_text(filing: Filing) -> Iterator[_Heads]:
    """预期目标里只写了一个人数、一个每月标准，完成情况说这些人都发到了。"""
    goal, done = filing.goal, filing.achievement
    if goal is None or done is None:
        return
    heads = set(_HEADS.findall(fold(goal.value)))
    rates = {before or after for before, after in _MONTHLY.findall(fold(goal.value))}
    if len(heads) == len(rates) == 1 and heads <= set(_HEADS.findall(fold(done.value))):
        many = Decimal(next(iter(heads))[0])
        yield many, Decimal(next(iter(rates))), True, many, goal


@check("M14", Level.WARNING, on=Filing, english="Cost rows do not add up to spending", trial=True)
def costs_total(filing: Filing) -> Iterator[Remark]:
    """分开写的成本指标，指标值合计是预算的，完成值合计应等于执行数。

    为什么：成本和执行数说的是同一笔钱，加起来不等，必有一条不准。
    怎么改：核对各条成本的完成值与执行数；口径不同的写明差在哪里。
    例：绩效自评表!F16 2 条成本指标的完成值合计 89 万元，年度资金总额的执行数是 88.65 万元
    """
    line, limit = filing.total_fund, filing.form.limit_of("money_difference")
    executed = amount_of(line, "executed", filing) if line else None
    rows = list(cost_rows(filing))
    if line is None or limit is None or executed is None or len(rows) < 2:
        return
    planned = sum((target for _, target, _ in rows), Decimal(0))
    spent = sum((actual for _, _, actual in rows), Decimal(0))
    if planned in budgets_of(line, filing) and abs(spent - executed) > limit.value:
        unit = filing.money_unit
        message = (
            f"{len(rows)} 条成本指标的完成值合计 {plain(spent)} {unit}，"
            f"{fund_name(line)}的执行数是 {plain(executed)} {unit}"
        )
        yield Remark((*(row.actual for row, _, _ in rows), line.executed), message)


# 调整、收回的要是钱：“施工调整线路”“收回问卷”说的是别的。
_MONEY = r"(?:预算|资金|经费|额度|拨款|结余)"
_ADJUSTED = later(
    rf"追加|调增|调减|压减|增加预算|核减|(?:调整|收回)[^。;；]{{0,8}}{_MONEY}|{_MONEY}[^。;；]{{0,8}}(?:调整|收回)"
)


@check("M15", Level.INFO, on=Filing, english="The budget moved without a word", trial=True)
def budget_moved(filing: Filing) -> Iterator[Remark]:
    """年中追加或调减预算的，应说明理由。

    为什么：预算年中变动，审核时要看依据；有的表样要求单独说明。
    怎么改：在完成情况或原因栏写明追加、调减的依据；没有批复的，改回年初的数。
    例：绩效自评表!E6 年度资金总额年初 60 万元，全年预算 90 万元，追加 30 万元，没有说明理由
    """
    line = filing.total_fund
    if line is None:
        return
    initial, budget, executed = (
        amount_of(line, key, filing) for key in ("initial", "budget", "executed")
    )
    limit = filing.form.limit_of("budget_moved")
    if limit is None or initial is None or not budget or initial == budget:
        return
    if abs(budget - initial) < initial * limit.value:
        return
    cut_to_fit = budget == executed and budget < initial
    if cut_to_fit or any(map(_ADJUSTED.search, _reasons(filing))):
        return  # 调减到恰好等于执行数的由 M11 报告
    unit, change = filing.money_unit, "追加" if budget > initial else "调减"
    message = (
        f"{fund_name(line)}年初 {plain(initial)} {unit}，全年预算 {plain(budget)} {unit}，"
        f"{change} {plain(abs(budget - initial))} {unit}，没有说明理由"
    )
    yield Remark((line.budget, line.initial), message)


def _reasons(filing: Filing) -> Iterator[str]:
    """可能写着调整理由的地方：完成情况、各条原因、报告文字。"""
    fields = [
        filing.goal,
        filing.achievement,
        *(indicator.reason for indicator in filing.indicators),
    ]
    fields += [narrative.text for narrative in filing.narratives]
    fields += [line.reason for line in filing.funds if line.kind != "detail"]
    return (field.value for field in fields if field is not None)


_FUND = r"(?:项目|专项|财政)?(?:预算)?(?:资金|经费|款项|补助|预算)"
_PAY = r"(?:执行|支付|支出|使用|拨付)"
_BY = r"(?:(?:(?:19|20)\d{2}年)?(?:\d{1,2}月(?:\d{1,2}日)?|年)(?:底|末)?(?:之?前|以前|内)?)?"
_PAID = later(
    rf"{_BY}(?:{_FUND}{_PAY}(?:率|进度|比例|完成率)|完成{_FUND}{_PAY}|{_FUND}(?:完成{_PAY}|{_PAY}完成))"
)


@check(
    "M16", Level.WARNING, on=Scored, english="A stated payment rate is not real", trial=True,
    explains=SCORE_CODES,
)  # fmt: skip
def payment_rate_differs(scored: Scored) -> Iterator[Remark]:
    """指标里写的资金支付率应与资金表算出的执行率相同。

    为什么：同一个执行率，资金表算出来一个数，指标里又是一个数，必有一处不实。
    怎么改：照资金表改正完成值，得分随之改正；口径不同的写明。
    例：绩效自评表!F15 “资金支付率”的完成值是 100%，资金表的执行率是 98.50%
    """
    filing, line = scored.filing, scored.filing.total_fund
    if line is None:
        return
    for indicator in (score.indicator for score in scored.indicators):
        actual, name = indicator.actual.value, fold(indicator.name.value)
        if actual.kind != "percent" or actual.value is None:
            continue
        part = None if _PAID.fullmatch(name) else _named_by(name, filing)
        rate = _rate_of(part, filing) if part else scored.execution.rate
        if rate is None or not (part or _PAID.fullmatch(name)):
            continue
        if actual.value != rounded(rate, min(_places(actual.value), 2)):
            owner = f"“{_plain_name(part)}”的" if part else "的"
            said = f"“{indicator.name.value}”的完成值是 {actual.shown}"
            message = f"{said}，资金表{owner}{title_of(filing, 'rate')}是 {fixed(rate)}%"
            against = part or line
            at = (indicator.actual, against.rate or against.executed)
            yield Remark(at, message, basis=(against.budget, against.executed))


_MARKED = later(
    r"^(?:其中[:：]?)?(?:[(（]?[\d一二三四五六七八九十]+[)）.、．]+)?|[(（][^()（）]*[)）]$"
)
_OF_PART = later(rf"(.+?)(?:预算)?{_PAY}率")


def _named_by(name: str, filing: Filing) -> FundLine | None:
    """`项目支出预算执行率`：说的是资金表里哪一行（只有一行叫这个名称）。"""
    found = _OF_PART.fullmatch(name)
    if found is None:
        return None
    lines = [line for line in table_lines(filing) if _plain_name(line) == found[1]]
    return lines[0] if len(lines) == 1 and lines[0].kind != "total" else None


def _plain_name(line: FundLine) -> str:
    return _MARKED.sub("", fold(fund_name(line)))


def _rate_of(line: FundLine, filing: Filing) -> Decimal | None:
    budget, executed = (amount_of(line, key, filing) for key in ("budget", "executed"))
    return executed / budget * 100 if budget and executed is not None else None
