"""照申报表填好批复过的各项：名称、单位、年初预算、目标、指标；结果各栏留空。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from perfxl.blank.content import Content, Entry, Row
from perfxl.cells.grid import Field
from perfxl.cells.quantity import Target, clean, fold
from perfxl.filing.amounts import money, number
from perfxl.filing.model import Filing, FundLine
from perfxl.form.form import Form, FundRow
from perfxl.read.form_rows import rows_of

_SIGNS = {">=": "≥", "<=": "≤", ">": "＞", "<": "＜", "=": "＝"}


@dataclass(frozen=True, slots=True)
class Prefilled:
    """填好的内容，和没有照填的要说的话。"""

    content: Content
    notes: tuple[str, ...] = ()


def prefilled(filing: Filing, form: Form) -> Prefilled:
    """`form` 这张自评表里照 `filing`（申报表）填什么。"""
    made = _Made(filing, form)
    is_set = any(level2.level3 for level1 in form.level1 for level2 in level1.level2)
    notes = []
    if is_set:
        notes.append(f"{form.title}的三级指标是规定好的，申报表里的指标没有照填")
    if not is_set and made.has_weights and not made.keeps_weights:
        notes.append("申报表的分值加起来与这张表的不同（预算执行率另占分值），分值没有照填")
    content = Content(
        header=dict(made.header()),
        funds=tuple(made.funds()),
        goal=filing.goal.value if filing.goal else "",
        indicators=() if is_set else (*made.indicators(), *made.lacking()),
    )
    return Prefilled(content, tuple(notes))


class _Made:
    def __init__(self, filing: Filing, form: Form) -> None:
        self.filing, self.form, self.rows = filing, form, rows_of(form)
        self.columns = {column.key for column in form.indicators.column}
        self.drawn = {column.key for column in form.indicators.column if column.drawn}
        money_columns = {column.key for column in form.funds.column if column.drawn}
        self.budget = "initial" if "initial" in money_columns else "budget"
        weights = [number(indicator.weight) for indicator in filing.indicators]
        known = [weight for weight in weights if weight is not None]
        parts = [level1.weight for level1 in form.level1 if level1.weight is not None]
        self.has_weights = bool(known) and "weight" in self.drawn
        self.keeps_weights = self.has_weights and sum(known) == sum(parts)

    def header(self) -> Iterator[tuple[str, Entry]]:
        filing = self.filing
        values = {"name": filing.name, "authority": filing.authority, "unit": filing.unit}
        keys = {heading.key for heading in self.form.header}
        for key, field in values.items():
            if key in keys and field is not None and field.value:
                yield key, field.value
        if "year" in keys and filing.year is not None and filing.year.value:
            yield "year", int(filing.year.value)

    def funds(self) -> Iterator[Row]:
        """各行的年初预算；其中各行加起来不是总额的，总额照写，不用公式。"""
        taken: list[FundRow] = []
        amounts: dict[str, tuple[FundRow, Decimal]] = {}
        for line in self.filing.funds:
            value = money(line.initial or line.budget, self.form.money_unit)
            row = self._fund_row(line, taken)
            if value is not None and row is not None:
                taken.append(row)
                amounts[row.title] = row, value
        parts = [value for row, value in amounts.values() if row.kind != "total"]
        for row, value in amounts.values():
            if row.kind != "total" or sum(parts, Decimal(0)) != value:
                yield {"title": row.title, self.budget: value}

    def _fund_row(self, line: FundLine, taken: list[FundRow]) -> FundRow | None:
        if line.kind == "total":
            return next((row for row in self.form.funds.row if row.kind == "total"), None)
        own = self.rows.fund(line.name.value, taken)
        free = (row for row in self.form.funds.row if row not in taken and row.kind == line.kind)
        return own if own is not None and own not in taken else next(free, None)

    def indicators(self) -> Iterator[Row]:
        for indicator in self.filing.indicators:
            place = self.rows.place(
                indicator.level1.value, indicator.level2.value, indicator.name.value
            )
            row: dict[str, Entry] = {
                "level1": place.level1.name if place.level1 else indicator.level1.value,
                "level2": place.level2.name if place.level2 else indicator.level2.value,
                "name": indicator.name.value,
                **self._target(indicator.target),
            }
            weight = number(indicator.weight)
            if self.keeps_weights and weight is not None:
                row["weight"] = weight
            yield {key: value for key, value in row.items() if key in self.columns}

    def _target(self, field: Field[Target]) -> Row:
        """指标值：分成符号、数、单位三列的表样分开写；有年初、调整两列的写在年初一列。"""
        target = field.value
        key = "initial" if "initial" in self.drawn else "target"
        if target.kind == "none":
            return {}
        if not {"sign", "unit"} <= self.drawn:
            return {key: _wording(field)}
        if target.value is None:
            told: Row = {"sign": "定性"} if target.kind in {"text", "grade"} else {}
            return {**told, key: _wording(field)}
        # 申报时没有写方向的，留给填报人选。
        sign: Row = {"sign": _SIGNS[target.op]} if target.op in _SIGNS else {}
        return {**sign, key: target.value, "unit": target.unit}

    def lacking(self) -> Iterator[Row]:
        """申报表没有设的一类，留一行空的。"""
        present = {
            self.rows.place(
                indicator.level1.value, indicator.level2.value, indicator.name.value
            ).level1
            for indicator in self.filing.indicators
        }
        for level1 in self.form.level1:
            if level1 not in present and level1.weight is not None and self.filing.indicators:
                level2 = level1.level2[0].name if level1.level2 else ""
                yield {"level1": level1.name, "level2": level2, "name": "指标1："}


def _wording(field: Field[Target]) -> str:
    """照批复的原话；方向、单位另写在别处的，补全了写。"""
    target, raw = field.value, clean(field.cell.raw)
    if field.cell.kind != "text":
        return target.shown
    whole = not target.unit or target.unit in fold(raw)
    signed = target.op in {None, "range"} or any(sign in fold(raw) for sign in "≥≤<>=")
    told = target.value is None or (whole and signed) or _is_told(raw)
    return raw if told else target.shown


def _is_told(raw: str) -> bool:
    """方向写成话的：不少于、不超过、以上、以内。"""
    return re.search(r"不[少低小超高大]于?|以[上内下]|至[少多]", raw) is not None
