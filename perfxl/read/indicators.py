"""指标块：一行一条三级指标；一级、二级由合并格或上一行带下来。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from perfxl.form import Form
from perfxl.grid import Cell, Field, Sheet
from perfxl.model import Indicator
from perfxl.naming import is_one_of, key_of, tidy
from perfxl.notation import BLANK_MARKS, read_quantity, read_target
from perfxl.quantity import Quantity, Target, clean, fold
from perfxl.read.header import text_field
from perfxl.read.headings import Heading, find_heading, heading_at
from perfxl.read.totals import Totals, complete

_POINTS = re.compile(
    r"(?:[(（]?\s*(\d+(?:\.\d+)?)\s*分\s*[)）]?|[(（]\s*(\d+(?:\.\d+)?)\s*[)）])\s*$"
)
_PREFIX = re.compile(
    r"^\s*[★☆]*\s*(?:指标\s*\d+|[(（]?\d+[)）]?)\s*(?:[：:．、]|\.(?!\d))\s*"
    r"|^\s*[★☆]*\s*指标\s*\d+\s*|^\s*[★☆]+\s*"
)
_ORDINAL_ONLY = re.compile(r"^(?:指标\d*[:.、]?[/\-]*|[…\.。·]+|\d+[.、]?)$")
_SUBTOTALS = ("小计", "分项合计")
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
    """指标块读出来的东西；`next_form` 是同一张表上另一份开始的行。"""

    indicators: tuple[Indicator, ...]
    totals: Totals
    next_form: int | None = None


NEED = (("name",), ("target", "actual"), ("actual", "points"))


def indicator_heading(sheet: Sheet, form: Form) -> Heading | None:
    """指标块的表头：认得三级指标，和指标值或完成值，和填报结果（完成值或得分）。"""
    need = (NEED[0], ("target", "actual", "initial"), NEED[2])
    found = find_heading(sheet, form.indicators.column, need=need)
    if found is None or "target" in found.columns or "initial" not in found.columns:
        return found
    # 有年初、调整两栏的表样，表上只有年初一栏的：它就是指标值。
    columns = {**found.columns, "target": found.columns["initial"]}
    return replace(found, columns=columns)


def read_indicators(sheet: Sheet, form: Form, heading: Heading, year: int | None) -> Block:
    """读到总分行、附注，或同一张表上的另一份为止；分成几块的，各块有自己的表头。"""
    rows = _Rows(sheet, form, heading, year)
    indicators: list[Indicator] = []
    totals = Totals()
    row = heading.row + 1
    while row <= sheet.last_row and not rows.starts_form(row):
        if rows.is_total(row):
            totals = rows.totals(row)
            break
        row = rows.next_heading(row)
        if not rows.is_note(row) and not rows.is_subtotal(row):
            indicators.extend(rows.indicator(row))
        row += 1
    other = next((one for one in range(row, sheet.last_row + 1) if rows.starts_form(one)), None)
    last = heading.first_row if other else sheet.last_row
    return Block(tuple(indicators), complete(sheet, form, totals, last), other)


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

    def starts_form(self, row: int) -> bool:
        """另一份表从这一行起：开头写着“项目名称”。"""
        first = next(iter(self.sheet.row(row)), None)
        if first is None or first.kind != "text":
            return False
        names = [
            name
            for one in self.form.header
            if one.key == "name"
            for name in (one.title, *one.synonyms)
        ]
        return is_one_of(re.split(r"[：:]", first.raw, maxsplit=1)[0], names)

    def next_heading(self, row: int) -> int:
        """几个年度绩效目标各有一块表头的：换用新表头，返回它下面的一行。"""
        found = heading_at(self.sheet, row, self.form.indicators.column)
        if any(not set(group) & set(found.columns) for group in NEED):
            return row
        self.heading = found
        return found.row + 1

    def is_subtotal(self, row: int) -> bool:
        cells = (self.cell(row, key) for key in ("level1", "level2", "name"))
        return any(cell is not None and is_one_of(cell.raw, _SUBTOTALS) for cell in cells)

    def totals(self, row: int) -> Totals:
        def number(key: str) -> Field[Quantity] | None:
            cell = self.cell(row, key)
            if cell is None or cell.column != self.heading.columns[key]:
                return None  # 整行合并、总分写在话里的，另找
            return Field(read_quantity(cell), cell)

        words = [word for one in self.form.grade for word in (one.name, *one.synonyms)]
        graded = (cell for cell in self.sheet.row(row) if fold(cell.raw) in words)
        grade = next((Field(read_quantity(cell), cell) for cell in graded), None)
        return Totals(number("weight"), number("points"), grade, number("recheck_points"))

    def is_note(self, row: int) -> bool:
        """附注、签字行：横着合并盖过了三级指标列，或以“注：”之类开头。"""
        cells = self.sheet.row(row)
        if not cells:
            return True
        first = cells[0]
        area = self.sheet.area(first.row, first.column)
        name = self.heading.columns["name"]
        wide = first.row == row and area.first_column < name <= area.last_column
        columns = self.heading.columns
        text = self.sheet.area(row, name)  # 一格盖过了三级指标和指标值：目标的文字，不是指标
        values = {columns[key] for key in ("target", "actual") if key in columns}
        wide = wide or any((row, column) in text for column in values - {name})
        return wide or (_NOTE.match(first.raw.strip()) is not None and len(cells) <= 2)

    def indicator(self, row: int) -> Iterator[Indicator]:
        level1, level2 = self._levels(row)
        name = self.cell(row, "name")
        if name is None or self._is_left_over(row, name):
            return
        bare = tidy(_PREFIX.sub("", clean(name.raw)) or name.raw)
        unit_cell, sign_cell = self.cell(row, "unit"), self.cell(row, "sign")
        hint = clean(unit_cell.raw) if unit_cell else ""
        if fold(hint) in BLANK_MARKS:
            in_name = _UNIT_IN_NAME.search(name.raw)
            hint = in_name[1] if in_name else ""
        target, actual = self._target(row, sign_cell, hint), self.cell(row, "actual")
        actual = actual or self._nowhere(row)
        hint = hint or ("年" if target.value.unit == "年" else "")
        yield Indicator(
            Field(_POINTS.sub("", tidy(level1.raw)).strip(), level1),
            Field(_POINTS.sub("", tidy(level2.raw)).strip(), level2),
            Field(bare, name),
            target,
            Field(read_quantity(actual, unit=hint, year=self.year), actual),
            self._quantity(row, "weight"), self._quantity(row, "points"),
            self._text(row, "reason"), self._text(row, "evidence"),
            _printed_points(level1), _printed_points(level2),
            self.cell(row, "computed"), self.cell(row, "deviation"),
            self._quantity(row, "share"), self._quantity(row, "deduction"),
            self._quantity(row, "recheck_actual"), self._quantity(row, "recheck_points"),
            self._quantity(row, "drift"),
        )  # fmt: skip

    def _target(self, row: int, sign: Cell | None, unit: str) -> Field[Target]:
        cell = self.cell(row, "target") or self._nowhere(row)
        if cell.kind == "blank" and cell.formula is None:  # 没有调整的，年初值仍然有效
            spare = (self.sheet.at(row, column) for column in self.heading.spare.get("target", ()))
            initial = self.cell(row, "initial")
            early = (*spare, *([initial] if initial else []))
            cell = next((one for one in early if one.kind != "blank"), cell)
        mark = "" if sign is None else sign.raw
        return Field(read_target(cell, sign=mark, unit=unit, year=self.year), cell)

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
        unused = all(fold(cell.raw) in BLANK_MARKS and not cell.is_uncomputed for cell in cells)
        if name.kind == "blank":
            return empty
        return unused and bool(_ORDINAL_ONLY.match(fold(name.raw)))

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
    return Field(Decimal(found[1] or found[2]), cell) if found else None
