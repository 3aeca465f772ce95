"""工作簿部件里属于我们的几行：结果表的目录、定义名称、打开时重算的记号。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from perfxl.cells.areas import absolute, quoted
from perfxl.ours.signs import OURS, marker
from perfxl.workbook.escapes import attribute
from perfxl.workbook.splice import Document

if TYPE_CHECKING:
    from perfxl.cells.edits import ResultSheet
    from perfxl.workbook.parts import Book

BOOK_ORDER = (
    "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets",
    "functionGroups", "externalReferences", "definedNames", "calcPr",
)  # fmt: skip
_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_RELATIONSHIPS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_BUILT_IN = frozenset({"_xlnm.Print_Titles", "_xlnm._FilterDatabase"})


@dataclass(frozen=True, slots=True)
class BookChange:
    """目录要变成什么样。`added` 是新表的名字与关系编号，`sheets` 是写完后我们的全部结果表。"""

    removed: frozenset[str]
    added: tuple[tuple[str, str], ...]
    sheets: tuple[ResultSheet, ...]
    recalculate: bool


def patch_book(data: bytes, book: Book, change: BookChange) -> bytes:
    """改好的工作簿部件。"""
    document = Document(data)
    stay = [index for index, sheet in enumerate(book.sheets) if sheet.name not in change.removed]
    moved = {old: new for new, old in enumerate(stay)}
    order = [book.sheets[index].name for index in stay] + [name for name, _ in change.added]
    _patch_listing(document, book, change)
    _patch_views(document, moved)
    ours = {sheet.name for sheet in change.sheets}
    our_indexes = {index for index, sheet in enumerate(book.sheets) if sheet.name in ours}
    _patch_names(document, moved, our_indexes, _names(change.sheets, order))
    if change.recalculate:
        _recalculate(document)
    return document.result()


def _patch_listing(document: Document, book: Book, change: BookChange) -> None:
    listing = document.need("sheets")
    entries = [child for child in document.children(listing) if child.name == "sheet"]
    for entry, sheet in zip(entries, book.sheets, strict=True):
        if sheet.name in change.removed:
            document.remove(entry)
    used = [int(document.attributes(entry).get("sheetId", 0)) for entry in entries]
    # 各家给关系命名空间取的前缀不一，干脆在这一行上自己声明。
    uri = _STRICT_RELATIONSHIPS if book.strict else _RELATIONSHIPS
    snippet = "".join(
        f'<sheet xmlns:r="{uri}" name="{attribute(name)}" sheetId="{number}" r:id="{rel_id}"/>'
        for number, (name, rel_id) in enumerate(change.added, max(used, default=0) + 1)
    )
    if snippet:
        document.append(listing, document.xml(snippet))


def _patch_views(document: Document, moved: dict[int, int]) -> None:
    """去掉了表，活动表、首张可见表的序号随之前移。"""
    views = document.child(document.root, "bookViews")
    for view in document.children(views) if views else ():
        attributes = document.attributes(view)
        for key in ("activeTab", "firstSheet"):
            if key in attributes:
                old = int(attributes[key])
                new = moved.get(old, max((moved[i] for i in moved if i < old), default=0))
                if new != old:
                    document.set_attributes(view, {key: str(new)})


def _patch_names(
    document: Document, moved: dict[int, int], our_indexes: set[int], snippet: str
) -> None:
    """我们的名称全部去掉再加在末尾；限于某张表的名称按新的序号改。"""
    names = document.child(document.root, "definedNames")
    kept = False
    for child in document.children(names) if names else ():
        attributes = document.attributes(child)
        name = attributes.get("name", "")
        index = int(attributes["localSheetId"]) if "localSheetId" in attributes else None
        gone = index is not None and index not in moved
        if gone or name.startswith(OURS) or (index in our_indexes and name in _BUILT_IN):
            document.remove(child)
            continue
        kept = True
        if index is not None and moved[index] != index:
            document.set_attributes(child, {"localSheetId": str(moved[index])})
    new = document.xml(snippet)
    if names is None:
        if new:
            place = document.slot(BOOK_ORDER, "definedNames")
            opened, closed = document.xml("<definedNames>"), document.xml("</definedNames>")
            document.replace(place, place, opened + new + closed)
    elif new:
        document.append(names, new)
    elif not kept:
        document.drop_block(names)


def _names(sheets: tuple[ResultSheet, ...], order: list[str]) -> str:
    """每张结果表的记号，以及打印标题行、筛选区（Excel 凭名称认这两样）。"""
    lines: list[str] = []
    for sheet in sheets:
        index = order.index(sheet.name)
        name = quoted(sheet.name)
        lines.append(_name(marker(sheet.name), None, f"{name}!$A$1", hidden=True))
        if sheet.filter is not None:
            area = f"{name}!{absolute(sheet.filter)}"
            lines.append(_name("_xlnm._FilterDatabase", index, area, hidden=True))
        if sheet.frozen_rows:
            rows = f"{name}!$1:${sheet.frozen_rows}"
            lines.append(_name("_xlnm.Print_Titles", index, rows, hidden=False))
    return "".join(lines)


def _name(name: str, index: int | None, text: str, *, hidden: bool) -> str:
    scope = f' localSheetId="{index}"' if index is not None else ""
    shown = ' hidden="1"' if hidden else ""
    return f'<definedName name="{name}"{scope}{shown}>{attribute(text)}</definedName>'


def _recalculate(document: Document) -> None:
    """结果格的值变了，引用它的公式要在下次打开时重算。"""
    element = document.child(document.root, "calcPr")
    if element is not None:
        document.set_attributes(element, {"fullCalcOnLoad": "1"})
    else:
        place = document.slot(BOOK_ORDER, "calcPr")
        document.replace(place, place, document.xml('<calcPr fullCalcOnLoad="1"/>'))
