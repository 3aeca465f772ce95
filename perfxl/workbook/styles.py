"""样式表是别人的：只在各组末尾添，相同的不重复添，绝不改动或重排已有的编号。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfxl.errors import WorkbookError
from perfxl.workbook.splice import Document
from perfxl.workbook.xmlsafe import local, parse

if TYPE_CHECKING:
    from lxml.etree import _Element

ORDER = (
    "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs",
    "tableStyles", "colors", "extLst",
)  # fmt: skip
# 头几个编号是保留的：组不在或不满时先补足，我们的才不会占了 0 号。
_RESERVED: dict[str, tuple[str, ...]] = {
    "fonts": ('<font><sz val="11"/><name val="宋体"/><charset val="134"/></font>',),
    "fills": (
        '<fill><patternFill patternType="none"/></fill>',
        '<fill><patternFill patternType="gray125"/></fill>',
    ),
    "borders": ("<border><left/><right/><top/><bottom/><diagonal/></border>",),
    "cellXfs": ('<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>',),
}
_FIRST_CUSTOM_FORMAT = 164
# Excel 的上限是 65 490，留些余地。
_MOST_XFS = 64_000

Shape = tuple[str, tuple[tuple[str, str], ...], tuple["Shape", ...]]


class StyleTable:
    """样式表部件，和要添的几条。"""

    def __init__(self, data: bytes) -> None:
        self._data = data
        root = parse(data)
        self._groups = {local(group): group for group in root}
        self._known: dict[str, dict[Shape, int]] = {}
        self._count: dict[str, int] = {}
        self._added: dict[str, list[str]] = {}

    def intern(self, group: str, xml: str) -> int:
        """一条样式在组里的编号；没有就添上。"""
        known = self._load(group)
        wanted = shape(parse(xml.encode()))
        if wanted not in known:
            if self._count[group] >= _MOST_XFS:
                raise WorkbookError("单元格样式已经多到上限；请用 Excel 清理多余样式后再试")
            known[wanted] = self._add(group, xml)
        return known[wanted]

    def number_format(self, code: str) -> int:
        """自定义数字格式的编号。"""
        group = self._groups.get("numFmts")
        taken: dict[str, int] = {}
        for element in group if group is not None else ():
            taken.setdefault(element.get("formatCode", ""), int(element.get("numFmtId", 0)))
        for xml in self._added.get("numFmts", []):
            element = parse(xml.encode())
            taken[element.get("formatCode", "")] = int(element.get("numFmtId", 0))
        if code not in taken:
            number = max(_FIRST_CUSTOM_FORMAT - 1, *taken.values(), 0) + 1
            self._load("numFmts")
            self._add("numFmts", f'<numFmt numFmtId="{number}" formatCode="{code}"/>')
            return number
        return taken[code]

    @property
    def has_base_formats(self) -> bool:
        """有没有 cellStyleXfs：没有时 xf 不能写 xfId。"""
        return "cellStyleXfs" in self._groups

    def result(self) -> bytes:
        """添好的样式表；没有添的就是原字节。"""
        if not self._added:
            return self._data
        document = Document(self._data)
        for name in ORDER:
            snippets = self._added.get(name)
            if snippets:
                self._write(document, name, "".join(snippets))
        return document.result()

    def _write(self, document: Document, name: str, snippet: str) -> None:
        group = document.child(document.root, name)
        count = str(self._count[name])
        if group is None:
            place = document.slot(ORDER, name)
            xml = document.xml(f'<{name} count="{count}">{snippet}</{name}>')
            document.replace(place, place, xml)
            return
        document.append(group, document.xml(snippet))
        if "count" in document.attributes(group):
            document.set_attributes(group, {"count": count})

    def _load(self, name: str) -> dict[Shape, int]:
        if name not in self._known:
            group = self._groups.get(name)
            known: dict[Shape, int] = {}
            for number, element in enumerate(group if group is not None else ()):
                known.setdefault(shape(element), number)
            self._known[name] = known
            self._count[name] = 0 if group is None else len(group)
            for xml in _RESERVED.get(name, ())[self._count[name] :]:
                known.setdefault(shape(parse(xml.encode())), self._add(name, xml))
        return self._known[name]

    def _add(self, name: str, xml: str) -> int:
        self._added.setdefault(name, []).append(xml)
        self._count[name] += 1
        return self._count[name] - 1


def shape(element: _Element) -> Shape:
    """样式的内容，不论命名空间、属性与下级的次序：Excel 保存后会重排。"""
    attributes = tuple(sorted((str(key), str(value)) for key, value in element.items()))
    return local(element), attributes, tuple(sorted(shape(child) for child in element))


EMPTY = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    f'<fonts count="1">{_RESERVED["fonts"][0]}</fonts>'
    f'<fills count="2">{"".join(_RESERVED["fills"])}</fills>'
    f'<borders count="1">{_RESERVED["borders"][0]}</borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)
