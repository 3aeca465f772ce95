"""哪些工作表是我们的。

每张结果表配一个隐藏的全簿定义名称 `_perfxl_<表名的摘要>`，指着这张表。Excel、WPS、LibreOffice
保存时都留着定义名称，换部件名、挪次序也不影响。摘要里记着当初的表名，于是：
- 使用者把表改了名（想留作备份）：名称跟着指过去，摘要却对不上，从此当作使用者的表；
- 使用者复制了一份：复制出来的名称只限于那张新表，不是全簿的，不算我们的；
- 使用者删了表又另建一张同名的：名称已指向 #REF!，不算我们的。
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from perfxl.workbook.result_sheet import quoted

if TYPE_CHECKING:
    from perfxl.workbook.parts import Book


# 名称开头的记号；不是填报人的东西，读的时候不给后面看。
OURS = "_perfxl_"


def marker(sheet: str) -> str:
    """一张结果表的定义名称。"""
    return OURS + sha256(sheet.encode()).hexdigest()[:12]


def our_sheets(book: Book) -> list[str]:
    """工作簿里现有的、属于我们的表名，按次序。"""
    texts = {name.name: name.text for name in book.names if name.sheet_index is None}
    return [
        sheet.name
        for sheet in book.sheets
        if texts.get(marker(sheet.name), "").startswith(
            (f"{quoted(sheet.name)}!", f"{sheet.name}!")
        )
    ]
