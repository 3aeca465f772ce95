"""系统导出的明细：一行一条指标，项目名称、单位、年度、资金、总分每行都写一遍；一个项目一份。

与列着几个项目的申报表（见 listed.py）同样切开；自评表另有资金的几列、总分。
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from perfxl.cells.grid import Cell, Field, Sheet
from perfxl.cells.later import later
from perfxl.cells.names import bare_key_of, is_one_of, key_of
from perfxl.cells.notation import read_quantity
from perfxl.cells.quantity import Quantity
from perfxl.filing.model import Filing, FundLine
from perfxl.form.form import Form
from perfxl.read.funds.funds_beside import as_rate, column_unit
from perfxl.read.funds.rate_row import SCORES
from perfxl.read.goal_words import side_by_words
from perfxl.read.header import text_field
from perfxl.read.heading.column_names import Words, fund_names, rows_by_key
from perfxl.read.heading.headings import Heading
from perfxl.read.indicators.indicators import indicator_heading
from perfxl.read.indicators.totals import is_total_label, is_total_name
from perfxl.read.year import is_year_label

_LEAST = 8  # 一行里至少有这么多列：表头里“项目名称”一行只有几格
_MONEY = frozenset({"initial", "budget", "executed"})
_HEADER = ("name", "authority", "unit", "year")
_TELLING = frozenset({"authority", "unit", "year", "total"})
_BESIDE = ("unit", "name")
_APART = ("name", "unit", "authority", "year")  # 有一样不同的，是另一个项目


def exported(sheet: Sheet, form: Form, words: Words, names: Sequence[str]) -> tuple[Sheet, ...]:
    """一个项目一张；不是这样列着的，就是这张工作表自己。`words` 是理好的 `rows_by_key`。"""
    rows = {row for name in names for row in words.get(key_of(name), ())}
    rows = {row for row in rows if len(sheet.row(row)) >= _LEAST}
    heading = indicator_heading(sheet, form, rows_by_key(sheet)) if rows else None
    if heading is None or heading.first_row not in rows:
        return (sheet,)
    columns = columns_of(sheet, heading, form)
    if not columns:
        return (sheet,)
    parts = _parts(sheet, heading, columns)
    if len(parts) < 2:
        return (sheet,)
    return tuple(_part(sheet, heading, part) for part in parts)


def columns_of(sheet: Sheet, heading: Heading, form: Form) -> Mapping[str, Cell]:
    """表头那一行里，指标各列以外的：名称 → 列名那一格。

    没有项目名称，执行数、单位、年度、总分也都没有的，不是这样的表。
    """
    taken = {cell.column for cell in heading.cells.values()}
    cells = [cell for cell in sheet.row(heading.first_row) if cell.column not in taken]
    left = [cell for cell in cells if cell.column < heading.first_column]
    if len(cells) < _LEAST // 2 and len(left) < len(_BESIDE):
        return {}
    named: dict[str, Cell] = {}
    for cell in cells:
        key = _key(cell, form) if cell.kind == "text" else ""
        if key:
            named.setdefault(key, cell)
    if "name" not in named or not ("executed" in named or len(named.keys() & _TELLING) > 1):
        beside = all(key in named and named[key] in left for key in _BESIDE)
        return named if beside and _is_each_row(sheet, heading, named) else {}
    return named


def _is_each_row(sheet: Sheet, heading: Heading, named: Mapping[str, Cell]) -> bool:
    """只有单位、项目名称两栏写在各级指标左边的：每行都写着，几个项目合用一个总分的不算。"""
    rows = [row for row in sheet.filled_rows() if row > heading.row]
    columns = [named[key].column for key in _BESIDE]
    each = [tuple(sheet.at(row, column).raw for column in columns) for row in rows]
    whole = sum(all(said) for said in each)
    return (
        whole >= len(_BESIDE)
        and all(all(said) or not any(said) for said in each)
        and not any(
            is_total_name(cell.raw, ("总分", "合计", "总计"))
            for row in rows
            for cell in sheet.row(row)[:1]
        )
    )


def _key(cell: Cell, form: Form) -> str:
    """一列写的是什么。"""
    for field in form.header:
        if field.key in _HEADER and is_one_of(cell.raw, (field.title, *field.synonyms)):
            return field.key
    if is_year_label(cell.raw):
        return "year"
    for key, (told, _) in SCORES.items():
        if is_one_of(cell.raw, told):
            return f"fund_{key}"
    if is_total_label(cell.raw) or is_one_of(cell.raw, form.indicators.total):
        return "total"
    key = bare_key_of(cell.raw)
    found = fund_names(form).find(cell.raw)
    if found is not None and found[0] in {*_MONEY, "rate"}:
        return found[0]
    said = next((name for name, words in _TOLD.items() if words.fullmatch(key)), "")
    return said or {"goal": "goal", "done": "achievement"}.get(side_by_words(key), "")


# 表样的叫法里没有的，看字。
_TOLD = {
    "initial": later(r"年初(?:批复)?预算(?:数|金额)?"),
    "budget": later(r"(?:全年|调整后?|本年)?预算(?:数|金额|总额)?"),
    "executed": later(r"(?:全年|预算|本年|累计|实际)*(?:执行|支出)(?:数|金额)?"),
    "rate": later(r"(?:预算|资金)?(?:执行|支出)率"),
}


def _parts(sheet: Sheet, heading: Heading, columns: Mapping[str, Cell]) -> list[list[int]]:
    """各个项目有哪些行，不必挨着；项目名称空着的行跟着上一行。"""
    parts: dict[tuple[str, ...], list[int]] = {}
    last: tuple[str, ...] = ()
    for row in sheet.filled_rows():
        if row <= heading.row:
            continue
        known = [sheet.at(row, columns[key].column).raw for key in _APART if key in columns]
        last = tuple(map(key_of, known)) if known[0] else last
        if last:
            parts.setdefault(last, []).append(row)
    return list(parts.values())


def _part(sheet: Sheet, heading: Heading, rows: Sequence[int]) -> Sheet:
    mine = {*rows, *range(1, heading.row + 1)}
    # 几个项目合用的一格（单位名称），各个都看得见。
    merged = tuple(
        area
        for area in sheet.merged
        if area.first_row in mine
        or (area.last_row <= sheet.last_row
            and not mine.isdisjoint(range(area.first_row, area.last_row + 1)))
    )  # fmt: skip
    shared = {(area.first_row, area.first_column) for area in merged}
    cells = {at: cell for at, cell in sheet.cells.items() if at[0] in mine or at in shared}
    return replace(sheet, cells=cells, merged=merged)


class Told(NamedTuple):
    """写在各列里的：表头各项、资金总额、目标、完成情况、总分。"""

    header: Mapping[str, Field[str]]
    lines: tuple[FundLine, ...] = ()
    goal: Field[str] | None = None
    achievement: Field[str] | None = None
    total: Field[Quantity] | None = None


def told_in_columns(sheet: Sheet, heading: Heading, form: Form, unit: str) -> Told:
    """头一行指标上写的；不是这样的表什么都没有。`unit` 是没有写明时的金额单位。"""
    columns = columns_of(sheet, heading, form)
    row = _first(sheet, heading, columns)
    if not row:
        return Told({})
    cells = {key: sheet.at(row, head.column) for key, head in columns.items()}
    header = {key: text_field(cells[key]) for key in _HEADER if key in cells}
    if "year" in header:
        year = header["year"]
        digits = "".join(letter for letter in year.value if letter.isdecimal())[:4]
        header["year"] = Field(digits, year.cell)

    def amount(key: str) -> Field[Quantity] | None:
        if key not in cells:
            return None
        own = column_unit(columns[key].raw, unit) if key in _MONEY else ""
        return Field(read_quantity(cells[key], unit="%" if key == "rate" else own), cells[key])

    lines: tuple[FundLine, ...] = ()
    if "executed" in columns:
        own = next((each for each in form.funds.row if each.kind == "total"), None)
        line = FundLine(
            Field(own.title if own else "资金总额", columns["executed"]), "total",
            amount("initial"), amount("budget"), amount("executed"),
            amount("fund_weight"), amount("rate"), amount("fund_points"), row=own,
        )  # fmt: skip
        lines = (replace(line, rate=as_rate(line)),)
    texts = {key: text_field(cells[key]) for key in ("goal", "achievement") if key in cells}
    return Told(
        header, lines,
        texts.get("goal"), texts.get("achievement"), amount("total"),
    )  # fmt: skip


def _first(sheet: Sheet, heading: Heading, columns: Mapping[str, Cell]) -> int:
    """头一行指标；上面合用的一格（单位名称）那一行不是。没有的为 0。"""
    rows = (row for row in sheet.filled_rows() if row > heading.row) if columns else ()
    return next((row for row in rows if sheet.at(row, columns["name"].column).raw), 0)


def repeated_in_columns(
    sheet: Sheet, heading: Heading, filing: Filing
) -> Iterator[tuple[tuple[int, int], str]]:
    """每行都写一遍的：与头一行相同的不必再读，列名也用上了。"""
    columns = columns_of(sheet, heading, filing.form)
    first = _first(sheet, heading, columns)
    rows = [row for row in sheet.filled_rows() if row > first]
    for head in columns.values() if first else ():
        yield (head.row, head.column), "列名"
        own = sheet.at(first, head.column)
        cells = (sheet.at(row, head.column) for row in rows)
        yield from (
            ((cell.row, cell.column), "与头一行相同") for cell in cells if cell.raw == own.raw
        )
