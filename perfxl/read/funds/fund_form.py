"""像表单的资金块：一行一种金额，名称、数一对一对地写：`全年预算 | 420 | 其中：财政拨款 | 380`。"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from perfxl.cells.grid import Cell, Field, Sheet
from perfxl.cells.later import later
from perfxl.cells.names import key_of, tidy
from perfxl.cells.notation import parse_quantity, read_quantity
from perfxl.cells.quantity import Quantity, fold
from perfxl.filing.model import FundLine
from perfxl.form.form import FundRow
from perfxl.read.form_rows import FormRows
from perfxl.read.funds.inline_funds import kind_of
from perfxl.read.funds.told_funds import amount_key
from perfxl.read.heading.column_names import Names, fund_names

_AMOUNTS = ("initial", "budget", "executed")
_POINTS = later(r"得分")
_WEIGHT = later(r"[(（]\s*(\d+(?:\.\d+)?)\s*分")
_Amounts = dict[str, Field[Quantity]]


def formed(sheet: Sheet, known: FormRows, before: int, unit: str) -> Iterator[FundLine]:
    """资金各行：每行开头的一对是总额的那种金额，后面各对是它的其中。"""
    names = fund_names(known.form)
    lines: dict[str, tuple[Cell, _Amounts]] = {}
    total: _Amounts = {}
    first: Cell | None = None
    for row in (row for row in sheet.filled_rows() if row < before):
        pairs = list(_pairs(sheet, row))
        key = _amount_of(sheet, row, pairs[0][0], names) if pairs else ""
        if key not in {*_AMOUNTS, "rate"} or key in total:
            continue
        first = first or pairs[0][0]
        total[key] = _read(pairs[0][1], "%" if key == "rate" else unit)
        for label, cell in pairs[1:]:
            if key == "rate":
                total |= _scored(label, cell)
                continue
            if names.find(label.raw) is not None:  # 一行里一项一项写着的，不是资金来源
                continue
            known_name = lines.setdefault(key_of(label.raw), (label, {}))
            known_name[1][key] = _read(cell, unit)
    if first is None or not {"budget", "executed"} <= total.keys() or not lines:
        return
    yield _line(first, total, None, "资金总额")
    taken: list[FundRow] = []
    for label, amounts in lines.values():
        own = known.fund(label.raw, taken)
        taken += [own] if own else []
        yield _line(label, amounts, own)


def _amount_of(sheet: Sheet, row: int, label: Cell, names: Names) -> str:
    """这一行是哪一种金额：开头一对的名称，或者它左边的：资金安排 | 总额 | 500。"""
    own = amount_key(names, label.raw)
    if own:
        return own
    over = sheet.row(row)[0]
    whole = over != label and over.kind == "text" and kind_of(label.raw) == "total"
    return amount_key(names, over.raw) if whole else ""


def _pairs(sheet: Sheet, row: int) -> Iterator[tuple[Cell, Cell]]:
    """一行里挨着的（名称，数）；竖着盖过几行的块名不算。"""
    cells = [
        cell for cell in sheet.row(row) if sheet.area(row, cell.column).last_row == cell.row == row
    ]
    for label, cell in pairwise(cells):
        named = label.kind == "text" and not read_quantity(label).is_number
        if named and read_quantity(cell).is_number:
            yield label, cell


def _read(cell: Cell, unit: str) -> Field[Quantity]:
    return Field(read_quantity(cell, unit=unit), cell)


def _scored(label: Cell, cell: Cell) -> _Amounts:
    """执行率那一行后面的得分；分值括在它的名称里：执行率得分（10分）。"""
    if not _POINTS.search(label.raw):
        return {}
    weight = _WEIGHT.search(fold(label.raw))
    printed = {"weight": Field(parse_quantity(weight[1]), label)} if weight else {}
    return {"points": Field(read_quantity(cell), cell), **printed}


def _line(label: Cell, amounts: _Amounts, own: FundRow | None, name: str = "") -> FundLine:
    return FundLine(
        Field(name or tidy(label.raw), label),
        "total" if name else own.kind if own else kind_of(label.raw),
        amounts.get("initial"), amounts.get("budget"), amounts.get("executed"),
        amounts.get("weight"), amounts.get("rate"), amounts.get("points"), row=own,
    )  # fmt: skip
