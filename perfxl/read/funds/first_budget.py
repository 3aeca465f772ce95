"""资金写着批复、调整后两个预算数的：调整后的是全年预算数，批复的是年初预算数。"""

from __future__ import annotations

from dataclasses import replace

from perfxl.cells.grid import Sheet
from perfxl.cells.later import later
from perfxl.cells.names import key_of
from perfxl.form.form import Form
from perfxl.read.heading.column_names import may_be_title, names_of
from perfxl.read.heading.headings import Heading

_ADJUSTED = later(r"调整|修正|修订|变更|全年|最终")


def with_first_budget(sheet: Sheet, form: Form, heading: Heading) -> Heading:
    """没有“年初预算数”一栏，而调整后的预算左边另有一栏预算的：就是它。"""
    own = heading.cells.get("budget")
    asked = any(column.key == "initial" for column in form.funds.column)
    if own is None or not asked or "initial" in heading.columns:
        return heading
    if not _ADJUSTED.search(key_of(own.raw)):
        return heading
    names = names_of(form.funds.column)
    others = [
        cell
        for cell in sheet.row(heading.first_row)
        if cell.column < own.column
        and cell.column not in heading.columns.values()
        and may_be_title(cell)
        and (names.find(cell.raw) or ("", False))[0] == "budget"
        and not _ADJUSTED.search(key_of(cell.raw))
    ]
    if len(others) != 1:
        return heading
    cells = {**heading.cells, "initial": others[0]}
    return replace(heading, cells=cells, columns={**heading.columns, "initial": others[0].column})
