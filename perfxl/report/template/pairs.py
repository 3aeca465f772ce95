"""一对 for … endfor（if … endif）在文档里的位置：跨了段落、格子、表格的，填出来就不成样子。"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from perfxl.report.template.tags import TOKEN, Tag

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# 一对标记要在同一个这样的里面。
_ROOMS = tuple(f"{_W}{name}" for name in ("tc", "txbxContent", "footnote", "endnote"))


@dataclass(frozen=True, slots=True)
class Position:
    """一个标记在文档树里的位置。"""

    path: tuple[str, ...]  # 从外到里套着的各层
    room: etree._Element | None  # 管整行（整格）的，是那张表（那一行）；不然是所在的格、文本框

    def fits(self, other: Position) -> bool:
        """两个标记之间的一截，抄几遍、略去，都还是完整的。"""
        return self.path == other.path and self.room is other.room


def positions(root: etree._Element, tags: Sequence[Tag]) -> Mapping[int, Position]:
    """成对的各个标记的位置；键是它在这个部件里是第几个。"""
    blocks = {tag.number for tag in tags if tag.is_statement and tag.word != "set"}
    by_number: dict[int, Position] = {}
    for element in root.iter():
        if isinstance(element, etree._ProcessingInstruction):  # noqa: SLF001  # lxml 没有公开的名字
            if element.target == "perfxl" and int(element.text or "-1") in blocks:
                by_number[int(element.text or "0")] = _lifted(element)
        elif element.text and "\U000f5020" in element.text:
            for token in TOKEN.finditer(element.text):
                number = int(token["inline"])
                if number in blocks:
                    by_number[number] = Position(_path(element), _room(element))
    return by_number


def _lifted(element: etree._Element) -> Position:
    """管整段、整行、整格的。"""
    parent = element.getparent()
    if parent is None:
        return Position((), None)
    whole = parent.tag in {f"{_W}tbl", f"{_W}tr"}
    return Position(_path(parent), parent if whole else _room(parent))


def _path(element: etree._Element) -> tuple[str, ...]:
    return tuple(str(step.tag) for step in (*reversed([*element.iterancestors()]), element))


def _room(element: etree._Element) -> etree._Element | None:
    if element.tag in _ROOMS:
        return element
    return next(element.iterancestors(*_ROOMS), None)
