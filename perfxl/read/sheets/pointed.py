"""偏差原因写着“见附页”的，工作簿里有没有那一处；没有的记下来，由校验去说。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from perfxl.cells.grid import Cell, Grid, Sheet
from perfxl.cells.later import later
from perfxl.cells.quantity import bare, fold
from perfxl.filing.model import Filing, Indicator
from perfxl.read.sheets.reasons_apart import has_reasons, is_elsewhere

_INLINE = later(r"[,。;]")  # 详见附件，主要是天气原因：原因已经说了一句
_HOLDER = later(r"附[页件表注]|说明|原因|偏差|报告")  # 像是写着原因的工作表、一块
_GUIDE = later(r"填[报表写]|编制|使用")  # 填报说明不是
_PROSE = 8  # 写着话的格至少这么多字


def with_pointed(filings: Sequence[Filing], grid: Grid) -> tuple[Filing, ...]:
    """各份里指着别处、而别处没有的原因。"""
    own = {filing.sheet for filing in filings}
    others = [sheet for sheet in grid.sheets if sheet.name not in own]
    return tuple(_pointed(filing, others, grid) for filing in filings)


def _pointed(filing: Filing, others: Sequence[Sheet], grid: Grid) -> Filing:
    rows = [row for row in filing.indicators if _only_points(row)]
    if not rows:
        return filing
    here = grid.sheet(filing.sheet)
    blocks = [_prose(sheet) for sheet in others if _may_hold(sheet, filing)]
    below = [] if here is None else list(_below(here, filing))
    gone = [row for row in rows if not _is_held(row, filing, [*filter(None, blocks), below])]
    return replace(filing, pointed=tuple(row.reason for row in gone if row.reason is not None))


def _only_points(row: Indicator) -> bool:
    said = "" if row.reason is None else fold(row.reason.value).rstrip("。.;")
    return is_elsewhere(said) and not _INLINE.search(said)


def _may_hold(sheet: Sheet, filing: Filing) -> bool:
    """表样规定的附表、结果表不是写原因的地方；一条一行的附页，写着的已经取过来了。"""
    sheets = filing.form.sheets
    known = {sheets.guide, sheets.findings, sheets.scores, sheets.readings}
    known |= {table.sheet for table in filing.form.table}
    return sheet.name not in known and not _GUIDE.search(sheet.name) and not has_reasons(sheet)


def _prose(sheet: Sheet) -> list[Cell]:
    """工作表的名称和表上的字。"""
    return [Cell(sheet.name, 0, 0, sheet.name, "text"), *sheet.texts]


def _below(sheet: Sheet, filing: Filing) -> Iterator[Cell]:
    """同一张工作表上，指标下面的话。"""
    last = max((row.name.cell.row for row in filing.indicators), default=0)
    return (cell for cell in sheet.texts if cell.row > last)


def _is_held(row: Indicator, filing: Filing, blocks: Sequence[Sequence[Cell]]) -> bool:
    """有一处写着话，提到这一条，或者标明是附页、说明；报告文字里提到的也是。"""
    name = bare(row.name.value)
    told = (bare(each.text.value) for each in filing.narratives)
    return any(name in text for text in told) or any(_holds(block, name) for block in blocks)


def _holds(block: Sequence[Cell], name: str) -> bool:
    prose = [cell for cell in block if len(fold(cell.raw)) >= _PROSE]
    named = any(name in bare(cell.raw) for cell in prose)
    titled = any(_HOLDER.search(cell.raw) for cell in block[:2])
    return bool(prose) and (named or titled)
