"""指标分左右两半列的（右边又是一套一样的列名）：右边一半接到左边下面来读，地址仍是原来的。

    三级指标 | 指标值 | 得分 | 三级指标 | 指标值 | 得分
    改造小区 | ≥16个  | 10   | 惠及户数 | ≥850户 | 10

左边申报、右边自评的，两半是同一批指标，不接。
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from operator import itemgetter

from perfxl.cells.grid import Sheet
from perfxl.cells.merged import Range
from perfxl.cells.moved import MovedCell, every_cell, moved, rearranged
from perfxl.cells.names import at_colon, key_of
from perfxl.read.catalog import Catalog
from perfxl.read.heading.column_names import Names, rows_by_key
from perfxl.read.indicators.totals import is_total_name
from perfxl.read.spread import is_too_large

JOINED = "；指标分左右几半列的，右边的接到左边下面读的"
_NEED = frozenset({"name", "target"})
_TOTALS = ("总分", "合计", "总计", "自评总分")
_RESULTS = frozenset({"actual", "points"})


def joined_halves(sheet: Sheet, catalog: Catalog) -> Sheet:
    """分左右几半的接好；没有的照原样。"""
    if is_too_large(sheet):
        return sheet
    titles = catalog.name_keys
    done = 0  # 这一行以上的已经接好；一张工作表上摞着几份的，一份一份地接
    while (halves := _first(sheet, catalog.of_indicators, done)) is not None:
        if halves.are_filings(titles, done):
            done = halves.end
            continue
        done = halves.bottom
        sheet = halves.drawn()
    return sheet


def _first(sheet: Sheet, every: Sequence[Names], after: int) -> _Halves | None:
    """第 `after` 行以下，头一处分左右几半的。"""
    among = rows_by_key(sheet)
    found = (
        _halves(sheet, row, names)
        for row, names in sorted(
            ((row, names) for names in every for row in names.rows_twice("name", among)),
            key=itemgetter(0),
        )
        if row > after
    )
    return next((halves for halves in found if halves is not None), None)


def _halves(sheet: Sheet, row: int, names: Names) -> _Halves | None:
    """这一行列着几套一样的列名：第一套从第几列起，一套几列，几套，到哪一行。"""
    found = [(cell.column, named[0]) for cell in sheet.row(row) if (named := names.find(cell.raw))]
    keys = [key for _, key in found]
    if keys.count("name") < 2 or not set(keys) >= _NEED or not _RESULTS & set(keys):
        return None
    firsts = [column for column, key in found if key == keys[0]]
    widths = {after - before for before, after in pairwise(firsts)}
    size = len(keys) // len(firsts)
    same = all(keys[place] == keys[place % size] for place in range(len(keys)))
    if (
        len(widths) != 1
        or size * len(firsts) != len(keys)
        or not same
        or keys.count("name") != len(firsts)
    ):
        return None
    made = _Halves(sheet, row, firsts[0], widths.pop(), len(firsts))
    columns = [column for column, key in found[:size] if key == "name"]
    return made if made.end > row and made.is_apart(columns[0]) else None


@dataclass(frozen=True)
class _Halves:
    """表头在第 `head` 行，第一套从第 `first` 列起，一套占 `width` 列，共 `many` 套。"""

    sheet: Sheet
    head: int
    first: int
    width: int
    many: int

    def columns(self, place: int) -> range:
        start = self.first + place * self.width
        return range(start, start + self.width)

    def _is_inside(self, row: int) -> bool:
        """这一行的格没有跨过两半的：横着盖过去的是下面的文字、总分。"""
        cells = [cell for cell in self.sheet.row(row) if cell.column >= self.first]
        areas = [self.sheet.area(row, cell.column) for cell in cells]
        if not cells or any(is_total_name(cell.raw, _TOTALS) for cell in cells):
            return False
        return all(
            any(area.first_column in half and area.last_column in half for half in self._every)
            for area in areas
        )

    @property
    def _every(self) -> Sequence[range]:
        return [self.columns(place) for place in range(self.many)]

    @property
    def end(self) -> int:
        """两半的指标到哪一行：最后一行右边还写着的。"""
        row = self.head
        while row < self.sheet.last_row and self._is_inside(row + 1):
            row += 1
        right = self.columns(1)[0]
        rows = range(self.head + 1, row + 1)
        written = any(cell.column >= right for below in rows for cell in self.sheet.row(below))
        return row if written else self.head

    def is_apart(self, name: int) -> bool:
        """各半的名称各是各的：右边又写一遍左边的，是自评、复核对着写，不是另一半指标。"""
        rows = range(self.head + 1, self.end + 1)
        each = [
            {key_of(self.sheet.at(row, name + place * self.width).raw) for row in rows} - {""}
            for place in range(self.many)
        ]
        apart = (2 * len(one & other) <= min(len(one), len(other)) for one, other in pairwise(each))
        return all(each) and all(apart)

    def are_filings(self, titles: frozenset[str], after: int) -> bool:
        """各半的上面各写着项目名称：并排的是几份表，不是一份的几半。"""
        rows = (row for row in self.sheet.filled_rows() if after < row < self.head)
        named = {
            (row, max(0, cell.column - self.first) // self.width)
            for row in rows
            for cell in self.sheet.row(row)
            if cell.kind == "text" and key_of(at_colon(cell.raw)[0]) in titles
        }
        return any(sum(row == other for other, _ in named) == self.many for row, _ in named)

    def drawn(self) -> Sheet:
        how = self.sheet.how.removesuffix(JOINED) + JOINED
        return rearranged(self.sheet, self._cells(), self._areas(), how)

    @property
    def bottom(self) -> int:
        """接好以后到哪一行。"""
        return self.end + self._height * (self.many - 1)

    @cached_property
    def _titled(self) -> bool:
        """表头上面一行写着各半是哪一级：产出指标（50分） | 效益指标（40分），各盖着自己的一半。"""
        row = self.head - 1
        cells = [self.sheet.at(row, half[0]) for half in self._every] if row > 0 else []
        areas = [self.sheet.area(row, half[0]) for half in self._every] if row > 0 else []
        whole = all(
            cell.kind == "text"
            and (area.first_row, area.last_row) == (row, row)
            and (area.first_column, area.last_column + 1) == (half[0], half.stop)
            for cell, area, half in zip(cells, areas, self._every, strict=False)
        )
        return bool(cells) and whole and len(self.sheet.row(row)) == self.many

    @property
    def _height(self) -> int:
        return self.end - self.head + self._titled

    def _place(self, row: int, column: int) -> int:
        """在第几半里；块以外的都是 0。"""
        top = self.head - 1 if self._titled and row != self.head else self.head
        inside = top <= row <= self.end and row != self.head and column >= self.first
        place = (column - self.first) // self.width if inside else 0
        return min(place, self.many - 1)

    def _row(self, row: int, column: int) -> int:
        if row > self.end:
            return row + self._height * (self.many - 1)
        down = self._height * self._place(row, column)
        if self._titled and row in {self.head, self.head - 1}:  # 列名挪到各半的名称上面
            down += 1 if row < self.head else -1
        return row + down

    def _column(self, row: int, column: int) -> int:
        return column - self.width * self._place(row, column)

    def _cells(self) -> Iterator[MovedCell]:
        for cell in every_cell(self.sheet):
            row, column = cell.row, cell.column
            yield moved(cell, (self._row(row, column), self._column(row, column)))

    def _areas(self) -> Iterator[Range]:
        for area in self.sheet.merged:
            row, column = area.first_row, area.first_column
            down = self._row(row, column) - row
            left = column - self._column(row, column)
            tall = (
                self._row(area.last_row, column) - area.last_row
                if area.last_row > self.end
                else down
            )
            yield Range(row + down, column - left, area.last_row + tall, area.last_column - left)
