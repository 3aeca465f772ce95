"""不是 .xlsx、但读得了的工作簿：旧版 Excel、WPS 表格（.xls、.et）和 OpenDocument（.ods）。

看内容，不看扩展名：改了扩展名的照样认得。
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from perfxl.errors import WorkbookError
from perfxl.workbook.package import Package
from perfxl.workbook.reader import read_package

if TYPE_CHECKING:
    from perfxl.cells.grid import Grid


MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")  # .xls、.et 的外壳


def is_old(data: bytes) -> bool:
    """是不是这几种；.xlsx 和别的文件都不是。"""
    return data.startswith(MAGIC) or (
        data.startswith(b"PK\x03\x04") and Package(data).is_open_document
    )


def read_bytes(data: bytes, file: str) -> Grid:
    """读得了的各种工作簿的字节 → Grid。"""
    if data.startswith(MAGIC):
        from perfxl.workbook.biff import read_stream  # noqa: PLC0415  # 旧格式少，用到才装载

        return read_stream(_workbook_stream(data), file)
    package = Package(data)
    if package.is_open_document:
        from perfxl.workbook.opendocument import read_document  # noqa: PLC0415  # 同上

        return read_document(package, file)
    return read_package(package, file)


def _workbook_stream(data: bytes) -> bytes:
    from perfxl.workbook.foreign import ole_kind  # noqa: PLC0415  # 同上
    from perfxl.workbook.ole import Compound  # noqa: PLC0415  # 同上

    try:
        compound = Compound(data)
        # Excel 97 与 95 都能打开的双份文件里两个流都有，取新的。
        stream = compound.stream("Workbook") or compound.stream("Book")
    except (WorkbookError, struct.error, LookupError):
        stream = None
    if stream is None:
        raise WorkbookError(ole_kind(data))
    return stream
