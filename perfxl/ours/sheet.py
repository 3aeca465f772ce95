"""结果表的尺寸：哪些格有样子、行多高、有没有图。"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from perfxl.cells.edits import Out, ResultSheet
from perfxl.cells.later import later
from perfxl.cells.merged import Range
from perfxl.ours.looks import LOOKS

_TALLEST = 409
_USUAL = 15  # 没有设过的行高（磅）
_ACROSS, _DOWN = 770, 490  # A4 横放印得下的宽和高（磅）：除去页边，高再留百分之四的余地
Filled = dict[tuple[int, int], Out]


def filled_cells(sheet: ResultSheet) -> Filled:
    """各格。合并区域里没给的格补上与左上角同样的样式，框线才完整。"""
    cells = {
        (row, column): out
        for row, outs in enumerate(sheet.rows, 1)
        for column, out in enumerate(outs, 1)
    }
    for area in sheet.merged:
        anchor = cells.get((area.first_row, area.first_column), Out())
        for row in range(area.first_row, area.last_row + 1):
            for column in range(area.first_column, area.last_column + 1):
                if (row, column) != (area.first_row, area.first_column):
                    cells[row, column] = Out(style=anchor.style)
    return dict(sorted(cells.items()))


def heights(sheet: ResultSheet, filled: Filled) -> dict[int, int]:
    """行高按折行后的行数估：Excel 不会替合并的、程序写的折行文字调行高。"""
    spans = {(area.first_row, area.first_column): area for area in sheet.merged}
    covered = {
        (row, column)
        for area in sheet.merged
        for row in range(area.first_row, area.last_row + 1)
        for column in range(area.first_column, area.last_column + 1)
    } - set(spans)
    heights: dict[int, int] = {}
    for (row, column), out in filled.items():
        look = LOOKS[out.style]
        area = spans.get((row, column))
        lines = 1
        crosses_rows = area is not None and area.last_row > area.first_row
        if look.wrap and not crosses_rows and (row, column) not in covered:
            last = area.last_column if area else column
            width = sum(_width(sheet, number) for number in range(column, last + 1))
            lines = _lines(str(out.value or ""), width * 10 // look.size)
        line = look.size * 13 // 10 + 1
        need = lines * line + (10 if look.size > 10 else 6)
        heights[row] = min(_TALLEST, max(heights.get(row, 0), need))
    return heights


def chart_break(sheet: ResultSheet, tall: Mapping[int, int]) -> int | None:
    """连图一页排不下时，图（连同旁边的数）从新的一页起，不切成两半；排得下的是 None。"""
    if sheet.chart is None or not has_chart_data(sheet):
        return None
    across = sum(width * 7 + 5 for width in sheet.widths) * 3 // 4
    room = _DOWN * max(_ACROSS, across) // _ACROSS
    whole = sum(tall.get(row, _USUAL) for row in range(1, sheet.chart.anchor.last_row + 1))
    # 上面空着的一行也归新的一页：图的边框正压在换页处时，LibreOffice 在前一页也画一条。
    return None if whole <= room else sheet.chart.anchor.first_row - 1


def _width(sheet: ResultSheet, column: int) -> int:
    return sheet.widths[column - 1] if column <= len(sheet.widths) else 9


def _lines(text: str, width: int) -> int:
    """折成几行：一个汉字、一串西文（地址、数）不拆开，放不下就整个到下一行。"""
    return sum(_wrapped(line, width) for line in text.split("\n"))


def _wrapped(line: str, width: int) -> int:
    if units(line) <= width:
        return 1
    room, lines, used = max(2, width - 1), 1, 0  # 每行末尾可能空出半个字
    for piece in _PIECE.findall(line):
        need = units(piece)
        if used + need > room and used:
            lines, used = lines + 1, 0
        lines += (need - 1) // room  # 比一行还长的，只好拆开
        used = used + need if need <= room else need % room
    return lines


_PIECE = later(r"[\u0021-\u2e7f]+|.")


def units(text: str) -> int:
    """占几个字符宽：汉字和全角标点占两个。"""
    return sum(2 if ord(char) > 0x2E7F else 1 for char in text)


def has_chart_data(sheet: ResultSheet) -> bool:
    """有图，且图里至少有一个数：没有数的图只是一个空框。"""
    return sheet.chart is not None and any(
        isinstance(out.value, Decimal) for out in outs_in(sheet, sheet.chart.values)
    )


def outs_in(sheet: ResultSheet, area: Range) -> list[Out]:
    """一片区域里写着的各格；区域伸到表外的不算。"""
    return [
        sheet.rows[row - 1][column - 1]
        for row in range(area.first_row, area.last_row + 1)
        for column in range(area.first_column, area.last_column + 1)
        if row <= len(sheet.rows) and column <= len(sheet.rows[row - 1])
    ]
