"""一份核过分的自评表里，报告用得着的全部事实：每个数都带着单元格。

以表为准：填报人写了得分、执行率的，报告照写；空着的用核算的。报告若与所附的指标表两样，
审核时会被退回；两者不一致由校验去说，不由报告悄悄改掉。
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cached_property

from perfxl.assess import Assessment
from perfxl.cells.grid import Field
from perfxl.cells.quantity import Quantity
from perfxl.filing.amounts import amount, number
from perfxl.filing.model import IndicatorScore, Level1Score
from perfxl.form.form import Level1
from perfxl.report.marks import Ledger, Number
from perfxl.report.sentences.amounts import style_of
from perfxl.report.sentences.doubts import SUMMED, doubted
from perfxl.report.sentences.fund_rows import Whole, detail_row, fund_row
from perfxl.report.sentences.more_columns import actual_columns, more_columns
from perfxl.report.sentences.side_rows import data_row, evidence_rows, task_rows
from perfxl.report.sentences.values import (
    NOTHING,
    Row,
    Teller,
    addresses,
    filled,
    paragraphs,
    understood,
    words,
)
from perfxl.report.sentences.wording import Wordings
from perfxl.score.score import grade_of

HEADER = {"contact": "填报人", "date": "填报日期", "ministry": "中央主管部门"}


class Facts:
    """报告的事实。各属性的中文名称见 context.py。"""

    def __init__(self, assessment: Assessment, ledger: Ledger) -> None:
        self.scored = assessment.scored
        self.filing = assessment.filing
        self.form = assessment.form
        self.tell = Teller(
            ledger, style_of(self.filing), doubted(assessment), self.filing.money_unit
        )

    @cached_property
    def say(self) -> Callable[..., str]:
        """表样里的一句话，填上数。"""
        return Wordings(self.form).say

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
        cells = addresses(getattr(fund, key) for fund in self.filing.funds if fund.kind != "detail")
        if field is not None and field.value.is_number:
            return self.tell.money(field, title)
        summed = self.tell.total(amount(self.filing, key), title, cells)
        return summed or self.tell.cell(field, title)

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
        cells = () if line is None else addresses(getattr(line, key) for key in keys)
        worked = self.tell.computed(self.scored.execution.rate, "执行率", cells, unit="%")
        return self.tell.first(field, worked, "执行率")

    @cached_property
    def execution_points(self) -> Number:
        line = self.filing.total_fund
        field = None if line is None else line.points
        score = self.scored.execution
        cells = () if line is None else addresses((line.budget, line.executed, line.weight))
        return self._points(field, score.points, "执行率得分", cells)

    def _points(
        self, field: Field[Quantity] | None, worked: Decimal | None, title: str,
        cells: Sequence[str],
    ) -> Number:  # fmt: skip
        """得分：填了的照填的；空着的，总分也没有填时才用核算的，不然核算的不在填的总分里。"""
        if number(self.filing.total) is not None:
            worked = None
        return self.tell.first(field, self.tell.computed(worked, title, cells), title)

    @cached_property
    def execution_weight(self) -> Number:
        line = self.filing.total_fund
        field = None if line is None else line.weight
        given = self.tell.computed(self.scored.execution.weight, "执行率分值", ())
        return self.tell.first(field, given, "执行率分值")

    @cached_property
    def whole(self) -> Whole:
        """资金总额一行。"""
        return Whole(
            self.filing.total_fund, self.initial, self.budget, self.executed,
            self.rate, self.execution_weight, self.execution_points,
        )  # fmt: skip

    @cached_property
    def funds(self) -> tuple[Row, ...]:
        return tuple(
            fund_row(score, self.tell, self.whole)
            for score in self.scored.funds
            if score.line.kind != "detail"
        )

    @cached_property
    def details(self) -> tuple[Row, ...]:
        return tuple(
            detail_row(score, self.tell, self.whole)
            for score in self.scored.funds
            if score.line.kind == "detail"
        )

    # ---- 得分 ----

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """全部三级指标。"""
        rows = tuple(self._indicator(score) for score in self.scored.indicators)
        for place, row in enumerate(rows, 1):
            row["序号"] = str(place)
        return rows

    def _indicator(self, score: IndicatorScore) -> Row:
        indicator, tell = score.indicator, self.tell
        name = words(indicator.name)
        pair = (indicator.target.cell.address, indicator.actual.cell.address)
        target = understood(indicator.target, indicator.actual.value)
        return Row(
            一级=words(indicator.level1), 二级=words(indicator.level2), 三级=name,
            指标值=tell.cell(target, f"{name}指标值"),
            **actual_columns(indicator, name, tell),
            完成率=tell.computed(score.completion, f"{name}完成率", pair, unit="%"),
            偏差率=tell.computed(score.deviation, f"{name}偏差率", pair, unit="%"),
            分值=tell.exact(indicator.weight, f"{name}分值", 2),
            得分=self._points(indicator.points, score.points, f"{name}得分", pair),
            **more_columns(indicator, name, tell, self.form),
            原因=paragraphs(filled(indicator.reason)),
            佐证材料=paragraphs(filled(indicator.evidence)),
            计分说明=tell.text(score.why, f"{name}计分", pair),
        )  # fmt: skip

    @cached_property
    def level1(self) -> tuple[Row, ...]:
        """得分表的各行：预算执行率（单独计分的），各一级指标。"""
        rows = []
        for score in self.scored.level1:
            if score.rows:
                parts = [self.rows[place]["得分"] for place in score.rows]
                parts += [self.execution_points] if score.has_execution else []
                points = self.points_sum(parts, f"{score.name}得分")
                weight = self._weight(score)
            else:
                points, weight = self.execution_points, self.execution_weight
            title = self.level1_title(score)
            share = _share(self.tell, f"{title}得分率", points, weight)
            rows.append(Row(名称=title, 分值=weight, 得分=points, 得分率=share))
        return tuple(rows)

    def level1_title(self, level1: Level1Score) -> str:
        """一级指标的名称：表上写的；各行写得不一样（效益指标、满意度指标合为一项）的，表样的。

        没有写的，不分一级的表样是整块的名称。
        """
        mine = [self.filing.indicators[place] for place in level1.rows]
        if len({indicator.level1.value for indicator in mine}) > 1:
            return mine[0].level1_name
        if level1.name:
            return level1.name
        return "未归入一级指标的" if self.form.level1 else self.form.indicators.title

    def rows_of(self, level1: Level1) -> tuple[Row, ...]:
        """表样的一个一级指标的各行。"""
        pairs = zip(self.filing.indicators, self.rows, strict=True)
        return tuple(row for indicator, row in pairs if indicator.place.level1 == level1)

    def _weight(self, level1: Level1Score) -> Number:
        """一级指标的分值之和；表里没有分值一列的没有。"""
        line = self.filing.total_fund if level1.has_execution else None
        fields = [self.filing.indicators[place].weight for place in level1.rows]
        fields += [line.weight] if line else []
        if all(number(field) is None for field in fields):
            return NOTHING
        return self.tell.computed(level1.weight, f"{level1.name}分值", addresses(fields))

    def points_sum(self, parts: Iterable[object], title: str) -> Number:
        numbers = [part for part in parts if isinstance(part, Number) and part.value is not None]
        values = [part.value for part in numbers if part.value is not None]
        total = sum(values, Decimal(0)) if values else None
        summed = self.tell.computed(total, title, (SUMMED,))
        return Number(summed.figure, total, doubtful=any(part.doubtful for part in numbers))

    @cached_property
    def is_complete(self) -> bool:
        """有分值的指标都有得分：不全的，加起来的不是总分，也说不上等级。"""
        return all(
            score.points is not None
            for score in self.scored.indicators
            if number(score.indicator.weight) is not None
        )

    @cached_property
    def total(self) -> Number:
        total = self.scored.total if self.is_complete else None
        worked = self.tell.computed(total, "总分", (SUMMED,))
        return self.tell.first(self.filing.total, worked, "总分")

    @cached_property
    def total_weight(self) -> Number:
        given = self.tell.computed(self.form.indicators.weight, "总分值", ())
        return self.tell.first(self.filing.total_weight, given, "总分值")

    @cached_property
    def grade(self) -> str:
        filed = self.filing.grade
        if filed is not None and filed.value.kind != "none":
            name = words(Field(filed.value.text or filed.value.raw, filed.cell))
            return self.tell.noted(name, "等级", filed.cell.address)
        if self.scored.left_out:
            return ""  # 有几项没有得分，暂不评
        total = number(self.filing.total)
        worked = self.scored.grade if self.is_complete else None
        grade = worked if total is None else grade_of(self.form, total)
        return "" if grade is None else f"{grade.name}{self.total.tail}"

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


def _share(tell: Teller, title: str, points: Number, weight: Number) -> Number:
    if points.value is None or not weight.value:
        return NOTHING
    share = tell.computed(points.value / weight.value * 100, title, (SUMMED,), unit="%")
    doubtful = points.doubtful or weight.doubtful
    return Number(share.figure, share.value, doubtful=doubtful, unit="%")
