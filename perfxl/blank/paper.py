"""一张张画出来的工作表：字体、边框、合并、公式和它的结果、下拉与提示、保护、打印。

只有这里认识 XlsxWriter。行列从 1 起，与 Grid 相同。
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from itertools import product
from operator import itemgetter
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import xlsxwriter  # type: ignore[import-untyped]  # 该库没有类型标注

from perfxl.blank.breaks import SPLIT_MERGED, best_breaks
from perfxl.blank.content import Entry, shown_as, value_of
from perfxl.blank.layout import MARGINS, line_count, line_height, page_height, pixels
from perfxl.blank.looks import LOOKS
from perfxl.cells.areas import reference
from perfxl.cells.later import later
from perfxl.cells.merged import Range
from perfxl.cells.quantity import plain
from perfxl.errors import FormError

# 没有密码的保护只防误改：调格式、调行高列宽、插行都照常。
_ALLOWED = dict.fromkeys(
    ("format_cells", "format_columns", "format_rows", "insert_rows", "delete_rows",
     "insert_hyperlinks", "sort", "autofilter", "objects"),  # objects：校验的批注加得上
    True,
)  # fmt: skip

_DATE = 'yyyy"年"m"月"d"日"'
_HIGHEST = 409  # Excel 的行高上限（磅）
_USUAL = 15  # 没有设过的行高（磅）
_TIGHTEST = 125  # 为了少一页，至多缩到五分之四：再小就看不清了
_SURE = 97  # 各打印机排出来差百分之一二：留些余地，不让末一行落到下一页
_LONGEST_LIST = 255  # 直接写在下拉里的选项，连逗号最多这么长
_EMPTY_RESULT = later(rb'(<c r="[A-Z]+\d+"(?: s="\d+")?)(><f>[^<]*</f><v></v></c>)')
_ROW = later(rb'(<row r="(\d+)"[^>]*?) customHeight="1"([^>]*>)')


class Book:
    """一个工作簿：格式各存一份；存盘时去掉一切与时间有关的东西。"""

    def __init__(self, *, title: str, code: str) -> None:
        self._buffer = BytesIO()
        self._book = xlsxwriter.Workbook(self._buffer, {"in_memory": True})
        self._book.set_properties({"title": title, "created": datetime(2020, 1, 1, tzinfo=UTC)})
        self._book.set_custom_property("perfxl_form", code)
        self._formats: dict[tuple[str, str], Any] = {}
        self._growing: dict[str, set[int]] = {}

    def sheet(self, name: str, growing: set[int]) -> Any:
        """加一张工作表；`growing` 是高随内容变的行，画的时候陆续记进去。"""
        self._growing[f"xl/worksheets/sheet{len(self._growing) + 1}.xml"] = growing
        return self._book.add_worksheet(name)

    def format(self, look: str, code: str) -> Any:
        key = (look, code)
        if key not in self._formats:
            properties = dict(LOOKS[look]) | ({"num_format": code} if code else {})
            self._formats[key] = self._book.add_format(properties)
        return self._formats[key]

    def saved(self) -> bytes:
        """存好的文件：两次生成，字节相同。"""
        self._book.close()
        result = BytesIO()
        with ZipFile(self._buffer) as old, ZipFile(result, "w", ZIP_DEFLATED) as new:
            for name in old.namelist():
                part = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                part.compress_type = ZIP_DEFLATED
                part.external_attr = 0o600 << 16
                new.writestr(part, self._finished(name, old.read(name)))
        return result.getvalue()

    def _finished(self, name: str, part: bytes) -> bytes:
        """XlsxWriter 写不出而 Excel 自己会写的两处。"""
        # 公式的结果是空文本时存成 t="str"；缺了它，读的人会以为公式没有算过。
        part = _EMPTY_RESULT.sub(rb'\1 t="str"\2', part)
        # 行高不算“自定义”，打字换行时 Excel 才会自动加高。
        growing = self._growing.get(name, set())
        return _ROW.sub(lambda row: row[1] + row[3] if int(row[2]) in growing else row[0], part)


class Paper:
    """一张工作表。画的时候记下每行要多高，最后一次设好。"""

    def __init__(self, book: Book, name: str, widths: Sequence[int]) -> None:
        self.name, self.widths = name, tuple(widths)
        self._heights: dict[int, int] = {}
        self._wishes: dict[int, int] = {}  # 好看些的行高：多占一页时不要
        self._rigid: set[int] = set()  # 其中打字换行时不会自动加高的行：先让它们高
        self._joins: dict[int, int] = {}  # 在这一行前面换页，代价多少
        self._breaks: tuple[int, ...] = ()
        self._growing: set[int] = set()
        self._tall: list[tuple[Range, int]] = []  # 竖着合并的格和它要的高
        self._book, self._sheet = book, book.sheet(name, self._growing)
        for place, width in enumerate(widths):
            self._sheet.set_column(place, place, width)

    @property
    def last_column(self) -> int:
        return len(self.widths)

    @property
    def height(self) -> int:
        """画到这里共有多高（磅）。"""
        self._settle()
        return sum(self._heights.values())

    def wide(self, row: int) -> Range:
        """整行：从第一列到最后一列。"""
        return Range(row, 1, row, self.last_column)

    def put(self, area: Range, entry: Entry | None, look: str, code: str = "") -> None:
        """在一块地方写一个值；多于一格时合并。空值也画边框。"""
        value = value_of(entry)
        code = shown_as(entry) or code or (_DATE if isinstance(value, date) else "")
        style = self._book.format(look, code)
        row, column = area.first_row - 1, area.first_column - 1
        self._merge(area, style)
        if value is None or value == "":
            self._sheet.write_blank(row, column, None, style)
        elif isinstance(value, str):
            self._sheet.write_string(row, column, value, style)
            self.need(area, value, look)
        elif isinstance(value, date):
            self._sheet.write_datetime(row, column, value, style)
        else:
            self._sheet.write_number(row, column, value, style)

    def formula(
        self, area: Range, text: str, result: Decimal | str, look: str, code: str = ""
    ) -> None:
        """写公式，连同它的结果：预览和不会算公式的程序看到的也是对的。"""
        style = self._book.format(look, code)
        self._merge(area, style)
        value = Decimal(plain(result)) if isinstance(result, Decimal) else result
        self._sheet.write_formula(area.first_row - 1, area.first_column - 1, text, style, value)

    def _merge(self, area: Range, style: Any) -> None:
        if (area.first_row, area.first_column) != (area.last_row, area.last_column):
            self._sheet.merge_range(*_zero_based(area), "", style)
            self.join(area.first_row, area.last_row, SPLIT_MERGED)

    def advise(self, area: Range, title: str, message: str, **rule: object) -> None:
        """选中时显示的提示；`rule` 是数据有效性的条件，没有时任意填。"""
        options = {"validate": "any"} | rule
        if message:
            options |= {"input_title": title[:32], "input_message": message[:255]}
        self._sheet.data_validation(*_zero_based(area), options)

    def choose(self, area: Range, title: str, message: str, source: Sequence[str] | str) -> None:
        """下拉：可以选，也可以自己写。"""
        options = source if isinstance(source, str) else list(source)
        if len(",".join(source)) > _LONGEST_LIST and isinstance(options, list):
            raise FormError(f"“{title}”的选项合起来超过 {_LONGEST_LIST} 个字，Excel 的下拉放不下")
        self.advise(area, title, message, validate="list", source=options, show_error=False)

    def amount(self, area: Range, title: str, message: str) -> None:
        """应填不小于零的数；填了别的先问一声，不硬拦。"""
        self.advise(
            area, title, message, validate="decimal", criteria=">=", value=0,
            error_type="warning", error_title=title[:32],
            error_message="这里一般填不小于 0 的数字，不写单位",
        )  # fmt: skip

    def at_least(self, row: int, height: int) -> None:
        self._heights[row] = max(self._heights.get(row, 0), height)

    def wish(self, row: int, height: int, *, rigid: bool = False) -> None:
        """排得下时再高一些，填写方便；`rigid`：横着合并的，字多了不会自动加高，矮了就印不全。"""
        self._wishes[row] = height
        if rigid:
            self._rigid.add(row)

    def join(self, first: int, last: int, cost: int) -> None:
        """这几行要排在一页；不得已拆开的代价。"""
        for row in range(first + 1, last + 1):
            self._joins[row] = max(self._joins.get(row, 0), cost)

    def grow(self, row: int) -> None:
        """这一行的高随填的字变：打字换行时自动加高。"""
        self._growing.add(row)

    def height_of(self, text: str, first: int, last: int, look: str) -> int:
        """一段字写在这几列里要多高（磅）。"""
        style = LOOKS[look]
        size, indent = int(str(style["font_size"])), int(str(style.get("indent", 0)))
        width = pixels(self.widths[first - 1 : last]) - 9 * indent
        lines = line_count(text, width, size) if style["text_wrap"] else 1
        return lines * line_height(size) + 4

    def rows_for(self, text: str, first: int, last: int, look: str) -> int:
        """一行的高有上限，长文要合并几行才放得下。"""
        return -(-self.height_of(text, first, last, look) // _HIGHEST)

    def need(self, area: Range, text: str, look: str) -> None:
        """这块地方至少要放得下这段字。"""
        need = self.height_of(text, area.first_column, area.last_column, look)
        if area.first_row == area.last_row:
            self.at_least(area.first_row, need)
        else:
            self._tall.append((area, need))

    def _settle(self) -> None:
        """竖着合并的格还不够高的，差多少补在最后一行，上面的行不变。"""
        for area, need in self._tall:
            rows = range(area.first_row, area.last_row + 1)
            short = need - sum(self._heights.get(row, 0) for row in rows)
            if short > 0:
                self.at_least(area.last_row, self._heights.get(area.last_row, 0) + short)
        self._tall.clear()

    def break_pages(self, *, landscape: bool, repeat: int = 0) -> tuple[int, ...]:
        """定下在哪几行前面换页：`repeat` 是每页重复的行。"""
        self._settle()
        room = page_height(self.widths, landscape=landscape) * _SURE // 100
        fewest, _ = self._bad(self._heights, room, repeat)
        tried: list[tuple[tuple[int, int], dict[int, int]]] = []
        # 先要页数少、拆开的少，再要行高：高一些排不下的，高得少一些。
        for rigid, rest in product((4, 3, 2, 1, 0), repeat=2):
            heights = self._raised(rigid, rest)
            tried.append((self._bad(heights, room, repeat), heights))
            if tried[-1][0] == (fewest, 0):
                break  # 页数与一点不加高的一样多，又没有拆开：没有更好的了
        self._heights = min(tried, key=itemgetter(0))[1]
        self._breaks = self._turns(self._heights, room, repeat)
        return self._breaks

    def _bad(self, heights: Mapping[int, int], room: int, repeat: int) -> tuple[int, int]:
        breaks = self._turns(heights, room, repeat)
        return len(breaks), sum(self._joins.get(row, 0) for row in breaks)

    def _raised(self, rigid: int, rest: int) -> dict[int, int]:
        """各行的高，想要再高的加上差的四分之几：不会自动加高的几行，其余的。"""
        raised = dict(self._heights)
        for row, wish in self._wishes.items():
            quarters = rigid if row in self._rigid else rest
            raised[row] += max(0, wish - raised[row]) * quarters // 4
        return raised

    def _turns(self, heights: Mapping[int, int], room: int, repeat: int) -> tuple[int, ...]:
        rows = [heights.get(row, _USUAL) for row in range(1, max(heights, default=0) + 1)]
        return best_breaks(rows, self._joins, room, repeat)

    def squeeze(self, *, landscape: bool) -> int:
        """不会变长的一张：缩一缩能少一页的就缩，给出共几页。"""
        self._settle()
        room = page_height(self.widths, landscape=landscape)
        self._breaks, tight = (
            self._turns(self._heights, height, 0) for height in (room, room * _TIGHTEST // 100)
        )
        if len(tight) < len(self._breaks):
            self._breaks = tight
        return len(self._breaks) + 1

    def finish(self, *, landscape: bool, repeat: int = 0, frozen: int = 0, pages: int = 0) -> None:
        """行高、保护、打印；`repeat` 是每页重复的行，`frozen` 是冻结的行数，`pages` 是至多几页。"""
        sheet = self._sheet
        self._settle()
        for row, height in self._heights.items():
            sheet.set_row(row - 1, min(height, _HIGHEST))
        sheet.protect("", _ALLOWED)
        sheet.set_paper(9)
        (sheet.set_landscape if landscape else sheet.set_portrait)()
        sheet.fit_to_pages(1, pages)
        sheet.set_h_pagebreaks([row - 1 for row in self._breaks])
        sheet.set_margins(*(Decimal(inch) for inch in MARGINS))
        sheet.center_horizontally()
        sheet.set_footer('&C&"仿宋,Regular"&10第 &P 页，共 &N 页')
        sheet.print_area(0, 0, max(self._heights, default=1) - 1, self.last_column - 1)
        sheet.hide_gridlines(2)
        if repeat:
            sheet.repeat_rows(repeat - 1)
        if frozen:
            sheet.freeze_panes(frozen, 0)

    def show_first(self) -> None:
        """打开工作簿时停在这一张。"""
        self._sheet.activate()


def _zero_based(area: Range) -> tuple[int, int, int, int]:
    return area.first_row - 1, area.first_column - 1, area.last_row - 1, area.last_column - 1


def cell(row: int, column: int) -> Range:
    """一格。"""
    return Range(row, column, row, column)


def span(first_row: int, last_row: int, column: int) -> str:
    """一列里的一段：G13:G30。"""
    return f"{reference(first_row, column)}:{reference(last_row, column)}"
