"""表上写着的金额单位：元还是万元。"""

from __future__ import annotations

from collections.abc import Sequence

from perfxl.cells.grid import Cell, Sheet
from perfxl.cells.later import later
from perfxl.cells.quantity import fold
from perfxl.filing.model import FundLine
from perfxl.read.heading.headings import Heading, texts_above

_UNIT = later(r"(?:单位[：:]?|金额[：:])\s*(亿元|万元|千元|元)")  # 金额：元
_UNIT_LABEL = later(r"(?:金额|资金|货币|计量)?单位:?")
_UNIT_IN_BRACKETS = later(r"[(（]\s*(?:单位[：:]\s*)?(万元|元)\s*[)）]")


def written_unit(lines: Sequence[FundLine]) -> str:
    """表头没有写金额单位、各笔金额自己都写着的（500000元）：就是它；写得不一样的没有。"""
    fields = [field for line in lines for field in (line.initial, line.budget, line.executed)]
    values = [field.value for field in fields if field is not None and field.value.is_number]
    units = {value.unit if fold(value.raw).endswith(value.unit) else "" for value in values}
    return units.pop() if len(units) == 1 else ""


def money_unit(sheet: Sheet, before: int, funds: Heading | None = None) -> str:
    """表上写着的金额单位：资金块自己写的（`项目资金（万元）`）在先，其次 `金额单位：元`。"""
    rows = range(funds.first_row, funds.row + 1) if funds else ()
    for cell in (cell for row in rows for cell in sheet.row(row) if cell.kind == "text"):
        match = _UNIT_IN_BRACKETS.search(cell.raw)
        if match:
            return match[1]
    above = texts_above(sheet, before)
    matches = (_UNIT.search(cell.raw) for cell in above)
    said = next((match[1] for match in matches if match), "") or _unit_apart(sheet, above)
    if said:
        return said
    matches = (_UNIT_IN_BRACKETS.search(cell.raw) for cell in above)
    return next((match[1] for match in matches if match), "")


_UNITS = frozenset({"亿元", "万元", "千元", "元"})


def _unit_apart(sheet: Sheet, above: Sequence[Cell]) -> str:
    """金额单位另写一格的：金额单位 | 元。"""
    for cell in above:
        if cell.raw.strip() in _UNITS:
            before = [near for near in sheet.row(cell.row) if near.column < cell.column]
            if before and _UNIT_LABEL.fullmatch(fold(before[-1].raw)):
                return cell.raw.strip()
    return ""
