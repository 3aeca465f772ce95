"""区域：值、公式、合并、数字格式、样子、批注。可以是几块不相连的格。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from xlwings import base_classes

from perfxl.calc import content, looks, notes
from perfxl.calc.area import Area
from perfxl.calc.bridge import ProtectedError
from perfxl.calc.conditions import Conditions
from perfxl.calc.likes import SheetLike
from perfxl.calc.line import Far

# com.sun.star.sheet.CellFlags：清除时去掉的几种。
_CONTENTS = 1 | 2 | 4 | 16
_NOTES, _FORMATS = 8, 32 | 64 | 256


class Range(base_classes.Range):
    api: Any = True
    sheet: Any = None

    def __init__(self, sheet: SheetLike, areas: Sequence[Area]) -> None:
        self.sheet = sheet
        self.areas = list(areas)
        self.options: Any = {}

    @property
    def far(self) -> Far:
        """那边的这片格；一块的是游标，立刻用、别留着。"""
        far: Far = self.sheet.far.many(tuple(area.corners for area in self.areas))
        return far

    @property
    def columns(self) -> Far:
        area = self.areas[0]
        far: Far = self.sheet.far.columns(area.first_column, area.last_column)
        return far

    @property
    def rows(self) -> Far:
        area = self.areas[0]
        far: Far = self.sheet.far.rows(area.first_row, area.last_row)
        return far

    def places(self, offsets: Sequence[tuple[int, int]] = ((0, 0),)) -> list[Any]:
        """格地址：从左上角往下、往右各数几格。"""
        area, sheet = self.areas[0], self.sheet.index - 1
        return [
            self.sheet.book.office.struct(
                "table.CellAddress",
                {
                    "Sheet": sheet,
                    "Row": area.first_row - 1 + down, "Column": area.first_column - 1 + right,
                },
            )
            for down, right in offsets
        ]  # fmt: skip

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

    raw_value = property(content.values, content.set_values)
    formula = property(content.formulas, content.set_formulas)

    def refuse_locked(self) -> None:
        """受保护的表里锁着的格不让写。"""
        if self.sheet.protected and self.far.prop("CellProtection").get().IsLocked:
            raise ProtectedError

    # ---- 合并 ----

    @property
    def merge_cells(self) -> bool | None:
        """整片在一个合并区域里为真，一个也没有为假，有的有有的没有为 None。"""
        area = self.areas[0]
        met = self.sheet.merges(area)
        return bool(met) and (True if met[0].to(area) == met[0] else None)

    @property
    def merge_area(self) -> Range:
        corner = self.areas[0].corner
        met = self.sheet.merges(corner)
        return Range(self.sheet, met or [self.areas[0]])

    def merge(self, across: bool = False) -> None:  # noqa: FBT001, FBT002  # xlwings 的写法
        self.sheet.refuse_protected()
        area = self.areas[0]
        rows = range(area.first_row, area.last_row + 1) if across else ()
        for row in rows:
            line = Area(row, area.first_column, row, area.last_column)
            self.sheet.far.at(line.corners).do("merge", True)  # noqa: FBT003  # UNO 的写法
        if not across:
            self.far.do("merge", True)  # noqa: FBT003  # UNO 的写法

    def unmerge(self) -> None:
        self.far.do("merge", False)  # noqa: FBT003  # UNO 的写法

    # ---- 样子 ----

    @property
    def number_format(self) -> str | None:
        """数字格式；不一致的是 None。"""
        key = self.sheet.number_format(self.areas[0])
        return None if key is None else self.sheet.book.formats.code(key)

    @number_format.setter
    def number_format(self, value: str) -> None:
        self.far.put("NumberFormat", self.sheet.book.formats.key(value))

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
        return Conditions(self)

    @property
    def autofilter(self) -> Any:
        return looks.AutoFilter(self)

    # ---- 其余 ----

    note = notes.note
    hyperlink = notes.hyperlink

    def add_note(self, text: str) -> notes.Note:
        return notes.add_note(self, text)

    def add_hyperlink(
        self, address: str, text_to_display: str | None = None, screen_tip: str | None = None
    ) -> None:
        del screen_tip
        notes.add_hyperlink(self, address, text_to_display or address)

    def select(self) -> None:
        self.sheet.book.far.do("select", self.own())

    def own(self) -> Far:
        """那边自己的对象，不是游标：要留着用的时候用它。"""
        if len(self.areas) > 1:
            return self.far
        far: Far = self.sheet.far.own(self.areas[0].corners)
        return far

    def clear_contents(self) -> None:
        self.sheet.refuse_protected()
        self.far.do("clearContents", _CONTENTS)

    def clear(self) -> None:
        self.sheet.refuse_protected()
        self.unmerge()
        self.far.do("clearContents", _CONTENTS | _NOTES | _FORMATS)

    def __iter__(self) -> Iterator[Range]:
        return (self(place + 1) for place in range(len(self)))
