"""表格：有没有人动过；没有动过而行、字变了的，整张重画。

摘要只看读的人看得出、改的人改得了的：字、格式、行列；Word 保存时自己添的（段落编号、拼写检查的
记号、一串字切成几截）不算。拿不准的当作有人动过：不重画，只改里面的数。
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from hashlib import sha256

from lxml import etree

from perfxl.cells.later import later
from perfxl.report.finish.anchors import name_anchor
from perfxl.report.refresh.memory import MASK, Table
from perfxl.report.template.tidy import W

_W = f"{{{W}}}"
_TEXT, _CONTROL = f"{_W}t", f"{_W}sdt"
# 只认字样，不改文件：照规范写法（c14n）排好的 XML，属性的次序、命名空间都定了。
_NOISE = later(
    r' xmlns:\w+="[^"]*"| (?:\w+:(?:paraId|textId)|w:rsid\w*|xml:space|w:hint)="[^"]*"'
    r"|<w:(proofErr|bookmarkStart|bookmarkEnd|lastRenderedPageBreak|tblLook|cnfStyle|noProof|lang)"
    r"\b[^>]*></w:\1>|<w:(sdtPr|sdtEndPr)\b.*?</w:\2>",
    re.DOTALL,
)
_RUN = later(r"<w:r>((?:<w:rPr>.*?</w:rPr>)?)<w:t>([^<]*)</w:t></w:r>", re.DOTALL)
# 并好以后一个控件里的字：格式留着，字换成记号。
_MADE = later(
    "(<w:sdt><w:sdtContent>\x1e(?:<w:rPr>.*?</w:rPr>)?)[^<]*(?=</w:sdtContent>)", re.DOTALL
)


def body_tables(root: etree._Element) -> list[etree._Element]:
    """正文里的各张表格（套在别的东西里的不算）。"""
    body = root.find(f"{_W}body")
    return [] if body is None else list(body.iterchildren(f"{_W}tbl"))


def told(table: etree._Element) -> Table:
    """一张表格现在的样子。"""
    text = etree.tostring(table, method="c14n", exclusive=True, with_comments=False).decode()
    text = _NOISE.sub("", text).replace("<w:rPr></w:rPr>", "")
    whole = _joined(text)
    words = _MADE.sub(rf"\1{MASK}", whole)
    head = table.find(f"{_W}tr")
    first = "" if head is None else "｜".join(masked(cell) for cell in head.iter(f"{_W}tc"))
    return Table(first, _digest(whole), _digest(words))


def by_head(root: etree._Element) -> dict[str, tuple[Table, etree._Element]]:
    """正文里的各张表格，按标题行；标题行相同的有几张，分不清，不要。"""
    every = [(told(table), table) for table in body_tables(root)]
    heads = [one.head for one, _ in every]
    return {one.head: (one, table) for one, table in every if heads.count(one.head) == 1}


def rows(table: etree._Element) -> Iterator[str]:
    """各行的字，数用记号代替。"""
    for row in table.iterchildren(f"{_W}tr"):
        yield "｜".join(masked(cell) for cell in row.iterchildren(f"{_W}tc"))


def said(row: etree._Element) -> str:
    """一行给人看的字。"""
    cells = ("".join(text.text or "" for text in cell.iter(_TEXT)) for cell in row.iter(f"{_W}tc"))
    return "｜".join(text for text in cells if text)


def redraw(
    old: etree._Element, fresh: etree._Element, first: int, stamp: str
) -> dict[int, int]:  # fmt: skip
    """换成新画的，控件从 `first` 起编号，书签写上 `stamp`；返回新画时的编号 → 现在的编号。"""
    made = copy.deepcopy(fresh)
    numbers = {}
    for place, element in enumerate(made.iterfind(f".//{_W}sdtPr/{_W}id"), first):
        numbers[int(element.get(f"{_W}val", "0"))] = place
        element.set(f"{_W}val", str(place))
        name_anchor(next(element.iterancestors(_CONTROL))[-1], place, stamp)
    made.tail = old.tail
    old.getparent().replace(old, made)  # type: ignore[union-attr]  # 必有上级
    return numbers


def _joined(text: str) -> str:
    """一串字切成几截的并起来：挨着、格式相同的算一截。"""
    pieces: list[str] = []
    cursor, look = 0, None
    for run in _RUN.finditer(text):
        if run.start() != cursor or run[1] != look:
            pieces += [text[cursor : run.start()], "\x1e", run[1]]
        pieces.append(run[2])
        cursor, look = run.end(), run[1]
    return "".join([*pieces, text[cursor:]])


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:24]


def masked(element: etree._Element) -> str:
    """一格的字，控件里的写成记号。"""
    pieces = []
    for text in element.iter(_TEXT):
        if next(text.iterancestors(_CONTROL), None) is None:
            pieces.append(text.text or "")
        elif not pieces or pieces[-1] != MASK:
            pieces.append(MASK)
    return "".join(pieces)
