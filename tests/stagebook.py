"""填好的自评表 → 同一个项目的申报表、监控表：去掉结果各栏，换标题。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from perfxl.cells.grid import Grid, Sheet
from perfxl.form.form import Form
from perfxl.form.stage import Stage
from perfxl.form.staged import at_stage
from perfxl.read import read, recognise
from perfxl.read.funds.funds import fund_heading
from perfxl.read.heading.headings import Heading
from perfxl.read.recognition.recognition import title_cell

_RESULTS = (
    "actual", "points", "reason", "rated", "share", "deduction", "computed", "deviation",
    "evidence", "recheck_actual", "recheck_points", "drift",
)  # fmt: skip


def staged(grid: Grid, forms: Sequence[Form], stage: Stage) -> Grid:
    """`grid` 里只有一份填好的自评表；监控表留着完成值，叫执行情况。"""
    known, filing = recognise(grid, forms), read(grid, forms)
    sheet, heading = known.sheet, known.heading
    gone = set(_results(sheet, heading, stage))
    funds = fund_heading(sheet, known.form, heading.first_row, known.words)
    gone |= set(_spent(sheet, heading, funds, stage))
    last = max(indicator.name.cell.row for indicator in filing.indicators)
    gone |= {place for place in sheet.cells if place[0] > last}
    if filing.achievement is not None:
        gone.add((filing.achievement.cell.row, filing.achievement.cell.column))
    cells = {place: cell for place, cell in sheet.cells.items() if place not in gone}
    title = title_cell(sheet, heading.first_row)
    cells[title.row, title.column] = title._replace(raw=at_stage(known.form, stage).title)
    if stage == "monitor" and "actual" in heading.cells:
        head = heading.cells["actual"]
        cells[head.row, head.column] = head._replace(raw="1-7月执行情况")
    made = Sheet(sheet.name, cells, sheet.merged, sheet.hidden)
    others = [other for other in grid.sheets if other.name != sheet.name]
    return replace(grid, sheets=(made, *others))


def _results(sheet: Sheet, heading: Heading, stage: Stage) -> Iterator[tuple[int, int]]:
    keys = _RESULTS[1:] if stage == "monitor" else _RESULTS
    columns = {heading.columns[key] for key in keys if key in heading.columns}
    for row, column in sheet.cells:
        if row >= heading.first_row and column in columns:
            yield row, column


def _spent(
    sheet: Sheet, heading: Heading, funds: Heading | None, stage: Stage
) -> Iterator[tuple[int, int]]:
    """申报时没有执行数；执行率、分值、得分两种表都没有。"""
    if funds is None:
        return
    keys = ["weight", "points", "rate", *(["executed"] if stage == "declare" else [])]
    columns = {funds.columns[key] for key in keys if key in funds.columns}
    for row, column in sheet.cells:
        if funds.first_row <= row < heading.first_row and column in columns:
            yield row, column
