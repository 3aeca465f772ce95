"""一份表里每一格当作什么：读表时记下，给人看、给规则问。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from perfxl.cells.grid import Cell

# 名称、值、不适用的记号、附注（签字、单位、附件号）、没有用上的。
Role = Literal["label", "value", "mark", "note", "unused"]
SUBTOTAL = "小计"  # 小计的一行（mark）
COPIED = "与旁边读了的相同"  # 拆开了合并、重写一遍的格（note）
OPTIONS = "选项"  # 勾选的格（mark）和它的名称（label）


class Reading(NamedTuple):
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


@dataclass(frozen=True, slots=True)
class Hidden:
    """藏着而有内容的行、列，或整张工作表。"""

    cells: tuple[Cell, ...]
    where: str  # 第 15 行、K 列
    what: str  # 里面是什么
    read: bool  # 照样读了；为假的是没有读
    why: str = ""  # 为什么没有读
    filtered: bool = False  # 是筛选藏起来的
    matters: bool = False  # 里面有指标、资金或数


@dataclass(frozen=True, slots=True)
class Unread:
    """没有读的：在哪里，是什么。空白的、藏起来的表，归别的项目的附表内容，别的工作表。"""

    place: Cell
    why: str
    kind: Literal["spare", "stray", "sheet", "funds", "table", "page", "side"] = "spare"


@dataclass(frozen=True, slots=True)
class Gap:
    """读表时没有找到的东西：哪张工作表、缺什么。`place` 是最接近的单元格。"""

    what: str
    place: Cell
    level: Literal["error", "warning", "info"] = "error"
    fix: str = ""
