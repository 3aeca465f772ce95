"""工作表。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from xlwings import base_classes

from perfxl.calc.area import Area
from perfxl.calc.bridge import ProtectedError
from perfxl.calc.charts import Charts
from perfxl.calc.likes import BookLike
from perfxl.calc.line import Far
from perfxl.calc.names import Names
from perfxl.calc.notes import notes_of
from perfxl.calc.ranges import Range
from perfxl.cells.grid import column_number
from perfxl.cells.later import later

_AREA = later(r"\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?", re.IGNORECASE)
_ROWS = later(r"\$?(\d+):\$?(\d+)")


class Sheets(base_classes.Sheets):
    api: Any = True

    def __init__(self, book: BookLike) -> None:
        self._book = book

    def _titles(self) -> tuple[str, ...]:
        return tuple(self._book.titles[0])

    def __len__(self) -> int:
        return len(self._titles())

    def __iter__(self) -> Iterator[Sheet]:
        self._book.look_once()
        return (Sheet(self._book, name) for name in self._titles())

    def __call__(self, name_or_index: str | int) -> Sheet:
        names = self._titles()
        if isinstance(name_or_index, int):
            return Sheet(self._book, names[name_or_index - 1])
        name = next((title for title in names if title.lower() == name_or_index.lower()), None)
        if name is None:
            raise KeyError(name_or_index)
        return Sheet(self._book, name)

    def __contains__(self, name: str) -> bool:
        return any(title.lower() == name.lower() for title in self._titles())

    @property
    def active(self) -> Sheet:
        return Sheet(self._book, self._book.titles[1])

    def add(
        self, before: Sheet | None = None, after: Sheet | None = None, name: str | None = None
    ) -> Sheet:
        """添一张表，并且像 Excel 那样翻到它。"""
        self._book.refuse_protected()
        names = self._titles()
        taken = {used.lower() for used in names}
        title = name or next(f"Sheet{n}" for n in range(1, 999) if f"sheet{n}" not in taken)
        place = before.index - 1 if before else after.index if after else self.active.index - 1
        self._book.far.do("add", title, place)
        made = Sheet(self._book, title)
        made.activate()
        return made


class Sheet(base_classes.Sheet):
    """一张表。`far` 是那边的 inside.Table。"""

    api: Any = True
    book: Any = None

    def __init__(self, book: BookLike, name: str) -> None:
        self.book = book
        self.line = book.line
        self._name = name
        self.answers = book.answers_of(name)

    @cached_property
    def far(self) -> Far:
        far: Far = self.book.far.table(self._name)
        return far

    @cached_property
    def marks(self) -> Far:
        """那边的 inside.Marks。"""
        return self.far.prop("marks")

    @property
    def uno(self) -> Far:
        """LibreOffice 的表对象。"""
        return self.far.prop("sheet")

    @property
    def name(self) -> str:
        return self._name

    @name.setter
    def name(self, value: str) -> None:
        self.uno.do("setName", value)
        self._name = value

    @property
    def index(self) -> int:
        return int(self.answers.get("index", lambda: self.far.index().get())) + 1

    @property
    def names(self) -> Any:
        return Names(self.book, self.name)

    @property
    def visible(self) -> bool:
        return bool(self.answers.get("visible", lambda: self.uno.prop("IsVisible").get()))

    @visible.setter
    def visible(self, value: bool) -> None:
        self.uno.put("IsVisible", bool(value))

    def merges(self, area: Area) -> list[Area]:
        """与一块格相交的合并区域。"""
        whole, merged = self.answers.get("seen", lambda: self.far.seen(area.corners).get())
        if area.to(Area(*whole)).corners != whole:
            _, merged = self.answers.put("seen", self.far.seen(area.corners).get())
        return [block for corners in merged if (block := Area(*corners)).meets(area)]

    def number_format(self, area: Area) -> int | None:
        """一块格的数字格式的编号；不一致是 None。"""
        known = self.answers.get("formats", dict)
        keys = {known.get(place) for place in area.places()}
        if None in keys:  # 有不是数的格，没有一并问来
            keys = {self.far.format(area.corners).get()}
        return keys.pop() if len(keys) == 1 else None

    @property
    def concealed(self) -> tuple[frozenset[int], frozenset[int], frozenset[int]]:
        """用过的范围里藏起来的行、列，和其中筛选藏的行。"""
        rows, columns, filtered = self.answers.get(
            "concealed", lambda: self.far.concealed(self.used_range.areas[0].corners).get()
        )
        return frozenset(rows), frozenset(columns), frozenset(filtered)

    @property
    def protected(self) -> bool:
        """受不受保护。"""
        return bool(self.answers.get("protected", lambda: self.far.protected().get(), lasting=True))

    def refuse_protected(self) -> None:
        """受保护的表不让写，LibreOffice 有时不声不响地不写。"""
        if self.protected:
            raise ProtectedError

    def refuse_sealed(self) -> None:
        """保护有密码、松不开的表，标记、批注也加不上。"""
        if self.protected and self.answers.get(
            "sealed", lambda: self.marks.sealed().get(), lasting=True
        ):
            raise ProtectedError

    @property
    def used_range(self) -> Range:
        """有内容的范围；像 Excel 那样，不切断合并区域。"""
        return Range(self, [Area(*self.answers.get("used", lambda: self.far.used().get()))])

    @property
    def cells(self) -> Range:
        return Range(self, [self.book.whole])

    def range(self, arg1: Any, arg2: Any = None) -> Range:
        if isinstance(arg1, tuple) and len(arg1) == 4:
            row, column, rows, columns = arg1
            return Range(self, [Area(row, column, row + rows - 1, column + columns - 1)])
        first, last = self._areas(arg1), self._areas(arg2) if arg2 is not None else []
        if not last:
            return Range(self, first)
        return Range(self, [first[0].to(last[0])])

    def _areas(self, place: Any) -> list[Area]:
        if isinstance(place, Range):
            return place.areas
        if isinstance(place, tuple):
            row, column = place
            return [Area(row, column, row, column)]
        return [self._area(part) for part in str(place).split(",")]

    def _area(self, text: str) -> Area:
        rows = _ROWS.fullmatch(text)
        if rows:
            return Area(int(rows[1]), 1, int(rows[2]), self.book.whole.last_column)
        match = _AREA.fullmatch(text)
        if match is None:
            raise KeyError(text)
        row, column = int(match[2]), column_number(match[1])
        if match[3] is None:
            return Area(row, column, row, column)
        return Area(row, column, int(match[4]), column_number(match[3]))

    def activate(self) -> None:
        self.book.far.do("activate", self.name)

    select = activate

    def clear(self) -> None:
        self.cells.clear()

    def delete(self) -> None:
        self.book.refuse_protected()
        self.book.far.do("remove", self.name)

    def autofit(self, axis: str | None = None) -> None:
        if axis in {None, "rows", "r"}:
            self.uno.getRows().put("OptimalHeight", True)  # noqa: FBT003  # UNO 的写法
        if axis in {None, "columns", "c"}:
            self.uno.getColumns().put("OptimalWidth", True)  # noqa: FBT003  # 同上

    @property
    def charts(self) -> Any:
        return Charts(self)

    @property
    def notes(self) -> Any:
        return notes_of(self)

    @property
    def freeze_panes(self) -> Any:
        return FreezePanes(self)


class FreezePanes(base_classes.FreezePanes):
    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    def freeze_at(self, frozen_range: str) -> None:
        """`1:4` 冻结前四行；`A1:B4` 冻结前四行、前两列。"""
        area = self._sheet.range(frozen_range).areas[0]
        columns = 0 if _ROWS.fullmatch(frozen_range.replace("$", "")) else area.last_column
        self._sheet.book.far.do("freeze", self._sheet.name, columns, area.last_row)

    def unfreeze(self) -> None:
        self._sheet.book.far.do("freeze", self._sheet.name, 0, 0)
