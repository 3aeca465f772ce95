"""Grid + 表样 → Filing：认出是哪张表样、在哪张工作表，再按名称读出每一格。"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from perfxl.cells.grid import Field, Grid, Sheet
from perfxl.cells.inexact import one_number
from perfxl.cells.quantity import Quantity
from perfxl.errors import FormError
from perfxl.filing.model import Filing, FundLine
from perfxl.form.form import Form
from perfxl.read.account.account import account
from perfxl.read.account.gaps import gaps_of
from perfxl.read.apart import told_apart
from perfxl.read.catalog import catalog_of
from perfxl.read.concealed import read_seen
from perfxl.read.exactly import exact_lines, exact_rows
from perfxl.read.exported import told_in_columns
from perfxl.read.filled import is_example, is_filled, unread_of
from perfxl.read.form_rows import FormRows, rows_of
from perfxl.read.funds.execution import place_execution, with_echo
from perfxl.read.funds.fund_places import Funds, find_funds, tasks_in
from perfxl.read.funds.funds import fund_heading
from perfxl.read.funds.scored_apart import scored_apart
from perfxl.read.funds.task_block import read_task_block
from perfxl.read.goals import goals_below, joined, more_goals, read_goals
from perfxl.read.halves import declared_half, goals_declared, with_declared
from perfxl.read.header import read_header
from perfxl.read.heading.headings import Heading
from perfxl.read.indicators.blocks import with_blocks, with_reasons
from perfxl.read.indicators.indicators import Block, read_indicators
from perfxl.read.indicators.lost import SAID, only_lost
from perfxl.read.indicators.totals import grade_row
from perfxl.read.indicators.verdicts import judged, with_verdicts
from perfxl.read.listed import with_columns
from perfxl.read.money_unit import stated_units, written_unit
from perfxl.read.own_year import in_own_year, own_year_lines
from perfxl.read.recognition.page import Recognised
from perfxl.read.recognition.recognition import recognise, recognise_all, title_cell
from perfxl.read.sheets.belongs import Owner, Sides, strays
from perfxl.read.sheets.pages import next_pages
from perfxl.read.sheets.parts import (
    About,
    Parts,
    account_part,
    find_about,
    find_parts,
    others,
    sheets_unread,
    tables_missed,
)
from perfxl.read.sheets.pointed import with_pointed
from perfxl.read.sheets.reasons_apart import with_reasons_apart, with_reasons_shared
from perfxl.read.sheets.side_left import with_sides_left
from perfxl.read.sheets.side_tables import (
    read_data,
    read_details,
    read_evidence,
    read_explanations,
    read_narratives,
    read_sums,
    read_tasks,
)
from perfxl.read.sheets.summary import with_summary
from perfxl.read.sideways import upright
from perfxl.read.stacked import labels_aside
from perfxl.read.stages import stated_funds, stated_goal
from perfxl.read.straighten import straightened
from perfxl.read.year import year_number
from perfxl.read.years_above import under_year

__all__ = ["Recognised", "read", "read_all", "recognise"]


def read_all(grid: Grid, forms: Sequence[Form]) -> tuple[Filing, ...]:
    """工作簿里的每一份自评表，照工作表的次序，一张里的从上到下。

    只有一份时就读它；有几份时，空白的（没有填的备用表）、藏起来的不读，说在第一份里。

    Raises:
        FormError: 一份也不像 `forms` 里的任何一张表样。
    """
    reading = partial(_read_all, forms=forms)
    every = frozenset(sheet.name for sheet in grid.sheets)
    grid = straightened(grid, forms)
    try:
        filings = read_seen(grid, reading)
    except FormError:
        other = upright(grid, forms, every)  # 横着画的
        if other is None:
            raise
        return read_seen(other, reading)
    unread = (unread for filing in filings for unread in filing.unread)
    missed = frozenset(each.place.sheet for each in unread if each.kind == "table")
    other = upright(grid, forms, missed) if missed else None  # 有的竖着，有的横着
    return filings if other is None else read_seen(other, reading)


def _read_all(grid: Grid, forms: Sequence[Form]) -> tuple[Filing, ...]:
    known_all, missed = recognise_all(grid, forms)
    catalog = catalog_of(forms)
    owners = [_owner(known) for known in known_all] if len(known_all) > 1 else []
    whole = [*(known.sheet for known in known_all), *(sheet for sheet, _ in missed)]
    apart = others(grid, whole, catalog)
    shared = apart if len(known_all) == 1 else ()  # 有几份的，不知道归哪一份
    every: list[tuple[Recognised, Filing]] = []
    years: dict[str, Field[str]] = {}  # 一张工作表上几份合用一个标题的，年度写在头一份上面
    for place, known in enumerate(known_all):
        year = years.get(known.sheet.name)
        filing = _read(known, Sides(grid, owners, place), shared, year)
        every.append((known, filing))
        if filing.year is not None and filing.year.value:
            years.setdefault(known.sheet.name, filing.year)
    pages = list(next_pages(every)) if len(every) > 1 else []
    every = [pair for pair in every if all(pair is not page for page, _ in pages)]
    filled = [known for known, filing in every if is_filled(filing) and not known.sheet.hidden]
    examples = [known for known, filing in every if is_example(known, filing)]
    filled = [known for known in filled if known not in examples] or filled  # 附着的填写示例
    if not filled:  # 都没有填，或填的藏着：先读看得见的一份
        first, filing = next((pair for pair in every if not pair[0].sheet.hidden), every[0])
        spares = [pair for pair in every if pair[0] is not first and is_filled(pair[1])]
        unread = tuple(unread_of(*pair) for pair in spares) + tuple(tables_missed(missed, catalog))
        return with_pointed((replace(filing, unread=unread),), grid)
    taken = [filing for known, filing in every if known in filled]
    left = [(known, filing) for known, filing in every if known not in filled]
    unread = tuple(unread_of(known, filing) for known, filing in left)
    unread += tuple(said for _, said in pages)
    unread += tuple(tables_missed(missed, catalog))
    unread += strays(grid, owners, taken[0].form) if owners else ()
    if owners:
        taken = [with_summary(each, apart) for each in with_reasons_shared(taken, apart)]
    summed = {field.cell.sheet for filing in taken for field in filing.summary.values()}
    left_over = [sheet for sheet in apart if sheet.name not in summed]
    unread += tuple(sheets_unread(left_over, taken))
    taken[0] = with_sides_left(replace(taken[0], unread=unread), grid, taken)
    return with_pointed(told_apart(goals_declared(taken)), grid)


def _owner(known: Recognised) -> Owner:
    """附表上会怎样称呼这一份：项目名称、实施单位。"""
    header = read_header(known.sheet, known.form, known.heading.first_row)
    fields = (header.get(key) for key in ("name", "unit"))
    return Owner(tuple(field.value for field in fields if field is not None), known.sheet.name)


def read(grid: Grid, forms: Sequence[Form]) -> Filing:
    """读只有一份自评表的工作簿。

    Raises:
        FormError: 没有一张工作表像 `forms` 里的任何一张表样；或者有几份（用 `read_all`）。
    """
    filings = read_all(grid, forms)
    if len(filings) > 1:
        raise FormError(f"{grid.file} 里有 {len(filings)} 份自评表，不止一份")
    return filings[0]


_MORE = ("ministry", "contact", "date", "year_again")  # 表头里另外几项


class _Headed(NamedTuple):
    """认出的一份连同它的年度：取了这个年度的列的表头、照这个年度的表样、表头各项。"""

    known: Recognised
    form: Form
    header: dict[str, Field[str]]
    about: About
    year: int | None


def _headed(known: Recognised, apart: Sequence[Sheet], shared: Field[str] | None) -> _Headed:
    form, sheet, heading = known.form, known.sheet, known.heading
    own = form.stage == "evaluate"
    heading = judged(sheet, heading, form) if own else heading
    header = read_header(sheet, form, heading.first_row)
    header |= told_in_columns(sheet, heading, form, "").header
    if shared is not None and "year" not in header:
        header["year"] = shared
    about = find_about(apart, form, header)
    header |= about.header
    year = year_number(header.get("year"))
    heading = in_own_year(sheet, heading, year) if own else heading
    # 规定换过的，照这个年度的
    return _Headed(replace(known, heading=heading), form.in_year(year), header, about, year)


def _read(
    known: Recognised, sides: Sides, apart: Sequence[Sheet], shared_year: Field[str] | None
) -> Filing:
    """`apart` 是可能另写着它一部分的工作表，`shared_year` 是这张工作表上前一份写的年度。"""
    known, form, header, _, number = headed = _headed(known, apart, shared_year)
    sheet, heading = known.sheet, known.heading
    rows = rows_of(form)
    block = read_indicators(sheet, rows, heading, known.words, number)
    told = _money_goals(headed, rows, block, apart)
    unit, money, parts = told.unit, told.money, told.parts
    every = with_verdicts(sheet, heading, block.indicators)
    lines = with_echo(sheet, heading, known.words, own_year_lines(told.lines, form, number))
    lines, indicators = place_execution(rows, exact_lines(lines, unit), exact_rows(every), unit)
    indicators = (*scored_apart(rows, money.others, unit), *indicators)
    texts = with_blocks(sheet, rows, heading, indicators, tuple(read_narratives(sides, rows)))
    filing = Filing(
        file=sides.grid.file, form=form, sheet=sheet.name, money_unit=unit, units=told.said,
        name=header.get("name"), authority=header.get("authority"), unit=header.get("unit"),
        year=header.get("year"),
        header={key: value for key, value in header.items() if key in _MORE},
        funds=(*lines, *exact_lines(read_details(sides, form, unit), unit)), income=money.others,
        goal=told.goal, achievement=told.achievement,
        indicators=with_reasons_apart(with_reasons(indicators, sheet, texts), apart),
        block_weights=block.printed,
        total_weight=one_number(block.totals.weight),
        total=one_number(block.totals.points or told.total),
        recheck_total=block.totals.recheck, total_lost=block.totals.lost,
        subtotals=block.subtotals, side_sums=tuple(read_sums(sides, form, unit)),
        told=block.totals.told, grade=block.totals.grade,
        grade_row=grade_row(block.totals.grade, form),
        tasks=tuple(read_tasks(sides, form, unit)) or tuple(tasks_in(sheet, money))
        or tuple(read_task_block(sheet, heading.first_row, unit)),
        data=tuple(read_data(sides, rows)), evidence=tuple(read_evidence(sides, form)),
        narratives=texts, explained=read_explanations(sides.grid, form),
        certainty=known.why + parts.said + (SAID if only_lost(heading) else "")
        + sheet.how,
        area=sheet.filled, homes=sheet.homes, parts=parts.names,
    )  # fmt: skip
    if form.stage != "evaluate":
        filing = with_columns(filing, sheet, heading, form)
    return _accounted(filing, known, money.heading, parts)


class _Told(NamedTuple):
    """资金、目标两块读到的；`parts` 是另写在别的工作表上的。"""

    unit: str
    said: tuple[Field[str], ...]  # 写着金额单位的各处，用的一处在先
    money: Funds
    lines: tuple[FundLine, ...]
    goal: Field[str] | None
    achievement: Field[str] | None
    parts: Parts
    total: Field[Quantity] | None  # 一行一条指标的，总分写在自己的一列里


def _money_goals(headed: _Headed, rows: FormRows, block: Block, apart: Sequence[Sheet]) -> _Told:
    """表头以上（也有写在指标下面的）和别的工作表上的资金、目标。"""
    form, sheet, heading = rows.form, headed.known.sheet, headed.known.heading
    before, about = heading.first_row, headed.about
    funds = fund_heading(sheet, form, before, headed.known.words)
    funds = funds and under_year(sheet, funds, headed.year)
    said = stated_units(sheet, before, funds)
    unit = said[0].value if said else form.money_unit
    money = find_funds(sheet, rows, heading, funds, unit, block.last)
    if funds is None and money.heading is not None:  # 写在指标下面的一块，自己写着单位
        own = stated_units(sheet, before, money.heading)
        if own and own[0].value != unit:
            said, unit = own, own[0].value
            money = find_funds(sheet, rows, heading, funds, unit, block.last)
    goal, achievement = read_goals(sheet, form.goals, before)
    goal = joined(goal, more_goals(sheet, form.goals, heading.row))
    if goal is None:
        goal, below = goals_below(sheet, form.goals, block.end)
        achievement = achievement or below
    parts = find_parts(apart, rows, about, money=not money.lines, goals=goal is None)
    lines = with_declared(sheet, rows, heading, money.heading, money.lines, unit)
    unit, lines, goal = parts.money_unit or unit, lines or parts.lines, goal or parts.goal
    achievement = achievement or parts.done
    columned = told_in_columns(sheet, heading, form, unit)
    lines, goal = lines or columned.lines, goal or columned.goal
    achievement = achievement or columned.achievement
    if form.stage != "evaluate":
        lines = lines or tuple(stated_funds(sheet, rows, before, unit))
        goal, achievement = stated_goal(sheet, goal, before), None
    unit = unit if said else written_unit(lines) or unit
    said = said or parts.units
    said = said if said and said[0].value == unit else ()
    return _Told(unit, said, money, lines, goal, achievement, parts, columned.total)


def _accounted(filing: Filing, known: Recognised, funds: Heading | None, parts: Parts) -> Filing:
    """读好的一份，再添上每一格的交代、缺了什么。"""
    sheet, heading = known.sheet, known.heading
    readings, unused = account(sheet, filing, heading, funds)
    readings = (*readings, *labels_aside(sheet))
    for part in parts.sheets:
        more, left = account_part(part, filing, parts.funds)
        readings, unused = (*readings, *more), (*unused, *left)
    gaps = gaps_of(filing, sheet, heading, funds or parts.funds, named=known.is_named)
    return replace(
        filing,
        gaps=gaps,
        readings=readings,
        unused=unused,
        declared=declared_half(filing, readings),
        guessed=title_cell(sheet, heading.first_row) if known.is_guessed else None,
        first_row=sheet.at(heading.row + 1, heading.columns.get("name", heading.first_column)),
    )
