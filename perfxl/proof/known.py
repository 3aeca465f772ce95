"""自评表里的数：叫什么、在哪一格。报告里的数拿它对照。"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from perfxl.assess import Assessment
from perfxl.cells.grid import Field
from perfxl.cells.quantity import Quantity, decimal, display, fold, plain, told
from perfxl.filing.model import Filing
from perfxl.proof.model import Figure, Paragraph
from perfxl.proof.text.figures import figures_of
from perfxl.proof.text.interval import Interval


@dataclass(frozen=True, slots=True)
class Known:
    """表里的一个数：叫什么、在哪一格。"""

    figure: Figure
    name: str
    cell: str
    role: str = ""  # 指标值、完成值、预算 …
    whole: bool = False  # 资金总额那一行的
    printed: str = ""  # 格里显示的数字：0.9166666 照 0.00% 显示 91.67

    @property
    def shown(self) -> str:
        """给人看的数字。"""
        shown = decimal(self.printed)
        return told(self.figure.written) if shown is None else plain(shown)


_EACH = frozenset("个家件项份册篇条座处所间台辆种类例株头只人笔场单")
_SIDE = frozenset({"上年", "文字", "分值", "得分"})  # 只用来说“一致”，不说它不一致
_MOST = 120  # 两两加减的，最多这么多笔


class Alike:
    """单位说得通的一批数。"""

    def __init__(self, known: Sequence[Known]) -> None:
        self.figures = [one.figure for one in known]
        self.known = known
        self.values = {figure.value for figure in self.figures}
        self.hedged = [figure for figure in self.figures if figure.hedge]
        self._exact = sorted(figure.value for figure in self.figures if not figure.hedge)
        self.named = [
            one for one in known
            if one.name and one.role not in _SIDE and one.figure.hedge != "范围"
        ]  # fmt: skip

    def has_in(self, span: Interval) -> bool:
        """没有说近、超的里面，有没有落在区间里的。"""
        return _has_in(self._exact, span)


def _has_in(values: Sequence[Decimal], span: Interval) -> bool:
    for place in range(bisect_left(values, span.low), len(values)):
        if values[place] > span.high:
            return False
        if values[place] in span:
            return True
    return False


class KnownNumbers:
    """对照的自评表里的全部数，按单位找，看是不是几格算得的。"""

    def __init__(self, assessments: Sequence[Assessment]) -> None:
        self._all = [number for each in assessments for number in _numbers_of(each)]
        self._alike: dict[str, Alike] = {}

    def alike(self, unit: str) -> Alike:
        if unit not in self._alike:
            same = [known for known in self._all if compatible(unit, known.figure.unit)]
            self._alike[unit] = Alike(same)
        return self._alike[unit]

    @cached_property
    def _money(self) -> frozenset[Decimal]:
        money = {known.figure.value for known in self._all if known.figure.is_money}
        return frozenset(sorted(value for value in money if value > 0)[-_MOST:])

    def derives(self, figure: Figure) -> bool:
        """由几格算得：两笔钱的和、差，一个数占另一个数的百分之几。"""
        if figure.is_money:
            return self._is_sum(figure.value)
        return figure.unit == "%" and self._is_share(figure.span)

    def _is_sum(self, value: Decimal) -> bool:
        money = self._money
        return value > 0 and any(
            value - amount in money or value + amount in money for amount in money
        )

    @cached_property
    def _counts(self) -> dict[str, list[Decimal]]:
        counts: dict[str, list[Decimal]] = defaultdict(list)
        for known in self._all:
            if known.role not in {"文字", "得分", "分值"} and known.figure.unit not in {"%", ""}:
                counts[known.figure.unit].append(known.figure.value)
        return {unit: sorted(values) for unit, values in counts.items()}

    def _is_share(self, span: Interval) -> bool:
        return any(
            whole > 0 and _has_in(values, span.scaled(whole / 100))
            for values in self._counts.values()
            for whole in values
        )


def compatible(one: str, other: str) -> bool:
    """两个单位说得通：一样的，一个没有写的，论个论家的。"""
    if one == other or not one or not other:
        return one == other or ("%" not in {one, other} and "元" not in {one, other})
    return "个" in {one, other} and {one, other} <= _EACH


def _numbers_of(assessment: Assessment) -> Iterator[Known]:
    """自评表里的数：资金、指标、数据项、任务、总分；文字里写的也算（只用来说“一致”）。"""
    filing = assessment.filing
    yield from _funds(filing)
    for score in assessment.scored.indicators:
        indicator = score.indicator
        for place, role in (
            (indicator.target, "指标值"),
            (indicator.actual, "完成值"),
            (indicator.points, "得分"),
            (indicator.weight, "分值"),
        ):
            yield from _one(place, indicator.name.value, role, "")
        for rate, role in ((score.completion, "完成率"), (score.deviation, "偏差率")):
            if rate is not None:
                name = f"{indicator.name.value}{role}"
                yield from _numbers(f"{plain(rate)}%", name, indicator.actual.cell.address, role)
    for item in filing.data:
        yield from _one(item.value, item.name.value, "数据项", item.unit.value)
        yield from _one(item.last_year, item.name.value, "上年", item.unit.value)
    for task in filing.tasks:
        yield from _one(task.budget, task.name.value, "预算", filing.money_unit)
        yield from _one(task.executed, task.name.value, "支出", filing.money_unit)
    yield from _one(filing.total, "总分", "得分", "分")
    texts = [
        filing.goal,
        filing.achievement,
        filing.name,
        *(narrative.text for narrative in filing.narratives),
    ]
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
            scored = title in {"得分", "分值"}  # 以分计，不是金额
            role, unit = (title, "分") if scored else (key, filing.money_unit)
            for known in _one(place, name, role, unit):
                yield replace(known, whole=line.kind == "total")


def _one(place: Field[Quantity] | None, name: str, role: str, unit: str) -> Iterator[Known]:
    if place is None:
        return
    quantity = place.value
    points = "分" if role in {"得分", "分值"} else ""
    if quantity.value is not None:
        shown = f"{plain(quantity.value)}{quantity.unit or unit or points}"
    else:
        shown = quantity.raw
    printed = display(place.cell, quantity) if place.cell.kind == "number" else ""
    for known in _numbers(shown, name, place.cell.address, role):
        yield replace(known, printed=printed)


def _numbers(text: str, name: str, cell: str, role: str) -> Iterator[Known]:
    for figure in figures_of(Paragraph(0, text)):
        yield Known(figure, fold(name), cell, role)
