"""跨页的一份表：下一页上把标题、项目名称、指标的表头又写了一遍（续表），指标接着上一页。"""

from __future__ import annotations

import re
from collections.abc import Sequence

from perfxl.cells.grid import Sheet
from perfxl.cells.later import later
from perfxl.cells.names import key_of
from perfxl.cells.quantity import fold
from perfxl.read.indicators.totals import is_total_label
from perfxl.read.recognition.filed import called, is_named, is_title

_TOTAL = later(r"(?:总|合)计?分?|总计|.{0,4}总?得分|.{0,4}总分")
_FEW = 2  # 头几条指标
_CONTINUED = later(r"续(?:表|上表|前表|页)?[)）\]】]?[\d一二三四五]?$")


def is_continued(
    sheet: Sheet, rows: tuple[int, int, int, int], names: Sequence[str], name: int
) -> bool:
    """又写的标题、表头，是上一份的下一页。

    `rows` 是上一份从哪一行起、表头在哪一行，又写的标题、表头在哪一行；`name` 是三级指标一列。
    列名一样，上一页没有写总分，这一页上表头以上只有标题、项目名称（写着的是同一个项目）。
    """
    start, own, begun, heading = rows
    above = [row for row in sheet.filled_rows() if begun <= row < heading]
    top = [row for row in sheet.filled_rows() if start <= row < own]
    copied = {_columns(sheet, row) for row in top}  # 表头每页都印的
    plain = all(is_title(sheet, row) or is_named(sheet, row, names) or _is_wide(sheet, row)
                or _columns(sheet, row) in copied for row in above)  # fmt: skip
    plain = plain and _years(sheet, above) <= _years(sheet, top)
    said, mine = called(sheet, above, names), called(sheet, top, names)
    marked = any(_CONTINUED.search(fold(cell.raw)) for row in above for cell in sheet.row(row))
    marked = marked or all(_columns(sheet, row) in copied for row in above)
    same = key_of(said) == key_of(mine) if said and mine else marked and not said
    if not (plain and same and _columns(sheet, own) == _columns(sheet, heading)):
        return False
    before = {key_of(sheet.at(row, name).raw) for row in range(own + 1, begun)} - {""}
    if any(key_of(sheet.at(heading + 1 + down, name).raw) in before for down in range(_FEW)):
        return False  # 又从头写起：同一份表抄了两遍，上半年、全年各一份
    return not any(_is_total(sheet, row) for row in (*range(own + 1, begun), *above))


def starts_other(sheet: Sheet, row: int, first_row: int, names: Sequence[str]) -> bool:
    """另一份表从这一行起：开头写着“项目名称”，不是 `first_row` 以上写的那一个项目。"""
    if not is_named(sheet, row, names):
        return False
    said = called(sheet, [row], names)
    top = [above for above in sheet.filled_rows() if above < first_row]
    return not said or key_of(said) != key_of(called(sheet, top, names))


def _columns(sheet: Sheet, row: int) -> tuple[tuple[int, str], ...]:
    return tuple((cell.column, key_of(cell.raw)) for cell in sheet.row(row))


def _years(sheet: Sheet, rows: Sequence[int]) -> set[str]:
    texts = (fold(cell.raw) for row in rows for cell in sheet.row(row))
    return {year for text in texts for year in re.findall(r"(?<!\d)20\d\d(?=年)", text)}


def _is_wide(sheet: Sheet, row: int) -> bool:
    """独占一行的字：年度、金额单位、第几页。"""
    cells = sheet.row(row)
    return len(cells) == 1 and cells[0].kind == "text"


def _is_total(sheet: Sheet, row: int) -> bool:
    first = next(iter(sheet.row(row)), None)
    text = "" if first is None else fold(first.raw)
    return is_total_label(text) or _TOTAL.fullmatch(text.replace(" ", "")) is not None
