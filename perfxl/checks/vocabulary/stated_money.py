"""各处写着的钱：资金块、资金明细（各类、各子项目）、重点工作任务，各叫什么，各项多少。"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from perfxl.cells.grid import Field
from perfxl.cells.quantity import Quantity, half_of
from perfxl.cells.units import factor
from perfxl.checks.vocabulary.fund_lines import fund_name, table_lines, title_of
from perfxl.checks.vocabulary.money_names import Key, is_called, name_key, parted
from perfxl.filing.model import Filing, FundLine
from perfxl.filing.sides import DataItem, Task
from perfxl.form.form import FundRow
from perfxl.form.once import once

KEYS: tuple[Key, ...] = ("initial", "budget", "executed", "balance")
_PLAIN = frozenset({"合计", "小计", "总计", "总额", "其他", "资金", "金额"})  # 说不出是谁的
_PARTS = 2


class Amount(NamedTuple):
    """一笔金额，换成表的金额单位；`half` 是写出来的末位的一半。"""

    value: Decimal
    half: Decimal
    at: tuple[Field[Quantity], ...]

    def agrees(self, other: Amount) -> bool:
        """写得粗的，四舍五入相同就算相同。"""
        return abs(self.value - other.value) <= max(self.half, other.half)


@dataclass(frozen=True, slots=True)
class Stated:
    """一处写着的一笔钱：`table` 是写在哪里，`row` 是表样资金块的哪一行。"""

    table: str
    name: str
    amounts: Mapping[Key, Amount]
    titles: Mapping[str, str]
    row: FundRow | None = None

    @property
    def key(self) -> str:
        """比名称用的。"""
        return name_key(self.name)

    def said(self, key: Key) -> str:
        return f"{self.table}里“{self.name}”的{self.titles.get(key, '金额')}"


def part_called(item: DataItem, known: Sequence[Stated]) -> Stated | None:
    """数据项的名称说的是其中哪一笔（促进类尚未支出）；说的可以是两笔的，不知道是哪一笔。"""
    name = item.name.value
    same = (each for each in known if item.fund is not None and each.row is item.fund)
    aliased = next((each for each in same if _is_alike(name_key(name), name_key(each.name))), None)
    if aliased is not None:
        return aliased
    subject, _ = parted(name)
    mine = [each for each in known if is_called(subject, each.name)]
    return mine[0] if len({name_key(each.name) for each in mine}) == 1 else None


def _is_alike(one: str, other: str) -> bool:
    """只多几个字、少几个字的（本系统资金、系统资金）：表样里别的叫法可以是另一笔。

    “财政拨款”可以连上年结转的，不是“当年财政拨款”。
    """
    of_year = any((word in one) != (word in other) for word in ("当年", "本年"))
    return (one in other or other in one) and not of_year


def amount(field: Field[Quantity] | None, unit: str) -> Amount | None:
    """这一格的金额；不是数、单位不能换算的为 None。"""
    if field is None or field.value.value is None:
        return None
    scale = factor(field.value.unit, unit) if field.value.unit else Decimal(1)
    if scale is None:
        return None
    return Amount(field.value.value * scale, half_of(field.value.value) * scale, (field,))


@once
def stated_money(filing: Filing) -> tuple[Stated, ...]:
    """资金块的在先；一张表里重名的不知道是哪一个，不要。"""
    titles: dict[str, str] = {key: title_of(filing, key) for key in KEYS}
    funds = _unique(filing, "资金块", table_lines(filing), titles)
    details = _columns(filing, "details")
    lines = _unique(filing, "资金明细", filing.details, details)
    tasks = _unique(filing, "重点工作任务", filing.tasks, _columns(filing, "tasks"))
    return (*funds, *_groups(filing, details), *lines, *tasks)


def _columns(filing: Filing, key: str) -> dict[str, str]:
    table = filing.form.table_of(key)
    return {column.key: column.title for column in table.column} if table else {}


def _unique(
    filing: Filing, table: str, lines: Sequence[FundLine | Task], titles: Mapping[str, str]
) -> Iterator[Stated]:
    often = Counter(name_key(_name(line)) for line in lines)
    for line in lines:
        name = _name(line)
        if often[name_key(name)] == 1 and name_key(name) not in _PLAIN:
            fields = {key: getattr(line, key, None) for key in KEYS}
            yield Stated(table, name, _amounts(fields, filing), titles, _only_row(line, lines))


def _name(line: FundLine | Task) -> str:
    return fund_name(line) if isinstance(line, FundLine) else line.name.value


def _amounts(fields: Mapping[Key, Field[Quantity] | None], filing: Filing) -> dict[Key, Amount]:
    every = ((key, amount(field, filing.money_unit)) for key, field in fields.items())
    return {key: mine for key, mine in every if mine is not None}


def _only_row(line: FundLine | Task, lines: Sequence[FundLine | Task]) -> FundRow | None:
    """表样资金块的哪一行；几行都认作它的不算。"""
    row = line.row if isinstance(line, FundLine) else None
    same = [each for each in lines if isinstance(each, FundLine) and each.row is row]
    return row if len(same) == 1 else None


def _groups(filing: Filing, titles: Mapping[str, str]) -> Iterator[Stated]:
    """资金明细的各类：写着小计的照小计，没有写的是各行之和。"""
    for group in dict.fromkeys(line.group for line in filing.details if line.group):
        lines = [line for line in filing.details if line.group == group]
        sums = [
            each.amounts
            for each in filing.side_sums
            if each.group == group and each.table == "details"
        ]
        amounts: dict[Key, Amount] = {}
        for key in KEYS:
            written = [mine for each in sums if (mine := amount(each.get(key), filing.money_unit))]
            mine = written[0] if written else _added(lines, key, filing)
            if mine is not None:
                amounts[key] = mine
        yield Stated("资金明细", group, amounts, titles)


def _added(lines: Sequence[FundLine], key: Key, filing: Filing) -> Amount | None:
    parts = [amount(getattr(line, key), filing.money_unit) for line in lines]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts) or len(known) < _PARTS:
        return None  # 只有一行的，那一行自己来比
    value = sum((part.value for part in known), Decimal(0))
    at = tuple(field for part in known for field in part.at)
    return Amount(value, max(part.half for part in known), at)
