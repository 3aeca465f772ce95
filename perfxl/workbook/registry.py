"""包里的登记：内容类型与关系。增删部件时跟着增删，其余条目不动。"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from perfxl.workbook.parts import CONTENT_TYPES, relations, rels_name
from perfxl.workbook.splice import Document

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from perfxl.workbook.package import Package

_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml."
TYPES = {
    "worksheet": f"{_SPREADSHEET}worksheet+xml",
    "styles": f"{_SPREADSHEET}styles+xml",
    "drawing": "application/vnd.openxmlformats-officedocument.drawing+xml",
    "chart": "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
    "vbaProject": "application/vnd.ms-office.vbaProject",
}
_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
# 宏工程的关系类型是微软自己的。
_OWN_KINDS = {"vbaProject": "http://schemas.microsoft.com/office/2006/relationships/vbaProject"}
# 标准写法 → 严格写法。我们的新部件按标准写法拼好，放进严格写法的工作簿前换掉。
_STRICT = (
    ("http://schemas.openxmlformats.org/spreadsheetml/2006/main",
     "http://purl.oclc.org/ooxml/spreadsheetml/main"),
    ("http://schemas.openxmlformats.org/officeDocument/2006/relationships",
     "http://purl.oclc.org/ooxml/officeDocument/relationships"),
    ("http://schemas.openxmlformats.org/drawingml/2006/",
     "http://purl.oclc.org/ooxml/drawingml/"),
)  # fmt: skip


def in_dialect(xml: str, *, strict: bool) -> bytes:
    """新部件的字节，用工作簿自己的写法。"""
    for standard, other in _STRICT if strict else ():
        xml = xml.replace(standard, other)
    return xml.encode()


def free_part(package: Package, pattern: str) -> str:
    """第一个没用过的部件名：`xl/worksheets/sheet{}.xml`。"""
    number = 1
    while pattern.format(number) in package:
        number += 1
    return pattern.format(number)


def add_relation(package: Package, part: str, kind: str, target: str, *, strict: bool) -> str:
    """给一个已有关系部件的部件添一条关系，返回它的编号。"""
    used = {relation.id for relation in relations(package, part)}
    number = len(used) + 1
    while f"rId{number}" in used:
        number += 1
    document = Document(package.part(rels_name(part)))
    snippet = _relation(f"rId{number}", kind, part, target)
    document.append(document.root, document.xml(in_dialect(snippet, strict=strict).decode()))
    package.put(rels_name(part), document.result())
    return f"rId{number}"


def remove_relation(package: Package, part: str, rel_id: str) -> None:
    """去掉一条关系。"""
    document = Document(package.part(rels_name(part)))
    for element in document.children(document.root):
        if document.attributes(element).get("Id") == rel_id:
            document.remove(element)
    package.put(rels_name(part), document.result())


def put_single_relation(
    package: Package, part: str, kind: str, target: str, *, strict: bool
) -> None:
    """写一个只有一条关系（rId1）的关系部件。"""
    xml = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<Relationships xmlns="{_PACKAGE}">{_relation("rId1", kind, part, target)}'
        "</Relationships>"
    )
    package.put(rels_name(part), in_dialect(xml, strict=strict))


def _relation(rel_id: str, kind: str, part: str, target: str) -> str:
    relative = posixpath.relpath(target, posixpath.dirname(part))
    full = _OWN_KINDS.get(kind, f"{_RELATIONSHIPS}/{kind}")
    return f'<Relationship Id="{rel_id}" Type="{full}" Target="{relative}"/>'


def reachable(package: Package, starts: Iterable[str], *, barred: frozenset[str]) -> set[str]:
    """从几个部件出发，沿关系走得到的部件；`barred` 里的不进去。"""
    reached: set[str] = set()
    waiting = list(starts)
    while waiting:
        part = waiting.pop()
        for relation in relations(package, part):
            target = relation.target
            if not relation.external and target in package and target not in reached | barred:
                reached.add(target)
                waiting.append(target)
    return reached


def register_types(package: Package, added: Mapping[str, str], gone: Iterable[str]) -> None:
    """内容类型：去掉已不在包里的 `gone`，补上还没登记的 `added`（部件名 → 种类）。"""
    document = Document(package.part(CONTENT_TYPES))
    dropped = {part.lower() for part in gone if part not in package}
    known: set[str] = set()
    for element in document.children(document.root):
        part = document.attributes(element).get("PartName", "").lstrip("/").lower()
        known.add(part)
        if part and part in dropped:
            document.remove(element)
    snippet = "".join(
        f'<Override PartName="/{part}" ContentType="{TYPES[kind]}"/>'
        for part, kind in added.items()
        if part.lower() not in known
    )
    if snippet:
        document.append(document.root, document.xml(snippet))
    package.put(CONTENT_TYPES, document.result())
