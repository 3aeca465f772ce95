"""资金一对一对写着的：名称右边就是数。名称各地不一，看写的是预算还是支出。"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from perfxl.cells.grid import Cell, Field, Sheet
from perfxl.cells.names import tidy
from perfxl.cells.notation import read_quantity
from perfxl.cells.quantity import Quantity
from perfxl.filing.model import FundLine
from perfxl.form.form import Form
from perfxl.read.funds.first_budget import is_adjusted
from perfxl.read.funds.inline_funds import kind_of
from perfxl.read.funds.told_funds import amount_key
from perfxl.read.header_labels import next_cell
from perfxl.read.heading.column_names import fund_names
from perfxl.read.heading.headings import is_stand_in, texts_above

_AMOUNTS = ("initial", "budget", "executed")
_SCORES = ("weight", "points")
_KEYS = (*_AMOUNTS, "rate", *_SCORES)


def paired(sheet: Sheet, form: Form, before: int, unit: str) -> Iterator[FundLine]:
    """表头里一项一项写着的：`全年预算数（万元） | 300`；预算数、执行数都有才算。"""
    pairs = _pairs(sheet, form, before, unit) if form.stage == "evaluate" else {}
    if "executed" not in pairs or not {"initial", "budget"} & pairs.keys():
        return
    first = next(pairs[key][0] for key in _AMOUNTS if key in pairs)
    values = {key: field for key, (_, field) in pairs.items()}
    beside = [key for key, (label, _) in pairs.items() if label.row == first.row]
    yield FundLine(
        Field(tidy(first.raw), first), "total",
        values.get("initial"), values.get("budget"), values.get("executed"),
        weight=values.get("weight") if "weight" in beside else None, rate=values.get("rate"),
        points=values.get("points") if "points" in beside else None,
    )  # fmt: skip
    amounts = {key: field for key, field in values.items() if key in _AMOUNTS}
    yield from _parts_below(sheet, pairs["executed"][0], amounts, unit)


def _pairs(
    sheet: Sheet, form: Form, before: int, unit: str
) -> dict[str, tuple[Cell, Field[Quantity]]]:
    """各种金额的名称和数；合同金额与预算安排都写了的，预算数是预算安排。"""
    names = fund_names(form)
    pairs: dict[str, tuple[Cell, Field[Quantity]]] = {}
    for label in texts_above(sheet, before):
        key = amount_key(names, label.raw)
        key = _turn_of(key, label, pairs)
        again = key in pairs and not is_stand_in(pairs[key][0].raw)
        if key not in _KEYS or again or (key in pairs and is_stand_in(label.raw)):
            continue
        cell = next_cell(sheet, label)
        value = read_quantity(cell, unit="%" if key == "rate" else "" if key in _SCORES else unit)
        if value.is_number:
            pairs[key] = label, Field(value, cell)
    return pairs


def _turn_of(key: str, label: Cell, pairs: dict[str, tuple[Cell, Field[Quantity]]]) -> str:
    """写着两个预算数、只有一个是调整后的：调整后的是全年预算数，另一个是年初预算数。"""
    if key != "budget" or key not in pairs or "initial" in pairs:
        return key
    first = pairs[key][0]
    if is_stand_in(first.raw) or is_stand_in(label.raw):
        return key
    if is_adjusted(label.raw) and not is_adjusted(first.raw):
        pairs["initial"] = pairs.pop(key)
        return key
    return "initial" if is_adjusted(first.raw) and not is_adjusted(label.raw) else key


def _parts_below(
    sheet: Sheet, label: Cell, amounts: Mapping[str, Field[Quantity]], unit: str
) -> Iterator[FundLine]:
    """金额的名称竖着盖过几行的：下面各行左边写着名称的，是其中的一笔。"""
    area = sheet.area(label.row, label.column)
    for row in range(area.first_row + 1, area.last_row + 1):
        name = next((cell for cell in sheet.row(row) if cell.kind == "text"), None)
        cells = {key: sheet.at(row, field.cell.column) for key, field in amounts.items()}
        values = {key: Field(read_quantity(cell, unit=unit), cell) for key, cell in cells.items()}
        if name is None or not all(cell.row == row for cell in cells.values()):
            return
        if all(field.value.is_number for field in values.values()):
            yield FundLine(
                Field(tidy(name.raw), name), kind_of(name.raw),
                values.get("initial"), values.get("budget"), values.get("executed"),
            )  # fmt: skip
