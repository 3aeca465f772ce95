"""渲染之后：记号换成内容控件、分段、去空段、合并相同的格。对着文档树做，不用正则式改 XML。"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from perfxl.report.finish.anchors import forget_anchors, name_anchor
from perfxl.report.finish.contents import stale_contents
from perfxl.report.finish.numbering import number_all
from perfxl.report.finish.paragraphs import BREAK_SIGN, drop, fill_cells, split
from perfxl.report.finish.repeats import forget_repeats
from perfxl.report.finish.sections import drop_empty_ending
from perfxl.report.finish.tables import merge_equal
from perfxl.report.marks import MARK_BYTES, Figure, Ledger, Token, has_marks, pure, tokens
from perfxl.report.package import MAIN, parsed, serialized
from perfxl.report.template.engine import WANTED, Filled
from perfxl.report.template.tidy import W

_W = f"{{{W}}}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_VALUE = f"{_W}val"
_W15, _MC = WANTED["w15"], WANTED["mc"]
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_DC = "{http://purl.org/dc/elements/1.1/}"
_CORE = "docProps/core.xml"
_TAG_LENGTH = 64  # Word 对内容控件标题、标记的长度限制


@dataclass(frozen=True, slots=True)
class Finished:
    """收了尾的报告：各部件，印出来的数，每个内容控件（编号）里是哪一个数。"""

    parts: dict[str, bytes]
    figures: tuple[Figure, ...]
    controls: Mapping[int, Figure]


def finish(filled: Filled, ledger: Ledger, title: str, stamp: str) -> Finished:
    """填好的报告 → 各部件，和印出来的数。`title` 写进文档属性；`stamp` 是这份报告的印记。"""
    work = _Work(ledger, stamp)
    parts = dict(filled.parts)
    for name, root in filled.trees.items():
        parts[name] = work.part(root, body=name == MAIN)
    if _CORE in parts:
        parts[_CORE] = _titled(parts[_CORE], title)
    printed = sorted(set(work.printed.values()))
    return Finished(
        parts,
        tuple(ledger.figures[index] for index in printed),
        {number: ledger.figures[index] for number, index in work.printed.items()},
    )


class _Work:
    """一份文档的收尾：内容控件的编号在各部件之间不重复。"""

    def __init__(self, ledger: Ledger, stamp: str) -> None:
        self._ledger, self._stamp = ledger, stamp
        self._next = 1
        self._next_shape = 1001
        self._numbers: list[tuple[etree._Element, int]] = []
        self._merged: list[etree._Element] = []
        self._dropped: list[etree._Element] = []
        self._breaks: list[etree._Element] = []
        self.printed: dict[int, int] = {}  # 控件的编号 → 第几个数

    def part(self, root: etree._Element, *, body: bool) -> bytes:
        self._merged, self._dropped, self._breaks, self._numbers = [], [], [], []
        forget_repeats(root)
        forget_anchors(root)
        stale_contents(root)
        self._number_shapes(root)
        marked = (text for text in root.iter(f"{_W}t") if has_marks(text.text or ""))
        for run in dict.fromkeys(text.getparent() for text in marked):
            if run is not None:
                self._rebuild(run)
        for paragraph in dict.fromkeys(next(at.iterancestors(f"{_W}p")) for at in self._breaks):
            split(paragraph)
        for paragraph in self._dropped:
            drop(paragraph)
        number_all(root, self._numbers)
        merge_equal(self._merged)
        fill_cells(root)
        if body:
            drop_empty_ending(root)
            _make_ignorable(root)
        result = serialized(root)
        # 属性、域代码里也可能有（模板在那里写了名称）：不留一个记号。
        return unmarked_xml(result)

    def _number_shapes(self, root: etree._Element) -> None:
        """图形的编号不许重复：循环抄出来的重新编。"""
        for shape in root.iter(f"{_WP}docPr"):
            shape.set("id", str(self._next_shape))
            self._next_shape += 1

    def _rebuild(self, run: etree._Element) -> None:
        """一串字按记号切开：普通文字留在原样的串里，数各套一个内容控件。"""
        if run.tag != f"{_W}r":
            for text in run.iterchildren(f"{_W}t"):
                text.text = "".join(token.text for token in tokens(text.text or ""))
            return
        if self._is_kept_whole(run):
            return
        pieces: list[etree._Element] = []
        shell: etree._Element | None = None
        for child in list(run):
            if child.tag == f"{_W}rPr":
                continue
            if child.tag == f"{_W}t" and has_marks(child.text or ""):
                shell = None
                made = (self._made(token, run) for token in tokens(child.text or ""))
                pieces += (element for element in made if element is not None)
                continue
            if shell is None:
                shell = _shell(run)
                pieces.append(shell)
            shell.append(child)
        parent = run.getparent()
        if parent is not None:
            for piece in pieces or [_shell(run)]:
                run.addprevious(piece)
            parent.remove(run)

    def _is_kept_whole(self, run: etree._Element) -> bool:
        """一串字只有一个数、一段文字的（表格里多半这样）：就在原来那一串里改，不另做一串。"""
        children = list(run)
        text = children[-1]
        look = [child.tag for child in children[:-1]]
        if text.tag != f"{_W}t" or look not in ([], [f"{_W}rPr"]):
            return False
        told = list(tokens(text.text or ""))
        shown = [token for token in told if token.kind not in {"merge", "drop"}]
        if len(shown) != 1 or shown[0].kind not in {"text", "figure"}:
            return False
        for token in told:
            if token is not shown[0]:
                self._made(token, run)
        text.text = shown[0].text
        text.set(_SPACE, "preserve")
        if shown[0].kind == "figure" and self._is_whole(shown[0]):
            control = self._control(shown[0])
            run.addprevious(control)
            control[-1].insert(1, run)
        return True

    def _made(self, token: Token, run: etree._Element) -> etree._Element | None:
        if token.kind == "merge":
            self._merged.append(next(run.iterancestors(f"{_W}tc"), run))
        elif token.kind == "drop":
            self._dropped.append(next(run.iterancestors(f"{_W}p")))
        elif token.kind == "break":
            self._breaks.append(etree.Element(BREAK_SIGN))
            return self._breaks[-1]
        elif token.kind == "line":
            line = _run(run, "")
            line[-1] = etree.Element(f"{_W}br")
            return line
        elif token.kind == "level":
            numbered = _run(run, "")
            self._numbers.append((numbered[-1], token.index))
            return numbered
        elif token.kind == "figure" and self._is_whole(token):
            control = self._control(token)
            control[-1].insert(1, _run(run, token.text))
            return control
        else:
            return _run(run, token.text)
        return None

    def _is_whole(self, token: Token) -> bool:
        """登记过、一字没有改的数才套控件：模板里切开、拼起来的不算那一格的。"""
        if token.index >= len(self._ledger.figures):
            return False
        return self._ledger.figures[token.index].text.replace("\n", "") == token.text

    def _control(self, token: Token) -> etree._Element:
        """空的行内内容控件：外观不变，标题和标记写着单元格；那串字放在末一个子元素的书签中间。"""
        figure = self._ledger.figures[token.index]
        control = copy.copy(_CONTROL)
        title, tag, number, _ = control[0]
        for element, label in zip((title, tag), labels(figure.title, figure.cells), strict=True):
            element.set(_VALUE, label)
        number.set(_VALUE, str(self._next))
        name_anchor(control[-1], self._next, self._stamp)
        self.printed[self._next] = token.index
        self._next += 1
        return control


_CONTROL = etree.fromstring(
    f'<w:sdt xmlns:w="{W}" xmlns:w15="{_W15}"><w:sdtPr><w:alias/><w:tag/><w:id/>'
    '<w15:appearance w15:val="hidden"/></w:sdtPr>'
    "<w:sdtContent><w:bookmarkStart/><w:bookmarkEnd/></w:sdtContent></w:sdt>"
)


def labels(title: str, cells: Sequence[str]) -> tuple[str, str]:
    """内容控件的标题、标记：写着单元格。"""
    where = "、".join(cells)
    alias = where if len(cells) == 1 else f"{title}（算自 {where}）"
    return _cut(alias or title), _cut(where or title)


def _shell(like: etree._Element) -> etree._Element:
    """同样格式、没有内容的一串。"""
    run = etree.Element(f"{_W}r", {str(name): str(value) for name, value in like.attrib.items()})
    run.extend(_look_of(like))
    return run


def _look_of(run: etree._Element) -> list[etree._Element]:
    """格式抄一份；它只能在最前面，不必往后找。"""
    first = next(run.iterchildren(), None)  # 数一数有几个子元素也要走到头
    return [copy.copy(first)] if first is not None and first.tag == f"{_W}rPr" else []


def _run(like: etree._Element, text: str) -> etree._Element:
    run = etree.Element(f"{_W}r")
    run.extend(_look_of(like))
    made = etree.SubElement(run, f"{_W}t", {_SPACE: "preserve"})
    made.text = text
    return run


def _cut(text: str) -> str:
    """过长的截到整项：`自评表!G14、自评表!G15等`。"""
    if len(text) <= _TAG_LENGTH:
        return text
    return text[: _TAG_LENGTH - 1].rpartition("、")[0][: _TAG_LENGTH - 1] + "等"


def _make_ignorable(root: etree._Element) -> None:
    """w15 列入可忽略：旧版 Word 不认识它也打得开。"""
    ignorable = (root.get(f"{{{_MC}}}Ignorable") or "").split()
    root.set(f"{{{_MC}}}Ignorable", " ".join(dict.fromkeys([*ignorable, "w15"])))


def unmarked_xml(data: bytes) -> bytes:
    """去掉残留的记号。"""
    return pure(data.decode()).encode() if MARK_BYTES in data else data


def _titled(data: bytes, title: str) -> bytes:
    root = parsed(data, _CORE)
    element = root.find(f"{_DC}title")
    if element is None:
        element = etree.SubElement(root, f"{_DC}title")
    element.text = title
    return serialized(root)
