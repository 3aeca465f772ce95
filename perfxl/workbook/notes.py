"""批注：按钮加的带着我们的记号，清除时连同它的小方框（VML）一起去掉；别人的一条不动。"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from perfxl.cells.grid import column_number
from perfxl.cells.later import later
from perfxl.ours.signs import SIGNATURE
from perfxl.workbook.parts import relations
from perfxl.workbook.registry import register_types, remove_relation
from perfxl.workbook.splice import Document
from perfxl.workbook.xmlsafe import parse

if TYPE_CHECKING:
    from perfxl.workbook.package import Package
    from perfxl.workbook.parts import Relation

_SHAPE = later(rb"<v:shape\b(?:(?!<v:shape\b).)*?</v:shape\s*>\s*", re.DOTALL)
_ROW = later(rb"<x:Row>\s*(\d+)\s*</x:Row>")
_COLUMN = later(rb"<x:Column>\s*(\d+)\s*</x:Column>")
_PLACE = later(r"([A-Z]+)(\d+)")


def drop_notes(package: Package, sheet: str) -> int:
    """去掉一张表上我们的批注，返回几条。"""
    links = {relation.kind: relation for relation in relations(package, sheet)}
    comments = links.get("comments")
    if comments is None or comments.target not in package:
        return 0
    ours = _our_places(package.part(comments.target))
    if not ours:
        return 0
    drawing = links.get("vmlDrawing")
    left = _drop_comments(package, comments.target, ours)
    shapes = _drop_shapes(package, drawing.target, ours) if drawing else False
    if not left:
        _unlink(package, sheet, comments)
        if drawing is not None and not shapes:
            _drop_legacy(package, sheet, drawing)
            _unlink(package, sheet, drawing)
    return len(ours)


def _our_places(data: bytes) -> set[tuple[int, int]]:
    places = set()
    for comment in parse(data).iter("{*}comment"):
        text = "".join(element.text or "" for element in comment.iter("{*}t"))
        match = _PLACE.fullmatch(comment.get("ref", ""))
        if match and text.rstrip().endswith(SIGNATURE):
            places.add((int(match[2]), column_number(match[1])))
    return places


def _drop_comments(package: Package, part: str, ours: set[tuple[int, int]]) -> bool:
    """返回还有没有别的批注。"""
    document = Document(package.part(part))
    left = False
    for comment in document.children(document.need("commentList")):
        match = _PLACE.fullmatch(document.attributes(comment).get("ref", ""))
        if match and (int(match[2]), column_number(match[1])) in ours:
            document.remove(comment)
        else:
            left = True
    package.put(part, document.result())
    return left


def _drop_shapes(package: Package, part: str, ours: set[tuple[int, int]]) -> bool:
    """返回还有没有别的图形。"""

    def keep(match: re.Match[bytes]) -> bytes:
        row, column = _ROW.search(match[0]), _COLUMN.search(match[0])
        mine = row and column and (int(row[1]) + 1, int(column[1]) + 1) in ours
        return b"" if mine else match[0]

    data = _SHAPE.sub(keep, package.part(part))
    package.put(part, data)
    return _SHAPE.search(data) is not None


def _unlink(package: Package, sheet: str, relation: Relation) -> None:
    package.drop(relation.target)
    remove_relation(package, sheet, relation.id)
    register_types(package, {}, [relation.target])


def _drop_legacy(package: Package, sheet: str, drawing: Relation) -> None:
    document = Document(package.part(sheet))
    for element in document.children(document.root):
        names = document.attributes(element)
        if element.name == "legacyDrawing" and drawing.id in names.values():
            document.remove(element)
    package.put(sheet, document.result())
