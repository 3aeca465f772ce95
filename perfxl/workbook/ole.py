"""复合文档（.xls、.et 的外壳）：一个文件里的小文件系统，取出其中一个流。

版式见 [MS-CFB]。每条链都数着扇区走，绕圈的、指到文件外面的一律当作损坏。
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from perfxl.errors import WorkbookError

_DAMAGED = "复合文档结构损坏（可能没有传完）；请重新取得这个文件，或用 Excel 打开修复后另存"
_HEADER = 512
_ENTRY = 128
_IN_HEADER = 109
# 大于它的扇区号都是记号：链尾、空闲、表自己占用。
_LAST_SECTOR = 0xFFFFFFFA
_NO_STREAM = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class _Entry:
    """目录里的一项。`left`、`right` 是同级的左右子树，`child` 是下级的树根。"""

    name: str
    left: int
    right: int
    child: int
    start: int
    size: int


class Compound:
    """打开的复合文档。"""

    def __init__(self, data: bytes) -> None:
        if len(data) < _HEADER:
            raise WorkbookError(_DAMAGED)
        self._data = data
        shift, mini_shift = struct.unpack_from("<2H", data, 30)
        if shift not in {9, 12} or mini_shift != 6:
            raise WorkbookError(_DAMAGED)
        self._size, self._mini_size = 1 << shift, 1 << mini_shift
        directory, self._cutoff, mini_table = struct.unpack_from("<I4xII", data, 48)
        self._table = self._numbers(self._table_sectors())
        self._entries = self._read_entries(self._chained(directory))
        if not self._entries:
            raise WorkbookError(_DAMAGED)
        self._mini_table = self._numbers(self._chain(mini_table, self._table))
        self._mini = self._chained(self._entries[0].start)

    def stream(self, name: str) -> bytes | None:
        """最上一级名为 `name` 的流（不分大小写）；没有时为 None。

        嵌在工作簿里的对象也有同名的流，在下一级，不取。
        """
        matches = (entry for entry in self._top() if entry.name.lower() == name.lower())
        entry = next(matches, None)
        if entry is None:
            return None
        if entry.size >= self._cutoff:
            return self._chained(entry.start)[: entry.size]
        size, places = self._mini_size, self._chain(entry.start, self._mini_table)
        return b"".join(self._mini[at * size : (at + 1) * size] for at in places)[: entry.size]

    def _top(self) -> list[_Entry]:
        entries, waiting, seen = [], [self._entries[0].child], set[int]()
        while waiting:
            number = waiting.pop()
            if number == _NO_STREAM or number in seen or number >= len(self._entries):
                continue
            seen.add(number)
            entry = self._entries[number]
            entries.append(entry)
            waiting += [entry.right, entry.left]
        return entries

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        content = self._data[start : start + self._size]
        if not content:
            raise WorkbookError(_DAMAGED)
        return content

    def _numbers(self, sectors: list[int]) -> list[int]:
        content = b"".join(map(self._sector, sectors))
        return [number for (number,) in struct.iter_unpack("<I", content[: len(content) // 4 * 4])]

    def _table_sectors(self) -> list[int]:
        """扇区分配表自己占的扇区：前 109 个写在文件头里，其余的另外串成一链。"""
        sectors = list(struct.unpack_from(f"<{_IN_HEADER}I", self._data, 76))
        (following,) = struct.unpack_from("<I", self._data, 68)
        seen: set[int] = set()
        while following < _LAST_SECTOR:
            if following in seen:
                raise WorkbookError(_DAMAGED)
            seen.add(following)
            *more, following = self._numbers([following])
            sectors += more
        used = [sector for sector in sectors if sector < _LAST_SECTOR]
        if len(set(used)) != len(used):
            raise WorkbookError(_DAMAGED)  # 同一扇区反复当表用，小文件会撑成大内存
        return used

    def _chain(self, start: int, table: list[int]) -> list[int]:
        chain: list[int] = []
        while start < _LAST_SECTOR:
            if start >= len(table) or len(chain) > len(table):
                raise WorkbookError(_DAMAGED)
            chain.append(start)
            start = table[start]
        return chain

    def _chained(self, start: int) -> bytes:
        return b"".join(map(self._sector, self._chain(start, self._table)))

    @staticmethod
    def _read_entries(directory: bytes) -> list[_Entry]:
        entries = []
        for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
            raw = directory[at : at + _ENTRY]
            length = min(64, max(0, struct.unpack_from("<H", raw, 64)[0] - 2))
            name = raw[:length].decode("utf-16-le", "replace")
            left, right, child = struct.unpack_from("<3I", raw, 68)
            start, size = struct.unpack_from("<2I", raw, 116)
            entries.append(_Entry(name, left, right, child, start, size))
        return entries
