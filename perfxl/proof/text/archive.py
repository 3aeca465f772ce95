"""打开一份 .docx 的压缩包：加了密的、损坏的、大得不正常的说一句。"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from lxml import etree

from perfxl.errors import PerfxlError

_MAX_PART = 200 * 1024 * 1024
_MAX_RATIO = 300
_RATIO_FLOOR = 16 * 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class ReportError(PerfxlError):
    """报告读不了。"""


def items_in(archive: ZipFile) -> dict[str, bytes]:
    """perfxl 写报告时记着出处的自定义部件；读不了的当作没有。"""
    fine = (
        info for info in archive.infolist()
        if info.filename.startswith("customXml/item") and info.file_size < _RATIO_FLOOR
    )  # fmt: skip
    try:
        items = {info.filename: archive.read(info) for info in fine}
    except (BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError):
        return {}
    return {name: data for name, data in items.items() if b"urn:perfxl:report" in data}


def archive_of(data: bytes) -> ZipFile:
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise ReportError("设了打开密码，读不了；请去掉密码后另存，再核对")
        raise ReportError("是旧格式 .doc，读不了；请用 Word 或 WPS 另存为 .docx，再核对")
    try:
        return ZipFile(BytesIO(data))
    except (BadZipFile, OSError, ValueError, EOFError) as error:
        raise ReportError(
            "打不开，不是 Word 文档或已经损坏；请用 Word 或 WPS 打开后另存为 .docx，再核对"
        ) from error


def opener(archive: ZipFile) -> Callable[[str], etree._Element | None]:
    names = {info.filename: info for info in archive.infolist()}

    def part(name: str) -> etree._Element | None:
        info = names.get(name)
        if info is None:
            return None
        huge = info.file_size > _RATIO_FLOOR and info.file_size > _MAX_RATIO * info.compress_size
        if info.file_size > _MAX_PART or huge:
            raise ReportError("解开后大得不正常，没有打开；请向来源核实这个文件")
        if info.flag_bits & 1:
            raise ReportError("压缩包设了密码，读不了；请去掉密码后再核对")
        try:
            content = archive.read(info)
            if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
                raise ReportError("内部带有实体定义，正常的文档没有，可能有害；请向来源核实")
            return etree.fromstring(content, _parser())
        except (etree.LxmlError, BadZipFile, zlib.error, NotImplementedError, EOFError) as error:
            raise ReportError(
                "内容损坏，读不下去；请用 Word 或 WPS 打开修复后另存，再核对"
            ) from error

    return part


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
