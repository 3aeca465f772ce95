"""公式求和漏掉的格：数存成了文字，看着一样，SUM 不加它。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from perfxl.cells.grid import Cell, column_number
from perfxl.cells.later import later
from perfxl.cells.merged import Range
from perfxl.cells.moved import PieceCell
from perfxl.cells.notation import parse_quantity
from perfxl.cells.quantity import decimal, fold, plain
from perfxl.filing.fixes import Fix

_SUM = later(r"\bSUM\(([^()]*)\)")
_AREA = later(r"(?<![A-Z!])\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?(?!\d)")
_CODE = later(r"0\d")
_NUMERIC = frozenset({"number", "money"})


class Unsummed(NamedTuple):
    """一个求和的格，和它没有加上的几格文字。"""

    total: Cell
    texts: tuple[Cell, ...]


def unsummed(cells: Sequence[Cell]) -> Iterator[Unsummed]:
    """一份表填的各格里，求和公式漏掉了哪几格写成文字的数。"""
    totals = dict.fromkeys(cell for cell in cells if cell.formula is not None)
    if not totals:
        return  # 多数表没有公式，不必一格一格地读
    texts = [cell for cell in dict.fromkeys(cells) if cell.kind == "text" and _is_number(cell)]
    for total in totals if texts else ():
        areas = list(_areas(total.formula or ""))
        missed = [text for text in texts if text.sheet == total.sheet and _is_in(text, areas)]
        if missed:
            yield Unsummed(total, tuple(missed))


def as_number(cell: Cell) -> tuple[Fix, ...]:
    """转成数的改法：格里只有一个数的；带着单位、编号那样以零开头的没有。"""
    text = fold(cell.raw)
    number = decimal(text)
    if number is None or isinstance(cell, PieceCell) or _CODE.match(text):
        return ()
    same = number == Decimal(text.replace(",", ""))  # 写得比十五位还长的，转成数会丢末尾几位
    return (Fix(cell, number, f"{plain(number)}（数）"),) if same else ()


def _is_number(cell: Cell) -> bool:
    read = parse_quantity(cell.raw)
    return read.value is not None and read.kind in _NUMERIC and read.op is None


def _areas(formula: str) -> Iterator[Range]:
    """公式里求和的各片；别的工作表的不算。"""
    for inside in _SUM.findall(formula.upper()):
        for left, first, right, last in _AREA.findall(inside):
            columns = column_number(left), column_number(right or left)
            yield Range(int(first), columns[0], int(last or first), columns[1])


def _is_in(cell: Cell, areas: Sequence[Range]) -> bool:
    return any(area.holds(cell.row, cell.column) for area in areas)
