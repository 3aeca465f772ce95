"""一份表里每一格当作什么：读表时记下，给人看、给规则问。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from perfxl.cells.grid import Cell

# 名称、值、不适用的记号、附注（签字、单位、附件号）、没有用上的。
Role = Literal["label", "value", "mark", "note", "unused"]
SUBTOTAL = "小计"  # 小计的一行（mark）
OPTIONS = "选项"  # 勾选的格（mark）和它的名称（label）


@dataclass(frozen=True, slots=True)
class Reading:
    """有内容的一格：当作什么，读成了什么。"""

    cell: Cell
    role: Role
    what: str


@dataclass(frozen=True, slots=True)
class Unused:
    """没有用上的几格：一栏的、一行的归在一起；`in_value` 是站在该写值的地方。"""

    cells: tuple[Cell, ...]
    what: str
    in_value: bool
