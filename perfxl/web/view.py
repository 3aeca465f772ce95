"""Assessment → 网页上要画的：表照原样一格一格，标着第几条；结论；各条得分。都是能写成 JSON 的。

在另外的进程里做（见 work.py），过来的只有字和数。
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from perfxl.assess import Assessment
from perfxl.cells.grid import Grid, Sheet, column_letters
from perfxl.cells.merged import Range
from perfxl.cells.notation import seen
from perfxl.cells.quantity import fixed, plain
from perfxl.filing.findings import Finding, count, places
from perfxl.filing.model import Filing
from perfxl.ours.looks import LEVELS
from perfxl.score.said import grade_said

Json = dict[str, Any]

# 画得下的：再大的只画前面，说明还有多少行。
_ROWS, _COLUMNS = 400, 60
_PLACES = {"value": "值", "unused": "没有用上"}


def view(grid: Grid, assessments: Sequence[Assessment]) -> list[Json]:
    """一份自评表一项，照表里的次序。"""
    return [_filing(grid, assessment, n) for n, assessment in enumerate(assessments, 1)]


def _filing(grid: Grid, assessment: Assessment, number: int) -> Json:
    filing, scored, form = assessment.filing, assessment.scored, assessment.form
    drawn = _drawn(grid, assessment)
    findings = [_finding(n, finding) for n, finding in enumerate(assessment.findings, 1)]
    for said, finding in zip(findings, assessment.findings, strict=True):
        said["anchor"] = _anchor(number, drawn, finding)
    return {
        "called": filing.called,
        "table": filing.table,
        "name": filing.name.value if filing.name else "",
        "unit": filing.unit.value if filing.unit else "",
        "year": filing.year.value if filing.year else "",
        "form": form.title,
        "stage": form.stage,
        "authority": form.authority,
        "trust": form.trust.value,
        "certainty": filing.certainty,
        "total": _shown(scored.total),
        "grade": grade_said(scored),
        "notes": list(scored.notes),
        "counts": {level.value: number for level, number in count(assessment.findings).items()},
        "findings": findings,
        "sheets": [_sheet(sheet, area, assessment) for sheet, area in drawn],
        "scores": list(_scores(assessment)),
    }


def _finding(number: int, finding: Finding) -> Json:
    return {
        "number": number,
        "code": finding.code,
        "level": finding.level.value,
        "label": finding.label,
        "title": finding.title,
        "cells": [cell.address for cell in finding.cells],
        "places": places(finding.cells) or "整个工作簿",
        "message": finding.message,
        "fix": finding.fix,
        "source": finding.source,
        "explanation": finding.explanation,
    }


def _anchor(number: int, drawn: Sequence[tuple[Sheet, Range]], finding: Finding) -> str:
    """最该去看的那一格画在哪里；没有画的为空。"""
    for place, (sheet, area) in enumerate(drawn):
        for cell in finding.cells[:1]:
            if cell.sheet == sheet.name:
                first = sheet.area(cell.row, cell.column)
                at = f"{column_letters(first.first_column)}{first.first_row}"
                inside = _window(area).holds(first.first_row, first.first_column)
                return f"c{number}-{place}-{at}" if inside else ""
    return ""


def _window(area: Range) -> Range:
    """画得下的一块。"""
    return area._replace(
        last_row=min(area.last_row, area.first_row + _ROWS - 1),
        last_column=min(area.last_column, area.first_column + _COLUMNS - 1),
    )


def _scores(assessment: Assessment) -> list[Json]:
    """预算执行率和各条指标：填的、核算的、怎么算的。"""
    scored = assessment.scored
    rows: list[Json] = [
        {
            "name": score.indicator.name.value,
            "target": score.indicator.target.value.shown,
            "actual": score.indicator.actual.value.shown,
            "weight": score.indicator.weight.value.shown if score.indicator.weight else "",
            "filed": score.indicator.points.value.shown if score.indicator.points else "",
            "points": _shown(score.points),
            "why": score.why,
        }
        for score in scored.indicators
    ]
    if scored.execution.points is not None or scored.execution.rate is not None:
        rows.insert(0, _execution(assessment))
    return rows


def _execution(assessment: Assessment) -> Json:
    """预算执行率一行：分值、得分照资金总额一行填的。"""
    execution, line = assessment.scored.execution, assessment.filing.total_fund
    weight, points = (None, None) if line is None else (line.weight, line.points)
    return {
        "name": "预算执行率",
        "target": "",
        "weight": weight.value.shown if weight else _shown(execution.weight),
        "filed": points.value.shown if points else "",
        "actual": "" if execution.rate is None else f"{fixed(execution.rate)}%",
        "points": _shown(execution.points),
        "why": execution.why,
    }


def _shown(number: Any) -> str:
    return "" if number is None else plain(number)


def _drawn(grid: Grid, assessment: Assessment) -> list[tuple[Sheet, Range]]:
    """画哪些：自评表那一块；另写着一部分的、有话说的工作表，也画出来。"""
    filing = assessment.filing
    made: list[tuple[Sheet, Range]] = []
    main = grid.sheet(filing.sheet)
    if main is not None and filing.area is not None:
        made.append((main, filing.area))
    names = {cell.sheet for finding in assessment.findings for cell in finding.cells}
    names |= set(filing.parts)
    others = (sheet for sheet in grid.sheets if sheet.name in names - {filing.sheet})
    made += [
        (sheet, Range(1, 1, sheet.last_row, sheet.last_column))
        for sheet in others
        if sheet.last_row
    ]
    return made


def _sheet(sheet: Sheet, area: Range, assessment: Assessment) -> Json:
    marks = _marks(assessment.findings, sheet)
    levels = [finding.level.value for finding in assessment.findings]
    known = _known(assessment.filing, sheet.name)
    window = _window(area)
    columns = range(window.first_column, window.last_column + 1)
    rows: list[Json] = [
        {
            "row": row,
            "cells": [
                cell
                for column in columns
                if (cell := _cell(sheet, (row, column), window, known)) is not None
            ],
        }
        for row in range(window.first_row, window.last_row + 1)
    ]
    for line in rows:
        for cell in line["cells"]:
            if numbers := marks.get(cell["place"]):
                cell["marks"] = numbers
                cell["level"] = worst([levels[number - 1] for number in numbers])
            del cell["place"]
    return {
        "name": sheet.name,
        "columns": [column_letters(column) for column in columns],
        "rows": rows,
        "below": area.last_row - window.last_row,
        "beyond": area.last_column - window.last_column,
    }


def _marks(findings: Sequence[Finding], sheet: Sheet) -> dict[tuple[int, int], list[int]]:
    marks: dict[tuple[int, int], list[int]] = {}
    for number, finding in enumerate(findings, 1):
        for cell in finding.cells:
            if cell.sheet == sheet.name:
                area = sheet.area(cell.row, cell.column)
                place = marks.setdefault((area.first_row, area.first_column), [])
                if number not in place:
                    place.append(number)
    return marks


def _known(filing: Filing, sheet: str) -> dict[tuple[int, int], str]:
    """各格当作什么、读成什么：鼠标停在上面看得见。"""
    return {
        (reading.cell.row, reading.cell.column): reading.what
        for reading in filing.readings
        if reading.role in _PLACES and reading.cell.sheet == sheet
    }


def _cell(
    sheet: Sheet, place: tuple[int, int], window: Range, known: dict[tuple[int, int], str]
) -> Json | None:
    """一格；被合并盖住的不画，合并到画不下的地方的只画到边上。"""
    row, column = place
    area = sheet.area(row, column)
    if (row, column) != (area.first_row, area.first_column):
        return None
    cell = sheet.at(row, column)
    made: Json = {"at": f"{column_letters(column)}{row}", "text": seen(cell), "place": place}
    if area.last_column > column:
        made["wide"] = min(area.last_column, window.last_column) - column + 1
    if area.last_row > row:
        made["high"] = min(area.last_row, window.last_row) - row + 1
    if place in known:
        made["what"] = known[place]
    if cell.kind == "number":
        made["number"] = True
    return made


def worst(levels: Sequence[str]) -> str:
    """几条里最重的级别。"""
    return next((level for level in LEVELS if level in levels), "")
