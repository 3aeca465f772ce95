"""改法：哪一格、原来写的、改成什么。只在表里的数定得下唯一答案时才有。"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from perfxl.cells.grid import Cell, Field
from perfxl.cells.moved import PieceCell
from perfxl.cells.quantity import NUMBER, Quantity, decimal, exact, fold, plain
from perfxl.cells.scaled import scale_of


@dataclass(frozen=True, slots=True)
class Fix:
    """一格的改法。`new` 写进格里，`shown` 是它给人看的样子：写进 0.985，显示 98.50%。

    `basis` 是算出 `new` 的那几格：其中有一格自己还有别的问题，这个改法就不作数。
    """

    cell: Cell
    new: Decimal | str
    shown: str
    basis: tuple[Cell, ...] = ()

    @property
    def old(self) -> str:
        """原来的写法，百分比格式的带百分号。"""
        number = decimal(self.cell.raw) if self.cell.kind == "number" else None
        if number is None:
            return self.cell.raw
        return f"{plain(exact(number * 100))}%" if self.cell.is_percent else plain(number)


def cells_of(*fields: Field[Quantity] | None) -> tuple[Cell, ...]:
    """几个 Field 的格；表里没有的不算。"""
    return tuple(field.cell for field in fields if field is not None)


def number_fix(
    field: Field[Quantity] | None, value: Decimal, basis: tuple[Cell, ...] = ()
) -> tuple[Fix, ...]:
    """换上另一个数，写法照旧：百分比格式、写成小数的百分数、数后面的字都留着。

    `value` 与 `field` 的单位相同（百分数的 98.5）。一格里不止一个数的没有改法。
    """
    if field is None or field.value.added or isinstance(field.cell, PieceCell):
        return ()  # 几格加起来的、一格里有几条的，不知道该改哪里
    cell = field.cell
    if cell.is_percent:
        return (Fix(cell, _tidy(value / 100), f"{value:f}%", basis),)
    if field.value.kind == "none":
        # 空着的格用什么格式没有读：别的格缩小着显示的，照写进去会差一万倍。
        shrunk = any(scale_of(one).power for one in basis)
        return () if shrunk else (Fix(cell, _tidy(value), f"{value:f}", basis),)
    numbers = re.findall(NUMBER, cell.raw)
    written = decimal(numbers[0]) if len(numbers) == 1 else None
    if written is None or cell.kind not in {"number", "text"}:
        return ()
    scale = field.value.value / written if written and field.value.value else Decimal(1)
    if field.value.whole is not None:  # 格里写的是扣分
        value, scale = field.value.whole - value, Decimal(1)
    mine = value if scale == 1 else _tidy(value / scale)
    if cell.kind == "number":
        return (Fix(cell, _tidy(mine), f"{mine:f}", basis),)
    text = re.sub(NUMBER, f"{mine:f}", cell.raw)
    return (Fix(cell, text, text, basis),)


def replaced(
    cell: Cell, new: Decimal | str, *, unit: str = "", basis: tuple[Cell, ...] = ()
) -> tuple[Fix, ...]:
    """整格换掉；格里除了一个数（和 `unit`）还写着别的话的没有改法，免得把话弄丢。"""
    bare_number = decimal(fold(cell.raw).removesuffix(fold(unit)))
    if isinstance(cell, PieceCell) or (cell.kind != "number" and bare_number is None):
        return ()
    return (Fix(cell, new, new if isinstance(new, str) else plain(new), basis),)


def text_fix(cell: Cell, old: str, new: str, basis: tuple[Cell, ...] = ()) -> tuple[Fix, ...]:
    """格里的 `old` 换成 `new`，别的字留着；不是恰好出现一次的没有改法。"""
    if not old or cell.raw.count(old) != 1 or isinstance(cell, PieceCell):
        return ()
    text = cell.raw.replace(old, new)
    return (Fix(cell, text, text, basis),)


def _tidy(value: Decimal) -> Decimal:
    return Decimal(plain(value))
