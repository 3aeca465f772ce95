"""工作簿的压缩包：有限度地解开，未动的成员连同头部原样抄回。"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from perfxl.errors import WorkbookError
from perfxl.workbook.foreign import is_spreadsheet, refuse_foreign, refuse_other_zip

if TYPE_CHECKING:
    from collections.abc import Iterator

# 上限取得比见过的最大的自评表宽一百倍，又远在一台办公电脑的内存之内。
MAX_FILE = 200 * 1024 * 1024
MAX_TOTAL = 1024 * 1024 * 1024
MAX_MEMBERS = 20_000
# 表格的 XML 压缩比通常 5–40 倍，整张空格式可到百余倍；炸弹在千倍上下。小部件不论。
MAX_RATIO = 300
_RATIO_FLOOR = 16 * 1024 * 1024

_DAMAGED = "压缩结构损坏（可能没有传完）；请重新取得这个文件，或用 Excel 打开修复后另存"
_FULL_32 = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class _Record:
    """原包里的一个成员：连头带尾的原字节，和它在目录里的原条目。"""

    info: ZipInfo
    entry: bytes
    body_start: int
    end: int


class Package:
    """一个打开的包。`part` 读，`put`、`drop` 改，`build` 得到新的整包字节。"""

    def __init__(self, data: bytes) -> None:
        if len(data) > MAX_FILE:
            raise WorkbookError(f"超过 {MAX_FILE // 1024 // 1024} MB，不像自评表；请核对文件")
        refuse_foreign(data)
        self._data = data
        with ZipFile(BytesIO(data)) as archive:
            infos = archive.infolist()
            self._comment = archive.comment
            _check_limits(infos)
            self._records = list(_records(data, infos, archive.start_dir))
        self._index = {record.info.filename: record for record in self._records}
        self._actual = {_plain(name): name for name in self._index}
        self._cache: dict[str, bytes] = {}
        self._changed: dict[str, bytes | None] = {}
        mimetype = self.part("mimetype") if "mimetype" in self else b""
        refuse_other_zip(frozenset(self._actual), mimetype)
        self.is_open_document = is_spreadsheet(mimetype)

    def __contains__(self, name: str) -> bool:
        name = self._name(name)
        return self._changed[name] is not None if name in self._changed else name in self._index

    def names(self) -> list[str]:
        """现有成员，按包里的次序，新加的在后。"""
        known = [record.info.filename for record in self._records]
        return [name for name in dict.fromkeys([*known, *self._changed]) if name in self]

    def has_repeated_names(self) -> bool:
        """有同名成员：各家程序取哪一个说法不一，写回前要拒绝。"""
        return len(self._actual) != len(self._records)

    def part(self, name: str) -> bytes:
        """一个部件现在的内容。没有时抛 KeyError。"""
        name = self._name(name)
        if name in self._changed:
            content = self._changed[name]
            if content is None:
                raise KeyError(name)
            return content
        return self._original(name)

    def put(self, name: str, content: bytes) -> None:
        """换掉或新加一个部件。与原内容相同等于没动。"""
        name = self._name(name)
        self._actual.setdefault(_plain(name), name)
        self._changed[name] = content

    def drop(self, name: str) -> None:
        """去掉一个部件；没有也无妨。"""
        name = self._name(name)
        if name in self:
            self._changed[name] = None

    def build(self, *, comment: bytes | None = None) -> bytes:
        """新的整包。一个部件都没变、也不另写压缩包的注释时就是原字节。"""
        changed = {name: new for name, new in self._changed.items() if self._differs(name, new)}
        comment = self._comment if comment is None else comment
        if not changed and comment == self._comment:
            return self._data
        return _build(self._data, self._records, changed, comment)

    def _differs(self, name: str, content: bytes | None) -> bool:
        if name not in self._index:
            return content is not None
        return content is None or self._original(name) != content

    def _name(self, name: str) -> str:
        # 部件名按规定不分大小写；也有程序在压缩包里写反斜杠。
        return name if name in self._index else self._actual.get(_plain(name), name)

    def _original(self, name: str) -> bytes:
        if name not in self._cache:
            self._cache[name] = _inflate(self._data, self._index[name])
        return self._cache[name]


def _plain(name: str) -> str:
    return name.replace("\\", "/").lower()


def _check_limits(infos: list[ZipInfo]) -> None:
    if len(infos) > MAX_MEMBERS or sum(info.file_size for info in infos) > MAX_TOTAL:
        raise WorkbookError("解开后大得不正常，像是压缩炸弹，没有打开；请向来源核实这个文件")
    for info in infos:
        if info.file_size > _RATIO_FLOOR and info.file_size > MAX_RATIO * info.compress_size:
            raise WorkbookError("压缩比高得不正常，像是压缩炸弹，没有打开；请向来源核实这个文件")
        if info.flag_bits & 0x1:
            raise WorkbookError("压缩包设了密码；请去掉密码后再试")


def _records(data: bytes, infos: list[ZipInfo], start_dir: int) -> Iterator[_Record]:
    """目录条目与成员配对。成员到下一个成员的头部为止：数据描述符、补位都算它的。"""
    starts = sorted({info.header_offset for info in infos} | {start_dir})
    following = dict(pairwise(starts))
    position = start_dir
    for info in infos:
        if data[position : position + 4] != b"PK\x01\x02":
            raise WorkbookError(_DAMAGED)
        size = 46 + sum(struct.unpack_from("<3H", data, position + 28))
        start = info.header_offset
        if data[start : start + 4] != b"PK\x03\x04":
            raise WorkbookError(_DAMAGED)
        body = start + 30 + sum(struct.unpack_from("<2H", data, start + 26))
        end = following.get(start, start)
        if body + info.compress_size > end:
            raise WorkbookError(_DAMAGED)  # 成员互相重叠，也是一种炸弹
        yield _Record(info, data[position : position + size], body, end)
        position += size


def _inflate(data: bytes, record: _Record) -> bytes:
    """解一个成员，至多解出目录里声明的大小，并核对校验和。"""
    info = record.info
    body = memoryview(data)[record.body_start : record.body_start + info.compress_size]
    if info.compress_type == ZIP_STORED:
        content = bytes(body)
    elif info.compress_type == ZIP_DEFLATED:
        inflater = zlib.decompressobj(-15)
        content = inflater.decompress(body, info.file_size + 1)
    else:
        raise WorkbookError("用了少见的压缩方法；请用 Excel 打开后另存为 .xlsx")
    if len(content) != info.file_size or zlib.crc32(content) != info.CRC:
        raise WorkbookError(_DAMAGED)
    return content


def _build(
    data: bytes, records: list[_Record], changed: dict[str, bytes | None], comment: bytes
) -> bytes:
    out = bytearray()
    directory = bytearray()
    count = 0
    pending = dict(changed)
    for record in records:
        name = record.info.filename
        offset = len(out)
        if name not in changed:
            out += data[record.info.header_offset : record.end]
            directory += _moved(record.entry, offset)
        else:
            content = pending.pop(name)
            if content is None:
                continue
            header, entry = _member(name, content, record.info, offset)
            out += header
            directory += entry
        count += 1
    for name, content in pending.items():
        if content is not None:
            header, entry = _member(name, content, None, len(out))
            out += header
            directory += entry
            count += 1
    tail = struct.pack(
        "<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(directory), len(out), len(comment)
    )
    return bytes(out + directory + tail + comment)


def _moved(entry: bytes, offset: int) -> bytes:
    """目录条目除位置外原样；位置写在 zip64 附加段里的，改那里的八个字节。"""
    compressed, size = struct.unpack_from("<2L", entry, 20)
    (old,) = struct.unpack_from("<L", entry, 42)
    if old != _FULL_32:
        return entry[:42] + struct.pack("<L", offset) + entry[46:]
    position = 46 + struct.unpack_from("<H", entry, 28)[0]
    while struct.unpack_from("<H", entry, position)[0] != 1:
        position += 4 + struct.unpack_from("<H", entry, position + 2)[0]
    position += 4 + 8 * (size == _FULL_32) + 8 * (compressed == _FULL_32)
    return entry[:position] + struct.pack("<Q", offset) + entry[position + 8 :]


def _member(name: str, content: bytes, old: ZipInfo | None, offset: int) -> tuple[bytes, bytes]:
    """一个新写的成员：头部＋数据，和它的目录条目。

    时间沿用原成员的（新成员用 1980-01-01），写两次才会逐字节相同。
    """
    year, month, day, hour, minute, second = old.date_time if old else (1980, 1, 1, 0, 0, 0)
    date = (year - 1980) << 9 | month << 5 | day
    time = hour << 11 | minute << 5 | second // 2
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    packed = packer.compress(content) + packer.flush()
    raw_name = name.encode()
    flags = 0 if name.isascii() else 0x800
    common = struct.pack(
        "<5H3L2H", 20, flags, ZIP_DEFLATED, time, date,
        zlib.crc32(content), len(packed), len(content), len(raw_name), 0,
    )  # fmt: skip
    attributes = old.external_attr if old else 0
    entry = b"PK\x01\x02" + struct.pack("<H", 20) + common
    entry += struct.pack("<3H2L", 0, 0, 0, attributes, offset) + raw_name
    return b"PK\x03\x04" + common + raw_name + packed, entry
