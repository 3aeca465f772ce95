"""一家单位一行：报了几份、缺几份、分数怎样、错误多少、有几处雷同和离群。"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from statistics import median

import pandas as pd

from perfxl.bureau.tables.gather import Bureau, Row, key_of_office, rows, whole_totals
from perfxl.bureau.tables.missing import ABSENT, AGAIN, NEAR, UNSEATED
from perfxl.cells.quantity import rounded

# 分数的各档，上一档的下限起、不到这一档；末一档是满分。
BANDS = (0, 60, 70, 80, 90, 95, 98, 100)
BAND_NAMES = (
    *(f"{low}–{high}" if low else f"{high} 以下" for low, high in pairwise(BANDS)), "100",
)  # fmt: skip
BAND_COLUMNS = tuple(f"band{number}" for number in range(len(BAND_NAMES)))
COLUMNS = (
    "office", "authority", "filings", "counted", "absent", "again", "budget", "executed", "rate",
    "doubts", "middle", "lowest", "highest", "full", *BAND_COLUMNS, "error", "verify", "warning",
    "error_each", "copied", "outliers",
)  # fmt: skip


def offices(
    bureau: Bureau, absences: pd.DataFrame, marks: Mapping[str, pd.DataFrame]
) -> pd.DataFrame:
    """各家单位，照名称排；名册里有、一份也没有收到的也在。"""
    mine: dict[str, list[Row]] = {}
    for row in rows(bureau.filings):
        mine.setdefault(row.office, []).append(row)
    known = {key_of_office(name) for name in mine}
    due = absences[absences["kind"].isin([ABSENT, NEAR])]
    for row in rows(due):
        if key_of_office(row.unit) not in known:
            known.add(key_of_office(row.unit))
            mine[row.unit] = []
    lines = []
    for office in sorted(mine):
        key = key_of_office(office)
        counts = {
            "absent": _many(due, "unit", key),
            "again": _many(absences[absences["kind"].isin([AGAIN, UNSEATED])], "unit", key),
            **{name: _many(frame, "office", key) for name, frame in marks.items()},
        }
        lines.append(_line(office, mine[office], counts))
    return pd.DataFrame(lines, columns=list(COLUMNS), dtype=object)


def _many(frame: pd.DataFrame, column: str, key: str) -> int:
    return sum(key_of_office(name) == key for name in frame[column].dropna())


def _line(office: str, many: Sequence[Row], counts: Mapping[str, int]) -> dict[str, object]:
    counted = [row for row in many if row.counted]
    totals = whole_totals(counted)
    budget = _sum(row.budget for row in counted)
    executed = _sum(row.executed for row in counted)
    bands = dict.fromkeys(BAND_COLUMNS, 0)
    for total in totals:
        bands[BAND_COLUMNS[band_of(total)]] += 1
    errors = sum(row.error for row in many)
    return {
        "office": office,
        "authority": next((row.authority for row in many if row.authority), None),
        "filings": len(many),
        "counted": len(counted),
        "budget": budget,
        "executed": executed,
        "rate": _rate(counted),
        "middle": rounded(median(totals), 2) if totals else None,
        "lowest": min(totals, default=None),
        "highest": max(totals, default=None),
        "full": sum(total == BANDS[-1] for total in totals),
        "error": errors,
        "verify": sum(row.verify for row in many),
        "warning": sum(row.warning for row in many),
        "error_each": rounded(Decimal(errors) / len(many), 2) if many else None,
        **bands,
        **counts,
    }


def band_of(total: Decimal) -> int:
    """分数在第几档。"""
    return max(0, sum(total >= low for low in BANDS) - 1)


def _sum(values: object) -> Decimal | None:
    known = [value for value in values if value is not None]  # type: ignore[attr-defined]  # 生成器
    return sum(known, Decimal(0)) if known else None


def _rate(many: Sequence[Row]) -> Decimal | None:
    """预算、执行都有数的各份合起来的执行率。"""
    both = [row for row in many if row.budget and row.executed is not None]
    budget = sum((row.budget for row in both), Decimal(0))
    return (
        rounded(sum((row.executed for row in both), Decimal(0)) * 100 / budget, 2)
        if budget
        else None
    )
