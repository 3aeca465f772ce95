"""附表里报告用得着的各行：重点工作任务、佐证材料、数据项。"""

from __future__ import annotations

from collections.abc import Iterable

from perfxl.cells.quantity import bare
from perfxl.filing.model import Filing
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
    return Row(
        {
            words(one.name): Number(
                tell.text(said(one.value, words(one.unit)), words(one.name),
                          (one.value.cell.address,)),
                one.value.value.value,
            )
            for one in filing.data
        }
    )  # fmt: skip
