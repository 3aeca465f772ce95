"""F 填报之三：列着几个可选的，勾了没有。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfxl.cells.boxes import is_ticked
from perfxl.cells.grid import Cell
from perfxl.checks.register import Remark, check
from perfxl.filing.findings import Level
from perfxl.filing.model import Filing
from perfxl.filing.reading import OPTIONS


@check("F13", Level.WARNING, on=Filing, english="No option is ticked")
def option_unticked(filing: Filing) -> Iterator[Remark]:
    """列着方框的栏目应勾选一个。

    为什么：项目类别、属性一类的栏目不勾，看不出是哪一类，分类汇总时要退回来补。
    怎么改：在选中的一个方框里打勾，写成 ☑。
    例：绩效自评表!B2 “项目类别”没有勾选
    """
    marks = [
        reading.cell
        for reading in filing.readings
        if reading.what == OPTIONS and reading.role == "mark"
    ]
    cells = [cell for cell in marks if not is_ticked(cell.raw)]
    names = [_name_of(cell, filing) for cell in cells]
    if cells:
        said = "".join(f"“{name}”" for name in names if name) or "列着几个可选的，"
        yield Remark(tuple(cells), f"{said}没有勾选")


def _name_of(cell: Cell, filing: Filing) -> str:
    """左边最近的名称。"""
    names = [
        reading.cell.raw
        for reading in filing.readings
        if reading.what == OPTIONS and reading.role == "label" and reading.cell.row == cell.row
        if reading.cell.column < cell.column
    ]
    return re.sub(r"\s+", "", names[-1]) if names else ""
