"""结果格：在工作表原字节里换掉几个 `<c>`，样式照旧，公式不碰。"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from perfxl.cells.areas import reference
from perfxl.cells.grid import column_number
from perfxl.cells.held import clean_text
from perfxl.cells.later import later
from perfxl.errors import WorkbookError
from perfxl.workbook.cells import CellReader, Formats
from perfxl.workbook.escapes import inline_string
from perfxl.workbook.reader import parse_area
from perfxl.workbook.xmlsafe import local, parse

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from perfxl.cells.edits import ValueEdit
    from perfxl.cells.merged import Range
    from perfxl.workbook.splice import Document, Element

_TRUE = {"1", "true"}
_BLOCK_FORMULA = later(rb"<(?:[\w.-]+:)?f\s([^>]*)>")
_KIND = later(rb"\bt=[\"'](array|dataTable)[\"']")
_REF = later(rb"\bref=[\"']([^\"']+)[\"']")
_NO_ROWS = "数据区里有少见的写法，程序不敢改动；请用 Excel 打开后另存一次，再试"


def set_values(
    document: Document, edits: Sequence[ValueEdit], strings: Callable[[], Sequence[str]]
) -> bool:
    """写一张表的结果格，返回有没有值真的变了。`strings` 用到时才去取共用文字表。"""
    data = document.need("sheetData")
    _refuse_blocks(document, data, edits)
    wanted: dict[int, list[ValueEdit]] = {}
    for edit in sorted(edits, key=lambda edit: (edit.row, edit.column)):
        wanted.setdefault(edit.row, []).append(edit)
    rows = _rows(document, data)
    changed = False
    added: list[tuple[int, bytes]] = []
    for row, row_edits in wanted.items():
        if row in rows:
            element = document.element(rows[row], data)
            changed |= _patch_row(document, element, row_edits, strings)
        elif (new := _new_row(document, row, row_edits)) is not None:
            added.append((next((rows[other] for other in rows if other > row), -1), new))
    _insert(document, data, added)
    if changed or added:
        _widen(document, edits)
    return changed or bool(added)


def _insert(document: Document, parent: Element, added: list[tuple[int, bytes]]) -> None:
    """新行、新格各归各位；排在最后的一并加在末尾。"""
    last = b"".join(new for position, new in added if position < 0)
    for position, new in added:
        if position >= 0:
            document.replace(position, position, new)
    if last:
        document.append(parent, last)


def _rows(document: Document, data: Element) -> dict[int, int]:
    """行号 → 从哪里开始；没有写行号的从前一行数下来。"""
    rows: dict[int, int] = {}
    number = 0
    for start in document.starts(data, "row"):
        written = document.attributes_at(start).get("r")
        number = int(written) if written else number + 1
        rows[number] = start
    if not rows and document.text[data.inner : data.inner_end].strip():
        raise WorkbookError(_NO_ROWS)
    return rows


def _cells(document: Document, row: Element) -> dict[int, Element]:
    """列号 → 格；没有写地址的从前一格数下来。"""
    cells: dict[int, Element] = {}
    number = 0
    for child in document.children(row):
        if child.name == "c":
            written = document.attributes(child).get("r", "").rstrip("0123456789")
            number = column_number(written.replace("$", "")) if written else number + 1
            cells[number] = child
    return cells


def _patch_row(
    document: Document,
    row: Element,
    edits: Sequence[ValueEdit],
    strings: Callable[[], Sequence[str]],
) -> bool:
    cells = _cells(document, row)
    changed = False
    added: list[tuple[int, bytes]] = []
    for edit in edits:
        old = cells.get(edit.column)
        if old is None:
            if edit.value is not None:
                style = _inherited(document, row, edit.column)
                following = (cells[other].start for other in cells if other > edit.column)
                added.append((next(following, -1), document.xml(_cell(edit, style))))
        elif not _unchanged(document, old, edit, strings):
            style = document.attributes(old).get("s")
            document.replace(old.start, old.end, document.xml(_cell(edit, style)))
            changed = True
    _insert(document, row, added)
    if added and "spans" in document.attributes(row):
        columns = [*cells, *(edit.column for edit in edits)]
        document.set_attributes(row, {"spans": f"{min(columns)}:{max(columns)}"})
    return changed or bool(added)


def _new_row(document: Document, row: int, edits: Sequence[ValueEdit]) -> bytes | None:
    cells = "".join(
        _cell(edit, _inherited(document, None, edit.column))
        for edit in edits
        if edit.value is not None
    )
    return document.xml(f'<row r="{row}">{cells}</row>') if cells else None


def _cell(edit: ValueEdit, style: str | None) -> str:
    """一个新的 `<c>`：地址、原样式、值。"""
    opening = f'<c r="{reference(edit.row, edit.column)}"' + (f' s="{style}"' if style else "")
    if edit.value is None:
        return f"{opening}/>"
    if isinstance(edit.value, Decimal):
        return f"{opening}><v>{_plain_number(edit)}</v></c>"
    return f'{opening} t="inlineStr">{inline_string(clean_text(edit.value))}</c>'


def _plain_number(edit: ValueEdit) -> str:
    if not isinstance(edit.value, Decimal) or not edit.value.is_finite():
        place = f"{edit.sheet}!{reference(edit.row, edit.column)}"
        raise WorkbookError(f"{place} 要写的不是一个数，没有写回；请把这一情形告诉程序的维护人")
    return f"{edit.value:f}"


def _inherited(document: Document, row: Element | None, column: int) -> str | None:
    """没有的格照 Excel 的规矩取样式：先看行，再看列。"""
    if row is not None:
        attributes = document.attributes(row)
        if attributes.get("customFormat") in _TRUE:
            return attributes.get("s")
    columns = document.child(document.root, "cols")
    for child in document.children(columns) if columns else ():
        attributes = document.attributes(child)
        if int(attributes.get("min", 0)) <= column <= int(attributes.get("max", 0)):
            return attributes.get("style")
    return None


def _unchanged(
    document: Document, cell: Element, edit: ValueEdit, strings: Callable[[], Sequence[str]]
) -> bool:
    """格里已经是这个值。有公式而值不同的拒绝：公式是填报人或表样的，程序不改。"""
    opening = document.data[document.root.start : document.root.inner]
    tag = re.split(rb"[\s>]", opening[1:], maxsplit=1)[0]
    wrapped = opening + document.data[cell.start : cell.end] + b"</" + tag + b">"
    element = parse(wrapped)[0]
    namespace = str(element.tag).removesuffix(local(element))
    table = strings() if element.get("t") == "s" else ()
    reader = CellReader(table, Formats(), date1904=False, namespace=namespace)
    _, content = next(reader.row(parse(wrapped)))
    raw, kind, formula, _ = content or ("", "blank", None, "")
    if isinstance(edit.value, Decimal):
        same = kind == "number" and Decimal(raw) == edit.value
    else:
        same = raw == clean_text(edit.value or "") and kind in {"text", "blank"}
    if formula is not None and not same:
        place = f"{edit.sheet}!{reference(edit.row, edit.column)}"
        raise WorkbookError(
            f"{place} 里有公式，程序不改公式；请把这一格的公式清除，或在表样中另设结果格，再试"
        )
    return same


def _refuse_blocks(document: Document, data: Element, edits: Sequence[ValueEdit]) -> None:
    """数组公式、模拟运算表占着一片，改其中一格 Excel 也不许；合并区域只能写左上角。"""
    blocks: list[tuple[Range, str]] = []
    suspicious = b"array" in document.text or b"dataTable" in document.text
    for tag in _BLOCK_FORMULA.finditer(
        document.text, data.inner, data.inner_end if suspicious else data.inner
    ):
        kind, area = _KIND.search(tag[1]), _REF.search(tag[1])
        if kind and area and (occupied := parse_area(area[1].decode())) is not None:
            name = "数组公式" if kind[1] == b"array" else "模拟运算表"
            blocks.append((occupied, f"{name}占着这一片，程序不能改其中一格；请先清除它，再试"))
    merged = document.child(document.root, "mergeCells")
    for child in document.children(merged) if merged else ():
        covered = parse_area(document.attributes(child).get("ref", ""))
        if covered is not None:
            blocks.append((covered, ""))
    for edit in edits:
        for block, sentence in blocks:
            is_anchor = (edit.row, edit.column) == (block.first_row, block.first_column)
            if block.holds(edit.row, edit.column) and (sentence or not is_anchor):
                place = f"{edit.sheet}!{reference(edit.row, edit.column)}"
                raise WorkbookError(
                    f"{place} {sentence or '在合并区域里而不是左上角，不能写；请核对表样'}"
                )


def _widen(document: Document, edits: Sequence[ValueEdit]) -> None:
    """`<dimension>` 要盖住新写的格：有的程序只读它说的范围。"""
    element = document.child(document.root, "dimension")
    if element is None:
        return
    area = parse_area(document.attributes(element).get("ref", ""))
    if area is None:
        return
    rows = [edit.row for edit in edits] + [area.first_row, area.last_row]
    columns = [edit.column for edit in edits] + [area.first_column, area.last_column]
    wide = f"{reference(min(rows), min(columns))}:{reference(max(rows), max(columns))}"
    if (min(rows), min(columns), max(rows), max(columns)) != (
        area.first_row, area.first_column, area.last_row, area.last_column,
    ):  # fmt: skip
        document.set_attributes(element, {"ref": wide})
