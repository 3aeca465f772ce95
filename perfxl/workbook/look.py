"""我们的样子写进工作簿的样式表：字体、底色、框线、数字格式各一项，凑成一个样式编号。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfxl.ours.looks import FONT, FRAME, LEVEL_FILL, LOOKS, Look, number_code
from perfxl.workbook.escapes import attribute

if TYPE_CHECKING:
    from perfxl.cells.edits import MarkLevel, Out
    from perfxl.workbook.styles import StyleTable

_BUILT_IN = {"General": 0, "0": 1, "0.00": 2, "0%": 9, "0.00%": 10}


def mark_fill(table: StyleTable, level: MarkLevel) -> int:
    """标记用的差异样式（dxf）编号：只换底色，不动字体和边框。"""
    return table.intern("dxfs", level_dxf(level))


def level_dxf(level: MarkLevel) -> str:
    """一个级别的差异样式。"""
    return (
        f'<dxf><fill><patternFill patternType="solid"><fgColor rgb="{LEVEL_FILL[level]}"/>'
        f'<bgColor rgb="{LEVEL_FILL[level]}"/></patternFill></fill></dxf>'
    )


def cell_style(table: StyleTable, out: Out, *, quoted: bool = False) -> int:
    """结果表一格的样式编号。`quoted`：开头像公式的文字，Excel 里再编辑也不当公式。"""
    look = LOOKS[out.style]
    fonts = table.intern("fonts", font(look))
    fills = table.intern("fills", fill(look))
    borders = table.intern("borders", border(look))
    base = ' xfId="0"' if table.has_base_formats else ""
    quote = ' quotePrefix="1"' if quoted else ""
    return table.intern(
        "cellXfs",
        f'<xf numFmtId="{_number_format(table, out)}" fontId="{fonts}" fillId="{fills}"'
        f' borderId="{borders}"{base} applyNumberFormat="1" applyFont="1" applyFill="1"'
        f' applyBorder="1" applyAlignment="1"{quote}>{alignment(look)}</xf>',
    )


def alignment(look: Look) -> str:
    """文字放在格里哪里。"""
    wrap = ' wrapText="1"' if look.wrap else ""
    return f'<alignment horizontal="{look.across}" vertical="center"{wrap}/>'


def _number_format(table: StyleTable, out: Out) -> int:
    code = number_code(out)
    built_in = _BUILT_IN.get(code)
    return table.number_format(attribute(code)) if built_in is None else built_in


def font(look: Look) -> str:
    bold = "<b/>" if look.bold else ""
    underline = "<u/>" if look.underline else ""
    return (
        f'<font>{bold}{underline}<sz val="{look.size}"/><color rgb="{look.colour}"/>'
        f'<name val="{FONT}"/><family val="3"/><charset val="134"/></font>'
    )


def fill(look: Look) -> str:
    if not look.fill:
        return '<fill><patternFill patternType="none"/></fill>'
    return (
        f'<fill><patternFill patternType="solid"><fgColor rgb="{look.fill}"/>'
        '<bgColor indexed="64"/></patternFill></fill>'
    )


def border(look: Look) -> str:
    if not look.framed:
        return "<border><left/><right/><top/><bottom/><diagonal/></border>"
    sides = "".join(
        f'<{side} style="thin"><color rgb="{FRAME}"/></{side}>'
        for side in ("left", "right", "top", "bottom")
    )
    return f"<border>{sides}<diagonal/></border>"
