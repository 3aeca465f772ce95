"""M 资金：总额与分项、执行率及其得分、超预算和低执行。金额一律换成表的金额单位再比。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from perfxl.cells.grid import Cell, Field
from perfxl.cells.quantity import Quantity, clean, decimal, fold, plain, sum_slack
from perfxl.checks.register import Remark, check
from perfxl.checks.vocabulary.cost_rows import cost_rows
from perfxl.checks.vocabulary.fund_lines import (
    amount_of,
    amounts,
    balance_of,
    fund_name,
    is_nested,
    outer_lines,
    sum_fixes,
    sum_of_parts,
    table_lines,
    wholes,
)
from perfxl.checks.vocabulary.rates import same_printed
from perfxl.filing.amounts import is_unknown, number, part_lines
from perfxl.filing.findings import Level
from perfxl.filing.fixes import cells_of, replaced
from perfxl.filing.model import Filing, FundLine


@check("M01", Level.ERROR, on=Filing, english="The fund total is not the sum of its parts",
       explains=("M02", "M03", "M16", "P02"))  # fmt: skip
def fund_total(filing: Filing) -> Iterator[Remark]:
    """年度资金总额应等于其中各行之和。

    为什么：执行率按总额算，总额与分项不等，执行率的得分就站不住。
    怎么改：核对总额和各分项，改正填错的一格。
    例：绩效自评表!F6 年度资金总额的全年执行数是 89.65 万元，其中各行合计 88.65 万元，
    差 1 万元
    """
    limit = filing.form.limit_of("money_difference")
    if limit is None:
        return
    for total, group, lines in wholes(filing):
        for key, title in amounts(filing):
            apart = _apart(total, lines, key, filing, limit.value)
            if apart is None:
                continue
            due, added, fields, inner = apart
            unit, name = filing.money_unit, f"（{group}）" if group else ""
            if inner:
                many = f"等 {len(inner)} 行" if len(inner) > 1 else ""
                name += f"（不算内层的“{fund_name(inner[0])}”{many}）"
            message = (
                f"{fund_name(total)}的{title}是 {plain(due)} {unit}，"
                f"其中各行{name}合计 {plain(added)} {unit}，差 {plain(abs(added - due))} {unit}"
            )
            at = (getattr(total, key), *fields)
            source = filing.form.cite(filing.form.funds.source)
            # 总额写着 0 而其中各行都有数的，是没有加；别的不知道是哪一格填错。
            fixes = sum_fixes(filing, key) if due == 0 else ()
            fix = f"总额没有加：请改为 {plain(added)}，执行率和它的得分随之改正" if not due else ""
            fix = fix or _rate_tells(total, key, added, filing)
            alone = len(lines) == 1 and 0 != due >= added  # 也许只列了其中一笔
            level = Level.VERIFY if alone else None
            yield Remark(at, message, fix, source, level, fixes, at)


def _apart(
    total: FundLine, lines: Sequence[FundLine], key: str, filing: Filing, limit: Decimal
) -> tuple[Decimal, Decimal, list[Field[Quantity]], list[FundLine]] | None:
    """总额、其中各行之和、加的是哪几格、内层没有加的几行；对得上、看不出来的为 None。"""
    due = amount_of(total, key, filing)
    known = [(line, value) for line in lines if (value := amount_of(line, key, filing)) is not None]
    if due is None or not known or any(is_unknown(getattr(line, key)) for line in lines):
        return None
    if any(getattr(line, key) is None and _has_amount(line, filing) for line in lines):
        return None  # 有一行没有写这种金额的地方，不知道是多少
    down = [amount_of(line, key, filing) or Decimal(0) for line in lines]
    values, balance = [value for _, value in known], balance_of(filing, total, key)
    if _is_near(values, due, limit) or is_nested(due, down, [line.name.cell.raw for line in lines]):
        return None
    if balance and _is_near(values, due - balance, limit):
        return None
    outer = outer_lines(filing, total, lines)
    mine = [each for each in known if each[0] in outer] or known
    values = [value for _, value in mine]
    if _is_near(values, due, limit):
        return None  # 外层加得上，内层的另算
    inner = [each[0] for each in known if each[1] and each not in mine]
    return due, sum(values, Decimal(0)), [getattr(line, key) for line, _ in mine], inner


def _is_near(values: Sequence[Decimal], due: Decimal, limit: Decimal) -> bool:
    return abs(sum(values, Decimal(0)) - due) <= min(limit, sum_slack(due, values))


def _rate_tells(total: FundLine, key: str, added: Decimal, filing: Filing) -> str:
    """写着的执行率照其中各行之和正对得上、照总额对不上的：多半是总额填错。"""
    over, rate = filing.form.funds.rate_over, None if total.rate is None else total.rate.value
    budget, executed = amount_of(total, over, filing), amount_of(total, "executed", filing)
    shown = None if rate is None or rate.kind != "percent" else rate.value
    if shown is None or not budget or not executed or not added or key not in {over, "executed"}:
        return ""
    by_parts = added / budget if key == "executed" else executed / added
    if not same_printed(shown, by_parts * 100) or same_printed(shown, executed / budget * 100):
        return ""
    cell, said = getattr(total, key).cell.local, rate.shown if rate else ""
    return f"写着的执行率 {said} 照各行合计 {plain(added)} 正对得上，多半是 {cell} 填错；核对后改正"


@check("M08", Level.ERROR, on=Filing, english="An amount is negative")
def negative_amount(filing: Filing) -> Iterator[Remark]:
    """资金金额不应为负数。

    为什么：预算和支出没有负数；收回、调减的要在调整后的预算数里体现。
    怎么改：预算写调整后的数，支出写减去退回以后的数；多打了负号的删去。
    例：绩效自评表!F8 上年结转资金的全年执行数是 -1.5 万元
    """
    for line in filing.funds:
        for key, title in amounts(filing):
            value = amount_of(line, key, filing)
            if value is not None and value < 0:
                field: Field[Quantity] | None = getattr(line, key)
                message = f"{fund_name(line)}的{title}是 {plain(value)} {filing.money_unit}"
                due = "减去退回以后的支出" if key == "executed" else "调整后的预算数"
                yield Remark((field,), message, f"改为{due}；多打了负号的，删去负号")


@check("M09", Level.WARNING, on=Filing, english="Parts of the funds carry points of their own")
def part_scored(filing: Filing) -> Iterator[Remark]:
    """资金的分值和得分只填在总额行。

    为什么：其中各行再填一遍，汇总时会重复计分。
    怎么改：其中各行的分值、得分改写“—”。
    例：绩效自评表!G7 其中：当年财政拨款填了分值、得分，只应填在总额行
    """
    for line in table_lines(filing):
        pairs = (("分值", line.weight), ("得分", line.points))
        filled = [(title, field) for title, field in pairs if number(field)]
        total = filing.total_fund
        if total is None or (filing.form.funds.weight is None and not number(total.weight)):
            return  # 表样不打分、这张表也没有自己打分
        if line.kind != "total" and filled:
            titles = "、".join(title for title, _ in filled)
            message = f"{fund_name(line)}填了{titles}，只应填在总额行"
            source = filing.form.cite(filing.form.funds.source)
            at = cells_of(*(field for _, field in filled))
            whole = number(total.weight) and number(total.points)
            each = [replaced(cell, "—", unit="分") for cell in at]
            fixes = tuple(fix for choice in each for fix in choice) if whole and all(each) else ()
            yield Remark(at, message, "", source, None, fixes)


@check("M10", Level.WARNING, on=Filing, english="A cell's money unit contradicts the heading's")
def money_unit_in_cell(filing: Filing) -> Iterator[Remark]:
    """金额格里写的单位应与表头的金额单位相同。

    为什么：表头写万元、格里写元，看表和汇总的人会差一万倍。
    怎么改：换算成表头的单位，格里只留数字。
    例：绩效自评表!F7 其中：当年财政拨款的全年执行数写“786500元”，表头的单位是万元
    """
    for line in filing.funds:
        for key, title in amounts(filing):
            field: Field[Quantity] | None = getattr(line, key)
            value = amount_of(line, key, filing)
            if field is None or value is None or field.value.unit in {"", filing.money_unit}:
                continue
            word = field.value.unit.removesuffix("元") or "元"  # 118万 也是万元
            if word not in fold(f"{field.cell.raw}{field.cell.number_format}"):
                continue  # 单位写在列名里的（全年支出（元）），换算了再核
            # 大写的照格里的原话：壹佰贰拾万元，不换成 1200000元。
            written = field.cell.raw if field.cell.kind == "text" else field.value.shown
            said = f"{fund_name(line)}的{title}写“{' '.join(written.split())}”"
            message = f"{said}，表头的单位是{filing.money_unit}"
            # 总额与各行加得上，才知道写着的单位没有错。
            sure = line.kind != "detail" and _adds_up(filing, key)
            fixes = replaced(field.cell, Decimal(plain(value)), unit=field.value.unit)
            fix = f"请改为 {plain(value)}"
            yield Remark((field,), message, fix, fixes=fixes if sure else ())


def _adds_up(filing: Filing, key: str) -> bool:
    """其中各行都有数，加起来正是总额。"""
    total, limit = filing.total_fund, filing.form.limit_of("money_difference")
    due = None if total is None else amount_of(total, key, filing)
    added = sum_of_parts(filing, key)
    if due is None or added is None or limit is None:
        return False
    return abs(added - due) <= limit.value


def _has_amount(line: FundLine, filing: Filing) -> bool:
    return any(amount_of(line, key, filing) for key, _ in amounts(filing))


def _whole(total: FundLine, key: str, filing: Filing) -> Decimal | None:
    """总额；总额写 0、没有加的（由 M01 报告），取其中各行之和；有一笔不知道是多少的没有。"""
    if amount := amount_of(total, key, filing):
        return amount
    parts = part_lines(filing)
    if any(is_unknown(getattr(line, key)) for line in parts):
        return None
    values = (amount_of(line, key, filing) for line in parts)
    return sum((value for value in values if value), Decimal(0)) or None


@check("M12", Level.VERIFY, on=Filing, english="The project's cost is not what was executed")
def cost_differs_from_execution(filing: Filing) -> Iterator[Remark]:
    """以全部预算为上限的成本指标，完成值应等于全年执行数。

    为什么：项目总成本与执行数说的是一笔钱，两处不等，必有一处不准。
    怎么改：核对成本指标的完成值与资金表的执行数；口径不同的写明差在哪里。
    例：绩效自评表!F17 “项目总成本”的完成值是 90 万元，年度资金总额的执行数是 88.65 万元
    """
    total, limit = filing.total_fund, filing.form.limit_of("money_difference")
    if total is None or limit is None:
        return
    executed = _whole(total, "executed", filing)
    budgets = {_whole(total, key, filing) for key in ("initial", "budget")} - {None, Decimal(0)}
    for indicator, target, actual in cost_rows(filing):
        if target not in budgets or executed is None or abs(actual - executed) <= limit.value:
            continue
        unit = filing.money_unit
        message = (
            f"“{indicator.name.value}”的完成值是 {plain(actual)} {unit}，"
            f"{fund_name(total)}的执行数是 {plain(executed)} {unit}"
        )
        at = (indicator.actual, total.executed)
        yield Remark(at, message, basis=at)


@check("M19", Level.VERIFY, on=Filing, english="Another column of the funds does not add up")
def other_column_total(filing: Filing) -> Iterator[Remark]:
    """资金块里另有的各栏（到位数、追加数、半年执行数），总额也应等于其中各行之和。

    为什么：这些栏不算执行率，却是同一张表上的数，加不起来，必有一格写错。
    怎么改：核对总额和各分项，改正填错的一格。
    例：绩效自评表!J6 “到位数”一栏总额写 90，其中各行合计 18，差 72
    """
    lines = [line for line in table_lines(filing) if line.name.cell.sheet == filing.sheet]
    total = next((line for line in lines if line.kind == "total"), None)
    parts = [line for line in lines if line is not total]
    rows = {line.name.cell.row for line in lines}
    if total is None or len(rows) < len(lines) or len({line.group for line in parts}) != 1:
        return
    for column, cells in _other_columns(filing, rows).items():
        values = {cell.row: decimal(fold(cell.raw)) for cell in cells}
        known = [values.get(line.name.cell.row) for line in parts]
        due = values.get(total.name.cell.row)
        numbers = [value for value in known if value is not None]
        if due is None or len(numbers) < len(known) or len(numbers) < _PARTS:
            continue
        added = sum(numbers, Decimal(0))
        names = [line.name.cell.raw for line in parts]
        if abs(added - due) > sum_slack(due, numbers) and not is_nested(due, numbers, names):
            head = _head_of(filing, column, min(rows))
            message = (
                f"{head}总额写 {plain(due)}，其中各行合计 {plain(added)}，"
                f"差 {plain(abs(added - due))}"
            )
            yield Remark(tuple(cells), message)


_PARTS = 2


def _other_columns(filing: Filing, rows: set[int]) -> dict[int, list[Cell]]:
    """资金各行里没有当作金额的数，一列一列的。"""
    columns: dict[int, list[Cell]] = {}
    for reading in filing.readings:
        cell = reading.cell
        plainly = reading.role in {"note", "unused"} and not cell.is_percent
        if plainly and cell.row in rows and cell.sheet == filing.sheet and "%" not in cell.raw:
            columns.setdefault(cell.column, []).append(cell)
    return columns


def _head_of(filing: Filing, column: int, first: int) -> str:
    """这一列的列名：资金第一行上面最近的一格字。"""
    above = [
        reading.cell
        for reading in filing.readings
        if reading.cell.column == column
        and reading.cell.row < first
        and reading.cell.kind == "text"
    ]
    head = max(above, key=lambda cell: cell.row, default=None)
    return "" if head is None else f"“{clean(head.raw)}”一栏"
