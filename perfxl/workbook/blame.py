"""出了错，是谁的错：说“文件坏了”之前，先另外查一遍文件，查出坏在哪里才这样说。"""

from __future__ import annotations

import errno
import struct
import zlib
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import BadZipFile, ZipFile

from lxml.etree import LxmlError

from perfxl.cells.later import later
from perfxl.errors import PerfxlError, WorkbookError, write_down

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# 各层没有料到的坏内容最后都落在这几类里。
_DAMAGE = (
    ArithmeticError, AttributeError, BadZipFile, EOFError, ExpatError, LookupError, LxmlError,
    NotImplementedError, RuntimeError, TypeError, ValueError, struct.error, zlib.error,
)  # fmt: skip
_XML = (".xml", ".rels", ".vml")
_NUMBER = later(r"\d{1,10}")
_PLACE = later(r"\$?[A-Za-z]{1,3}\$?\d{1,7}")
_AREA = later(rf"{_PLACE.pattern}(?::{_PLACE.pattern})?")
# 规定写数、写地址的几处：写了别的，是文件的错。
_WRITTEN = {
    "row": {"r": _NUMBER, "s": _NUMBER},
    "c": {"r": _PLACE, "s": _NUMBER},
    "col": {"min": _NUMBER, "max": _NUMBER, "style": _NUMBER},
    "mergeCell": {"ref": _AREA},
    "sheet": {"sheetId": _NUMBER},
    "workbookView": {"activeTab": _NUMBER, "firstSheet": _NUMBER},
    "definedName": {"localSheetId": _NUMBER},
    "xf": {"numFmtId": _NUMBER, "fontId": _NUMBER, "fillId": _NUMBER, "borderId": _NUMBER},
    "numFmt": {"numFmtId": _NUMBER},
}
_REASONS = {
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "分给您的磁盘空间用完了",
    errno.EFBIG: "文件大得超过了限制",
    errno.EROFS: "这个盘是只读的",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EIO: "磁盘或网络出了故障",
    errno.ENOENT: "文件或文件夹不在了",
    errno.ENOTDIR: "路径中间有一段不是文件夹",
    errno.EEXIST: "旁边有同名的文件占着地方",
    errno.ELOOP: "快捷方式（链接）绕成了圈",
    errno.EMFILE: "打开的文件太多",
    errno.EXDEV: "临时文件不在同一个盘上",
}


@contextmanager
def speaking_of(path: Path, data: bytes | None = None) -> Iterator[None]:
    """给每一句话安上文件名；没有料到的错也说成一句话，不让使用者看见程序的内部报错。

    读的不是硬盘上的文件（压缩包里的、上传的），另给 `data`：要查坏在哪里，查的是它。
    """
    name = path.name
    try:
        yield
    except WorkbookError as error:
        raise type(error)(f"{name}：{error}") from error
    except PermissionError as error:
        raise WorkbookError(
            f"{name}：没有权限读写，或正被其他程序占用；请关闭占用它的程序，"
            "或把它复制到自己的文件夹后再试"
        ) from error
    except OSError as error:
        raise WorkbookError(
            f"{name}：磁盘读写失败（{os_reason(error)}）；请检查磁盘空间和网络位置后再试"
        ) from error
    except MemoryError as error:
        raise WorkbookError(
            f"{name}：太大，这台电脑的内存装不下，没有做；请核对是不是填好的表样，"
            "或删去表样以外的内容再试"
        ) from error
    except _DAMAGE as error:
        raise WorkbookError(f"{name}：{_whose(path, data, error)}") from error


def os_reason(error: OSError) -> str:
    """系统说的原因，用中文。"""
    known = _REASONS.get(error.errno or 0)
    return known or f"系统的第 {error.errno} 号错误"


def _whose(path: Path, data: bytes | None, error: Exception) -> str:
    try:
        fault = fault_of(path.read_bytes() if data is None else data)
    except (OSError, LookupError, MemoryError):  # 文件夹、读不到、装不下：说不得文件好坏
        return f"程序没有处理好；{write_down(error, str(path))}，请反馈给 perfxl 的维护者"
    if fault:
        return f"内容损坏，读不下去（{fault}）；请用 Excel 打开修复后另存，再试"
    return (
        f"程序没有处理好，不是文件的错：另外查过，文件是完整的；原文件没有动。"
        f"{write_down(error, str(path))}，请把它和这个文件反馈给 perfxl 的维护者"
    )


def fault_of(data: bytes) -> str:
    """不用读表的那一套，另外查一遍：坏在哪里；没有查出毛病的为空串。"""
    try:
        if data.startswith(b"PK"):
            return _zip_fault(data)
        return _old_fault(data)
    except MemoryError:
        return ""


def _zip_fault(data: bytes) -> str:
    try:
        with ZipFile(BytesIO(data)) as archive:
            broken = archive.testzip()
            if broken is not None:
                return f"压缩包里的 {broken} 校验不符"
            for name in archive.namelist():
                fault = _xml_fault(archive.read(name)) if name.lower().endswith(_XML) else ""
                if fault:
                    return f"部件 {name} {fault}"
    except (BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError,
            struct.error, zlib.error, OSError):  # fmt: skip
        return "压缩包的结构不对"
    return ""


def _xml_fault(data: bytes) -> str:
    """一个部件的毛病：不是完整的 XML，或者规定写数、写地址的地方写的是别的。"""
    wrong: list[str] = []

    def look(element: str, attributes: dict[str, str]) -> None:
        kind = element.rpartition(":")[2]
        for key, pattern in _WRITTEN.get(kind, {}).items():
            value = attributes.get(key)
            if value is not None and pattern.fullmatch(value) is None:
                wrong.append(f"第 {parser.CurrentLineNumber} 行 {kind} 的 {key} 写成了“{value}”")

    parser = ParserCreate()
    parser.StartElementHandler = look
    try:
        parser.Parse(data, True)  # noqa: FBT003  # 标准库的固定参数
    except (ExpatError, ValueError, LookupError):
        return "不是完整的 XML"
    return wrong[0] if wrong else ""


def _old_fault(data: bytes) -> str:
    """旧格式：外壳解得开，里面的记录一条接一条、到结束记录为止，才算完整。"""
    from perfxl.workbook.ole import Compound  # noqa: PLC0415  # 旧格式少，用到才装载

    try:
        compound = Compound(data)
        stream = compound.stream("Workbook") or compound.stream("Book")
        if stream is None:
            return "里面没有工作簿"
        place = 0
        while place < len(stream):
            kind, size = struct.unpack_from("<2H", stream, place)
            place += 4 + size
            if kind == 0x0A and not any(stream[place:]):
                return ""
    except (PerfxlError, struct.error, LookupError, ValueError, ArithmeticError):
        return "旧格式的外壳或记录接不上"
    return "" if place == len(stream) else "旧格式的记录没有完"
