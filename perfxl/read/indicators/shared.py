"""几条指标合用一格得分（或分值）的，和分值写在总名称、指标值写在下面各行的：分只计一次。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from perfxl.cells.grid import Cell, Field
from perfxl.cells.names import key_of
from perfxl.cells.quantity import Quantity
from perfxl.filing.amounts import number
from perfxl.filing.model import Indicator
from perfxl.filing.shared import Shared


def share_points(indicators: Sequence[Indicator]) -> tuple[Indicator, ...]:
    """认出合用的各行：第一行计分，其余各行没有自己的那一格。"""
    return tuple(each for group in _groups(indicators) for each in _settled(group))


def _groups(indicators: Sequence[Indicator]) -> Iterator[list[Indicator]]:
    group: list[Indicator] = []
    for each in indicators:
        if group and not _joins(group, each):
            yield group
            group = []
        group.append(each)
    if group:
        yield group


def _joins(group: Sequence[Indicator], each: Indicator) -> bool:
    last, first = group[-1], group[0]
    if _is_merged(last.points, each.points) or _is_merged(last.weight, each.weight):
        return True
    return _is_title(first) and _is_part(each) and _is_beside(first, each)


def _is_merged(above: Field[Quantity] | None, mine: Field[Quantity] | None) -> bool:
    return above is not None and mine is not None and _place(above.cell) == _place(mine.cell)


def _place(cell: Cell) -> tuple[int, int]:
    return cell.row, cell.column


def _is_title(first: Indicator) -> bool:
    """只有分值，没有指标值、完成值：下面各行的总名称。"""
    has_points = number(first.weight) is not None or number(first.points) is not None
    return has_points and _blank(first.target.cell) and _blank(first.actual.cell)


def _is_part(each: Indicator) -> bool:
    measured = not (_blank(each.target.cell) and _blank(each.actual.cell))
    unscored = all(field is None or _blank(field.cell) for field in (each.weight, each.points))
    return measured and unscored and bool(each.name.value)


def _blank(cell: Cell) -> bool:
    return cell.kind == "blank" and cell.formula is None


def _is_beside(first: Indicator, each: Indicator) -> bool:
    """同一个一级、同一个二级；二级那一列写的就是各部分的名称的也算。"""
    return key_of(first.level1.value) == key_of(each.level1.value) and (
        key_of(first.level2.value) == key_of(each.level2.value)
    )


def _settled(group: Sequence[Indicator]) -> Iterator[Indicator]:
    if len(group) == 1:
        yield group[0]
        return
    titled = _is_title(group[0]) and all(map(_is_part, group[1:]))
    names = tuple(each.name.value for each in group)
    weight, points = _sum(group, "weight"), _sum(group, "points")
    above: Indicator | None = None
    for each in group:
        mine = Shared(names, weight, points, leads=above is None, titled=titled)
        yield replace(
            each, shared=mine,
            weight=_own(above, each, "weight", titled=titled),
            points=_own(above, each, "points", titled=titled),
        )  # fmt: skip
        above = each


def _own(
    above: Indicator | None, each: Indicator, key: str, *, titled: bool
) -> Field[Quantity] | None:
    """这一行自己的那一格；合用上一行的、写在总名称里的，没有。"""
    field: Field[Quantity] | None = getattr(each, key)
    if above is not None and (titled or _is_merged(getattr(above, key), field)):
        return None
    return field


def _sum(group: Sequence[Indicator], key: str) -> Decimal | None:
    """合用的一格只加一次；一格数也没有的为 None。"""
    fields: dict[tuple[int, int], Field[Quantity]] = {}
    for each in group:
        field: Field[Quantity] | None = getattr(each, key)
        if field is not None:
            fields.setdefault(_place(field.cell), field)
    values = [value for value in map(number, fields.values()) if value is not None]
    return sum(values, Decimal(0)) if values else None
