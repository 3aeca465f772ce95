"""改：把点了名的改法落到 Grid 上，重新校验，直到没有新的改法。不碰文件。

改一格会牵动别的格（得分改了总分要改），所以改完再读、再校验，别的改法露出来了接着改；
交出的是全部改动和改完之后的校验结果，由门一次写进文件。
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from perfxl.assess import Assessment, assess
from perfxl.cells.grid import Grid, Sheet, ValueEdit
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

    assessment: Assessment
    changes: tuple[Change, ...] = ()
    values: tuple[ValueEdit, ...] = ()
    arisen: tuple[Finding, ...] = ()
    formulas: bool = False


def fix(grid: Grid, forms: Sequence[Form], codes: frozenset[str]) -> Mended:
    """照 `codes` 里各规则的改法改，直到没有可改的。

    Raises:
        FormError: 没有一张工作表像 `forms` 里的任何一张表样。
    """
    first = assessment = assess(grid, forms)
    changes: dict[str, Change] = {}
    values: dict[str, ValueEdit] = {}
    done: set[tuple[str, str]] = set()
    while fresh := _offered(assessment, codes, done):
        for address, (code, one) in fresh.items():
            before = changes.get(address, Change(code, address, one.old, ""))
            changes[address] = replace(before, new=one.shown)
            values[address] = ValueEdit(one.cell.sheet, one.cell.row, one.cell.column, one.new)
            done.add((address, one.shown))
        grid = _with(grid, [one for _, one in fresh.values()])
        assessment = assess(grid, [assessment.form])
    cells = (cell for sheet in grid.sheets for cell in sheet.cells.values())
    formulas = any(cell.formula is not None for cell in cells)
    known = {(one.code, one.message) for one in first.findings}
    arisen = (one for one in assessment.findings if (one.code, one.message) not in known)
    return Mended(
        assessment, tuple(changes.values()), tuple(values.values()), tuple(arisen), formulas
    )


def _offered(
    assessment: Assessment, codes: frozenset[str], done: set[tuple[str, str]]
) -> dict[str, tuple[str, Fix]]:
    """这一轮改哪些格：同一格有两种改法的取先的，改过这样的不再改。"""
    fresh: dict[str, tuple[str, Fix]] = {}
    for finding in assessment.findings:
        for one in finding.fixes if finding.code in codes else ():
            if (one.cell.address, one.shown) not in done:
                fresh.setdefault(one.cell.address, (finding.code, one))
    return fresh


def _with(grid: Grid, fixes: Sequence[Fix]) -> Grid:
    return replace(grid, sheets=tuple(_changed(sheet, fixes) for sheet in grid.sheets))


def _changed(sheet: Sheet, fixes: Sequence[Fix]) -> Sheet:
    cells = dict(sheet.cells)
    for one in fixes:
        if one.cell.sheet == sheet.name:
            number = isinstance(one.new, Decimal)
            cells[one.cell.row, one.cell.column] = replace(
                one.cell,
                raw=f"{one.new:f}" if number else str(one.new),
                kind="number" if number else "text",
            )
    return replace(sheet, cells=cells)
