"""搬了地方看的格：横着画的表转成竖的来读，地址仍说它真在的地方；读完、核完，各归原处。"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from perfxl.cells.grid import Cell, CellKind, Sheet, column_letters
from perfxl.cells.later import later
from perfxl.cells.merged import Range
from perfxl.cells.quantity import NUMBER, fold

Place = tuple[int, int]
Made = TypeVar("Made")
_PLAIN = later(NUMBER)


class MovedCell(Cell):
    """`row`、`column` 是搬到的地方，`home` 是真在的地方；说给人看的地址是真的。"""

    home: Place
    whole: str = ""  # 原格里还写着名目的，原来的全部字：实际完成：960亩

    @property
    def local(self) -> str:
        return f"{column_letters(self.home[1])}{self.home[0]}"


def moved(cell: Cell, place: Place) -> MovedCell:
    """把一格搬到 `place`；搬过的再搬，原处仍是最早的。"""
    kind = PieceCell if isinstance(cell, PieceCell) else MovedCell
    other = kind._make(cell._replace(row=place[0], column=place[1]))
    other.home = _home_of(cell)
    return other


class PieceCell(MovedCell):
    """一格里的一条：改它要连别的几条一起改，没有单改它的改法。"""


def piece(cell: Cell, text: str, place: Place) -> PieceCell:
    """一格里写着 `text` 的一条，看作在 `place`：是一个数的当作数，没有写的是空白。"""
    plain = _PLAIN.fullmatch(fold(text)) is not None
    kind: CellKind = "number" if plain else "text" if text else "blank"
    raw = fold(text).replace(",", "") if plain else text
    part = cell._replace(row=place[0], column=place[1], raw=raw, kind=kind)
    other = PieceCell._make(part)
    other.home = _home_of(cell)
    return other


def _home_of(cell: Cell) -> Place:
    own = cell.row, cell.column
    return getattr(cell, "home", own) if isinstance(cell, MovedCell) else own


def every_cell(sheet: Sheet) -> Iterator[Cell]:
    """一张表里的每一格，空着的也在：空着的也要记得真在哪里，说“没有填”才说得对地方。"""
    for row in range(1, sheet.last_row + 1):
        for column in range(1, sheet.last_column + 1):
            cell = sheet.at(row, column)
            if (cell.row, cell.column) == (row, column):
                yield cell


def rearranged(
    sheet: Sheet, cells: Iterable[MovedCell], merged: Iterable[Range], how: str
) -> Sheet:
    """`sheet` 重新摆过的一张；藏着的行、列照旧说原处的。"""
    made = {(cell.row, cell.column): cell for cell in cells}
    homes = {place: cell.home for place, cell in made.items()}
    return replace(sheet, cells=made, merged=tuple(dict.fromkeys(merged)), homes=homes, how=how)


def sent_home(made: Made, sheet: str, homes: Mapping[Place, Place]) -> Made:
    """`made` 里这张工作表的格、区域都归原处；别的照旧，同一样东西仍是同一样。"""
    return cast(Made, _Home(sheet, homes).of(made))


class _Home:
    def __init__(self, sheet: str, homes: Mapping[Place, Place]) -> None:
        self.sheet, self.homes = sheet, homes
        self._known: dict[int, tuple[object, object]] = {}  # 连同原来的一起留着，号不会让给别的

    def of(self, made: object) -> object:
        known = self._known.get(id(made))
        if known is None:
            known = self._known[id(made)] = made, self._sent(made)
        return known[1]

    def _sent(self, made: object) -> object:
        if isinstance(made, Cell):
            return self._cell(made)
        if isinstance(made, Range):
            return self._area(made)
        if isinstance(made, tuple):
            return self._tuple(made)
        if isinstance(made, Mapping):
            return {key: self.of(value) for key, value in made.items()}
        own = is_dataclass(made) and not type(made).__module__.startswith("perfxl.form")
        return self._parts(made) if own else made

    def _tuple(self, made: tuple[object, ...]) -> object:
        parts = [self.of(part) for part in made]
        if all(part is own for part, own in zip(parts, made, strict=True)):
            return made
        return made._make(parts) if hasattr(made, "_make") else tuple(parts)

    def _parts(self, made: Any) -> object:
        named = {part.name: getattr(made, part.name) for part in fields(made) if part.init}
        changed = {
            name: other for name, value in named.items() if (other := self.of(value)) is not value
        }
        return replace(made, **changed) if changed else made

    def _cell(self, cell: Cell) -> Cell:
        if cell.sheet != self.sheet:
            return cell
        row, column = self.homes.get((cell.row, cell.column), (cell.row, cell.column))
        own = Cell(cell.sheet, row, column, *cell[3:])
        whole = cell.whole if isinstance(cell, MovedCell) else ""
        return own._replace(raw=whole) if whole else own

    def _area(self, area: Range) -> Range:
        """区域里的格原来占的地方。"""
        homes = [
            home
            for (row, column), home in self.homes.items()
            if area.first_row <= row <= area.last_row
            and area.first_column <= column <= area.last_column
        ]
        if not homes:
            return area
        rows, columns = [row for row, _ in homes], [column for _, column in homes]
        return Range(min(rows), min(columns), max(rows), max(columns))
