"""OpenDocument 的数字格式：把它的样式元素译成 Excel 的写法（`0.00%`、`#,##0.00`）。"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from perfxl.workbook.xmlsafe import local

if TYPE_CHECKING:
    from lxml.etree import _Element

_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_NUMBER = "{urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
# 样式一层层往上找；绕圈的到这么多层为止。
_DEEPEST = 20
_MOST_PLACES = 30
_DAY_PARTS = {"year": "yyyy", "month": "m", "day": "d", "hours": "h", "minutes": "mm"}


@dataclass(frozen=True, slots=True)
class Formats:
    """样式名 → 数字格式。"""

    data: dict[str, str] = field(default_factory=dict)
    styles: dict[str, tuple[str, str]] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()

    def code(self, style: str) -> str:
        """一个格样式的数字格式；自己没写的看它的上一级。"""
        for _ in range(_DEEPEST):
            data, parent = self.styles.get(style, ("", ""))
            if data or not parent:
                return self.data.get(data, "General")
            style = parent
        return "General"

    def is_hidden(self, style: str) -> bool:
        return style in self.hidden


def read_formats(*roots: _Element | None) -> Formats:
    """内容部件与样式部件里的样式；同名的以前面的为准。"""
    data: dict[str, str] = {}
    styles: dict[str, tuple[str, str]] = {}
    hidden: set[str] = set()
    for root in (given for given in roots if given is not None):
        for element in (*root.iterfind("{*}automatic-styles/*"), *root.iterfind("{*}styles/*")):
            name = element.get(f"{_STYLE}name", "")
            family = element.get(f"{_STYLE}family")
            if str(element.tag).startswith(_NUMBER):
                data.setdefault(name, _code(element))
            elif family == "table-cell":
                pair = (
                    element.get(f"{_STYLE}data-style-name", ""),
                    element.get(f"{_STYLE}parent-style-name", ""),
                )
                styles.setdefault(name, pair)
            elif family == "table" and _is_hidden(element):
                hidden.add(name)
    return Formats(data, styles, frozenset(hidden))


def _is_hidden(style: _Element) -> bool:
    properties = style.iterfind("{*}table-properties")
    return any(element.get(f"{_TABLE}display") == "false" for element in properties)


def _code(style: _Element) -> str:
    pieces = [_piece(child) for child in style]
    return "".join(pieces) or "General"


def _piece(part: _Element) -> str:
    name = local(part)
    if name == "number":
        places = part.get(f"{_NUMBER}decimal-places")
        grouped = part.get(f"{_NUMBER}grouping") == "true"
        if places is None and not grouped:
            return "General" if part.getnext() is None and part.getprevious() is None else "0"
        zeros = "0" * min(int(places or 0), _MOST_PLACES)
        return ("#,##0" if grouped else "0") + (f".{zeros}" if zeros else "")
    if name in {"text", "currency-symbol"}:
        text = part.text or ""
        return text if text in {"%", "-", "/", " ", ""} else f'"{text}"'
    return _DAY_PARTS.get(name, "")
