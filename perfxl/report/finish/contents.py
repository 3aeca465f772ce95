"""目录：模板里用 Word 插的目录，填好以后标题和页码都变了，标上“该更新了”，Word 打开时就更新。"""

from __future__ import annotations

import re

from lxml import etree

from perfxl.cells.later import later

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TOC = later(r"\s*TOC\b", re.IGNORECASE)


def stale_contents(root: etree._Element) -> bool:
    """有没有目录；有的都标上。"""
    has_contents = False
    begin: list[etree._Element] = []
    for element in root.iter(f"{_W}fldChar", f"{_W}instrText", f"{_W}fldSimple"):
        kind = element.get(f"{_W}fldCharType")
        if kind == "begin":
            begin.append(element)
        elif kind == "end" and begin:
            begin.pop()
        elif element.tag == f"{_W}fldSimple" and _TOC.match(element.get(f"{_W}instr", "")):
            element.set(f"{_W}dirty", "true")
            has_contents = True
        elif element.tag == f"{_W}instrText" and begin and _TOC.match(element.text or ""):
            begin[-1].set(f"{_W}dirty", "true")
            has_contents = True
    return has_contents


def is_in_contents(element: etree._Element) -> bool:
    """在目录里（样式是 Word 的目录 1、目录 2 …）：里面的标题是抄的，不再编号。"""
    paragraph = next(element.iterancestors(f"{_W}p"), None)
    style = None if paragraph is None else paragraph.find(f"{_W}pPr/{_W}pStyle")
    return style is not None and style.get(f"{_W}val", "").upper().startswith("TOC")
