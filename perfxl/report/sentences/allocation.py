"""子项目：分几类、安排最多的、没有支出完的和原因。"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from perfxl.cells.grid import Field
from perfxl.cells.quantity import Quantity
from perfxl.filing.model import FundLine
from perfxl.report.marks import Number, Paragraphs
from perfxl.report.sentences.clauses import with_money
from perfxl.report.sentences.facts import Facts
from perfxl.report.sentences.values import NOTHING, addresses, filled, words


def allocation(facts: Facts) -> Paragraphs:
    """资金安排：总额、支出、支出率；再说子项目。"""
    total = facts.say(
        "allocation.total",
        安排资金=with_money(facts.budget, facts),
        累计支出=with_money(facts.executed, facts),
        支出率=facts.rate,
    )
    return Paragraphs([*([total] if total else []), *details(facts)])


def details(facts: Facts) -> Paragraphs:
    """子项目情况：各类多少项、安排与支出多少；安排最多的；没有支出完的，同样的原因归在一起。"""
    groups = dict.fromkeys(detail.group for detail in facts.filing.details)
    said = [text for group in groups if (text := _group(facts, group))]
    if not said:
        return Paragraphs()
    return Paragraphs(["；".join(said) + "。" + _largest(facts) + _unspent(facts)])


def _group(facts: Facts, group: str) -> str:
    mine = [detail for detail in facts.filing.details if detail.group == group]
    name = group or "子项目"
    return facts.say(
        "allocation.group",
        类别=name,
        项数=_count(facts, mine, f"{name}项数"),
        安排资金=_sum(facts, mine, "budget", f"{name}安排资金"),
        已支出=_sum(facts, mine, "executed", f"{name}已支出"),
        结转结余=_sum(facts, mine, "balance", f"{name}结转结余"),
    )


def _largest(facts: Facts) -> str:
    """安排最多的一项；有一项没有写数、几项一样多的，说不上谁最多。"""
    known = [(value, detail) for detail in facts.filing.details if (value := _value(detail.budget))]
    if len(known) < 2 or len(known) < len(facts.filing.details):
        return ""
    most = max(value for value, _ in known)
    first, *others = [detail for value, detail in known if value == most]
    if others:
        return ""
    budget = facts.tell.money(first.budget, f"{words(first.name)}安排资金")
    return facts.say(
        "allocation.largest", 名称=words(first.name), 安排资金=with_money(budget, facts)
    )


def _unspent(facts: Facts) -> str:
    """没有支出完的：几项、多少，同样的原因说一次。结余有一项不知道的不说。"""
    lines = facts.filing.details
    left = [(line, _value(line.balance)) for line in lines]
    if any(value is None for _, value in left):
        return ""
    mine = [line for line, value in left if value]
    if not mine:
        return facts.say("allocation.all_spent", 项数=_count(facts, lines, "子项目项数"))
    reasons: dict[str, list[FundLine]] = {}
    for line in mine:
        reasons.setdefault(filled(line.reason).replace("\n", "").rstrip("。；"), []).append(line)
    said = [
        facts.say("allocation.reason", 原因=reason, 各项=_listed(facts, rows))
        for reason, rows in reasons.items()
    ]
    return facts.say(
        "allocation.unspent",
        项数=_count(facts, mine, "没有支出完的项数"),
        金额=_sum(facts, mine, "balance", "没有支出完的"),
        各原因="；".join(said),
    )


def _listed(facts: Facts, lines: Iterable[FundLine]) -> str:
    """蔬菜抽检29.5万元、畜禽抽检18.9万元。"""
    named = [(words(line.name), line.balance) for line in lines]
    return "、".join(
        f"{name}{with_money(facts.tell.money(left, f'{name}结转结余'), facts)}"
        for name, left in named
    )


def _value(field: Field[Quantity] | None) -> Decimal | None:
    return None if field is None else field.value.value


def _count(facts: Facts, lines: Sequence[FundLine], title: str) -> Number:
    return facts.tell.count(len(lines), title, [line.name.cell.address for line in lines])


def _sum(facts: Facts, lines: Iterable[FundLine], key: str, title: str) -> str:
    """若干行同一栏之和；有一行不是数就不给，免得少算。"""
    fields: list[Field[Quantity] | None] = [getattr(line, key) for line in lines]
    values = [_value(field) for field in fields]
    known = [amount for amount in values if amount is not None]
    if not known or len(known) < len(values):
        return with_money(NOTHING, facts)
    total = facts.tell.total(sum(known, Decimal(0)), title, addresses(fields))
    return with_money(total, facts)
