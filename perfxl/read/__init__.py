"""Grid + 表样 → Filing：认出是哪张表样、在哪张工作表，再按名称读出每一格。"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from perfxl.cells.grid import Grid
from perfxl.filing.model import Filing
from perfxl.form.form import Form
from perfxl.read.execution import place_execution
from perfxl.read.funds import fund_heading, read_funds
from perfxl.read.gaps import gaps_of
from perfxl.read.header import money_unit, read_goals, read_header
from perfxl.read.indicators import read_indicators
from perfxl.read.recognition import Recognised, recognise
from perfxl.read.side_tables import (
    read_data,
    read_details,
    read_evidence,
    read_explanations,
    read_narratives,
    read_tasks,
)

__all__ = ["Recognised", "read", "recognise"]


def read(grid: Grid, forms: Sequence[Form]) -> Filing:
    """读一份填好的自评表。

    Raises:
        FormError: 没有一张工作表像 `forms` 里的任何一张表样。
    """
    known = recognise(grid, forms)
    form, sheet, heading = known.form, known.sheet, known.heading
    before = heading.first_row
    funds, header = fund_heading(sheet, form, before, known.words), read_header(sheet, form, before)
    unit = money_unit(sheet, form, before, funds)
    year = header.get("year")
    number = int(year.value) if year and year.value else None
    block = read_indicators(sheet, form, heading, known.words, number)
    lines = tuple(read_funds(sheet, form, funds, before, unit)) if funds else ()
    lines, indicators = place_execution(form, lines, block.indicators, unit)
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
        grade=block.totals.grade,
        recheck_total=block.totals.recheck,
        tasks=tuple(read_tasks(grid, form, unit)),
        data=tuple(read_data(grid, form)),
        evidence=tuple(read_evidence(grid, form)),
        narratives=tuple(read_narratives(grid, form)),
        explanations=read_explanations(grid, form),
        certainty=(
            known.why if block.next_form is None else f"{known.why}，{_another(block.next_form)}"
        ),
    )
    return replace(filing, gaps=gaps_of(filing, sheet, heading, funds, named=known.is_named))


def _another(row: int) -> str:
    return f"第 {row} 行起还有一份表，没有读：一张工作表只读第一份，其余请移到各自的工作表"
