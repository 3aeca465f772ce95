"""指标块的一行是什么：总分、小计、附注，还是一条指标；一级、二级由合并格或上一行带下来。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from perfxl.cells.grid import Cell, Field, Sheet
from perfxl.cells.later import later
from perfxl.cells.names import level_name, tidy, undecorated
from perfxl.cells.notation import BLANK_MARKS, read_quantity, read_target
from perfxl.cells.quantity import Quantity, Target, clean, fold
from perfxl.filing.model import Indicator
from perfxl.read.continued import starts_other
from perfxl.read.form_rows import FormRows, is_bonus
from perfxl.read.funds.fund_places import is_score_total, starts_funds
from perfxl.read.goals import SAME
from perfxl.read.header import text_field
from perfxl.read.heading.column_names import Words, fund_names, indicator_names
from perfxl.read.heading.headings import Heading, heading_at
from perfxl.read.indicators.blocks import with_measure
from perfxl.read.indicators.in_context import read_together
from perfxl.read.indicators.levels import Levels, innermost
from perfxl.read.indicators.note_rows import heads_other, is_note_row, is_whole_total
from perfxl.read.indicators.split_target import BLANK_TARGET, apart, sign_and_unit
from perfxl.read.indicators.totals import (
    Totals,
    grade_in,
    is_lost_total,
    is_subtotal,
    is_total_name,
    total_beside,
    totals_inside,
)
from perfxl.read.indicators.weighted import named_weight

_ORDINAL_ONLY = later(r"^(?:指标\d*[:.、]?[/\-…\.。·]*|[…\.。·]+|\d+[.、]?)$")
_DOTS = later(r"[…\.。·]{2,}")
_NOTHING = frozenset({"无", "不涉及", "不适用", "未设置", "没有"})  # 这一类没有设指标
# 指标块的表头至少要认得的列：每组认得一列。
NEED = (("name",), ("target", "actual"), ("actual", "points"))
PLANNED = (("name",), ("target", "initial"))  # 申报表、监控表
# 不设指标值、按评分标准打分的表。
CRITERIA = (("name",), ("criteria", "explained"), ("weight",), ("points",))
# 读成一个数的各列，字段名与列名相同。
_QUANTITIES = (
    "weight", "points", "rated", "share", "deduction", "recheck_actual", "recheck_points", "drift",
    "progress", "forecast", "lost",
)  # fmt: skip


class Rows:
    """一张表的行：记着上一行的一级、二级名称。"""

    def __init__(
        self, sheet: Sheet, known: FormRows, heading: Heading, words: Words, year: int | None
    ) -> None:
        self.sheet, self.known, self.year = sheet, known, year
        self.form = form = known.form
        self.heading = heading
        self._first_row = heading.first_row
        self._levels = Levels(sheet, known, heading)
        self._fund_titled = frozenset(fund_names(form).rows(words))
        self._names = indicator_names(form)
        self._titled = frozenset(self._names.rows(words))
        self._blocks = tuple(name for block in form.block for name in block.names)
        self._starts = tuple(
            name
            for field in form.header
            if field.key == "name"
            for name in (field.title, *field.synonyms)
        )

    def cell(self, row: int, key: str) -> Cell | None:
        column = self.heading.columns.get(key)
        return None if column is None else self.sheet.at(row, column)

    def is_total(self, row: int, *, below: bool = False) -> bool:
        """总分行：分值列左边写着总分、合计；资金块（`below`）里的合计是资金的。

        分值写在最左一列的，看到三级指标为止。
        """
        if below:
            return is_score_total(self.sheet, row, self.form) or is_whole_total(
                self.sheet, row, self.heading, self.form
            )
        lost = "lost" in self.heading.columns
        limit = self.heading.columns.get("weight") or self.heading.columns.get("points", 99)
        limit = max(limit, self.heading.columns["name"] + 1)
        names = self.form.indicators.total
        for cell in self.sheet.row(row):
            if cell.column >= limit or cell.kind != "text":
                continue
            if is_total_name(cell.raw, names) or (lost and is_lost_total(cell.raw)):
                return True
        return False

    def starts_form(self, row: int) -> bool:
        """另一份表从这一行起：开头写着“项目名称”；打印在下一页上、写的是同一个项目的不是。"""
        return starts_other(self.sheet, row, self._first_row, self._starts)

    def next_heading(self, row: int) -> int:
        """几个年度绩效目标各有一块表头的：换用新表头，返回它下面的一行。"""
        heading = self._heading_again(row)
        if heading is None:
            return row
        self.heading = innermost(self.sheet, heading)
        return heading.row + 1

    def _heading_again(self, row: int) -> Heading | None:
        heading = heading_at(self.sheet, row, self._names) if row in self._titled else None
        fits = heading and any(has_all(heading, need) for need in (NEED, CRITERIA))
        return heading if fits else None

    def starts_section(self, row: int) -> bool:
        return self._levels.starts_section(self.heading, row)

    def subtotal(self, row: int) -> Cell | None:
        """小计一行写着名称的格；不是小计的为 None。"""
        wide = self._levels.is_wide(self.heading, row) and self._has_points(row)
        if wide and any(map(self._has_points, (row + 1, row + 2))) and self.starts_section(row):
            return self.cell(row, "target")  # 分节一行，右边写着它的分：产出指标 | 50 | 48
        cells = (self.cell(row, key) for key in ("level1", "level2", "name"))
        label = next((cell for cell in cells if cell is not None and is_subtotal(cell.raw)), None)
        label = label or self._level_total(row)
        if label and not (self.cell(row, "level1") == label and is_subtotal(label.raw)):
            self._levels.at(self.heading, row, label)  # 一级、二级照样往下带
        return label

    def _level_total(self, row: int) -> Cell | None:
        """只写着一级（二级）的名称和它的分、下面各条另有分的：产出指标 | 50 | 48。"""
        first = self.cell(row, "target") or self.cell(row, "actual")
        if first is None or first.kind != "blank" or not self._has_points(row, row + 1):
            return None
        blank = [self.cell(row, key) for key in ("target", "actual", "name")]
        flat = not {"level1", "level2"} & set(self.heading.columns)
        for key in ("name",) if flat else ("level2", "level1"):
            label = self.cell(row, key)
            blank += [label] if key == "level2" else []
            inner = [cell for cell in blank if cell not in {None, label}]
            own = label is not None and label.row == row and label.kind == "text"
            if label and own and all(cell and cell.kind == "blank" for cell in inner):
                name = level_name(label.raw)
                known = self.known.level1(name) or self.known.place("", name, "").owner
                return label if known is not None else None
        return None

    def _has_points(self, *rows: int) -> bool:
        def has(row: int) -> bool:
            cells = (self.cell(row, key) for key in ("weight", "points"))
            return any(cell and cell.row == row and read_quantity(cell).is_number for cell in cells)

        return all(map(has, rows))

    def goes_on(self, row: int) -> bool:
        """这一行合计下面还有写着分的行，再有总分行：它是小计。"""
        between = False
        for below in range(row + 1, min(self.sheet.last_row, row + _MOST_BELOW) + 1):
            if self.starts_form(below) or self.starts_funds(below):
                return False
            if self.is_total(below):
                return between
            between = between or self._has_points(below)
        return False

    def starts_funds(self, row: int) -> bool:
        """资金块写在指标下面的，从这一行起；别的一块的列名也是，那里没有指标。"""
        funds = row in self._fund_titled and starts_funds(self.sheet, row, self.form)
        other = heads_other(self.sheet, row, self.heading)
        return funds or (other and self._heading_again(row) is None)

    def totals(self, row: int) -> Totals:
        def number(key: str) -> Field[Quantity] | None:
            cell = self.cell(row, key)
            if cell is None or cell.column != self.heading.columns[key]:
                return None  # 整行合并、总分写在话里的，另找
            return Field(read_quantity(cell), cell)

        beside = total_beside(self.sheet, row, self.heading, self.form)
        grade = grade_in(self.sheet.row(row), self.form)
        if beside is not None:
            return Totals(None, beside, grade)
        lost, points = number("lost"), number("points")
        inside = totals_inside(self.sheet.row(row), self.form)
        if inside is not None and (points is None or points.cell.kind == "blank"):
            return inside._replace(grade=inside.grade or grade)
        return Totals(number("weight"), points, grade, number("recheck_points"), lost)

    def is_note(self, row: int) -> bool:
        outer = self.cell(row, "level1")
        own = outer is not None and is_bonus(outer.raw) and self._has_points(row)  # 名称盖过指标值
        return not own and is_note_row(self.sheet, self.heading.columns, row, self._blocks)

    def indicator(self, row: int) -> Iterator[Indicator]:
        name = self.cell(row, "name")
        if name is None:
            return
        level1, level2, printed = self._levels.at(self.heading, row, name)
        if self._is_left_over(row, name):
            return
        own = Field(undecorated(BLANK_TARGET.sub("", clean(name.raw)) or name.raw), name)
        sign, hint = self._sign_and_unit(row, name)
        target = self._target(row, sign, hint)
        actual = self._own(row, "actual")
        hint = hint or ("年" if target.value.unit == "年" else "")
        own_unit = apart(self.cell(row, "actual_unit"), actual)
        done_unit = tidy(own_unit.raw) if own_unit is not None else ""
        done_unit = hint if fold(done_unit) in BLANK_MARKS else done_unit
        done = read_quantity(actual, unit=done_unit, year=self.year)
        goal, done = read_together(target.value, done, own.value)
        yield Indicator(
            level1,
            level2,
            own,
            target._replace(value=goal),
            Field(done, actual),
            reason=with_measure(self.sheet, self.heading, row, self._text(row, "reason")),
            level1_weight=printed[0],
            level2_weight=printed[1],
            standard=self._standard(row),
            computed_cell=self.cell(row, "computed"),
            deviation_cell=self.cell(row, "deviation"),
            first_target=self._first_target(row, target.cell, sign, hint),
            place=self.known.place(level1.value, level2.value, own.value),
            shared=None,  # 各行都读出来才知道，见 shared.py
            verdicts=(),  # 见 verdicts.py
            **self._more(row, name),
        )

    def _sign_and_unit(self, row: int, name: Cell) -> tuple[str, str]:
        value, sign = self.cell(row, "target"), self.cell(row, "sign")
        own = None if sign == value else sign  # 合并成一格的
        return sign_and_unit(name, own, apart(self.cell(row, "unit"), value))

    def _more(self, row: int, name: Cell) -> dict[str, Any]:
        """有的表才有的各栏；有得分、没有分值一栏的，分值看名称后面括着的。"""
        heading, made = self.heading, {key: self._text(row, key) for key in _TEXTS}
        numbers = {key: self._quantity(row, key) for key in _QUANTITIES if key in heading.columns}
        if "weight" not in heading.columns and "points" in heading.columns:
            numbers["weight"] = named_weight(name, heading.cells.get("name"))
        return {**made, **numbers}

    def _target(self, row: int, sign: str, unit: str) -> Field[Target]:
        cell = self._own(row, "target")
        said = fold(cell.raw)
        blank = cell.kind == "blank" and cell.formula is None
        if blank or said in BLANK_MARKS or SAME.fullmatch(said):  # 没有调整的，年初值仍然有效
            spare = (self.sheet.at(row, column) for column in self.heading.spare.get("target", ()))
            initial = self.cell(row, "initial")
            every = (*spare, *([initial] if initial else []))
            early = (each for each in every if each.kind != "blank" and each != cell)
            cell = next(early, cell)
        return Field(read_target(cell, sign=sign, unit=unit, year=self.year), cell)

    def _first_target(self, row: int, target: Cell, sign: str, unit: str) -> Field[Target] | None:
        """年初指标值：在全年（调整）值之外另占一列的。"""
        spare = next(iter(self.heading.spare.get("target", ())[-1:]), target.column)
        column = self.heading.columns.get("initial", spare)
        cell = self.sheet.at(row, column)
        read = Field(read_target(cell, sign=sign, unit=unit, year=self.year), cell)
        return None if column == target.column else read

    def _standard(self, row: int) -> Field[Target] | None:
        cell = self.cell(row, "standard")
        return None if cell is None else Field(read_target(cell, year=self.year), cell)

    def _is_left_over(self, row: int, name: Cell) -> bool:
        """空行，或没有删的占位行（指标2、……）：名称之外什么都没有。"""
        keys = ("target", "actual", "weight", "points", "reason")
        said = fold(name.raw)
        if said not in BLANK_MARKS and said not in _NOTHING and not _ORDINAL_ONLY.match(said):
            return False
        cells = [cell for cell in (self.cell(row, key) for key in keys) if cell is not None]
        if name.kind == "blank":
            return all(cell.kind == "blank" and cell.formula is None for cell in cells)
        return all(
            (fold(cell.raw) in BLANK_MARKS or _DOTS.fullmatch(fold(cell.raw)))
            and not cell.is_uncomputed
            for cell in cells
        )

    def _own(self, row: int, key: str) -> Cell:
        own, nowhere = self.cell(row, key), Cell(self.sheet.name, row, self.heading.columns["name"])
        return own if own and own != self.cell(row, "name") else nowhere  # 名称盖过来的，不是内容

    def _quantity(self, row: int, key: str) -> Field[Quantity] | None:
        cell = self.cell(row, key)
        return None if cell is None else Field(read_quantity(cell), cell)

    def _text(self, row: int, key: str) -> Field[str] | None:
        cell = self.cell(row, key)
        return None if cell is None else text_field(cell)


_TEXTS = ("evidence", "explained", "criteria", "core")
_MOST_BELOW = 60  # 合计下面还看几行


def has_all(heading: Heading, need: Sequence[Sequence[str]]) -> bool:
    return all(set(group) & set(heading.columns) for group in need)  # 每一组至少认得一列
