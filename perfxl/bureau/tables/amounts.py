"""一条指标的指标值、完成值：数和单位。没有写单位的照另一格的，丢了百分号的补上。"""

from __future__ import annotations

from decimal import Decimal

from perfxl.bureau.tables.gather import Row
from perfxl.cells.units import factor, kind_of

# 比指标值、完成值用得着的列。
MEASURES = (
    "name", "target", "target_op", "target_value", "target_unit", "target_cell",
    "actual", "actual_value", "actual_unit", "actual_cell",
)  # fmt: skip
_OTHER = {"target": "actual", "actual": "target"}


def measured(row: Row, key: str) -> tuple[Decimal, str] | None:
    """`key` 是 target 或 actual；不是数的没有。"""
    value: Decimal | None = getattr(row, f"{key}_value")
    if value is None:
        return None
    unit: str = getattr(row, f"{key}_unit") or ""
    other: str = getattr(row, f"{_OTHER[key]}_unit") or ""
    if not unit and kind_of(other)[0] == "percent" and 0 < value <= 1:
        return value * 100, "%"
    return value, unit or other


def in_unit(value: Decimal, unit: str, wanted: str) -> Decimal | None:
    """换成 `wanted`；换不了的没有。"""
    scale = Decimal(1) if unit == wanted else factor(unit, wanted)
    return None if scale is None else value * scale
