"""一张表有哪些栏、怎样写；各张表都用它。"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from perfxl.bureau.tables.cellbook import CellBook, Kind, Spot
from perfxl.bureau.tables.gather import rows

if TYPE_CHECKING:
    from perfxl.bureau.tables.whole import Whole

Value = Callable[[Any], object]


@dataclass(frozen=True, slots=True)
class Column:
    """一栏：标题、从表里的哪一列取（或怎样取）、种类、宽。"""

    title: str
    value: str | Value
    kind: Kind = "text"
    width: int = 12


@dataclass(frozen=True, slots=True)
class Sheet:
    """一张表。"""

    name: str
    frame: Callable[[Whole], pd.DataFrame]
    columns: tuple[Column, ...]

    @staticmethod
    def value(column: Column, row: Any) -> object:
        """一行里的一栏。"""
        return getattr(row, column.value) if isinstance(column.value, str) else column.value(row)


def spot(path: str = "path", cell: str = "cell") -> Value:
    """到原表的链接。"""

    def made(row: Any) -> object:
        place = getattr(row, path)
        return Spot(place, getattr(row, cell) or "") if place else None

    return made


WHO = (Column("单位", "office", width=22), Column("项目", "project", "long", 30))


def draw(book: CellBook, sheet: Sheet, frame: pd.DataFrame) -> None:
    """写一张表。"""
    paper = book.sheet(sheet.name)
    columns = sheet.columns
    fits = paper.table(
        [column.title for column in columns], [column.width for column in columns], len(frame)
    )
    for number, row in enumerate(_first(rows(frame), fits), 1):
        values = [sheet.value(column, row) for column in columns]
        long = [place for place, column in enumerate(columns) if column.kind == "long"]
        paper.tall(number, ((values[place], columns[place].width) for place in long))
        for place, (value, column) in enumerate(zip(values, columns, strict=True)):
            paper.put(number, place, value, column.kind)
    if fits < len(frame):
        said = f"Excel 一张表放不下，还有 {len(frame) - fits} 行，请用 --tables 写成 CSV 看"
        paper.put(fits + 1, 0, said, "text")


def _first(many: Iterable[Any], count: int) -> Iterable[Any]:
    return (item for _, item in zip(range(count), many, strict=False))
