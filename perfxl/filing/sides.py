"""附表的各行：重点工作任务、数据项、佐证材料、报告文字。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from perfxl.cells.grid import Field
from perfxl.form.form import FundRow, Item
from perfxl.form.outline import Section

if TYPE_CHECKING:
    from perfxl.cells.quantity import Quantity


# 几份合用一张附表的，怎样分开。
SPLIT = "各项目分开写：每个项目一张，表名写作“报告文字（项目名称）”；或加一列“所属项目”"


@dataclass(frozen=True, slots=True)
class Task:
    """部门年度重点工作任务一项。"""

    name: Field[str]
    content: Field[str] | None = None
    achievement: Field[str] | None = None
    budget: Field[Quantity] | None = None
    executed: Field[Quantity] | None = None


@dataclass(frozen=True, slots=True)
class DataItem:
    """数据项一条：报告要引用、指标表里没有的数。"""

    name: Field[str]
    value: Field[Quantity]
    unit: Field[str]
    last_year: Field[Quantity] | None = None
    note: Field[str] | None = None
    item: Item | None = None  # 表样的哪一项：空白表里印好的，或算式要用的
    fund: FundRow | None = None  # 名称是表样资金块的哪一行


@dataclass(frozen=True, slots=True)
class Evidence:
    """佐证材料一件，对应一条三级指标。"""

    indicator: Field[str]
    document: Field[str]
    number: Field[str] | None = None
    place: Field[str] | None = None


@dataclass(frozen=True, slots=True)
class Narrative:
    """报告文字一栏：栏目名与正文（可含 `【数据项名】`）。"""

    section: Field[str]
    text: Field[str]
    outline: Section | None = None  # 报告提纲的哪一节
    shared: bool = False  # 工作簿里几份自评表合用的，没有写明归哪一份
