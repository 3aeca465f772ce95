"""清除：属于我们的（标记、批注、结果表、定义名称、样式）都拿走，别的一个字节不动。

样式表、目录这几个部件我们添过又拿走，难免留下 `count`、空的一组之类的痕迹；手边有写回以前的一份、
意思又相同的，就用那一份的原字节。各部件都回到原样的，整个文件就是原来的字节。
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from perfxl.cells.edits import Edits
from perfxl.errors import WorkbookError
from perfxl.ours.signs import MARK_FORMULA
from perfxl.workbook import history, writer
from perfxl.workbook.marks import TRACE
from perfxl.workbook.notes import drop_notes
from perfxl.workbook.ours import our_sheets
from perfxl.workbook.package import Package
from perfxl.workbook.parts import open_book, relations
from perfxl.workbook.registry import in_dialect, register_types, remove_relation
from perfxl.workbook.styles import EMPTY
from perfxl.workbook.stylestrip import strip
from perfxl.workbook.xmlsafe import local, parse

if TYPE_CHECKING:
    from lxml.etree import _Element

    from perfxl.cells.edits import ValueEdit
    from perfxl.workbook.parts import Book


@dataclass(frozen=True, slots=True)
class Cleared:
    """清除之后的字节，和拿走了什么。"""

    data: bytes = field(repr=False)
    sheets: tuple[str, ...] = ()
    marked: int = 0  # 有标记的工作表
    notes: int = 0
    values: int = 0  # 清空了几格程序算的数（核算得分、偏差率）
    original: bool = False  # 与写回以前的一份逐字节相同
    any: bool = False  # 拿走了东西


def clear(target: Path, data: bytes, values: tuple[ValueEdit, ...] = ()) -> Cleared:
    """`target` 的字节清除以后是什么样；`values` 是表样留给程序写的格，清空。"""
    package = Package(data)
    book = open_book(package)
    sheets = tuple(our_sheets(book))
    marked = sum(_is_marked(package, book, sheets))
    writer.apply(package, Edits(values=values))
    notes = sum(
        drop_notes(package, sheet.part) for sheet in open_book(package).sheets if sheet.part
    )
    if book.styles is not None:
        _restyle(package, book, book.styles)
    if package.build() == data:
        return Cleared(data)
    original = _original(target, package)
    if original is not None:
        return Cleared(original, sheets, marked, notes, len(values), original=True, any=True)
    return Cleared(package.build(), sheets, marked, notes, len(values), any=True)


def _restyle(package: Package, book: Book, part: str) -> None:
    """样式表里我们添的拿走；整个部件都是我们添的（原来没有样式表），连登记一起拿走。"""
    left = strip(package, part)
    package.put(part, left)
    if left == in_dialect(EMPTY, strict=book.strict):
        package.drop(part)
        for relation in relations(package, book.part):
            if relation.kind == "styles":
                remove_relation(package, book.part, relation.id)
        register_types(package, {}, [part])


def _is_marked(package: Package, book: Book, ours: tuple[str, ...]) -> list[bool]:
    return [
        TRACE in package.part(sheet.part) and any(_marks(parse(package.part(sheet.part))))
        for sheet in book.sheets
        if sheet.part and sheet.name not in ours
    ]


def _marks(root: _Element) -> list[bool]:
    return [(formula.text or "").strip() == MARK_FORMULA for formula in root.iter("{*}formula")]


def _original(target: Path, package: Package) -> bytes | None:
    """照写回以前的一份把痕迹抹平；全都一样的，返回那一份的字节。"""
    for step in reversed(history.steps(target)):
        if step.before == history.NOTHING:
            continue
        with suppress(WorkbookError, OSError):  # 丢了的、坏了的不作数
            data = history.kept(target, step)
            before = Package(data)
            if our_sheets(open_book(before)):
                continue
            _smooth(package, before)
            return data if _same(package, before) else None
    return None


def _same(package: Package, before: Package) -> bool:
    """各部件都一样。值写过又清了，“打开时重算”的记号还在：只差这一样的也算。"""
    if before.names() != package.names():
        return False
    book = open_book(before).part
    changed = [name for name in before.names() if before.part(name) != package.part(name)]
    if changed != [book]:
        return not changed
    return _meaning(parse(before.part(book)), _AGAIN) == _meaning(parse(package.part(book)), _AGAIN)


def _smooth(package: Package, before: Package) -> None:
    for name in before.names():
        if name in package and name.lower().endswith((".xml", ".rels")):
            old, new = before.part(name), package.part(name)
            if old != new and _meaning(parse(old)) == _meaning(parse(new)):
                package.put(name, old)


Meaning = tuple[str, tuple[tuple[str, str], ...], str, tuple["Meaning", ...]]
_GROUPS = frozenset({"dxfs", "numFmts", "definedNames", "fonts", "fills", "borders", "cellXfs"})


_AGAIN = "fullCalcOnLoad"


def _meaning(element: _Element, also: str = "") -> Meaning:
    """一棵树说了什么：不算 `count`（和 `also`），不算空着的一组。"""
    attributes = sorted(
        (str(key), str(value)) for key, value in element.items() if key not in {"count", also}
    )
    children = [child for child in element if len(child) or local(child) not in _GROUPS]
    text = element.text if not len(element) else ""
    return (
        str(element.tag),
        tuple(attributes),
        text or "",
        tuple(_meaning(child, also) for child in children),
    )
