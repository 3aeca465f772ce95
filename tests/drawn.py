"""画在文字里的工作簿 → Grid，让案例一眼看得懂。

    [绩效自评表]
    项目名称 | 阅览室改造 | <        | <
    产出指标 | 数量指标   | ≥50个    | 52
    ^        | ^          | 95.00%%  | =A1+B1 → 12

`[名称]` 起一张工作表，后面写 `（藏着 8、E）` 的，这几行、列藏着；一行一排，格与格用 `|` 隔开，
只写 `|` 的是空行。
`<` 与左边的格合并，`^` 与上边的格合并。写得像数的是数，其余是文字；`'50` 是文字 50；
`95.00%%` 是百分比格式的数 0.95，`8500 {0"亩"}` 是带格式的数；`@2023-11-20` 是日期；
`#DIV/0!` 是公式错误；
`=A1+B1 → 12` 是公式和存着的结果，`=A1+B1 →` 是没有结果的公式；`⏎` 是格里的换行。
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from perfxl.cells.grid import Cell, CellKind, Concealed, Grid, Sheet, column_number
from perfxl.cells.merged import Range

_KINDS: tuple[tuple[str, CellKind], ...] = (
    (r"", "blank"),
    (r"-?\d+(\.\d+)?", "number"),
    (r"@.+", "date"),
    (r"#[A-Z0-9/]+[!?A]", "error"),
    (r".+", "text"),
)
_PLACE = re.compile(r"(?:(.+)!)?([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?")


def drawn(text: str, change: Mapping[str, str] | None = None, *, file: str = "案例.xlsx") -> Grid:
    """`change` 按地址改几格：`G13`（第一张表）、`数据项!B2`、一片区域 `A14:I14`；
    `隐藏` 写藏起来的行、列：`15、J、筛16`。
    """
    sheets = dict(_sheets(text))
    for place, value in (change or {}).items():
        if place.rpartition("!")[2] == "隐藏":
            name = place.rpartition("!")[0] or next(iter(sheets))
            sheets[name] = _concealed(sheets[name], value)
            continue
        match = _PLACE.fullmatch(place)
        assert match is not None, f"看不懂的地址 {place}"
        name = match[1] or next(iter(sheets))
        sheets[name] = _changed(sheets[name], match, value)
    return Grid(file, tuple(sheets.values()))


def _concealed(sheet: Sheet, text: str) -> Sheet:
    """藏起来的：`15、J、筛16`；写 `整张` 的是整张工作表。"""
    words = text.split("、")
    filtered = {int(word[1:]) for word in words if word.startswith("筛")}
    rows = {int(word) for word in words if word.isdecimal()} | filtered
    columns = {column_number(word) for word in words if re.fullmatch(r"[A-Z]+", word)}
    out = Concealed(frozenset(rows), frozenset(columns), frozenset(filtered))
    return replace(sheet, hidden="整张" in words, concealed=out)


@lru_cache(maxsize=32)
def _sheets(text: str) -> Mapping[str, Sheet]:
    """同一段文字常常改上几百处，各改一处：只画一次。"""
    tables: dict[str, list[list[str]]] = {}
    hidden: dict[str, str] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        head = re.fullmatch(r"\[(.+)\](?:（藏着 (.+)）)?", line)
        if head:
            tables[head[1]] = []
            hidden |= {head[1]: head[2]} if head[2] else {}
        else:
            row = [part.strip() for part in line.split("|")]
            tables[next(reversed(tables))].append([] if line == "|" else row)
    sheets = {name: _sheet(name, rows) for name, rows in tables.items()}
    return {
        name: _concealed(sheet, hidden[name]) if name in hidden else sheet
        for name, sheet in sheets.items()
    }


def cell_of(sheet: str, row: int, column: int, text: str) -> Cell:
    """一格的写法 → Cell。"""
    text = text.replace("⏎", "\n")
    formula, arrow, result = text.partition("→")
    if text.startswith("=") and arrow:
        value = cell_of(sheet, row, column, result.strip())
        return value._replace(formula=formula.strip().removeprefix("="))
    coded = re.fullmatch(r"(-?[\d.]+)\s*\{(.+)\}", text)  # 8500 {0"亩"}：数字格式
    if coded:
        return Cell(sheet, row, column, coded[1], "number", number_format=coded[2])
    percent = re.fullmatch(r"(-?[\d.]+)%%", text)
    if percent:
        places = len(percent[1].partition(".")[2])
        shown = f"0.{'0' * places}%".replace(".%", "%")
        raw = str(Decimal(percent[1]) / 100)
        return Cell(sheet, row, column, raw, "number", number_format=shown)
    kind = next(kind for pattern, kind in _KINDS if re.fullmatch(pattern, text, re.DOTALL))
    raw = text[1:] if text.startswith(("'", "@")) else text
    return Cell(sheet, row, column, raw, kind)


def cells_at(*addresses: str) -> tuple[Cell, ...]:
    """几个地址（`自评表!G14`）的格。"""
    places = [place for place in map(_PLACE.fullmatch, addresses) if place is not None]
    assert len(places) == len(addresses), f"看不懂的地址：{addresses}"
    return tuple(Cell(place[1], int(place[3]), column_number(place[2])) for place in places)


def _sheet(name: str, rows: list[list[str]]) -> Sheet:
    cells: dict[tuple[int, int], Cell] = {}
    merged: list[Range] = []
    for y, row in enumerate(rows, 1):
        for x, text in enumerate(row, 1):
            if text in {"<", "^"}:
                continue
            cells[(y, x)] = cell_of(name, y, x, text)
            area = _merged_from(rows, y, x)
            if (area.last_row, area.last_column) != (y, x):
                merged.append(area)
    return Sheet(
        name, {place: cell for place, cell in cells.items() if _is_held(cell)}, tuple(merged)
    )


def _is_held(cell: Cell) -> bool:
    return cell.kind != "blank" or cell.formula is not None


def _merged_from(rows: list[list[str]], y: int, x: int) -> Range:
    """从左上角的格往右数 `<`、往下数 `^`。"""
    right, down = x, y
    while right < len(rows[y - 1]) and rows[y - 1][right] == "<":
        right += 1
    while down < len(rows) and len(rows[down]) >= x and rows[down][x - 1] == "^":
        down += 1
    return Range(y, x, down, right)


def _changed(sheet: Sheet, place: re.Match[str], value: str) -> Sheet:
    first_column, first_row = column_number(place[2]), int(place[3])
    last_column = column_number(place[4]) if place[4] else first_column
    last_row = int(place[5]) if place[5] else first_row
    cells = dict(sheet.cells)
    for row in range(first_row, last_row + 1):
        for column in range(first_column, last_column + 1):
            cells.pop((row, column), None)
            cell = cell_of(sheet.name, row, column, value)
            if _is_held(cell):
                cells[(row, column)] = cell
    return replace(sheet, cells=cells)
