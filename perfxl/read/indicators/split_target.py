"""一个列名盖着几栏、下面没有再写列名的：≥｜120人，≥｜120｜人，120｜人。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from perfxl.cells.grid import Cell, Sheet
from perfxl.cells.later import later
from perfxl.cells.names import key_of, tidy
from perfxl.cells.notation import BLANK_MARKS
from perfxl.cells.quantity import fold
from perfxl.read.heading.headings import Heading

_SIGN = later(
    r"[≥≤<>=＝≧≦]{1,2}|大于等于|小于等于|大于|小于|等于|不[低高少大小]于|不超过|定性|正向|反向|前"
)
_BARE_SIGN = later(r"[≥≤<>=＝≧≦]{1,2}|大于等于|小于等于|大于|小于|等于|不[低高少大小]于|不超过")
_SIGN_HEADS = frozenset(
    {"指标性质", "指标方向", "指标方向性", "指标符号", "计算符号", "比较符号", "运算符号", "符号"}
)
_PARTS = {"target": ("sign", "unit"), "actual": ("actual_sign", "actual_unit")}
_LONGEST_UNIT = 8
_MOST_COLUMNS = 4


def split_columns(sheet: Sheet, heading: Heading) -> Heading:
    """指标值、完成值的列名盖着几栏的，看下面写的是什么，分出符号、数、单位。"""
    for key, parts in _PARTS.items():
        columns = _covered(sheet, heading, key)
        kinds = {column: _kind(sheet, heading, column) for column in columns}
        values = [column for column in columns if kinds[column] == "value"]
        if len(values) != 1 or len(columns) == 1:
            continue
        cells, places = dict(heading.cells), {**heading.columns, key: values[0]}
        for part in parts:
            # 与左边合并着、一格也没有另写的，不是哪一部分
            mine = [column for column in columns if kinds[column] and part.endswith(kinds[column])]
            if len(mine) == 1 and part not in places and part != "actual_sign":
                places[part], cells[part] = mine[0], heading.cells[key]
        heading = replace(heading, columns=places, cells=cells)
    return heading


def _covered(sheet: Sheet, heading: Heading, key: str) -> list[int]:
    """列名那一格盖着的、没有归别的字段的各列。"""
    cell = heading.cells.get(key)
    if cell is None or heading.columns[key] != cell.column:
        return []
    area = sheet.area(cell.row, cell.column)
    others = {column for other, column in heading.columns.items() if other != key}
    last = min(area.last_column, area.first_column + _MOST_COLUMNS)
    columns = range(area.first_column, last + 1)
    below = (column for column in columns if not area.holds(heading.row, column))
    named = any(sheet.at(heading.row, column).raw for column in below)
    return [] if named or others & set(columns) else list(columns)


def _kind(sheet: Sheet, heading: Heading, column: int) -> str:
    """一列下面写的是符号、单位，还是数；空着的为空。"""
    cells = list(_under(sheet, heading, column))
    texts = [fold(cell.raw) for cell in cells]
    if not texts:
        return ""
    if all(_SIGN.fullmatch(text) for text in texts):
        return "sign"
    short = all(len(text) <= _LONGEST_UNIT and not re.search(r"\d", text) for text in texts)
    before = (fold(sheet.at(cell.row, column - 1).raw) for cell in cells)
    beside = sum(re.fullmatch(r"[≥≤<>=]*[\d.,%]+", text) is not None for text in before)
    return "unit" if short and beside * 2 > len(cells) else "value"


def _under(sheet: Sheet, heading: Heading, column: int) -> Iterator[Cell]:
    """表头下面各条指标在这一列的格；与左边、右边合并的不算。"""
    for row in sheet.filled_rows():
        name = sheet.at(row, heading.columns["name"]) if row > heading.row else None
        cell = sheet.cells.get((row, column))
        if name is None or not name.raw or cell is None or not cell.raw:
            continue
        if sheet.area(row, column).last_column == column:
            yield cell


# 表样带来的“（≥**%）”：数填在指标值一栏，方向和单位在这里。
BLANK_TARGET = later(r"[(（]\s*([≥≤<>＜＞=＝]?)[^()（）]*?\*\*+\s*([^()（）*]*)[)）]\s*$")
_UNIT_IN_NAME = later(
    r"[(（]\s*((?:亿|百万|万|千)?(?:美)?元(?:/\S{1,4})?|%|‰|(?:亿|万|千)?(?:人次|人|户次|户|个|家|件|次|场次|场|期|"
    r"册次|册|批次|批|份|宗|项|台|套|辆|亩|公顷|平方公里|公里|平方米|㎡|立方米|米|吨|公斤|天|小时|株|头|只|例|"
    r"篇|条|座|处|所|间|床|名|种))\s*[)）]\s*$"
)


NUMBERED = later(r"[^\w%‰]*\d")


def apart(unit: Cell | None, value: Cell | None) -> Cell | None:
    """另写一格的单位：与值合并成一格的、又写了一遍值的、写的是数的，都不是单位。"""
    if unit is None or unit == value or NUMBERED.match(fold(unit.raw)):
        return None
    return None if value is not None and unit.raw and fold(unit.raw) == fold(value.raw) else unit


def sign_and_unit(name: Cell, sign: Cell | None, unit: Cell | None) -> tuple[str, str]:
    """符号、单位两列写的；没有这两列、空着的，看名称里写的。"""
    hint, asked = tidy(unit.raw) if unit else "", BLANK_TARGET.search(name.raw)
    if fold(hint) in BLANK_MARKS:
        in_name = _UNIT_IN_NAME.search(name.raw.replace("％", "%"))
        hint = in_name[1] if in_name else asked[2].strip() if asked else ""
    return sign.raw if sign else asked[1] if asked else "", hint


def sign_by_content(sheet: Sheet, heading: Heading) -> Heading:
    """指标性质（正向、反向）、指标方向（大于等于、小于等于）两栏都有的：写着比较号的一栏才是符号。"""
    own = heading.cells.get("sign")
    if own is None:
        return heading
    rivals = [
        cell
        for cell in sheet.row(own.row)
        if cell.column not in heading.columns.values() and key_of(cell.raw) in _SIGN_HEADS
    ]
    rows = range(heading.row + 1, sheet.last_row + 1) if rivals else range(0)
    told = {
        cell.column: sum(
            _BARE_SIGN.fullmatch(fold(sheet.at(row, cell.column).raw)) is not None for row in rows
        )
        for cell in (own, *rivals)
    }
    best = max((own, *rivals), key=lambda cell: told[cell.column])
    if told[best.column] <= told[own.column]:
        return heading
    columns = {**heading.columns, "sign": best.column}
    return replace(heading, columns=columns, cells={**heading.cells, "sign": best})
