"""逐张工作表、逐张表样全比一遍的认法：慢而直白，用来核对程序的认法一份不差。"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from perfxl.cells.grid import Grid, Sheet
from perfxl.cells.names import bare_key_of, is_one_of, key_of, level_name
from perfxl.form.form import Form
from perfxl.read.funds.funds import fund_heading
from perfxl.read.heading.column_names import Words, may_be_title, rows_by_key
from perfxl.read.heading.headings import Heading, labels
from perfxl.read.indicators.indicators import indicator_heading
from perfxl.read.recognition.recognition import title_cell


class Choice(NamedTuple):
    """认出的：像的程度，标题的字数，表样的代码，工作表，表头的行，是不是标题或表名相符。"""

    likeness: int
    titled: int
    code: str
    sheet: str
    row: int
    named: bool


class Likenesses:
    """一份工作簿的各张工作表像各张表样的程度；几批表样里都有的那一张，只比一回。"""

    def __init__(self) -> None:
        self._words: dict[int, Words] = {}
        self._known: dict[tuple[int, int], Choice | None] = {}

    def is_strange(self, sheet: Sheet, form: Form, plain: Form, gap: int) -> bool:
        """标题不是那张表样的：评分标准当了指标值，或写着项目名称的当了部门整体的。"""
        words = self._words[id(sheet)]
        mine, other = (indicator_heading(sheet, each, words) for each in (form, plain))
        assert mine is not None
        assert other is not None
        criteria = other.columns.get("criteria")
        top = _top(sheet, mine)
        whole = "整体" in form.what and "整体" not in top and "项目名称" in top
        titled = "项目" in title_cell(sheet, mine.first_row).raw
        return (whole and (titled or gap <= 15)) or (
            criteria is not None and criteria == mine.columns.get("target")
        )

    def of(self, sheet: Sheet, form: Form) -> Choice | None:
        if id(sheet) not in self._words:
            self._words[id(sheet)] = rows_by_key(sheet)
        place = id(sheet), id(form)
        if place not in self._known:
            self._known[place] = _likeness(sheet, form, self._words[id(sheet)])
        return self._known[place]


def exhaustive(grid: Grid, forms: Sequence[Form], known: Likenesses) -> Choice | None:
    """全比一遍，取最像的；一样像的取标题更全的，再取在前面的。哪一张都不像为 None。"""
    choices = [
        choice
        for sheet in _candidates(grid, forms)
        for choice in (known.of(sheet, form) for form in forms)
        if choice is not None
    ]
    if not choices:
        return None
    best = max(choices, key=lambda choice: choice[:2])
    default = {form.code for form in forms if form.default}
    plain = [choice for choice in choices if choice.code in default and choice.sheet == best.sheet]
    if best.named:
        own = plain and plain[0].titled >= best.titled and best.code not in default
        if own and plain[0].titled and not best.titled and best.likeness - plain[0].likeness <= 15:
            return plain[0]  # 标题就是默认表样的
        return plain[0] if own and not _has_own(grid, forms, best, plain[0]) else best
    if not plain or best.likeness - plain[0].likeness <= 5:
        return plain[0] if plain else best
    by_code = {form.code: form for form in forms}
    sheet = next(each for each in grid.sheets if each.name == best.sheet)
    gap = best.likeness - plain[0].likeness
    strange = known.is_strange(sheet, by_code[best.code], by_code[plain[0].code], gap)
    return plain[0] if strange else best


def _has_own(grid: Grid, forms: Sequence[Form], best: Choice, plain: Choice) -> bool:
    """标题两张都有的：表上写着的名称，只有这一张印着的比只有默认的印着的多。"""
    sheet = grid.sheet(best.sheet)
    assert sheet is not None
    written = {
        bare_key_of(level_name(cell.raw)) for cell in sheet.texts if may_be_title(cell)
    } | rows_by_key(sheet).keys()
    mine, other = (
        _printed(next(form for form in forms if form.code == choice.code))
        for choice in (best, plain)
    )
    return len((mine - other) & written) > len((other - mine) & written)


def _printed(form: Form) -> set[str]:
    titles = [column.title for column in form.indicators.column if column.drawn]
    titles += [column.title for column in form.funds.column if column.drawn]
    titles += [field.title for field in form.header if field.drawn]
    titles += [row.title for row in form.funds.row] + [level1.name for level1 in form.level1]
    titles += [level2.name for level1 in form.level1 for level2 in level1.level2]
    return {key_of(title) for title in titles} - {""}


def _candidates(grid: Grid, forms: Sequence[Form]) -> list[Sheet]:
    results = {name for form in forms for name in (form.sheets.findings, form.sheets.scores)}
    sides = {form.sheets.guide for form in forms}
    sides |= {table.sheet for form in forms for table in form.table}
    sheets = [sheet for sheet in grid.sheets if sheet.name not in results]
    return [sheet for sheet in sheets if sheet.name not in sides] or sheets


def _likeness(sheet: Sheet, form: Form, words: Words) -> Choice | None:
    heading = indicator_heading(sheet, form, words)
    if heading is None:
        return None
    wanted = [column.key for column in form.indicators.column if column.required]
    drawn = [column.key for column in form.indicators.column if column.drawn]
    hits = sum(key in heading.columns and key not in heading.loose for key in wanted)
    foreign = sum(key not in drawn for key in heading.columns)
    titled = _titled(sheet, form, heading)
    named = is_one_of(sheet.name, (form.sheets.main, *form.sheets.aliases))
    likeness = 40 * hits // max(1, len(wanted) + foreign) + 25 * bool(titled) + 10 * named
    likeness += _shared_names(sheet, form, heading) - _strangers(sheet, form, heading)
    likeness += _shared_header(sheet, form, heading) + _shared_funds(sheet, form, heading, words)
    return Choice(likeness, titled, form.code, sheet.name, heading.row, bool(titled) or named)


def _top(sheet: Sheet, heading: Heading) -> str:
    rows = (row for row in sheet.filled_rows() if row < heading.first_row)
    return "".join(key_of(cell.raw) for row in rows for cell in sheet.row(row))


def _titled(sheet: Sheet, form: Form, heading: Heading) -> int:
    top = _top(sheet, heading)
    words = (key_of(word) for word in (form.title, form.look.title, *form.keywords))
    return max((len(word) for word in words if word in top), default=0)


def _shared_header(sheet: Sheet, form: Form, heading: Heading) -> int:
    drawn = [field for field in form.header if field.drawn]
    seen = sum(
        any(labels(sheet, (field.title, *field.synonyms), before=heading.first_row))
        for field in drawn
    )
    return 5 * seen // max(1, len(drawn))


def _shared_funds(sheet: Sheet, form: Form, heading: Heading, words: Words) -> int:
    funds = fund_heading(sheet, form, heading.first_row, words)
    if funds is None:
        return 0
    titles = {bare_key_of(column.title) for column in form.funds.column if column.drawn}
    seen = {bare_key_of(cell.raw) for cell in funds.cells.values()}
    return 5 + 5 * len(titles & seen) // max(1, len(titles))


def _shared_names(sheet: Sheet, form: Form, heading: Heading) -> int:
    names = {("level1", bare_key_of(level1.name)) for level1 in form.level1}
    names |= {
        ("level2", bare_key_of(level2.name)) for level1 in form.level1 for level2 in level1.level2
    }
    seen = 0
    for key, name in names:
        column = heading.columns.get(key, 0)
        places = ((row, column) for row in sheet.filled_rows() if row > heading.row)
        cells = (sheet.cells[place] for place in places if place in sheet.cells)
        named = (cell for cell in cells if may_be_title(cell))
        seen += any(bare_key_of(level_name(cell.raw)) == name for cell in named)
    return 20 * seen // max(1, len(names))


def _strangers(sheet: Sheet, form: Form, heading: Heading) -> int:
    column = heading.columns.get("level1")
    if column is None or not form.level1:
        return 0
    cells = (sheet.cells.get((row, column)) for row in sheet.filled_rows() if row > heading.row)
    names = {bare_key_of(level_name(cell.raw)) for cell in cells if cell is not None}
    others = {name for name in names if name.endswith("指标") and form.level1_named(name) is None}
    return min(15, 5 * len(others))
