"""结果表和标记长什么样：宋体、细灰框、浅灰表头，各级别一种浅底色。"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from perfxl.cells.edits import MarkLevel, Out, Style

# 从重到轻。
LEVELS: tuple[MarkLevel, ...] = ("error", "verify", "warning", "info")
# 浅底配深字，黑白打印也分得清轻重。
LEVEL_FILL: dict[MarkLevel, str] = {
    "error": "FFFFC7CE",
    "verify": "FFE2D5F0",
    "warning": "FFFFE699",
    "info": "FFDDEBF7",
}
FONT = "宋体"
FRAME = "FFA6A6A6"  # 框线
_BLACK = "FF000000"


@dataclass(frozen=True, slots=True)
class Look:
    """一种格的样子；颜色写成 ARGB。"""

    size: int = 10
    bold: bool = False
    colour: str = _BLACK
    underline: bool = False
    fill: str = ""
    framed: bool = True
    across: str = "left"
    wrap: bool = True


LOOKS: dict[Style, Look] = {
    "text": Look(),
    "title": Look(size=16, bold=True, framed=False, across="center"),
    "head": Look(bold=True, fill="FFE7E6E6", across="center"),
    "number": Look(across="right", wrap=False),
    "percent": Look(across="right", wrap=False),
    "link": Look(colour="FF0563C1", underline=True),
    "input": Look(fill="FFFFF9E5"),
    "note": Look(size=9, colour="FF595959", framed=False),
    "error": Look(bold=True, colour="FF9C0006", fill=LEVEL_FILL["error"], across="center"),
    "verify": Look(bold=True, colour="FF5B2C83", fill=LEVEL_FILL["verify"], across="center"),
    "warning": Look(bold=True, colour="FF7F6000", fill=LEVEL_FILL["warning"], across="center"),
    "info": Look(bold=True, colour="FF1F4E79", fill=LEVEL_FILL["info"], across="center"),
}


def number_code(out: Out) -> str:
    """数按给的小数位显示：`98.00` 显示两位，`3` 不带小数；百分比里 0.9512 显示 95.12%。"""
    if not isinstance(out.value, Decimal):
        return "General"
    exponent = out.value.as_tuple().exponent
    places = max(0, -exponent) if isinstance(exponent, int) else 0
    if out.style == "percent":
        places = max(0, places - 2)
    sign = "%" if out.style == "percent" else ""
    return f"0.{'0' * places}{sign}" if places else f"0{sign}"
