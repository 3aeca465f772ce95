"""画法特别的（通栏重写几格、几行一条、左右几半、两栏一格、几条一格），先摆成一行一条。"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from perfxl.cells.grid import Grid, Sheet
from perfxl.form.form import Form
from perfxl.read.banners import gathered
from perfxl.read.catalog import Catalog, catalog_of
from perfxl.read.halves_beside import joined_halves
from perfxl.read.recognition.recognition import candidates
from perfxl.read.scores_below import with_scores_below
from perfxl.read.spread import spread
from perfxl.read.stacked import unstacked
from perfxl.read.two_in_one import halved_columns


def straightened(grid: Grid, forms: Sequence[Form]) -> Grid:
    """没有特别的画法的，就是 `grid` 自己。"""
    catalog = catalog_of(forms)
    grid = _with_sheets(grid, tuple(map(gathered, grid.sheets)))
    likely = candidates(grid, catalog)  # 别的各张不画指标
    sheets = tuple(
        _straight(sheet, catalog) if any(sheet is each for each in likely) else sheet
        for sheet in grid.sheets
    )
    return _with_sheets(grid, tuple(map(spread, sheets)))


def _with_sheets(grid: Grid, sheets: tuple[Sheet, ...]) -> Grid:
    same = all(other is sheet for other, sheet in zip(sheets, grid.sheets, strict=True))
    return grid if same else replace(grid, sheets=sheets)


def _straight(sheet: Sheet, catalog: Catalog) -> Sheet:
    for straighten in (unstacked, joined_halves, with_scores_below, halved_columns):
        sheet = straighten(sheet, catalog)
    return sheet
