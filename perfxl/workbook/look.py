"""结果表和标记长什么样：宋体、细灰框、浅灰表头，各级别一种浅底色。"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from perfxl.workbook.escapes import attribute

if TYPE_CHECKING:
    from perfxl.cells.grid import MarkLevel, Out, Style
    from perfxl.workbook.styles import StyleTable

# 浅底配深字，黑白打印也分得清轻重。
LEVEL_FILL: dict[MarkLevel, str] = {
    "error": "FFFFC7CE",
    "verify": "FFE2D5F0",
    "warning": "FFFFE699",
    "info": "FFDDEBF7",
}
_BLACK = "FF000000"
_BUILT_IN = {"General": 0, "0": 1, "0.00": 2, "0%": 9, "0.00%": 10}


@dataclass(frozen=True, slots=True)
class _Look:
    size: int = 10
    bold: bool = False
    colour: str = _BLACK
    underline: bool = False
    fill: str = ""
    framed: bool = True
    across: str = "left"
    wrap: bool = True


LOOKS: dict[Style, _Look] = {
    "text": _Look(),
    "title": _Look(size=16, bold=True, framed=False, across="center"),
    "head": _Look(bold=True, fill="FFE7E6E6", across="center"),
    "number": _Look(across="right", wrap=False),
    "percent": _Look(across="right", wrap=False),
    "link": _Look(colour="FF0563C1", underline=True),
    "input": _Look(fill="FFFFF9E5"),
    "note": _Look(size=9, colour="FF595959", framed=False),
    "error": _Look(bold=True, colour="FF9C0006", fill=LEVEL_FILL["error"], across="center"),
    "verify": _Look(bold=True, colour="FF5B2C83", fill=LEVEL_FILL["verify"], across="center"),
    "warning": _Look(bold=True, colour="FF7F6000", fill=LEVEL_FILL["warning"], across="center"),
    "info": _Look(bold=True, colour="FF1F4E79", fill=LEVEL_FILL["info"], across="center"),
}


def mark_fill(table: StyleTable, level: MarkLevel) -> int:
    """标记用的差异样式（dxf）编号：只换底色，不动字体和边框。"""
    return table.intern(
        "dxfs",
        f'<dxf><fill><patternFill patternType="solid"><fgColor rgb="{LEVEL_FILL[level]}"/>'
        f'<bgColor rgb="{LEVEL_FILL[level]}"/></patternFill></fill></dxf>',
    )


def cell_style(table: StyleTable, out: Out) -> int:
    """结果表一格的样式编号。"""
    look = LOOKS[out.style]
    font = table.intern("fonts", _font(look))
    fill = table.intern("fills", _fill(look))
    border = table.intern("borders", _border(look))
    base = ' xfId="0"' if table.has_base_formats else ""
    wrap = ' wrapText="1"' if look.wrap else ""
    return table.intern(
        "cellXfs",
        f'<xf numFmtId="{_number_format(table, out)}" fontId="{font}" fillId="{fill}"'
        f' borderId="{border}"{base} applyNumberFormat="1" applyFont="1" applyFill="1"'
        f' applyBorder="1" applyAlignment="1">'
        f'<alignment horizontal="{look.across}" vertical="center"{wrap}/></xf>',
    )


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


def _number_format(table: StyleTable, out: Out) -> int:
    code = number_code(out)
    built_in = _BUILT_IN.get(code)
    return table.number_format(attribute(code)) if built_in is None else built_in


def _font(look: _Look) -> str:
    bold = "<b/>" if look.bold else ""
    underline = "<u/>" if look.underline else ""
    return (
        f'<font>{bold}{underline}<sz val="{look.size}"/><color rgb="{look.colour}"/>'
        '<name val="宋体"/><family val="3"/><charset val="134"/></font>'
    )


def _fill(look: _Look) -> str:
    if not look.fill:
        return '<fill><patternFill patternType="none"/></fill>'
    return (
        f'<fill><patternFill patternType="solid"><fgColor rgb="{look.fill}"/>'
        '<bgColor indexed="64"/></patternFill></fill>'
    )


def _border(look: _Look) -> str:
    if not look.framed:
        return "<border><left/><right/><top/><bottom/><diagonal/></border>"
    sides = "".join(
        f'<{side} style="thin"><color rgb="FFA6A6A6"/></{side}>'
        for side in ("left", "right", "top", "bottom")
    )
    return f"<border>{sides}<diagonal/></border>"
