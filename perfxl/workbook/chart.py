"""结果表里的原生条形图：一个绘图部件加一个图表部件，缓存都填好，不重算也画得出。"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from perfxl.cells.grid import column_letters
from perfxl.ours.sheet import outs_in
from perfxl.workbook.escapes import attribute, content

if TYPE_CHECKING:
    from perfxl.cells.edits import BarChart, Out, ResultSheet
    from perfxl.cells.merged import Range

_HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_SHEET_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CHART_ID = "rId1"
_BAR = "4472A8"
_GRID_LINE = "D9D9D9"
_TEXT = "404040"


def drawing_xml(chart: BarChart) -> str:
    """图放在哪里。"""
    area = chart.anchor
    title = attribute(chart.title)
    return (
        f'{_HEADER}<xdr:wsDr xmlns:xdr="{_SHEET_DRAWING}" xmlns:a="{_DRAWING}">'
        '<xdr:twoCellAnchor editAs="oneCell">'
        f"{_corner('from', area.first_column - 1, area.first_row - 1)}"
        f"{_corner('to', area.last_column, area.last_row)}"
        '<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr>'
        f'<xdr:cNvPr id="2" name="条形图" descr="{title}"/><xdr:cNvGraphicFramePr/>'
        "</xdr:nvGraphicFramePr>"
        '<xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm>'
        f'<a:graphic><a:graphicData uri="{_CHART}">'
        f'<c:chart xmlns:c="{_CHART}" xmlns:r="{_RELATIONSHIPS}" r:id="{CHART_ID}"/>'
        "</a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/>"
        "</xdr:twoCellAnchor></xdr:wsDr>"
    )


def _corner(name: str, column: int, row: int) -> str:
    return (
        f"<xdr:{name}><xdr:col>{column}</xdr:col><xdr:colOff>0</xdr:colOff>"
        f"<xdr:row>{row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:{name}>"
    )


def chart_xml(chart: BarChart, sheet: ResultSheet) -> str:
    """横条图：类别自上而下，数值轴从零起、到 `limit` 为止，条末写数。"""
    code = _format_code(chart, sheet)
    return (
        f'{_HEADER}<c:chartSpace xmlns:c="{_CHART}" xmlns:a="{_DRAWING}"'
        f' xmlns:r="{_RELATIONSHIPS}"><c:roundedCorners val="0"/><c:chart>'
        f"{_title(chart.title)}"
        '<c:autoTitleDeleted val="0"/><c:plotArea><c:layout/>'
        '<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
        f"{_series(chart, sheet, code)}"
        '<c:gapWidth val="60"/><c:axId val="50010001"/><c:axId val="50010002"/></c:barChart>'
        f"{_category_axis()}{_value_axis(chart, code)}"
        "<c:spPr><a:noFill/></c:spPr></c:plotArea>"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        '<c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'
        f"{_line(_GRID_LINE)}</c:spPr>{_text_look(900)}</c:chartSpace>"
    )


def _title(text: str) -> str:
    return (
        "<c:title><c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p>"
        f"<a:pPr><a:defRPr {_run(1200, bold=True)}</a:defRPr></a:pPr>"
        f'<a:r><a:rPr lang="zh-CN" {_run(1200, bold=True)}</a:rPr>'
        f"<a:t>{content(text)}</a:t></a:r></a:p></c:rich></c:tx>"
        '<c:overlay val="0"/></c:title>'
    )


def _run(size: int, *, bold: bool = False) -> str:
    return (
        f'sz="{size}" b="{int(bold)}"><a:solidFill><a:srgbClr val="{_TEXT}"/></a:solidFill>'
        '<a:latin typeface="宋体"/><a:ea typeface="宋体"/>'
    )


def _text_look(size: int) -> str:
    return (
        "<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>"
        f'<a:defRPr {_run(size)}</a:defRPr></a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
    )


def _line(colour: str) -> str:
    return f'<a:ln w="9525"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></a:ln>'


def _series(chart: BarChart, sheet: ResultSheet, code: str) -> str:
    categories = [out.value for out in outs_in(sheet, chart.categories)]
    values = [out.value for out in outs_in(sheet, chart.values)]
    labels = "".join(
        f'<c:pt idx="{index}"><c:v>{content(str(value))}</c:v></c:pt>'
        for index, value in enumerate(categories)
        if value is not None
    )
    points = "".join(
        f'<c:pt idx="{index}"><c:v>{value:f}</c:v></c:pt>'
        for index, value in enumerate(values)
        if isinstance(value, Decimal)
    )
    code = content(code)
    return (
        '<c:ser><c:idx val="0"/><c:order val="0"/>'
        f'<c:spPr><a:solidFill><a:srgbClr val="{_BAR}"/></a:solidFill></c:spPr>'
        '<c:invertIfNegative val="0"/>'
        f'<c:dLbls><c:numFmt formatCode="{_quoted(code)}" sourceLinked="0"/>'
        f"<c:spPr><a:noFill/></c:spPr>{_text_look(900)}"
        '<c:dLblPos val="outEnd"/><c:showLegendKey val="0"/><c:showVal val="1"/>'
        '<c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/>'
        '<c:showBubbleSize val="0"/></c:dLbls>'
        f"<c:cat><c:strRef><c:f>{content(_formula(sheet, chart.categories))}</c:f><c:strCache>"
        f'<c:ptCount val="{len(categories)}"/>{labels}</c:strCache></c:strRef></c:cat>'
        f"<c:val><c:numRef><c:f>{content(_formula(sheet, chart.values))}</c:f><c:numCache>"
        f'<c:formatCode>{code}</c:formatCode><c:ptCount val="{len(values)}"/>{points}'
        "</c:numCache></c:numRef></c:val></c:ser>"
    )


def _category_axis() -> str:
    # 次序倒过来，第一类才在最上面；数值轴随之用 max 放回底边。
    return (
        '<c:catAx><c:axId val="50010001"/><c:scaling><c:orientation val="maxMin"/></c:scaling>'
        '<c:delete val="0"/><c:axPos val="l"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f"<c:spPr>{_line('A6A6A6')}</c:spPr>{_text_look(900)}"
        '<c:crossAx val="50010002"/><c:crosses val="autoZero"/><c:auto val="1"/>'
        '<c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="0"/></c:catAx>'
    )


def _value_axis(chart: BarChart, code: str) -> str:
    limit = f'<c:max val="{chart.limit:f}"/>' if chart.limit is not None else ""
    return (
        '<c:valAx><c:axId val="50010002"/><c:scaling><c:orientation val="minMax"/>'
        f'{limit}<c:min val="0"/></c:scaling><c:delete val="0"/><c:axPos val="b"/>'
        f"<c:majorGridlines><c:spPr>{_line(_GRID_LINE)}</c:spPr></c:majorGridlines>"
        f'<c:numFmt formatCode="{_quoted(content(_axis_code(code)))}" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f"<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>{_text_look(900)}"
        '<c:crossAx val="50010001"/><c:crosses val="max"/><c:crossBetween val="between"/></c:valAx>'
    )


def _quoted(text: str) -> str:
    return text.replace('"', "&quot;")


def _format_code(chart: BarChart, sheet: ResultSheet) -> str:
    """条末数字的格式。单元格是百分比（0.95）就用百分号格式，是 95 就在后面添单位。"""
    outs = outs_in(sheet, chart.values)
    if any(out.style == "percent" for out in outs):
        return f"0{_decimals(outs, 2)}%"
    number = f"0{_decimals(outs, 0)}"
    return f'{number}"{chart.unit}"' if chart.unit else number


def _decimals(outs: list[Out], shift: int) -> str:
    """小数位：够用为止，至多两位，各条一致。"""
    numbers = [out.value.scaleb(shift) for out in outs if isinstance(out.value, Decimal)]
    places = next(p for p in (0, 1, 2) if p == 2 or not any(n.scaleb(p) % 1 for n in numbers))
    return f".{'0' * places}" if places else ""


def _axis_code(code: str) -> str:
    return code.replace(".00", "").replace(".0", "")


def _formula(sheet: ResultSheet, area: Range) -> str:
    name = sheet.name.replace("'", "''")
    first = f"${column_letters(area.first_column)}${area.first_row}"
    return f"'{name}'!{first}:${column_letters(area.last_column)}${area.last_row}"
