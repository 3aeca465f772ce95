"""金额存疑的自评表：校验说金额不可信的、金额的格上有错误的、全年预算离群的。合计照样算，旁边说有几份、不算它们是多少。"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from perfxl.bureau.doubts import FUND_CELLS, doubted
from perfxl.bureau.tables.gather import Bureau, Row, rows
from perfxl.bureau.tables.outliers import AMOUNT

COLUMNS = ("submission", "office", "project", "path", "why")


def doubts(bureau: Bureau, far: pd.DataFrame) -> pd.DataFrame:
    """算进金额合计的各份里，金额存疑的，一份一行；`far` 是离群一表。"""
    said = doubted(
        rows(bureau.findings[["submission", "code", "level", "cell"]]),
        rows(bureau.funds[["submission", *FUND_CELLS]]),
    )
    for row in rows(far[far["kind"] == AMOUNT]):
        said[row.submission].append(AMOUNT)
    lines = [
        (row.submission, row.office, row.project, row.path, "、".join(dict.fromkeys(why)))
        for row in rows(bureau.scored)
        if (why := said.get(row.submission)) and is_summed(row)
    ]
    return pd.DataFrame(lines, columns=list(COLUMNS), dtype=object)


def names_of(table: pd.DataFrame) -> list[str]:
    """各份的名称；没有写项目名称的说文件。"""
    return named(rows(table))


def named(many: Iterable[Row]) -> list[str]:
    """同上，一行一份。"""
    return [f"{row.office}“{row.project or row.path}”" for row in many]


def is_summed(row: Row) -> bool:
    """算进金额合计的：预算、执行都读得出。"""
    return row.budget is not None and row.executed is not None
