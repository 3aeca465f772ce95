"""一份表里哪些格是名称：标题、列名、列名上面的分组、成对写的资金名称。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from perfxl.cells.boxes import is_options
from perfxl.cells.grid import Cell, Sheet
from perfxl.cells.later import later
from perfxl.cells.names import key_of
from perfxl.cells.notation import read_quantity
from perfxl.filing.model import Filing
from perfxl.read.goal_words import short_side
from perfxl.read.halves import is_half
from perfxl.read.header_labels import is_office, kind_of_label
from perfxl.read.heading.headings import Heading, texts_above

_TITLE = later(r"(?:绩效|自评|评价|完成情况).*表")
_SHORT = 12


def title_row(sheet: Sheet, before: int) -> int:
    """标题（写着绩效、自评的“……表”）在哪一行；没有的为 0。"""
    rows = (row for row in sheet.filled_rows() if row < before)
    return next((row for row in rows if any(_TITLE.search(cell.raw) for cell in sheet.row(row))), 0)


def head_cells(sheet: Sheet, filing: Filing, blocks: Sequence[Heading]) -> Iterator[Cell]:
    """当名称用的格：认得的列名，分几行写的表头（预算数 下面的 总额），成对写的资金另一边的名称。"""
    for block in blocks:
        yield from block.cells.values()
        columns = set(block.columns.values())
        for row in range(block.first_row, block.row + 1):
            cells = (cell for cell in sheet.row(row) if _is_named(cell))
            yield from (cell for cell in cells if cell.column in columns)
        yield from _groups_above(sheet, block)
    for cell in texts_above(sheet, max((block.first_row for block in blocks), default=0)):
        if short_side(sheet, cell, filing.form.goals) or is_half(cell.raw):
            yield cell
    for line in filing.funds:
        name = line.name.cell
        beside = sheet.row(name.row) if name.sheet == sheet.name else ()
        turned = line.executed is not None and line.executed.cell.column == name.column  # 在列头
        twins = (cell for cell in beside if turned or key_of(cell.raw) == key_of(name.raw))
        yield from (cell for cell in twins if _is_named(cell))
        amounts = {field.cell for field in (line.initial, line.budget, line.executed) if field}
        rows = {cell.row for cell in amounts if cell.sheet == sheet.name} | {name.row}
        for row in rows if beside else ():  # 申报一半的年初预算，在另一行
            pairs = pairwise(sheet.row(row))  # 财政资金执行 | 598：数左边的名称
            yield from (cell for cell, after in pairs if after in amounts and _is_named(cell))


def _is_named(cell: Cell) -> bool:
    """写着字而不是数：与名称同一行的 95% 是值。"""
    return cell.kind == "text" and not read_quantity(cell).is_number


def _groups_above(sheet: Sheet, block: Heading) -> Iterator[Cell]:
    """列名上面另有一行分组（指标值及完成情况、评分），只盖着读了的列。"""
    columns = set(block.columns.values())
    above = sheet.row(block.first_row - 1) if block.first_row > 1 else ()
    if len(above) == 1 and above[0].kind == "text" and len(above[0].raw) <= _SHORT:
        area = sheet.area(above[0].row, above[0].column)
        if area.first_column <= min(columns) and area.last_column >= max(columns):
            yield above[0]  # 横着盖过整块的块名：绩效指标完成情况
    for cell in sheet.row(block.first_row - 1) if block.first_row > 1 else ():
        area = sheet.area(cell.row, cell.column)
        over = range(area.first_column, area.last_column + 1)
        alone = area.first_row == area.last_row and len(over) > 1
        named = _is_named(cell)  # 95.83% 是上一块的值
        left = [near for near in sheet.row(cell.row) if near.column < cell.column]
        # 管理单位 | 滨河公园管理处：是值，不认得的名称（管事的）右边的也是
        value = bool(left) and (is_office(cell.raw) or bool(kind_of_label(left[-1].raw)))
        if named and alone and not value and len(cell.raw) <= _SHORT and columns.issuperset(over):
            yield cell


def option_names(cells: Sequence[Cell]) -> frozenset[Cell]:
    """右边就是勾选的格的：它的名称（项目类别、项目属性）。"""
    return frozenset(
        cell for cell, after in pairwise(cells) if cell.kind == "text" and is_options(after.raw)
    )
