"""撤销写回，拿走程序写的东西。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from perfxl import workbook
from perfxl.assess import assess_all
from perfxl.cells.edits import ValueEdit
from perfxl.errors import FormError
from perfxl.files.listing import copy_of
from perfxl.form.form import Form
from perfxl.results.edits import edits

if TYPE_CHECKING:
    from perfxl.workbook.clearing import Cleared
    from perfxl.workbook.undoing import Undone


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
    if path.is_file() and path.suffix.lower() != ".xlsx" and workbook.is_read_only_kind(path):
        copy = copy_of(path)
        return copy if copy.exists() else path
    return path
