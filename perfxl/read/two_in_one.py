"""两栏写在一格里的（年度计划 → 实际完成、得分/分值）：拆成两栏来读，地址仍是那一格。"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from perfxl.cells.grid import Cell, Sheet
from perfxl.cells.later import later
from perfxl.cells.merged import Range
from perfxl.cells.moved import MovedCell, moved, piece, rearranged
from perfxl.cells.notation import BLANK_MARKS
from perfxl.cells.quantity import NUMBER, fold
from perfxl.read.catalog import Catalog
from perfxl.read.heading.column_names import Names, may_be_title
from perfxl.read.spread import is_too_large
from perfxl.read.stacked import UNSTACKED

HALVED = "；两栏写在一格里的，拆成两栏读的"
_APART = later(r"\s*(?:[→⇒➔➜]|[-—–=]+[>＞]|[/／|｜])\s*")
_SIGN = later(r"[→⇒➔➜>＞/／|｜)）]")  # 没有这些字的，拆不成两半
_BRACKETED = later(r"([^()（）]+)[(（]([^()（）]+)[)）]")
_KEYS = frozenset({"target", "actual", "weight", "points", "initial", "budget", "executed", "rate"})
_SHORT = {"分": "分值"}  # 分/得分
_PLAIN = later(NUMBER)
_LEAST = 2  # 至少两格写着两个；都是数的（10/10）一格也算


def halved_columns(sheet: Sheet, catalog: Catalog) -> Sheet:
    """有两栏写在一格里的拆开；没有的照原样。"""
    if UNSTACKED in sheet.how:
        return sheet  # 一条分几行写的，名目里有“目标/完成”
    if is_too_large(sheet):
        return sheet
    # 先挑出拆得成两栏的：多数的格拆不成，不必一张表样一张表样地去认。
    likely = [cell for cell in sheet.texts if may_be_title(cell) and _are_named(cell, catalog)]
    heads = [cell for cell in likely if any(_is_both(cell, each) for each in catalog.of_columns)]
    pairs = {(cell.row, cell.column): cell for head in heads for cell in _below(sheet, head, heads)}
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


def _below(sheet: Sheet, head: Cell, heads: Sequence[Cell]) -> Iterator[Cell]:
    """列名和它下面写着两个的各格，到同一列又有这样的列名为止；有读不成两个的，一格也不拆。"""
    again = (cell.row for cell in heads if cell.column == head.column and cell.row > head.row)
    rows = range(head.row + 1, min(again, default=sheet.last_row + 1))
    cells = [sheet.cells.get((row, head.column)) for row in rows]
    filled = [cell for cell in cells if cell is not None and fold(cell.raw) not in BLANK_MARKS]
    split = [cell for cell in filled if len(_parts(cell.raw)) == 2]
    rest = filled[: filled.index(split[-1])] if split else []
    sure = any(all(map(_PLAIN.fullmatch, map(fold, _parts(cell.raw)))) for cell in split)
    if (len(split) >= _LEAST or sure) and all(cell in split for cell in rest):
        yield from (head, *split)


def _parts(text: str) -> tuple[str, ...]:
    """照分隔号拆成的两半；单位里也有斜线的（元/人），从正中的一个拆开；后一半括着的也是。"""
    if _SIGN.search(text) is None:
        return (text,)
    bracketed = _BRACKETED.fullmatch(text.strip())
    if bracketed:
        return bracketed[1].strip(), bracketed[2].strip()
    arrows = re.split(r"\s*(?:[→⇒➔➜]|[-—–=]+[>＞])\s*", text)
    parts = arrows if len(arrows) == 2 else _APART.split(text)
    if len(parts) < 2 or len(parts) % 2 or not all(part.strip() for part in parts):
        return (text,)
    middle = len(parts) // 2
    return "/".join(parts[:middle]).strip(), "/".join(parts[middle:]).strip()


@dataclass(frozen=True)
class _Halved:
    """`pairs` 是写着两个的各格，在 `columns` 这几列。"""

    sheet: Sheet
    pairs: Mapping[tuple[int, int], Cell]
    columns: Sequence[int]

    def _column(self, column: int) -> int:
        return column + sum(other < column for other in self.columns)

    def drawn(self) -> Sheet:
        return rearranged(self.sheet, self._cells(), self._areas, self.sheet.how + HALVED)

    def _cells(self) -> Iterator[MovedCell]:
        for (row, column), cell in self.sheet.cells.items():
            if (row, column) not in self.pairs:
                yield moved(cell, (row, self._column(column)))
                continue
            for place, part in enumerate(_SHORT.get(part, part) for part in _parts(cell.raw)):
                yield piece(cell, part, (row, self._column(column) + place))

    @cached_property
    def _areas(self) -> list[Range]:
        """合并区域照样盖着；没有拆的一格盖着拆开的两列。"""
        made, taken = [], set()
        for area in self.sheet.merged:
            last = self._column(area.last_column) + (area.last_column in self.columns)
            place = area.first_row, area.first_column
            taken |= {(row, column) for row, column in self._alone if (row, column) in area}
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
