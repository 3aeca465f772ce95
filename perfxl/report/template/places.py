"""模板里的每一段在哪里：给人说话用，人照着数得到。"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def places(root: etree._Element, part: str) -> Iterator[tuple[etree._Element, str]]:
    """每一段和它的位置：第 3 段；第 2 个表格第 4 行第 1 格；页脚第 1 段；第 3 段的文本框。"""
    cells = _cells(root)
    said: dict[etree._Element, str] = {}
    count = 0
    for paragraph in root.iter(f"{_W}p"):
        box = next(paragraph.iterancestors(f"{_W}txbxContent"), None)
        outer = None if box is None else next(box.iterancestors(f"{_W}p"), None)
        cell = next(paragraph.iterancestors(f"{_W}tc"), None)
        if outer is not None and outer in said:
            said[paragraph] = f"{said[outer].removesuffix(_BOX)}{_BOX}"
        elif cell is not None and cell in cells:
            said[paragraph] = f"{part}{cells[cell]}"
        else:
            count += 1
            said[paragraph] = f"{part}第 {count} 段"
        yield paragraph, said[paragraph]


_BOX = "的文本框"


def _cells(root: etree._Element) -> dict[etree._Element, str]:
    return {
        cell: f"第 {number} 个表格第 {place} 行第 {column} 格"
        for number, table in enumerate(root.iter(f"{_W}tbl"), 1)
        for place, row in enumerate(table.iterchildren(f"{_W}tr"), 1)
        for column, cell in enumerate(row.iterchildren(f"{_W}tc"), 1)
    }
