"""报告里的内容控件：是哪一个数，现在写着什么，能不能改。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from perfxl.report.finish.anchors import anchored
from perfxl.report.finish.finish import labels
from perfxl.report.refresh.memory import MASK, Control, Memory
from perfxl.report.template.tidy import W

_W = f"{{{W}}}"
# 修订：还没有接受，也没有拒绝。
_TRACKED = tuple(f"{_W}{name}" for name in ("ins", "del", "moveFrom", "moveTo"))
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True)
class Found:
    """文档里的一个控件。`control` 是写出时的样子；认不出是哪一个的为 None。

    `nameless` 是 LibreOffice 另存过的：标题、标记、编号都没有了，凭里面的书签认。
    """

    element: etree._Element
    number: int
    control: Control | None
    nameless: bool = False

    @property
    def text(self) -> str:
        """现在写着的；换行写成“⏎”。"""
        return "".join(_said(self.element))

    @cached_property
    def hands_off(self) -> str:
        """为什么不许改；可以的为空。"""
        if any(next(self.element.iter(tag), None) is not None for tag in _TRACKED) or any(
            element.tag in _TRACKED for element in self.element.iterancestors()
        ):
            return "在修订里，没有改；请先接受或拒绝这处修订，再更新一次"
        look = self.element.find(f"{_W}sdtPr")
        lock = None if look is None else look.find(f"{_W}lock")
        if lock is not None and lock.get(f"{_W}val") in {"contentLocked", "sdtContentLocked"}:
            return "锁定了不许改内容，没有改；要更新，请先在“开发工具”的“属性”里解开"
        if look is not None and look.find(f"{_W}showingPlcHdr") is not None:
            return "里面的数删空了，没有补上"
        if not self._texts:
            return "里面没有字，没有补上"
        return ""

    @cached_property
    def _texts(self) -> list[etree._Element]:
        return list(self.element.iter(f"{_W}t"))

    def write(self, text: str) -> None:
        """换成 `text`：字进头一截，后面几截空着；格式、批注的记号都留着。"""
        first, *rest = self._texts
        for element in rest:
            element.text = ""
        first.text = text
        if text != text.strip():
            first.set(_SPACE, "preserve")

    def name_again(self) -> None:
        """LibreOffice 丢掉的标题、标记、编号补上：在 Word 里又点得出单元格。"""
        look = self.element.find(f"{_W}sdtPr")
        if not self.nameless or self.control is None or look is None:
            return
        title, tag = labels(self.control.key.title, self.control.key.cells)
        told = {"alias": title, "tag": tag} | ({"id": str(self.number)} if self.number else {})
        for name, value in told.items():
            etree.SubElement(look, f"{_W}{name}").set(f"{_W}val", value)

    def relabel(self, title: str, cells: tuple[str, ...]) -> None:
        """行挪过：控件上写的格改成现在的。"""
        for name, value in zip(("alias", "tag"), labels(title, cells), strict=True):
            for element in self.element.iterfind(f"{_W}sdtPr/{_W}{name}"):
                element.set(f"{_W}val", value)


def _said(element: etree._Element) -> Iterator[str]:
    for piece in element.iter(f"{_W}t", f"{_W}br", f"{_W}cr", f"{_W}tab"):
        if piece.tag == f"{_W}t":
            yield piece.text or ""
        elif next(piece.iterancestors(f"{_W}rPr", f"{_W}pPr"), None) is None:
            yield "⏎"


class Controls:
    """一份报告记着的控件；文档里的一个个去认。"""

    def __init__(self, memory: Memory) -> None:
        self._known, self._stamp = memory.controls, memory.stamp
        self._labelled: dict[tuple[str, str], list[Control]] = {}
        for control in memory.controls.values():
            self._labelled.setdefault(labels(control.key.title, control.key.cells), []).append(
                control
            )

    def find(self, root: etree._Element) -> Iterator[Found]:
        """文档里我们的控件；别人的（办事人员自己加的）不算。"""
        for element in root.iter(f"{_W}sdt"):
            look = element.find(f"{_W}sdtPr")
            if look is None:
                continue
            label = (_value(look, "alias"), _value(look, "tag"))
            if label in self._labelled:
                yield self._found(element, _value(look, "id"), label)
            elif len(look) == 0:
                yield self._anchored(element)

    def _anchored(self, element: etree._Element) -> Found:
        """LibreOffice 另存过的：凭里面的书签。书签也没有了的，认不出。"""
        number, copied = anchored(element, self._stamp)
        return Found(element, 0 if copied else number, self._known.get(number), nameless=True)

    def _found(self, element: etree._Element, number: str, label: tuple[str, str]) -> Found:
        """先凭编号；复制出来的编号是新的，凭单元格和写着的字。"""
        code = code_of(number)
        known = self._known.get(code)
        if known is not None and labels(known.key.title, known.key.cells) == label:
            return Found(element, code, known)
        alike = {control.key: control for control in self._labelled[label]}
        if len(alike) > 1:
            text = "".join(_said(element))
            alike = {key: control for key, control in alike.items() if control.text == text}
        return Found(element, code, next(iter(alike.values())) if len(alike) == 1 else None)


def code_of(number: str) -> int:
    """控件的编号；不是数的、大得没有边的当作没有。"""
    return int(number) if re.fullmatch(r"-?[0-9]{1,10}", number) else 0


def _value(look: etree._Element, name: str) -> str:
    element = look.find(f"{_W}{name}")
    return "" if element is None else element.get(f"{_W}val", "")


def masked(element: etree._Element, numbers: frozenset[etree._Element]) -> str:
    """一段（一格）的字，控件 `numbers` 里的写成记号；修订里删去的不算。"""
    pieces: list[str] = []
    _mask(element, numbers, pieces)
    return "".join(pieces)


def figures(element: etree._Element, numbers: frozenset[etree._Element]) -> Iterator[str]:
    """依次各个记号的地方写着的字。"""
    for child in element:
        if child in numbers:
            yield "".join(_said(child))
        elif child.tag not in {f"{_W}t", f"{_W}moveFrom"}:
            yield from figures(child, numbers)


def _mask(element: etree._Element, numbers: frozenset[etree._Element], pieces: list[str]) -> None:
    for child in element:
        if child in numbers:
            pieces.append(MASK)
        elif child.tag == f"{_W}t":
            pieces.append(child.text or "")
        elif child.tag != f"{_W}moveFrom":
            _mask(child, numbers, pieces)
