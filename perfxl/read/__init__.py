"""Grid + 表样 → Filing：认出是哪张表样、在哪张工作表，再按名称读出每一格。"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from perfxl.cells.grid import Grid, Sheet
from perfxl.cells.names import bare_key_of, is_one_of, key_of
from perfxl.errors import FormError
from perfxl.filing.model import Filing
from perfxl.form.form import Form
from perfxl.read.column_names import Words, names_of, rows_by_key
from perfxl.read.execution import place_execution
from perfxl.read.form_rows import FormRows
from perfxl.read.funds import fund_heading, read_funds
from perfxl.read.gaps import gaps_of
from perfxl.read.header import money_unit, read_goals, read_header
from perfxl.read.headings import Heading, heading_at, labels
from perfxl.read.indicator_rows import NEED
from perfxl.read.indicators import indicator_heading, read_indicators
from perfxl.read.side_tables import (
    read_data,
    read_details,
    read_evidence,
    read_explanations,
    read_narratives,
    read_tasks,
)

_CLEARLY = 5  # 没有标题可认时，比默认的表样高出这么多才算更像


@dataclass(frozen=True, slots=True)
class Recognised:
    """认出的表样和它所在的工作表；`likeness` 越大越像（满分 110）。

    `titled` 是表上写着的标题有几个字：一样像时，标题写得更全的更像（“某省项目支出绩效自评表”
    里也有“项目支出绩效自评表”）。
    """

    form: Form
    sheet: Sheet
    heading: Heading
    likeness: int
    titled: int
    why: str
    words: Words
    is_named: bool  # 标题或工作表名相符


def read(grid: Grid, forms: Sequence[Form]) -> Filing:
    """读一份填好的自评表。

    Raises:
        FormError: 没有一张工作表像 `forms` 里的任何一张表样。
    """
    known = recognise(grid, forms)
    form, sheet, heading = known.form, known.sheet, known.heading
    before = heading.first_row
    funds, header = fund_heading(sheet, form, before), read_header(sheet, form, before)
    unit = money_unit(sheet, form, before, funds)
    year = header.get("year")
    number = int(year.value) if year and year.value else None
    rows = FormRows(form)
    block = read_indicators(sheet, rows, heading, known.words, number)
    lines = tuple(read_funds(sheet, rows, funds, before, unit)) if funds else ()
    lines, indicators = place_execution(rows, lines, block.indicators, unit)
    grade = block.totals.grade
    goal, achievement = read_goals(sheet, form.goals, before)
    filing = Filing(
        file=grid.file,
        form=form,
        sheet=sheet.name,
        money_unit=unit,
        name=header.get("name"),
        authority=header.get("authority"),
        unit=header.get("unit"),
        year=year,
        header={key: value for key, value in header.items() if key in {"contact", "date"}},
        funds=(*lines, *read_details(grid, form, unit)),
        goal=goal,
        achievement=achievement,
        indicators=indicators,
        total_weight=block.totals.weight,
        total=block.totals.points,
        grade=grade,
        grade_row=None if grade is None else rows.grade(grade.value.text or grade.value.raw),
        recheck_total=block.totals.recheck,
        tasks=tuple(read_tasks(grid, form, unit)),
        data=tuple(read_data(grid, rows)),
        evidence=tuple(read_evidence(grid, form)),
        narratives=tuple(read_narratives(grid, rows)),
        explanations=read_explanations(grid, form),
        certainty=(
            known.why if block.next_form is None else f"{known.why}，{_another(block.next_form)}"
        ),
    )
    return replace(filing, gaps=gaps_of(filing, sheet, heading, funds, named=known.is_named))


def _another(row: int) -> str:
    return f"第 {row} 行起还有一份表，没有读：一张工作表只读第一份，其余请移到各自的工作表"


def recognise(grid: Grid, forms: Sequence[Form]) -> Recognised:
    """逐张工作表、逐张表样比，取最像的；一样像时取标题更全的，再取排在前面的（默认的在最前）。

    Raises:
        FormError: 哪一张都不像：说出找过哪些表头、看过哪些工作表。
    """
    sheets = _candidates(grid, forms)
    found = [
        one
        for sheet in sheets
        for words in (rows_by_key(sheet),)
        for one in (_likeness(sheet, form, words) for form in forms)
        if one is not None
    ]
    if not found:
        near = [one for sheet in sheets for one in _near_miss(sheet, forms)]
        raise FormError(_nothing_fits(grid, forms, near))
    best = max(found, key=lambda one: (one.likeness, one.titled))
    return _plain_reading(best, found)


def _plain_reading(best: Recognised, found: Sequence[Recognised]) -> Recognised:
    """标题、表名都不认得，而最像的也不比默认的表样明显更像：照默认的表样读，并说明。"""
    if best.is_named:
        return best
    plain = next((one for one in found if one.form.default and one.sheet is best.sheet), best)
    if best.likeness - plain.likeness > _CLEARLY:
        return best
    why = f"{plain.why}，标题不是已有的表样，照{plain.form.authority}的“{plain.form.title}”读"
    return replace(plain, why=why)


def _candidates(grid: Grid, forms: Sequence[Form]) -> list[Sheet]:
    """可能是指标表的工作表：填报说明、附表、结果表不必看；别的都没有时才看。"""
    results = {name for form in forms for name in (form.sheets.findings, form.sheets.scores)}
    sides = {form.sheets.guide for form in forms}
    sides |= {table.sheet for form in forms for table in form.table}
    sheets = [sheet for sheet in grid.sheets if sheet.name not in results]
    return [sheet for sheet in sheets if sheet.name not in sides] or sheets


def _likeness(sheet: Sheet, form: Form, words: Words) -> Recognised | None:
    heading = indicator_heading(sheet, form, words)
    if heading is None:
        return None
    wanted = [column.key for column in form.indicators.column if column.required]
    drawn = [column.key for column in form.indicators.column if column.drawn]
    hits = sum(key in heading.columns for key in wanted)
    foreign = sum(key not in drawn for key in heading.columns)  # 表上有、表样不印的列
    titled = _titled(sheet, form, heading)
    named = is_one_of(sheet.name, (form.sheets.main, *form.sheets.aliases))
    likeness = 40 * hits // max(1, len(wanted) + foreign) + 25 * bool(titled) + 10 * named
    likeness += _shared_names(sheet, form, heading, words) - _strangers(sheet, form, heading)
    likeness += _shared_header(sheet, form, heading) + _shared_funds(sheet, form, heading, words)
    lacking = "".join(
        f"“{one.title}”"
        for one in form.indicators.column
        if one.required and one.key not in heading.columns
    )
    why = (
        f"工作表“{sheet.name}”认出 {hits}/{len(wanted)} 个规定的表头"
        f"{f'，缺{lacking}' if lacking else ''}"
        f"{'，标题相符' if titled else ''}{'，工作表名相符' if named else ''}"
    )
    return Recognised(form, sheet, heading, likeness, titled, why, words, bool(titled) or named)


def _titled(sheet: Sheet, form: Form, heading: Heading) -> int:
    """指标块以上写着的、最长的一个标题有几个字；没有为 0。"""
    top = "".join(
        key_of(cell.raw)
        for row in sheet.filled_rows()
        if row < heading.first_row
        for cell in sheet.row(row)
    )
    words = (key_of(word) for word in (form.title, form.look.title, *form.keywords))
    return max((len(word) for word in words if word in top), default=0)


def _shared_header(sheet: Sheet, form: Form, heading: Heading) -> int:
    """表头各项与表样相同的程度（0–5）。"""
    drawn = [one for one in form.header if one.drawn]
    found = sum(
        any(labels(sheet, (one.title, *one.synonyms), before=heading.first_row)) for one in drawn
    )
    return 5 * found // max(1, len(drawn))


def _shared_funds(sheet: Sheet, form: Form, heading: Heading, words: Words) -> int:
    """资金块的列名与表样相同的程度（0–10）；不比括号里的（A）（B）。"""
    funds = fund_heading(sheet, form, heading.first_row, words)
    if funds is None:
        return 0
    titles = {bare_key_of(column.title) for column in form.funds.column if column.drawn}
    seen = {bare_key_of(cell.raw) for cell in funds.cells.values()}
    return 5 + 5 * len(titles & seen) // max(1, len(titles))


def _shared_names(sheet: Sheet, form: Form, heading: Heading, words: Words) -> int:
    """一级、二级名称与表样相同的程度（0–20）；同一个名称在一级和在二级不算相同。"""
    names = {("level1", bare_key_of(one.name)) for one in form.level1}
    names |= {("level2", bare_key_of(two.name)) for one in form.level1 for two in one.level2}
    seen = 0
    for key, name in names:
        column = heading.columns.get(key, 0)
        places = ((row, column) for row in words.get(name, ()) if row > heading.row)
        cells = (sheet.cells[place] for place in places if place in sheet.cells)
        seen += any(bare_key_of(cell.raw) == name for cell in cells)
    return 20 * seen // max(1, len(names))


def _strangers(sheet: Sheet, form: Form, heading: Heading) -> int:
    """一级一列里写着别的一级名称的扣分（0–15）：成本指标列为一级的，不是没有它的那张表样。"""
    column = heading.columns.get("level1")
    if column is None or not form.level1:
        return 0
    cells = (sheet.cells.get((row, column)) for row in sheet.filled_rows() if row > heading.row)
    names = {bare_key_of(cell.raw) for cell in cells if cell is not None}
    others = {name for name in names if name.endswith("指标") and form.level1_named(name) is None}
    return min(15, 5 * len(others))


def _near_miss(sheet: Sheet, forms: Sequence[Form]) -> list[str]:
    """认得三列以上、只缺关键列的工作表：说缺哪一列。"""
    best: tuple[int, Form, set[str]] | None = None
    for form in forms:
        names = names_of(form.indicators.column)
        for row in sheet.filled_rows():
            seen = set(heading_at(sheet, row, names).columns)
            if len(seen) >= 3 and (best is None or len(seen) > best[0]):
                best = len(seen), form, seen
    if best is None:
        return [
            f"工作表“{sheet.name}”像自评表（{form.title}，{form.year}年表样），但没有绩效指标一块"
            for form in forms
            if _says_filing(sheet) and fund_heading(sheet, form, sheet.last_row + 1)
        ][:1]
    _, form, seen = best
    like = f"{form.title}，{form.year}年表样"
    lacking = [
        next(column.title for column in form.indicators.column if column.key == group[0])
        for group in NEED
        if not seen & set(group)
    ]
    words = "、".join(f"“{title}”" for title in dict.fromkeys(lacking))
    return [f"工作表“{sheet.name}”像自评表（{like}），但没有{words}"] if words else []


def _says_filing(sheet: Sheet) -> bool:
    return any("自评" in cell.raw for row in sheet.filled_rows() for cell in sheet.row(row))


def _nothing_fits(grid: Grid, forms: Sequence[Form], near: Sequence[str]) -> str:
    if near:
        return f"{grid.file} 里{'；'.join(near)}；请补上，或把表头改回官方的名称"
    titles = dict.fromkeys(
        column.title
        for form in forms
        for column in form.indicators.column
        if column.key in {"level1", "level2", "name", "target", "actual"} and column.drawn
    )
    sheets = "、".join(f"“{sheet.name}”" for sheet in grid.sheets) or "没有工作表"
    return (
        f"{grid.file} 里没有像自评表的工作表：找过表头 {'、'.join(titles)}，"
        f"看过的工作表有 {sheets}；请确认选对了文件，或把表头改回官方的名称"
    )
