"""结果表的样子：与文件门写的同一套，能成片设的都成片设。"""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Any

from perfxl.cells.areas import chunks, ranges
from perfxl.live.values import excel_value
from perfxl.ours.looks import FONT, FRAME, LOOKS, number_code
from perfxl.ours.sheet import Filled, has_chart_data, heights

if TYPE_CHECKING:
    from perfxl.cells.edits import ResultSheet, Style

_LONGEST = 255


def formats(sheet: Any, filled: Filled) -> None:
    """数字格式：写值之前设。"""
    codes: dict[str, set[tuple[int, int]]] = {}
    for place, out in filled.items():
        if isinstance(out.value, Decimal):
            codes.setdefault(number_code(out), set()).add(place)
    for code, places in codes.items():
        for area in chunks(ranges(places), _LONGEST, ","):
            sheet.range(area).number_format = code


def looks(sheet: Any, filled: Filled) -> None:
    """字体、底色、对齐、框线：整片按最常见的样子设好，别的样子再各自成片改。"""
    kinds: dict[Style, set[tuple[int, int]]] = {}
    for place, out in filled.items():
        kinds.setdefault(out.style, set()).add(place)
    last = max(row for row, _ in filled), max(column for _, column in filled)
    whole = sheet.range((1, 1), last)
    whole.font.name = FONT
    whole.font.size = LOOKS["text"].size
    whole.vertical_alignment = "center"
    for style, places in kinds.items():
        for area in chunks(ranges(places), _LONGEST, ","):
            _look(sheet.range(area), style)


def _look(cells: Any, style: Style) -> None:
    look, plain = LOOKS[style], LOOKS["text"]
    cells.wrap_text = look.wrap
    cells.horizontal_alignment = look.across
    cells.font.color = f"#{look.colour[2:]}"
    if look.size != plain.size:
        cells.font.size = look.size
    if look.bold:
        cells.font.bold = True
    if look.fill:
        cells.color = f"#{look.fill[2:]}"
    if look.framed:
        cells.borders.set("all", line_style="continuous", weight="thin", color=f"#{FRAME[2:]}")


def sizes(sheet: Any, result: ResultSheet, filled: Filled) -> None:
    """列宽、行高与文件门相同。先设好，之后写字、换字体就不用反复重排行高。"""
    for width, group in groupby(enumerate(result.widths, 1), key=lambda pair: pair[1]):
        columns = [number for number, _ in group]
        sheet.range((1, columns[0]), (1, columns[-1])).column_width = width
    tall = heights(result, filled)
    for height, lines in groupby(sorted(tall), key=lambda row: tall[row]):
        rows = list(lines)
        sheet.range((rows[0], 1), (rows[-1], 1)).row_height = height


def view(sheet: Any, result: ResultSheet) -> None:
    """网格线、冻结、筛选。xlwings 在 Windows 上不会冻结，LibreOffice 不会单张关网格线，就不做。"""
    with suppress(NotImplementedError):
        sheet.show_gridlines = False
    if result.frozen_rows:
        with suppress(NotImplementedError):
            sheet.freeze_panes.freeze_at(f"1:{result.frozen_rows}")
    area = result.filter
    if area is not None and area.last_row > area.first_row:
        cells = sheet.range((area.first_row, area.first_column), (area.last_row, area.last_column))
        # 公开的对象只会挑条件：挑一次再放开，就只剩下筛选按钮。
        cells.autofilter.apply_comparison(1, "not_equal_to", None)
        cells.autofilter.clear(1)


def add_chart(sheet: Any, result: ResultSheet) -> None:
    """横条图：类别自上而下，数值轴从零起。"""
    bars = result.chart
    if bars is None or not has_chart_data(result):
        return
    first, last, at = bars.categories, bars.values, bars.anchor
    box = sheet.range((at.first_row, at.first_column), (at.last_row, at.last_column))
    chart = sheet.charts.add(
        left=box.left, top=box.top, width=box.width, height=box.height,
        chart_type="bar_clustered", style=None,
        source=sheet.range(
            (first.first_row, first.first_column), (last.last_row, last.last_column)
        ),
    )  # fmt: skip
    chart.title = bars.title
    chart.legend.visible = False
    chart.category_axis.set(reverse_order=True)
    chart.value_axis.set(minimum_scale=0, maximum_scale=excel_value(bars.limit))
