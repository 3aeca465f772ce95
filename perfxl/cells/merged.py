"""合并区域：某一格在哪个区域里。区域盖得再大、再多，也不逐格走。"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from heapq import heappop, heappush
from itertools import product
from typing import NamedTuple

# 合并的格不多于这些时逐格记下，查得最快；平常的表几百格。
_FEW = 20_000


class Range(NamedTuple):
    """矩形区域，行列从 1 起，两端都含。"""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    def holds(self, row: int, column: int) -> bool:
        """那一格在里面。"""
        return (
            self.first_row <= row <= self.last_row
            and self.first_column <= column <= self.last_column
        )


class Areas:
    """一张表的合并区域，截到有内容的范围（到 `last_row`、`last_column`）为止。

    有人会合并整列一百万行，而范围之外反正都是空白。互相重叠的（不合规定），写在后面的算。
    """

    def __init__(self, merged: Sequence[Range], last_row: int, last_column: int) -> None:
        self._last = last_row, last_column
        inside = [area for area in merged if area.first_row <= last_row]
        inside = [area for area in inside if area.first_column <= last_column]
        self.places: dict[tuple[int, int], Range] | None = None
        self._blocks: dict[tuple[int, int], list[tuple[int, Range]]] = {}
        self._strips: dict[tuple[int, int], _Strip] = {}
        if sum(map(self._size, inside)) <= _FEW:
            self.places = {place: area for area in inside for place in self._walk(area)}
            return
        for order, area in enumerate(inside):
            for block in _blocks(area.first_row, min(area.last_row, last_row)):
                self._blocks.setdefault(block, []).append((order, area))
        self._levels = sorted({level for level, _ in self._blocks})

    def at(self, row: int, column: int) -> Range | None:
        """含那一格的合并区域。"""
        if self.places is not None:
            return self.places.get((row, column))
        if row > self._last[0] or column > self._last[1]:
            return None
        strips = (self._strip((level, row >> level)) for level in self._levels)
        over = (strip.at(column) for strip in strips if strip is not None)
        last = max(filter(None, over), key=lambda pair: pair[0], default=None)
        return None if last is None else last[1]

    def _strip(self, block: tuple[int, int]) -> _Strip | None:
        if block in self._blocks:
            self._strips[block] = _Strip(self._blocks.pop(block))
        return self._strips.get(block)

    def _size(self, area: Range) -> int:
        high = min(area.last_row, self._last[0]) - area.first_row + 1
        return high * (min(area.last_column, self._last[1]) - area.first_column + 1)

    def _walk(self, area: Range) -> Iterator[tuple[int, int]]:
        rows = range(area.first_row, min(area.last_row, self._last[0]) + 1)
        return product(rows, range(area.first_column, min(area.last_column, self._last[1]) + 1))


def _blocks(first: int, last: int) -> Iterator[tuple[int, int]]:
    """若干行分成对齐的段，每段 2 的若干次方行：（层，段号）。再多行也不过四十段。"""
    level, end = 0, last + 1
    while first < end:
        if first & 1:
            yield level, first
            first += 1
        if end & 1:
            end -= 1
            yield level, end
        first, end, level = first >> 1, end >> 1, level + 1


class _Strip:
    """盖满同一段行的几个区域，按列分开：从哪一列起是哪个区域（重叠的取写在后面的）。"""

    def __init__(self, areas: Sequence[tuple[int, Range]]) -> None:
        self._starts: list[int] = []
        self._areas: list[tuple[int, Range] | None] = []
        waiting = sorted(areas, key=lambda pair: pair[1].first_column, reverse=True)
        ends = {area.last_column + 1 for _, area in areas}
        open_: list[tuple[int, Range]] = []
        for column in sorted(ends | {area.first_column for _, area in areas}):
            while waiting and waiting[-1][1].first_column <= column:
                order, area = waiting.pop()
                heappush(open_, (-order, area))
            while open_ and open_[0][1].last_column < column:
                heappop(open_)
            self._starts.append(column)
            self._areas.append((-open_[0][0], open_[0][1]) if open_ else None)

    def at(self, column: int) -> tuple[int, Range] | None:
        """那一列上的区域，和它写在第几个。"""
        place = bisect_right(self._starts, column) - 1
        return self._areas[place] if place >= 0 else None
