"""造句：一个数、一笔钱、一个分怎样说成半句话；没有的为空。"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.cells.quantity import decimal
from perfxl.cells.units import YUAN, factor
from perfxl.report.marks import Number, Paragraphs, bare
from perfxl.report.sentences.facts import Facts
from perfxl.report.sentences.values import NOTHING, Row

_AMOUNT = later(rf"(-?[\d,]+(?:\.\d+)?)({YUAN})?$")


def joined(*clauses: str) -> str:
    return "，".join(clause for clause in clauses if clause)


def money(name: str, number: Number, facts: Facts) -> str:
    """“全年预算数684万元”；格里自带单位的不再加。"""
    if number.value is None:
        return ""
    return f"{name}{number.with_unit(facts.filing.money_unit)}"


def with_money(number: Number, facts: Facts) -> str:
    """“684万元”；没有数的为空。"""
    return money("", number, facts)


def number_in(row: Row, key: str) -> Number:
    value = row[key]
    return value if isinstance(value, Number) else NOTHING


def texts_in(row: Row, key: str) -> tuple[str, ...]:
    value = row[key]
    return tuple(value) if isinstance(value, Paragraphs) else ()


def sentence(text: str) -> str:
    """补上句末的句号。"""
    return text if text[-1:] in "。！？；.!?;" else text + "。"


def in_total(amounts: Iterable[Number], facts: Facts) -> Decimal | None:
    """印出来的几笔钱之和，换成表的金额单位；有一笔换不了的为 None。"""
    values = [_amount(amount, facts.filing.money_unit) for amount in amounts if amount]
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if len(known) == len(values) else None


def _amount(number: Number, unit: str) -> Decimal | None:
    """格里自带单位的（684万元）按那个单位。"""
    match = _AMOUNT.match(bare(number.figure))
    value = decimal(match[1]) if match else None
    scale = factor(match[2], unit) if match and match[2] else Decimal(1)
    return None if value is None or scale is None else value * scale
