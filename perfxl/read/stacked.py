"""一条指标的目标、完成（得分、原因）分几行写的：并成一行一条来读，每一格记着它真在的地方。

    三级指标 | 项目     | 数值        三级指标 | 年度指标值 | 实际完成值
    维修泵站 | 年初目标 | 6座    →    维修泵站 | 6座        | 6座
    ^        | 实际完成 | 6座

块以上的各行照原样；块里、块下面的往上并，右边的列往右让。
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from perfxl.cells.grid import Cell, Concealed, Grid, Sheet
from perfxl.cells.later import later
from perfxl.cells.merged import Range
from perfxl.cells.moved import MovedCell, Place, moved
from perfxl.cells.names import bare_key_of
from perfxl.cells.quantity import clean
from perfxl.filing.reading import Reading
from perfxl.form.form import Form
from perfxl.read.heading.column_names import Names, names_of
from perfxl.read.recognition.filed import is_named, is_title

UNSTACKED = "；一条指标分几行写的，并成一行一条读的"
_KEYS = frozenset({"target", "actual", "weight", "points", "reason", "evidence"})
_NEED = frozenset({"target", "actual"})
_TITLES = {
    "target": "年度指标值", "actual": "实际完成值", "weight": "分值", "points": "得分",
    "reason": "偏差原因分析及改进措施", "evidence": "佐证材料",
}  # fmt: skip
# 表样没有列出的叫法，只有这样一行一个时才认。
_TOLD = (
    ("target", later(r"(?:年初|年度|全年|本年|预期|绩效)*(?:目标|计划|预期|设定)(?:值|数)?")),
    ("actual", later(r"(?:全年|年度|本年|年末|年底|实际)*(?:完成|实现|达到|实际)(?:值|数|情况)?")),
)
_NAMED = frozenset({"level1", "level2", "name"})
_NAME_LABELS = ("项目名称",)
_LEAST = 2  # 至少两条
_MOST_ROWS, _MOST_COLUMNS = 2000, 60
_OUTSIDE = 20_000  # Excel 的最后一列是 16384


def unstacked(grid: Grid, forms: Sequence[Form]) -> Grid:
    """分几行写的各张并好；没有的照原样。"""
    kinds = dict.fromkeys(form.indicators.column for form in forms if form.stage == "evaluate")
    every = [names_of(columns) for columns in kinds]
    sheets = tuple(_unstacked(sheet, every) for sheet in grid.sheets)
    same = all(other is sheet for other, sheet in zip(sheets, grid.sheets, strict=True))
    return grid if same else replace(grid, sheets=sheets)


def labels_aside(sheet: Sheet) -> tuple[Reading, ...]:
    """没有搬过去的名目，各当作名称。"""
    rows = range(sheet.filled.first_row, sheet.filled.last_row + 1)
    return tuple(
        Reading(cell, "label", clean(cell.raw)) for cell in sheet.aside if cell.row in rows
    )


def _unstacked(sheet: Sheet, every: Sequence[Names]) -> Sheet:
    if sheet.last_row > _MOST_ROWS or sheet.last_column > _MOST_COLUMNS:
        return sheet
    blocks = (block for names in every if (block := _block(sheet, names)) is not None)
    block = next(blocks, None)
    return sheet if block is None else block.drawn()


def _block(sheet: Sheet, names: Names) -> _Block | None:
    """哪一列写着“目标、完成”，轮着写了几回。"""
    for column in range(1, sheet.last_column + 1):
        runs = list(_groups(sheet, names, column))
        heads = tuple(_heads(sheet, names, column, runs)) if len(runs) >= _LEAST else ()
        if heads:
            return _Block(sheet, names, heads, column, tuple(map(tuple, runs)))
    return None


def _heads(sheet: Sheet, names: Names, column: int, runs: Sequence[_Group]) -> Iterator[int]:
    """各块的表头：名目一列的左边写着一级、三级指标，下一行就是一条。"""
    filled = list(sheet.filled_rows())
    firsts = {group[0][0] for group in runs}
    for row, after in pairwise(filled):
        left = (cell for cell in sheet.row(row) if cell.column < column)
        found = {named[0] for cell in left if (named := names.find(cell.raw))}
        if after in firsts and "name" in found and len(found & _NAMED) >= _LEAST:
            yield row


_Group = list[tuple[int, str]]


def _groups(sheet: Sheet, names: Names, column: int) -> Iterator[_Group]:
    """上下挨着的各组：一组一条指标，目标、完成都有，名目不重。"""
    groups: list[_Group] = []
    for row in sheet.filled_rows():
        cell = sheet.cells.get((row, column))
        key = None if cell is None or cell.kind != "text" else _key(cell.raw, names)
        if key is None:
            continue
        near = bool(groups) and row == groups[-1][-1][0] + 1
        if near and key not in {own for _, own in groups[-1]}:
            groups[-1].append((row, key))
        else:
            groups.append([(row, key)])
    fit = [place for place, group in enumerate(groups) if {key for _, key in group} >= _NEED]
    whole = groups[fit[0] : fit[-1] + 1] if fit else []  # 块上面的资金表头也有“分值”
    starts = {group[0][1] for group in whole}
    together = any(one[-1][0] + 1 == two[0][0] for one, two in pairwise(whole))
    if len(starts) == 1 and together and len(whole) == len(fit):
        yield from whole


def _key(text: str, names: Names) -> str | None:
    named = names.find(text)
    if named is not None:
        return named[0] if named[0] in _KEYS else None
    plain = bare_key_of(text)
    return next((key for key, said in _TOLD if said.fullmatch(plain)), None)


@dataclass(frozen=True)
class _Block:
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
    def value(self) -> int:
        """写着数的一列：紧挨着名目。"""
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
        spare = self._left(set(homes.values()))
        homes |= {(cell.row, cell.column): cell.home for cell in spare}
        for place, key in self._titles().items():
            named = self.names.find(cells[place].raw)
            if named is None or named[0] != key:
                home = cells[place].home
                cells[place] = moved(Cell(self.sheet.name, *home, _TITLES[key], "text"), place)
        merged = tuple(area for own in self.sheet.merged if (area := self._area(own)) is not None)
        hidden = {self.rows[row] for row in self.sheet.concealed.rows if row in self.rows}
        shown = {new for row, new in self.rows.items() if row not in self.sheet.concealed.rows}
        return replace(
            self.sheet, cells=cells, merged=merged, homes=homes, aside=spare,
            concealed=Concealed(rows=frozenset(hidden - shown)),
        )  # fmt: skip

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
        for row in range(1, self.sheet.last_row + 1):
            for column in range(1, self.sheet.last_column + 1):
                inside = row in self.heads and self.column <= column <= self.right
                if row not in within and not inside and (row, column) in self.sheet.cells:
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
        columns = [first, last]
        if inside:
            columns = [column + (self.shift if column > self.right else 0) for column in columns]
        rows = self.rows[area.first_row], self.rows[area.last_row]
        one = rows[0] == rows[1] and columns[0] == columns[1]
        return None if one else Range(rows[0], columns[0], rows[1], columns[1])
