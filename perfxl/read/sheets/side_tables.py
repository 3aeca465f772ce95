"""附表：资金明细、数据项、佐证材料、报告文字、重点工作任务，和上次校验结果里的说明。"""

from __future__ import annotations

from collections.abc import Iterator

from perfxl.cells.grid import Cell, Field, Grid
from perfxl.cells.names import undecorated
from perfxl.cells.notation import read_quantity
from perfxl.cells.quantity import Quantity, clean
from perfxl.filing.explained import Explained, explained
from perfxl.filing.findings import every_cell
from perfxl.filing.model import FundLine
from perfxl.filing.sides import DataItem, Evidence, Narrative, Task
from perfxl.filing.subtotal import SideSum
from perfxl.form.form import Form
from perfxl.read.form_rows import FormRows
from perfxl.read.header import text_field
from perfxl.read.sheets.belongs import Row, Sides
from perfxl.read.sheets.sum_rows import Table, sum_label, sums_of


def _text(row: Row, key: str) -> Field[str] | None:
    return text_field(row[key]) if key in row else None


def _amount(row: Row, key: str, unit: str) -> Field[Quantity] | None:
    return Field(read_quantity(row[key], unit=unit), row[key]) if key in row else None


def read_details(sides: Sides, form: Form, unit: str) -> Iterator[FundLine]:
    """资金明细；类别写在合并格或只写第一行时带下来。合计、小计见 `read_sums`。"""
    group = ""
    for row in sides.rows(form, "details"):
        if sum_label(row) is not None:
            continue
        if "group" in row and row["group"].kind != "blank":
            group = clean(row["group"].raw)
        yield FundLine(
            text_field(row["name"]), "detail",
            budget=_amount(row, "budget", unit), executed=_amount(row, "executed", unit),
            rate=_amount(row, "rate", "%"), group=group,
            balance=_amount(row, "balance", unit), reason=_text(row, "reason"),
        )  # fmt: skip


def read_data(sides: Sides, known: FormRows) -> Iterator[DataItem]:
    """数据项：单位在单位列里；数值格自己写了单位的以格里为准。"""
    for row in sides.rows(known.form, "data"):
        unit = _text(row, "unit") or Field("", row["name"])
        name = text_field(row["name"])
        yield DataItem(
            name,
            Field(read_quantity(row["value"], unit=unit.value), row["value"]),
            unit,
            _amount(row, "last_year", unit.value),
            _text(row, "note"),
            known.item(name.value),
            known.fund(name.value, ()),
        )


def read_evidence(sides: Sides, form: Form) -> Iterator[Evidence]:
    """佐证材料；指标只写第一行时带下来。"""
    last: Cell | None = None
    for row in sides.rows(form, "evidence"):
        indicator = row["indicator"]
        if indicator.kind == "blank" and last is not None:
            indicator = last
        last = indicator
        yield Evidence(
            Field(undecorated(indicator.raw), indicator), text_field(row["document"]),
            _text(row, "number"), _text(row, "place"),
        )  # fmt: skip


def read_narratives(sides: Sides, known: FormRows) -> Iterator[Narrative]:
    for row in sides.rows(known.form, "narratives"):
        section = text_field(row["section"])
        shared = row["section"].address in sides.shared
        yield Narrative(section, text_field(row["text"]), known.section(section.value), shared)


def read_tasks(sides: Sides, form: Form, unit: str) -> Iterator[Task]:
    for row in sides.rows(form, "tasks"):
        if sum_label(row) is not None:
            continue
        yield Task(
            text_field(row["name"]), _text(row, "content"), _text(row, "achievement"),
            _amount(row, "budget", unit), _amount(row, "executed", unit),
        )  # fmt: skip


def read_sums(sides: Sides, form: Form, unit: str) -> Iterator[SideSum]:
    """资金明细、重点工作任务里写着的合计、小计。"""
    tables: tuple[Table, ...] = ("details", "tasks")
    for table in tables:
        yield from sums_of(list(sides.rows(form, table)), table, unit)


def read_explanations(grid: Grid, form: Form) -> tuple[Explained, ...]:
    """上次写回的校验结果表里，填报人在“说明”列写的话，和它针对的“问题”。"""
    sheet = grid.sheet(form.sheets.findings)
    if sheet is None:
        return ()
    titles: dict[str, int] = {}
    said: list[Explained] = []
    for row in sheet.filled_rows():
        texts = {clean(cell.raw): cell.column for cell in sheet.row(row)}
        if {"代码", "单元格", "说明"} <= set(texts):
            titles = texts
        elif titles:
            code, place, text = (
                clean(sheet.at(row, titles[name]).raw) for name in ("代码", "单元格", "说明")
            )
            if text:
                about = clean(sheet.at(row, titles["问题"]).raw) if "问题" in titles else ""
                said.append(explained(code, every_cell(place), text, about))
    return tuple(said)
