"""渲染之后的段落：一个名称有几段的分开，没有内容的去掉。"""

from __future__ import annotations

import copy

from lxml import etree

from perfxl.cells.later import later
from perfxl.report.template.tidy import W

_W = f"{{{W}}}"
BREAK_SIGN = f"{_W}perfxl-break"


def split(paragraph: etree._Element) -> None:
    """段里有分段记号的，从那里分成几段；段的格式照抄，分节符只留在最后一段。

    正文里自成一行的“（一）……”、下面接着写的，用小标题的样子；一行挨一行的是逐条列着，不是小标题。
    """
    signs = list(paragraph.iter(BREAK_SIGN))
    for sign in signs:
        if sign.getparent() is not paragraph:  # 超链接、内容控件里面：只能换行
            run = etree.Element(f"{_W}r")
            etree.SubElement(run, f"{_W}br")
            sign.getparent().replace(sign, run)  # type: ignore[union-attr]  # 必有上级
    look = paragraph.find(f"{_W}pPr")
    current, made = paragraph, [paragraph]
    for child in list(paragraph):
        if child.tag == BREAK_SIGN:
            paragraph.remove(child)
            fresh = etree.Element(f"{_W}p")
            if look is not None:
                fresh.append(copy.deepcopy(look))
            _unsection(current)
            current.addnext(fresh)
            current = fresh
            made.append(fresh)
        elif current is not paragraph:
            current.append(child)
    alike = [False, *map(_is_heading, made)]
    for place, above in enumerate(made[:-1], 1):
        if alike[place - 1 : place + 2] == [False, True, False]:
            above.find(f"{_W}pPr/{_W}pStyle").set(f"{_W}val", "Heading2")  # type: ignore[union-attr]  # 有样式才算


_HEADING = later(r"[（(][一二三四五六七八九十]+[）)]\s*[^。；：]{2,60}。?")


def _is_heading(paragraph: etree._Element) -> bool:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    if style is None or style.get(f"{_W}val") != "BodyText":
        return False
    return (
        _HEADING.fullmatch("".join(text.text or "" for text in paragraph.iter(f"{_W}t")))
        is not None
    )


def _unsection(paragraph: etree._Element) -> None:
    for element in paragraph.iterfind(f"{_W}pPr/{_W}sectPr"):
        element.getparent().remove(element)  # type: ignore[union-attr]  # 必有上级


def drop(paragraph: etree._Element) -> None:
    """名称没有内容、段里也没有别的字：整段去掉。格里最后一段、带分节符的要留。"""
    parent = paragraph.getparent()
    if parent is None or "".join(text.text or "" for text in paragraph.iter(f"{_W}t")).strip():
        return
    last_in_cell = parent.tag == f"{_W}tc" and not any(
        next(paragraph.itersiblings(f"{_W}p", preceding=before), None) is not None
        for before in (True, False)
    )
    if not last_in_cell and paragraph.find(f"{_W}pPr/{_W}sectPr") is None:
        parent.remove(paragraph)


def fill_cells(root: etree._Element) -> None:
    """格里的段都因没有内容去掉了的，补一个空段：末尾没有段的格 Word 打不开。"""
    for cell in root.iter(f"{_W}tc"):
        if len(cell) == 0 or cell[-1].tag in {f"{_W}tcPr", f"{_W}tbl"}:
            etree.SubElement(cell, f"{_W}p")
