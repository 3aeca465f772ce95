"""佐证材料表的一行。"""

from __future__ import annotations

from dataclasses import dataclass

from perfxl.cells.grid import Field


@dataclass(frozen=True, slots=True)
class Evidence:
    """佐证材料一件，对应一条三级指标。"""

    indicator: Field[str]
    document: Field[str]
    number: Field[str] | None = None
    place: Field[str] | None = None
