"""副本工作簿里各部件的样子：最少的几个部件，够打开、够打印。"""

from __future__ import annotations

from collections.abc import Sequence

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_EDGE = '<{0} style="thin"><color auto="1"/></{0}>'
_FIRST_CUSTOM = 164


def index_parts(sheets: Sequence[tuple[str, bool]]) -> dict[str, str]:
    """目录一类的部件；`sheets` 是（表名，是否隐藏）。"""
    places = range(1, len(sheets) + 1)
    types = "".join(_override(f"worksheets/sheet{place}.xml", "worksheet") for place in places)
    listed = "".join(
        f'<sheet name="{name}" sheetId="{place}"{_state(hidden=hidden)} r:id="rId{place}"/>'
        for place, (name, hidden) in enumerate(sheets, 1)
    )
    links = "".join(
        _relation(place, "worksheet", f"worksheets/sheet{place}.xml") for place in places
    ) + _relation(len(sheets) + 1, "styles", "styles.xml")
    return {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f"{_override('workbook.xml', 'sheet.main')}{types}{_override('styles.xml', 'styles')}"
        "</Types>",
        "_rels/.rels": _relations(_relation(1, "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_RELS}">'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": _relations(links),
    }


def styles(codes: Sequence[str]) -> str:
    """0 号是空白格，其后每个数字格式一个样式：有框线、自动换行。"""
    formats = "".join(
        f'<numFmt numFmtId="{number}" formatCode="{code}"/>'
        for number, code in enumerate(codes, _FIRST_CUSTOM)
        if code != "General"
    )
    count = sum(code != "General" for code in codes)
    looks = "".join(
        f'<xf numFmtId="{0 if code == "General" else number}" fontId="0" fillId="0" borderId="1"'
        ' xfId="0" applyNumberFormat="1" applyBorder="1" applyAlignment="1">'
        '<alignment vertical="center" wrapText="1"/></xf>'
        for number, code in enumerate(codes, _FIRST_CUSTOM)
    )
    edges = "".join(_EDGE.format(side) for side in ("left", "right", "top", "bottom"))
    plain = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"'
    return (
        f'{_HEAD}<styleSheet xmlns="{_MAIN}">'
        + (f'<numFmts count="{count}">{formats}</numFmts>' if count else "")
        + '<fonts count="1"><font><sz val="11"/><name val="宋体"/><charset val="134"/></font>'
        '</fonts><fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>'
        f"<border>{edges}<diagonal/></border></borders>"
        f'<cellStyleXfs count="1">{plain}/></cellStyleXfs>'
        f'<cellXfs count="{len(codes) + 1}">{plain} xfId="0"/>{looks}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles>'
        "</styleSheet>"
    )


def sheet(widths: Sequence[int], rows: str, merged: Sequence[str]) -> str:
    """一张表；打印时横向、缩到一页宽。"""
    columns = "".join(
        f'<col min="{place}" max="{place}" width="{width}" customWidth="1"/>'
        for place, width in enumerate(widths, 1)
    )
    areas = "".join(f'<mergeCell ref="{area}"/>' for area in merged)
    return (
        f'{_HEAD}<worksheet xmlns="{_MAIN}">'
        '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        + (f"<cols>{columns}</cols>" if columns else "")
        + f"<sheetData>{rows}</sheetData>"
        + (f'<mergeCells count="{len(merged)}">{areas}</mergeCells>' if merged else "")
        + '<pageSetup paperSize="9" fitToHeight="0" orientation="landscape"/></worksheet>'
    )


def _state(*, hidden: bool) -> str:
    return ' state="hidden"' if hidden else ""


def _override(part: str, kind: str) -> str:
    return f'<Override PartName="/xl/{part}" ContentType="{_TYPE}.{kind}+xml"/>'


def _relation(number: int, kind: str, target: str) -> str:
    return f'<Relationship Id="rId{number}" Type="{_RELS}/{kind}" Target="{target}"/>'


def _relations(rows: str) -> str:
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'
