"""改：把点了名的改法落到 Grid 上，重新校验，直到没有新的改法。不碰文件。

改一格会牵动别的格（得分改了总分要改），所以改完再读、再校验，别的改法露出来了接着改；
交出的是全部改动和改完之后的校验结果，由门一次写进文件。
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from perfxl.assess import Assessment, assess_all
from perfxl.cells.edits import ValueEdit
from perfxl.cells.grid import Cell, Grid, Sheet, column_number
from perfxl.cells.later import later
from perfxl.filing.findings import Finding
from perfxl.filing.fixes import Fix
from perfxl.form.form import Form


@dataclass(frozen=True, slots=True)
class Change:
    """改了的一格：哪条规则要改的、原来的写法、现在的写法。"""

    code: str
    cell: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Mended:
    """改完之后：校验结果、改了哪些格、要写进文件的值。

    `arisen` 是改了以后才有的问题（得分改低了，要补写原因）；`formulas` 是表里有没有公式。
    """

    assessments: tuple[Assessment, ...]
    changes: tuple[Change, ...] = ()
    values: tuple[ValueEdit, ...] = ()
    arisen: tuple[Finding, ...] = ()
    formulas: bool = False


def fix(grid: Grid, forms: Sequence[Form], codes: frozenset[str]) -> Mended:
    """照 `codes` 里各规则的改法改，直到没有可改的。

    Raises:
        FormError: 没有一张工作表像 `forms` 里的任何一张表样。
    """
    first = judged = assess_all(grid, forms)
    changes: dict[str, Change] = {}
    values: dict[str, ValueEdit] = {}
    done: set[tuple[str, str]] = set()
    while fresh := _offered(judged, codes, done):
        for address, (code, offer) in fresh.items():
            before = changes.get(address, Change(code, address, offer.old, ""))
            changes[address] = replace(before, new=offer.shown)
            values[address] = ValueEdit(
                offer.cell.sheet, offer.cell.row, offer.cell.column, offer.new
            )
            done.add((address, offer.shown))
        grid = _with(grid, [offer for _, offer in fresh.values()])
        judged = assess_all(grid, _forms(judged, forms))
    cells = (cell for sheet in grid.sheets for cell in sheet.cells.values())
    formulas = any(cell.formula is not None for cell in cells)
    known = {
        (finding.code, finding.message) for assessment in first for finding in assessment.findings
    }
    arisen = (
        finding
        for assessment in judged
        for finding in assessment.findings
        if (finding.code, finding.message) not in known
    )
    return Mended(judged, tuple(changes.values()), tuple(values.values()), tuple(arisen), formulas)


def _forms(judged: Sequence[Assessment], forms: Sequence[Form]) -> Sequence[Form]:
    """再读时用的表样：都认成了同一张的自评表的，就是那一张。"""
    used = {(assessment.form.code, assessment.form.stage): assessment.form for assessment in judged}
    [(_, stage), *others] = used
    return list(used.values()) if stage == "evaluate" and not others else forms


def _offered(
    assessments: Sequence[Assessment], codes: frozenset[str], done: set[tuple[str, str]]
) -> dict[str, tuple[str, Fix]]:
    """这一轮改哪些格：同一格有两种改法的取先的，改过这样的不再改。"""
    fresh: dict[str, tuple[str, Fix]] = {}
    for finding in (finding for assessment in assessments for finding in assessment.findings):
        for offer in finding.fixes if finding.code in codes else ():
            if (offer.cell.address, offer.shown) not in done:
                fresh.setdefault(offer.cell.address, (finding.code, offer))
    return fresh


def _with(grid: Grid, fixes: Sequence[Fix]) -> Grid:
    made = replace(grid, sheets=tuple(_changed(sheet, fixes) for sheet in grid.sheets))
    return _recalculated(made, {(fix.cell.sheet, fix.cell.row, fix.cell.column) for fix in fixes})


_Place = tuple[str, int, int]
_REFERENCE = later(
    r"(?:(?:'([^']+)'|([\w.]+))!)?\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?"
)


def _recalculated(grid: Grid, changed: set[_Place]) -> Grid:
    """用到改了的格的公式，存着的结果过时了，当作还没有算：打开文件时它们自己会跟着变。"""
    formulas = [cell for sheet in grid.sheets for cell in sheet.cells.values() if cell.formula]
    stale: set[_Place] = set()
    while more := {
        place for cell in formulas
        if (place := (cell.sheet, cell.row, cell.column)) not in stale
        and _uses(cell, changed | stale)
    }:  # fmt: skip
        stale |= more
    return replace(grid, sheets=tuple(_emptied(sheet, stale) for sheet in grid.sheets))


def _uses(cell: Cell, places: set[_Place]) -> bool:
    for match in _REFERENCE.finditer(cell.formula or ""):
        sheet = match[1] or match[2] or cell.sheet
        rows = int(match[4]), int(match[6] or match[4])
        columns = column_number(match[3]), column_number(match[5] or match[3])
        if any(
            other == sheet
            and min(rows) <= row <= max(rows)
            and min(columns) <= column <= max(columns)
            for other, row, column in places
        ):
            return True
    return False


def _emptied(sheet: Sheet, stale: set[_Place]) -> Sheet:
    cells = {
        place: cell._replace(raw="", kind="blank") if (sheet.name, *place) in stale else cell
        for place, cell in sheet.cells.items()
    }
    return replace(sheet, cells=cells)


def _changed(sheet: Sheet, fixes: Sequence[Fix]) -> Sheet:
    cells = dict(sheet.cells)
    for fix in fixes:
        if fix.cell.sheet == sheet.name:
            number = isinstance(fix.new, Decimal)
            cells[fix.cell.row, fix.cell.column] = fix.cell._replace(
                raw=f"{fix.new:f}" if number else str(fix.new),
                kind="number" if number else "text",
            )
    return replace(sheet, cells=cells)
