"""校验的结论：一条条“哪里、什么、应当怎样、依据、怎么办”。"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum


class Level(StrEnum):
    """级别。`VERIFY`（核实性）在说明格写了说明就可以保留，其余同字面。"""

    ERROR = "error"
    VERIFY = "verify"
    WARNING = "warning"
    INFO = "info"

    @property
    def label(self) -> str:
        return {"error": "错误", "verify": "核实", "warning": "提醒", "info": "提示"}[self.value]


@dataclass(frozen=True, slots=True)
class Finding:
    """一条结论。`cells` 是全部有关单元格的地址（`自评表!G14`），第一个是最该去看的。"""

    code: str
    level: Level
    cells: tuple[str, ...]
    message: str
    fix: str
    source: str = ""
    title: str = ""
    english: str = ""
    explanation: str = ""

    def line(self) -> str:
        """一行话：自评表!G14 W01 产出指标分值合计 48，应为 50（财预〔2020〕10号）；请调整 …"""
        place = "、".join(self.cells) or "整个工作簿"
        source = f"（{self.source}）" if self.source else ""
        fix = f"；{self.fix}" if self.fix else ""
        return f"{place} {self.code} {self.message}{source}{fix}"


def order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """先重后轻；同级按代码，同代码保持表里的先后。"""
    rank = {level: place for place, level in enumerate(Level)}
    return tuple(sorted(findings, key=lambda one: (rank[one.level], one.code)))


def group(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """代码、话都相同的结论并成一条，单元格连在一起。"""
    merged: dict[tuple[str, str, str], Finding] = {}
    for one in findings:
        key = (one.code, one.message, one.explanation)
        if key in merged:
            cells = dict.fromkeys((*merged[key].cells, *one.cells))
            merged[key] = replace(merged[key], cells=tuple(cells))
        else:
            merged[key] = one
    return tuple(merged.values())


def count(findings: Iterable[Finding]) -> dict[Level, int]:
    """各级别的条数；没有的级别也在，为 0。"""
    counts = dict.fromkeys(Level, 0)
    for one in findings:
        counts[one.level] += 1
    return counts
