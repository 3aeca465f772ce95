"""附表里报告用得着的各行：重点工作任务、佐证材料、数据项。"""

from __future__ import annotations

from collections.abc import Iterable

from perfxl.cells.grid import Field
from perfxl.cells.quantity import Quantity, bare
from perfxl.filing.model import DataItem, Filing
from perfxl.report.marks import Number
from perfxl.report.values import NOTHING, Row, Teller, filled, paragraphs, said, words


def task_rows(filing: Filing, tell: Teller) -> tuple[Row, ...]:
    return tuple(
        Row(
            名称=words(one.name),
            内容=paragraphs(filled(one.content)),
            完成情况=paragraphs(filled(one.achievement)),
            预算=tell.cell(one.budget, f"{words(one.name)}预算"),
            支出=tell.cell(one.executed, f"{words(one.name)}支出"),
        )
        for one in filing.tasks
    )


def evidence_rows(filing: Filing, indicators: Iterable[Row]) -> tuple[Row, ...]:
    points = {bare(str(row["三级"])): row["得分"] for row in indicators}
    return tuple(
        Row(
            三级=words(one.indicator), 得分=points.get(bare(words(one.indicator)), NOTHING),
            材料=words(one.document), 文号=words(one.number), 存放位置=words(one.place),
        )
        for one in filing.evidence
    )  # fmt: skip


def data_row(filing: Filing, tell: Teller) -> Row:
    return Row({words(one.name): _data(one, tell) for one in filing.data})


def _data(one: DataItem, tell: Teller) -> Number:
    """数据项：带单位；记着上年的数。"""
    name, unit = words(one.name), words(one.unit)
    last = _with_unit(one.last_year, unit, f"{name}（上年）", tell) if one.last_year else None
    now = _with_unit(one.value, unit, name, tell)
    return Number(now.figure, now.value, unit=now.unit, last=last)


def _with_unit(field: Field[Quantity], unit: str, title: str, tell: Teller) -> Number:
    text = tell.text(said(field, unit), title, (field.cell.address,))
    return Number(text, field.value.value, unit=field.value.unit or unit)
