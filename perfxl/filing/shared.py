"""合用一格得分的几条指标。"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Shared:
    """几条指标合用一格得分（或分值）：分只计一次，计在第一行（`leads`）。

    `titled` 是第一行只写总名称和分值、指标值写在下面各行的（★补助家畜 → 猪、牛、鸡）。
    """

    names: tuple[str, ...]  # 合用的各行，从上到下
    weight: Decimal | None  # 合用的分值（各有分值的，是它们的和）
    points: Decimal | None  # 合用的得分
    leads: bool
    titled: bool

    @property
    def said(self) -> str:
        return "、".join(f"“{name}”" for name in self.names)


def is_counted(shared: Shared | None) -> bool:
    """分值、得分计在这一行：没有与别的行合用，或者是合用的第一行。"""
    return shared is None or shared.leads
