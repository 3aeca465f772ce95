"""一张表上几个年度并着的：列名下面分着 2023 | 2024 | 2025，资金一年一行；取这张表的年度的。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from perfxl.cells.grid import Cell, Sheet
from perfxl.cells.later import later
from perfxl.cells.quantity import fold
from perfxl.filing.model import Filing, FundLine
from perfxl.form.form import Form
from perfxl.read.funds.inline_funds import kind_of
from perfxl.read.heading.headings import Heading
from perfxl.read.years_above import under_year

_YEAR = later(r"(20\d\d)(?:年度?)?(?:目标|计划|指标|实际|完成)*[值数]?")
_YEAR_ROW = later(r"(20\d\d)年度?(?:预算|资金|投入|安排|支出|小计|合计|总额|资金总额)?")
_ALL_YEARS = later(
    r"(?:历年|各年度?|实施期|三年|五年|资金)*(?:累计|合计|总计|小计|总额)(?:数|完成)?"
)
_IN_NAME = later(r"20\d\d年度?")
_Years = dict[str, dict[str, Cell]]  # 字段名 → 年度 → 那一列的名称


def in_own_year(sheet: Sheet, heading: Heading, year: int | None) -> Heading:
    """分着年度的各栏取 `year` 一列；没有写年度的取“本年”一块，没有这一年的，照原样。"""
    heading = under_year(sheet, heading, year)
    if year is None:
        return heading
    row = _years_row(sheet, heading)
    if not row:
        return _named_years(sheet, heading, str(year))
    mine = {key: years.get(str(year)) for key, years in _split(sheet, heading, row).items()}
    cells = {key: cell for key, cell in mine.items() if cell is not None}
    columns = {key: cell.column for key, cell in cells.items()}
    spare = {key: ones for key, ones in heading.spare.items() if key not in cells}
    return replace(
        heading,
        row=max(row, heading.row),
        columns={**heading.columns, **columns},
        cells={**heading.cells, **cells},
        spare=spare,
    )


def _named_years(sheet: Sheet, heading: Heading, year: str) -> Heading:
    """年度写在列名里、一年一列的（2022年完成值、2023年完成值）：列名相同、写着这一年的一列。"""
    cells = dict(heading.cells)
    for key, cell in heading.cells.items():
        said = _IN_NAME.search(fold(cell.raw))
        if said is None or said[0].startswith(year):
            continue
        plain = _IN_NAME.sub("", fold(cell.raw))
        for other in sheet.row(cell.row):
            text = fold(other.raw) if other.kind == "text" else ""
            named = _IN_NAME.search(text)
            if named and named[0].startswith(year) and _IN_NAME.sub("", text) == plain:
                cells[key] = other
    columns = {key: cell.column for key, cell in cells.items() if cell != heading.cells[key]}
    return replace(heading, cells=cells, columns={**heading.columns, **columns})


def _years_row(sheet: Sheet, heading: Heading) -> int:
    """写着年度的一行：列名的下半行，或紧挨着的下一行（那一行只有年度）；没有的为 0。"""
    for row in range(heading.first_row + 1, heading.row + 2):
        cells = [cell for cell in sheet.row(row) if cell.row == row]
        years = [cell for cell in cells if _YEAR.fullmatch(fold(cell.raw))]
        inside = row <= heading.row or len(years) == len(cells)
        if len(years) > 1 and inside:
            return row
    return 0


def _split(sheet: Sheet, heading: Heading, row: int) -> _Years:
    """各栏下面分着哪些年度；至少两个才是分着的。"""
    tops = [cell for cell in sheet.row(heading.first_row) if cell.row < row]
    edges = [*(cell.column for cell in tops[1:]), sheet.last_column + 1]
    out: _Years = {}
    for top, after in zip(tops, edges, strict=True):
        cells = (sheet.at(row, column) for column in range(top.column, after))
        found = ((_YEAR.fullmatch(fold(cell.raw)), cell) for cell in cells if cell.row == row)
        years = {match[1]: cell for match, cell in found if match}
        keys = [
            key
            for key, column in heading.columns.items()
            if top.column <= column < after and heading.cells[key].row <= row
        ]
        if len(years) > 1 and len(keys) == 1:
            out[keys[0]] = years
    return out


def own_year_lines(lines: Sequence[FundLine], form: Form, year: int | None) -> tuple[FundLine, ...]:
    """一年一行的资金：这个年度的一行就是总额，别的年度和累计的不要；记着分的是合计的，照旧。"""
    if sum("20" in fold(line.name.value) for line in lines) < 2:
        return tuple(lines)
    names = {id(line): _YEAR_ROW.fullmatch(fold(line.name.value)) for line in lines}
    years = {match[1] for match in names.values() if match}
    if len(years) < 2 or str(year) not in years:
        return tuple(lines)
    mine = [line for line in lines if (match := names[id(line)]) and match[1] == str(year)]
    whole = [line for line in lines if not names[id(line)] and kind_of(line.name.value) == "total"]
    if whole and (any(map(_is_scored, whole)) or not any(map(_is_scored, mine))):
        return tuple(lines)  # 合计是今年的，各年的钱是它的来源
    own = next((row for row in form.funds.row if row.kind == "total"), None)
    return tuple(
        replace(line, kind="total", row=own, group="") if line in mine else line
        for line in lines
        if line in mine
        or not (names[id(line)] or line in whole or _ALL_YEARS.fullmatch(fold(line.name.value)))
    )


def _is_scored(line: FundLine) -> bool:
    return line.points is not None and line.points.value.is_number


def year_asides(
    sheet: Sheet, filing: Filing, heading: Heading, funds: Heading | None
) -> Iterator[tuple[tuple[int, int], str]]:
    """别的年度的各格：看见了，不核。"""
    row = _years_row(sheet, heading) if heading.row > heading.first_row else 0
    rows = [indicator.name.cell.row for indicator in filing.indicators]
    for key, years in (_split(sheet, heading, row) if row else {}).items():
        for year, cell in years.items():
            if cell.column != heading.columns[key]:
                yield from (((each, cell.column), f"{year}年的，不核") for each in (row, *rows))
    total = filing.total_fund
    if funds is None or total is None or not _YEAR_ROW.fullmatch(fold(total.name.value)):
        return
    name = total.name.cell
    for each in sheet.filled_rows():
        said = fold(sheet.at(each, name.column).raw) if each > funds.row else ""
        if each != name.row and (_YEAR_ROW.fullmatch(said) or _ALL_YEARS.fullmatch(said)):
            cells = (cell for cell in sheet.row(each) if cell.column >= name.column)
            yield from (((cell.row, cell.column), f"{said}的资金，不核") for cell in cells)
