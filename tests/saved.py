"""画的表存成真的 .xlsx。"""

from __future__ import annotations

from pathlib import Path

import xlsxwriter  # type: ignore[import-untyped]  # 没有附类型

from perfxl.cells.grid import Grid


def saved(grid: Grid, path: Path) -> Path:
    book = xlsxwriter.Workbook(path)
    percent = book.add_format({"num_format": "0.00%"})
    for sheet in grid.sheets:
        page = book.add_worksheet(sheet.name)
        for area in sheet.merged:
            page.merge_range(
                area.first_row - 1, area.first_column - 1,
                area.last_row - 1, area.last_column - 1, "",
            )  # fmt: skip
        for (row, column), cell in sheet.cells.items():
            style = percent if cell.is_percent else None
            value = float(cell.raw) if cell.kind == "number" else cell.raw
            page.write(row - 1, column - 1, value, style)
    book.close()
    return path
