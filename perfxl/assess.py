"""整条路：Grid → 读 → 核分 → 校验。命令行、按钮、批量走的都是这一条。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from perfxl.cells.collector import collector_paused
from perfxl.cells.grid import Grid
from perfxl.cells.moved import sent_home
from perfxl.checks.register import run, run_beside, run_together, settled
from perfxl.filing.beside import Beside, Given, Kind, beside
from perfxl.filing.findings import Finding
from perfxl.filing.model import Filing, Scored
from perfxl.filing.together import Together
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


@collector_paused()
def assess_all(
    grid: Grid, forms: Sequence[Form], given: Given | None = None
) -> tuple[Assessment, ...]:
    """读、核分、校验工作簿里的每一份表；不碰文件，不碰 Excel。

    `given` 是拿来比的申报表、去年的自评表；没有给申报表的，与同一个工作簿里的比。

    Raises:
        FormError: 没有一张工作表像 `forms` 里的任何一张表样。
    """
    made = tuple(_assessed(filing) for filing in read_all(grid, forms))
    across = [finding for same in _by_stage(made) for finding in _across(same)]
    own = Given(
        tuple(assessment.filing for assessment in made if assessment.form.stage != "evaluate")
    )
    given = given or Given()
    for assessment in made:
        half = _declared_half(assessment.filing)
        if half is not None and not given.targets:
            across += run_beside(half)
        elif assessment.form.stage != "declare":
            across += _besides(assessment.filing, given if given.targets else own, "targets")
        if assessment.form.stage == "evaluate":
            across += _besides(assessment.filing, given, "last")
    if not across:
        return made
    return tuple(
        _with(assessment, [each for each in across if _is_of(each, assessment)])
        for assessment in made
    )


def _by_stage(made: Sequence[Assessment]) -> Iterator[list[Assessment]]:
    """申报的归申报的、自评的归自评的：同一个项目两种表各一份，不是报了两份。"""
    for stage in dict.fromkeys(assessment.form.stage for assessment in made):
        yield [assessment for assessment in made if assessment.form.stage == stage]


def _across(same: Sequence[Assessment]) -> tuple[Finding, ...]:
    return (
        run_together(Together(tuple(assessment.scored for assessment in same)))
        if len(same) > 1
        else ()
    )


def _besides(filing: Filing, given: Given, kind: Kind) -> tuple[Finding, ...]:
    others = given.targets if kind == "targets" else given.last
    if filing.form.stage == "monitor":
        others = tuple(one for one in others if one.form.stage == "declare")
    return run_beside(beside(filing, others, kind, asked=given.asked)) if others else ()


def _declared_half(filing: Filing) -> Beside | None:
    """同一张表上申报一半写得不同的，与它比。"""
    if not filing.declared:
        return None
    form = replace(filing.form, stage="declare")
    other = replace(filing, form=form, indicators=filing.declared, declared=())
    return Beside(filing, "targets", other, asked=False)


def _with(assessment: Assessment, findings: Sequence[Finding]) -> Assessment:
    return replace(assessment, findings=settled((*assessment.findings, *findings)))


def _is_of(finding: Finding, assessment: Assessment) -> bool:
    """几份之间的结论，归它头一格所在的那一份。"""
    cell, area = finding.cells[0], assessment.filing.area
    inside = area is not None and area.holds(cell.row, cell.column)
    return cell.sheet == assessment.filing.sheet and inside


def _assessed(filing: Filing) -> Assessment:
    scored = score(filing)
    made = Assessment(scored, run(scored))
    return sent_home(made, filing.sheet, filing.homes) if filing.homes else made


@collector_paused()
def assess(grid: Grid, forms: Sequence[Form]) -> Assessment:
    """读、核分、校验只有一份自评表的工作簿。

    Raises:
        FormError: 没有一张工作表像 `forms` 里的任何一张表样；或者有几份。
    """
    return _assessed(read(grid, forms))
