"""末一节没有内容的（整节都在 if 里，没有印）：去掉分节，不留一张空白页。"""

from __future__ import annotations

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def drop_empty_ending(root: etree._Element) -> None:
    """正文末尾的一段只带着分节符，后面什么也没有：那一节就是末一节。"""
    body = root.find(f"{_W}body")
    if body is None or len(body) < 2 or body[-1].tag != f"{_W}sectPr":
        return
    last = body[-2]
    section = last.find(f"{_W}pPr/{_W}sectPr") if last.tag == f"{_W}p" else None
    if section is None:
        return
    body.remove(body[-1])
    body.append(section)
    before = last.getprevious()
    if (
        before is not None
        and before.tag == f"{_W}p"
        and not any(child.tag != f"{_W}pPr" for child in last)
    ):
        body.remove(last)
