"""快路：照各家程序平常的写法读工作表和文字表，比通用读法快一倍多。

一处不合平常写法（注释、CDATA、少地址、另换前缀、分段文字……）就整份交给通用读法，
所以两条路的结果相同；有测试逐份样本比对。
"""

from __future__ import annotations

import re
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from perfxl.cells.grid import Cell, column_number
from perfxl.cells.later import later
from perfxl.errors import WorkbookError
from perfxl.workbook.escapes import decode_text
from perfxl.workbook.limits import MAX_CELLS, TOO_MANY
from perfxl.workbook.xmlsafe import as_utf8, check_well_formed, unescape

if TYPE_CHECKING:
    from functools import partial

    from perfxl.workbook.cells import CellReader

Cells = dict[tuple[int, int], Cell]
Plain = tuple[Cells, list[str], set[int]]  # 格、合并区域、藏起来的行

_ROOT = later(rb"\s*(?:<\?xml[^>]*\?>)?\s*<([\w.-]+:)?(worksheet|sst)(\s[^>]*)>")
_NAMESPACE = later(
    rb"=[\"']("
    rb"http://schemas\.openxmlformats\.org/spreadsheetml/2006/main"
    rb"|http://purl\.oclc\.org/ooxml/spreadsheetml/main)[\"']"
)
_ATTRIBUTE = later(r'([\w:]+)="([^"]*)"')
_ROW_NUMBER = later(r'\sr="(\d+)"')
_HIDDEN_ROW = later(r'\s(?:hidden="(?:1|true)"|ht="0(?:\.0+)?")')  # 高度为零也看不见
_ODD_REFERENCE = later(rb"&(?!(?:lt|gt|amp|quot|apos);)")
_CONTROL = bytes(set(range(32)) - set(b"\t\n\r"))


@cache
def _opening(prefix: bytes, name: bytes) -> re.Pattern[bytes]:
    return re.compile(rb"<%s%s(?:\s[^>]*)?(?<!/)>" % (re.escape(prefix), name))


@cache
def _cell_pattern(prefix: str) -> re.Pattern[str]:
    """一格、一行的开头或结尾，或者（最后一项）不合平常写法的一个字符。"""
    p = re.escape(prefix)
    return re.compile(
        rf'<{p}c r="([A-Z]{{1,3}})(\d+)"(?: s="(\d+)")?(?: t="(\w+)")?>'
        rf"(?:<{p}f([^<>]*?)(?:/>|>([^<]*)</{p}f>))?"
        rf"(?:<{p}v>([^<]*)</{p}v>|(<{p}v/>)|<{p}is><{p}t[^<>/]*>([^<]*)</{p}t></{p}is>)?"
        rf"</{p}c>"
        # 只有格式的空格、空行可以成千上万，一次吞掉。
        rf'|(?:<{p}c r="[A-Z]{{1,3}}\d+"(?: s="\d+")?/>)+|(?:<{p}row\s[^<>]*/>)+'
        rf'|<{p}row(?: r="(\d+)")?(\s[^<>]*)?>|</{p}row>|\s+|(.)'
    )


@cache
def _string_pattern(prefix: str) -> re.Pattern[str]:
    p = re.escape(prefix)
    return re.compile(rf"<{p}si><{p}t[^<>/]*>([^<]*)</{p}t></{p}si>\s*|(.)")


def read_plain(
    data: bytes, sheet: str, readers: partial[CellReader], room: int = MAX_CELLS
) -> Plain | None:
    """有内容的格和合并区域；不合平常写法时为 None。`room` 是至多读多少格。"""
    opened = _open(data, "sheetData")
    if opened is None:
        return None
    hidden: set[int] = set()
    cells = _cells(opened, sheet, readers(namespace=f"{{{opened.namespace}}}"), room, hidden)
    if cells is None:
        return None
    areas = re.compile(rf"<{re.escape(opened.prefix)}mergeCell\s[^>]*?\bref=[\"']([^\"']*)")
    return cells, areas.findall(opened.after), hidden


