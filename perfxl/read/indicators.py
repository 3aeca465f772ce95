"""指标块：一行一条三级指标；一级、二级由合并格或上一行带下来。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from perfxl.form import Form
from perfxl.grid import Cell, Field, Sheet
from perfxl.model import Indicator
from perfxl.naming import is_one_of, key_of
from perfxl.notation import read_quantity, read_target
from perfxl.quantity import Quantity, clean, fold
from perfxl.read.header import text_field
from perfxl.read.headings import Heading, find_heading

_POINTS = re.compile(r"[(（]?\s*(\d+(?:\.\d+)?)\s*分\s*[)）]?\s*$")
_PREFIX = re.compile(
    r"^\s*[★☆]*\s*(?:指标\s*\d+|[(（]?\d+[)）]?)\s*[：:.．、]\s*|^\s*[★☆]*\s*指标\s*\d+\s*"
)
_ORDINAL_ONLY = re.compile(r"^(?:指标\d*[:.、]?|[…\.。·]+|\d+[.、]?)$")
_UNIT_IN_NAME = re.compile(
    r"[(（]\s*((?:亿|百万|万|千)?(?:美)?元(?:/\S{1,4})?|%|‰|(?:亿|万|千)?(?:人次|人|户次|户|个|家|件|次|场次|场|期|"
    r"册次|册|批次|批|份|宗|项|台|套|辆|亩|公顷|平方公里|公里|平方米|㎡|立方米|米|吨|公斤|天|小时|株|头|只|例|"
    r"篇|条|座|处|所|间|床|名|种))\s*[)）]\s*$"
)
_NOTE = re.compile(
    r"^(?:注|备注|说明|填表说明|其他需要说明|项目负责人|填报人|评价结论|存在问题|改进措施)"
)


@dataclass(frozen=True, slots=True)
class Block:
    """指标块读出来的东西。"""

    indicators: tuple[Indicator, ...]
    total_weight: Field[Quantity] | None
    total: Field[Quantity] | None
    grade: Field[Quantity] | None


def indicator_heading(sheet: Sheet, form: Form) -> Heading | None:
    """指标块的表头：认得三级指标，和指标值或完成值。"""
    return find_heading(sheet, form.indicators.column, need=(("name",), ("target", "actual")))


def read_indicators(sheet: Sheet, form: Form, heading: Heading, year: int | None) -> Block:
    """读到总分行或附注为止。"""
    rows = _Rows(sheet, form, heading, year)
    indicators: list[Indicator] = []
    for row in range(heading.row + 1, sheet.last_row + 1):
        if rows.is_total(row):
            return Block(tuple(indicators), *rows.totals(row))
        if rows.is_note(row):
            continue
        indicators.extend(rows.indicator(row))
    return Block(tuple(indicators), None, None, None)


class _Rows:
    """一张表的行：记着上一行的一级、二级名称。"""

    def __init__(self, sheet: Sheet, form: Form, heading: Heading, year: int | None) -> None:
        self.sheet, self.form, self.heading, self.year = sheet, form, heading, year
        self._level1 = self._level2 = Cell(sheet.name, heading.row, heading.first_column)

    def cell(self, row: int, key: str) -> Cell | None:
        column = self.heading.columns.get(key)
        return None if column is None else self.sheet.at(row, column)

    def is_total(self, row: int) -> bool:
        """总分行：分值列左边写着总分、合计。"""
        limit = self.heading.columns.get("weight") or self.heading.columns.get("points", 99)
        return any(
            cell.column < limit
            and cell.kind == "text"
            and (
                is_one_of(cell.raw, self.form.indicators.total)
                or is_one_of(_POINTS.sub("", cell.raw), self.form.indicators.total)
            )
            for cell in self.sheet.row(row)
        )

    def totals(
        self, row: int
    ) -> tuple[Field[Quantity] | None, Field[Quantity] | None, Field[Quantity] | None]:
        def number(key: str) -> Field[Quantity] | None:
            cell = self.cell(row, key)
            return None if cell is None else Field(read_quantity(cell), cell)

        words = [word for one in self.form.grade for word in (one.name, *one.synonyms)]
        graded = (cell for cell in self.sheet.row(row) if fold(cell.raw) in words)
        grade = next((Field(read_quantity(cell), cell) for cell in graded), None)
        return number("weight"), number("points"), grade

    def is_note(self, row: int) -> bool:
        """附注、签字行：横着合并盖过了三级指标列，或以“注：”之类开头。"""
        cells = self.sheet.row(row)
        if not cells:
            return True
        first = cells[0]
        area = self.sheet.area(first.row, first.column)
        name = self.heading.columns["name"]
        wide = first.row == row and area.first_column < name <= area.last_column
        return wide or (_NOTE.match(first.raw.strip()) is not None and len(cells) <= 2)

    def indicator(self, row: int) -> Iterator[Indicator]:
        level1, level2 = self._levels(row)
        name = self.cell(row, "name")
        if name is None or self._is_left_over(row, name):
            return
        bare = _PREFIX.sub("", clean(name.raw)) or clean(name.raw)
        unit_cell, sign_cell = self.cell(row, "unit"), self.cell(row, "sign")
        hint = clean(unit_cell.raw) if unit_cell else ""
        if not hint:
            in_name = _UNIT_IN_NAME.search(name.raw)
            hint = in_name[1] if in_name else ""
        target = self.cell(row, "target") or self._nowhere(row)
        actual = self.cell(row, "actual") or self._nowhere(row)
        yield Indicator(
            Field(_POINTS.sub("", clean(level1.raw)).strip(), level1),
            Field(_POINTS.sub("", clean(level2.raw)).strip(), level2),
            Field(bare, name),
            Field(
                read_target(
                    target, sign=sign_cell.raw if sign_cell else "", unit=hint, year=self.year
                ),
                target,
            ),
            Field(read_quantity(actual, unit=hint, year=self.year), actual),
            self._quantity(row, "weight"), self._quantity(row, "points"),
            self._text(row, "reason"), self._text(row, "evidence"),
            _printed_points(level1), _printed_points(level2),
            self.cell(row, "computed"), self.cell(row, "deviation"),
        )  # fmt: skip

    def _levels(self, row: int) -> tuple[Cell, Cell]:
        level1, level2 = self.cell(row, "level1"), self.cell(row, "level2")
        if level1 is not None and level1.kind != "blank":
            if key_of(level1.raw) != key_of(self._level1.raw):
                self._level2 = Cell(self.sheet.name, row, level1.column + 1)
            self._level1 = level1
        if level2 is not None and level2.kind != "blank":
            self._level2 = level2
        return self._level1, self._level2

    def _is_left_over(self, row: int, name: Cell) -> bool:
        """空行，或没有删的占位行（指标2、……）：名称之外什么都没有。"""
        keys = ("target", "actual", "weight", "points", "reason")
        cells = [cell for cell in (self.cell(row, key) for key in keys) if cell is not None]
        empty = all(cell.kind == "blank" and cell.formula is None for cell in cells)
        return empty and (name.kind == "blank" or bool(_ORDINAL_ONLY.match(fold(name.raw))))

    def _nowhere(self, row: int) -> Cell:
        return Cell(self.sheet.name, row, self.heading.columns["name"])

    def _quantity(self, row: int, key: str) -> Field[Quantity] | None:
        cell = self.cell(row, key)
        return None if cell is None else Field(read_quantity(cell), cell)

    def _text(self, row: int, key: str) -> Field[str] | None:
        cell = self.cell(row, key)
        return None if cell is None else text_field(cell)


def _printed_points(cell: Cell) -> Field[Decimal] | None:
    found = _POINTS.search(clean(cell.raw))
    return Field(Decimal(found[1]), cell) if found else None
