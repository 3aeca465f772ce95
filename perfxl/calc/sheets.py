"""工作表。读写格子共用一个游标：每个新的 UNO 对象都要来回十几趟，游标挪一挪只要两趟。"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from perfxl.calc.area import Area
from perfxl.calc.bridge import ProtectedError
from perfxl.calc.charts import Charts
from perfxl.calc.names import Names
from perfxl.calc.notes import notes_of
from perfxl.calc.ranges import Range
from perfxl.grid import column_number

if TYPE_CHECKING:
    from perfxl.calc.app import Book

_AREA = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?", re.IGNORECASE)
_ROWS = re.compile(r"\$?(\d+):\$?(\d+)")
# 游标一次挪这么大的区域还不会越界。
_SMALL = 10_000


class Sheets(base_classes.Sheets):
    api: Any = True

    def __init__(self, book: Book) -> None:
        self._book = book
        self._uno = book.document.getSheets()

    def __len__(self) -> int:
        return int(self._uno.getCount())

    def __iter__(self) -> Iterator[Sheet]:
        return (Sheet(self._book, self._uno.getByName(name)) for name in self._uno.ElementNames)

    def __call__(self, name_or_index: str | int) -> Sheet:
        names = self._uno.ElementNames
        if isinstance(name_or_index, int):
            name = names[name_or_index - 1]
        else:
            name = next((one for one in names if one.lower() == name_or_index.lower()), None)
            if name is None:
                raise KeyError(name_or_index)
        return Sheet(self._book, self._uno.getByName(name))

    def __contains__(self, name: str) -> bool:
        return any(one.lower() == name.lower() for one in self._uno.ElementNames)

    @property
    def active(self) -> Sheet:
        controller = self._book.controller
        uno = controller.getActiveSheet() if controller else self._uno.getByIndex(0)
        return Sheet(self._book, uno)

    def add(
        self, before: Sheet | None = None, after: Sheet | None = None, name: str | None = None
    ) -> Sheet:
        """添一张表，并且像 Excel 那样翻到它。"""
        if self._book.document.isProtected():
            raise ProtectedError
        taken = {one.lower() for one in self._uno.ElementNames}
        title = name or next(f"Sheet{n}" for n in range(1, 999) if f"sheet{n}" not in taken)
        place = before.index - 1 if before else after.index if after else self.active.index - 1
        self._uno.insertNewByName(title, place)
        made = self(title)
        made.activate()
        return made

    def range_of(self, addresses: Sequence[Any]) -> Range | None:
        """UNO 的区域地址 → Range。"""
        if not addresses:
            return None
        sheet = Sheet(self._book, self._uno.getByIndex(addresses[0].Sheet))
        return Range(sheet, [Area.of(one) for one in addresses])


class Sheet(base_classes.Sheet):
    api: Any = True
    book: Any = None

    def __init__(self, book: Book, uno: Any) -> None:
        self.book = book
        self.uno = uno
        self._cursor: Any = None
        self._at = Area(1, 1, 1, 1)

    @property
    def name(self) -> str:
        return str(self.uno.Name)

    @name.setter
    def name(self, value: str) -> None:
        self.uno.setName(value)

    @property
    def index(self) -> int:
        return int(self.uno.getRangeAddress().Sheet) + 1

    @property
    def names(self) -> Any:
        return Names(self.book, self)

    @property
    def visible(self) -> bool:
        return bool(self.uno.IsVisible)

    @visible.setter
    def visible(self, value: bool) -> None:
        self.uno.IsVisible = bool(value)

    def refuse_protected(self) -> None:
        """受保护的表不让写，LibreOffice 有时不声不响地不写。"""
        if self.uno.isProtected():
            raise ProtectedError

    def cursor(self, area: Area) -> Any:
        """挪到 `area` 上的游标；用完就作废，别留着。"""
        if self._cursor is None:
            self._cursor = self.uno.createCursor()
            self._cursor.collapseToSize(1, 1)
        at, cursor = self._at, self._cursor
        if at.rows > _SMALL or at.columns > 200:
            cursor.collapseToSize(1, 1)
            at = Area(at.first_row, at.first_column, at.first_row, at.first_column)
        if (at.first_row, at.first_column) != (area.first_row, area.first_column):
            cursor.gotoOffset(area.first_column - at.first_column, area.first_row - at.first_row)
        if (at.rows, at.columns) != (area.rows, area.columns):
            cursor.collapseToSize(area.columns, area.rows)
        self._at = area
        return cursor

    def whole_merges(self, area: Area) -> Area:
        """把 `area` 撑到不切断任何合并区域为止。"""
        cursor = self.cursor(area)
        cursor.collapseToMergedArea()
        self._at = Area.of(cursor.getRangeAddress())
        return self._at

    @property
    def used_range(self) -> Range:
        """有内容的范围；像 Excel 那样，不切断合并区域。"""
        cursor = self.uno.createCursor()
        cursor.gotoStartOfUsedArea(False)  # noqa: FBT003  # UNO 的写法
        cursor.gotoEndOfUsedArea(True)  # noqa: FBT003  # 同上
        cursor.collapseToMergedArea()
        return Range(self, [Area.of(cursor.getRangeAddress()).to(Area(1, 1, 1, 1))])

    @property
    def cells(self) -> Range:
        return Range(self, [Area.of(self.uno.getRangeAddress())])

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
            whole = Area.of(self.uno.getRangeAddress())
            return Area(int(rows[1]), 1, int(rows[2]), whole.last_column)
        found = _AREA.fullmatch(text)
        if found is None:
            raise KeyError(text)
        row, column = int(found[2]), column_number(found[1])
        if found[3] is None:
            return Area(row, column, row, column)
        return Area(row, column, int(found[4]), column_number(found[3]))

    def activate(self) -> None:
        controller = self.book.controller
        if controller is not None:
            controller.setActiveSheet(self.uno)

    select = activate

    def clear(self) -> None:
        self.cells.clear()

    def delete(self) -> None:
        if self.book.document.isProtected():
            raise ProtectedError
        self.book.document.getSheets().removeByName(self.name)

    def autofit(self, axis: str | None = None) -> None:
        if axis in {None, "rows", "r"}:
            self.uno.getRows().OptimalHeight = True
        if axis in {None, "columns", "c"}:
            self.uno.getColumns().OptimalWidth = True

    @property
    def charts(self) -> Any:
        return Charts(self)

    @property
    def notes(self) -> Any:
        return notes_of(self)

    @property
    def freeze_panes(self) -> Any:
        return FreezePanes(self)

    def _in_view(self, act: Any) -> Any:
        """窗口上的事只对翻到的那张表起作用：翻过去，做完翻回来。"""
        view = self.book.controller
        if view is None:
            return None
        before = view.getActiveSheet()
        view.setActiveSheet(self.uno)
        try:
            return act(view)
        finally:
            view.setActiveSheet(before)


class FreezePanes(base_classes.FreezePanes):
    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    def freeze_at(self, frozen_range: str) -> None:
        """`1:4` 冻结前四行；`A1:B4` 冻结前四行、前两列。"""
        area = self._sheet.range(frozen_range).areas[0]
        columns = 0 if _ROWS.fullmatch(frozen_range.replace("$", "")) else area.last_column
        self._sheet._in_view(lambda view: view.freezeAtPosition(columns, area.last_row))  # noqa: SLF001  # 同一个文件

    def unfreeze(self) -> None:
        self._sheet._in_view(lambda view: view.freezeAtPosition(0, 0))  # noqa: SLF001  # 同一个文件
