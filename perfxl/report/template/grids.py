"""表格的列：`{% colspan %}`、`{% cellbg %}`，和一格一格循环（`{%tc %}`）以后的网格列。"""

from __future__ import annotations

from lxml import etree

from perfxl.report.template.tags import TOKEN
from perfxl.report.template.tidy import Tidy, W

_W = f"{{{W}}}"
# CT_TcPr 里这两个元素之前的元素，次序是固定的。
_BEFORE_SPAN = ("cnfStyle", "tcW")
_BEFORE_FILL = (*_BEFORE_SPAN, "gridSpan", "hMerge", "vMerge", "tcBorders")


def spans_and_fills(root: etree._Element, tidied: Tidy) -> None:
    """`{% colspan 3 %}` 一格横跨几列，`{% cellbg "FFFF00" %}` 一格的底色：改成格的属性。"""
    if not any(tag.word in {"colspan", "cellbg"} for tag in tidied.tags):
        return
    for text in list(root.iter(f"{_W}t")):
        for match in TOKEN.finditer(text.text or ""):
            tag = tidied.tags[int(match["inline"])]
            cell = next(text.iterancestors(f"{_W}tc"), None)
            if cell is None or tag.word not in {"colspan", "cellbg"}:
                continue
            text.text = (text.text or "").replace(match[0], "")
            value = tag.code.removeprefix(tag.word).strip()
            token = tidied.add(f"{{{{ {value} }}}}", tag.place)
            if tag.word == "colspan":
                _set(cell, "gridSpan", {"val": token}, _BEFORE_SPAN)
            else:
                _set(cell, "shd", {"val": "clear", "color": "auto", "fill": token}, _BEFORE_FILL)


def _set(cell: etree._Element, name: str, values: dict[str, str], before: tuple[str, ...]) -> None:
    look = cell.find(f"{_W}tcPr")
    if look is None:
        look = etree.Element(f"{_W}tcPr")
        cell.insert(0, look)
    for element in look.findall(f"{_W}{name}"):
        look.remove(element)
    place = sum(etree.QName(element).localname in before for element in look)
    look.insert(
        place, etree.Element(f"{_W}{name}", {f"{_W}{key}": value for key, value in values.items()})
    )


def fit_grids(root: etree._Element) -> None:
    """行里的格比网格列多（少）了的表：添（去）网格列，总宽不变。"""
    for table in root.iter(f"{_W}tbl"):
        grid = table.find(f"{_W}tblGrid")
        if grid is None:
            continue
        columns = grid.findall(f"{_W}gridCol")
        wanted = max((_width(row) for row in table.iterchildren(f"{_W}tr")), default=len(columns))
        if not columns or wanted in {len(columns), 0} or wanted > _MOST:
            continue
        widths = [number(column.get(f"{_W}w")) for column in columns]
        total = sum(widths)
        kept = widths[:wanted]
        kept += [total // len(columns)] * (wanted - len(kept))
        whole = sum(kept) or 1
        for column in columns:
            grid.remove(column)
        for width in kept:
            etree.SubElement(grid, f"{_W}gridCol", {f"{_W}w": str(width * total // whole)})


_MOST = 63  # Word 一张表至多这么多列


def _width(row: etree._Element) -> int:
    """一行占几个网格列：各格横跨的，加前后空着的。"""
    spans = [
        number(element.get(f"{_W}val")) or 1
        for path in ("tc/tcPr/gridSpan", "trPr/gridBefore", "trPr/gridAfter")
        for element in row.iterfind("/".join(f"{_W}{part}" for part in path.split("/")))
    ]
    plain = sum(
        1 for cell in row.iterfind(f"{_W}tc") if cell.find(f"{_W}tcPr/{_W}gridSpan") is None
    )
    return sum(spans) + plain


def number(text: str | None) -> int:
    """属性里的整数；不是的为 0。"""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else 0
