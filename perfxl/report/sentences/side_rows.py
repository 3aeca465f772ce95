"""附表里报告用得着的各行：重点工作任务、佐证材料、数据项。"""

from __future__ import annotations

from collections.abc import Iterable

from perfxl.cells.grid import Field
from perfxl.cells.quantity import Quantity, bare
from perfxl.filing.model import Filing
from perfxl.filing.sides import DataItem
from perfxl.report.marks import Number
from perfxl.report.sentences.values import NOTHING, Row, Teller, filled, paragraphs, said, words


def task_rows(filing: Filing, tell: Teller) -> tuple[Row, ...]:
    return tuple(
        Row(
            名称=words(task.name),
            内容=paragraphs(filled(task.content)),
            完成情况=paragraphs(filled(task.achievement)),
            预算=tell.cell(task.budget, f"{words(task.name)}预算"),
            支出=tell.cell(task.executed, f"{words(task.name)}支出"),
        )
        for task in filing.tasks
    )


def evidence_rows(filing: Filing, indicators: Iterable[Row]) -> tuple[Row, ...]:
    points = {bare(str(row["三级"])): row["得分"] for row in indicators}
    return tuple(
        Row(
            三级=words(evidence.indicator),
            得分=points.get(bare(words(evidence.indicator)), NOTHING),
            材料=words(evidence.document), 文号=words(evidence.number),
            存放位置=words(evidence.place),
        )
        for evidence in filing.evidence
    )  # fmt: skip


def data_row(filing: Filing, tell: Teller) -> Row:
    return Row({words(item.name): _data(item, tell) for item in filing.data})


def _data(item: DataItem, tell: Teller) -> Number:
    """数据项：带单位；记着上年的数。"""
    name, unit = words(item.name), words(item.unit)
    last = _with_unit(item.last_year, unit, f"{name}（上年）", tell) if item.last_year else None
    now = _with_unit(item.value, unit, name, tell)
    return Number(now.figure, now.value, unit=now.unit, last=last)


def _with_unit(field: Field[Quantity], unit: str, title: str, tell: Teller) -> Number:
    text = tell.text(said(field, unit), title, (field.cell.address,))
    return Number(text, field.value.value, unit=field.value.unit or unit)
