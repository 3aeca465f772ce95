"""结果表：整张写新。先添新表、写好，再去掉旧表，半路出错时旧表还在。"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from perfxl.cells.areas import location, quoted
from perfxl.cells.edits import Out
from perfxl.cells.held import clean_text
from perfxl.cells.merged import Range
from perfxl.errors import WorkbookError
from perfxl.live import draw
from perfxl.live.values import excel_value, same
from perfxl.ours import signs
from perfxl.ours.sheet import Filled, filled_cells
from perfxl.ours.signs import OURS, marker

if TYPE_CHECKING:
    from perfxl.cells.edits import Edits, ResultSheet


def our_sheets(book: Any, names: Iterable[str]) -> list[str]:
    """工作簿里现有的、属于我们的表名，按次序；凭定义名称认，与文件门相同。"""
    texts = {
        defined.name: (defined.refers_to or "").removeprefix("=")
        for defined in book.names
        if defined.name.startswith(OURS)
    }
    return signs.our_sheets(names, texts)


def refuse_names(names: Iterable[str], ours: Collection[str], edits: Edits) -> None:
    """结果表的名字被使用者的表占了，什么也不写。"""
    taken = {name.lower() for name in names if name not in ours}
    for sheet in edits.sheets:
        if sheet.name.lower() in taken:
            raise WorkbookError(
                f"已有一张名为“{sheet.name}”的工作表，不是程序写的，不能覆盖；请把它改名后再试"
            )


def changed_sheets(book: Any, edits: Edits, ours: Collection[str]) -> list[ResultSheet]:
    """要写的结果表：旧的说的完全相同的，不写，留着旧的。"""
    return [
        result
        for result in edits.sheets
        if result.name not in ours
        or not _says_the_same(book.sheets[result.name], filled_cells(result))
    ]


def replace_sheet(book: Any, result: ResultSheet, *, exists: bool) -> None:
    """写一张结果表；旧的还在就写在它前面，写好再去掉它。"""
    sheets, name = book.sheets, result.name
    old = sheets[name] if exists else None
    new = sheets.add(before=old) if exists else sheets.add(name, after=sheets[len(sheets) - 1])
    try:
        _fill(new, result)
    except BaseException:
        new.delete()
        raise
    if old is not None:
        old.delete()
        new.name = name
    title, place = marker(name), f"={quoted(name)}!$A$1"
    if exists:
        book.names[title].refers_to = place
    else:
        book.names.add(title, place)


def _says_the_same(sheet: Any, filled: Filled) -> bool:
    wanted = {place: out.value for place, out in filled.items() if out.value not in {None, ""}}
    used = sheet.used_range
    now = {
        (row, column): value
        for row, values in enumerate(used.options(ndim=2, err_to_str=True).value, used.row)
        for column, value in enumerate(values, used.column)
        if value is not None
    }
    return now.keys() == wanted.keys() and all(
        same(now[place], clean_text(value) if isinstance(value, str) else value)
        for place, value in wanted.items()
    )


def remove_sheet(book: Any, name: str) -> None:
    """去掉一张结果表和它的定义名称。"""
    book.sheets[name].delete()
    if marker(name) in book.names:  # 有的程序删表时一并删了名称
        book.names[marker(name)].delete()


def _fill(sheet: Any, result: ResultSheet) -> None:
    filled = filled_cells(result)
    if not filled:
        return
    draw.sizes(sheet, result, filled)
    draw.formats(sheet, filled)
    _values(sheet, filled)
    _links(sheet, filled)
    draw.looks(sheet, filled)
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
