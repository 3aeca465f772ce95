"""资金写着批复、调整后两个预算数的：调整后的是全年预算数，批复的是年初预算数。

调整写成增减的（预算安排 50、预算调整 -10）：两栏加起来才是全年预算数。
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from perfxl.cells.grid import Cell, Sheet
from perfxl.cells.later import later
from perfxl.cells.names import key_of
from perfxl.cells.notation import read_quantity
from perfxl.cells.quantity import fold
from perfxl.form.form import Form
from perfxl.read.heading.column_names import fund_names, may_be_title
from perfxl.read.heading.headings import Heading, is_stand_in

_FIRST = later(r"(?:年初|部门|当年)?(?:年初|批复|安排|下达)的?(?:部门)?预算(?:数|金额|总额)?$")
_ADJUSTED = later(r"调整|修正|修订|变更|全年|最终")


def is_adjusted(text: str) -> bool:
    """预算数的名称写明是调整以后的、全年的。"""
    return _ADJUSTED.search(key_of(text)) is not None


# 写的是增加、减少了多少，不是调整以后是多少；“预算调整”“调整数”两样都有，有负数的才是增减。
_CHANGE = later(
    r"(?:预算|年中|本年|当年|全年)*(?:追加|追减|调增|调减|增减|调剂|调整)"
    r"(?:\(.{1,5}\))?(?:数|额|金额|预算|情况)*(?:\(.{1,5}\))?"
)
_SURE = later(r"追加|追减|调增|调减|增减|额$|\([-+±/、增减追]+\)")


def with_change(sheet: Sheet, form: Form, heading: Heading) -> Heading:
    """没有全年预算数、另有一栏增减的：全年预算数是两栏加起来的，前一栏是年初预算数。"""
    key = "budget" if "budget" in heading.columns else "initial"
    base = heading.cells.get(key)
    both = {"initial", "budget"} <= heading.columns.keys()
    if both and _is_own_change(sheet, heading):  # 年初数 | 调整数，调整数是增减了多少
        parts = (heading.columns["initial"], heading.columns["budget"])
        return replace(heading, spare={**heading.spare, "budget": parts})
    if base is None or both or base.row != heading.row or _ADJUSTED.search(key_of(base.raw)):
        return heading
    rest = [cell for cell in sheet.row(heading.row) if cell.column > base.column]
    named = [cell for cell in rest if cell.column not in heading.columns.values()]
    change = next((cell for cell in named if _is_change(sheet, cell)), None)
    others = any(_OTHER_PART.search(key_of(cell.raw)) for cell in named)
    if change is None or others or not any(column.key == "budget" for column in form.funds.column):
        return heading
    cells = {**heading.cells, "budget": change}
    columns = {**heading.columns, "budget": change.column}
    if any(column.key == "initial" for column in form.funds.column):
        cells, columns = {**cells, "initial": base}, {**columns, "initial": base.column}
    spare = {**heading.spare, "budget": (base.column, change.column)}
    return replace(heading, cells=cells, columns=columns, spare=spare)


def _is_change(sheet: Sheet, cell: Cell) -> bool:
    key = fold(cell.raw)
    if cell.kind != "text" or not _CHANGE.fullmatch(key):
        return False
    below = (sheet.at(cell.row + down, cell.column) for down in range(1, _MOST_ROWS))
    values = (read_quantity(each).value for each in below if each.kind != "blank")
    return _SURE.search(key) is not None or any(value is not None and value < 0 for value in values)


_MOST_ROWS = 8
_HALF = Decimal(2)


def _is_own_change(sheet: Sheet, heading: Heading) -> bool:
    """认作全年预算数的“调整数”一栏写的是增减：有负数的，或者不到执行数的一半、加上年初数才够支出的。"""
    cell, column = heading.cells["budget"], heading.columns.get("executed")
    if heading.spare.get("budget") or not _CHANGE.fullmatch(fold(cell.raw)):
        return False
    if _is_change(sheet, cell):
        return True
    for row in range(heading.row + 1, heading.row + _MOST_ROWS) if column else ():
        first, change, done = (
            read_quantity(sheet.at(row, heading.columns[key])).value
            for key in ("initial", "budget", "executed")
        )
        if first is None or change is None or done is None:
            continue
        if change < done / _HALF and first + change >= done / _HALF:
            return True
    return False


_OTHER_PART = later(r"合计|小计|(?:上|往|历)年.*结[转余]|年初结[转余]")  # 不止这两栏


def with_first_budget(sheet: Sheet, form: Form, heading: Heading) -> Heading:
    """没有“年初预算数”一栏，而调整后的预算左边另有一栏预算的：就是它。"""
    own = heading.cells.get("budget")
    if own is None and _is_divisor(heading):
        return _as_budget(heading)
    if own is None or "initial" in heading.columns:
        return heading
    if not _ADJUSTED.search(key_of(own.raw)):
        return heading
    names = fund_names(form)
    others = [
        cell
        for cell in sheet.row(heading.first_row)
        if cell.column < own.column
        and cell.column not in heading.columns.values()
        and may_be_title(cell)
        and ((names.find(cell.raw) or ("", False))[0] == "budget" or _FIRST.match(key_of(cell.raw)))
        and not _ADJUSTED.search(key_of(cell.raw))
        and not is_stand_in(cell.raw)  # 合同金额、中标金额不是预算
    ]
    if len(others) != 1:
        return heading
    cells = {**heading.cells, "initial": others[0]}
    return replace(heading, cells=cells, columns={**heading.columns, "initial": others[0].column})


_DIVISOR = later(r"[(（]\s*A\s*[)）]\s*$")


def _is_divisor(heading: Heading) -> bool:
    """只有年初预算数（A）一栏预算、执行率（B/A）照它除的。"""
    first, rate = heading.cells.get("initial"), heading.cells.get("rate")
    divided = rate is not None and "B/A" in fold(rate.raw)
    return divided and first is not None and _DIVISOR.search(first.raw) is not None


def _as_budget(heading: Heading) -> Heading:
    cells = {"budget" if key == "initial" else key: cell for key, cell in heading.cells.items()}
    columns = {"budget" if key == "initial" else key: at for key, at in heading.columns.items()}
    return replace(heading, cells=cells, columns=columns)
