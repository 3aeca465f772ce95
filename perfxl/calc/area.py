"""一块格的位置。"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from perfxl.cells.grid import column_letters


@dataclass(frozen=True, slots=True)
class Area:
    """一块格，行列从 1 起，两端都含。"""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    @property
    def corners(self) -> tuple[int, int, int, int]:
        """那边说位置的写法。"""
        return self.first_row, self.first_column, self.last_row, self.last_column

    @property
    def rows(self) -> int:
        return self.last_row - self.first_row + 1

    @property
    def columns(self) -> int:
        return self.last_column - self.first_column + 1

    @property
    def is_cell(self) -> bool:
        return self.rows == self.columns == 1

    @property
    def corner(self) -> Area:
        """左上角的一格。"""
        return Area(self.first_row, self.first_column, self.first_row, self.first_column)

    def meets(self, other: Area) -> bool:
        return (
            self.first_row <= other.last_row
            and other.first_row <= self.last_row
            and self.first_column <= other.last_column
            and other.first_column <= self.last_column
        )

    def places(self) -> Iterator[tuple[int, int]]:
        """各格（行、列）。"""
        columns = range(self.first_column, self.last_column + 1)
        return product(range(self.first_row, self.last_row + 1), columns)

    def to(self, other: Area) -> Area:
        """盖住两块的最小一块。"""
        return Area(
            min(self.first_row, other.first_row), min(self.first_column, other.first_column),
            max(self.last_row, other.last_row), max(self.last_column, other.last_column),
        )  # fmt: skip

    def text(self) -> str:
        first = f"${column_letters(self.first_column)}${self.first_row}"
        if self.is_cell:
            return first
        return f"{first}:${column_letters(self.last_column)}${self.last_row}"
