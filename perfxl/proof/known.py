"""自评表里的数：叫什么、在哪一格。报告里的数拿它对照。"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from perfxl.assess import Assessment
from perfxl.cells.grid import Field
from perfxl.cells.quantity import Quantity, fold, plain
from perfxl.filing.model import Filing
from perfxl.proof.figures import figures_of
from perfxl.proof.model import Figure, Paragraph


@dataclass(frozen=True, slots=True)
class Known:
    """表里的一个数：叫什么、在哪一格。"""

    figure: Figure
    name: str
    cell: str
    role: str = ""  # 指标值、完成值、预算 …
    whole: bool = False  # 资金总额那一行的


def numbers_of(assessment: Assessment) -> Iterator[Known]:
    """自评表里的数：资金、指标、数据项、任务、总分；文字里写的也算（只用来说“一致”）。"""
    filing = assessment.filing
    yield from _funds(filing)
    for score in assessment.scored.indicators:
        one = score.indicator
        for place, role in (
            (one.target, "指标值"),
            (one.actual, "完成值"),
            (one.points, "得分"),
            (one.weight, "分值"),
        ):
            yield from _one(place, one.name.value, role, "")
        rate = score.completion
        if rate is not None:
            yield from _numbers(
                f"{plain(rate)}%", f"{one.name.value}完成率", one.actual.cell.address, "完成率"
            )
    for item in filing.data:
        yield from _one(item.value, item.name.value, "数据项", item.unit.value)
        yield from _one(item.last_year, item.name.value, "上年", item.unit.value)
    for task in filing.tasks:
        yield from _one(task.budget, task.name.value, "预算", filing.money_unit)
        yield from _one(task.executed, task.name.value, "支出", filing.money_unit)
    yield from _one(filing.total, "总分", "得分", "分")
    texts = [filing.goal, filing.achievement, filing.name, *(one.text for one in filing.narratives)]
    texts += [one.reason for one in filing.indicators if one.reason is not None]
    for text in texts:
        if text is not None:
            yield from _numbers(text.value, "", text.cell.address, "文字")


_FUNDS = {
    "initial": "年初预算数", "budget": "全年预算数", "executed": "执行数",
    "rate": "执行率", "balance": "结转结余", "points": "得分", "weight": "分值",
}  # fmt: skip


def _funds(filing: Filing) -> Iterator[Known]:
    for line in filing.funds:
        for key, title in _FUNDS.items():
            place, name = getattr(line, key), f"{line.name.value}{title}"
            for one in _one(place, name, key, filing.money_unit):
                yield replace(one, whole=line.kind == "total")


def _one(place: Field[Quantity] | None, name: str, role: str, unit: str) -> Iterator[Known]:
    if place is None:
        return
    quantity = place.value
    points = "分" if role in {"得分", "分值", "points", "weight"} else ""
    if quantity.value is not None:
        shown = f"{plain(quantity.value)}{quantity.unit or unit or points}"
    else:
        shown = quantity.raw
    yield from _numbers(shown, name, place.cell.address, role)


def _numbers(text: str, name: str, cell: str, role: str) -> Iterator[Known]:
    for one in figures_of(Paragraph(0, text)):
        yield Known(one, fold(name), cell, role)
