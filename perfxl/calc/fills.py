"""条件格式换的底色：LibreOffice 用单元格样式，一种底色一个样式。"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perfxl.calc.bridge import ProtectedError
from perfxl.calc.looks import to_rgb

if TYPE_CHECKING:
    from perfxl.calc.app import Book

_NAME = "perfxl_fill_"
# LibreOffice 自带的几个样式：浅红、浅黄、浅绿、浅灰。
_OWN = ("Bad", "Neutral", "Good", "Accent 3")


def fill_style(book: Book, colour: int) -> str:
    """这种底色的样式叫什么；还没有就建。

    有受保护的表时 LibreOffice 整本不让改样式（从别的文档搬样式过来会让它崩溃，7.4 试过），
    就用它自带的样式里颜色最近的。
    """
    home = book.document.StyleFamilies.getByName("CellStyles")
    name = f"{_NAME}{colour:06X}"
    if home.hasByName(name):
        return name
    sheets = book.document.getSheets()
    if any(sheets.getByIndex(index).isProtected() for index in range(sheets.getCount())):
        return _nearest(home, colour)
    style = book.document.createInstance("com.sun.star.style.CellStyle")
    home.insertByName(name, style)
    style.CellBackColor = colour
    return name


def _nearest(home: Any, colour: int) -> str:
    wanted = to_rgb(colour) or (0, 0, 0)
    found: dict[str, int] = {}
    for name in _OWN:
        fill = to_rgb(home.getByName(name).CellBackColor) if home.hasByName(name) else None
        if fill is not None:
            found[name] = sum((one - other) ** 2 for one, other in zip(fill, wanted, strict=True))
    if not found:
        raise ProtectedError
    return min(found, key=lambda name: found[name])
