"""旧版工作簿流（BIFF）的底层：一条条记录，和记录里的文字、数。

版式见 [MS-XLS]。文字可能在任何一个字处断到下一条“续”记录里，续记录的头一个字节重新说明
后面的字占一个字节还是两个。
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from perfxl.cells.held import clean_text
from perfxl.errors import WorkbookError

_CONTINUE = 0x003C
_WIDE, _PHONETIC, _RICH = 0x01, 0x04, 0x08
BIFF8 = 0x0600

# 代码页编号 → 文字编码；只有 Excel 95 以前的文件用得着。
_CODE_PAGES = {936: "gbk", 950: "big5", 932: "cp932", 949: "cp949", 1252: "cp1252"}


@dataclass(frozen=True, slots=True)
class Record:
    """一条记录；`parts` 是它自己和后面各条续记录的内容。"""

    kind: int
    at: int
    parts: tuple[bytes, ...]

    @property
    def body(self) -> bytes:
        return self.parts[0]


def records(stream: bytes, at: int = 0) -> Iterator[Record]:
    """从 `at` 起的各条记录；续记录并入前一条。"""
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<2H", stream, at)
        start, place = at, at + 4 + length
        if place > len(stream):
            return  # 尾巴断了：前面的已经给出
        parts = [stream[at + 4 : place]]
        while place + 4 <= len(stream):
            more, length = struct.unpack_from("<2H", stream, place)
            if more != _CONTINUE or place + 4 + length > len(stream):
                break
            parts.append(stream[place + 4 : place + 4 + length])
            place += 4 + length
        yield Record(kind, start, tuple(parts))
        at = place


class Text:
    """读记录里的文字；`version` 早于 BIFF8 的按代码页读。"""

    def __init__(self, version: int, code_page: int = 936) -> None:
        self.version = version
        self._encoding = _CODE_PAGES.get(code_page, "gbk")

    def short(self, body: bytes, at: int) -> str:
        """一个字节说长度的文字（表名）。"""
        if self.version < BIFF8:
            return self._narrow(body[at + 1 : at + 1 + body[at]])
        return _Strings((body,), at + 1).characters(body[at], body[at + 1], header=1)

    def long(self, parts: Sequence[bytes], at: int) -> str:
        """两个字节说长度的文字（格里的字、数字格式）。"""
        (length,) = struct.unpack_from("<H", parts[0], at)
        if self.version < BIFF8:
            return self._narrow(b"".join(parts)[at + 2 : at + 2 + length])
        return _Strings(parts, at).item()

    def number_format(self, body: bytes) -> str:
        return self.short(body, 2) if self.version < BIFF8 else self.long((body,), 2)

    def _narrow(self, raw: bytes) -> str:
        return clean_text(raw.decode(self._encoding, "replace"))


def shared(record: Record) -> list[str]:
    """共用文字表。少了的不补：用到时再说文件坏了。"""
    (count,) = struct.unpack_from("<I", record.body, 4)
    strings, texts = _Strings(record.parts, 8), list[str]()
    while len(texts) < count and not strings.at_end:
        texts.append(strings.item())
    return texts


class _Strings:
    """一条记录连同续记录里的文字，从某处起一个接一个地读。"""

    def __init__(self, parts: Sequence[bytes], at: int) -> None:
        self._parts, self._part, self._at = parts, 0, at

    @property
    def at_end(self) -> bool:
        self._step()
        return self._part >= len(self._parts)

    def item(self) -> str:
        """一段带头的文字；分段格式、注音跳过。"""
        length, flags = struct.unpack("<HB", self._take(3))
        runs = struct.unpack("<H", self._take(2))[0] if flags & _RICH else 0
        phonetic = struct.unpack("<I", self._take(4))[0] if flags & _PHONETIC else 0
        text = self.characters(length, flags)
        self._skip(runs * 4 + phonetic)
        return text

    def characters(self, length: int, flags: int, *, header: int = 0) -> str:
        """`length` 个字；遇到续记录，按它头一个字节改单双字节。"""
        self._at += header
        pieces = []
        while length:
            if self._at >= len(self._parts[self._part]):
                self._step()
                if self._part >= len(self._parts):
                    raise WorkbookError("有的文字断了，文件已损坏；请用 Excel 打开修复后另存")
                (flags,) = self._take(1)
            width = 2 if flags & _WIDE else 1
            left = (len(self._parts[self._part]) - self._at) // width
            count = min(length, left)
            if not count:
                raise WorkbookError("有的文字断了，文件已损坏；请用 Excel 打开修复后另存")
            raw = self._take(count * width)
            pieces.append(raw.decode("utf-16-le" if width == 2 else "latin-1", "surrogatepass"))
            length -= count
        whole = "".join(pieces).encode("utf-16-le", "surrogatepass")
        return clean_text(whole.decode("utf-16-le", "replace"))

    def _take(self, count: int) -> bytes:
        self._step()
        if self._part >= len(self._parts):
            raise WorkbookError("有的文字断了，文件已损坏；请用 Excel 打开修复后另存")
        raw = self._parts[self._part][self._at : self._at + count]
        if len(raw) != count:
            raise WorkbookError("有的文字断了，文件已损坏；请用 Excel 打开修复后另存")
        self._at += count
        return raw

    def _skip(self, count: int) -> None:
        while count and self._part < len(self._parts):
            here = min(count, len(self._parts[self._part]) - self._at)
            self._at += here
            count -= here
            if count:
                self._part, self._at = self._part + 1, 0

    def _step(self) -> None:
        """这一条读完了就转到下一条。"""
        while self._part < len(self._parts) and self._at >= len(self._parts[self._part]):
            self._part, self._at = self._part + 1, 0


def packed_number(raw: int) -> str:
    """四个字节的数（RK）：整数或小数的前三十位，可能另外除以一百。"""
    if raw & 2:
        value = raw >> 2
        number = Decimal(value - (1 << 30) if value >> 29 else value)
    else:
        number = Decimal(double(struct.pack("<Q", (raw & 0xFFFFFFFC) << 32)) or "0")
    return plain_number(number / 100 if raw & 1 else number)


def double(raw: bytes) -> str | None:
    """八个字节的数 → 最短的写法；不是数（无穷、非数）时为 None。"""
    (value,) = struct.unpack("<d", raw)
    number = Decimal(repr(value))
    return plain_number(number) if number.is_finite() else None


def plain_number(number: Decimal) -> str:
    """`52`、`0.9997`；很大很小的用指数。"""
    text = f"{number.normalize():f}" if abs(number.adjusted()) < 17 else str(number)
    return "0" if text in {"-0", "0"} else text
