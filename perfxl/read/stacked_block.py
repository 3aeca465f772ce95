"""一条指标分几行写的一块：并成一行一条，画成新的一张表。"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from perfxl.cells.grid import Cell, Sheet
from perfxl.cells.merged import Range
from perfxl.cells.moved import MovedCell, Place, every_cell, moved
from perfxl.cells.names import at_colon
from perfxl.read.heading.column_names import Names
from perfxl.read.recognition.filed import is_named, is_title

_TITLES = {
    "target": "年度指标值", "actual": "实际完成值", "weight": "分值", "points": "得分",
    "reason": "偏差原因分析及改进措施", "evidence": "佐证材料",
}  # fmt: skip
_NAME_LABELS = ("项目名称",)
_OUTSIDE = 20_000  # Excel 的最后一列是 16384


def label_of(text: str) -> tuple[str, str]:
    """名目，和写在同一格里的内容：实际完成：960亩；另占一格的，内容为空。"""
    head, said = at_colon(text)
    return (head, said.strip()) if said.strip() else (text, "")


def _only_said(cell: MovedCell) -> MovedCell:
    """只留冒号后面的内容。"""
    other = moved(cell._replace(raw=label_of(cell.raw)[1]), (cell.row, cell.column))
    other.home, other.whole = cell.home, cell.raw
    return other


@dataclass(frozen=True)
class StackedBlock:
    """分几行写的一块：表头在哪一行，名目在哪一列，各组的行。"""

    sheet: Sheet
    names: Names
    heads: tuple[int, ...]
    column: int
    groups: tuple[tuple[tuple[int, str], ...], ...]

    @cached_property
    def keys(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(key for group in self.groups for _, key in group))

    @cached_property
    def told(self) -> bool:
        """名目和内容写在一格里。"""
        cells = (self.sheet.at(row, self.column) for group in self.groups for row, _ in group)
        return all(label_of(cell.raw)[1] for cell in cells if cell.kind != "blank")

    @cached_property
    def value(self) -> int:
        """写着数的一列：紧挨着名目，或者就是它。"""
        if self.told:
            return self.column
        return self.sheet.area(self.groups[0][0][0], self.column).last_column + 1

    @cached_property
    def right(self) -> int:
        """数占的最后一列。"""
        return self.sheet.area(self.groups[0][0][0], self.value).last_column

    @cached_property
    def shift(self) -> int:
        """右边的列要让出几列。"""
        return max(0, self.column + len(self.keys) - 1 - self.right)

    @cached_property
    def shifted(self) -> frozenset[int]:
        """右边的列要让的行：从表头起，到又起一份表的标题为止。"""
        made, inside = set(), False
        for row in range(1, self.sheet.last_row + 1):
            again = is_title(self.sheet, row) or is_named(self.sheet, row, _NAME_LABELS)
            inside = row in self.heads or (inside and not again)
            made |= {row} if inside else set()
        return frozenset(made)

    @cached_property
    def rows(self) -> Mapping[int, int]:
        """原来的行 → 新的行。"""
        inner = {row for group in self.groups for row, _ in group[1:]}
        made: dict[int, int] = {}
        new = 0
        for row in range(1, self.sheet.last_row + 1):
            new += row not in inner
            made[row] = new
        return made

    def drawn(self) -> Sheet:
        homes = dict(self._places())
        cells = {
            place: moved(self.sheet.cells.get(home) or Cell(self.sheet.name, *home), place)
            for place, home in homes.items()
        }
        for place, home in self._absent():
            homes[place] = home
            cells[place] = moved(Cell(self.sheet.name, *home), place)
        for place in self._told_places() if self.told else ():
            cells[place] = _only_said(cells[place])
        spare = self._left(set(homes.values()))
        homes |= {(cell.row, cell.column): cell.home for cell in spare}
        for place, key in self._titles().items():
            named = self.names.find(cells[place].raw)
            if named is None or named[0] != key:
                home = cells[place].home
                cells[place] = moved(Cell(self.sheet.name, *home, _TITLES[key], "text"), place)
        merged = tuple(area for own in self.sheet.merged if (area := self._area(own)) is not None)
        return replace(self.sheet, cells=cells, merged=merged, homes=homes, aside=spare)

    def _told_places(self) -> Iterator[Place]:
        for group in self.groups:
            for place, key in enumerate(self.keys):
                if key in {own for _, own in group}:
                    yield self.rows[group[0][0]], self.column + place

    def _left(self, taken: set[Place]) -> tuple[MovedCell, ...]:
        """没有搬过去的名目、每行重写的名称：放在表外，只为交代。"""
        cells = (cell for place, cell in sorted(self.sheet.cells.items()) if place not in taken)
        filled = [cell for cell in cells if cell.kind != "blank"]
        return tuple(
            moved(cell, (self.rows[cell.row], _OUTSIDE + number))
            for number, cell in enumerate(filled)
        )

    def _titles(self) -> dict[Place, str]:
        return {
            (self.rows[head], self.column + place): key
            for head in self.heads
            for place, key in enumerate(self.keys)
        }

    def _places(self) -> Iterator[tuple[Place, Place]]:
        """新的地方 → 原来的地方。"""
        within = {row for group in self.groups for row, _ in group}
        # 两格挪到一处的，写着字的在后、为准。
        for cell in sorted(every_cell(self.sheet), key=lambda cell: cell.kind != "blank"):
            row, column = cell.row, cell.column
            inside = row in self.heads and self.column <= column <= self.right
            if row not in within and not inside:
                yield (self.rows[row], self._across(row, column)), (row, column)
        for head in self.heads:
            own = {key: row for row, key in self._first_below(head)}
            for place, key in enumerate(self.keys):
                home = own.get(key, head), self.column
                yield (self.rows[head], self.column + place), home
        for group in self.groups:
            yield from self._group(group)

    def _first_below(self, head: int) -> Sequence[tuple[int, str]]:
        return next(group for group in self.groups if group[0][0] > head)

    def _group(self, group: Sequence[tuple[int, str]]) -> Iterator[tuple[Place, Place]]:
        top = group[0][0]
        new = self.rows[top]
        own = {key: row for row, key in group}
        for place, key in enumerate(self.keys):
            if key in own:
                yield (new, self.column + place), (own[key], self.value)
        spare = self.sheet.last_column + self.shift
        for column in range(1, self.sheet.last_column + 1):
            if self.column <= column <= self.right:
                continue
            cells = [self.sheet.cells.get((row, column)) for row, _ in group]
            filled = [cell for cell in cells if cell is not None and cell.kind != "blank"]
            home = (filled[0].row if filled else top, column)
            yield (new, self._across(top, column)), home
            for cell in filled[1:]:
                if cell.raw != filled[0].raw:  # 几行写得不同：另占一列，不能丢
                    spare += 1
                    yield (new, spare), (cell.row, column)

    def _absent(self) -> Iterator[tuple[Place, Place]]:
        """有的一条没有写的一行（没有原因的）：空着，算在这一条的头一行。"""
        for group in self.groups:
            written = {key for _, key in group}
            for place, key in enumerate(self.keys):
                if key not in written:
                    yield (self.rows[group[0][0]], self.column + place), (group[0][0], self.value)

    def _across(self, row: int, column: int) -> int:
        """这一列挪到哪一列：块以上的不挪；总分写在数那一列的，归得分。"""
        if row not in self.shifted or column < self.value:
            return column
        if column > self.value:
            return column + self.shift
        key = "points" if "points" in self.keys else self.keys[-1]
        return self.column + self.keys.index(key)

    def _area(self, area: Range) -> Range | None:
        """合并区域挪到的地方；只在一条里面竖着合并的不再合并。"""
        if area.last_row > self.sheet.last_row:
            return area if area.last_row < self.heads[0] else None
        inside = area.first_row in self.shifted
        first, last = area.first_column, area.last_column
        if inside and self.column <= first <= last <= self.right:
            return None
        columns = [self._across(area.first_row, column) for column in (first, last)]
        rows = self.rows[area.first_row], self.rows[area.last_row]
        one = rows[0] == rows[1] and columns[0] == columns[1]
        return None if one else Range(rows[0], columns[0], rows[1], columns[1])
