"""读 .docx：正文、表格、文本框、脚注、页眉；修订取接受以后的样子；内容控件里的字也算。

每个 `w:t` 都读，不靠 python-docx 的 `paragraph.text`：它略去内容控件里的字，
而程序自己写的数正在那里。
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from perfxl.proof.model import Kind, Paragraph, Source, Table, TableCell
from perfxl.proof.text.archive import ReportError, archive_of, items_in, opener
from perfxl.proof.text.labels import Headings
from perfxl.proof.text.numbering import Numbering, W, first_child

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
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
    trees: dict[str, etree._Element] = field(default_factory=dict)
    items: dict[str, bytes] = field(default_factory=dict)  # 自定义部件：perfxl 写的，记着出处
    count: int = 0

    @property
    def source(self) -> Source | None:
        return Source(self.trees, tuple(self.elements), self.items) if self.items else None

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
    archive = archive_of(data)
    part = opener(archive)
    document = part("word/document.xml")
    if document is None:
        raise ReportError("不是 Word 文档（里面没有正文）；请用 Word 或 WPS 另存为 .docx，再核对")
    reader = Reader(Numbering(part("word/numbering.xml"), part("word/styles.xml")))
    reader.checked = _checked(part("word/comments.xml"))
    body = document.find(f"{W}body")
    if body is not None:
        reader.trees["word/document.xml"] = document
        reader.part(body, "body")
    for name, place in (("foot", "脚注"), ("end", "尾注")):
        notes = part(f"word/{name}notes.xml")
        if notes is not None:
            reader.trees[f"word/{name}notes.xml"] = notes
        marks = [mark.get(f"{W}id") for mark in document.iter(f"{W}{name}noteReference")]
        said = [note for note in (notes if notes is not None else ()) if not note.get(f"{W}type")]
        for order, note in enumerate(said, 1):  # 分隔线也写成一条，不算
            mark = note.get(f"{W}id")
            number = marks.index(mark) + 1 if mark in marks else order
            reader.part(note, "note", f"{place} {number}")
    for number in range(1, 10):
        header = part(f"word/header{number}.xml")
        if header is not None:
            reader.trees[f"word/header{number}.xml"] = header
            reader.part(header, "header", "页眉")
    reader.items = items_in(archive)
    return reader
