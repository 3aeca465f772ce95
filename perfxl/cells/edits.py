"""要写回去的（Edits）：一次写回是对“属于我们的东西”的完整陈述，写两次与写一次相同。

文件门（perfxl.workbook）和活动工作簿门各自把它变成自己的东西。只校验不写回的，用不到这里。
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from perfxl.cells.merged import Range

MarkLevel = Literal["error", "verify", "warning", "info"]
Style = Literal[
    "text", "title", "head", "number", "percent", "link", "input", "note",
    "error", "verify", "warning", "info",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class ValueEdit:
    """写进表样为程序保留的结果格（不是填报人的格）。"""

    sheet: str
    row: int
    column: int
    value: Decimal | str | None


@dataclass(frozen=True, slots=True)
class Mark:
    """一个级别的标记和被标记的格：可以整个去掉的条件格式，不动格子原有的样式。"""

    sheet: str
    level: MarkLevel
    places: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Note:
    """一格的批注：只有开着的工作簿里加，鼠标停在格上就看得见为什么。"""

    sheet: str
    row: int
    column: int
    text: str


@dataclass(frozen=True, slots=True)
class Out:
    """结果表里的一格。`link` 是本工作簿里的地址（`自评表!G14`），点了就到。"""

    value: Decimal | str | None = None
    style: Style = "text"
    link: str | None = None


@dataclass(frozen=True, slots=True)
class BarChart:
    """结果表里的原生条形图；行列从 1 起，指本结果表里的区域。`limit` 是坐标轴的上限。"""

    title: str
    categories: Range
    values: Range
    anchor: Range
    unit: str = "%"
    limit: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ResultSheet:
    """整张属于我们的工作表：每次写回都整张换新。`widths` 为各列字符宽。

    `frozen_rows` 冻结顶部若干行，打印时每页重复最后一行；`filter` 给这片区域加自动筛选。
    """

    name: str
    rows: tuple[tuple[Out, ...], ...]
    widths: tuple[int, ...]
    frozen_rows: int = 0
    filter: Range | None = None
    merged: tuple[Range, ...] = ()
    chart: BarChart | None = None


@dataclass(frozen=True, slots=True)
class Edits:
    """一次写回的全部：结果格、标记、结果表。"""

    values: tuple[ValueEdit, ...] = ()
    marks: tuple[Mark, ...] = ()
    sheets: tuple[ResultSheet, ...] = ()
