"""一张表上两个年度的两块并排：列名上面一行写着 2024年 | 2025年，每一块都有指标值、完成值。

取这张表的年度的一块；没有写年度的，写“本年”的一块就是。
没有这一块的，哪几栏读的是别的年度的，由 gaps 说。
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from perfxl.cells.grid import Cell, Field, Sheet
from perfxl.cells.later import later
from perfxl.cells.names import key_of
from perfxl.cells.quantity import fold
from perfxl.filing.model import Filing
from perfxl.filing.reading import Gap
from perfxl.read.heading.headings import Heading

_CAPTION = later(r"[(（]?(?:(20\d\d)年?度?|([上去]|[本当今])一?年度?)[^\d、，。]{0,8}")

_LEAST = 2  # 两块
OWN = "本"  # 本年、本年度


class YearBlock(NamedTuple):
    """写着年度的一格，和它管着的几列。"""

    year: str
    caption: Cell
    columns: frozenset[int]


def blocks_above(sheet: Sheet, heading: Heading, year: str) -> tuple[YearBlock, ...]:
    """列名上面写着的各年度；不到两个年度的不是。`year` 是这张表的年度，没有写的为 `OWN`。"""
    for row in range(max(heading.first_row - 1, 1), heading.first_row + 1):
        made = tuple(_blocks(sheet, row, heading, year))
        if len({block.year for block in made}) > 1:
            return made
    return ()


def _blocks(sheet: Sheet, row: int, heading: Heading, year: str) -> Iterator[YearBlock]:
    cells = sheet.row(row)
    if len(cells) < _LEAST:
        return
    edges = [*(cell.column for cell in cells[1:]), sheet.last_column + 1]
    below = (each for each in sheet.row(heading.row) if each.row > row)
    titles = {each.column: key_of(each.raw) for each in below}
    for cell, after in zip(cells, edges, strict=True):
        said = _year_of(cell, year) if cell.row == row else ""
        if not said:
            continue
        area = sheet.area(row, cell.column)
        merged = area.last_column > area.first_column
        columns = frozenset(range(cell.column, area.last_column + 1 if merged else after))
        columns = columns if merged else _repeated(titles, columns)
        if len(columns & titles.keys()) > 1:
            yield YearBlock(said, cell, columns)


def _repeated(titles: Mapping[int, str], columns: frozenset[int]) -> frozenset[int]:
    """没有合并的，看不出管到哪里：列名别的一块也有的几列才是；后面的分值、得分不归哪一年。"""
    outside = {title for column, title in titles.items() if column not in columns}
    return frozenset(c for c in columns if titles.get(c) in outside) or columns


def _year_of(cell: Cell, year: str) -> str:
    match = _CAPTION.fullmatch(fold(cell.raw)) if cell.kind != "error" else None
    if match is None:
        return ""
    if match[1]:
        return match[1]
    before = match[2] in {"上", "去"}
    if year == OWN:
        return "上" if before else OWN
    return str(int(year) - 1) if before else year


def own_year(year: Field[str] | None) -> str:
    """这张表的年度；没有写的、不是一年的，“本年”的一块就是它的。"""
    said = "" if year is None else year.value
    return said if said.isdigit() else OWN


def under_year(sheet: Sheet, heading: Heading, year: int | None) -> Heading:
    """认作别的年度那一块的各栏，改取这张表的年度那一块里同名的。"""
    asked = OWN if year is None else str(year)
    made = blocks_above(sheet, heading, asked)
    own = [block for block in made if block.year == asked]
    cells = dict(heading.cells)
    for key, cell in _elsewhere(heading, made, asked):
        twins = (
            each
            for each in sheet.row(cell.row)
            if any(each.column in block.columns for block in own)
        )
        cells[key] = next((e for e in twins if key_of(e.raw) == key_of(cell.raw)), cell)
    if cells == heading.cells:
        return heading
    columns = {key: cell.column for key, cell in cells.items()}
    spare = {
        key: ones for key, ones in heading.spare.items() if cells.get(key) == heading.cells.get(key)
    }
    return replace(heading, cells=cells, columns=columns, spare=spare)


def _elsewhere(
    heading: Heading, made: tuple[YearBlock, ...], year: str
) -> Iterator[tuple[str, Cell]]:
    """认出的各栏里，在别的年度那一块的。"""
    others = [block for block in made if block.year != year]
    for key, cell in heading.cells.items():
        if any(cell.column in block.columns for block in others):
            yield key, cell


def year_gap(filing: Filing, sheet: Sheet, heading: Heading | None) -> Iterator[Gap]:
    """读的是别的年度的一块：哪几栏，是哪一年的。"""
    if heading is None or heading.first_cell.sheet != sheet.name:
        return
    year = own_year(filing.year)
    made = blocks_above(sheet, heading, year)
    left = [cell for _, cell in _elsewhere(heading, made, year)]
    if not left:
        return
    block = next(block for block in made if left[0].column in block.columns)
    titles = "、".join(f"“{cell.raw.strip()}”" for cell in left)
    what = f"{year}年的{titles}" if year != OWN else f"年度：表上并着{'、'.join(_years(made))}几块"
    said = f"，读的是“{block.caption.raw.strip()}”一块的{'' if year != OWN else titles}"
    fix = "把本年度的一块也写上，或在标题里写明是哪一年的；只报一个年度的，别的年度的一块删去"
    yield Gap(what + said, block.caption, "error", fix)


def _years(made: tuple[YearBlock, ...]) -> list[str]:
    return list(dict.fromkeys(f"{block.year}年" for block in made))


def above_asides(
    sheet: Sheet, filing: Filing, heading: Heading, funds: Heading | None
) -> Iterator[tuple[tuple[int, int], str]]:
    """并排的两块：写着年度的一格，和别的年度的各格（看见了，不核）。"""
    year = own_year(filing.year)
    total = filing.total or filing.total_weight
    rows = [row.name.cell.row for row in filing.indicators] + ([total.cell.row] if total else [])
    lines = [line.name.cell.row for line in filing.funds if line.name.cell.sheet == sheet.name]
    for each, below in ((heading, rows), (funds, lines)):
        if each is None or each.first_cell.sheet != sheet.name:
            continue
        taken = set(each.columns.values())
        for block in blocks_above(sheet, each, year):
            yield (block.caption.row, block.caption.column), f"{block.year}年的一块"
            if block.year == year:
                continue
            for column in set(block.columns) - taken:
                yield from (
                    ((row, column), f"{block.year}年的，不核") for row in (each.row, *below)
                )
