"""表上的按钮：绑着宏的圆角矩形，画在表格右边，不压住单元格的内容和别的图形，不打印。"""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from perfxl.cells.merged import Range
from perfxl.errors import WorkbookError
from perfxl.workbook.escapes import attribute, content
from perfxl.workbook.marks import SHEET_ORDER
from perfxl.workbook.parts import relations, rels_name
from perfxl.workbook.registry import (
    add_relation,
    free_part,
    put_single_relation,
    register_types,
)
from perfxl.workbook.splice import Document
from perfxl.workbook.xmlsafe import local, parse

if TYPE_CHECKING:
    from lxml.etree import _Element

    from perfxl.workbook.package import Package

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_SHEET_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ORDER = (
    *SHEET_ORDER, "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup",
    "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors",
    "smartTags", "drawing",
)  # fmt: skip
_TRUE = {"1", "true"}
# 一磅 12700 EMU；按钮 2.6 × 0.8 厘米，上下相隔 6 磅。
_WIDTH, _HEIGHT = 936_000, 288_000
_STEP = Decimal(_HEIGHT) / 12_700 + 6
_COLUMN = 609_600  # 普通列宽，用来估算没有写明终点的图形占几列
_ROW = 190_500
_FALLBACK_HEIGHT = Decimal(15)
_LAST_COLUMN = 16_384


@dataclass(frozen=True, slots=True)
class Button:
    """一个按钮：面上的字、叫起的宏、悬停的说明、底色。"""

    label: str
    macro: str
    tip: str
    colour: str


def add_buttons(package: Package, part: str, after: int, buttons: Sequence[Button]) -> None:
    """在工作表部件 `part` 的第 `after` 列之后自上而下画几个按钮。"""
    sheet = Document(package.part(part))
    rows = _rows(sheet, len(buttons))
    drawing = next((r.target for r in relations(package, part) if r.kind == "drawing"), None)
    others = _occupied(parse(package.part(drawing))) if drawing else []
    column = _column(sheet, after, rows, others)
    if drawing is None:
        drawing = _new_drawing(package, part, sheet)
    document = Document(package.part(drawing))
    first = 1 + max(_ids(parse(package.part(drawing))), default=1)
    shapes = "".join(
        _shape(button, column, row, first + place)
        for place, (row, button) in enumerate(zip(rows, buttons, strict=True))
    )
    document.append(document.root, shapes.encode())
    package.put(drawing, document.result())


def _rows(sheet: Document, count: int) -> list[int]:
    """每个按钮放在哪一行，互不相压。"""
    heights = _heights(sheet)
    chosen: list[int] = []
    top = due = Decimal(0)
    row = 1
    while len(chosen) < count:
        height = heights.get(row, heights[0])
        if height and top >= due:
            chosen.append(row)
            due = top + _STEP
        top += height
        row += 1
    return chosen


def _heights(sheet: Document) -> dict[int, Decimal]:
    """各行的高度（磅），隐藏的为 0；键 0 是没有写明的行。"""
    default = sheet.child(sheet.root, "sheetFormatPr")
    given = sheet.attributes(default).get("defaultRowHeight") if default else None
    heights = {0: Decimal(given) if given and Decimal(given) else _FALLBACK_HEIGHT}
    for place, start in enumerate(sheet.starts(sheet.need("sheetData"), "row"), 1):
        written = sheet.attributes_at(start)
        height = Decimal(written["ht"]) if "ht" in written else heights[0]
        hidden = written.get("hidden") in _TRUE
        heights[int(written.get("r", place))] = Decimal(0) if hidden else height
    return heights


def _column(sheet: Document, after: int, rows: Sequence[int], others: Sequence[Range]) -> int:
    """`after` 之后头一个没有隐藏、也没有别的图形的列。"""
    hidden = list(_hidden_columns(sheet))
    column = after + 1
    while column <= _LAST_COLUMN:
        blocking = [last for first, last in hidden if first <= column <= last]
        blocking += [
            area.last_column
            for area in others
            if area.first_column <= column + 2 and column <= area.last_column
            and area.first_row <= rows[-1] + 1 and rows[0] <= area.last_row
        ]  # fmt: skip
        if not blocking:
            return column
        column = max(blocking) + 1
    raise WorkbookError("表格右边的列都隐藏着，按钮没有地方放；请取消隐藏右边几列，再试")


