"""对文件做的事：校验、写回、改、出报告、新建、撤销。参数已经看懂，结果交给 cli 去说。"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from perfxl import workbook
from perfxl.assess import Assessment, assess_all
from perfxl.cells.grid import Edits, Grid, ValueEdit
from perfxl.errors import FormError, WorkbookError
from perfxl.files.making import new, new_form, new_template
from perfxl.files.reports import (
    Where,
    drafted,
    make_report,
    put_drafts,
    report_names,
    report_places,
)
from perfxl.files.targets import free_report, place, refuse_foreign
from perfxl.files.templates import lint_template, template_names
from perfxl.filing.findings import Finding
from perfxl.form.form import Form
from perfxl.results.edits import edits
from perfxl.results.fixing import Mended, fix

if TYPE_CHECKING:
    from perfxl.report import Rendered
    from perfxl.workbook.clearing import Cleared
    from perfxl.workbook.undoing import Undone

__all__ = [
    "Done", "Where", "clear", "copy_of", "files_in", "fix_file", "fixable", "free_report",
    "is_filing", "judge", "lint_template", "make_report", "new", "new_form", "new_template",
    "report_file", "report_names", "run_file", "template_names", "undo", "write_file",
]  # fmt: skip

# 读得了的工作簿；除 .xlsx 外都只读，结果写进副本。
KINDS = frozenset({".xlsx", ".xls", ".et", ".ods"})
COPY = "-校验"  # 副本的名字：`旧表.xls` → `旧表-校验.xlsx`


@dataclass(frozen=True, slots=True)
class Done:
    """对一个工作簿做完的事：里面几份自评表，各有一个结果。没有做的为 None 或空。"""

    file: Path
    assessments: tuple[Assessment, ...]
    written: Path | None = None
    changed: bool = False
    copied: bool = False  # 写的是旧格式文件的 .xlsx 副本
    reports: tuple[Rendered, ...] = ()  # 与 `assessments` 一一对应
    fixing: bool = False  # 要看的是改法
    mended: Mended | None = None  # 照改法改过
    notes: tuple[str, ...] = ()  # 写的时候遇到的、要让使用者知道的

    @property
    def findings(self) -> tuple[Finding, ...]:
        """各份自评表的全部结论。"""
        return tuple(finding for one in self.assessments for finding in one.findings)


def files_in(paths: Sequence[Path], unread: list[Path] | None = None) -> Iterator[Path]:
    """点名的文件；点名文件夹时是其中（含下级）的自评表。打不开的文件夹记在 `unread` 里。"""
    for path in paths:
        if _is_folder(path):
            yield from _below(path, unread)
        else:
            yield path


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # 上级文件夹不让进：当文件去读，那里会说明白
        return False


def _below(folder: Path, unread: list[Path] | None) -> list[Path]:
    def note(error: OSError) -> None:
        if unread is not None:
            unread.append(Path(error.filename))

    found = (Path(top) / name for top, _, names in os.walk(folder, onerror=note) for name in names)
    return sorted(path for path in found if _is_filing(path))


def _is_filing(path: Path) -> bool:
    try:
        return is_filing(path)
    except (OSError, WorkbookError):  # 看不了的也是一份：读的时候说明白
        return path.suffix.lower() in KINDS


def is_filing(path: Path) -> bool:
    """文件夹里要做的一份工作簿：不是 Excel 的临时文件，也不是程序写的副本。

    `自评表-校验.xlsx` 旁边有 `自评表`，就是它的副本；原件已经不在的，看文件里的记号。
    """
    if path.suffix.lower() not in KINDS or path.name.startswith(("~$", ".")):
        return False
    if path.stem.endswith(COPY) and path.suffix.lower() == ".xlsx":
        source = path.stem.removesuffix(COPY)
        if any(path.with_name(source + kind).exists() for kind in KINDS) or workbook.is_copy(path):
            return False
    return path.is_file()


def judge(path: Path, forms: Sequence[Form]) -> tuple[Assessment, ...]:
    """读一个工作簿，其中的每一份自评表都核分、校验；不写任何东西。"""
    return assess_all(workbook.read(path), forms)


def write_file(path: Path, forms: Sequence[Form], where: Where) -> Done:
    """校验、核分，结果写进工作簿。"""

    def act(target: Path) -> Done:
        data = workbook.load(path)
        found = assess_all(workbook.understand(data, path), forms)
        workbook.refuse_targets(path, target)
        return _written(Done(path, found), edits(*found), data, target, where)

    return _alone(path, where, act)


def run_file(path: Path, forms: Sequence[Form], where: Where) -> Done:
    """写回，并生成报告。报告先在别处做好：做不成的，工作簿也不写。"""

    def act(target: Path) -> Done:
        data = workbook.load(path)
        found = assess_all(workbook.understand(data, path), forms)
        wanted, notes = report_places(path, found, where)
        workbook.refuse_targets(path, target, *wanted)
        with drafted(found, wanted, where.template) as drafts:
            done = _written(Done(path, found), edits(*found), data, target, where)
            rendered = put_drafts(drafts, path)
        return replace(done, reports=rendered, notes=(*done.notes, *notes))

    return _alone(path, where, act)


def report_file(path: Path, forms: Sequence[Form], where: Where) -> Done:
    """Word 自评报告，一份自评表一个。"""
    found = judge(path, forms)
    wanted, notes = report_places(path, found, where)
    workbook.refuse_targets(path, *wanted)
    with drafted(found, wanted, where.template) as drafts:
        return Done(path, found, reports=put_drafts(drafts, path), notes=notes)


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


def _written(done: Done, made: Edits, data: bytes, target: Path, where: Where) -> Done:
    path, old = done.file, _is_old(done.file)
    if old:
        note = (
            f"本工作簿是“{path.name}”的副本，只有值，没有公式；“{path.name}”没有改动。"
            "以后请在一份 .xlsx 里填，结果可以直接写回。"
        )
        made = replace(edits(*done.assessments, note=note), values=made.values)
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
        found = assess_all(grid, forms)
    except FormError:  # 不像表样的，程序没有往格里写过
        return
    for edit in edits(*found).values:
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
