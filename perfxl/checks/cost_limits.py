"""M 资金之五：成本指标的金额与花的钱、预算比。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.cells.quantity import plain
from perfxl.checks.register import Remark, check
from perfxl.checks.vocabulary.cost_rows import budgets_of, cost_rows
from perfxl.checks.vocabulary.fund_lines import amount_of, fund_name, title_of
from perfxl.checks.vocabulary.magnitude import doubted
from perfxl.filing.findings import Level
from perfxl.filing.model import Filing, FundLine, Indicator

# 一件多少钱的、几年合起来的、不是这笔钱的，与全年的支出没有大小可比。
_NOT_SPENT = later(
    r"单价|单位|人均|户均|[均每]|标准|造价|总投资|投资额|概算|合同|累计|带动|撬动|节[约省]|减少|降低|收入"
)
_OTHER_COST = later(r"社会|生态|环境")


@check("M20", Level.VERIFY, on=Filing, english="A cost is above all that was spent or budgeted")
def cost_above_spending(filing: Filing) -> Iterator[Remark]:
    """成本指标的金额不应大于项目的执行数（没有花钱的应是 0），上限不应大于项目的预算数。

    为什么：成本是从这笔钱里花的，一部分不会比全部多，没有花钱就没有成本；上限比预算还高，怎样都能完成。
    怎么改：核对成本指标和资金表，改正写错的一处：预算数、执行数是 0 而花了钱的补填；
    成本里有不在资金表里的钱的，写明是哪一笔，可以保留。
    例：绩效自评表!F17 “书架采购成本”的完成值是 92 万元，大于年度资金总额的全年执行数 88.65 万元
    """
    if doubted(filing) is not None:
        return  # 元和万元像是写混了：由 M17 报告
    line, limit = filing.total_fund, filing.form.limit_of("money_difference")
    executed = amount_of(line, "executed", filing) if line else None
    budgets = budgets_of(line, filing) if line else []
    if line is None or limit is None:
        return
    if executed == 0:
        yield from _spent_nothing(line, filing)
    if not executed or not budgets:
        return
    for row, target, actual in _own_costs(filing):
        if target in budgets:
            continue  # 以全部预算为上限的由 M12 报告
        unit, said, called = filing.money_unit, f"“{row.name.value}”的", fund_name(line)
        if actual > executed + limit.value:
            title = title_of(filing, "executed")
            done, paid = f"{plain(actual)} {unit}", f"{plain(executed)} {unit}"
            message = f"{said}完成值是 {done}，大于{called}的{title} {paid}"
            at = (row.actual, line.executed)
            yield Remark(at, message, _FIX, basis=at)
        elif row.target.value.op in _CAPS and target > max(budgets) + limit.value:
            title, budget = title_of(filing, "budget"), plain(max(budgets))
            message = f"{said}上限是 {plain(target)} {unit}，大于{called}的{title} {budget} {unit}"
            at = (row.target, line.budget)
            yield Remark(at, message, _FIX, basis=at)


_CAPS = frozenset({"<=", "<"})
_FIX = "核对成本指标和资金表，改正写错的一处；成本里有不在资金表里的钱的，写明是哪一笔，可以保留"


def _own_costs(filing: Filing) -> Iterator[tuple[Indicator, Decimal, Decimal]]:
    """从这笔钱里花的成本：指标值和完成值。"""
    for row, target, actual in cost_rows(filing):
        words = row.name.value + row.level2_name
        if not _NOT_SPENT.search(row.name.value) and not _OTHER_COST.search(words):
            yield row, target, actual


def _spent_nothing(line: FundLine, filing: Filing) -> Iterator[Remark]:
    """资金一分没有花，成本指标却花了钱。"""
    none = [key for key in ("budget", "executed") if amount_of(line, key, filing) == 0]
    titles = "、".join(title_of(filing, key) for key in none) + "都" * (len(none) > 1)
    for row, _, actual in _own_costs(filing):
        if actual <= 0:
            continue
        message = (
            f"{fund_name(line)}的{titles}是 0，“{row.name.value}”却花了 "
            f"{plain(actual)} {filing.money_unit}"
        )
        fix = "补填预算数、执行数，得分随之改正；钱在别处列支的，写明是哪一笔，可以保留"
        yield Remark((row.actual, *(getattr(line, key) for key in none)), message, fix)
