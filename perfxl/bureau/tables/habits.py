"""离群之二：打分和写原因的习惯。全部满分，处处正好 100%，扣得多写得少，话一样扣得不一样。"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from statistics import median

import pandas as pd

from perfxl.bureau.tables.gather import Bureau, Row, rows
from perfxl.bureau.tables.outliers import COLUMNS
from perfxl.bureau.tables.spread import LIMIT, logarithm, shown, spread
from perfxl.cells.quantity import bare, rounded

FULL, EXACT, SHORT, UNEVEN = "全部满分", "处处正好 100%", "扣得多写得少", "话一样扣得不一样"
_FULL_POINTS = Decimal(100)
# 一家至少三个项目，一份至少五条算得出的，才谈得上“全部”“处处”。
_FILINGS, _ROWS = 3, 5
# 多半的人都这样的，不是哪一家的习惯。
_MANY = Decimal("0.5")
_ENOUGH = 20
_LEAST_LOST = Decimal(2)
# 同一句话，完成率相差不到 5 个百分点，扣的份额差到 30 个百分点以上。
_CLOSE, _APART = Decimal(5), Decimal(30)

_COLUMNS = (
    "name", "completion", "actual_cell", "weight_filed", "points_filed", "points_filed_cell",
    "reason", "reason_cell",
)  # fmt: skip

Line = tuple[object, ...]


def habits(bureau: Bureau) -> pd.DataFrame:
    """各种习惯，一件一行；列与同名指标的一张相同。"""
    indicators = bureau.with_filing(bureau.indicators, _COLUMNS)
    scored = list(rows(indicators[indicators["counted"]]))
    lines = [*_full(bureau), *_exact(bureau, scored), *_short(scored), *_uneven(scored)]
    return pd.DataFrame(lines, columns=list(COLUMNS), dtype=object)


def _line(
    kind: str, row: Row, what: tuple[str, Decimal, str], basis: str, cell: str | None
) -> Line:
    """`what` 是哪一项、多少、什么单位。"""
    blank = (None, None, None, None)
    return (
        kind, row.office, row.project, *what, *blank, basis, row.submission, row.path, cell,
    )  # fmt: skip


# ---- 分数 ----


def _total(row: Row) -> Decimal | None:
    """填报的总分；没有填的是核算的。"""
    total: Decimal | None = row.total if row.total_filed is None else row.total_filed
    return total


def _full(bureau: Bureau) -> Iterator[Line]:
    """一家的项目全是 100 分，而别人多半不是。"""
    by_office: dict[str, list[Row]] = defaultdict(list)
    for row in rows(bureau.scored):
        if _total(row) is not None:
            by_office[row.office].append(row)
    for office, mine in by_office.items():
        others = [row for name, many in by_office.items() if name != office for row in many]
        full = sum(_total(row) == _FULL_POINTS for row in others)
        few = not others or full < _MANY * len(others)
        if len(mine) >= _FILINGS and few and all(_total(row) == _FULL_POINTS for row in mine):
            basis = (
                f"{office} 报了 {len(mine)} 个项目，全是 100 分；别的单位 {len(others)} 份里满分的"
                f" {full} 份（{_share(full, len(others))}）"
            )
            yield _line(
                FULL, mine[0], ("总分", _FULL_POINTS, "分"), basis, mine[0].total_filed_cell
            )


def _share(part: int, whole: int) -> str:
    return f"{shown(rounded(Decimal(part * 100) / whole, 1))}%" if whole else "—"


def _exact(bureau: Bureau, scored: Iterable[Row]) -> Iterator[Line]:
    """一份里算得出完成率的各条，个个正好 100%。"""
    owners = {row.submission: row for row in rows(bureau.scored)}
    rates: dict[int, list[Row]] = defaultdict(list)
    for row in scored:
        if row.completion is not None:
            rates[row.submission].append(row)
    enough = {number: many for number, many in rates.items() if len(many) >= _ROWS}
    exact = {
        number: many
        for number, many in enough.items()
        if all(row.completion == _FULL_POINTS for row in many)
    }
    if len(exact) >= _MANY * len(enough):
        return
    for number, many in exact.items():
        basis = (
            f"算得出完成率的 {len(many)} 条个个正好 100%；有 {_ROWS} 条以上的 {len(enough)} 份里，"
            f"这样的 {len(exact)} 份（{_share(len(exact), len(enough))}）；请看是不是照指标值填的"
        )
        what = ("完成率", _FULL_POINTS, "%")
        yield _line(EXACT, owners[number], what, basis, many[0].actual_cell)


# ---- 原因 ----


def _lost(row: Row) -> Decimal:
    """这一条扣了几分。"""
    if row.weight_filed is None or row.points_filed is None:
        return Decimal(0)
    lost: Decimal = row.weight_filed - row.points_filed
    return max(Decimal(0), lost)


def _short(scored: Iterable[Row]) -> Iterator[Line]:
    """扣的分多，原因却比别人短得多。没有写的由校验说。"""
    told = [
        (row, _lost(row), Decimal(len(bare(row.reason or ""))))
        for row in scored
        if _lost(row) >= _LEAST_LOST and bare(row.reason or "")
    ]
    if len(told) < _ENOUGH:
        return
    each = spread([logarithm(length) for _, _, length in told])
    usual = median(length for _, _, length in told)
    heavy = median(lost for _, lost, _ in told)
    for row, lost, length in told:
        distance = each.distance(logarithm(length))
        if distance > LIMIT and length < usual / 3 and lost >= heavy:
            basis = (
                f"扣了 {shown(lost)} 分，原因只有 {length} 个字（“{row.reason}”）；"
                f"扣 2 分以上、写了原因的 {len(told)} 条，"
                f"中位数扣 {shown(heavy)} 分、写 {shown(usual)} 个字"
            )
            yield _line(SHORT, row, (row.name, length, "字"), basis, row.reason_cell)


def _uneven(scored: Iterable[Row]) -> Iterator[Line]:
    """不同单位写的原因一字不差、完成得也差不多，扣的份额相差很大。"""
    same: dict[tuple[str, str], list[tuple[Row, Decimal]]] = defaultdict(list)
    for row in scored:
        words = bare(row.reason or "")
        if words and row.weight_filed and row.points_filed is not None:
            share = _lost(row) * 100 / row.weight_filed
            same[words, "定性" if row.completion is None else "定量"].append((row, share))
    for many in same.values():
        for row, share, other, most in _apart(many):
            basis = (
                f"原因同样写“{row.reason}”，完成得差不多，这一条扣了分值的 {shown(share)}%，"
                f"{other.office}“{other.project}”（{other.path} {other.points_filed_cell}）"
                f"扣了 {shown(most)}%；请看扣分的标准是不是一样"
            )
            what = (row.name, rounded(share, 2), "%")
            yield _line(UNEVEN, row, what, basis, row.points_filed_cell)


def _apart(many: list[tuple[Row, Decimal]]) -> Iterator[tuple[Row, Decimal, Row, Decimal]]:
    """扣得最少的，与完成得差不多、扣得多得多的别家的一条。"""
    row, share = min(many, key=lambda pair: (pair[1], pair[0].submission))
    for other, most in sorted(many, key=lambda pair: (-pair[1], pair[0].submission)):
        alike = row.completion is None or abs(row.completion - other.completion) <= _CLOSE
        if other.office != row.office and alike and most - share >= _APART:
            yield row, share, other, most
            return
