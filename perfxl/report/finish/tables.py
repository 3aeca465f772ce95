"""表格里上下相邻、内容相同的格合成一格。

docxtpl 的 `{% vm %}` 把整个循环并成一格，后面不同的名称就丢了；这里看渲染出来的内容：
相同才并，左边的格（上级）不同就不并。
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from lxml import etree

from perfxl.report.template.grids import number
from perfxl.report.template.tidy import W

_W = f"{{{W}}}"
# CT_TcPr 里 vMerge 之前的元素，次序是固定的。
_BEFORE = tuple(f"{_W}{name}" for name in ("cnfStyle", "tcW", "gridSpan", "hMerge"))


# 竖着合并了这么多行的格，一页多半放不下。
_TALL = 12


def merge_equal(marked: Iterable[etree._Element]) -> None:
    """`marked` 是写了 `|合并` 的格。"""
    wanted = dict.fromkeys(marked)
    for table in dict.fromkeys(next(cell.iterancestors(f"{_W}tbl"), None) for cell in wanted):
        if table is None:
            continue
        above: dict[int, tuple[etree._Element, str]] = {}
        for row in table.iterchildren(f"{_W}tr"):
            above = _merge_row(row, above, wanted)
        _loosen(table)


def _loosen(table: etree._Element) -> None:
    """很高的合并格开头的那一行许跨页：不许的话，LibreOffice 在那一页只放这一行。"""
    starts: dict[int, etree._Element] = {}
    height: dict[int, int] = {}
    for row in table.iterchildren(f"{_W}tr"):
        for place, cell in _cells(row):
            if _looks(cell, f"{_W}vMerge") is None or _starts(cell):
                starts[place], height[place] = row, 0
            height[place] = height.get(place, 0) + 1
            if height[place] == _TALL:
                for element in starts[place].findall(f"{_W}trPr/{_W}cantSplit"):
                    element.getparent().remove(element)  # type: ignore[union-attr]  # 必有上级


def _merge_row(
    row: etree._Element,
    above: dict[int, tuple[etree._Element, str]],
    wanted: Container[etree._Element],
) -> dict[int, tuple[etree._Element, str]]:
    """一行与上一行比；返回本行各标记格（并进上面的，算上面那格）。"""
    result: dict[int, tuple[etree._Element, str]] = {}
    same_parent = True
    for place, cell in _cells(row):
        if cell not in wanted:
            continue
        text = _text(cell)
        upper = above.get(place)
        if same_parent and text and upper is not None and upper[1] == text:
            if not _starts(upper[0]):
                _set_merge(upper[0], "restart")
            _set_merge(cell, "continue")
            _empty(cell)
            result[place] = upper
        else:
            same_parent = False
            result[place] = (cell, text)
    return result


def _cells(row: etree._Element) -> Iterator[tuple[int, etree._Element]]:
    """各格和它的起始列。"""
    place = 0
    for cell in row.iterchildren(f"{_W}tc"):
        yield place, cell
        span = _looks(cell, f"{_W}gridSpan")
        place += (number(span.get(f"{_W}val")) or 1) if span is not None else 1


def _looks(cell: etree._Element, kind: str) -> etree._Element | None:
    """格的一样格式；没有的为 None。几万格各问几遍，照路径找太慢。"""
    look = next(cell.iterchildren(), None)
    if look is None or look.tag != f"{_W}tcPr":
        return None
    return next(look.iterchildren(kind), None)


def _starts(cell: etree._Element) -> bool:
    """合并格的头一格。"""
    merge = _looks(cell, f"{_W}vMerge")
    return merge is not None and merge.get(f"{_W}val") == "restart"


def _text(cell: etree._Element) -> str:
    return "".join(text.text or "" for text in cell.iter(f"{_W}t"))


def _set_merge(cell: etree._Element, value: str) -> None:
    look = cell.find(f"{_W}tcPr")
    if look is None:
        look = etree.Element(f"{_W}tcPr")
        cell.insert(0, look)
    for element in look.findall(f"{_W}vMerge"):
        look.remove(element)
    place = sum(element.tag in _BEFORE for element in look)
    # 先长在树上再挪：另做一个再放进来，要在整棵树里重找一遍命名空间，慢十倍。
    look.insert(place, etree.SubElement(look, f"{_W}vMerge", {f"{_W}val": value}))


def _empty(cell: etree._Element) -> None:
    """留一个空段：格里必须有一段。"""
    paragraphs = cell.findall(f"{_W}p")
    for paragraph in paragraphs[1:]:
        cell.remove(paragraph)
    for paragraph in list(paragraphs[0]):
        if paragraph.tag != f"{_W}pPr":
            paragraphs[0].remove(paragraph)
