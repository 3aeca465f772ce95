"""表上写着的一个小计：是分值还是得分的，由哪几条加起来；附表上一行金额的合计。"""

from __future__ import annotations

from collections.abc import Mapping
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


@dataclass(frozen=True, slots=True)
class SideSum:
    """附表上写着的一行合计、小计。

    `of` 是加起来的各行的名称格；`whole` 是整张表的合计，不然是 `group` 一类的（没有类别的为空）。
    """

    title: str
    label: Cell
    amounts: Mapping[str, Field[Quantity]]  # budget、executed、balance
    of: tuple[Cell, ...]
    group: str
    whole: bool
    table: Literal["details", "tasks"]