def read_plain_strings(data: bytes) -> list[str] | None:
    """共用文字表；不合平常写法时为 None。"""
    opened = _open(data, "sst")
    if opened is None:
        return None
    strings = _string_pattern(opened.prefix).findall(opened.body.lstrip())
    if any(map(itemgetter(1), strings)):
        return None
    if "&" not in opened.body and "_x" not in opened.body:  # 多数的表，没有一处要换
        return [string for string, _ in strings]
    return [decode_text(unescape(string)) for string, _ in strings]


class _Opened(NamedTuple):
    """一个部件：元素前缀、命名空间，装内容的那个元素里面的字，它后面的字。"""

    prefix: str
    namespace: str
    body: str
    after: str


def _open(data: bytes, name: str) -> _Opened | None:
    """打开一个部件；`name` 是装内容的元素。命名空间只许在根上声明一次，前缀才到处有效。"""
    data = as_utf8(data)
    root = _ROOT.match(data)
    if root is None or _is_special(data, root.end()):
        return None
    prefix = root[1] or b""
    opening = _opening(prefix, name.encode()).search(data)
    first, last = opening.end() if opening else 0, data.rfind(b"</%s%s>" % (prefix, name.encode()))
    if opening is None or last < first or data.find(b"\r", first, last) >= 0:
        return None
    _check(data, first, last)
    after = data[last:]
    namespaces = _NAMESPACE.findall(data[:first] + after)
    declaration = b"xmlns:%s=" % prefix[:-1] if prefix else b"xmlns="
    quoted = (declaration + quote + namespaces[0] + quote for quote in (b'"', b"'") if namespaces)
    if len(namespaces) != 1 or not any(declared in root[3] for declared in quoted):
        return None
    # 上亿字的也只抄一份：按起止位置取。
    body = str(memoryview(data)[first:last], "utf-8")
    if "\ufffe" in body or "\uffff" in body:
        return None
    return _Opened(prefix.decode(), namespaces[0].decode(), body, after.decode())


def _is_special(data: bytes, start: int) -> bool:
    """有没有注释、CDATA、处理指令。单个字节找得快，有了再看是不是。"""
    return (
        (b"!" in data and b"<!" in data)
        or (data.find(b"?", start) >= 0 and data.find(b"<?", start) >= 0)
        or (b"]" in data and b"]]>" in data)
    )


def _check(data: bytes, first: int, last: int) -> None:
    """合不合 XML 的规定。里面（`first`～`last`）的元素另有模式逐个对，只看字；外面的交给解析器。

    里面占一份工作表的多半，解析器再走一遍是白费时间。
    """
    plain = len(data.translate(None, _CONTROL)) == len(data) and not _ODD_REFERENCE.search(data)
    check_well_formed(data[:first] + data[last:] if plain else data)


def _cells(
    opened: _Opened, sheet: str, reader: CellReader, room: int, hidden: set[int]
) -> Cells | None:
    cells: Cells = {}
    columns: dict[str, int] = {}
    rows, row, digits = 0, 0, ""
    read, make = reader.content, tuple.__new__  # 几十万格：Cell(…) 要多走一层
    for match in _cell_pattern(opened.prefix).finditer(opened.body):
        letters, number, style, kind, f_tag, f_text, value, empty, inline, first, row_tag, odd = (
            match.groups()
        )
        if letters is None:
            if odd is not None:
                return None
            if first is not None or row_tag is not None:
                tag = row_tag or ""
                written = None if first else _ROW_NUMBER.search(tag)
                digits = first or (written[1] if written else "")
                row = int(digits or 0)
                rows += 1
                if ("hidden" in tag or 'ht="0' in tag) and _HIDDEN_ROW.search(tag):
                    hidden.add(row)
            continue
        if number != digits:
            return None
        formula = None if f_tag is None else _formula(reader, f_tag, f_text)
        text = value if value is None or "&" not in value else unescape(value)
        if inline is not None:
            inline = decode_text(unescape(inline))
        content = read(style, kind, "" if empty else text, formula, inline)
        if content is not None:
            column = columns.get(letters) or columns.setdefault(letters, column_number(letters))
            cells[row, column] = make(Cell, (sheet, row, column, *content))
            if len(cells) > room:
                raise WorkbookError(TOO_MANY)
    return cells if opened.body.count(f"</{opened.prefix}row>") == rows else None


def _formula(reader: CellReader, tag: str, text: str | None) -> str:
    return reader.formula(unescape(text or ""), dict(_ATTRIBUTE.findall(tag)))
