"""指标表里自带的文字栏（评价结论、存在问题、改进措施）：读作报告文字，不必另写一遍。"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from perfxl.cells.grid import Cell, Field, Sheet
from perfxl.cells.names import is_one_of
from perfxl.cells.quantity import clean
from perfxl.filing.model import Narrative
from perfxl.form.form import Form
from perfxl.read.header import next_cell


def read_blocks(sheet: Sheet, form: Form, inside: range) -> Iterator[Narrative]:
    """各栏文字，从上到下；`inside` 是指标块的行，那里面的同名格是指标的列，不看。

    同一栏写了两处的取第一处。
    """
    seen: set[str] = set()
    for row in sheet.filled_rows():
        for cell in () if row in inside else sheet.row(row):
            block = _block(cell, form)
            text = None if block is None or block in seen else _text(sheet, cell, form)
            if block is not None and text is not None:
                seen.add(block)
                yield Narrative(Field(block, cell), text)


def _block(cell: Cell, form: Form) -> str | None:
    """这一格是哪一栏的名称；不是的为 None。"""
    if cell.kind != "text":
        return None
    head = re.split(r"[：:]", cell.raw, maxsplit=1)[0]
    return next((one.narrative for one in form.block if is_one_of(head, one.names)), None)


def _text(sheet: Sheet, label: Cell, form: Form) -> Field[str] | None:
    inline = re.split(r"[：:]", label.raw, maxsplit=1)[1:]
    if inline and inline[0].strip():
        return Field(clean(inline[0]), label)
    beside = next_cell(sheet, label)
    if beside.kind == "blank" or _block(beside, form) is not None:
        return None  # 空着，或者只是另一栏的块名（项目基本情况 → 项目概况）
    return Field(clean(beside.raw), beside)


def written(narratives: Collection[Narrative]) -> frozenset[str]:
    """已经写了正文的栏目。"""
    return frozenset(one.section.value for one in narratives if one.text.value)
