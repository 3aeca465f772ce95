"""对文件做的事：校验、写回、改、出报告、新建、撤销。参数已经看懂，结果交给 cli 去说。"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from perfxl import workbook
from perfxl.assess import Assessment, assess_all
from perfxl.cells.edits import Edits, ValueEdit
from perfxl.cells.grid import Grid
from perfxl.errors import FormError
from perfxl.files.listing import COPY, files_in, is_filing
from perfxl.files.making import new, new_form, new_template
from perfxl.files.pictures import stray_pictures
from perfxl.files.proofs import (
    book_beside,
    has_errors,
    is_report,
    lines_beside,
    proof_beside,
    proof_quietly,
    report_beside,
    reports_beside,
)
from perfxl.files.reports import (
    Where,
    drafts,
    make_report,
    put_drafts,
    report_names,
    report_places,
    reportable,
    unreported,
)
from perfxl.files.targets import free_report, place, refuse_foreign
from perfxl.files.templates import lint_template, template_names
from perfxl.filing.beside import Given
from perfxl.filing.findings import Finding, ReportLine
from perfxl.form.form import Form
from perfxl.results import readings
from perfxl.results.edits import edits
from perfxl.results.fixing import Mended, fix

if TYPE_CHECKING:
    from perfxl.proof.model import Proofed
    from perfxl.report import Rendered
    from perfxl.workbook.clearing import Cleared
    from perfxl.workbook.undoing import Undone

__all__ = [
    "Done", "Where", "book_beside", "clear", "copy_of", "files_in", "fix_file", "fixable",
    "free_report", "has_errors", "is_filing", "is_report", "judge", "lint_template",
    "make_report", "new", "new_form", "new_template", "proof_beside", "proof_into",
    "proof_quietly", "read_into", "report_beside", "report_file", "report_names", "reportable",
    "reports_beside", "run_file", "template_names", "undo", "unreported", "write_file",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Done:
    """对一个工作簿做完的事：里面几份自评表，各有一个结果。没有做的为 None 或空。"""

    file: Path
    assessments: tuple[Assessment, ...]
    written: Path | None = None
    changed: bool = False
    copied: bool = False  # 写的是旧格式文件的 .xlsx 副本
    reports: tuple[Rendered, ...] = ()  # 与 `assessments` 里的各份自评表一一对应
    fixing: bool = False  # 要看的是改法
    mended: Mended | None = None  # 照改法改过
    notes: tuple[str, ...] = ()  # 写的时候遇到的、要让使用者知道的

    @property
    def findings(self) -> tuple[Finding, ...]:
        """各份自评表的全部结论。"""
        return tuple(finding for assessment in self.assessments for finding in assessment.findings)


def judge(path: Path, forms: Sequence[Form], given: Given | None = None) -> tuple[Assessment, ...]:
    """读一个工作簿，其中的每一份表都核分、校验；不写任何东西。"""
    return assess_all(workbook.read(path), forms, given)


def write_file(path: Path, forms: Sequence[Form], where: Where, given: Given | None = None) -> Done:
    """校验、核分，结果写进工作簿。"""

    def act(target: Path) -> Done:
        data = workbook.load(path)
        assessments = assess_all(workbook.understand(data, path), forms, given)
        workbook.refuse_targets(path, target)
        return _written(Done(path, assessments), edits(*assessments), data, target, where)

    return _alone(path, where, act)


def run_file(path: Path, forms: Sequence[Form], where: Where, given: Given | None = None) -> Done:
    """写回，并生成报告。报告先在别处做好：做不成的，工作簿也不写。"""

    def act(target: Path) -> Done:
        data = workbook.load(path)
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
        data = workbook.load(path)
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
        data = workbook.load(path)
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
        data = workbook.load(path)
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
        except workbook.ChangedError:
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


def copy_of(path: Path) -> Path:
    """带着结果的副本叫什么：`旧表.xls` → `旧表-校验.xlsx`。"""
    return path.with_name(f"{path.stem}{COPY}.xlsx")


def undo(path: Path, *, everything: bool = False) -> Undone:
    """上一次写回之前的工作簿（`everything` 时是最早的一份）；旧格式的是它的副本。"""
    return workbook.undo(_written_for(path), everything=everything)


def clear(path: Path, forms: Sequence[Form]) -> Cleared:
    """程序写的东西都拿走，填报人的改动留着；表样留给程序写的格（核算得分、偏差率）也清空。"""
    with workbook.locked(path):
        return workbook.clear(path, tuple(_computed(path, forms)))


def _computed(path: Path, forms: Sequence[Form]) -> Iterator[ValueEdit]:
    grid = workbook.read(path)
    try:
        assessments = assess_all(grid, forms)
    except FormError:  # 不像表样的，程序没有往格里写过
        return
    for edit in edits(*assessments).values:
        sheet = grid.sheet(edit.sheet)
        cell = sheet.at(edit.row, edit.column) if sheet else None
        if cell and cell.kind == "number" and cell.formula is None:
            yield replace(edit, value=None)


def _written_for(path: Path) -> Path:
    """写的是哪一个：旧格式的原件从来不写，写的是它的副本。"""
    if path.is_file() and path.suffix.lower() != ".xlsx" and _is_old(path):
        copy = copy_of(path)
        return copy if copy.exists() else path
    return path
