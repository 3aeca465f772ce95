"""工作簿文件里哪些工作表是我们的；凭什么认，见 ours/signs.py。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfxl.ours import signs

if TYPE_CHECKING:
    from perfxl.workbook.parts import Book


def our_sheets(book: Book) -> list[str]:
    """工作簿里现有的、属于我们的表名，按次序。"""
    texts = {name.name: name.text for name in book.names if name.sheet_index is None}
    return signs.our_sheets((sheet.name for sheet in book.sheets), texts)
