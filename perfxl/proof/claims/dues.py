"""自评表里一个名称（指标、一笔资金、一个一级指标）的各栏应当是什么：报告里照抄的表格拿它比。"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from perfxl.assess import Assessment
from perfxl.cells.grid import Field
from perfxl.cells.later import later
from perfxl.cells.names import key_of, level_name, undecorated
from perfxl.cells.quantity import Quantity, Target
from perfxl.filing.model import FundLine, Indicator

_PART = later("^其中[：:]?")
MONEY = frozenset({"initial", "budget", "executed"})
_SCORED = frozenset({"weight", "points"})


@dataclass(frozen=True)
class Due:
    """一格照自评表应当是什么。"""

    quantity: Quantity
    cells: tuple[str, ...]


@lru_cache(maxsize=1024)
def name_key(text: str) -> str:
    return key_of(_PART.sub("", level_name(undecorated(text)))).removesuffix("指标")


def dues_of(assessment: Assessment) -> dict[str, dict[str, Due]]:
    """名称 → 各栏；资金总额另记在空的名称下。同名的两条说不清，都不要。"""
    filing = assessment.filing
    every = [
        *((name_key(row.name.value), _of_indicator(row)) for row in filing.indicators),
        *((name_key(line.name.value), _of_fund(line, filing.money_unit)) for line in filing.funds),
        *levels_of(assessment).items(),
    ]
    times = Counter(name for name, _ in every)
    made = {name: dues for name, dues in every if times[name] == 1 and len(name) > 1}
    if filing.total_fund is not None:
        made[""] = _of_fund(filing.total_fund, filing.money_unit)
        execution = {"执行率", "预算执行率", "预算执行", "资金执行率"} - made.keys()
        scored = {key: due for key, due in made[""].items() if key in _SCORED}
        made |= dict.fromkeys(execution, scored)
    return made


def _of_indicator(row: Indicator) -> dict[str, Due]:
    places: dict[str, Field[Quantity] | Field[Target] | None] = {
        "target": row.target, "actual": row.actual, "weight": row.weight, "points": row.points,
    }  # fmt: skip
    return _filled(places)


def _of_fund(line: FundLine, unit: str) -> dict[str, Due]:
    places: dict[str, Field[Quantity] | Field[Target] | None] = {
        "initial": line.initial, "budget": line.budget, "executed": line.executed,
        "rate": line.rate, "weight": line.weight, "points": line.points,
    }  # fmt: skip
    return {
        role: replace(due, quantity=replace(due.quantity, unit=due.quantity.unit or unit))
        if role in MONEY else due
        for role, due in _filled(places).items()
    }  # fmt: skip


def _filled(places: Mapping[str, Field[Quantity] | Field[Target] | None]) -> dict[str, Due]:
    return {
        role: Due(place.value, (place.cell.address,))
        for role, place in places.items()
        if place is not None and (place.value.kind in {"number", "percent", "money", "date"})
    }


def levels_of(assessment: Assessment) -> dict[str, dict[str, Due]]:
    """各个一级指标的分值、得分：下面各条的和。"""
    groups: dict[str, list[Indicator]] = defaultdict(list)
    for row in assessment.filing.indicators:
        groups[name_key(row.level1.value)].append(row)
    return {name: _summed(rows) for name, rows in groups.items() if len(name) > 1}


def _summed(rows: list[Indicator]) -> dict[str, Due]:
    made = {}
    for role in ("weight", "points"):
        places = [getattr(row, role) for row in rows]
        values = [place.value.value for place in places if place is not None]
        numbers = [value for value in values if value is not None]
        if len(numbers) == len(rows):
            cells = tuple(dict.fromkeys(place.cell.address for place in places))
            made[role] = Due(Quantity("", "number", sum(numbers, Decimal(0)), "分"), cells)
    return made


def grand_total(assessment: Assessment) -> dict[str, Due]:
    filing = assessment.filing
    return _filled({"weight": filing.total_weight, "points": filing.total})
