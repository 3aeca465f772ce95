"""一张表。位置都是（首行，首列，末行，末列），从 1 起，两端都含。"""

from __future__ import annotations

from typing import Any

from .marks import Marks, area_of

_DATES = 2  # com.sun.star.sheet.CellFlags：常数里的日期时刻
# 游标一次挪这么大的区域还不会越界。
_TALL, _WIDE = 10000, 200


class Table:
    """一张表。各块格共用一个游标：取一个新的 UNO 对象比把游标挪一挪贵得多。"""

    def __init__(self, document: Any, sheet: Any) -> None:
        self.document, self.sheet = document, sheet
        self._cursor = None  # type: Any
        self._at = (1, 1, 1, 1)

    @property
    def marks(self) -> Marks:
        """条件格式、批注。

        用一次造一次：表若也拿着它，两个互相拿着，要等垃圾收集才放得掉；收集来的时候文档早关了，
        这时放掉文档里的对象，LibreOffice 会崩溃（7.4 上一百多次里有一次）。
        """
        return Marks(self)

    def at(self, area: Any) -> Any:
        """挪到这块格上的游标；用完就作废，别留着。"""
        if self._cursor is None:
            self._cursor = self.sheet.createCursor()
            self._cursor.collapseToSize(1, 1)
            self._at = (1, 1, 1, 1)
        cursor, (top, left, bottom, right) = self._cursor, self._at
        if bottom - top > _TALL or right - left > _WIDE:
            cursor.collapseToSize(1, 1)
            bottom, right = top, left
        if (top, left) != (area[0], area[1]):
            cursor.gotoOffset(area[1] - left, area[0] - top)
        rows, columns = area[2] - area[0], area[3] - area[1]
        if (bottom - top, right - left) != (rows, columns):
            cursor.collapseToSize(columns + 1, rows + 1)
        self._at = tuple(area)
        return cursor

    def own(self, area: Any) -> Any:
        """这块格自己的对象，不是游标：要留着用的时候用它。"""
        return self.sheet.getCellRangeByPosition(area[1] - 1, area[0] - 1, area[3] - 1, area[2] - 1)

    def many(self, areas: Any) -> Any:
        """几块格合成的一个对象；只有一块的是游标。"""
        return self.at(areas[0]) if len(areas) == 1 else self.together(areas)

    def together(self, areas: Any) -> Any:
        made = self.document.createInstance("com.sun.star.sheet.SheetCellRanges")
        addresses = tuple(self.at(area).getRangeAddress() for area in areas)
        made.addRangeAddresses(addresses, False)
        return made

    def index(self) -> int:
        return int(self.sheet.getRangeAddress().Sheet)

    def protected(self) -> bool:
        return bool(self.sheet.isProtected())

    def overview(self) -> Any:
        """整张表：次序、看不看得见、受不受保护、用过的范围、内容、样子、规则、批注、藏着的行列。"""
        used = self.used()
        return (
            self.index(), bool(self.sheet.IsVisible), self.protected(), used, self.content(used),
            self.seen(used), self.marks.rules(), self.marks.notes(), self.concealed(used),
        )  # fmt: skip

    def concealed(self, area: Any) -> Any:
        """这块格里藏起来的行、列，和其中筛选藏的行。"""
        visible = list(map(area_of, self.at(area).queryVisibleCells().getRangeAddresses()))
        rows = set(range(area[0], area[2] + 1))
        rows -= {row for place in visible for row in range(place[0], place[2] + 1)}
        columns = set(range(area[1], area[3] + 1))
        columns -= {column for place in visible for column in range(place[1], place[3] + 1)}
        lines = self.sheet.getRows()
        filtered = [row for row in rows if lines.getByIndex(row - 1).IsFiltered]
        return tuple(sorted(rows)), tuple(sorted(columns)), tuple(sorted(filtered))

    def whole(self) -> Any:
        return area_of(self.sheet.getRangeAddress())

    def used(self) -> Any:
        """有内容的范围，从 A1 起；像 Excel 那样，不切断合并区域。"""
        cursor = self.sheet.createCursor()
        cursor.gotoStartOfUsedArea(False)
        cursor.gotoEndOfUsedArea(True)
        cursor.collapseToMergedArea()
        _, _, bottom, right = area_of(cursor.getRangeAddress())
        return 1, 1, bottom, right

    def content(self, area: Any) -> Any:
        """值、公式，和光看值分不清的：错误值的字，各个数的格式，常数的日期在哪几块。

        公式只给等号开头的格：真假值、错误值的常数在这里也写成等号开头。
        """
        cells = self.at(area)
        data = cells.getDataArray()
        numbers = [
            (area[1] + j, area[0] + i)
            for i, row in enumerate(data)
            for j, value in enumerate(row)
            if value is not None and not isinstance(value, str)
        ]
        dates = cells.queryContentCells(_DATES).getRangeAddresses() if numbers else ()
        formulas = tuple(
            (i, j, text)
            for i, row in enumerate(cells.getFormulaArray())
            for j, text in enumerate(row)
            if text.startswith("=")
        )
        errors = tuple(
            (i, j, self.own((area[0] + i, area[1] + j) * 2).getCellByPosition(0, 0).getString())
            for i, row in enumerate(data)
            for j, value in enumerate(row)
            if value is None
        )
        return data, formulas, errors, tuple(self._formats(numbers)), tuple(map(area_of, dates))

    def _formats(self, numbers: Any) -> Any:
        """各个数（列、行）的数字格式：（位置，编号）。上下相连的一起问，不一致就分成两半再问。"""
        formats, waiting = [], []  # type: ignore[var-annotated]
        for column, row in sorted(numbers):
            if waiting and waiting[-1][1:3] == (column, row - 1):
                waiting[-1] = (waiting[-1][0], column, row, column)
            else:
                waiting.append((row, column, row, column))
        while waiting:
            area = waiting.pop()
            key = self.format(area)
            if key is None:
                waiting += _halves(area)
            else:
                formats.append((area, key))
        return formats

    def format(self, area: Any) -> Any:
        """数字格式的编号；不一致是 None（LibreOffice 说的是 0，与“常规”一样）。"""
        cells = self.at(area)
        key = cells.NumberFormat
        if key or area[:2] == area[2:]:
            return key
        mixed = cells.getPropertyState("NumberFormat").value == "AMBIGUOUS_VALUE"
        return None if mixed else key

    def seen(self, area: Any) -> Any:
        """用过的范围撑到盖住 `area`：（它的位置，合并区域）。"""
        _, _, bottom, right = self.used()
        whole = 1, 1, max(bottom, area[2]), max(right, area[3])
        return whole, tuple(self._merges(whole))

    def _merges(self, whole: Any) -> Any:
        """合并区域：没有左上角在里面的几行不看，有的那一行逐格看。"""
        merged, waiting = [], [whole]
        while waiting:
            area = waiting.pop()
            if not self.at(area).getIsMerged():
                continue
            if area[0] < area[2]:
                waiting += _halves(area)
            else:
                merged += self._merges_in_row(area[0], area[1], area[3])
        return merged

    def _merges_in_row(self, row: int, column: int, right: int) -> Any:
        merged = []
        cursor = self.at((row, column, row, column))
        while True:
            step = 1
            if cursor.getIsMerged():
                cursor.collapseToMergedArea()
                merged.append(area_of(cursor.getRangeAddress()))
                cursor.collapseToSize(1, 1)
                step = merged[-1][3] - column + 1
            if column + step > right:
                self._at = (row, column, row, column)
                return merged
            cursor.gotoOffset(step, 0)
            column += step

    # ---- 链接 ----

    def link(self, row: int, column: int) -> Any:
        fields = self.sheet.getCellByPosition(column - 1, row - 1).getTextFields()
        return fields.getByIndex(0).URL if fields.getCount() else None

    def add_link(self, row: int, column: int, url: str, text: str) -> None:
        field = self.document.createInstance("com.sun.star.text.TextField.URL")
        field.URL, field.Representation = url, text
        cell = self.sheet.getCellByPosition(column - 1, row - 1)
        cell.setString("")
        cell.insertTextContent(cell.createTextCursor(), field, False)

    # ---- 图 ----

    def charts(self) -> Any:
        return self.sheet.getCharts().getElementNames()

    def chart(self, name: str) -> Any:
        return self.sheet.getCharts().getByName(name).getEmbeddedObject()

    def add_chart(self, name: str, box: Any, area: Any) -> None:
        """画一个图；数据的第一列是类别。"""
        areas = (self.at(area).getRangeAddress(),) if area else ()
        self.sheet.getCharts().addNewByName(name, box, areas, False, True)

    # ---- 列宽、行高、筛选 ----

    def columns(self, first: int, last: int) -> Any:
        return self.at((1, first, 1, last)).getColumns()

    def rows(self, first: int, last: int) -> Any:
        return self.at((first, 1, last, 1)).getRows()

    def filter(self, area: Any) -> None:
        address = self.own(area).getRangeAddress()
        home = self.document.getPropertyValue("UnnamedDatabaseRanges")  # 属性清单里没有它
        home.setByTable(address)
        home.getByTable(address.Sheet).AutoFilter = True


def _halves(area: Any) -> Any:
    """一块格分成上下两半。"""
    top, left, bottom, right = area
    middle = (top + bottom) // 2
    return [(top, left, middle, right), (middle + 1, left, bottom, right)]
