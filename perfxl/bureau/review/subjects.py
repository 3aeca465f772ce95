"""要复核的各份：是谁的，各行自评多少、核算多少，在原表的哪一格。"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from perfxl.bureau.tables.gather import bureau_of, rows
from perfxl.cells.later import later
from perfxl.cells.quantity import fixed, plain

if TYPE_CHECKING:
    from perfxl.bureau.ledger import Ledger

EXECUTION = 0  # 预算执行一行的序号；指标从 1 起

_NUMBER = later(r"[0-9.]+")


@dataclass(frozen=True, slots=True)
class Line:
    """要复核的一行。`recomputed` 是程序算得出的得分。"""

    number: int
    level1: str
    name: str
    target: str
    actual: str
    weight: Decimal | None
    filed: Decimal | None
    recomputed: Decimal | None
    cell: str


@dataclass(frozen=True, slots=True)
class Subject:
    """要复核的一份。"""

    submission: int
    hash: str
    office: str
    project: str
    year: str
    form: str
    path: str
    current: bool
    total: Decimal | None  # 表上写的总分
    lines: tuple[Line, ...]


def subjects(ledger: Ledger, numbers: Collection[int]) -> dict[int, Subject]:
    """这几号；台账里没有的不在里面。"""
    frames = ledger.frames(current=False, only=("filings", "funds", "indicators", "unread"))
    frames["findings"] = frames["indicators"].iloc[:0]
    lines: dict[int, list[Line]] = defaultdict(list)
    filings = {
        row.submission: row for row in rows(bureau_of(frames).every) if row.submission in numbers
    }
    for row in rows(frames["funds"]):
        if row.submission in filings and row.kind == "total" and not lines[row.submission]:
            lines[row.submission] += _execution(filings[row.submission], row)
    for row in rows(frames["indicators"]):
        if row.submission in filings:
            lines[row.submission].append(_line(row))
    return {
        number: Subject(
            number, row.hash, row.office, row.project, row.year or "", row.form_title or "",
            row.path, bool(row.current), row.total_filed, tuple(lines[number]),
        )
        for number, row in filings.items()
    }  # fmt: skip


def _execution(filing: Any, fund: Any) -> list[Line]:
    """资金一块里打分的一行；执行率写成指标的表没有它。"""
    if fund.weight_filed is None and fund.points_filed is None:
        return []
    rate = "" if fund.rate is None else f"{fixed(fund.rate)}%"
    return [
        Line(
            EXECUTION, "预算执行", "预算执行率", "100%", rate, fund.weight_filed,
            fund.points_filed, filing.execution_points, fund.points_filed_cell or "",
        )
    ]  # fmt: skip


def _line(row: Any) -> Line:
    return Line(
        int(row.number) + 1, row.level1 or "", row.name or "", _shown(row, "target"),
        _shown(row, "actual"), row.weight_filed, row.points_filed,
        row.points if row.computed else None, row.points_filed_cell or row.name_cell or "",
    )  # fmt: skip


def _shown(row: Any, key: str) -> str:
    """表上看见的样子：格里存 0.76、显示 76% 的写 76%。"""
    raw: str = getattr(row, f"{key}_raw") or getattr(row, key) or ""
    value: Decimal | None = getattr(row, f"{key}_value")
    unit: str = getattr(row, f"{key}_unit") or ""
    if unit == "%" and value is not None and _NUMBER.fullmatch(raw):
        return f"{plain(value)}%"
    return raw
