"""D 附表之三：同一笔钱在资金块、资金明细、任务、数据项里各写了一遍，几处应相同。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from perfxl.cells.quantity import plain
from perfxl.checks.register import Remark, check
from perfxl.checks.vocabulary.fund_lines import fund_name
from perfxl.checks.vocabulary.money_names import Key, is_whole, name_key, parted
from perfxl.checks.vocabulary.stated_money import (
    Amount,
    Stated,
    amount,
    part_called,
    stated_money,
)
from perfxl.filing.findings import Level
from perfxl.filing.model import Filing
from perfxl.filing.sides import DataItem

_ALIKE: dict[Key, tuple[Key, ...]] = {
    "": ("budget", "executed", "initial", "balance"), "budget": ("budget", "initial"),
    "initial": ("initial",), "executed": ("executed",), "balance": ("balance",),
}  # fmt: skip
_ON_TABLES: tuple[Key, ...] = ("budget", "executed")


@check("D17", Level.ERROR, on=Filing, english="The same money has two values")
def same_money_two_values(filing: Filing) -> Iterator[Remark]:
    """同一笔钱在几处写的，数应相同。

    为什么：资金块、资金明细、数据项里同一个名称的是同一笔钱，报告各处引用，数不同就自相矛盾。
    怎么改：核对两格，改正写错的一格；不是一笔钱的，把名称写得能分清。
    例：数据项!B2 “其他资金”在数据项里是 5 万元，资金块里“其他资金”的全年预算数是 0 万元
    """
    known, named = stated_money(filing), dict[str, Stated]()
    for mine in known:
        first = named.setdefault(mine.key, mine)
        if first.table != mine.table:
            yield from _two(first, mine, filing)
    for item in filing.data:
        if not item.value.value.growth and item.value.value.kind in {"money", "number"}:
            same = named.get(name_key(item.name.value))
            yield from _item(item, same, known, filing)


def _two(first: Stated, mine: Stated, filing: Filing) -> Iterator[Remark]:
    """两张表上同一个名称的：安排与安排比，支出与支出比。"""
    for key in _ON_TABLES:
        here, there = mine.amounts.get(key), _known(first, _ALIKE[key])
        if here is None or there is None or any(here.agrees(each) for _, each in there):
            continue
        said = f"{mine.said(key)}是 {plain(here.value)} {filing.money_unit}"
        level = Level.VERIFY if mine.table == "重点工作任务" else None  # 一项任务可以不止一个子项目
        yield _remark(said, here, first, there[0], filing, level)


def _item(
    item: DataItem, same: Stated | None, known: Sequence[Stated], filing: Filing
) -> Iterator[Remark]:
    """`same` 是与它名称相同的一笔。"""
    here, name = amount(item.value, filing.money_unit), item.name.value
    if here is None:
        return  # 不是金额
    key: Key = "" if same else parted(name)[1]
    mine = same or _named(item, key, known, filing)
    there = None if mine is None else _known(mine, _ALIKE[key])
    if mine is None or there is None:
        return
    if not any(here.agrees(each) for _, each in there):
        said = f"“{name}”在数据项里是 {plain(here.value)} {filing.money_unit}"
        yield _remark(said, here, mine, there[0], filing, None if same else Level.VERIFY)


def _named(item: DataItem, key: Key, known: Sequence[Stated], filing: Filing) -> Stated | None:
    """名称不全相同的，说的是哪一笔：其中一笔，或者全部的。"""
    called, total, name = part_called(item, known), filing.total_fund, item.name.value
    if called is not None or parted(name)[0]:
        return called
    if total is None or key in {"", "balance"} or not is_whole(name):
        return None  # 结转结余由 V07 报告
    return next((each for each in known[:1] if each.name == fund_name(total)), None)


def _known(stated: Stated, keys: Sequence[Key]) -> list[tuple[Key, Amount]] | None:
    """这一笔的几项里写着数的；一项也没有的为 None。"""
    return [(key, stated.amounts[key]) for key in keys if key in stated.amounts] or None


def _remark(
    said: str, here: Amount, other: Stated, there: tuple[Key, Amount], filing: Filing,
    level: Level | None,
) -> Remark:  # fmt: skip
    key, most = there
    message = f"{said}，{other.said(key)}是 {plain(most.value)} {filing.money_unit}"
    cells = "、".join(field.cell.address for field in most.at)
    fix = (
        f"核对 {here.at[0].cell.address} 和 {cells}，改正写错的一格；不是一笔钱的，把名称写得能分清"
    )
    return Remark((*here.at, *most.at), message, fix, level=level)
