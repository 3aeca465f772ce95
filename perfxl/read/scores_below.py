"""指标值、完成值一块，分值、得分在下面另成一块：照指标名称把得分接到右边来读，地址仍是原来的。

    三级指标 | 年度指标值 | 实际完成值        三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
    安置人数 | ≥500人     | 480人       →    安置人数 | ≥500人     | 480人      | 30   | 28.8
    三级指标 | 分值 | 得分
    安置人数 | 30   | 28.8

名称对不上的不接。
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from perfxl.cells.grid import Cell, Sheet
from perfxl.cells.later import later
from perfxl.cells.merged import Range
from perfxl.cells.moved import MovedCell, every_cell, moved, piece, rearranged
from perfxl.cells.names import key_of, undecorated
from perfxl.cells.quantity import fold
from perfxl.read.catalog import Catalog
from perfxl.read.funds.execution import is_rate_name
from perfxl.read.heading.column_names import Names, rows_by_key
from perfxl.read.indicators.totals import is_total_name
from perfxl.read.spread import is_too_large

_JOINED = "；分值、得分另成一块的，照指标名称接到右边读的"
_TOTALS = ("总分", "合计", "总计", "自评总分")
_VALUES = frozenset({"target", "actual"})
_SCORES = frozenset({"weight", "points"})
_MOST_ROWS = 200
_CAPTION = later(r"(?:[一二三四五六七八九十]+|[(（][一二三四五六七八九十]+[)）])[、.．]?\D{2,16}")
_LEAST = 2  # 至少两条


def with_scores_below(sheet: Sheet, catalog: Catalog) -> Sheet:
    """得分一块接好；没有的、对不上的照原样。"""
    if is_too_large(sheet) or sheet.homes:
        return sheet
    among, every = rows_by_key(sheet), catalog.every_column
    if not any(_is_low(_keys(sheet, row, every)) for row in every.rows(among)[:_MOST_ROWS]):
        return sheet  # 多数的表，没有这样一块，不必一张表样一张表样地看
    for names in catalog.of_indicators:
        heads = {row: _keys(sheet, row, names) for row in names.rows(among)[:_MOST_ROWS]}
        for low in (row for row, keys in heads.items() if _is_low(keys)):
            top = max((row for row in heads if row < low and _is_top(heads[row])), default=0)
            block = _Block(sheet, top, low, heads[top]["name"], heads[low]["name"]) if top else None
            if block is not None and block.fits():
                return block.drawn()
    return sheet


def _is_top(keys: dict[str, int]) -> bool:
    return "name" in keys and bool(_VALUES & keys.keys()) and not _SCORES & keys.keys()


def _is_low(keys: dict[str, int]) -> bool:
    return {"name", "points"} <= keys.keys() and not _VALUES & keys.keys()


def _keys(sheet: Sheet, row: int, names: Names) -> dict[str, int]:
    found = ((names.find(cell.raw), cell.column) for cell in sheet.row(row) if cell.kind == "text")
    return {named[0]: column for named, column in reversed(list(found)) if named}


@dataclass(frozen=True)
class _Block:
    """上面一块的表头在第 `top` 行，得分一块的在第 `low` 行；三级指标各在哪一列。"""

    sheet: Sheet
    top: int
    low: int
    name: int
    scored: int

    def _named(self, rows: range, column: int) -> dict[str, list[int]]:
        """名称 → 行，照次序；合并的一格只算头一行。"""
        named: dict[str, list[int]] = {}
        for row in rows:
            cell = self.sheet.at(row, column)
            key = key_of(undecorated(cell.raw))
            if key and cell.row == row:
                named.setdefault(key, []).append(row)
        return named

    @property
    def _rows(self) -> range:
        """得分一块各行；到合计、空行为止。"""
        row = self.low + 1
        while self.sheet.at(row, self.scored).kind == "text" and not self._is_total(row):
            row += 1
        return range(self.low + 1, row)

    def _is_total(self, row: int) -> bool:
        return any(is_total_name(cell.raw, _TOTALS) for cell in self.sheet.row(row)[:2])

    def _pairs(self) -> dict[int, int]:
        """得分一块的各行 → 上面那一条的行；总分、预算执行率的行不动。"""
        above = self._named(range(self.top + 1, self.low), self.name)
        below = self._named(self._rows, self.scored)
        # 两个二级指标下面同名的（及时率），两块里一样多，照次序对。
        pairs = {
            row: mine
            for key, rows in below.items()
            if len(rows) == len(above.get(key, ()))
            for row, mine in zip(rows, above[key], strict=True)
        }
        last = self._rows.stop
        alone = [*self._rates(), *([last] if self._is_total(last) else [])]
        return {self.low: self.top, **{row: row for row in alone}, **pairs}

    def _rates(self) -> list[int]:
        """预算执行率的行：分在资金里，上面没有这一条。"""
        return [row for row in self._rows if is_rate_name(self.sheet.at(row, self.scored).raw)]

    def fits(self) -> bool:
        """每一行都对得上上面的一条；空一行、隔着小计后面还有的，接一半比不接还糟。"""
        mine = len(self._rows) - len(self._rates())
        rest = range(self._rows.stop, min(self.sheet.last_row, self._rows.stop + _MOST_ROWS) + 1)
        above = self._named(range(self.top + 1, self.low), self.name)
        if above.keys() & self._named(rest, self.scored).keys():
            return False
        return mine >= _LEAST and set(self._rows) <= self._pairs().keys()

    def _is_caption(self, cell: Cell) -> bool:
        alone = len(self.sheet.row(cell.row)) == 1 and cell.row in {self.top - 1, self.low - 1}
        return alone and _CAPTION.fullmatch(fold(cell.raw)) is not None

    def drawn(self) -> Sheet:
        made = list(self._cells())
        kept = [cell for cell, aside in made if not aside]
        gone = tuple(cell for cell, aside in made if aside and cell.kind != "blank")
        areas = (made for area in self.sheet.merged for made in self._area(area))
        joined = rearranged(self.sheet, [*kept, *self._absent()], areas, self.sheet.how + _JOINED)
        return replace(joined, aside=(*self.sheet.aside, *gone))

    def _absent(self) -> Iterator[MovedCell]:
        """得分一块里没有的各条：空着的分值、得分，说起来指着它的名称，不另写数进去。"""
        right, taken = self.sheet.last_column - self.scored, set(self._pairs().values())
        heads = [cell.column for cell in self.sheet.row(self.low) if cell.column > self.scored]
        for row in range(self.top + 1, self.low):
            name = self.sheet.at(row, self.name)
            if row not in taken and (name.row, name.column) == (row, self.name) and name.raw:
                yield from (piece(name, "", (row, right + column)) for column in heads)

    def _area(self, area: Range) -> Iterator[Range]:
        """得分一块里的合并：名称左边的不要，右边一行里的跟着搬。"""
        row, right = area.first_row, self.sheet.last_column - self.scored
        moving = row in self._pairs()
        if row not in range(self.low, self._rows.stop + moving):
            yield area
        elif moving and area.first_column > self.scored and row == area.last_row:
            to = self._pairs()[row]
            yield Range(to, area.first_column + right, to, area.last_column + right)

    def _cells(self) -> Iterator[tuple[MovedCell, bool]]:
        """搬好的各格，和是不是搬的时候看懂了、没有搬过去的。"""
        pairs, right = self._pairs(), self.sheet.last_column
        for cell in every_cell(self.sheet):
            row, column = cell.row, cell.column
            if row not in pairs or column <= self.scored:
                aside = self._is_caption(cell) or (row in pairs and row not in pairs.values())
                yield moved(cell, (row, column)), aside and row != pairs.get(row)
            else:
                yield moved(cell, (pairs[row], right + column - self.scored)), False
