"""F 填报之二：列着几个可选的，勾了没有。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfxl.cells.boxes import is_ticked
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
    names = {
        (one.cell.row, one.cell.column): re.sub(r"\s+", "", one.cell.raw)
        for one in filing.readings
        if one.what == OPTIONS and one.role == "label"
    }
    rows = [one.cell for one in filing.readings if one.what == OPTIONS and one.role == "mark"]
    for cell in rows:
        if not is_ticked(cell.raw):
            before = [name for (row, column), name in names.items()
                      if row == cell.row and column < cell.column]  # fmt: skip
            said = f"“{before[-1]}”没有勾选" if before else "列着几个可选的，没有勾选"
            yield Remark((cell,), said)
