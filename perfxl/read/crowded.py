"""一行里几条挤着写的各栏：各条写的什么，照编号（没有编号的照先后）对到哪一条。

编号后面紧跟着数的（1.6座）与小数（1.6公里）写得一样：名称一栏编了号的行里才当作编号。
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from perfxl.cells.grid import Cell, Sheet
from perfxl.cells.later import later
from perfxl.cells.notation import parse_quantity
from perfxl.cells.quantity import NUMBER, fold

BREAK = later(r"[;；\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")  # 一行一条（splitlines 认的）、分号
LEAST = 2  # 至少两栏分行写着数
Parts = Mapping[int, Sequence[str]]  # 第几列 → 各条写的
_APART = later(r"[;；]")
_MARK = r"\s*(?:指标)?[(（]?(\d{1,2})(?:[)）]\s*{after}?|\s*{after})\s*"
_SURE = later(_MARK.replace("{after}", r"(?:、|[.．：:](?!\d))"))
_LIKELY = later(_MARK.replace("{after}", r"[.、．：:]"))  # 也可能是小数、比例
_CIRCLED = later(r"\s*([①-⑳]|[一二三四五六七八九十](?=[.、．：:]))\s*[.、．：:]?\s*")
_CIRCLES = {chr(0x2460 + place): place + 1 for place in range(20)}
_CIRCLES |= {letter: place for place, letter in enumerate("一二三四五六七八九十", 1)}
_CURE = later(r"(?:改进|整改|下一步|下步|应对)|(?:拟采取的?)?措施")
_PLAIN = later(NUMBER)
_ENDS = "；;，,、。"
_VALUE = 30  # 再长的是话，不是一个值
_LONGEST_MARK = 10  # 指标（12）：
_MOST_PARTS = 20
_Lines = Mapping[int, Sequence[str]]


def crowded(sheet: Sheet, row: int) -> Parts:
    """这一行里分成几条写的各栏；不是挤着几条的、各栏的行数不一样的为空。

    最左一栏是各条的名称；写着数的各栏以右是原因、备注，行数不必一样。
    """
    every = [cell for cell in sheet.row(row) if cell.kind == "text"]
    if sum(len(_lines(cell)) > 1 for cell in every) < LEAST:
        return {}
    cells = [cell for cell in every if sheet.area(row, cell.column).last_row == row]
    lines = {cell.column: _lines(cell) for cell in cells}
    several = {column: own for column, own in lines.items() if 1 < len(own) <= _MOST_PARTS}
    if sum(all(map(_may_be_value, own)) for own in several.values()) < LEAST:
        return {}  # 多是几句话
    first = min(several, default=0)
    parts = _Row(lines, several, first).parts() if first else {}
    split = [column for column, own in parts.items() if all(map(_is_value, filter(None, own)))]
    last = max(split, default=0)
    # 夹在中间的一栏只写了一个数（完成值少写一条）：不知道是哪一条的，不拆。
    return (
        {} if any(_is_lone(sheet, cell, first, last, parts) for cell in sheet.row(row)) else parts
    )


def _is_lone(sheet: Sheet, cell: Cell, first: int, last: int, parts: Parts) -> bool:
    if not first < cell.column < last or cell.column in parts:
        return False
    area = sheet.area(cell.row, cell.column)
    return area.first_row == area.last_row and parse_quantity(cell.raw).is_number


class _Row:
    """`lines` 是各栏的各行字，`several` 是其中不止一行的，`first` 是名称一栏。"""

    def __init__(self, lines: _Lines, several: _Lines, first: int) -> None:
        self.lines, self.several, self.first = lines, several, first
        self.many = len(several[first])
        self.names = _order(several[first])  # 名称一栏的编号，照写的先后；没有编号的为空
        start = min(self.names, default=0)
        self.start = start or 1  # 接着上一行编的（4.修渠、5.修路），从 4 起
        self.sure = {column: _order(own, start) for column, own in several.items()}
        self.told = {column: self._told(column) for column in several}

    def parts(self) -> Parts:
        """各栏的各条；读不成几条的为空。"""
        told = self.told.items()
        values = [column for column, parts in told if parts and all(map(_is_value, parts))]
        if len(values) < LEAST or self.first in values:
            return {}
        agreed = {column: parts for column, parts in told if len(parts) == self.many}
        if any(column <= max(values) and column not in agreed for column in self.several):
            return {}
        after = {
            column: own
            for column, own in self.lines.items()
            if column > max(values) and not _is_whole(own)
        }
        agreed = {key: parts for key, parts in agreed.items() if key <= max(values) or key in after}
        notes = {column: parts for column, own in after.items() if (parts := self._by_number(own))}
        return agreed | notes

    def _told(self, column: int) -> Sequence[str]:
        """一栏的各条，照名称的先后；编了号而对不上的、说不准是不是编号的为空。"""
        lines, order = self.several[column], self.sure[column]
        if order:
            return self._sorted(lines, order)
        written = [line.rstrip(_ENDS) for line in lines]
        numbered = any(map(_number, lines))
        if column == self.first or (numbered and not self.names and not self._is_mixed(lines)):
            return written
        if numbered or (self.names and self._is_mixed(lines)):
            return ()
        return self._likely(lines, written)

    def _likely(self, lines: Sequence[str], written: Sequence[str]) -> Sequence[str]:
        """没有一条明写着编号的：看名称、旁边的各栏，像编号的去掉，不像的照写的，说不准的为空。"""
        likely = _order(lines, self.start, likely=True)
        parts = self._sorted(lines, likely) if likely else ()
        if not parts or not (self.names or self._has_like(parts)):
            return written
        sure = [own for own in self._numbered() if _units(own) == _units(parts)]
        if any(_is_close(written, own) for own in sure):
            # 4.≥4公里 旁边的 4.2公里 是小数；去掉编号也差得不多的，说不准。
            if not all(_is_close(parts, own) for own in sure):
                return written
            if _may_be_decimals(parts):
                return ()
        beside = self._unnumbered(lines)
        if beside:
            doubtful = self.names and any(_is_nearer(parts, lines, own) for own in beside)
            return () if doubtful else written
        alike, apart = self._has_like(parts), len(set(_units(parts))) == self.many
        if likely == self._places(likely):
            return () if _may_be_decimals(parts) and not alike else parts
        return parts if alike and apart else ()

    def _numbered(self) -> Iterator[Sequence[str]]:
        """旁边明写着编号的各栏，去掉编号、照名称的先后。"""
        for column, own in self.several.items():
            if column != self.first and self.sure[column]:
                yield self._sorted(own, self.sure[column])

    def _places(self, order: Sequence[int]) -> Sequence[int]:
        """各条照什么先后：名称编了号的照名称的。"""
        return self.names if len(self.names) == len(order) else sorted(order)

    def _sorted(self, lines: Sequence[str], order: Sequence[int]) -> Sequence[str]:
        told = dict(zip(order, map(_plain, lines), strict=True))
        return [told[place] for place in self._places(order)]

    def _unnumbered(self, lines: Sequence[str]) -> Sequence[Sequence[str]]:
        """旁边的各栏里单位一样、没有编号的（≥1.5公里、≥2公里）：这一栏的 1.6公里也是小数。"""
        units = _units(map(_plain, lines))
        beside = (own for column, own in self.several.items() if column != self.first)
        return [
            own
            for own in beside
            if _units(own) == units
            and not all(_PLAIN.fullmatch(fold(line)) for line in own)
            and not any(_number(line, likely=True) for line in own)
        ]

    def _has_like(self, parts: Sequence[str]) -> bool:
        """旁边一栏明写着编号，照编号排好，各条的单位与这一栏的一样。"""
        return any(_units(own) == _units(parts) for own in self._numbered())

    def _is_mixed(self, lines: Sequence[str]) -> bool:
        """都当作编号正好接得上，而其中有的整条是一个数（1.6座、2.5）：说不准。"""
        found = [match for line in lines if (match := _LIKELY.match(line))]
        whole = [_PLAIN.fullmatch(fold(line)) is not None for line in lines]
        places = sorted(int(match[1]) for match in found)
        runs = list(range(self.start, self.start + len(lines)))
        return any(whole) and not all(whole) and places == runs

    def _by_number(self, lines: Sequence[str]) -> Sequence[str]:
        """只有几条写了、写着是第几条的（2.停车投诉较多）：各归各的一条。"""
        numbers = [_number(line) for line in lines]
        known = self.names or range(self.start, self.start + self.many)
        if not lines or len(set(numbers)) < len(lines) or not set(numbers) <= set(known):
            return ()
        told = dict(zip(numbers, map(_plain, lines), strict=True))
        return [told.get(place, "") for place in known]


def _is_whole(lines: Sequence[str]) -> bool:
    """一行写原因、一行写措施的，是一段话，不是一条一行。"""
    many = sum(_CURE.match(_plain(line)) is not None for line in lines)
    return 0 < many < len(lines)


def _is_nearer(parts: Sequence[str], lines: Sequence[str], own: Sequence[str]) -> bool:
    """去掉编号的与旁边一栏的差得不多，当作小数的差得远（≥95% 旁边的 1.95%）。"""
    each = [[parse_quantity(text).value for text in texts] for texts in (parts, lines, own)]
    return all(
        plain is not None and whole is not None and other is not None and other > 0
        and other / 2 <= plain <= other * 2 and not other / 2 <= whole <= other * 2
        for plain, whole, other in zip(*each, strict=True)
    )  # fmt: skip


def _is_close(parts: Sequence[str], own: Sequence[str]) -> bool:
    """各条都在旁边一栏的一半到两倍之间。"""
    pairs = [(parse_quantity(part).value, parse_quantity(other).value)
             for part, other in zip(parts, own, strict=True)]  # fmt: skip
    return all(
        value is not None and other is not None and other / 2 <= value <= other * 2
        for value, other in pairs
    )


def _units(parts: Iterable[str]) -> Sequence[str]:
    return [parse_quantity(part).unit for part in parts]


def _lines(cell: Cell) -> Sequence[str]:
    """一行一条（或用分号隔开）写的各条。"""
    lines = cell.raw.splitlines()
    lines = _APART.split(cell.raw) if len(lines) < LEAST else lines
    return [line.strip() for line in lines if line.strip()]


def _order(lines: Sequence[str], start: int = 0, *, likely: bool = False) -> Sequence[int]:
    """各条的编号，正好是 `start`（没有写的，从最小的一个）起挨着的几个、一个不缺的；别的为空。

    有一条明写着编号的（2.≥3座），别的（1.5公里）也是编号。
    """
    likely = likely or any(map(_number, lines))
    order = [_number(line, likely=likely) for line in lines]
    start = start or min(order)
    return order if start and sorted(order) == list(range(start, start + len(lines))) else ()


def _may_be_decimals(parts: Sequence[str]) -> bool:
    """单位都一样的几个数（1.5公里、2.5公里）：也可能是小数。"""
    each = [parse_quantity(part) for part in parts]
    return all(one.is_number for one in each) and len({one.unit for one in each}) == 1


def _number(line: str, *, likely: bool = False) -> int:
    """写着是第几条；没有编号的为 0。"""
    match = _lead(line, likely=likely)
    return 0 if match is None else _CIRCLES.get(match[1]) or int(match[1])


def _lead(line: str, *, likely: bool) -> re.Match[str] | None:
    """`likely` 的，紧跟着数的（1.6座）也算编号；整条就是一个数的，总不是。"""
    if _PLAIN.fullmatch(fold(line)):
        return None
    return _CIRCLED.match(line) or (_LIKELY if likely else _SURE).match(line)


def _plain(line: str) -> str:
    """去掉编号、末尾的标点。"""
    match = _lead(line, likely=True)
    return line[match.end() if match else 0 :].rstrip(_ENDS)


def _may_be_value(line: str) -> bool:
    """连编号、标点在内，短得可能是一个值。"""
    return len(fold(line.rstrip(_ENDS))) <= _VALUE + _LONGEST_MARK


def _is_value(text: str) -> bool:
    if len(text) > _VALUE:
        return False
    quantity = parse_quantity(text)
    return quantity.is_number or quantity.day is not None
