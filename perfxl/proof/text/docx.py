"""读 .docx：正文、表格、文本框、脚注、页眉；修订取接受以后的样子；内容控件里的字也算。

每个 `w:t` 都读，不靠 python-docx 的 `paragraph.text`：它略去内容控件里的字，
而程序自己写的数正在那里。
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from lxml import etree

from perfxl.errors import PerfxlError
from perfxl.proof.model import Kind, Paragraph, Table, TableCell
from perfxl.proof.text.labels import Headings
from perfxl.proof.text.numbering import Numbering, W, first_child

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MAX_PART = 200 * 1024 * 1024
_MAX_RATIO = 300
_RATIO_FLOOR = 16 * 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_P, _TABLE, _ROW, _CELL, _TEXT = (f"{W}{name}" for name in ("p", "tbl", "tr", "tc", "t"))
_BOX, _FALLBACK = f"{W}txbxContent", f"{_MC}Fallback"
_CELL_PROPERTIES, _SPAN, _MERGE, _VALUE = (
    f"{W}{name}" for name in ("tcPr", "gridSpan", "vMerge", "val")
)
# 包着行、格的，包着段落的：内容控件、修订。
_ROW_WRAPS = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins"))
_WRAPS = _ROW_WRAPS | {f"{W}moveTo", f"{_MC}AlternateContent", f"{_MC}Choice"}
_MARKS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
# 删去的、移走的、域的代码、批注里的字都不是报告的字。
_SKIPPED = frozenset(
    {f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", _FALLBACK, _BOX,
     f"{W}rPr", f"{W}pPr", f"{W}sdtPr"}
)  # fmt: skip


class ReportError(PerfxlError):
    """报告读不了。"""


@dataclass
class Reader:
    """逐段读一份 .docx：段数、表格数一路数下去。"""

    numbering: Numbering
    headings: Headings = field(default_factory=Headings)
    paragraphs: list[Paragraph] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    elements: list[etree._Element] = field(default_factory=list)  # 与 paragraphs 一一对应
    kept: list[tuple[int, int, int]] = field(default_factory=list)  # 批注“核对过”的地方
    checked: frozenset[str] = frozenset()  # 写着“核对过”的批注
    intricate: set[etree._Element] = field(default_factory=set)
    count: int = 0

    def part(self, root: etree._Element, kind: Kind, place: str = "") -> None:
        """一个部件里的，一条脚注里的。"""
        self.intricate = set(_intricate(root))
        self.body(root, kind, place)

    def body(self, parent: etree._Element, kind: Kind = "body", place: str = "") -> None:
        """一个容器里的段落和表格，按先后。"""
        for child in _blocks(parent):
            if child.tag == _P:
                self._paragraph(child, kind, place)
            else:
                self._table(child)

    def _paragraph(self, element: etree._Element, kind: Kind, place: str) -> Paragraph:
        self.count += 1
        label, level = ("", None) if kind == "header" else self.numbering.of(element)
        intricate = element in self.intricate
        text = text_of(element) if intricate else _plain(element)
        path = self.headings.path if kind != "body" else self.headings.above(label, text, level)
        place = place or (self.headings.place if kind == "body" else f"第 {self.count} 段")
        made = Paragraph(self.count, text, kind, place, label, level, path)
        self.paragraphs.append(made)
        self.elements.append(element)
        self.kept += [(self.count, *place) for place in _kept(element, self.checked)]
        for box in element.iter(_BOX) if intricate else ():
            if not _inside_fallback(box, element):
                self.body(box, "box")
        return made

    def _table(self, element: etree._Element) -> None:
        number = len(self.tables) + 1
        self.tables.append(Table(number, ()))
        rows: list[tuple[TableCell, ...]] = []
        for place, row in enumerate(_children(element, _ROW), 1):
            cells, column = [], 0
            for index, cell in enumerate(_children(row, _CELL), 1):
                span, covered = _span(cell)
                if not covered:
                    where = f"第 {number} 个表格第 {place} 行第 {index} 格"
                    cells.append(TableCell(column, self._cell(cell, where)))
                column += span
            rows.append(tuple(cells))
        self.tables[number - 1] = Table(number, tuple(rows))

    def _cell(self, cell: etree._Element, place: str) -> tuple[Paragraph, ...]:
        made = []
        for child in _blocks(cell):
            if child.tag == _P:
                made.append(self._paragraph(child, "cell", place))
            else:
                self._table(child)
        return tuple(made)


def _kept(element: etree._Element, checked: frozenset[str]) -> Iterator[tuple[int, int]]:
    """批注“核对过”指着的字的起止。"""
    if not checked:
        return
    ends = {mark.get(f"{W}id", ""): mark for mark in element.iter(f"{W}commentRangeEnd")}
    for mark in element.iter(f"{W}commentRangeStart"):
        name = mark.get(f"{W}id", "")
        if name in checked:
            whole = len(text_of(element))
            end = _offset(element, ends[name]) if name in ends else whole
            yield _offset(element, mark), end


def _offset(element: etree._Element, mark: etree._Element) -> int:
    """记号前面有几个字。"""
    order = {one: place for place, one in enumerate(element.iter())}
    return sum(len(text) for piece, text in pieces(element) if order[piece] < order[mark])


def _checked(comments: etree._Element | None) -> frozenset[str]:
    """写着“核对过”的批注的号。"""
    every = comments if comments is not None else ()
    return frozenset(
        element.get(f"{W}id", "")
        for element in every
        if "核对过" in "".join(text.text or "" for text in element.iter(_TEXT))
    )


def _span(cell: etree._Element) -> tuple[int, bool]:
    """占几列；是不是被上面的格盖住。"""
    properties = first_child(cell, _CELL_PROPERTIES)
    width, covered = "1", False
    for child in properties if properties is not None else ():
        if child.tag == _SPAN:
            width = child.get(_VALUE, "1")
        elif child.tag == _MERGE:
            covered = child.get(_VALUE, "continue") == "continue"
    return int(width) if width.isdigit() else 1, covered


def _blocks(parent: etree._Element) -> Iterator[etree._Element]:
    """段落和表格；内容控件、修订里包着的也算。"""
    for child in parent:
        if child.tag in {_P, _TABLE}:
            yield child
        elif child.tag in _WRAPS:
            yield from _blocks(child)


def _children(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _ROW_WRAPS:
            yield from _children(child, tag)


def _inside_fallback(box: etree._Element, stop: etree._Element) -> bool:
    """文本框写了两份（新旧两种画法），旧的不再读；框里的框由外面的框读。"""
    parent = box.getparent()
    while parent is not None and parent is not stop:
        if parent.tag in {_FALLBACK, _BOX}:
            return True
        parent = parent.getparent()
    return False


def pieces(element: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """一段里的字，连同写着它的元素：接受修订以后看得见的。"""
    stack = [iter(element)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
            continue
        tag = child.tag
        if tag == _TEXT:
            if child.text:
                yield child, child.text
        elif tag in _MARKS:
            yield child, _MARKS[tag]
        elif tag not in _SKIPPED:
            stack.append(iter(child))


def text_of(element: etree._Element) -> str:
    return "".join(text for _, text in pieces(element))


def _plain(element: etree._Element) -> str:
    return "".join([child.text or "" for child in element.iter(_TEXT)])


# 有这些的段，字要逐个看算不算；没有的（多半没有），有几个 w:t 就是几截字。
_INTRICATE = (*_MARKS, f"{W}del", f"{W}moveFrom", _FALLBACK, _BOX)


def _intricate(root: etree._Element) -> Iterator[etree._Element]:
    """里面有换行、修订、文本框的段：整个文档找一遍，不必每段去找。"""
    for mark in root.iter(*_INTRICATE):
        yield from mark.iterancestors(_P)


def read_docx(data: bytes) -> Reader:
    """一份 .docx 的全部段落和表格。

    Raises:
        ReportError: 不是 .docx、加了密、损坏。
    """
    part = _opener(data)
    document = part("word/document.xml")
    if document is None:
        raise ReportError("不是 Word 文档（里面没有正文）；请用 Word 或 WPS 另存为 .docx，再核对")
    reader = Reader(Numbering(part("word/numbering.xml"), part("word/styles.xml")))
    reader.checked = _checked(part("word/comments.xml"))
    body = document.find(f"{W}body")
    if body is not None:
        reader.part(body, "body")
    for name, place in (("foot", "脚注"), ("end", "尾注")):
        notes = part(f"word/{name}notes.xml")
        for number, note in enumerate(notes if notes is not None else (), -1):
            if note.get(f"{W}type") is None:
                reader.part(note, "note", f"{place} {max(1, number)}")
    for number in range(1, 10):
        header = part(f"word/header{number}.xml")
        if header is not None:
            reader.part(header, "header", "页眉")
    return reader


def _opener(data: bytes) -> Callable[[str], etree._Element | None]:
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise ReportError("设了打开密码，读不了；请去掉密码后另存，再核对")
        raise ReportError("是旧格式 .doc，读不了；请用 Word 或 WPS 另存为 .docx，再核对")
    try:
        archive = ZipFile(BytesIO(data))
        names = {info.filename: info for info in archive.infolist()}
    except (BadZipFile, OSError, ValueError, EOFError) as error:
        raise ReportError(
            "打不开，不是 Word 文档或已经损坏；请用 Word 或 WPS 打开后另存为 .docx，再核对"
        ) from error

    def part(name: str) -> etree._Element | None:
        info = names.get(name)
        if info is None:
            return None
        huge = info.file_size > _RATIO_FLOOR and info.file_size > _MAX_RATIO * info.compress_size
        if info.file_size > _MAX_PART or huge:
            raise ReportError("解开后大得不正常，没有打开；请向来源核实这个文件")
        if info.flag_bits & 1:
            raise ReportError("压缩包设了密码，读不了；请去掉密码后再核对")
        try:
            content = archive.read(info)
            if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
                raise ReportError("内部带有实体定义，正常的文档没有，可能有害；请向来源核实")
            return etree.fromstring(content, _parser())
        except (etree.LxmlError, BadZipFile, zlib.error, NotImplementedError, EOFError) as error:
            raise ReportError(
                "内容损坏，读不下去；请用 Word 或 WPS 打开修复后另存，再核对"
            ) from error

    return part


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
