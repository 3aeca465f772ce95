"""渲染之后：记号换成内容控件、分段、去空段、合并相同的格。对着文档树做，不用正则式改 XML。"""

from __future__ import annotations

import copy
import io
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from perfxl.report.engine import MAIN
from perfxl.report.marks import Figure, Ledger, Token, has_marks, pure, tokens
from perfxl.report.tables import merge_equal
from perfxl.report.tidy import W

_W = f"{{{W}}}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_DC = "{http://purl.org/dc/elements/1.1/}"
_TEXT_PART = re.compile(r"word/(document|header\d*|footer\d*|footnotes)\.xml")
_TAG_LENGTH = 64  # Word 对内容控件标题、标记的长度限制
_BREAK_SIGN = f"{_W}perfxl-break"


def finish(docx: bytes, ledger: Ledger, title: str) -> tuple[bytes, tuple[Figure, ...]]:
    """填好的 .docx → 成品，和印出来的数。`title` 写进文档属性。"""
    output = io.BytesIO()
    work = _Work(ledger)
    with (
        zipfile.ZipFile(io.BytesIO(docx)) as source,
        zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for item in source.infolist():
            data = source.read(item)
            if _TEXT_PART.fullmatch(item.filename):
                data = work.part(data, body=item.filename == MAIN)
            elif item.filename == "docProps/core.xml":
                data = _titled(data, title)
            # 不写当时的时间：同样的表、同样的模板，生成的文件逐字节相同。
            target.writestr(zipfile.ZipInfo(item.filename), data, zipfile.ZIP_DEFLATED)
    return output.getvalue(), tuple(ledger.figures[one] for one in sorted(work.printed))


class _Work:
    """一份文档的收尾：内容控件的编号在各部件之间不重复。"""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._next = 1
        self._merged: list[etree._Element] = []
        self._dropped: list[etree._Element] = []
        self.printed: set[int] = set()

    def part(self, data: bytes, *, body: bool) -> bytes:
        root = etree.fromstring(_declared(data) if body else data)
        self._merged, self._dropped = [], []
        _forget_repeats(root)
        for text in list(root.iter(f"{_W}t")):
            if has_marks(text.text or ""):
                self._replace(text)
        for paragraph in list(root.iter(f"{_W}p")):
            _split(paragraph)
        for paragraph in self._dropped:
            _drop(paragraph)
        merge_equal(root, self._merged)
        if body:
            _make_ignorable(root)
        result = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        # 属性、域代码里也可能有（模板在那里写了名称）：不留一个记号。
        return unmarked_xml(result)

    def _replace(self, text: etree._Element) -> None:
        """一个 `w:t` 按记号切开：普通文字留在原样的串里，数各套一个内容控件。"""
        run = text.getparent()
        if run is None or run.tag != f"{_W}r":
            text.text = "".join(one.text for one in tokens(text.text or ""))
            return
        before, after = _halves(run, text)
        parts = [before] if len(before) > _own(before) else []
        for token in tokens(text.text or ""):
            made = self._made(token, run)
            if made is not None:
                parts.append(made)
        if len(after) > _own(after):
            parts.append(after)
        parent = run.getparent()
        if parent is not None:
            place = parent.index(run)
            parent[place : place + 1] = parts or [before]

    def _made(self, token: Token, run: etree._Element) -> etree._Element | None:
        if token.kind == "merge":
            self._merged.append(next(run.iterancestors(f"{_W}tc"), run))
        elif token.kind == "drop":
            self._dropped.append(next(run.iterancestors(f"{_W}p")))
        elif token.kind == "break":
            return etree.Element(_BREAK_SIGN)
        elif token.kind == "line":
            line = _run(run, "")
            line[-1] = etree.Element(f"{_W}br")
            return line
        elif token.kind == "figure":
            return self._control(token, run)
        else:
            return _run(run, token.text)
        return None

    def _control(self, token: Token, run: etree._Element) -> etree._Element:
        """行内内容控件：外观不变，标题和标记写着单元格。"""
        figure = self._ledger.figures[token.index]
        self.printed.add(token.index)
        control = etree.Element(f"{_W}sdt", nsmap={"w": W, "w15": _W15})
        properties = etree.SubElement(control, f"{_W}sdtPr")
        where = "、".join(figure.cells)
        alias = where if len(figure.cells) == 1 else f"{figure.title}（算自 {where}）"
        etree.SubElement(properties, f"{_W}alias", {f"{_W}val": _cut(alias or figure.title)})
        etree.SubElement(properties, f"{_W}tag", {f"{_W}val": _cut(where or figure.title)})
        etree.SubElement(properties, f"{_W}id", {f"{_W}val": str(self._next)})
        etree.SubElement(properties, f"{{{_W15}}}appearance", {f"{{{_W15}}}val": "hidden"})
        self._next += 1
        content = etree.SubElement(control, f"{_W}sdtContent")
        content.append(_run(run, token.text))
        return control


def _own(run: etree._Element) -> int:
    """串里不算内容的子元素（只有格式）有几个。"""
    return len(run.findall(f"{_W}rPr"))


def _halves(run: etree._Element, text: etree._Element) -> tuple[etree._Element, etree._Element]:
    """`text` 之前、之后的内容各成一串，格式相同。"""
    place = run.index(text)
    before, after = copy.deepcopy(run), copy.deepcopy(run)
    for one in list(before)[place:]:
        before.remove(one)
    for one in list(after)[: place + 1]:
        if one.tag != f"{_W}rPr":
            after.remove(one)
    return before, after


def _run(like: etree._Element, text: str) -> etree._Element:
    run = etree.Element(f"{_W}r")
    look = like.find(f"{_W}rPr")
    if look is not None:
        run.append(copy.deepcopy(look))
    made = etree.SubElement(run, f"{_W}t", {_SPACE: "preserve"})
    made.text = text
    return run


def _cut(text: str) -> str:
    """过长的截到整项：`自评表!G14、自评表!G15等`。"""
    if len(text) <= _TAG_LENGTH:
        return text
    return text[: _TAG_LENGTH - 1].rpartition("、")[0][: _TAG_LENGTH - 1] + "等"


def _split(paragraph: etree._Element) -> None:
    """段里有分段记号的，从那里分成几段；段的格式照抄，分节符只留在最后一段。"""
    signs = list(paragraph.iter(_BREAK_SIGN))
    for sign in signs:
        if sign.getparent() is not paragraph:  # 超链接、内容控件里面：只能换行
            run = etree.Element(f"{_W}r")
            etree.SubElement(run, f"{_W}br")
            sign.getparent().replace(sign, run)  # type: ignore[union-attr]  # 必有上级
    look = paragraph.find(f"{_W}pPr")
    current = paragraph
    for one in list(paragraph):
        if one.tag == _BREAK_SIGN:
            paragraph.remove(one)
            fresh = etree.Element(f"{_W}p")
            if look is not None:
                fresh.append(copy.deepcopy(look))
            _unsection(current)
            current.addnext(fresh)
            current = fresh
        elif current is not paragraph:
            current.append(one)


def _unsection(paragraph: etree._Element) -> None:
    for one in paragraph.iterfind(f"{_W}pPr/{_W}sectPr"):
        one.getparent().remove(one)  # type: ignore[union-attr]  # 必有上级


def _drop(paragraph: etree._Element) -> None:
    """名称没有内容、段里也没有别的字：整段去掉。格里最后一段、带分节符的要留。"""
    parent = paragraph.getparent()
    if parent is None or "".join(one.text or "" for one in paragraph.iter(f"{_W}t")).strip():
        return
    last_in_cell = parent.tag == f"{_W}tc" and len(parent.findall(f"{_W}p")) == 1
    if not last_in_cell and paragraph.find(f"{_W}pPr/{_W}sectPr") is None:
        parent.remove(paragraph)


def _forget_repeats(root: etree._Element) -> None:
    """循环把段落抄了几遍，编号也抄了几遍：段落编号去掉，重复的书签、控件编号去掉。"""
    for paragraph in root.iter(f"{_W}p", f"{_W}tr"):
        for name in (f"{_W14}paraId", f"{_W14}textId"):
            if name in paragraph.attrib:
                del paragraph.attrib[name]
    for kind in ("bookmarkStart", "bookmarkEnd"):
        for one in _repeated(root.iter(f"{_W}{kind}")):
            one.getparent().remove(one)  # type: ignore[union-attr]  # 必有上级
    controls = (one for look in root.iter(f"{_W}sdtPr") for one in look.iterfind(f"{_W}id"))
    for one in list(controls):
        one.getparent().remove(one)  # type: ignore[union-attr]  # 必有上级


def _repeated(elements: Iterator[etree._Element]) -> list[etree._Element]:
    seen: set[str | None] = set()
    again = []
    for one in elements:
        number = one.get(f"{_W}id")
        if number in seen:
            again.append(one)
        seen.add(number)
    return again


def _declared(data: bytes) -> bytes:
    """根元素上声明 w15、mc：读进来以后再加，要把整棵树搬一遍家，慢得多。"""
    tag = re.search(rb"<(?:\w+:)?document\b[^>]*", data)
    if tag is None:
        return data
    wanted = {"w15": _W15, "mc": _MC}
    missing = "".join(
        f' xmlns:{prefix}="{uri}"'
        for prefix, uri in wanted.items()
        if f"xmlns:{prefix}=".encode() not in tag[0]
    )
    return data[: tag.end()] + missing.encode() + data[tag.end() :]


def _make_ignorable(root: etree._Element) -> None:
    """w15 列入可忽略：旧版 Word 不认识它也打得开。"""
    ignorable = (root.get(f"{{{_MC}}}Ignorable") or "").split()
    root.set(f"{{{_MC}}}Ignorable", " ".join(dict.fromkeys([*ignorable, "w15"])))


def unmarked_xml(data: bytes) -> bytes:
    """去掉残留的记号。"""
    text = data.decode()
    return pure(text).encode() if has_marks(text) else data


def _titled(data: bytes, title: str) -> bytes:
    root = etree.fromstring(data)
    one = root.find(f"{_DC}title")
    if one is None:
        one = etree.SubElement(root, f"{_DC}title")
    one.text = title
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
