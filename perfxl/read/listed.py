"""一行行列着几个项目的绩效目标表：项目名称、预算数、总体目标各占一列，一个项目占几行。"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from perfxl.cells.grid import Cell, Field, Sheet
from perfxl.cells.merged import Range
from perfxl.cells.names import is_one_of, tidy
from perfxl.cells.notation import read_quantity
from perfxl.filing.model import Filing, FundLine
from perfxl.form.form import Form
from perfxl.read.catalog import Catalog
from perfxl.read.header import text_field
from perfxl.read.heading.column_names import rows_by_key
from perfxl.read.heading.headings import Heading
from perfxl.read.stages import staged_heading

_NAMES = ("项目名称", "项目", "政策项目名称", "项目（政策）名称", "专项名称")
_UNITS = ("单位名称", "预算单位", "预算单位名称", "实施单位", "项目单位", "填报单位", "单位")
_BUDGETS = (
    "预算数", "年度预算", "预算金额", "年初预算", "年初预算数", "项目资金", "资金总额", "金额",
    "本年预算数", "年度预算数", "预算安排",
)  # fmt: skip
_GOALS = (
    "年度目标", "年度绩效目标", "年度总体目标", "绩效目标", "总体目标", "项目绩效目标", "预期目标",
    "总体绩效目标", "项目年度绩效目标",
)  # fmt: skip


def listed(sheet: Sheet, catalog: Catalog) -> tuple[Sheet, ...]:
    """一个项目一张（带着表头以上各行）；不是这样列着的，就是这张工作表自己。"""
    if not catalog.entries or catalog.entries[0].form.stage == "evaluate":
        return (sheet,)
    heading = staged_heading(sheet, catalog.entries[0].form, rows_by_key(sheet))
    name = None if heading is None else _head(sheet, heading, _NAMES)
    if heading is None or name is None:
        return (sheet,)
    starts = list(_starts(sheet, heading, name))
    if not starts:  # 列名在，下面没有写
        return (sheet,)
    ends = (*(row - 1 for row in starts[1:]), sheet.last_row)
    rows = zip(starts, ends, strict=True)
    return tuple(_part(sheet, heading, first, last) for first, last in rows)


def _head(sheet: Sheet, heading: Heading, names: tuple[str, ...]) -> Cell | None:
    """指标块表头那一行里，指标各列以外叫这个名称的一格。"""
    taken = {cell.column for cell in heading.cells.values()}
    cells = (cell for cell in sheet.row(heading.first_row) if cell.column not in taken)
    return next((cell for cell in cells if is_one_of(cell.raw, names)), None)


def _starts(sheet: Sheet, heading: Heading, name: Cell) -> Iterator[int]:
    """写着另一个项目名称的行；每行都写一遍的，名称换了才是另一个。"""
    last = ""
    for row in sheet.filled_rows():
        cell = sheet.at(row, name.column)
        if row > heading.row and cell.row == row and cell.kind == "text" and cell.raw != last:
            last = cell.raw
            yield row


def _part(sheet: Sheet, heading: Heading, first: int, last: int) -> Sheet:
    def mine(row: int) -> bool:
        return row <= heading.row or first <= row <= last

    # 几个项目合用的一格（单位名称），各个都看得见。
    over = [area for area in sheet.merged if area.first_row <= last and area.last_row >= first]
    own = tuple(area for area in sheet.merged if mine(area.first_row) or area in over)
    shared = {(area.first_row, area.first_column) for area in over}
    cells = {at: cell for at, cell in sheet.cells.items() if mine(at[0]) or at in shared}
    return replace(sheet, cells=cells, merged=own)


def with_columns(filing: Filing, sheet: Sheet, heading: Heading, form: Form) -> Filing:
    """项目名称、单位、预算数、总体目标写在表头各列下面的，取过来。"""
    name = _head(sheet, heading, _NAMES)
    if filing.name is not None or name is None or not filing.indicators:
        return filing
    row = filing.indicators[0].name.cell.row
    unit, goal, budget = (
        None if head is None else sheet.at(row, head.column)
        for head in (_head(sheet, heading, names) for names in (_UNITS, _GOALS, _BUDGETS))
    )
    last = filing.indicators[-1].name.cell.row
    area = filing.area and Range(row, filing.area.first_column, last, filing.area.last_column)
    return replace(
        filing,
        name=text_field(sheet.at(row, name.column)),
        unit=filing.unit or (text_field(unit) if unit and unit.raw else None),
        goal=text_field(goal) if goal else filing.goal,
        funds=filing.funds or (() if budget is None else (_total(budget, filing, form),)),
        area=area,
    )


def _total(cell: Cell, filing: Filing, form: Form) -> FundLine:
    row = next((row for row in form.funds.row if row.kind == "total"), None)
    value = Field(read_quantity(cell, unit=filing.money_unit), cell)
    title = tidy(row.title) if row else "资金总额"
    return FundLine(Field(title, cell), "total", initial=value, row=row)


def repeated(sheet: Sheet, heading: Heading, first: int) -> Iterator[tuple[tuple[int, int], str]]:
    """项目名称、单位、预算数、总体目标每行都写一遍的：与头一行相同的不必再读。"""
    if _head(sheet, heading, _NAMES) is None:
        return
    heads = [_head(sheet, heading, names) for names in (_NAMES, _UNITS, _BUDGETS, _GOALS)]
    for column in {head.column for head in heads if head is not None}:
        own = sheet.at(first, column)
        cells = (sheet.at(row, column) for row in sheet.filled_rows() if row >= first)
        yield from (((cell.row, column), "与头一行相同") for cell in cells if cell.raw == own.raw)
