"""空白模板里自己画的图：几个柱子、几条，数是占位的，生成报告时换。

颜色一深一浅，黑白打印也分得开；没有达到指标值的用红。字用仿宋，数字用 Times New Roman，
与正文一样。
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from lxml import etree

from perfxl.report.blank.look import BODY, HEAD, LATIN
from perfxl.report.blank.sheet import paragraph, run
from perfxl.report.charts.data import Data
from perfxl.report.charts.draw import OWN
from perfxl.report.charts.fill import CHART, fill
from perfxl.report.package import serialized

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_PALE, _MIDDLE, _DEEP, _RED = "BFC9D9", "8FAADC", "2F5597", "C00000"
_WIDE, _TALL = 5_600_000, 2_700_000  # EMU；比版心略窄


@dataclass(frozen=True, slots=True)
class Look:
    """一张图的样子：标题，各系列和颜色，横的还是竖的，数轴上的写法。"""

    caption: str
    series: tuple[tuple[str, str], ...]
    flat: bool = False
    style: str = "General"


LOOKS = {
    "资金表": Look("预算与执行（{{ 金额单位 }}）", (("预算数", _PALE), ("执行数", _DEEP))),
    "资金明细表": Look(
        "各子项目的安排与支出（{{ 金额单位 }}）", (("安排资金", _PALE), ("已支出", _DEEP))
    ),
    "得分表": Look("各一级指标的分值与得分", (("分值", _PALE), ("得分", _DEEP))),
    "指标完成表": Look(
        "各指标的完成率", (("达到指标值", _MIDDLE), ("未达到指标值", _RED)), flat=True,
        style='General"%"',
    ),
}  # fmt: skip
_CONDITIONS = {
    "资金表": "资金", "资金明细表": "资金明细", "得分表": "总分", "指标完成表": "指标"
}  # fmt: skip
_BLANK = ("甲", "乙")


def block(name: str, number: int, *, details: bool) -> str:
    """正文里的一张图：有内容才印。另有子项目表的（`details`），有子项目就不画总的。"""
    condition = f"{{% if {_CONDITIONS[name]} %}}"
    if name == "资金表" and details:
        condition = "{% if 资金 and not 资金明细 %}"
    return (
        paragraph(condition, "TableText") + _drawing(name, number)
        + paragraph("{% endif %}", "TableText")
    )  # fmt: skip


def _drawing(name: str, number: int) -> str:
    """放图的一段，图的下面是图名。"""
    return (
        '<w:p><w:pPr><w:pStyle w:val="TableNumber"/>'
        '<w:spacing w:before="120" w:after="60" w:line="240" w:lineRule="auto"/></w:pPr><w:r>'
        f'<w:drawing><wp:inline xmlns:wp="{_WP}" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{_WIDE}" cy="{_TALL}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="{number}" name="{OWN} 图 {number}" descr="{name}"/>'
        "<wp:cNvGraphicFramePr/>"
        f'<a:graphic xmlns:a="{_A}"><a:graphicData uri="{CHART}">'
        f'<c:chart xmlns:c="{CHART}" r:id="{code(number)}"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        f"<w:r><w:br/></w:r>{run(LOOKS[name].caption)}</w:p>"
    )


def code(number: int) -> str:
    """图在正文里的关系号。"""
    return f"rIdChart{number}"


def parts(name: str, number: int) -> dict[str, bytes]:
    """图的部件，和嵌着的工作簿。"""
    look = LOOKS[name]
    chart = etree.fromstring(_chart(look).encode())
    blank = tuple("1" for _ in _BLANK)
    _, book = fill(chart, Data(_BLANK, tuple((title, blank) for title, _ in look.series)))
    rels = (
        f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{_R}/package" Target="../embeddings/chart{number}.xlsx"/>'
        "</Relationships>"
    )
    return {
        f"word/charts/chart{number}.xml": serialized(chart),
        f"word/charts/_rels/chart{number}.xml.rels": rels.encode(),
        f"word/embeddings/chart{number}.xlsx": book,
    }


def _chart(look: Look) -> str:
    series = "".join(
        _series(place, title, colour, look) for place, (title, colour) in enumerate(look.series)
    )
    # 达到、未达到的两个系列各在各的条上，叠在一处才不空出半条。
    overlap = 100 if look.flat else 0
    # 条形图的类别从下往上排；倒过来，与表里的次序相同。
    order = "maxMin" if look.flat else "minMax"
    sides = ("l", "t") if look.flat else ("b", "l")
    return (
        f'<c:chartSpace xmlns:c="{CHART}" xmlns:a="{_A}" xmlns:r="{_R}">'
        '<c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>'
        f'<c:barChart><c:barDir val="{"bar" if look.flat else "col"}"/>'
        '<c:grouping val="clustered"/><c:varyColors val="0"/>'
        f'{series}<c:gapWidth val="60"/><c:overlap val="{overlap}"/>'
        '<c:axId val="101"/><c:axId val="102"/></c:barChart>'
        f'<c:catAx><c:axId val="101"/><c:scaling><c:orientation val="{order}"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{sides[0]}"/>'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="low"/>{_line("7F7F7F")}{_text(900)}'
        '<c:crossAx val="102"/><c:crosses val="autoZero"/><c:auto val="1"/>'
        '<c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
        '<c:valAx><c:axId val="102"/><c:scaling><c:orientation val="minMax"/><c:min val="0"/>'
        f'</c:scaling><c:delete val="0"/><c:axPos val="{sides[1]}"/>'
        f"<c:majorGridlines>{_line('D9D9D9')}</c:majorGridlines>"
        f'<c:numFmt formatCode="{escape(look.style)}" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="{"high" if look.flat else "nextTo"}"/>{_line("7F7F7F")}{_text(900)}'
        '<c:crossAx val="101"/><c:crosses val="autoZero"/>'
        '<c:crossBetween val="between"/></c:valAx></c:plotArea>'
        f'<c:legend><c:legendPos val="b"/><c:overlay val="0"/>{_text(900)}</c:legend>'
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        f'{_text(900)}<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData>'
        "</c:chartSpace>"
    )


def _series(place: int, title: str, colour: str, look: Look) -> str:
    return (
        f'<c:ser><c:idx val="{place}"/><c:order val="{place}"/>'
        f'<c:tx><c:strRef><c:f>Sheet1!$A$1</c:f><c:strCache><c:ptCount val="1"/>'
        f'<c:pt idx="0"><c:v>{title}</c:v></c:pt></c:strCache></c:strRef></c:tx>'
        f'<c:spPr><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></c:spPr>'
        '<c:invertIfNegative val="0"/><c:dLbls>'
        f'<c:numFmt formatCode="{escape(look.style)}" sourceLinked="0"/>'
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{_text(800)}"
        '<c:dLblPos val="outEnd"/><c:showLegendKey val="0"/><c:showVal val="1"/>'
        '<c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/>'
        '<c:showBubbleSize val="0"/></c:dLbls>'
        f"<c:val><c:numRef><c:f>Sheet1!$B$2</c:f><c:numCache>"
        f'<c:formatCode>General</c:formatCode><c:ptCount val="0"/></c:numCache></c:numRef></c:val>'
        "</c:ser>"
    )


def _line(colour: str) -> str:
    return (
        f'<c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></a:ln>'
        "</c:spPr>"
    )


def _text(size: int) -> str:
    """字号是百分之一磅。"""
    return (
        f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{size}">'
        '<a:solidFill><a:srgbClr val="000000"/></a:solidFill>'
        f'<a:latin typeface="{LATIN}"/><a:ea typeface="{BODY}"/><a:cs typeface="{LATIN}"/>'
        '</a:defRPr></a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
    )
