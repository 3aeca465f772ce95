"""写回、改、出报告：从读到写拿着要写的那个文件的锁。"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from perfxl import workbook
from perfxl.assess import assess_all
from perfxl.cells.edits import Edits
from perfxl.cells.grid import Grid
from perfxl.errors import ChangedError
from perfxl.files.judging import Done, judge
from perfxl.files.listing import copy_of
from perfxl.files.pictures import stray_pictures
from perfxl.files.proofs import lines_beside
from perfxl.files.reports import Where, drafts, put_drafts, report_places, reportable, unreported
from perfxl.files.targets import place, refuse_foreign
from perfxl.filing.beside import Given
from perfxl.filing.findings import ReportLine
from perfxl.form.form import Form
from perfxl.results import readings
from perfxl.results.edits import edits
from perfxl.results.fixing import fix
from perfxl.workbook.products import refuse_products

if TYPE_CHECKING:
    from perfxl.proof.model import Proofed


def _load(path: Path) -> bytes:
    """单位报的自评表的字节；程序做的汇总、复核表不判也不写。"""
    refuse_products(path)
    return workbook.load(path)


def write_file(path: Path, forms: Sequence[Form], where: Where, given: Given | None = None) -> Done:
    """校验、核分，结果写进工作簿。"""

    def act(target: Path) -> Done:
        data = _load(path)
        assessments = assess_all(workbook.understand(data, path), forms, given)
        workbook.refuse_targets(path, target)
        return _written(Done(path, assessments), edits(*assessments), data, target, where)

    return _alone(path, where, act)


def run_file(path: Path, forms: Sequence[Form], where: Where, given: Given | None = None) -> Done:
    """写回，并生成报告。报告先在别处做好：做不成的，工作簿也不写。"""

    def act(target: Path) -> Done:
        data = _load(path)
        assessments = assess_all(workbook.understand(data, path), forms, given)
        mine = tuple(
            assessment for assessment in assessments if assessment.form.stage == "evaluate"
        )
        wanted, notes = report_places(path, mine, where)
        workbook.refuse_targets(path, target, *wanted)
        made = drafts(path, mine, wanted, where.template)
        done = _written(Done(path, assessments), edits(*assessments), data, target, where)
        rendered = put_drafts(made, path)
        said = (*done.notes, *notes, *unreported(assessments), *stray_pictures(path, mine))
        return replace(done, reports=rendered, notes=said)

    return _alone(path, where, act)


def report_file(path: Path, forms: Sequence[Form], where: Where) -> Done:
    """Word 自评报告，一份自评表一个。"""
    assessments = judge(path, forms)
    mine = reportable(path, assessments)
    wanted, notes = report_places(path, mine, where)
    workbook.refuse_targets(path, *wanted)
    reports = put_drafts(drafts(path, mine, wanted, where.template), path)
    said = (*notes, *unreported(assessments), *stray_pictures(path, mine))
    return Done(path, assessments, reports=reports, notes=said)


def proof_into(
    path: Path, forms: Sequence[Form], report: Path, where: Where
) -> tuple[Done, Proofed]:
    """核对报告，结论也写进工作簿的校验结果（R 一族）。"""
    from perfxl.proof import proof  # noqa: PLC0415  # 只在核对时装载
    from perfxl.proof.document import report_lines  # noqa: PLC0415  # 同上

    proofed: list[Proofed] = []

    def act(target: Path) -> Done:
        data = _load(path)
        assessments = assess_all(workbook.understand(data, path), forms)
        proofed[:] = [proof(report, assessments, str(path))]
        workbook.refuse_targets(path, target)
        lines = (*report_lines(proofed[0]), *lines_beside(path, assessments, report))
        made = edits(*assessments, report=lines)
        return _written(Done(path, assessments), made, data, target, where, lines)

    return _alone(path, where, act), proofed[0]


def fix_file(path: Path, forms: Sequence[Form], codes: frozenset[str], where: Where) -> Done:
    """照点了名的改法改工作簿；没有可改的不写任何文件。"""

    def act(target: Path) -> Done:
        data = _load(path)
        grid = _as_written(workbook.understand(data, path), path)
        made = fix(grid, forms, codes)
        done = Done(path, made.assessments, mended=made)
        if not made.changes:
            return done
        workbook.refuse_targets(path, target)
        checked = grid.sheet(made.assessments[0].form.sheets.findings) is not None
        base = edits(*made.assessments) if checked or _is_old(path) else Edits()
        values = (*base.values, *made.values)
        return _written(done, replace(base, values=values), data, target, where)

    return _alone(path, where, act)


def read_into(path: Path, forms: Sequence[Form], where: Where) -> Done:
    """读成了什么，画成一张工作表添进工作簿；校验过的，那几张结果表照新的写。"""

    def act(target: Path) -> Done:
        data = _load(path)
        grid = workbook.understand(data, path)
        assessments = assess_all(grid, forms)
        workbook.refuse_targets(path, target)
        checked = grid.sheet(assessments[0].form.sheets.findings) is not None
        base = edits(*assessments) if checked else Edits()
        made = replace(base, sheets=(*base.sheets, readings.sheet(grid, assessments)))
        return _written(Done(path, assessments), made, data, target, where)

    return _alone(path, where, act)


def fixable(path: Path, forms: Sequence[Form]) -> Done:
    """有哪些改法；不写任何东西。"""
    return Done(path, assess_all(_as_written(workbook.read(path), path), forms), fixing=True)


def _as_written(grid: Grid, path: Path) -> Grid:
    """改的是哪一份：旧格式的改的是只有值的副本，那里没有公式，总分也能跟着改。"""
    return grid.values_only() if _is_old(path) else grid


def _is_old(path: Path) -> bool:
    return workbook.is_read_only_kind(path)


def _target(path: Path, where: Where) -> Path:
    """结果写进哪个工作簿：它自己；旧格式的是它的副本；写了 `-o` 的是那里。"""
    usual = copy_of(path) if _is_old(path) else path
    return place(usual.name, where.output, ".xlsx") if where.output else usual


def _alone(path: Path, where: Where, act: Callable[[Path], Done]) -> Done:
    """从读到写拿着要写的那个文件的锁；写之前发现别人又存过，重新读、重新核一遍。"""
    target = _target(path, where)
    with workbook.locked(target):
        if where.output is not None:
            refuse_foreign(path, target, overwrite=where.overwrite)
        links = workbook.remarks(target)
        said: tuple[str, ...] = ()
        try:
            done = act(target)
        except ChangedError:
            done = act(target)
            said = ("写的时候别的程序又存了一次；已经重新读、重新核过，写的是新的",)
    links = links if done.changed else ()
    return replace(done, notes=(*said, *done.notes, *links))


def _written(
    done: Done, made: Edits, data: bytes, target: Path, where: Where,
    report: Sequence[ReportLine] = (),
) -> Done:  # fmt: skip
    path, old = done.file, _is_old(done.file)
    if old:
        note = (
            f"本工作簿是“{path.name}”的副本，只有值，没有公式；“{path.name}”没有改动。"
            "以后请在一份 .xlsx 里填，结果可以直接写回。"
        )
        base = edits(*done.assessments, note=note, report=report)
        names = {sheet.name for sheet in base.sheets}
        more = (sheet for sheet in made.sheets if sheet.name not in names)
        made = replace(base, values=made.values, sheets=(*base.sheets, *more))
    output = target if old or where.output else None
    changed = workbook.write(path, made, output=output, seen=data)
    return replace(done, written=target, changed=changed, copied=old)
