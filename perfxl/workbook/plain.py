"""快路：照各家程序平常的写法读工作表和文字表，比通用读法快一倍多。

一处不合平常写法（注释、CDATA、少地址、另换前缀、分段文字……）就整份交给通用读法，
所以两条路的结果相同；有测试逐份样本比对。
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from perfxl.cells.grid import Cell, column_number
from perfxl.errors import WorkbookError
from perfxl.workbook.escapes import decode_text
from perfxl.workbook.limits import MAX_CELLS, TOO_MANY
from perfxl.workbook.xmlsafe import as_utf8, check_well_formed, unescape

if TYPE_CHECKING:
    from collections.abc import Iterable
    from functools import partial

    from perfxl.workbook.cells import CellReader

Cells = dict[tuple[int, int], Cell]
Plain = tuple[Cells, list[str], set[int]]  # 格、合并区域、藏起来的行

_ROOT = re.compile(r"\s*(?:<\?xml[^>]*\?>)?\s*<(?:([\w.-]+):)?(worksheet|sst)(\s[^>]*)>")
_NAMESPACE = re.compile(
    r"=[\"']("
    r"http://schemas\.openxmlformats\.org/spreadsheetml/2006/main"
    r"|http://purl\.oclc\.org/ooxml/spreadsheetml/main)[\"']"
)
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')
_ROW_NUMBER = re.compile(r'\sr="(\d+)"')
_HIDDEN_ROW = re.compile(r'\s(?:hidden="(?:1|true)"|ht="0(?:\.0+)?")')  # 高度为零也看不见


@cache
def _cell_pattern(prefix: str) -> re.Pattern[str]:
    """一格、一行的开头或结尾，或者（最后一项）不合平常写法的一个字符。"""
    p = re.escape(prefix)
    return re.compile(
        rf'<{p}c r="([A-Z]{{1,3}})(\d+)"(?: s="(\d+)")?(?: t="(\w+)")?>'
        rf"(?:<{p}f([^>]*?)(?:/>|>([^<]*)</{p}f>))?"
        rf"(?:<{p}v>([^<]*)</{p}v>|(<{p}v/>)|<{p}is><{p}t[^>/]*>([^<]*)</{p}t></{p}is>)?"
        rf"</{p}c>"
        # 只有格式的空格、空行可以成千上万，一次吞掉。
        rf'|(?:<{p}c r="[A-Z]{{1,3}}\d+"(?: s="\d+")?/>)+|(?:<{p}row\s[^>]*/>)+'
        rf"|<{p}row(\s[^>]*)>|</{p}row>|\s+|(.)"
    )


@cache
def _string_pattern(prefix: str) -> re.Pattern[str]:
    p = re.escape(prefix)
    return re.compile(rf"<{p}si><{p}t(?: [^>/]*)?>([^<]*)</{p}t></{p}si>\s*|(.)")


def read_plain(
    data: bytes, sheet: str, readers: partial[CellReader], room: int = MAX_CELLS
) -> Plain | None:
    """有内容的格和合并区域；不合平常写法时为 None。`room` 是至多读多少格。"""
    opened = _open(data)
    if opened is None:
        return None
    text, prefix, namespace = opened
    opening = f"<{prefix}sheetData>"
    first, last = text.find(opening) + len(opening), text.find(f"</{prefix}sheetData>")
    # 上亿字的也不另抄一份：按起止位置看。
    if not len(opening) <= first <= last or text.find("\r", first, last) >= 0:
        return None
    matches = _cell_pattern(prefix).finditer(text, first, last)
    hidden: set[int] = set()
    cells = _cells(matches, sheet, readers(namespace=f"{{{namespace}}}"), room, hidden)
    if cells is None:
        return None
    areas = re.compile(rf"<{re.escape(prefix)}mergeCell\s[^>]*?\bref=[\"']([^\"']*)")
    return cells, areas.findall(text, last), hidden


def read_plain_strings(data: bytes) -> list[str] | None:
    """共用文字表；不合平常写法时为 None。"""
    opened = _open(data)
    if opened is None:
        return None
    text, prefix, _ = opened
    body, closing, _ = text.partition(f"</{prefix}sst>")
    body = body[body.index(">", body.index(f"<{prefix}sst")) + 1 :].lstrip()
    strings = _string_pattern(prefix).findall(body)
    if not closing or "\r" in body or any(odd for _, odd in strings):
        return None
    return [decode_text(unescape(string)) for string, _ in strings]


def _open(data: bytes) -> tuple[str, str, str] | None:
    """全文、元素前缀、命名空间。命名空间只许在根上声明一次，前缀才到处有效。"""
    data = as_utf8(data)
    if b"<!" in data or data.find(b"<?", 5) >= 0:
        return None
    check_well_formed(data)
    text = data.decode("utf-8-sig")
    root = _ROOT.match(text)
    namespaces = _NAMESPACE.findall(text)
    if root is None or len(namespaces) != 1:
        return None
    prefix = f"{root[1]}:" if root[1] else ""
    declaration = f"xmlns:{root[1]}=" if prefix else "xmlns="
    quoted = (f"{declaration}{quote}{namespaces[0]}{quote}" for quote in "\"'")
    if not any(declared in root[3] for declared in quoted):
        return None
    return text, prefix, namespaces[0]


def _cells(
    matches: Iterable[re.Match[str]], sheet: str, reader: CellReader, room: int, hidden: set[int]
) -> Cells | None:
    cells: Cells = {}
    columns: dict[str, int] = {}
    row, digits = 0, ""
    for match in matches:
        letters, number, style, kind, f_tag, f_text, value, empty, inline, row_tag, odd = (
            match.groups()
        )
        if letters is None:
            if odd is not None:
                return None
            if row_tag is not None:
                written = _ROW_NUMBER.search(row_tag)
                digits = written[1] if written else ""
                row = int(digits or 0)
                if _HIDDEN_ROW.search(row_tag):
                    hidden.add(row)
            continue
        if number != digits:
            return None
        formula = None if f_tag is None else _formula(reader, f_tag, f_text)
        text = value if value is None or "&" not in value else unescape(value)
        if inline is not None:
            inline = decode_text(unescape(inline))
        content = reader.content(style, kind, "" if empty else text, formula, inline)
        if content is not None:
            column = columns.get(letters) or columns.setdefault(letters, column_number(letters))
            cells[row, column] = Cell(sheet, row, column, *content)
            if len(cells) > room:
                raise WorkbookError(TOO_MANY)
    return cells


def _formula(reader: CellReader, tag: str, text: str | None) -> str:
    return reader.formula(unescape(text or ""), dict(_ATTRIBUTE.findall(tag)))
