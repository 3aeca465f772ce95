"""一条指标的一级、二级：写在哪一格，由上一行带下来，还是两级合写、独占一行作分节。"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from perfxl.cells.grid import Cell, Field, Sheet
from perfxl.cells.later import later
from perfxl.cells.merged import Range
from perfxl.cells.names import PRINTED_POINTS, bare_key_of, key_of, level_name
from perfxl.cells.quantity import clean, decimal, fold
from perfxl.read.form_rows import FormRows
from perfxl.read.heading.headings import Heading

_WEIGHT = later(r"(?:[一二三]级)?(?:指标)?(?:分值|权重|标准分|满分|分数)值?(?:权重)?[1-3①②③]?")
_BOTH = later(r"[/／\\—－\-→>]+")  # 产出指标/数量指标（20分）
_NUMBERED = later(r"\s*(?:[(（]?[一二三四五六七八九十]{1,2}[)）]?[、.．]?|[(（]?\d[)）、.．])")
_INNER = later(r"\s*[(（][一二三四五六七八九十]{1,2}[)）]")  # 一、的下面是（一）
_NUMERALS = "一二三四五六七八九十"
_ORDER = later(r"\s*([(（]?)([一二三四五六七八九十])[)）]?[、.．]?")
_Name = Field[str]
_Printed = tuple[Field[Decimal] | None, Field[Decimal] | None]


def apart_weights(sheet: Sheet, heading: Heading) -> Heading:
    """一、二、三级后面（前面）各有一列权重的：三级的一列才是分值，前两列是一级、二级的分值。"""
    own, name = heading.cells.get("weight"), heading.columns.get("name", 0)
    if own is None:
        return heading
    taken = {cell.local for key, cell in heading.cells.items() if key != "weight"}
    row = [cell for cell in sheet.row(own.row) if cell.local not in taken]
    same = [cell for cell in row if _WEIGHT.fullmatch(bare_key_of(cell.raw)) or cell == own]
    after_name = next((cell for cell in same if cell.column > name), None)
    weight = own if own.column > name else after_name
    if len(same) == 1 or (weight is None and same[-1].column != name - 1):
        return heading
    if weight is None:  # 各写在名称前面的
        return _weights_before(heading, same)
    columns, cells = {**heading.columns, "weight": weight.column}, dict(heading.cells)
    cells["weight"] = weight
    for key in ("level1", "level2"):
        after = heading.columns.get(key, name)
        beside = next((cell for cell in same if after < cell.column < name), None)
        limit = heading.columns.get("level2", name) if key == "level1" else name
        if beside is not None and beside.column <= limit:
            columns[f"{key}_weight"], cells[f"{key}_weight"] = beside.column, beside
    return replace(heading, columns=columns, cells=cells)


def _weights_before(heading: Heading, same: Sequence[Cell]) -> Heading:
    """分值 | 一级指标 | 分值 | 二级指标 | 分值 | 三级指标。"""
    columns, cells = {**heading.columns, "weight": same[-1].column}, dict(heading.cells)
    cells["weight"] = same[-1]
    for key in ("level1", "level2"):
        own = columns.get(key, 0)
        before = next((cell for cell in same if cell.column == own - 1), None)
        if before is not None:
            columns[f"{key}_weight"], cells[f"{key}_weight"] = before.column, before
    return replace(heading, columns=columns, cells=cells)


def inner_points(sheet: Sheet, heading: Heading) -> Heading:
    """一、二、三级后面各有一列得分的：三级后面的才是这一条的得分，前面的是一级、二级的小计。"""
    own, name = heading.cells.get("points"), heading.columns.get("name", 0)
    if own is None or own.column > name:
        return heading
    row = (cell for cell in sheet.row(own.row) if key_of(cell.raw) == key_of(own.raw))
    mine = next((cell for cell in row if cell.column > name), None)
    if mine is None or mine.column in heading.columns.values():
        return heading
    columns, cells = {**heading.columns, "points": mine.column}, {**heading.cells, "points": mine}
    return replace(heading, columns=columns, cells=cells)


class Levels:
    """记着上一行的一级、二级，和它们上面独占一行的分节。"""

    def __init__(self, sheet: Sheet, known: FormRows, heading: Heading) -> None:
        self.sheet, self.known = sheet, known
        self._level1 = self._level2 = Cell(sheet.name, heading.row, heading.first_column)
        self._section: Cell | None = None

    def starts_section(self, heading: Heading, row: int) -> bool:
        """一级指标独占一行作分节的（一、产出指标（50分））：下面各行都归它。"""
        columns = heading.columns
        first = next(iter(self.sheet.row(row)), None)
        if first is None or first.kind != "text":
            return False
        single = len(self.sheet.row(row)) == 1
        if {"level1", "level2"} <= columns.keys() and not (
            single and self._is_headless(heading, row)
        ):
            return False
        alone = columns["name"] <= self.sheet.area(row, first.column).last_column or single
        if alone and self._starts_level2(heading, first):
            self._level2 = first
            return True
        own = self._section is not None and PRINTED_POINTS.search(clean(first.raw)) is not None
        own = own or self._names_section(first.raw, single=single) or self._follows(first.raw)
        if not alone or not own:
            return False  # 前面已经这样分节的，表样没有的一级（（四）预算执行（10分））也是
        self._section = self._level1 = first
        self._level2 = Cell(self.sheet.name, row, first.column + 1)
        return True

    def _starts_level2(self, heading: Heading, first: Cell) -> bool:
        """一级分节下面又分的节：（一）数量指标；没有二级一栏的才是。"""
        if self._section is None or "level2" in heading.columns:
            return False
        name = level_name(first.raw)
        if self.known.level1(name) is not None or LEVEL1.fullmatch(name):
            return False
        inner = _INNER.match(first.raw) is not None and not _INNER.match(self._section.raw)
        return inner or self.known.place("", name, "").owner is not None

    def is_wide(self, heading: Heading, row: int) -> bool:
        """一格从名称盖过了指标值、完成值。"""
        cells = [self._cell(heading, row, key) for key in ("name", "target", "actual")]
        first = cells[0]
        return first is not None and first.kind == "text" and cells == [first] * len(cells)

    def _is_headless(self, heading: Heading, row: int) -> bool:
        """一级、二级都有列，而这一行下面的一条没有写一级：一级写在这一行分节里。"""
        area = self.sheet.area(row, self.sheet.row(row)[0].column)
        wide = area.last_column >= heading.columns["name"]
        level1, name = (
            self.sheet.at(area.last_row + 1, heading.columns[key]) for key in ("level1", "name")
        )
        return wide and level1.kind == "blank" and name.kind != "blank"

    def _names_section(self, text: str, *, single: bool) -> bool:
        """表样的一级指标；通常的一级（投入、过程）；编了号、印着分值独占一行的（二、履职（20分））。"""
        name = level_name(text)
        numbered = single and _NUMBERED.match(text) and PRINTED_POINTS.search(text)
        known = self.known.level1(name) is not None or LEVEL1.fullmatch(name) is not None
        return known or bool(numbered)

    def _follows(self, text: str) -> bool:
        """前一节写（一），这一节写（二）的：名称不通常也是一节（（二）效益和满意度指标）。"""
        last = None if self._section is None else _ORDER.match(self._section.raw)
        this = _ORDER.match(text)
        if last is None or this is None or last[1] != this[1]:
            return False
        return _NUMERALS.find(this[2]) == _NUMERALS.find(last[2]) + 1 > 0

    def at(self, heading: Heading, row: int, name: Cell) -> tuple[_Name, _Name, _Printed]:
        """这一行的一级、二级，和印在它们后面的分值。"""
        outer, inner = self._cells(heading, row, name)
        if "level2" not in heading.columns:
            both = self._in_one(outer)
            if both is not None:
                return both
        names = Field(level_name(outer.raw), outer), Field(level_name(inner.raw), inner)
        beside = [
            self._cell(heading, cell.row, f"{key}_weight")  # 名称由上面带下来的，分值也是
            for key, cell in (("level1", outer), ("level2", inner))
        ]
        printed = [
            _printed_points(cell) if apart is None else _number(apart)
            for cell, apart in zip((outer, inner), beside, strict=True)
        ]
        return *names, (printed[0], printed[1])

    def _in_one(self, cell: Cell) -> tuple[_Name, _Name, _Printed] | None:
        """没有二级一栏的：一格里写着两级，或者写的就是二级。"""
        parts = [part for part in _BOTH.split(cell.raw) if part.strip()]
        if len(parts) == 2 and self.known.level1(level_name(parts[0])) is not None:
            names = [Field(level_name(part), cell) for part in parts]
            return names[0], names[1], (None, _printed_points(cell))
        name = level_name(cell.raw)
        owner = self.known.place("", name, "").owner
        section = self._section
        if owner is None or (section is None and self.known.level1(name) is not None):
            return None
        outer = Field(owner.name, cell) if section is None else _named(section)
        above = None if section is None else _printed_points(section)
        return outer, Field(name, cell), (above, _printed_points(cell))

    def _cells(self, heading: Heading, row: int, name: Cell) -> tuple[Cell, Cell]:
        """一级、二级的格：空着的由上一行带下来；与三级合成一格的，没有二级。"""
        level1, level2 = self._cell(heading, row, "level1"), self._cell(heading, row, "level2")
        if "group" in heading.columns and level1 == name:
            level1 = self._cell(heading, row, "group")
        if level1 is not None and level1.kind != "blank":
            if level1 != self._level1 and not self._is_same(level1):
                self._level2 = Cell(self.sheet.name, row, level1.column + 1)
            self._level1 = level1
        if level2 is not None and level2.kind != "blank":
            own = level2 != name
            self._level2 = level2 if own else Cell(self.sheet.name, row, level2.column)
        return self._level1, self._level2

    def _cell(self, heading: Heading, row: int, key: str) -> Cell | None:
        column = heading.columns.get(key)
        return None if column is None else self.sheet.at(row, column)

    def _is_same(self, cell: Cell) -> bool:
        """与上一行是同一个一级：行行都写的，写法可以不同。"""
        mine, last = level_name(cell.raw), level_name(self._level1.raw)
        row = self.known.level1(mine)
        return key_of(mine) == key_of(last) or (row is not None and row is self.known.level1(last))


def _named(cell: Cell) -> _Name:
    return Field(level_name(cell.raw), cell)


def _number(cell: Cell) -> Field[Decimal] | None:
    value = decimal(fold(cell.raw).removesuffix("分")) if cell.raw else None
    return None if value is None else Field(value, cell)


def _printed_points(cell: Cell) -> Field[Decimal] | None:
    match = PRINTED_POINTS.search(clean(cell.raw))
    points = decimal(match[1] or match[2]) if match else None
    return None if points is None else Field(points, cell)


def innermost(sheet: Sheet, heading: Heading) -> Heading:
    """各层名称在哪一列：表头盖过两列的，左边是二级；有四级指标的，取靠里的三层。

    最外一层（项目绩效）只在它直接带指标时用作一级；它写的就是产出、效益的，隔着的是三级。
    """
    columns = dict(heading.columns)
    if "name" in columns and "level2" not in columns:
        area = sheet.area(heading.row, columns["name"])
        if area.last_column > area.first_column and _is_divided(sheet, heading, area):
            columns |= {"level2": area.first_column, "name": area.last_column}
    if {"level1", "level2", "name", "level4"} <= columns.keys() and _is_outermost(sheet, heading):
        columns["level3"], columns["name"] = columns["name"], columns.pop("level4")
    elif {"level1", "level2", "name", "level4"} <= columns.keys():
        columns["group"] = columns["level1"]
        columns["level1"], columns["level2"] = columns["level2"], columns["name"]
        columns["name"] = columns.pop("level4")
    return replace(heading, columns=columns)


def _is_divided(sheet: Sheet, heading: Heading, area: Range) -> bool:
    """表头盖着的两列，下面各行分着写；行行都合并着的，只是一列。"""
    rows = (row for row in sheet.filled_rows() if row > heading.row)
    lasts = (sheet.at(row, area.last_column) for row in rows)
    return any(cell.column == area.last_column and cell.kind != "blank" for cell in lasts)


LEVEL1 = later(r"(?:产出|效益|效果|投入|过程|决策|管理|成本|满意度)类?(?:指标|目标)?")


def _is_outermost(sheet: Sheet, heading: Heading) -> bool:
    """一级一列写的是产出、效益：四级指标的表，它就是一级。"""
    column = heading.columns["level1"]
    cells = (sheet.cells.get((row, column)) for row in sheet.filled_rows() if row > heading.row)
    names = {level_name(cell.raw) for cell in cells if cell is not None}
    return sum(LEVEL1.fullmatch(name) is not None for name in names) > 1
