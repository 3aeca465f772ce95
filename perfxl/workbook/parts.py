"""部件之间怎么相连：关系、内容类型、工作簿里有哪些工作表。"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from perfxl.errors import WorkbookError
from perfxl.workbook.foreign import refuse_other_office
from perfxl.workbook.xmlsafe import local, parse

if TYPE_CHECKING:
    from lxml.etree import _Element

    from perfxl.workbook.package import Package

CONTENT_TYPES = "[Content_Types].xml"
_TRUE = {"1", "true", "on"}


@dataclass(frozen=True, slots=True)
class Relation:
    """一条关系。`kind` 是类型地址的末段（`worksheet`）：标准与严格两种写法末段相同。"""

    id: str
    kind: str
    target: str
    external: bool


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """工作簿目录里的一张表。图表工作表、宏表、对话框表的 `part` 为空：不读也不写。"""

    name: str
    rel_id: str
    part: str | None
    hidden: bool


@dataclass(frozen=True, slots=True)
class DefinedName:
    """一个定义名称。`sheet_index` 为空时全簿可用。"""

    name: str
    sheet_index: int | None
    text: str


@dataclass(frozen=True)
class Book:
    """工作簿部件说的事。"""

    part: str
    sheets: tuple[SheetEntry, ...]
    names: tuple[DefinedName, ...]
    date1904: bool
    structure_locked: bool
    strict: bool
    styles: str | None
    strings: str | None


def rels_name(part: str) -> str:
    """一个部件的关系部件叫什么。"""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def relations(package: Package, part: str) -> tuple[Relation, ...]:
    """一个部件的全部关系；没有关系部件时为空。`part` 为空串时是整包的。"""
    name = rels_name(part)
    if name not in package:
        return ()
    return tuple(
        _relation(package, part, element)
        for element in parse(package.part(name))
        if local(element) == "Relationship"
    )


def _relation(package: Package, part: str, element: _Element) -> Relation:
    target = element.get("Target", "")
    external = element.get("TargetMode") == "External"
    if not external:
        target = _resolve(package, posixpath.dirname(part), target)
    kind = element.get("Type", "").rpartition("/")[2]
    return Relation(element.get("Id", ""), kind, target, external)


def _resolve(package: Package, folder: str, target: str) -> str:
    """目标写成绝对、相对都行；个别程序把中文名写成 %E8 这样的形式。"""
    target = target.partition("#")[0].replace("\\", "/")
    name = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return name if name in package else unquote(name)


def content_type(package: Package, part: str) -> str:
    """一个部件的内容类型；没有写时为空串。"""
    extension = part.rpartition(".")[2].lower()
    default = ""
    for element in parse(package.part(CONTENT_TYPES)):
        if element.get("PartName", "").lstrip("/").lower() == part.lower():
            return element.get("ContentType", "")
        if local(element) == "Default" and element.get("Extension", "").lower() == extension:
            default = element.get("ContentType", "")
    return default


def open_book(package: Package) -> Book:
    """找到工作簿部件，读出目录。"""
    part = _book_part(package)
    refuse_other_office(content_type(package, part).lower())
    root = parse(package.part(part))
    if local(root) != "workbook":
        raise WorkbookError("里面没有工作簿部件，不是有效的工作簿；请用 Excel 打开修复后另存")
    rels = {relation.id: relation for relation in relations(package, part)}
    sheets = tuple(_sheet_entry(element, rels) for element in root.iterfind("{*}sheets/{*}sheet"))
    if not any(sheet.part for sheet in sheets):
        raise WorkbookError("里面没有普通工作表；请核对是不是填好的表样")
    for sheet in sheets:
        if sheet.part is not None and sheet.part not in package:
            raise WorkbookError(
                f"缺少工作表“{sheet.name}”的内容，文件已损坏；请用 Excel 打开修复后另存"
            )
    return Book(
        part=part,
        sheets=sheets,
        names=tuple(_defined_names(root)),
        date1904=_flag(root.find("{*}workbookPr"), "date1904"),
        structure_locked=_flag(root.find("{*}workbookProtection"), "lockStructure"),
        strict="purl.oclc.org" in str(root.tag),
        styles=_target(rels, "styles", package),
        strings=_target(rels, "sharedStrings", package),
    )


def _book_part(package: Package) -> str:
    for relation in relations(package, ""):
        if relation.kind == "officeDocument" and relation.target in package:
            return relation.target
    if "xl/workbook.xml" in package:
        return "xl/workbook.xml"
    raise WorkbookError("里面没有工作簿部件，不是有效的工作簿；请用 Excel 打开修复后另存")


def _sheet_entry(element: _Element, rels: dict[str, Relation]) -> SheetEntry:
    rel_id = next((str(value) for key, value in element.items() if str(key).endswith("}id")), "")
    relation = rels.get(rel_id)
    if relation is None:
        raise WorkbookError("工作表目录与内容对不上，文件已损坏；请用 Excel 打开修复后另存")
    return SheetEntry(
        name=element.get("name", ""),
        rel_id=rel_id,
        part=relation.target if relation.kind == "worksheet" else None,
        hidden=element.get("state", "visible") != "visible",
    )


def _defined_names(root: _Element) -> list[DefinedName]:
    return [
        DefinedName(
            element.get("name", ""),
            int(element.get("localSheetId", "")) if element.get("localSheetId") else None,
            element.text or "",
        )
        for element in root.iterfind("{*}definedNames/{*}definedName")
    ]


def _flag(element: _Element | None, attribute: str) -> bool:
    return element is not None and element.get(attribute, "").lower() in _TRUE


def _target(rels: dict[str, Relation], kind: str, package: Package) -> str | None:
    targets = (relation.target for relation in rels.values() if relation.kind == kind)
    return next((target for target in targets if target in package), None)
