"""表格前后的话：附注、附件号、金额单位、签字的地方、日期，不归哪一栏。"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from perfxl.cells.grid import Cell
from perfxl.cells.later import later
from perfxl.filing.reading import Reading

_NOTE = later(
    r"(?:注|备注|说明|填表说明|填报说明|其他需要说明)|附件|附表|详?见附[页件表]|表\d|(?:金额)?单位[:：]|金额[:：](?:亿|万|千)?元|(?:金额|资金|货币)单位$|(?:亿|万|千)?元$|"
    r".*(?:负责人|填报人|填表人|经办人|审核人|联系人|联系电话|联系方式|签字|签章|盖章|公章|日期|(?:导出|打印|生成|制表)时间)"
)
NOTED = later(r"(?:注|备注|说明|填表说明|填报说明)(?::|\d|$)")
_DATE = later(r"(?:填报)?(?:日期|时间)?[:：]?(?:\d{4}|_*)年(?:\d*|_*)月(?:\d*|_*)日?")


_DAY_LABEL = later(r"(?:填报|填表|审核|签字)?(?:日期|时间)[:：]?")


def signed(cells: Sequence[Cell]) -> dict[Cell, Reading]:
    """签字的一行里日期另占一格的：日期： | 2026年3月10日。"""
    return {
        after: Reading(after, "note", "附注")
        for label, after in pairwise(cells)
        if after.kind == "date" and _DAY_LABEL.fullmatch(re.sub(r"\s+", "", label.raw))
    }


def is_note(cell: Cell) -> bool:
    """附注：金额单位、附件号、签字的地方、日期。"""
    text = re.sub(r"\s+", "", cell.raw)
    return cell.kind == "text" and bool(_NOTE.match(text) or _DATE.fullmatch(text))
