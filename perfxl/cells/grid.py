"""读进来的单元格：Cell、Sheet、Grid。要写回去的见 edits.py。

这里不认识文件，也不认识 Excel：文件门（perfxl.workbook）和活动工作簿门各自把自己的东西变成 Grid。
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Generic, Literal, NamedTuple, TypeVar

from perfxl.cells.merged import Areas
from perfxl.cells.merged import Range as Range  # noqa: PLC0414  # 各屋都从这里引

T_co = TypeVar("T_co", covariant=True)

CellKind = Literal["blank", "text", "number", "date", "bool", "error"]


@lru_cache(maxsize=1024)  # 说一处、认一处都要，列就那几十个
def column_letters(column: int) -> str:
    """列号（从 1 起）换成列标：1 → A，28 → AB。"""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@lru_cache(maxsize=1024)  # 合并区域、公式里几百几千个地址，列标就那几十个
def column_number(letters: str) -> int:
    """列标换成列号：A → 1，AB → 28。"""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


class Cell(NamedTuple):
    """一个单元格里原样写着的东西。

    `raw` 是存着的文字：文本原文；数字按文件里的字面（`0.95`，不加百分号）；日期为
    `2021-12-31`；错误为 `#DIV/0!`；空白为 `""`。公式格的 `raw` 是文件里缓存的结果，
    没有缓存时为 `""`。`row`、`column` 从 1 起。
    """

    sheet: str
    row: int
    column: int
    raw: str = ""
    kind: CellKind = "blank"
    formula: str | None = None
    number_format: str = "General"

    @property
    def address(self) -> str:
        """`自评表!G14`；合并区域里的地址一律是左上角那格。"""
        return f"{self.sheet}!{self.local}"

    @property
    def local(self) -> str:
        """不带工作表名的地址：`G14`。"""
        return f"{column_letters(self.column)}{self.row}"

    @property
    def is_percent(self) -> bool:
        """数字格式带百分号：0.95 显示为 95%。"""
        return self.kind == "number" and "%" in self.number_format

    @property
    def is_uncomputed(self) -> bool:
        """有公式而文件里没有它的结果（由程序生成、没有用 Excel 打开保存过）。"""
        return self.formula is not None and self.kind == "blank"


class Field(NamedTuple, Generic[T_co]):
    """模型用到的一个值，和它是从哪个单元格读来的。"""

    value: T_co
    cell: Cell


@dataclass(frozen=True, slots=True)
class Concealed:
    """工作表里藏起来的行、列；`filtered` 是其中筛选藏起来的行。搬过的表里说的是原处。"""

    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()
    filtered: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Sheet:
    """一张工作表：有内容的格、合并区域，藏起来的行、列。"""

    name: str
    cells: Mapping[tuple[int, int], Cell]
    merged: tuple[Range, ...] = ()
    hidden: bool = False
    concealed: Concealed = Concealed()
    homes: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)  # 搬过的，原处
    how: str = ""  # 搬过的，是怎么搬的
    aside: tuple[Cell, ...] = ()  # 搬的时候看懂了、没有搬过去的名目

    @cached_property
    def _areas(self) -> Areas:
        return Areas(self.merged, self.last_row, self.last_column)

    @cached_property
    def _inside(self) -> Mapping[tuple[int, int], Range] | None:
        """在合并区域里的各处；合并得太多的表没有，逐次查。"""
        return self._areas.places

    @cached_property
    def _shown(self) -> Mapping[tuple[int, int], Cell] | None:
        """各处看见的格：有内容的，合并区域里的；合并得太多的表没有，逐次查。"""
        if self._inside is None:
            return None
        shown, last = dict(self.cells), None
        for place, area in self._inside.items():  # 同一片的挨着
            if area is not last:
                cell, last = self._anchor(area), area
            shown[place] = cell
        return shown

    def _anchor(self, area: Range) -> Cell:
        place = area.first_row, area.first_column
        return self.cells.get(place) or Cell(self.name, *place)

    @cached_property
    def _rows(self) -> dict[int, tuple[Cell, ...]]:
        rows: dict[int, list[Cell]] = {}
        for (row, _), cell in sorted(self.cells.items()):
            if cell.kind != "blank" or cell.formula is not None:
                rows.setdefault(row, []).append(cell)
        return {row: tuple(cells) for row, cells in rows.items()}

    def at(self, row: int, column: int) -> Cell:
        """那一格；在合并区域里时是区域左上角的格；没有内容时是空白格。"""
        shown = self._shown
        if shown is not None:
            return shown.get((row, column)) or Cell(self.name, row, column)
        area = self._areas.at(row, column)
        return self._anchor(area or Range(row, column, row, column))

    def area(self, row: int, column: int) -> Range:
        """含那一格的合并区域；没有合并时就是那一格自己。"""
        inside = self._inside
        area = self._areas.at(row, column) if inside is None else inside.get((row, column))
        return area or Range(row, column, row, column)

    def row(self, row: int) -> tuple[Cell, ...]:
        """一行里有内容的格（不含被合并盖住的），从左到右。"""
        return self._rows.get(row, ())

    @cached_property
    def texts(self) -> tuple[Cell, ...]:
        """写着字的格，从上到下、从左到右。"""
        return tuple(
            [cell for cells in self._rows.values() for cell in cells if cell.kind == "text"]
        )

    def filled_rows(self) -> Iterator[int]:
        """有内容的行号，从上到下。只有格式的空行不算。"""
        return iter(self._rows)

    @property
    def rows_filled(self) -> int:
        """有内容的行有几行。"""
        return len(self._rows)

    @cached_property
    def filled(self) -> Range:
        """从第一个到最后一个有内容的行、列，连同盖着它们的合并区域的各列。"""
        if not self._rows:
            return Range(1, 1, 1, 1)
        over = (
            area.last_column
            for area in self.merged
            if _is_held(self.cells.get((area.first_row, area.first_column)))
        )
        first = min(cells[0].column for cells in self._rows.values())
        last = max(over, default=0)
        return Range(min(self._rows), first, self.last_row, max(last, self.last_column))

    @cached_property
    def last_row(self) -> int:
        """最后一个有内容的行。"""
        return max(self._rows, default=0)

    @cached_property
    def last_column(self) -> int:
        return max([cells[-1].column for cells in self._rows.values()], default=0)


def _is_held(cell: Cell | None) -> bool:
    return cell is not None and (cell.kind != "blank" or cell.formula is not None)


@dataclass(frozen=True)
class Grid:
    """一个工作簿里的全部单元格。`file` 只是文件名（不含路径），用于说话。"""

    file: str
    sheets: tuple[Sheet, ...]
    names: Mapping[str, str] = field(default_factory=dict)

    def sheet(self, name: str) -> Sheet | None:
        return next((sheet for sheet in self.sheets if sheet.name == name), None)

    def values_only(self) -> Grid:
        """公式都换成它存着的结果。"""
        return replace(self, sheets=tuple(map(_values_only, self.sheets)))


def _values_only(sheet: Sheet) -> Sheet:
    cells = {place: cell._replace(formula=None) for place, cell in sheet.cells.items()}
    return replace(sheet, cells=cells)
