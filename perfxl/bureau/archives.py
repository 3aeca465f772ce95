"""压缩包里的工作簿：列出来，取一个的字节。只在内存里解，不往硬盘上放。

名字：标了 UTF-8 的照标的；没有标的，中文 Windows 上的工具写的是 GBK，macOS 写的是 UTF-8。
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo

from perfxl.bureau.names import is_archive, is_workbook, refused
from perfxl.errors import WorkbookError
from perfxl.workbook.blame import os_reason

# 一层套一层，比见过的多一倍；一个包里的包、工作簿至多这么大、这么多：解不完的是压缩炸弹。
_DEEPEST = 6
_MOST_BYTES = 200 * 1024 * 1024
_MOST_MEMBERS = 200_000
_CHUNK = 1 << 20
_UTF8 = 0x800
_LOCKED = 0x1
_BROKEN = (BadZipFile, EOFError, struct.error, zlib.error, ValueError)


@dataclass(frozen=True, slots=True)
class Member:
    """包里的一个工作簿，或打不开的一个；`inside` 是一层层的第几个。"""

    name: str  # 包里的位置：里面.zip!夹/自评表.xlsx
    file: str  # 文件名
    inside: tuple[int, ...]
    modified: datetime | None  # 包里没有写、写得不对的为 None
    size: int = 0
    hash: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Contents:
    """一个压缩包里的。"""

    members: tuple[Member, ...]
    others: int  # 不是工作簿的


def contents(path: Path) -> Contents:
    """列出一个压缩包里的工作簿，连同包里的包里的。

    Raises:
        WorkbookError: 整个包打不开。
    """
    others: list[str] = []
    with _speaking():
        members = tuple(_members(path, (), others))
    return Contents(members, len(others))


def load(path: Path, inside: tuple[int, ...]) -> bytes:
    """取一个工作簿的字节。"""
    with _speaking():
        archive = _opened(path, path.stat().st_mtime_ns, inside[:-1])
        return archive.read(archive.infolist()[inside[-1]])


@contextmanager
def _speaking() -> Iterator[None]:
    try:
        yield
    except NotImplementedError:
        raise WorkbookError("压缩的方法不认得；请解开，把里面的放进文件夹") from None
    except RuntimeError:  # 标准库说要口令
        raise WorkbookError("加了密码，打不开；请解开，把里面的放进文件夹") from None
    except _BROKEN:
        raise WorkbookError("压缩包坏了，打不开；请重新要一份") from None
    except PermissionError:
        raise WorkbookError("没有权限读，或正被别的程序占用；请关掉它再试") from None
    except OSError as error:
        raise WorkbookError(f"读不了（{os_reason(error)}）；请检查磁盘和网络位置") from None


@lru_cache(maxsize=_DEEPEST)
def _opened(path: Path, _time: int, inside: tuple[int, ...]) -> ZipFile:
    """打开的包；挨着取几个的，不必一次次打开。"""
    if not inside:
        return ZipFile(path)
    outer = _opened(path, _time, inside[:-1])
    return ZipFile(BytesIO(outer.read(outer.infolist()[inside[-1]])))


def _members(path: Path, inside: tuple[int, ...], others: list[str]) -> Iterator[Member]:
    archive = _opened(path, path.stat().st_mtime_ns, inside)
    entries = archive.infolist()
    if len(entries) > _MOST_MEMBERS:
        raise WorkbookError(f"里面有 {len(entries)} 个文件，多得不正常，没有读；请分成几个包")
    names = {name_of(entry) for entry in entries}
    for number, entry in enumerate(entries):
        name, place = name_of(entry), (*inside, number)
        if why := refused(name):
            yield Member(name, _file(name), place, _time_of(entry), why=why)
        elif is_archive(name):
            yield from _inner(path, place, entry, others)
        elif is_workbook(name, names):
            yield _workbook(archive, entry, place)
        elif not entry.is_dir():
            others.append(name)


def _inner(
    path: Path, place: tuple[int, ...], entry: ZipInfo, others: list[str]
) -> Iterator[Member]:
    """包里的包：打不开的只碍它自己。"""
    name = name_of(entry)
    try:
        with _speaking():
            _require_usual(entry, len(place))
            members = list(_members(path, place, others))
    except WorkbookError as error:
        yield Member(name, _file(name), place, _time_of(entry), why=str(error))
        return
    for member in members:
        time = member.modified or _time_of(entry)
        yield replace(member, name=f"{name}!{member.name}", modified=time)


def _require_usual(entry: ZipInfo, depth: int) -> None:
    if depth >= _DEEPEST:
        raise WorkbookError(f"压缩包一层套一层超过 {_DEEPEST} 层，没有读；请解开后放进文件夹")
    if entry.file_size > _MOST_BYTES:
        most = _MOST_BYTES // 1024 // 1024
        raise WorkbookError(f"解开超过 {most} MB，大得不正常，没有读；请解开后放进文件夹")


def _workbook(archive: ZipFile, entry: ZipInfo, place: tuple[int, ...]) -> Member:
    name, time = name_of(entry), _time_of(entry)
    try:
        with _speaking():
            _require_usual(entry, 0)
            digest = _digest(archive, entry)
    except WorkbookError as error:
        return Member(name, _file(name), place, time, why=str(error))
    return Member(name, _file(name), place, time, entry.file_size, digest)


def _digest(archive: ZipFile, entry: ZipInfo) -> str:
    if entry.flag_bits & _LOCKED:
        raise RuntimeError
    digest = hashlib.sha256()
    with archive.open(entry) as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _file(name: str) -> str:
    return name.rpartition("/")[2]


def name_of(entry: ZipInfo) -> str:
    """人看得懂的名字，斜杠分隔。"""
    name = entry.orig_filename
    if not entry.flag_bits & _UTF8:
        raw = name.encode("cp437", "replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding)
            except UnicodeDecodeError:
                continue
            break
    return name.partition("\0")[0].replace("\\", "/")


def _time_of(entry: ZipInfo) -> datetime | None:
    try:
        return datetime(*entry.date_time)  # noqa: DTZ001  # 包里写的是当地的钟
    except ValueError:
        return None
