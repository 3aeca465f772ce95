"""表格：有没有人动过；没有动过而行、字变了的，整张重画。

摘要只看读的人看得出、改的人改得了的：字、格式、行列；Word 保存时自己添的（段落编号、拼写检查的
记号、一串字切成几截）不算。拿不准的当作有人动过：不重画，只改里面的数。
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from hashlib import sha256

from lxml import etree

from perfxl.report.refresh.controls import MASK
from perfxl.report.refresh.memory import Table
from perfxl.report.tidy import W

_W = f"{{{W}}}"
_IGNORED = frozenset(
    f"{_W}{one}"
    for one in ("proofErr", "bookmarkStart", "bookmarkEnd", "lastRenderedPageBreak", "tblLook",
                "sdtPr", "sdtEndPr", "cnfStyle", "noProof", "lang")
)  # fmt: skip
_RUN, _TEXT, _LOOK, _CONTROL = f"{_W}r", f"{_W}t", f"{_W}rPr", f"{_W}sdt"


def body_tables(root: etree._Element) -> list[etree._Element]:
    """正文里的各张表格（套在别的东西里的不算）。"""
    body = root.find(f"{_W}body")
    return [] if body is None else list(body.iterchildren(f"{_W}tbl"))


def told(table: etree._Element) -> Table:
    """一张表格现在的样子。"""
    whole, words = _Sketch(masks=False), _Sketch(masks=True)
    for sketch in (whole, words):
        sketch.walk(table)
    head = table.find(f"{_W}tr")
    first = "" if head is None else "｜".join(_words(cell) for cell in head.iter(f"{_W}tc"))
    return Table(first, whole.digest, words.digest)


def rows(table: etree._Element) -> Iterator[str]:
    """各行的字，数用记号代替。"""
    for row in table.iterchildren(f"{_W}tr"):
        yield "｜".join(_words(cell) for cell in row.iterchildren(f"{_W}tc"))


def said(row: etree._Element) -> str:
    """一行给人看的字。"""
    cells = ("".join(one.text or "" for one in cell.iter(_TEXT)) for cell in row.iter(f"{_W}tc"))
    return "｜".join(one for one in cells if one)


def redraw(old: etree._Element, fresh: etree._Element, first: int) -> dict[int, int]:
    """换成新画的，控件从 `first` 起编号；返回新画时的编号 → 现在的编号。"""
    made = copy.deepcopy(fresh)
    numbers = {}
    for place, one in enumerate(made.iterfind(f".//{_W}sdtPr/{_W}id"), first):
        numbers[int(one.get(f"{_W}val", "0"))] = place
        one.set(f"{_W}val", str(place))
    made.tail = old.tail
    old.getparent().replace(old, made)  # type: ignore[union-attr]  # 必有上级
    return numbers


class _Sketch:
    """一张表格的摘要。相邻、格式相同的几截字算一截。"""

    def __init__(self, *, masks: bool) -> None:
        self._masks = masks
        self._pieces: list[str] = []
        self._look: str | None = None  # 正接着的一截字是什么格式

    @property
    def digest(self) -> str:
        return sha256("\x1f".join(self._pieces).encode()).hexdigest()[:24]

    def walk(self, element: etree._Element) -> None:
        for child in element.iterchildren(etree.Element):
            if child.tag in _IGNORED:
                continue
            if child.tag == _RUN:
                self._run(child)
            elif child.tag == _CONTROL:
                self._control(child)
            else:
                self._look = None
                self._pieces.append(f"<{child.tag}{_attributes(child)}")
                self.walk(child)
                self._pieces.append(">")
                self._look = None

    def _control(self, element: etree._Element) -> None:
        self._look = None
        self._pieces.append("<control")
        if self._masks:
            look = next(element.iter(_LOOK), None)
            self._pieces += [_flat(look), MASK]
        else:
            content = element.find(f"{_W}sdtContent")
            self.walk(element if content is None else content)
        self._pieces.append(">")
        self._look = None

    def _run(self, run: etree._Element) -> None:
        look = _flat(run.find(_LOOK))
        for child in run.iterchildren(etree.Element):
            if child.tag == _LOOK or child.tag in _IGNORED:
                continue
            if child.tag != _TEXT:
                self._pieces.append(f"{look}<{child.tag}{_attributes(child)}")
                self.walk(child)
                self._look = None
            elif self._look == look:
                self._pieces[-1] += child.text or ""
            else:
                self._pieces += [look, child.text or ""]
                self._look = look


def _flat(element: etree._Element | None) -> str:
    """格式写成一行；次序不算。"""
    if element is None:
        return ""
    return "".join(
        sorted(f"{one.tag}{_attributes(one)}" for one in element.iter(etree.Element)
               if one is not element and one.tag not in _IGNORED)
    )  # fmt: skip


def _attributes(element: etree._Element) -> str:
    kept = (
        f" {name}={value}"
        for name, value in sorted((str(key), str(value)) for key, value in element.attrib.items())
        if "}rsid" not in name and not name.endswith(("}paraId", "}textId", "}space", "}hint"))
    )
    return "".join(kept)


def _words(element: etree._Element) -> str:
    """一格的字，控件里的写成记号。"""
    pieces = []
    for one in element.iter(_TEXT):
        if next(one.iterancestors(_CONTROL), None) is None:
            pieces.append(one.text or "")
        elif not pieces or pieces[-1] != MASK:
            pieces.append(MASK)
    return "".join(pieces)
