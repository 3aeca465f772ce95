"""整行有交代的：没有删的占位行、小计、附注；小计行里站错了栏的数不算。"""

from __future__ import annotations

from collections.abc import Sequence

from perfxl.cells.grid import Cell, Sheet
from perfxl.cells.later import later
from perfxl.cells.names import bare_key_of
from perfxl.cells.quantity import fold
from perfxl.filing.reading import SUBTOTAL
from perfxl.read.funds.execution import ECHOES
from perfxl.read.heading.headings import Heading
from perfxl.read.indicators.totals import is_subtotal

_ITEM = later(r"\(?(?:\d{1,2}|[一二三四五六七八九十]{1,2})[.、)]")
_ASIDE = later(r"\([^()]{6,}\)")  # 单独一行、整句括着的话
_PLACEHOLDER = later(r"指标\d+[:：]?[/\-—….]*|…+|\.{3,}")
_ECHO = "执行率的得分又写了一遍"
# 小计行里没有数的各栏：名称、话。
_WORDED = frozenset(
    {"level1", "level2", "level3", "name", "reason", "evidence", "criteria", "explained"}
)


def row_mark(sheet: Sheet, cells: Sequence[Cell], *, below: bool, noted: bool) -> str:
    """整行不算内容的：没有删的占位行、小计、表下面横贯全表的附注和说明的各条；别的为空。"""
    first = cells[0]
    area = sheet.area(first.row, first.column)
    if below and len(cells) == 1 and area.last_column > area.first_column + 1:
        return "附注"
    text = fold(first.raw)
    if len(cells) == 1 and ((noted and _ITEM.match(text)) or _ASIDE.fullmatch(text)):
        return "附注"
    if any(cell.kind == "text" and _PLACEHOLDER.fullmatch(fold(cell.raw)) for cell in cells):
        return "没有删的占位行"
    if is_subtotal(first.raw):
        return SUBTOTAL
    if bare_key_of(first.raw) in ECHOES:
        return _ECHO  # 不是上面各条加起来的
    return ""


def is_stray(sheet: Sheet, cell: Cell, mark: str, blocks: Sequence[Heading]) -> bool:
    """小计行里的数，站在没有数的一栏、没有列名的一栏：不是小计的分值、得分。"""
    if mark not in {SUBTOTAL, _ECHO} or cell.kind != "number":
        return False
    above = next((block for block in reversed(blocks) if cell.row >= block.first_row), blocks[0])
    keys = {key for key, column in above.columns.items() if column == cell.column}
    # 列名合并着两列，数写在后一列的，也是那一栏的。
    areas = {key: sheet.area(head.row, head.column) for key, head in above.cells.items()}
    keys = keys or {
        key for key, area in areas.items() if area.first_column < cell.column <= area.last_column
    }
    return not keys or bool(keys & _WORDED)
