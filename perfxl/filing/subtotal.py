"""表上写着的一个小计：是分值还是得分的，由哪几条加起来。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from perfxl.cells.grid import Cell, Field

if TYPE_CHECKING:
    from perfxl.cells.quantity import Quantity

Counted = Literal["weight", "points"]
Ways = tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Subtotal:
    """一个小计。`ways` 是它可能由哪几条（三级指标的格）加起来，头一种最像。

    `of` 是它归哪一级（产出指标）；没有写明的为空，从哪里加起不一定。
    """

    title: str
    label: Cell
    value: Field[Quantity]
    counts: Counted
    ways: Ways
    of: str = ""
