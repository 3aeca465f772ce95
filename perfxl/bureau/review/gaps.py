"""自评与复核差多少：一份一份的、一家一家的；复核的人之间一致不一致。"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from perfxl.bureau.review.subjects import Subject, subjects
from perfxl.bureau.schema import REVIEWED
from perfxl.cells.quantity import bare, plain, rounded

if TYPE_CHECKING:
    from perfxl.bureau.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Gap:
    """一个人复核的一份：自评、复核各多少分。"""

    subject: Subject
    reviewer: str
    filed: Decimal
    reviewed: Decimal

    @property
    def gap(self) -> Decimal:
        """自评 − 复核：正的是自评打高了。"""
        return self.filed - self.reviewed

    @property
    def said(self) -> str:
        filed, reviewed, apart = map(plain, (self.filed, self.reviewed, self.gap))
        return f"自评 {filed}，{self.reviewer}复核 {reviewed}，差 {apart}"


@dataclass(frozen=True, slots=True)
class OfficeGap:
    """一家被复核的几份：平均差多少、差得最多的一份。"""

    office: str
    filings: int
    mean: Decimal
    most: Decimal


@dataclass(frozen=True, slots=True)
class Doubt:
    """复核里要核实的一处。"""

    kind: str
    message: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """复核的结果。"""

    gaps: tuple[Gap, ...]
    offices: tuple[OfficeGap, ...]
    doubts: tuple[Doubt, ...]


def results(ledger: Ledger) -> Results:
    """台账里记着的全部复核；已被重报换下的不算。"""
    wanted = select(REVIEWED).order_by(*REVIEWED.primary_key.columns)
    with ledger.reading() as connection:
        rows = [dict(row) for row in connection.execute(wanted).mappings()]
    known = subjects(ledger, {row["submission"] for row in rows})
    rows = [row for row in rows if known[row["submission"]].current]
    groups: dict[tuple[int, str], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        groups[row["submission"], row["reviewer"]].append(row)
    gaps = [
        Gap(known[number], reviewer, _sum(mine, "filed"), _sum(mine, "reviewed"))
        for (number, reviewer), mine in sorted(groups.items())
    ]
    doubts = (*_raised(rows, known), *_apart(rows, known), *_like_reasons(rows, known))
    return Results(tuple(gaps), tuple(_offices(gaps)), doubts)


def _sum(rows: Sequence[Mapping[str, Any]], column: str) -> Decimal:
    """各行相加；自评空着的一行算零分。"""
    return sum((row[column] or Decimal(0) for row in rows), Decimal(0))


def _offices(gaps: Sequence[Gap]) -> Iterator[OfficeGap]:
    """一份有几个人复核的，先取平均。"""
    by_office: dict[str, dict[int, list[Decimal]]] = defaultdict(lambda: defaultdict(list))
    for gap in gaps:
        by_office[gap.subject.office][gap.subject.submission].append(gap.gap)
    for office, filings in sorted(by_office.items()):
        each = [sum(many, Decimal(0)) / len(many) for many in filings.values()]
        mean = rounded(sum(each, Decimal(0)) / len(each), 2)
        yield OfficeGap(office, len(each), mean, rounded(max(each, key=abs), 2))


def _place(row: Mapping[str, Any]) -> str:
    return f"{row['file']} {row['cell']}"


def _who(row: Mapping[str, Any], known: Mapping[int, Subject]) -> str:
    subject = known[row["submission"]]
    return f"{subject.office} {subject.project}“{row['name']}”"


def _raised(rows: Sequence[Mapping[str, Any]], known: Mapping[int, Subject]) -> Iterator[Doubt]:
    """没有达到指标值的，复核反而比自评高。"""
    for row in rows:
        filed, most, weight = row["filed"], row["recomputed"], row["weight"]
        missed = most is not None and weight is not None and most < weight
        if missed and filed is not None and row["reviewed"] > filed:
            yield Doubt(
                "没有达到而加了分",
                f"{_who(row, known)}：没有达到指标值（核算 {plain(most)} 分，"
                f"满分 {plain(weight)}），自评 {plain(filed)} 分，{row['reviewer']}复核成 "
                f"{plain(row['reviewed'])} 分，比自评还高；请核实",
                (_place(row),),
            )


def _apart(rows: Sequence[Mapping[str, Any]], known: Mapping[int, Subject]) -> Iterator[Doubt]:
    """同一行，几个人打的不同。"""
    groups: dict[tuple[int, int], list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        groups[row["submission"], row["line"]].append(row)
    for mine in groups.values():
        if len({row["reviewed"] for row in mine}) > 1:
            said = "，".join(f"{row['reviewer']} {plain(row['reviewed'])} 分" for row in mine)
            yield Doubt(
                "几个人打的不同", f"{_who(mine[0], known)}：{said}；请商定",
                tuple(map(_place, mine)),
            )  # fmt: skip


def _like_reasons(
    rows: Sequence[Mapping[str, Any]], known: Mapping[int, Subject]
) -> Iterator[Doubt]:
    """同样的扣分原因，扣的份额（占分值的百分之几）不同。"""
    groups: dict[str, list[tuple[Decimal, Mapping[str, Any]]]] = defaultdict(list)
    for row in rows:
        if row["weight"] and bare(row["reason"]):
            share = rounded((row["weight"] - row["reviewed"]) * 100 / row["weight"], 0)
            groups[bare(row["reason"])].append((share, row))
    for mine in groups.values():
        low, high = (pick(mine, key=lambda pair: pair[0]) for pick in (min, max))
        if low[0] != high[0]:
            said = "，".join(
                f"{_who(row, known)}（{row['reviewer']}）扣 {plain(share)}%"
                for share, row in (low, high)
            )
            yield Doubt(
                "同样的原因扣得不同",
                f"扣分原因都是“{low[1]['reason'][:60]}”，{said}；请核实标准是不是一样",
                (_place(low[1]), _place(high[1])),
            )
