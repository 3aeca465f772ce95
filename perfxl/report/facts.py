"""一份核过分的自评表里，报告用得着的全部事实：每个数都带着单元格。

以表为准：填报人写了得分、执行率的，报告照写；空着的用核算的。报告若与所附的指标表两样，
审核时会被退回；两者不一致由校验去说，不由报告悄悄改掉。
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cached_property

from perfxl.assess import Assessment
from perfxl.cells.grid import Field
from perfxl.cells.quantity import Quantity, plain
from perfxl.filing.amounts import amount, number
from perfxl.filing.model import FundLine, FundScore, IndicatorScore, Level1Score
from perfxl.form.form import Level1
from perfxl.report.marks import Ledger, Number
from perfxl.report.side_rows import data_row, evidence_rows, task_rows
from perfxl.report.values import NOTHING, Row, Teller, filled, paragraphs, said, words
from perfxl.score.score import grade_of

_MORE = (
    ("share", "得分系数"), ("deduction", "扣减分数"), ("recheck_actual", "复核完成值"),
    ("recheck_points", "复核得分"), ("drift", "偏离度"),
)  # fmt: skip
HEADER = {"contact": "填报人", "date": "填报日期"}


class Facts:
    """报告的事实。各属性的中文名称见 context.py。"""

    def __init__(self, assessment: Assessment, ledger: Ledger) -> None:
        self.scored = assessment.scored
        self.filing = assessment.filing
        self.form = assessment.form
        self.tell = Teller(ledger)

    # ---- 表头 ----

    @cached_property
    def header(self) -> Mapping[str, str]:
        filing = self.filing
        base = {
            "项目名称": words(filing.name),
            "主管部门": words(filing.authority),
            "实施单位": words(filing.unit),
            "年度": words(filing.year),
            "金额单位": filing.money_unit,
            "表样名称": self.form.title,
        }
        base |= {title: words(filing.header.get(key)) for key, title in HEADER.items()}
        keys = {"name": "项目名称", "authority": "主管部门", "unit": "实施单位", "year": "年度"}
        own = {
            field.title: base[{**keys, **HEADER}[field.key]]
            for field in self.form.header
            if field.title.isidentifier()
        }
        return base | own

    # ---- 资金 ----

    def total_amount(self, key: str, title: str) -> Number:
        """资金总额：总额行的格；总额行没有结果时为其中各行之和。"""
        line = self.filing.total_fund
        field: Field[Quantity] | None = None if line is None else getattr(line, key)
        cells = _cells(getattr(one, key) for one in self.filing.funds if one.kind != "detail")
        summed = self.tell.computed(amount(self.filing, key), title, cells, digits=6)
        return self.tell.first(field, summed, title)

    @cached_property
    def initial(self) -> Number:
        return self.total_amount("initial", "年初预算数")

    @cached_property
    def budget(self) -> Number:
        return self.total_amount("budget", "全年预算数")

    @cached_property
    def executed(self) -> Number:
        return self.total_amount("executed", "全年执行数")

    @cached_property
    def rate(self) -> Number:
        line = self.filing.total_fund
        field = None if line is None else line.rate
        keys = (self.form.funds.rate_over, "executed")
        cells = () if line is None else _cells(getattr(line, key) for key in keys)
        worked = self.tell.computed(self.scored.execution.rate, "执行率", cells, unit="%")
        return self.tell.first(field, worked, "执行率")

    @cached_property
    def execution_points(self) -> Number:
        line = self.filing.total_fund
        field = None if line is None else line.points
        score = self.scored.execution
        cells = () if line is None else _cells((line.budget, line.executed, line.weight))
        return self.tell.first(
            field, self.tell.computed(score.points, "执行率得分", cells), "执行率得分"
        )

    @cached_property
    def execution_weight(self) -> Number:
        line = self.filing.total_fund
        field = None if line is None else line.weight
        given = self.tell.computed(self.scored.execution.weight, "执行率分值", ())
        return self.tell.first(field, given, "执行率分值")

    @cached_property
    def funds(self) -> tuple[Row, ...]:
        return tuple(self._fund(one) for one in self.scored.funds if one.line.kind != "detail")

    def _fund(self, one: FundScore) -> Row:
        line, name = one.line, words(one.line.name)
        tell = self.tell
        points, weight = tell.cell(line.points, f"{name}得分"), tell.cell(line.weight, "分值")
        initial, budget = tell.cell(line.initial, name), tell.cell(line.budget, name)
        executed = tell.cell(line.executed, name)
        if line.kind == "total":
            points, weight = self.execution_points, self.execution_weight
            initial, budget, executed = self.initial, self.budget, self.executed
        rate = self.rate if line.kind == "total" else self._line_rate(one)
        return Row(
            名称=name, 分组=line.group, 年初预算数=initial, 全年预算数=budget,
            全年执行数=executed, 分值=weight, 执行率=rate, 得分=points,
        )  # fmt: skip

    def _line_rate(self, one: FundScore) -> Number:
        line, title = one.line, f"{words(one.line.name)}执行率"
        worked = self.tell.computed(one.rate, title, _cells((line.budget, line.executed)), unit="%")
        return self.tell.first(line.rate, worked, title)

    @cached_property
    def details(self) -> tuple[Row, ...]:
        return tuple(self._detail(one) for one in self.scored.funds if one.line.kind == "detail")

    def _detail(self, one: FundScore) -> Row:
        line, name = one.line, words(one.line.name)
        return Row(
            类别=line.group, 名称=name,
            安排资金=self.tell.cell(line.budget, f"{name}安排资金"),
            已支出=self.tell.cell(line.executed, f"{name}已支出"),
            结转结余=self.tell.cell(line.balance, f"{name}结转结余"),
            结转结余原因=filled(line.reason),
            执行率=self._line_rate(one),
        )  # fmt: skip

    def sum_of(self, lines: Iterable[FundLine], key: str, title: str) -> Number:
        """若干行同一栏之和；有一行不是数就不给，免得少算。"""
        fields: list[Field[Quantity] | None] = [getattr(line, key) for line in lines]
        values = [None if one is None else one.value.value for one in fields]
        if not values or None in values:
            return NOTHING
        total = sum((one for one in values if one is not None), Decimal(0))
        return self.tell.computed(total, title, _cells(fields), digits=6)

    # ---- 得分 ----

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """全部三级指标。"""
        return tuple(self._indicator(one) for one in self.scored.indicators)

    def _indicator(self, score: IndicatorScore) -> Row:
        one, tell = score.indicator, self.tell
        name = words(one.name)
        pair = (one.target.cell.address, one.actual.cell.address)
        points = tell.computed(score.points, f"{name}得分", pair)
        unit = one.target.value.unit
        return Row(
            一级=words(one.level1), 二级=words(one.level2), 三级=name,
            指标值=tell.cell(one.target, f"{name}指标值"),
            完成值=tell.cell(one.actual, f"{name}完成值"),
            完成情况=tell.text(said(one.actual, unit), f"{name}完成值", pair[1:]),
            完成率=tell.computed(score.completion, f"{name}完成率", pair, unit="%"),
            偏差率=tell.computed(score.deviation, f"{name}偏差率", pair, unit="%"),
            分值=tell.cell(one.weight, f"{name}分值"),
            得分=tell.first(one.points, points, f"{name}得分"),
            **{title: tell.cell(getattr(one, key), f"{name}{title}") for key, title in _MORE},
            原因=paragraphs(filled(one.reason)),
            佐证材料=paragraphs(filled(one.evidence)),
            计分说明=tell.text(score.why, f"{name}计分", pair),
        )  # fmt: skip

    @cached_property
    def level1(self) -> tuple[Row, ...]:
        """得分表的各行：预算执行率（单独计分的），各一级指标。"""
        rows = []
        for one in self.scored.level1:
            if one.rows:
                parts = [self.rows[place]["得分"] for place in one.rows]
                parts += [self.execution_points] if one.has_execution else []
                points = self._sum(parts, f"{one.name}得分")
                weight = self.tell.computed(one.weight, f"{one.name}分值", self._weights(one))
            else:
                points, weight = self.execution_points, self.execution_weight
            rows.append(
                Row(
                    名称=one.name or self.form.indicators.title,  # 不分一级的表样
                    分值=weight,
                    得分=points,
                    得分率=_share(self.tell, points, weight),
                )
            )
        return tuple(rows)

    def rows_of(self, level1: Level1) -> tuple[Row, ...]:
        """表样的一个一级指标的各行。"""
        pairs = zip(self.filing.indicators, self.rows, strict=True)
        return tuple(row for one, row in pairs if one.place.level1 == level1)

    def _weights(self, level1: Level1Score) -> tuple[str, ...]:
        line = self.filing.total_fund if level1.has_execution else None
        mine = [self.filing.indicators[place].weight for place in level1.rows]
        return _cells([*([line.weight] if line else []), *mine])

    def _sum(self, parts: Iterable[object], title: str) -> Number:
        values = [part.value for part in parts if isinstance(part, Number)]
        known = [value for value in values if value is not None]
        return self.tell.computed(sum(known, Decimal(0)) if known else None, title, ("得分明细",))

    @cached_property
    def total(self) -> Number:
        worked = self.tell.computed(self.scored.total, "总分", ("得分明细",))
        return self.tell.first(self.filing.total, worked, "总分")

    @cached_property
    def total_weight(self) -> Number:
        given = self.tell.computed(self.form.indicators.weight, "总分值", ())
        return self.tell.first(self.filing.total_weight, given, "总分值")

    @cached_property
    def grade(self) -> str:
        filed = self.filing.grade
        if filed is not None and filed.value.kind != "none":
            return words(Field(filed.value.text or filed.value.raw, filed.cell))
        total = number(self.filing.total)
        grade = self.scored.grade if total is None else grade_of(self.form, total)
        return "" if grade is None else grade.name

    @cached_property
    def disagreements(self) -> tuple[str, ...]:
        """报告照表里写、而核算的结果不同的地方。"""
        return (*self._total_differs(), *self._grade_differs())

    def _grade_differs(self) -> tuple[str, ...]:
        """填了等级、没有填总分的：等级照填的，总分照核算的，两样对不上。"""
        filing, due = self.filing, self.scored.grade
        if number(filing.total) is not None or filing.grade is None or filing.grade_row is None:
            return ()
        if due is None or self.scored.total is None or due == filing.grade_row:
            return ()
        said = f"{filing.grade.cell.address} 等级填的是“{filing.grade_row.name}”"
        due_said = f"总分 {plain(self.scored.total)} 应为“{due.name}”"
        return (f"{said}，{due_said}；报告照表里的写，请先核对",)

    def _total_differs(self) -> tuple[str, ...]:
        filed, worked = number(self.filing.total), self.scored.total
        if worked is None or filed == worked:
            return ()
        mine = "核算为" if self.scored.recomputed else "各项得分合计"
        if self.filing.total is not None and filed is not None:
            said = f"{self.filing.total.cell.address} 总分填的是 {plain(filed)}"
            return (f"{said}，{mine} {plain(worked)}；报告照表里的写，请先核对",)
        parts = self._sum([row["得分"] for row in self.level1], "各项得分合计").value
        if parts is None or parts == worked:
            return ()
        why = "".join(f"（{note}）" for note in self.scored.notes)
        mine = "核算的" if self.scored.recomputed else "各项得分合计"
        said = f"表里没有填总分，报告写{mine} {plain(worked)}{why}"
        return (f"{said}；各项得分照表里的写，加起来是 {plain(parts)}，请先核对",)

    # ---- 其余各表 ----

    @cached_property
    def tasks(self) -> tuple[Row, ...]:
        return task_rows(self.filing, self.tell)

    @cached_property
    def evidence(self) -> tuple[Row, ...]:
        return evidence_rows(self.filing, self.rows)

    @cached_property
    def data(self) -> Row:
        return data_row(self.filing, self.tell)


def _share(tell: Teller, points: Number, weight: Number) -> Number:
    if points.value is None or not weight.value:
        return NOTHING
    return tell.computed(points.value / weight.value * 100, "得分率", ("得分明细",), unit="%")


def _cells(fields: Iterable[Field[Quantity] | None]) -> tuple[str, ...]:
    return tuple(one.cell.address for one in fields if one is not None)
