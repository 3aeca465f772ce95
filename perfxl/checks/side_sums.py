"""D 附表之二：资金明细、任务的合计和小计，与各行、与资金总额对不对得上。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import chain
from typing import NamedTuple

from perfxl.cells.grid import Field
from perfxl.cells.quantity import Quantity, fold, plain, sum_slack
from perfxl.checks.register import Remark, check
from perfxl.checks.vocabulary.fund_lines import amount_of, fund_name, is_nested, title_of
from perfxl.filing.amounts import money
from perfxl.filing.findings import Level
from perfxl.filing.model import Filing, FundLine
from perfxl.filing.sides import Task
from perfxl.filing.subtotal import SideSum

_KEYS = ("budget", "executed", "balance")


class _Part(NamedTuple):
    """加进合计的一笔：叫什么，写在哪一格，多少。"""

    name: str
    field: Field[Quantity] | None
    value: Decimal | None


@check("D11", Level.VERIFY, on=Filing, english="The details do not add up to the fund total")
def details_total(filing: Filing) -> Iterator[Remark]:
    """资金明细各子项目之和应等于年度资金总额。

    为什么：明细是总额的分解，加起来不等，说明漏列、重列了子项目，或口径不同。
    怎么改：核对明细与总额；明细只列一部分或逐级展开的，写明口径。
    例：绩效自评表!F6 资金明细的支出合计 80 万元，年度资金总额的全年执行数是 88.65 万元，
    差 8.65 万元
    """
    total, limit = filing.total_fund, filing.form.limit_of("money_difference")
    if total is None or limit is None or not filing.details:
        return
    for key, title in (("budget", "安排资金"), ("executed", "支出")):
        due = amount_of(total, key, filing)
        parts = _whole_of(filing, key)
        known = [part.value for part in parts if part.value is not None]
        if due is None or due < 0 or not known:
            continue  # 负数由 M08 报告
        added = sum(known, Decimal(0))
        short = len(known) < len(parts)  # 有的子项目没有单独的金额，加起来本来就不全
        slack = max(limit.value, sum_slack(due, known))
        if added - due <= slack if short else abs(added - due) <= slack:
            continue
        unit = filing.money_unit
        message = (
            f"资金明细的{title}{'已写的几项' if short else ''}合计 {plain(added)} {unit}，"
            f"{fund_name(total)}的{title_of(filing, key)}是 {plain(due)} {unit}，"
            f"差 {plain(abs(added - due))} {unit}"
        )
        yield Remark((getattr(total, key), *(part.field for part in parts)), message)


def _whole_of(filing: Filing, key: str) -> list[_Part]:
    """明细一共多少：写了合计的是它；没有的，各类的小计加上没有小计的各行。"""
    sums = [each for each in filing.side_sums if each.table == "details"]
    whole = [part for each in sums if each.whole and (part := _written(each, key, filing)).value]
    return whole[:1] or _parts_of(filing, filing.details, sums, key)


def _parts_of(
    filing: Filing, lines: Sequence[FundLine | Task], sums: Sequence[SideSum], key: str
) -> list[_Part]:
    """各类的小计，加上没有小计的各行；小计没有写数的，还是各行。"""
    written = [(each, _written(each, key, filing)) for each in sums if not each.whole]
    known = [(each, part) for each, part in written if part.value is not None]
    covered = set(chain.from_iterable(each.of for each, _ in known))
    rest = [line for line in lines if line.name.cell not in covered]
    return [*(part for _, part in known), *(_line_part(line, key, filing) for line in rest)]


def _written(each: SideSum, key: str, filing: Filing) -> _Part:
    field = each.amounts.get(key)
    return _Part(each.title, field, money(field, filing.money_unit))


def _line_part(line: FundLine | Task, key: str, filing: Filing) -> _Part:
    field: Field[Quantity] | None = getattr(line, key, None)
    return _Part(line.name.value, field, money(field, filing.money_unit))


@check("D12", Level.ERROR, on=Filing, english="Carry-over of a detail line is not the difference")
def details_balance(filing: Filing) -> Iterator[Remark]:
    """子项目、小计的结转结余应等于安排资金减支出。

    为什么：三个数有一个填错，结转结余的原因就说不清。
    怎么改：改正填错的一格；有收回、调剂的，在结转结余原因里写明。
    例：资金明细!E2 “阅览室改造”安排 60 减支出 58.65 剩 1.35 万元，结转结余写 1.53
    """
    limit = filing.form.limit_of("money_difference")
    lines = [[_line_part(line, key, filing) for key in _KEYS] for line in filing.details]
    sums = [[_written(each, key, filing) for key in _KEYS] for each in filing.side_sums]
    for budget, spent, left in (*lines, *sums):
        if limit is None or budget.value is None or spent.value is None or left.value is None:
            continue
        unspent = budget.value - spent.value
        if abs(unspent - left.value) > limit.value:
            message = (
                f"“{budget.name}”安排 {plain(budget.value)} 减支出 {plain(spent.value)} "
                f"剩 {plain(unspent)} {filing.money_unit}，结转结余写 {plain(left.value)}"
            )
            yield Remark((left.field, budget.field, spent.field), message)


@check("D16", Level.ERROR, on=Filing, english="A total on a side sheet does not add up")
def side_sum(filing: Filing) -> Iterator[Remark]:
    """附表上写着的合计、小计，应等于它那几行加起来的。

    为什么：报告照附表印各类多少、一共多少，加不起来的数印出来，一眼就看得见。
    怎么改：核对这一类的各行，改正写错的一行或合计、小计。
    例：资金明细!C4 “合计”的安排资金写 95 万元，各行加起来是 90 万元，差 5 万元
    """
    every: tuple[FundLine | Task, ...] = (*filing.details, *filing.tasks)
    lines = {line.name.cell: line for line in every}
    for each in filing.side_sums:
        mine = [lines[cell] for cell in each.of if cell in lines]
        here = [other for other in filing.side_sums if other.table == each.table]
        for key in each.amounts:
            due = _written(each, key, filing)
            parts = _parts_of(filing, mine, here if each.whole else (), key)
            known = [part for part in parts if part.value is not None]
            what = f"的{_title(filing, each.table, key)}"
            said, wrong = _differs(due, known, len(parts) - len(known), filing, what)
            if said:
                cells = "、".join(part.field.cell.local for part in wrong if part.field)
                fix = f"核对{_called(due)}和 {cells}，改正写错的一格"
                yield Remark((due.field, *(part.field for part in wrong)), said, fix)


def _called(part: _Part) -> str:
    return f" {part.field.cell.local} " if part.field else "合计"


def _differs(
    due: _Part, known: Sequence[_Part], missing: int, filing: Filing, what: str
) -> tuple[str, Sequence[_Part]]:
    """合计与各行对不上的话，和是哪几行；对得上、不知道的为空。`missing` 是没有写数的几行。"""
    values = [part.value for part in known if part.value is not None]
    if due.value is None or not values:
        return "", ()
    unit, written = filing.money_unit, f"“{due.name}”{what}写 {plain(due.value)}"
    added, slack = sum(values, Decimal(0)), sum_slack(due.value, values)
    if not missing:
        nested = is_nested(due.value, values, [part.name for part in known])
        if abs(added - due.value) <= slack or nested:
            return "", ()
        gap = f"差 {plain(abs(added - due.value))} {unit}"
        return f"{written} {unit}，各行加起来是 {plain(added)} {unit}，{gap}", known
    largest = max(known, key=lambda part: part.value or Decimal(0))
    if largest.value is not None and largest.value > due.value + slack:
        said = f"其中“{largest.name}”一行就是 {plain(largest.value)} {unit}"
        return f"{written} {unit}，{said}", (largest,)
    if min(values) < 0 or added <= due.value + slack or any(map(_is_inner, known)):
        return "", ()  # 逐级展开的，几行说的是同一笔
    said = f"已写的 {len(known)} 行加起来就是 {plain(added)} {unit}"
    return f"{written} {unit}，{said}", known


def _is_inner(part: _Part) -> bool:
    return fold(part.name).lstrip("-—").startswith("其中")


def _title(filing: Filing, table: str, key: str) -> str:
    """这一栏在这张附表里的名称。"""
    side = filing.form.table_of(table)
    columns = side.column if side is not None else ()
    return next(column.title for column in columns if column.key == key)
