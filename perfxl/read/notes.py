"""表格前后的话：附注、附件号、金额单位、签字的地方、日期，不归哪一栏。"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from perfxl.cells.grid import Cell, Field
from perfxl.cells.later import later
from perfxl.filing.reading import Reading
from perfxl.read.header import text_field

_NOTE = later(
    r"(?:注|备注|说明|填表说明|填报说明|其他需要说明)|附件|附表|详?见附[页件表]|表\d|(?:金额)?单位[:：]|金额[:：](?:亿|万|千)?元|(?:金额|资金|货币)单位$|(?:亿|万|千)?元$|"
    r".*(?:负责人|填报人|填表人|经办人|审核人|联系人|联系电话|联系方式|签字|签章|盖章|公章|日期|(?:导出|打印|生成|制表)时间)"
)
NOTED = later(r"(?:注|备注|说明|填表说明|填报说明)(?::|\d|$)")
# 印在资金块原因一格里的填表说明，一条一条都是算法、要求、包括什么，不是填报人写的原因。
_ITEM = later(r"(?:^|[;；\n])\s*\d[.、．]")
_RULE = later(r"=|[＝]|需说明|应(?:单独|当|予|作)?说明|包括")


def own_reason(cell: Cell) -> Field[str]:
    """填报人写的原因；只印着 `1.预算执行率=……；2.……应单独说明理由；3.……包括：……` 的是空的。"""
    why = text_field(cell)
    items = [item for item in _ITEM.split(why.value) if item.strip()]
    printed = len(items) > 1 and why.value.startswith("1") and all(map(_RULE.search, items))
    return why._replace(value="") if printed else why


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
