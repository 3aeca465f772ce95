"""在一个 XML 部件的原字节里找到元素的起止，只换掉其中几段，其余一个字节不动。

依据：合乎规定的 XML 里，去掉注释、CDATA 和处理指令之后，`<` 只出现在标签开头。所以先把那三样
遮住（长度不变，位置就不变），剩下的用查找即可，不必建树。与根元素不同前缀的元素按外来的看待。
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from perfxl.cells.later import later
from perfxl.errors import WorkbookError
from perfxl.workbook.escapes import attribute
from perfxl.workbook.xmlsafe import check_well_formed, unescape, without_dtd

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# 不用占有量词（`*+`）和原子组：CPython 3.11.0–3.11.4 的有错（gh-106052），该配的配不上。
# 各段的头一个字互不相同，让出的字接不上别的段，所以不会反复回头。
_START = later(rb"<([^\s/>?!]+)([^>\"'/]*(?:(?:\"[^\"]*\"|'[^']*'|/(?!>))[^>\"'/]*)*)(/?)>")
_HIDDEN = later(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>", re.DOTALL)
_ATTRIBUTE = later(rb"([^\s=\"']+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_TAG_NAME = later(rb"<(/?)(?=[A-Za-z])")
_NAME_ENDS = b" \t\r\n/>"
_ODD = "内部有少见的写法，程序不敢改动；请用 Excel 打开后另存一次，再试"


@dataclass(frozen=True, slots=True)
class Element:
    """一个元素在字节里的位置。`name` 不带根元素的前缀；外来元素的 `name` 带自己的前缀。"""

    name: str
    start: int
    inner: int
    inner_end: int
    end: int

    @property
    def is_empty(self) -> bool:
        """写成 `<x/>`，没有里面。"""
        return self.inner_end == self.end


class Document:
    """一个部件的原字节，和要在其中换掉的几段。"""

    def __init__(self, data: bytes) -> None:
        self._original = data
        self.data = without_dtd(data)
        self.text = _masked(self.data)
        self._edits: list[tuple[int, int, bytes]] = []
        self._prefix = ""
        root = next(self._elements(0, len(self.text)), None)
        if root is None or root.is_empty:
            raise WorkbookError(_ODD)
        prefix, colon, _ = root.name.rpartition(":")
        self._prefix = prefix + colon
        self.root = root
        # 根的下级要反复看，而工作表里找一次数据区的结尾就要翻遍全文。
        self._top = list(self._elements(root.inner, root.inner_end))

    def children(self, parent: Element) -> Iterator[Element]:
        """直接的下级，按次序。"""
        if parent is self.root:
            return iter(self._top)
        return self._elements(parent.inner, parent.inner_end)

    def starts(self, parent: Element, name: str) -> Iterator[int]:
        """下级里叫这个名字的（不会一层套一层的）从哪里开始。比 `children` 快，因为不找结尾。"""
        opening = f"<{self._prefix}{name}".encode()
        position = _find(self.text, opening, parent.inner, parent.inner_end)
        while position >= 0:
            yield position
            position = _find(self.text, opening, position + 1, parent.inner_end)

    def element(self, start: int, parent: Element) -> Element:
        """从这里开始的下级。"""
        return next(self._elements(start, parent.inner_end))

    def child(self, parent: Element, name: str) -> Element | None:
        """第一个叫这个名字的下级。"""
        return next((child for child in self.children(parent) if child.name == name), None)

    def need(self, name: str) -> Element:
        """根的下级里非有不可的一个；没有（或换了前缀写）就不敢改这个部件。"""
        element = self.child(self.root, name)
        if element is None:
            raise WorkbookError(_ODD)
        return element

    def descendants(self, parent: Element, name: str) -> Iterator[Element]:
        """所有叫这个名字的元素，不论前缀、不论多深。"""
        for child in self.children(parent):
            if child.name.rpartition(":")[2] == name:
                yield child
            yield from self.descendants(child, name)

    def attributes(self, element: Element) -> dict[str, str]:
        """起始标签里的属性，名字带前缀，值已还原。"""
        return self.attributes_at(element.start)

    def attributes_at(self, start: int) -> dict[str, str]:
        """从这里开始的标签里的属性。"""
        start_tag = _START.match(self.text, start)
        written = _ATTRIBUTE.findall(start_tag[2]) if start_tag else []
        return {
            name.decode(): unescape((double or single).decode()) for name, double, single in written
        }

    def content(self, element: Element) -> str:
        """元素里的文字（里面没有下级元素时）。"""
        raw = self.data[element.inner : element.inner_end]
        raw = _HIDDEN.sub(lambda match: _shown(match[0]), raw)
        return unescape(raw.decode())

    def xml(self, snippet: str) -> bytes:
        """我们写的一段 XML，元素名换上本部件的前缀。"""
        return _TAG_NAME.sub(rb"<\1" + self._prefix.encode(), snippet.encode())

    def replace(self, start: int, end: int, new: bytes) -> None:
        """换掉一段；起止相同就是插入。同一处插入几次时按先后排。"""
        self._edits.append((start, end, new))

    def remove(self, element: Element) -> None:
        """去掉一个元素。"""
        self.replace(element.start, element.end, b"")

    def drop_block(self, element: Element) -> None:
        """去掉一个元素，连同先前要在它里面做的修改。"""
        inside = range(element.start, element.end + 1)
        self._edits = [edit for edit in self._edits if edit[0] not in inside]
        self.remove(element)

    def append(self, parent: Element, snippet: bytes) -> None:
        """加在一个元素里面的最后。"""
        if parent.is_empty:
            tag = self.text[parent.start : parent.end]
            opened = tag.rstrip()[:-2].rstrip()
            name = opened.split(None, 1)[0][1:]
            self.replace(parent.end - 2, parent.end, b">" + snippet + b"</" + name + b">")
        else:
            self.replace(parent.inner_end, parent.inner_end, snippet)

    def set_attributes(self, element: Element, values: dict[str, str]) -> None:
        """改或加起始标签里的属性。"""
        start_tag = _START.match(self.text, element.start)
        if start_tag is None:
            raise WorkbookError(_ODD)
        missing = dict(values)
        for match in _ATTRIBUTE.finditer(self.text, *start_tag.span(2)):
            name = match[1].decode()
            if name in missing:
                group = 2 if match[2] is not None else 3
                self.replace(*match.span(group), attribute(missing.pop(name)).encode())
        added = "".join(f' {name}="{attribute(value)}"' for name, value in missing.items())
        if added:
            self.replace(start_tag.end(1), start_tag.end(1), added.encode())

    def slot(self, order: Sequence[str], name: str) -> int:
        """按次序 `order`，新的下级 `name` 该插在哪里：排在它前面的最后一个之后。"""
        before = set(order[: order.index(name)])
        position = self.root.inner
        for child in self.children(self.root):
            if child.name in before:
                position = child.end
        return position

    def result(self) -> bytes:
        """改好的字节；没有要改的就是原字节（连原来的编码）。"""
        if not self._edits:
            return self._original
        pieces: list[bytes] = []
        position = 0
        for start, end, new in sorted(self._edits, key=lambda edit: edit[:2]):
            pieces += [self.data[position:start], new]
            position = end
        result = b"".join([*pieces, self.data[position:]])
        # 原来就不合规定的，改完也不会合规定，在这里一并拦下。
        check_well_formed(result)
        return result

    def _elements(self, start: int, stop: int) -> Iterator[Element]:
        position = start
        while (tag := _START.search(self.text, position, stop)) is not None:
            name = tag[1]
            if tag[3]:
                inner_end = end = tag.end()
            else:
                inner_end, end = _closing(self.text, name, tag.end(), stop)
            yield Element(self._shown_name(name.decode()), tag.start(), tag.end(), inner_end, end)
            position = end

    def _shown_name(self, name: str) -> str:
        """去掉根元素的前缀。根有前缀而它没有的，前面加冒号，免得与自家的同名。"""
        if name.startswith(self._prefix):
            return name[len(self._prefix) :]
        return name if ":" in name else f":{name}"


def _masked(data: bytes) -> bytes:
    if b"<!" not in data and data.find(b"<?", 5) < 0:
        return data
    return _HIDDEN.sub(lambda match: b" " * len(match[0]), data)


def _shown(hidden: bytes) -> bytes:
    """CDATA 里的字也是字，`&`、`<` 先转义成普通写法；注释不是。"""
    if not hidden.startswith(b"<![CDATA["):
        return b""
    return hidden[9:-3].replace(b"&", b"&amp;").replace(b"<", b"&lt;")


def _closing(text: bytes, name: bytes, start: int, stop: int) -> tuple[int, int]:
    """与起始标签配对的结束标签的起止。同名的可以一层套一层。"""
    depth = 1
    position = start
    while True:
        close = _find(text, b"</" + name, position, stop)
        if close < 0:
            raise WorkbookError(_ODD)
        depth += _opened(text, b"<" + name, position, close) - 1
        position = text.index(b">", close) + 1
        if depth == 0:
            return close, position


def _opened(text: bytes, opening: bytes, start: int, stop: int) -> int:
    count = 0
    position = _find(text, opening, start, stop)
    while position >= 0:
        tag = _START.match(text, position)
        count += tag is not None and not tag[3]
        position = _find(text, opening, position + 1, stop)
    return count


def _find(text: bytes, opening: bytes, start: int, stop: int) -> int:
    """找标签开头，名字要完整（`<c` 不算 `<cfRule`）。"""
    position = text.find(opening, start, stop)
    while position >= 0:
        following = text[position + len(opening) : position + len(opening) + 1]
        if following and following in _NAME_ENDS:
            return position
        position = text.find(opening, position + 1, stop)
    return -1
