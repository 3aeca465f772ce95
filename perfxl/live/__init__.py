"""活动工作簿门：开着的工作簿读成 Grid，把 Edits 写回去；写的与文件门写的一样。

只用 xlwings 的公开对象，不碰 `.api`：Excel 里、LibreOffice 里（perfxl.calc）走同一段程序。
标记是同样的条件格式，结果表带同样的定义名称，文件门认得，去得掉；反过来也一样。
不动填报人的格、筛选、打印设置、计算方式；做完回到原来的表、原来选中的格。
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfxl.live.find import find_book, load_lightly, open_books
from perfxl.live.reading import read
from perfxl.live.state import Working
from perfxl.live.troubles import sentence
from perfxl.live.writing import PartlyError, apply, clear

if TYPE_CHECKING:
    from xlwings import Book as Book  # 给标注类型的用；xlwings 是可选的

__all__ = [
    "PartlyError",
    "Working",
    "apply",
    "clear",
    "find_book",
    "load_lightly",
    "open_books",
    "read",
    "sentence",
]
