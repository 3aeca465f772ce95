"""模板进引擎之前的整理：标记并回一处、独占一行的 for、if 归到行和段，认不得的写法当场拒绝。

Word 会把一个标记拆成几截（改过一个字、拼写检查过），输入法会打出全角花括号和弯引号；
这些在这里处理掉。整理对着文档树做：每个标记换成一个记号（专用字符夹着它的编号），管整段、
整行的换成处理指令；source.py 再把记号换成引擎认得的写法，文档自己的字就不会被当成标记。
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Iterator, Sequence
from functools import partial
from itertools import accumulate

from lxml import etree

from perfxl.cells.later import later
from perfxl.errors import TemplateError
from perfxl.report.marks import pure
from perfxl.report.template.mistakes import Mistakes
from perfxl.report.template.places import places
from perfxl.report.template.strays import WIDE, stray_names, wide_braces
from perfxl.report.template.tags import INLINE, MAX_TAGS, TOKEN, Place, Tag, around, scan

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W = f"{{{W}}}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_MAYBE = later(r"[{}｛｝％【«]")
# 写 r 的（只管一截字）照没有写的办：标记就留在字里。
_LEVELS = {"p": "这一段", "tr": "这一行", "tc": "这一格"}


class Tidy:
    """一个部件（正文、页眉、页脚、脚注、尾注）的整理；`tags` 是其中的全部标记。

    写错了的记在 `mistakes` 里；`known` 是全部名称，少了一层花括号的名称靠它认出来。

    Raises:
        TemplateError: 标记太多、太长。
    """

    def __init__(
        self, root: etree._Element, part: str, mistakes: Mistakes, known: Container[str]
    ) -> None:
        self.tags: list[Tag] = []
        self._root, self._part, self._mistakes, self._known = root, part, mistakes, known
        self.misplaced: set[int] = set()  # 管整行而放错了地方的：已经说了，不再看它与谁成对
        self.left: list[Place] = []  # 写了花括号、认不出标记的地方
        _purify(root)
        self._places = dict(places(root, part))
        self._orders = {paragraph: order for order, paragraph in enumerate(self._places)}
        for paragraph, texts in _own_texts(root).items():
            self._join(paragraph, texts)
        self._look_elsewhere()
        if self.tags:
            self._lift()
            for element, token in self._claims():
                _swap(element, token)

    def place_of(self, element: etree._Element) -> Place:
        """一处写在哪里：它所在的那一段。"""
        for holder in (element, *element.iterancestors(f"{_W}p")):
            if holder in self._places:
                text = TOKEN.sub(self._written, _text(holder.iter(f"{_W}t"))).strip()
                return self._place(holder, text, 0)
        return Place(self._part or "正文", "")

    def _written(self, token: re.Match[str]) -> str:
        return self.tags[int(token["inline"])].text

    def add(self, text: str, place: Place) -> str:
        """记下一个标记，返回它的记号。"""
        if len(self.tags) == MAX_TAGS:
            raise TemplateError(f"报告模板里的标记超过 {MAX_TAGS} 个，请删去多余的")
        self.tags.append(Tag(text, place, len(self.tags)))
        return INLINE.format(len(self.tags) - 1)

    # ---- 标记换成记号 ----

    def _place(self, paragraph: etree._Element, text: str, first: int) -> Place:
        where, order = self._places[paragraph], self._orders[paragraph]
        return Place(where, around(text, first), order)

    def _join(self, paragraph: etree._Element, texts: Sequence[etree._Element]) -> None:
        """拆在几截里的标记并到第一截。"""
        whole = _text(texts)
        if not _MAYBE.search(whole):
            return
        complain = partial(self._complain, paragraph, whole)
        if wide_braces(whole, complain):
            whole = whole.translate(WIDE)  # 当它写对了，后面的还能接着查
        starts = list(accumulate((len(text.text or "") for text in texts), initial=0))[:-1]
        fresh: list[list[str]] = [[] for _ in texts]
        cursor = 0
        for span in scan(whole, complain):
            stray_names(whole, (cursor, span.first), self._known, complain)
            _deal(whole, cursor, span.first, starts, fresh)
            owner = bisect_right(starts, span.first) - 1
            place = self._place(paragraph, whole.strip(), span.first)
            fresh[owner].append(self.add(span.text, place))
            cursor = span.last
        stray_names(whole, (cursor, len(whole)), self._known, complain)
        _deal(whole, cursor, len(whole), starts, fresh)
        for text, pieces in zip(texts, fresh, strict=True):
            mine = "".join(pieces)
            if mine != (text.text or ""):
                text.text = mine
                text.set(_SPACE, "preserve")

    def _complain(
        self, paragraph: etree._Element, whole: str, shown: str, first: int, said: str
    ) -> None:
        self._mistakes.add(self._place(paragraph, whole.strip(), first), shown, said)

    def _look_elsewhere(self) -> None:
        """段落的字以外：域代码、超链接地址、图形的说明里也可以写标记，也要一样地检查。"""
        for element in self._root.iter(etree.Element):
            if element.text and "{" in element.text and _paragraph_of_text(element) is None:
                element.text = self._swapped(element.text, element)
            for name, value in _attributes(element):
                if "{" in value:
                    element.set(name, self._swapped(value, element))

    def _swapped(self, text: str, element: etree._Element) -> str:
        place = self.place_of(element)
        fresh, cursor = [], 0
        for span in scan(text):
            fresh += [text[cursor : span.first], self.add(span.text, place)]
            cursor = span.last
        made = "".join([*fresh, text[cursor:]])
        if "{{" in made or "{%" in made:
            self.left.append(place)
        return made

    # ---- 管整段、整行的标记 ----

    def _lift(self) -> None:
        """一行开头写 for（if）、末尾写 endfor（endif）：把两个标记移到上下各一行。"""
        for row in list(self._root.iter(f"{_W}tr")):
            texts = [text for text in row.iter(f"{_W}t") if (text.text or "").strip()]
            if len(texts) < 2 or _paragraph(texts[0]) is _paragraph(texts[-1]):
                continue
            first = TOKEN.match((texts[0].text or "").lstrip())
            ends = list(TOKEN.finditer((texts[-1].text or "").rstrip()))
            if not first or not ends or ends[-1].end() != len((texts[-1].text or "").rstrip()):
                continue
            opener, closer = self._tag(first), self._tag(ends[-1])
            if opener.opens and closer.closes and not (opener.scope or closer.scope):
                texts[0].text = (texts[0].text or "").lstrip()[first.end() :]
                texts[-1].text = (texts[-1].text or "")[: ends[-1].start()]
                row.addprevious(_instruction(first[0]))
                row.addnext(_instruction(ends[-1][0]))

    def _claims(self) -> list[tuple[etree._Element, str]]:
        """写了 p、tr、tc 的标记换掉整段、整行、整格；独占一段（一行）的 for、if 也是。"""
        whole = {
            **{element: _text(texts).strip() for element, texts in _own_texts(self._root).items()},
            **{row: _text(row.iter(f"{_W}t")).strip() for row in self._root.iter(f"{_W}tr")},
        }
        claims = []
        for text in self._root.iter(f"{_W}t"):
            for match in TOKEN.finditer(text.text or ""):
                tag = self._tag(match)
                if tag.is_block and tag.scope in _LEVELS:
                    holder = self._holder(text, tag)
                    claims += [(holder, match[0])] if holder is not None else []
                elif tag.is_statement and not tag.scope:
                    claims += ((element, match[0]) for element in _line_of(text, match[0], whole))
        return claims

    def _holder(self, text: etree._Element, tag: Tag) -> etree._Element | None:
        """`{%tr … %}` 管的整行；这一行里另有字、另有标记的会悄悄丢掉，不许。"""
        holder = next(text.iterancestors(f"{_W}{tag.scope}"), None)
        if holder is None:
            said = f"里的“{tag.shown}”不在表格里，不能写 {tag.scope}"
        elif len(TOKEN.sub("", _text(holder.iter(f"{_W}t"))).strip()) or _count(holder) > 1:
            what = _LEVELS[tag.scope]
            said = f"里的“{tag.shown}”管{what}，{what}里不能另有字和别的标记"
        else:
            return holder
        self._mistakes.add(tag.place, tag.shown, said)
        self.misplaced.add(tag.number)
        return None

    def _tag(self, match: re.Match[str]) -> Tag:
        return self.tags[int(match["inline"])]


def _line_of(
    text: etree._Element, token: str, whole: dict[etree._Element, str]
) -> Iterator[etree._Element]:
    """独占的那一段（那一行）。格里只有这一段的不算：去掉它格就空了。"""
    paragraph = _paragraph(text)
    if paragraph is None or whole.get(paragraph) != token:
        return
    row = next(paragraph.iterancestors(f"{_W}tr"), None)
    if row is not None and whole[row] == token:
        yield row
    elif row is None or _has_sibling(paragraph):
        yield paragraph


def _count(holder: etree._Element) -> int:
    return sum(len(TOKEN.findall(text.text or "")) for text in holder.iter(f"{_W}t"))


def _swap(element: etree._Element, token: str) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.replace(element, _instruction(token))


def _instruction(token: str) -> etree._ProcessingInstruction:
    match = TOKEN.match(token)
    return etree.ProcessingInstruction("perfxl", match["inline"] if match else "")


def _purify(root: etree._Element) -> None:
    """模板里打进来的记号字符去掉：不然能冒充“来自某一格的数”。"""
    for element in root.iter(etree.Element):
        if element.text and not element.text.isascii():
            element.text = pure(element.text)
        if element.tail and not element.tail.isascii():
            element.tail = pure(element.tail)
        for name, value in _attributes(element):
            if not value.isascii() and pure(value) != value:
                element.set(name, pure(value))


def _attributes(element: etree._Element) -> list[tuple[str, str]]:
    return [(str(name), str(value)) for name, value in element.attrib.items()]


def _own_texts(root: etree._Element) -> dict[etree._Element, list[etree._Element]]:
    """各段自己的字（段里文本框的段落另算）。"""
    owned: dict[etree._Element, list[etree._Element]] = {}
    for text in root.iter(f"{_W}t"):
        paragraph = _paragraph(text)
        if paragraph is not None:
            owned.setdefault(paragraph, []).append(text)
    return owned


def _paragraph_of_text(element: etree._Element) -> etree._Element | None:
    """段落里的字（`w:t`）在哪一段；不是这样的字为 None。"""
    return _paragraph(element) if element.tag == f"{_W}t" else None


def _paragraph(text: etree._Element) -> etree._Element | None:
    return next(text.iterancestors(f"{_W}p"), None)


def _text(texts: Iterator[etree._Element] | Sequence[etree._Element]) -> str:
    return "".join(text.text or "" for text in texts)


def _has_sibling(paragraph: etree._Element) -> bool:
    """同一格里还有别的段。"""
    return any(
        next(paragraph.itersiblings(f"{_W}p", preceding=before), None) is not None
        for before in (True, False)
    )


def _deal(
    whole: str, first: int, last: int, starts: Sequence[int], fresh: Sequence[list[str]]
) -> None:
    """`whole[first:last]` 这些字还给各自的那一截。"""
    owner = bisect_right(starts, first) - 1
    while first < last:
        end = min(last, starts[owner + 1] if owner + 1 < len(starts) else last)
        fresh[owner].append(whole[first:end])
        first, owner = end, owner + 1
