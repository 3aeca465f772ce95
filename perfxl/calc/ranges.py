"""区域：值、公式、合并、数字格式、样子、批注。可以是几块不相连的格。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from perfxl.calc import looks, notes
from perfxl.calc.bridge import Protected
from perfxl.calc.rules import Rules
from perfxl.calc.values import CellError, constant_text, is_formula, moment, table, to_write
from perfxl.grid import column_letters

if TYPE_CHECKING:
    from perfxl.calc.sheets import Sheet

# com.sun.star.sheet.CellFlags：常数里的日期时刻；清内容时去掉的几种。
_DATES = 2
_CONTENTS = 1 | 2 | 4 | 16
_NOTES, _FORMATS = 8, 32 | 64 | 256


@dataclass(frozen=True, slots=True)
class Area:
    """一块格，行列从 1 起，两端都含。"""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    @classmethod
    def of(cls, address: Any) -> Area:
        return cls(
            address.StartRow + 1, address.StartColumn + 1,
            address.EndRow + 1, address.EndColumn + 1,
        )  # fmt: skip

    @property
    def rows(self) -> int:
        return self.last_row - self.first_row + 1

    @property
    def columns(self) -> int:
        return self.last_column - self.first_column + 1

    @property
    def is_cell(self) -> bool:
        return self.rows == self.columns == 1

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


class Range(base_classes.Range):
    api: Any = True
    sheet: Any = None

    def __init__(self, sheet: Sheet, areas: Sequence[Area]) -> None:
        self.sheet = sheet
        self.areas = list(areas)
        self.options: Any = {}

    @property
    def uno(self) -> Any:
        """这片格的 UNO 对象；一块的用游标，立刻用、别留着。"""
        if len(self.areas) == 1:
            return self.sheet.cursor(self.areas[0])
        many = self.sheet.book.document.createInstance("com.sun.star.sheet.SheetCellRanges")
        many.addRangeAddresses(tuple(map(self.address_of, self.areas)), False)  # noqa: FBT003
        return many

    def address_of(self, area: Area) -> Any:
        return self.sheet.book.office.struct(
            "table.CellRangeAddress",
            {
                "Sheet": self.sheet.index - 1,
                "StartRow": area.first_row - 1, "StartColumn": area.first_column - 1,
                "EndRow": area.last_row - 1, "EndColumn": area.last_column - 1,
            },
        )  # fmt: skip

    def place(self, area: Area) -> Any:
        """左上角的格地址。"""
        return self.sheet.book.office.struct(
            "table.CellAddress",
            {
                "Sheet": self.sheet.index - 1,
                "Row": area.first_row - 1, "Column": area.first_column - 1,
            },
        )  # fmt: skip

    @property
    def coords(self) -> Any:
        area = self.areas[0]
        return self.sheet, area.first_row, area.first_column, area.rows, area.columns

    @property
    def row(self) -> int:
        return self.areas[0].first_row

    @property
    def column(self) -> int:
        return self.areas[0].first_column

    @property
    def shape(self) -> tuple[int, int]:
        return self.areas[0].rows, self.areas[0].columns

    def __len__(self) -> int:
        return sum(area.rows * area.columns for area in self.areas)

    def __call__(self, row: int, column: int | None = None) -> Range:
        if column is None:
            step, rest = divmod(row - 1, self.areas[0].columns)
            row, column = step + 1, rest + 1
        row, column = self.row + row - 1, self.column + column - 1
        return Range(self.sheet, [Area(row, column, row, column)])

    @property
    def address(self) -> str:
        return ",".join(area.text() for area in self.areas)

    # ---- 值与公式 ----

    def _both(self) -> tuple[Any, Any]:
        uno = self.uno
        return uno.getDataArray(), uno.getFormulaArray()

    @property
    def raw_value(self) -> list[list[Any]]:
        data, formulas = self._both()
        rows = [list(row) for row in data]
        days = self._days(rows, formulas)
        top, left = self.row, self.column
        for i, row in enumerate(rows):
            for j, value in enumerate(row):
                text = formulas[i][j]
                if value is None:
                    row[j] = CellError(self._error(top + i, left + j))
                elif value == "":
                    row[j] = None
                elif text in {"=TRUE()", "=FALSE()"} or (i, j) in days[1]:
                    row[j] = bool(value)
                elif (i, j) in days[0]:
                    row[j] = moment(value)
        return rows

    def _days(self, rows: list[list[Any]], formulas: Any) -> tuple[set[Any], set[Any]]:
        """哪些数是日期、哪些是真假值：常数一次问清，公式算出的逐格看格式。"""
        days: set[tuple[int, int]] = set()
        logical: set[tuple[int, int]] = set()
        numbers = [
            (i, j)
            for i, row in enumerate(rows)
            for j, value in enumerate(row)
            if value is not None and not isinstance(value, str)
        ]
        if not numbers:
            return days, logical
        constant = self.uno.queryContentCells(_DATES).getRangeAddresses()
        for area in map(Area.of, constant):
            days.update(
                (row - self.row, column - self.column)
                for row in range(area.first_row, area.last_row + 1)
                for column in range(area.first_column, area.last_column + 1)
            )
        formats = self.sheet.book.formats
        for i, j in numbers:
            if is_formula(formulas[i][j]):
                key = self(i + 1, j + 1).uno.NumberFormat
                if formats.is_day(key):
                    days.add((i, j))
                elif formats.is_logical(key):
                    logical.add((i, j))
        return days, logical

    def _error(self, row: int, column: int) -> str:
        text = str(self.sheet.uno.getCellByPosition(column - 1, row - 1).getString())
        return text if text.startswith("#") else "#VALUE!"  # Err:502 之类 Excel 里没有

    @raw_value.setter
    def raw_value(self, data: Any) -> None:
        self._refuse_locked()
        rows = table(data, *self.shape)
        area = Area(
            self.row, self.column, self.row + len(rows) - 1, self.column + len(rows[0]) - 1
        )
        self.sheet.cursor(area).setDataArray(tuple(tuple(map(to_write, row)) for row in rows))
        for i, row in enumerate(rows):
            for j, value in enumerate(row):
                if isinstance(value, str) and value.startswith("="):
                    self(i + 1, j + 1).formula = value

    @property
    def formula(self) -> Any:
        """公式；常数格是它的字面。一格给文字，几格给一行一行的。"""
        data, formulas = self._both()
        texts = [
            [
                self._excel(text, i, j) if is_formula(text) else constant_text(value, text)
                for j, (value, text) in enumerate(zip(values, row, strict=True))
            ]
            for i, (values, row) in enumerate(zip(data, formulas, strict=True))
        ]
        return texts[0][0] if len(self) == 1 else texts

    def _excel(self, text: str, row: int, column: int) -> str:
        place = self.place(self.areas[0])
        place.Row += row
        place.Column += column
        return str(self.sheet.book.formulas.to_excel(text, place))

    @formula.setter
    def formula(self, value: Any) -> None:
        self._refuse_locked()
        formulas = self.sheet.book.formulas
        place = self.place(self.areas[0])
        rows = [
            [
                formulas.to_calc(one, place) if str(one).startswith("=") else str(one)
                for one in row
            ]
            for row in table(value, *self.shape)
        ]
        self.uno.setFormulaArray(tuple(map(tuple, rows)))

    def _refuse_locked(self) -> None:
        if self.sheet.uno.isProtected() and self.uno.CellProtection.IsLocked:
            raise Protected

    # ---- 合并 ----

    @property
    def merge_cells(self) -> bool | None:
        """整片在一个合并区域里为真，一个也没有为假，有的有有的没有为 None。"""
        area = self.areas[0]
        grown = self.sheet.whole_merges(area)
        if grown == area and not self.uno.getIsMerged():
            return False
        if area.is_cell:
            return True
        corner = Area(area.first_row, area.first_column, area.first_row, area.first_column)
        first = self.sheet.whole_merges(corner)
        return True if first.to(area) == first and not first.is_cell else None

    @property
    def merge_area(self) -> Range:
        return Range(self.sheet, [self.sheet.whole_merges(self.areas[0])])

    def merge(self, across: bool = False) -> None:  # noqa: FBT001, FBT002  # xlwings 的写法
        self.sheet.refuse_protected()
        area = self.areas[0]
        for row in range(area.first_row, area.last_row + 1) if across else ():
            one = Area(row, area.first_column, row, area.last_column)
            self.sheet.cursor(one).merge(True)  # noqa: FBT003  # UNO 的写法
        if not across:
            self.uno.merge(True)  # noqa: FBT003  # UNO 的写法

    def unmerge(self) -> None:
        self.uno.merge(False)  # noqa: FBT003  # UNO 的写法

    # ---- 样子 ----

    @property
    def number_format(self) -> str | None:
        uno = self.uno
        key = uno.NumberFormat
        if key == 0 and len(self) > 1 and uno.getPropertyState("NumberFormat").value != (
            "DEFAULT_VALUE"
        ):  # 格式不一的也说是 0
            return None
        return str(self.sheet.book.formats.code(key))

    @number_format.setter
    def number_format(self, value: str) -> None:
        self.uno.NumberFormat = self.sheet.book.formats.key(value)

    color = looks.colour
    column_width = looks.column_width
    row_height = looks.row_height
    wrap_text = looks.wrap_text
    horizontal_alignment = looks.horizontal
    vertical_alignment = looks.vertical
    left, top = looks.position("X"), looks.position("Y")
    width, height = looks.size("Width"), looks.size("Height")

    @property
    def font(self) -> Any:
        return looks.Font(self)

    @property
    def borders(self) -> Any:
        return looks.Borders(self)

    @property
    def conditional_formats(self) -> Any:
        return Rules(self)

    @property
    def autofilter(self) -> Any:
        return looks.AutoFilter(self)

    # ---- 其余 ----

    note = notes.note
    add_note = notes.add_note
    hyperlink = notes.hyperlink
    add_hyperlink = notes.add_hyperlink

    def select(self) -> None:
        controller = self.sheet.book.controller
        if controller is not None:
            controller.select(self.own())

    def own(self) -> Any:
        """自己的 UNO 对象，不是游标：要留着用的时候用它。"""
        if len(self.areas) > 1:
            return self.uno
        area = self.areas[0]
        return self.sheet.uno.getCellRangeByPosition(
            area.first_column - 1, area.first_row - 1, area.last_column - 1, area.last_row - 1
        )

    def clear_contents(self) -> None:
        self.sheet.refuse_protected()
        self.own().clearContents(_CONTENTS)

    def clear(self) -> None:
        self.sheet.refuse_protected()
        own = self.own()
        own.merge(False)  # noqa: FBT003  # UNO 的写法
        own.clearContents(_CONTENTS | _NOTES | _FORMATS)

    def __iter__(self) -> Iterator[Range]:
        return (self(place + 1) for place in range(len(self)))
