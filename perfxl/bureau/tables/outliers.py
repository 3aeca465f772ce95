"""离群之一：同名的指标各单位比。单位先换成一样的；单价是 执行数 ÷ 数量。

百分数比相差多少，数量、金额比相差几倍。每一条都写着凭什么：几家、中位数、多数在哪一段、这一份离多远。
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from perfxl.bureau.tables.amounts import MEASURES, in_unit, measured
from perfxl.bureau.tables.gather import Bureau, Row, rows
from perfxl.bureau.tables.spread import LIMIT, Spread, logarithm, shown, spread
from perfxl.cells.quantity import bare, plain, rounded
from perfxl.cells.units import kind_of

# 一组至少这么多份、这么多家，中位数才说明得了什么。
FEWEST, FEWEST_OFFICES = 8, 5
# 离得再远，相差不到这么多的也不说：百分数差 10 个百分点，数量差 5 倍。
_LEAST_POINTS, _LEAST_TIMES = Decimal(10), Decimal(5)
# 项目有大有小，金额差到百倍才说：写错了单位的差一万倍。
_LEAST_AMOUNT = Decimal(100)
_PLACES = 6  # 除出来的数留几位小数
COLUMNS = (
    "kind", "office", "project", "item", "value", "unit", "count", "middle", "mad", "distance",
    "basis", "submission", "path", "cell",
)  # fmt: skip
ACTUAL, TARGET, UNIT_COST, AMOUNT = "完成值离群", "指标值离群", "单价离群", "金额离群"


@dataclass(frozen=True, slots=True)
class _Measured:
    """一个数，和它的出处。"""

    row: Row
    value: Decimal
    unit: str
    cell: str


def outliers(bureau: Bureau) -> pd.DataFrame:
    """同名指标里离得远的完成值、指标值、单价，一个一行。"""
    indicators = bureau.with_filing(bureau.indicators, (*MEASURES, "level2"))
    indicators = indicators[indicators["counted"]]
    named: dict[str, list[Row]] = defaultdict(list)
    for row in rows(indicators):
        if row.name and bare(row.name):
            named[bare(row.name)].append(row)
    spent = {
        row.submission: row.executed for row in rows(bureau.scored) if row.executed is not None
    }
    lines: list[tuple[object, ...]] = list(_far(AMOUNT, _budgets(bureau), _LEAST_AMOUNT))
    for group in named.values():
        if len(group) >= FEWEST:
            actual = list(_far(ACTUAL, _of(group, "actual")))
            targets = list(_far(TARGET, _of(group, "target")))
            lines += actual + targets + list(_far(UNIT_COST, _costs(group, spent)))
    return pd.DataFrame(lines, columns=list(COLUMNS), dtype=object)


def _of(group: Iterable[Row], key: str) -> list[_Measured]:
    """一组里的完成值或指标值，换成最多用的单位；换不了的不比。"""
    numbers = [(row, *measure) for row in group if (measure := measured(row, key)) is not None]
    units = Counter(unit for _, _, unit in numbers)
    common = min(units, key=lambda unit: (-units[unit], unit), default="")
    return [
        _Measured(row, value, common, getattr(row, f"{key}_cell"))
        for row, written, unit in numbers
        if (value := in_unit(written, unit, common)) is not None
    ]


def _budgets(bureau: Bureau) -> list[_Measured]:
    """各份的全年预算，万元。"""
    totals = bureau.scored.assign(name="全年预算")
    return [
        _Measured(row, row.budget, "万元", row.budget_cell)
        for row in rows(totals)
        if row.budget is not None
    ]


def _costs(group: Iterable[Row], spent: dict[int, Decimal]) -> list[_Measured]:
    """数量指标的单价：执行数 ÷ 完成数，元。"""
    counted = [row for row in group if "数量" in (row.level2 or "")]
    return [
        _Measured(item.row, rounded(spent[item.row.submission].scaleb(4) / item.value, _PLACES),
                  f"元/{item.unit}" if item.unit else "元", item.cell)
        for item in _of(counted, "actual")
        if item.value > 0 and spent.get(item.row.submission, 0) > 0
        and kind_of(item.unit)[0] == "number"
    ]  # fmt: skip


def _far(
    kind: str, many: Sequence[_Measured], times: Decimal = _LEAST_TIMES
) -> Iterator[tuple[object, ...]]:
    """一组里离得远的。"""
    offices = {item.row.office for item in many}
    if len(many) < FEWEST or len(offices) < FEWEST_OFFICES:
        return
    as_points = kind_of(many[0].unit)[0] == "percent"
    used = [item for item in many if as_points or item.value > 0]
    if len(used) < FEWEST:
        return
    scaled = [item.value if as_points else logarithm(item.value) for item in used]
    whole, inner = spread(scaled), spread([item.value for item in used])
    for item, place in zip(used, scaled, strict=True):
        distance = whole.distance(place)
        if distance > LIMIT and _differs(item.value, inner.middle, None if as_points else times):
            basis = _basis(item, inner, len(offices), distance, as_points=as_points)
            yield (
                kind, item.row.office, item.row.project, item.row.name, item.value, item.unit,
                len(used), rounded(inner.middle, _PLACES), rounded(inner.mad, _PLACES),
                rounded(distance, 2), basis, item.row.submission, item.row.path, item.cell,
            )  # fmt: skip


def _differs(value: Decimal, middle: Decimal, times: Decimal | None) -> bool:
    if times is None:
        return abs(value - middle) >= _LEAST_POINTS
    return max(value, middle) >= times * min(value, middle)


def _basis(
    item: _Measured, inner: Spread, offices: int, distance: Decimal, *, as_points: bool
) -> str:
    """凭什么：这一份多少，别人多少。"""
    unit = item.unit
    if as_points:
        apart = f"相差 {shown(abs(item.value - inner.middle))} 个百分点"
    else:
        large, small = max(item.value, inner.middle), min(item.value, inner.middle)
        times = plain(rounded(large / small, 0))
        apart = f"是中位数的 {times} {'倍' if item.value > inner.middle else '分之一'}"
    measure = "MAD" if inner.mad else "平均距离，多半的数相等"
    far = f"离中位数 {shown(distance)} 倍标准距离（{measure}；{LIMIT} 以上算离群）"
    return (
        f"“{item.row.name}”比了 {inner.count} 份（{offices} 家），"
        f"中位数 {shown(inner.middle)}{unit}，多数在 {shown(inner.low)}–{shown(inner.high)}{unit}；"
        f"这一份 {shown(item.value)}{unit}，"
        f"{apart}，{far}"
    )
