"""给工作簿的副本放进宏工程：登记部件、给各表写上代码名。别的部件一个字节不动。

Excel 凭代码名（codeName）把工作表与工程里的模块对上；已有的、写法 VBA 认得的代码名照用。
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from perfxl.cells.later import later
from perfxl.errors import WorkbookError
from perfxl.workbook.book_patch import BOOK_ORDER
from perfxl.workbook.marks import SHEET_ORDER
from perfxl.workbook.parts import CONTENT_TYPES, open_book, relations
from perfxl.workbook.registry import add_relation, register_types
from perfxl.workbook.splice import Document, Element

if TYPE_CHECKING:
    from perfxl.workbook.package import Package
    from perfxl.workbook.parts import Book

_MACRO_BOOK = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_PLAIN_BOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_CODE_NAME = later(r"[A-Za-z][A-Za-z0-9_]{0,30}")
_STEMS = {"worksheet": "Sheet", "chartsheet": "Chart"}


@dataclass(frozen=True, slots=True)
class CodeNames:
    """工作簿和各表在宏工程里的名字；`sheets` 是（部件，种类，代码名），按次序。"""

    book: str
    sheets: tuple[tuple[str, str, str], ...]


MakeProject = Callable[[CodeNames], bytes]


def add_project(package: Package, make: MakeProject) -> None:
    """放进 `make` 做的宏工程，工作簿从此是 .xlsm 的内容。"""
    book = open_book(package)
    _refuse(package, book)
    codes = _code_names(package, book)
    project = posixpath.join(posixpath.dirname(book.part), "vbaProject.bin")
    package.put(project, make(codes))
    add_relation(package, book.part, "vbaProject", project, strict=False)
    _set_code_name(package, book.part, "workbookPr", BOOK_ORDER, codes.book)
    for part, _, code in codes.sheets:
        _set_code_name(package, part, "sheetPr", SHEET_ORDER, code)
    register_types(package, {project: "vbaProject"}, ())
    _set_macro_type(package, book.part)


def _refuse(package: Package, book: Book) -> None:
    names = [name.lower() for name in package.names()]
    if any(name.startswith("_xmlsignatures/") for name in names):
        raise WorkbookError("带有数字签名，改动会使签名失效；请另存为一份不带签名的副本，再试")
    if package.has_repeated_names():
        raise WorkbookError("压缩包里有同名部件，不敢改动；请用 Excel 打开后另存一次，再试")
    if any(name.endswith("/vbaproject.bin") for name in names):
        raise WorkbookError("里面已经有宏；按钮只放进没有宏的工作簿，请用原来的 .xlsx")
    if book.strict:
        raise WorkbookError("是“严格的 Open XML”格式，放不进宏；请在 Excel 里另存为普通的 .xlsx")


def _code_names(package: Package, book: Book) -> CodeNames:
    kinds = {relation.id: relation for relation in relations(package, book.part)}
    sheets = [kinds[sheet.rel_id] for sheet in book.sheets]
    if any(sheet.kind not in _STEMS for sheet in sheets):
        raise WorkbookError("里面有旧式的宏表或对话框表，放不进新的宏；请删去那些表后再试")
    own = _code_name(package, book.part, "workbookPr")
    taken = {(own or "ThisWorkbook").lower()}
    kept = []
    for sheet in sheets:
        code = _code_name(package, sheet.target, "sheetPr")
        kept.append(code if code.lower() not in taken else "")
        taken.add(code.lower())
    named = []
    for place, (sheet, code) in enumerate(zip(sheets, kept, strict=True), 1):
        new = code or next(_free(_STEMS[sheet.kind], place, taken))
        taken.add(new.lower())
        named.append((sheet.target, sheet.kind, new))
    return CodeNames(own or "ThisWorkbook", tuple(named))


def _free(stem: str, place: int, taken: set[str]) -> Iterator[str]:
    while True:
        if f"{stem}{place}".lower() not in taken:
            yield f"{stem}{place}"
        place += 1


def _code_name(package: Package, part: str, name: str) -> str:
    """部件现有的代码名；没有，或 VBA 源码页写不出的（汉字），为空串。"""
    document = Document(package.part(part))
    element = document.child(document.root, name)
    code = document.attributes(element).get("codeName", "") if element else ""
    return code if _CODE_NAME.fullmatch(code) else ""


def _set_code_name(package: Package, part: str, name: str, order: Sequence[str], code: str) -> None:
    document = Document(package.part(part))
    element: Element | None = document.child(document.root, name)
    if element is None:
        place = document.slot(order, name)
        document.replace(place, place, document.xml(f'<{name} codeName="{code}"/>'))
    elif document.attributes(element).get("codeName") != code:
        document.set_attributes(element, {"codeName": code})
    package.put(part, document.result())


def _set_macro_type(package: Package, part: str) -> None:
    document = Document(package.part(CONTENT_TYPES))
    for element in document.children(document.root):
        attributes = document.attributes(element)
        if attributes.get("PartName", "").lstrip("/").lower() == part.lower():
            if attributes.get("ContentType") != _PLAIN_BOOK:
                break
            document.set_attributes(element, {"ContentType": _MACRO_BOOK})
            package.put(CONTENT_TYPES, document.result())
            return
    raise WorkbookError("不是普通的 .xlsx 工作簿；请在 Excel 里另存为“Excel 工作簿（*.xlsx）”再试")
