"""结果表：整张写新。先添新表、写好，再去掉旧表，半路出错时旧表还在。"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from perfxl.errors import WorkbookError
from perfxl.grid import Out, Range
from perfxl.live import draw
from perfxl.workbook.escapes import clean_text
from perfxl.workbook.ours import marker
from perfxl.workbook.result_sheet import Filled, filled_cells, location, quoted

if TYPE_CHECKING:
    from perfxl.grid import Edits, ResultSheet


def our_sheets(book: Any) -> list[str]:
    """工作簿里现有的、属于我们的表名，按次序；凭定义名称认，与文件门相同。"""
    texts = {one.name: (one.refers_to or "").removeprefix("=") for one in book.names}
    return [
        sheet.name
        for sheet in book.sheets
        if texts.get(marker(sheet.name), "").startswith(
            (f"{quoted(sheet.name)}!", f"{sheet.name}!")
        )
    ]


def refuse_names(book: Any, edits: Edits) -> None:
    """结果表的名字被使用者的表占了，什么也不写。"""
    ours = set(our_sheets(book))
    taken = {sheet.name.lower() for sheet in book.sheets if sheet.name not in ours}
    for sheet in edits.sheets:
        if sheet.name.lower() in taken:
            raise WorkbookError(
                f"已有一张名为“{sheet.name}”的工作表，不是程序写的，不能覆盖；请把它改名后再试"
            )


def set_marker(book: Any, name: str) -> None:
    """记下这张表是我们的。"""
    title, place = marker(name), f"={quoted(name)}!$A$1"
    if title in book.names:
        book.names[title].refers_to = place
    else:
        book.names.add(title, place)


def replace_sheet(book: Any, result: ResultSheet) -> None:
    """写一张结果表；旧的还在就写在它前面，写好再去掉它。"""
    old = next((sheet for sheet in book.sheets if sheet.name == result.name), None)
    last = book.sheets[len(book.sheets) - 1]
    new = book.sheets.add(before=old) if old else book.sheets.add(result.name, after=last)
    try:
        _fill(new, result)
    except BaseException:
        new.delete()
        raise
    if old is not None:
        old.delete()
        new.name = result.name


def excel_value(value: Decimal | str | None) -> Any:
    """写给 Excel 的值。文字前面加 `'`：不加，`0.95`、`3/4`、`5月1日` 会被它认成数和日期。"""
    if isinstance(value, Decimal):
        return float(value)  # Excel 里的数只有这一种
    return f"'{clean_text(value)}" if value else None


def _fill(sheet: Any, result: ResultSheet) -> None:
    filled = filled_cells(result)
    if not filled:
        return
    draw.formats(sheet, filled)
    _values(sheet, filled)
    _links(sheet, filled)
    draw.looks(sheet, filled)
    draw.sizes(sheet, result, filled)
    for area in result.merged:
        _range(sheet, area).merge()
    draw.view(sheet, result)
    draw.add_chart(sheet, result)


def _range(sheet: Any, area: Range) -> Any:
    return sheet.range((area.first_row, area.first_column), (area.last_row, area.last_column))


def _values(sheet: Any, filled: Filled) -> None:
    rows = max(row for row, _ in filled)
    columns = max(column for _, column in filled)
    sheet.range((1, 1), (rows, columns)).value = [
        [excel_value(filled.get((row, column), Out()).value) for column in range(1, columns + 1)]
        for row in range(1, rows + 1)
    ]


def _links(sheet: Any, filled: Mapping[tuple[int, int], Out]) -> None:
    for place, out in filled.items():
        if out.link and isinstance(out.value, str):
            sheet.range(place).add_hyperlink(
                f"#{location(out.link)}", out.value, f"转到 {out.link}"
            )
