"""条件格式换的底色：LibreOffice 用单元格样式，一种底色一个样式。"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perfxl.calc.looks import to_int
from perfxl.workbook.look import LEVEL_FILL

if TYPE_CHECKING:
    from perfxl.calc.app import Book

_NAME = "perfxl_fill_"
_USUAL = tuple(to_int(f"#{colour[2:]}") for colour in LEVEL_FILL.values())


def fill_style(book: Book, colour: int) -> str:
    """这种底色的样式叫什么；还没有就建。"""
    name = f"{_NAME}{colour:06X}"
    if not _styles(book.document).hasByName(name):
        sheets = book.document.getSheets()
        if any(sheets.getByIndex(index).isProtected() for index in range(sheets.getCount())):
            book.office.on_main(lambda: _carry_in(book, {colour, *_USUAL}))
        else:
            _create(book.document, colour)
    return name


def _styles(document: Any) -> Any:
    return document.StyleFamilies.getByName("CellStyles")


def _create(document: Any, colour: int) -> None:
    style = document.createInstance("com.sun.star.style.CellStyle")
    _styles(document).insertByName(f"{_NAME}{colour:06X}", style)
    style.CellBackColor = colour


def _carry_in(book: Book, colours: set[int]) -> None:
    """有受保护的表时，LibreOffice 整本不让改样式，却让从别的文档搬进来。"""
    office = book.office
    other = office.desktop.loadComponentFromURL(
        "private:factory/scalc", "_blank", 0, office.properties({"Hidden": True})
    )
    try:
        for colour in sorted(colours):
            _create(other, colour)
        names = ("LoadPageStyles", "OverwriteStyles")
        book.document.StyleFamilies.loadStylesFromDocument(
            other, office.properties({"LoadCellStyles": True, **dict.fromkeys(names, False)})
        )
    finally:
        other.close(True)  # noqa: FBT003  # UNO 的写法
