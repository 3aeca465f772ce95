"""两栏写在一格里的（年度计划 → 实际完成、得分/分值）：拆成两栏来读，地址仍是那一格。"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from perfxl.cells.grid import Cell, Sheet
from perfxl.cells.later import later
from perfxl.cells.merged import Range
from perfxl.cells.moved import MovedCell, Place, every_cell, moved, piece, rearranged
from perfxl.cells.notation import BLANK_MARKS, parse_quantity
from perfxl.cells.quantity import NUMBER, fold
from perfxl.read.catalog import Catalog
from perfxl.read.heading.column_names import Names, may_be_title
from perfxl.read.indicators.totals import is_total_name
from perfxl.read.spread import is_too_large
from perfxl.read.stacked import UNSTACKED
from perfxl.read.told_both import told_both

HALVED = "；两栏写在一格里的，拆成两栏读的"
_APART = later(r"\s*(?:[→⇒➔➜]|[-—–=]+[>＞]|[/／|｜])\s*")
_ARROW = later(r"\s*(?:[→⇒➔➜]|[-—–=]+[>＞])\s*")
_TAIL = later(r"\s*(?:[→⇒➔➜]|[-—–=]+[>＞]|[/／|｜])\s*$")
_SIGN = later(r"[→⇒➔➜>＞/／|｜)）]")  # 没有这些字的，拆不成两半
_BRACKETED = later(r"([^()（）]+)[(（]([^()（）]+)[)）]")
_KEYS = frozenset({"target", "actual", "weight", "points", "initial", "budget", "executed", "rate"})
_DIGIT = later(r"\d")
_SHORT = {"分": "分值"}  # 分/得分
_PLAIN = later(NUMBER)
_TOTALS = ("总分", "合计", "总计", "小计", "自评总分")
Halves = tuple[str, ...]
_LEAST = 2  # 至少两格写着两个；都是数的（10/10）一格也算


def halved_columns(sheet: Sheet, catalog: Catalog) -> Sheet:
    """有两栏写在一格里的拆开；没有的照原样。"""
    if UNSTACKED in sheet.how:
        return sheet  # 一条分几行写的，名目里有“目标/完成”
    if is_too_large(sheet):
        return sheet
    # 先挑出拆得成两栏的：多数的格拆不成，不必一张表样一张表样地去认。
    signed = [cell for cell in sheet.texts if _SIGN.search(cell.raw) and may_be_title(cell)]
    likely = [cell for cell in signed if _are_named(cell, catalog)]
    heads = [cell for cell in likely if any(_is_both(cell, each) for each in catalog.of_columns)]
    pairs: dict[Place, Halves] = {}
    for head in heads:
        pairs |= _Below(sheet, head, heads, catalog.any_column).pairs()
    pairs = pairs or told_both(sheet, catalog.any_column)
    columns = sorted({column for _, column in pairs})
    return _Halved(sheet, pairs, columns).drawn() if columns else sheet


def _are_named(cell: Cell, catalog: Catalog) -> bool:
    parts = [_SHORT.get(part, part) for part in _parts(cell.raw)]
    return len(parts) == 2 and all(map(catalog.any_column.find, parts))


def _is_both(cell: Cell, names: Names) -> bool:
    """一格列名写着两栏：整格不是哪一栏的名称，拆开来各是一栏。"""
    bracketed = _BRACKETED.fullmatch(cell.raw.strip()) is not None  # 得分（分值）
    if names.find(cell.raw) is not None and not bracketed:
        return False
    found = [names.find(_SHORT.get(part, part)) for part in _parts(cell.raw)]
    keys = {named[0] for named in found if named is not None}
    return len(found) == 2 and len(keys) == 2 and keys <= _KEYS


class _Below:
    """列名下面的各格，到同一列又有这样的列名为止。"""

    def __init__(self, sheet: Sheet, head: Cell, heads: Sequence[Cell], names: Names) -> None:
        self.sheet, self.head, self.names = sheet, head, names
        again = (cell.row for cell in heads if cell.column == head.column and cell.row > head.row)
        rows = range(head.row + 1, min(again, default=sheet.last_row + 1))
        cells = [sheet.cells.get((row, head.column)) for row in rows]
        self.filled = [cell for cell in cells if cell is not None and _is_filled(cell)]

    def pairs(self) -> dict[Place, Halves]:
        """列名和写着两个的各格的两半；夹着的、紧接着的一条只写了一个的，是左边一半，右边没有填。"""
        arrow = self._split(_ARROW) if _ARROW.search(self.head.raw) else {}
        made = arrow if len(arrow) >= _LEAST else self._split(None) or arrow
        if not made:
            return {}
        last = max(row for row, _ in made)
        between = [cell for cell in self.filled if cell.row < last and _place(cell) not in made]
        clear = sum(_DIGIT.search(halves[1]) is not None for halves in made.values())
        most = clear if clear >= _LEAST else 0  # 5元/人 不是写着两个
        if (len(between) > most and not arrow) or not all(map(self._is_half, between)):
            return {}
        for cell in (*between, *(self._after(last) if arrow or len(made) >= _LEAST else ())):
            made[_place(cell)] = _one_side(cell.raw)
        return {_place(self.head): _named_parts(self.head.raw)} | made

    def _split(self, apart: re.Pattern[str] | None) -> dict[Place, Halves]:
        """写着两个的各格；照 `apart` 分（目标 → 完成 下面的 5元/人 是一个）。"""
        made: dict[Place, Halves] = {}
        for cell in self.filled:
            if apart is None or apart.search(cell.raw):
                halves = _named_parts(cell.raw)
                made |= {_place(cell): halves} if len(halves) == 2 else {}
        sure = any(all(map(_PLAIN.fullmatch, map(fold, halves))) for halves in made.values())
        return made if len(made) >= _LEAST or sure or apart is not None else {}

    def _is_half(self, cell: Cell) -> bool:
        """与列名一样宽，不是另一个列名。"""
        area, head = (self.sheet.area(one.row, one.column) for one in (cell, self.head))
        return area.last_column == head.last_column and self.names.find(cell.raw) is None

    def _after(self, last: int) -> Iterator[Cell]:
        """紧接着的各行里只写了一个的：左边写着名称的一列、右边写着数的各列，与写着两个的一行一样。"""
        name, values = self._beside(last)
        below = {cell.row: cell for cell in self.filled if cell.row > last}
        row = last + 1
        while (cell := below.get(row)) is not None and self._is_half(cell):
            own, others = self._beside(row)
            first = self.sheet.row(row)[0]
            alike = values and values <= others
            if own != name or is_total_name(first.raw, _TOTALS) or not (_is_number(cell) or alike):
                return
            yield cell
            row += 1

    def _beside(self, row: int) -> tuple[int, frozenset[int]]:
        """左边挨着的一格在第几列，右边写着数的在哪几列。"""
        cells = self.sheet.row(row)
        left = [cell.column for cell in cells if cell.column < self.head.column]
        right = (cell for cell in cells if cell.column > self.head.column)
        values = (cell.column for cell in right if _is_number(cell) or len(_parts(cell.raw)) == 2)
        return max(left, default=0), frozenset(values)


def _is_filled(cell: Cell) -> bool:
    return fold(cell.raw) not in BLANK_MARKS


def _is_number(cell: Cell) -> bool:
    return parse_quantity(cell.raw).is_number


def _place(cell: Cell) -> Place:
    return cell.row, cell.column


def _named_parts(text: str) -> Halves:
    return tuple(_SHORT.get(part, part) for part in _parts(text))


def _one_side(text: str) -> Halves:
    """只写了一半的：≥65% →、→ 63.7%；没有分隔号的是左边一半。"""
    if match := _APART.match(text):
        return "", text[match.end() :].strip()
    return _TAIL.sub("", text).strip(), ""


def _parts(text: str) -> tuple[str, ...]:
    """照分隔号拆成的两半；单位里也有斜线的（元/人），从正中的一个拆开；后一半括着的也是。"""
    if _SIGN.search(text) is None:
        return (text,)
    bracketed = _BRACKETED.fullmatch(text.strip())
    if bracketed:
        return bracketed[1].strip(), bracketed[2].strip()
    arrows = _ARROW.split(text)
    parts = arrows if len(arrows) == 2 else _APART.split(text)
    if len(parts) < 2 or len(parts) % 2 or not all(part.strip() for part in parts):
        return (text,)
    middle = len(parts) // 2
    return "/".join(parts[:middle]).strip(), "/".join(parts[middle:]).strip()


@dataclass(frozen=True)
class _Halved:
    """`pairs` 是写着两个的各格的两半，在 `columns` 这几列。"""

    sheet: Sheet
    pairs: Mapping[Place, Halves]
    columns: Sequence[int]

    def _column(self, column: int) -> int:
        return column + sum(other < column for other in self.columns)

    def drawn(self) -> Sheet:
        return rearranged(self.sheet, self._cells(), self._areas, self.sheet.how + HALVED)

    def _cells(self) -> Iterator[MovedCell]:
        for cell in every_cell(self.sheet):
            row, column = _place(cell)
            halves = self.pairs.get((row, column))
            if halves is None:
                yield moved(cell, (row, self._column(column)))
                continue
            for place, part in enumerate(halves):
                yield piece(cell, part, (row, self._column(column) + place))

    @cached_property
    def _areas(self) -> list[Range]:
        """合并区域照样盖着；没有拆的一格盖着拆开的两列。"""
        made, taken = [], set()
        for area in self.sheet.merged:
            last = self._column(area.last_column) + (area.last_column in self.columns)
            place = area.first_row, area.first_column
            taken |= {place for place in self._alone if area.holds(*place)}
            first = self._column(area.first_column) + (place in self.pairs)  # 右边一半占其余的列
            if place not in self.pairs or last > first:
                made.append(Range(area.first_row, first, area.last_row, last))
        for row, column in self._alone:
            if (row, column) not in taken:
                first = self._column(column)
                made.append(Range(row, first, row, first + 1))
        return made

    @cached_property
    def _alone(self) -> list[tuple[int, int]]:
        """拆开的各列里没有拆的格。"""
        return [
            (row, column)
            for row in self.sheet.filled_rows()
            for column in self.columns
            if (row, column) not in self.pairs
        ]
