"""Assessment → 台账的行。在读表的进程里做好，过进程之间的门的只有字、数、日期。"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from perfxl.assess import Assessment
from perfxl.library.tables import TABLES, rows_of

# 一份自评表的各行：表名 → 一行行的（列名 → 值）。
Rows = dict[str, list[dict[str, Any]]]


def rows(assessments: Sequence[Assessment]) -> list[Rows]:
    """一个工作簿里每一份的各行。"""
    return [_rows(assessment) for assessment in assessments]


def _rows(assessment: Assessment) -> Rows:
    made: Rows = {
        name: [
            {column.name: column.value(row) for column in TABLES[name]}
            for row in rows_of(name, [assessment])
        ]
        for name in TABLES
    }
    filing = assessment.filing
    rechecked = filing.recheck_total is not None or any(
        indicator.recheck_points is not None for indicator in filing.indicators
    )
    made["filings"][0] |= {"form_year": filing.form.year, "recheck": rechecked}
    return made
