"""自己说是一份自评表的一块：认不得表头也看得出，没有读就不能不说。"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from perfxl.cells.grid import Cell, Sheet
from perfxl.cells.later import later
from perfxl.cells.names import at_colon, bare_key_of, is_one_of, key_of
from perfxl.cells.quantity import clean
from perfxl.read.header_labels import next_cell

# 单独占一行的标题；签字、附注里提到“自评表”的不是。
_TITLE = later(r"(?:表|表（.{1,20}）|表\(.{1,20}\))$")
_TITLE_WORDS = ("自评", "绩效", "评价", "复核", "评分", "申报")
_LONGEST_TITLE = 60
_LEVELS = frozenset({"一级指标", "二级指标", "三级指标", "绩效指标", "指标名称", "评价指标"})
_ENOUGH_LEVELS = 2
# 填了结果的：得分，或（不计分的表）完成值、完成情况。
_RESULT = later(r"得分$|自评分$|完成(?:值|数|情况)$")


def is_title(sheet: Sheet, row: int) -> bool:
    """一份表的标题：独占一行的“……绩效自评表”。"""
    cells = sheet.row(row)
    if len(cells) != 1 or cells[0].kind != "text" or len(cells[0].raw) > _LONGEST_TITLE:
        return False
    text = re.sub(r"\s+", "", cells[0].raw)
    return bool(_TITLE.search(text)) and any(word in text for word in _TITLE_WORDS)


def is_named(sheet: Sheet, row: int, names: Sequence[str]) -> bool:
    """开头一格写着“项目名称”。"""
    return name_label(sheet, row, names) is not None


def name_label(sheet: Sheet, row: int, names: Sequence[str]) -> Cell | None:
    first = next(iter(sheet.row(row)), None)
    if first is None or first.kind != "text":
        return None
    return first if is_one_of(at_colon(first.raw)[0], names) else None


def looks_filed(sheet: Sheet, rows: Iterable[int], names: Sequence[str]) -> bool:
    """这几行是填过的一份自评表的样子：写着项目名称（或自评表的标题）、几级指标和结果。"""
    rows = list(rows)
    texts = [cell for row in rows for cell in sheet.row(row) if cell.kind == "text"]
    keys = {bare_key_of(cell.raw) for cell in texts}
    if len(keys & _LEVELS) < _ENOUGH_LEVELS or not any(map(_RESULT.search, keys)):
        return False
    titled = any(is_title(sheet, row) and "自评" in sheet.row(row)[0].raw for row in rows)
    return titled or any(is_named(sheet, row, names) for row in rows)


def looks_declared(sheet: Sheet, names: Sequence[str]) -> bool:
    """一份申报表的样子：标题写着申报，写着项目名称和几级指标。"""
    rows = list(sheet.filled_rows())
    keys = {bare_key_of(cell.raw) for cell in sheet.texts}
    titled = any(is_title(sheet, row) and "申报" in sheet.row(row)[0].raw for row in rows)
    named = any(is_named(sheet, row, names) for row in rows)
    return titled and named and len(keys & _LEVELS) >= _ENOUGH_LEVELS


def called(sheet: Sheet, rows: Iterable[int], names: Sequence[str]) -> str:
    """它写的项目名称；没有写的为空。"""
    for row in rows:
        label = name_label(sheet, row, names)
        if label is not None:
            inline = at_colon(label.raw)[1]
            said = inline if inline.strip() else next_cell(sheet, label).raw
            return clean(said) if key_of(said) else ""
    return ""