def _hidden_columns(sheet: Document) -> list[tuple[int, int]]:
    columns = sheet.child(sheet.root, "cols")
    hidden = []
    for child in sheet.children(columns) if columns else ():
        written = sheet.attributes(child)
        if written.get("hidden") in _TRUE:
            hidden.append((int(written.get("min", 1)), int(written.get("max", 1))))
    return hidden


def _occupied(drawing: _Element) -> list[Range]:
    """已有的图形各占哪一片。"""
    areas = []
    for anchor in drawing:
        start, end, size = (anchor.find(f"{{*}}{name}") for name in ("from", "to", "ext"))
        # 按绝对位置放的（没有 from），先当它在左上角；没有 to 的按大小估算占几行几列。
        row, column = (0, 0) if start is None else (_number(start, "row"), _number(start, "col"))
        if end is not None:
            last_row, last_column = _number(end, "row"), _number(end, "col")
        elif size is not None:
            last_row = row + int(size.get("cy", "0")) // _ROW + 1
            last_column = column + int(size.get("cx", "0")) // _COLUMN + 1
        else:
            continue
        areas.append(Range(row + 1, column + 1, last_row + 1, last_column + 1))
    return areas


def _number(corner: _Element, name: str) -> int:
    return int(corner.findtext(f"{{*}}{name}") or 0)


def _ids(drawing: _Element) -> list[int]:
    return [int(element.get("id", "0")) for element in drawing.iter() if local(element) == "cNvPr"]


def _new_drawing(package: Package, part: str, sheet: Document) -> str:
    """一个空的绘图部件，登记好，挂在工作表上。"""
    folder = posixpath.dirname(posixpath.dirname(part))
    drawing = free_part(package, posixpath.join(folder, "drawings/drawing{}.xml"))
    package.put(
        drawing,
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<xdr:wsDr xmlns:xdr="{_SHEET_DRAWING}" xmlns:a="{_DRAWING}"></xdr:wsDr>'.encode(),
    )
    register_types(package, {drawing: "drawing"}, ())
    rel_id = "rId1"
    if rels_name(part) in package:
        rel_id = add_relation(package, part, "drawing", drawing, strict=False)
    else:
        put_single_relation(package, part, "drawing", drawing, strict=False)
    place = sheet.slot(_ORDER, "drawing")
    snippet = sheet.xml(f'<drawing xmlns:r="{_RELATIONSHIPS}" r:id="{rel_id}"/>')
    sheet.replace(place, place, snippet)
    package.put(part, sheet.result())
    return drawing


def _shape(button: Button, column: int, row: int, number: int) -> str:
    """一个按钮。前缀在自己身上声明：绘图部件用什么前缀都行。"""
    size = f'cx="{_WIDTH}" cy="{_HEIGHT}"'
    font = '<a:latin typeface="微软雅黑"/><a:ea typeface="微软雅黑"/>'
    return (
        f'<xdr:oneCellAnchor xmlns:xdr="{_SHEET_DRAWING}" xmlns:a="{_DRAWING}"><xdr:from>'
        f"<xdr:col>{column - 1}</xdr:col><xdr:colOff>95250</xdr:colOff>"
        f"<xdr:row>{row - 1}</xdr:row><xdr:rowOff>38100</xdr:rowOff></xdr:from><xdr:ext {size}/>"
        f'<xdr:sp macro="[0]!{button.macro}" textlink=""><xdr:nvSpPr>'
        f'<xdr:cNvPr id="{number}" name="{button.macro}" descr="{attribute(button.tip)}"/>'
        f'<xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="roundRect"><a:avLst/></a:prstGeom>'
        f'<a:solidFill><a:srgbClr val="{button.colour}"/></a:solidFill><a:ln><a:noFill/></a:ln>'
        '</xdr:spPr><xdr:txBody><a:bodyPr vertOverflow="clip" wrap="none" lIns="0" tIns="0"'
        ' rIns="0" bIns="0" anchor="ctr"/><a:lstStyle/><a:p><a:pPr algn="ctr"/><a:r>'
        '<a:rPr lang="zh-CN" sz="1100" b="1"><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'
        f"{font}</a:rPr><a:t>{content(button.label)}</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
        '<xdr:clientData fPrintsWithSheet="0"/></xdr:oneCellAnchor>'
    )
