"""整条路：Grid → 读 → 核分 → 校验。命令行、按钮、批量走的都是这一条。"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from perfxl.cells.grid import Grid
from perfxl.checks.register import run
from perfxl.filing.findings import Finding
from perfxl.filing.model import Filing, Scored
from perfxl.form.form import Form
from perfxl.read import read, read_all
from perfxl.score.score import score


@dataclass(frozen=True, slots=True)
class Assessment:
    """核过分、校验过的一份自评表。"""

    scored: Scored
    findings: tuple[Finding, ...]

    @property
    def filing(self) -> Filing:
        return self.scored.filing

    @property
    def form(self) -> Form:
        return self.scored.filing.form


def assess_all(grid: Grid, forms: Sequence[Form]) -> tuple[Assessment, ...]:
    """读、核分、校验工作簿里的每一份自评表；不碰文件，不碰 Excel。

    Raises:
        FormError: 没有一张工作表像 `forms` 里的任何一张表样。
    """
    return tuple(_assessed(filing) for filing in read_all(grid, forms))


def _assessed(filing: Filing) -> Assessment:
    scored = score(filing)
    return Assessment(scored, run(scored))


def assess(grid: Grid, forms: Sequence[Form]) -> Assessment:
    """读、核分、校验只有一份自评表的工作簿。

    Raises:
        FormError: 没有一张工作表像 `forms` 里的任何一张表样；或者有几份。
    """
    return _assessed(read(grid, forms))
