"""样式表里我们添的几条：在各组末尾、没有谁再用的，拿走；已有的编号一个不动。"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from perfxl.cells.later import later
from perfxl.ours.looks import LEVEL_FILL, LOOKS
from perfxl.workbook.look import alignment, border, fill, font, level_dxf
from perfxl.workbook.splice import Document
from perfxl.workbook.styles import Shape, shape
from perfxl.workbook.xmlsafe import local, parse

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element

    from perfxl.workbook.package import Package

    _Test = Callable[[_Element], bool]

_USED = later(rb"<(?:[\w.-]+:)?(?:c|row|col)\s[^>]*?\s?\b(?:s|style)=[\"'](\d+)[\"']")
_DXF = later(rb"[dD]xfId=[\"'](\d+)[\"']")
_CODE = later(r"0(?:\.0+)?%?")
_IDS = {"fonts": "fontId", "fills": "fillId", "borders": "borderId"}


def strip(package: Package, part: str) -> bytes:
    """拿走以后的样式表；没有可拿的就是原字节。"""
    data = package.part(part)
    root = parse(data)
    groups = {local(group): list(group) for group in root}
    gone = _Gone(groups, _used(package, _USED), _used(package, _DXF)).run()
    if not any(gone.values()):
        return data
    document = Document(data)
    for name, number in gone.items():
        group = document.child(document.root, name) if number else None
        if group is None:
            continue
        children = list(document.children(group))
        if len(children) != len(groups[name]):
            return data  # 有看不明白的写法：一条不动
        if number == len(children):
            document.remove(group)
            continue
        for child in children[-number:]:
            document.remove(child)
        if "count" in document.attributes(group):
            document.set_attributes(group, {"count": str(len(children) - number)})
    return document.result()


def _used(package: Package, pattern: re.Pattern[bytes]) -> set[int]:
    return {
        int(number)
        for name in package.names()
        if name.lower().endswith(".xml")
        for number in pattern.findall(package.part(name))
    }


class _Gone:
    """各组末尾可以拿走几条。先看格的样式，才知道字体、填充、边框还有没有谁用。"""

    def __init__(
        self, groups: dict[str, list[_Element]], used: set[int], used_dxfs: set[int]
    ) -> None:
        self._groups, self._used, self._used_dxfs = groups, used, used_dxfs
        looks = LOOKS.values()
        self._ours: dict[str, set[Shape]] = {
            "fonts": {_shape(font(look)) for look in looks},
            "fills": {_shape(fill(look)) for look in looks},
            "borders": {_shape(border(look)) for look in looks},
            "alignment": {_shape(alignment(look)) for look in looks},
            "dxfs": {_shape(level_dxf(level)) for level in LEVEL_FILL},
        }

    def run(self) -> dict[str, int]:
        cells = self._groups.get("cellXfs", [])
        gone = {"cellXfs": self._count("cellXfs", self._used, self._is_our_format)}
        stay = [*cells[: len(cells) - gone["cellXfs"]], *self._groups.get("cellStyleXfs", [])]
        for group, name in _IDS.items():
            used = {int(xf.get(name, 0)) for xf in stay}
            gone[group] = self._count(group, used, partial(self._is, group))
        gone["dxfs"] = self._count("dxfs", self._used_dxfs, partial(self._is, "dxfs"))
        codes = {xf.get("numFmtId") for xf in stay}
        codes |= {
            element.get("numFmtId")
            for dxf in self._groups.get("dxfs", [])
            for element in dxf.iter("{*}numFmt")
        }
        gone["numFmts"] = self._count("numFmts", set(), lambda element: _is_free(element, codes))
        return gone

    def _count(self, name: str, used: set[int], mine: _Test) -> int:
        """从末尾数起，连着几条是我们的、没有谁用。"""
        group = self._groups.get(name, [])
        count = 0
        for number in range(len(group) - 1, -1, -1):
            if number in used or not mine(group[number]):
                break
            count += 1
        return count

    def _is(self, name: str, element: _Element) -> bool:
        return shape(element) in self._ours[name]

    def _is_our_format(self, xf: _Element) -> bool:
        parts = {local(element): element for element in xf}
        if set(parts) != {"alignment"} or not self._is("alignment", parts["alignment"]):
            return False
        return all(
            (number := int(xf.get(name, -1))) in range(len(self._groups.get(group, [])))
            and self._is(group, self._groups[group][number])
            for group, name in _IDS.items()
        )


def _is_free(element: _Element, used: set[str | None]) -> bool:
    code = element.get("formatCode", "")
    return element.get("numFmtId") not in used and _CODE.fullmatch(code) is not None


def _shape(xml: str) -> Shape:
    return shape(parse(xml.encode()))
