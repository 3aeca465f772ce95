"""别的程序手里的工作簿：路径、字节、二进制文件、openpyxl Workbook、xlwings Book → Grid。"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from perfxl import workbook
from perfxl.cells.grid import Grid
from perfxl.errors import WorkbookError

if TYPE_CHECKING:
    from openpyxl import Workbook

    from perfxl.live import Book

    Source = str | os.PathLike[str] | bytes | BinaryIO | Workbook | Book

# 说不出文件名的，话里这样称呼它。
NAMELESS = "工作簿"


def grid_of(source: Source) -> Grid:
    """读一个工作簿，不改动它。

    Raises:
        WorkbookError: 不是工作簿，或读不了。
    """
    if isinstance(source, str | os.PathLike):
        return workbook.read(Path(source))
    if isinstance(source, bytes | bytearray | memoryview):
        return workbook.read_data(bytes(source), NAMELESS)
    if _is_a(source, "openpyxl", "Workbook"):
        from perfxl.library.openpyxl_book import read  # noqa: PLC0415  # 手里有它才用

        return read(cast("Workbook", source), NAMELESS)
    if _is_a(source, "xlwings", "Book"):
        return _open_book(source)
    return _stream(source)


def _is_a(source: object, library: str, kind: str) -> bool:
    """是不是那个库的东西；库还没有装载的，不会是。"""
    module = sys.modules.get(library)
    return module is not None and isinstance(source, getattr(module, kind))


def _open_book(book: Any) -> Grid:
    from perfxl import live  # noqa: PLC0415  # 手里有它才用

    try:
        return live.read(book)
    except Exception as error:
        said = live.sentence(error)
        if said is None:
            raise
        raise WorkbookError(said) from error


def _stream(source: Any) -> Grid:
    data = source.read() if callable(getattr(source, "read", None)) else None
    if not isinstance(data, bytes):
        raise WorkbookError(
            f"读不了 {type(source).__name__}；可以给路径、字节、以 rb 打开的文件、"
            "openpyxl 的 Workbook 或 xlwings 的 Book"
        )
    name = getattr(source, "name", None)
    return workbook.read_data(data, Path(name).name if isinstance(name, str) else NAMELESS)
