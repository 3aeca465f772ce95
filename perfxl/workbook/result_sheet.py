"""结果表：整张属于我们，每次整张写新。"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeGuard

from perfxl.cells.areas import area_text, location, reference
from perfxl.cells.edits import Out
from perfxl.cells.held import clean_text
from perfxl.ours.sheet import Filled, chart_break, filled_cells, has_chart_data, heights
from perfxl.workbook.escapes import attribute, inline_string
from perfxl.workbook.look import cell_style

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from perfxl.cells.edits import ResultSheet
    from perfxl.workbook.styles import StyleTable

HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NAMESPACES = (
    'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
# Excel 一张表最多这么多超链接，再多打不开。
_MOST_LINKS = 65_000
# 这样开头的文字，在 Excel 里双击进去再回车就成了公式。
_LIKE_FORMULA = ("=", "+", "-", "@", "\t", "\r")
DRAWING_ID = "rId1"


def sheet_xml(sheet: ResultSheet, table: StyleTable) -> str:
    """一张结果表的全部 XML（标准写法；严格写法的工作簿另换命名空间）。"""
    filled = filled_cells(sheet)
    last_row = max((row for row, _ in filled), default=1)
    last_column = max((column for _, column in filled), default=1)
    tall = heights(sheet, filled)
    return (
        f"{HEADER}<worksheet {_NAMESPACES}>"
        '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<dimension ref="A1:{reference(last_row, last_column)}"/>'
        f"{_view(sheet)}"
        '<sheetFormatPr defaultRowHeight="15"/>'
        f"{_columns(sheet)}"
        f"<sheetData>{_rows(filled, tall, table)}</sheetData>"
        f"{_filter(sheet)}{_merged(sheet)}{_links(filled)}"
        '<printOptions horizontalCentered="1"/>'
        '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
        "<headerFooter><oddFooter>&amp;C第 &amp;P 页 共 &amp;N 页</oddFooter></headerFooter>"
        f"{_breaks(chart_break(sheet, tall))}"
        f'{f"""<drawing r:id="{DRAWING_ID}"/>""" if has_chart_data(sheet) else ""}</worksheet>'
    )


def _view(sheet: ResultSheet) -> str:
    pane = ""
    if sheet.frozen_rows:
        top = f"A{sheet.frozen_rows + 1}"
        pane = (
            f'<pane ySplit="{sheet.frozen_rows}" topLeftCell="{top}" activePane="bottomLeft"'
            f' state="frozen"/><selection pane="bottomLeft" activeCell="{top}" sqref="{top}"/>'
        )
    return (
        f'<sheetViews><sheetView showGridLines="0" workbookViewId="0">{pane}'
        "</sheetView></sheetViews>"
    )


def _columns(sheet: ResultSheet) -> str:
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, width in enumerate(sheet.widths, 1)
    )
    return f"<cols>{columns}</cols>" if columns else ""


def _rows(filled: Filled, tall: Mapping[int, int], table: StyleTable) -> str:
    rows: dict[int, list[str]] = {}
    styles: dict[tuple[str, object, bool], int] = {}
    for (row, column), out in filled.items():
        # 8 与 8.00 是相等的数、不同的写法，不能共用一个样式：按小数位分。
        number = out.value if _is_number(out.value) else None
        places = None if number is None else number.as_tuple().exponent
        quoted = isinstance(out.value, str) and out.value.startswith(_LIKE_FORMULA)
        kind = (out.style, places, quoted)
        if kind not in styles:
            styles[kind] = cell_style(table, Out(number, out.style), quoted=quoted)
        rows.setdefault(row, []).append(_cell(row, column, out, styles[kind]))
    return "".join(
        f'<row r="{row}" ht="{tall[row]}" customHeight="1">{"".join(cells)}</row>'
        for row, cells in rows.items()
    )


def _is_number(value: Decimal | str | None) -> TypeGuard[Decimal]:
    return value is not None and not isinstance(value, str) and value.is_finite()


def _cell(row: int, column: int, out: Out, style: int) -> str:
    opening = f'<c r="{reference(row, column)}" s="{style}"'
    if out.value is None or out.value == "":
        return f"{opening}/>"
    if _is_number(out.value):
        return f"{opening}><v>{out.value:f}</v></c>"
    return f'{opening} t="inlineStr">{inline_string(clean_text(str(out.value)))}</c>'


def _breaks(row: int | None) -> str:
    if row is None:
        return ""
    brk = f'<brk id="{row - 1}" max="16383" man="1"/>'
    return f'<rowBreaks count="1" manualBreakCount="1">{brk}</rowBreaks>'


def _filter(sheet: ResultSheet) -> str:
    return f'<autoFilter ref="{area_text(sheet.filter)}"/>' if sheet.filter else ""


def _merged(sheet: ResultSheet) -> str:
    areas = "".join(f'<mergeCell ref="{area_text(area)}"/>' for area in sheet.merged)
    return f'<mergeCells count="{len(sheet.merged)}">{areas}</mergeCells>' if areas else ""


def _links(filled: Mapping[tuple[int, int], Out]) -> str:
    linked = [(place, out.link) for place, out in filled.items() if out.link]
    links = "".join(
        f'<hyperlink ref="{reference(*place)}" location="{attribute(location(link))}"'
        f' display="{attribute(link)}"/>'
        for place, link in linked[:_MOST_LINKS]
    )
    return f"<hyperlinks>{links}</hyperlinks>" if links else ""
