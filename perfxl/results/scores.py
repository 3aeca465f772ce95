"""得分明细：每条指标自评几分、核算几分、怎么算的；几份表各一块。"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from perfxl.assess import Assessment
from perfxl.cells.edits import BarChart, Out, ResultSheet
from perfxl.cells.merged import Range
from perfxl.cells.quantity import fixed, places_of, rounded
from perfxl.filing.amounts import idle_weight, number
from perfxl.filing.model import IndicatorScore, Scored
from perfxl.score.said import grade_said, total_said

_SCORE_HEAD = (
    "序号", "一级指标", "二级指标", "三级指标", "指标值", "完成值", "分值", "自评得分", "核算得分",
    "相差", "完成率（%）", "偏差率（%）", "计分方法", "算式",
)  # fmt: skip
# 图里完成率画到这么多为止：15 家对 3 家是 500%，照实画出来别的条就看不见了；数值照写。
_CHART_LIMIT = Decimal(150)


def scores_sheet(assessments: Sequence[Assessment]) -> ResultSheet:
    """得分明细一张表；只有一份时带完成率的图。"""
    width = len(_SCORE_HEAD)
    rows: list[tuple[Out, ...]] = []
    notes: list[int] = []
    for assessment in assessments:
        rows += [()] if rows else []
        notes += range(len(rows) + 1, len(rows) + 4)
        rows.extend(_block(assessment, several=len(assessments) > 1))
    chart = _chart(assessments[0].scored, rows) if len(assessments) == 1 else None
    return ResultSheet(
        assessments[0].form.sheets.scores,
        tuple(rows),
        (6, 11, 13, 24, 14, 14, 8, 10, 10, 8, 12, 12, 16, 36),
        frozen_rows=4 if len(assessments) == 1 else 0,
        merged=tuple(Range(row, 1, row, width) for row in notes),
        chart=chart,
    )


def _block(assessment: Assessment, *, several: bool) -> list[tuple[Out, ...]]:
    """一份表的一块：标题、总分、依据、表头、各行、合计。"""
    scored = assessment.scored
    filing = scored.filing
    which = f"{filing.called}，{filing.table}，" if several else ""
    rows: list[tuple[Out, ...]] = [
        (Out(f"得分明细（{which}{filing.form.title}）", "title"),),
        (Out(_score_line(assessment), "note"),),
        (Out(_weights_note(assessment), "note"),),
        tuple(Out(title, "head") for title in _SCORE_HEAD),
    ]
    first = len(rows) + 1
    if scored.execution.weight is not None:
        rows.append(_execution_row(assessment))
    rows.extend(_score_row(len(rows) - first + 2, score) for score in scored.indicators)
    rows.append(_total_row(assessment))
    return rows


def _chart(scored: Scored, rows: list[tuple[Out, ...]]) -> BarChart | None:
    """算得出完成率的指标另列一块，旁边画图：定性指标没有完成率，不在图里占空条。"""
    bars = [
        (score.indicator.name.value, score.completion)
        for score in scored.indicators
        if score.completion is not None
    ]
    if not bars:
        return None
    rows.append(())
    indent = (Out(None, "note"),) * 3
    rows.append((*indent, Out("指标", "head"), Out("完成率（%）", "head")))
    first = len(rows) + 1
    rows.extend((*indent, Out(name), Out(_even(rate), "number")) for name, rate in bars)
    last = len(rows)
    return BarChart(
        f"指标完成率（%，超过 {_CHART_LIMIT} 的只画到 {_CHART_LIMIT}）",
        Range(first, 4, last, 4),
        Range(first, 5, last, 5),
        Range(first - 1, 7, max(last, first + 12), 14),
        limit=_CHART_LIMIT,
    )


def _score_line(assessment: Assessment) -> str:
    scored = assessment.scored
    filed = number(scored.filing.total)
    parts = []
    parts.append(total_said(scored))
    if filed is not None:
        parts.append(f"自评总分 {fixed(filed)}")
    if scored.grade is not None:
        source = scored.filing.form.cite(scored.grade.source)
        parts.append(f"等级 {scored.grade.name}（{source.label}）")
    elif grade_said(scored):
        parts.append(f"等级 {grade_said(scored)}")
    if scored.execution.rate is not None:
        parts.append(f"预算执行率 {fixed(scored.execution.rate)}%")
    parts += scored.notes
    return "　".join(parts)


def _weights_note(assessment: Assessment) -> str:
    form = assessment.form
    used = [score.method for score in assessment.scored.indicators]
    methods = "、".join(dict.fromkeys(str(form.cite_method(method)) for method in used))
    ids = [level1.source for level1 in form.level1]
    sources = "、".join(dict.fromkeys(str(form.cite(source)) for source in ids))
    digits = form.scoring.digits
    return f"分值依据：{sources}；计分方法依据：{methods}；得分四舍五入到 {digits} 位小数"


def _execution_row(assessment: Assessment) -> tuple[Out, ...]:
    filing, execution = assessment.filing, assessment.scored.execution
    line = filing.total_fund
    fund = next((fund for fund in assessment.scored.funds if fund.line.kind == "total"), None)
    budget = getattr(line, filing.form.funds.rate_over) if line else None
    executed = line.executed if line else None
    filed = number(line.points) if line else None
    return (
        Out(Decimal(1), "number"),
        Out("预算执行率"),
        Out(),
        Out("预算执行率", "link", line.name.cell.address if line else None),
        Out(budget.value.shown if budget else None),
        Out(executed.value.shown if executed else None),
        *_points(execution.weight, filed, execution.points),
        Out(_even(execution.rate), "number"),
        Out(_even(fund.deviation) if fund else None, "number"),
        Out("预算执行率"),
        Out(execution.why),
    )


def _score_row(place: int, score: IndicatorScore) -> tuple[Out, ...]:
    indicator = score.indicator
    return (
        Out(Decimal(place), "number"),
        Out(indicator.level1.value),
        Out(indicator.level2.value),
        Out(indicator.name.value or "（没有名称）", "link", indicator.name.cell.address),
        Out(indicator.target.cell.raw and indicator.target.value.shown),
        Out(indicator.actual.cell.raw and indicator.actual.value.shown),
        *_points(number(indicator.weight), number(indicator.points), score.points),
        Out(_even(score.completion), "number"),
        Out(_even(score.deviation), "number"),
        Out(score.method_title),
        Out(score.why),
    )


def _points(
    weight: Decimal | None, filed: Decimal | None, points: Decimal | None
) -> tuple[Out, Out, Out, Out]:
    gap = None if filed is None or points is None or filed == points else filed - points
    return (
        Out(weight, "number"),
        Out(_even(filed), "number"),
        Out(_even(points), "number"),
        Out(_even(gap), "warning" if gap else "number"),
    )


_PLACES = 2


def _even(value: Decimal | None) -> Decimal | None:
    """一列里的数写得一样齐：100 与 100.00 不混着写；写得更细的照旧。"""
    if value is None or places_of(value) >= _PLACES:
        return value
    return rounded(value, _PLACES)


def _total_row(assessment: Assessment) -> tuple[Out, ...]:
    scored, grade = assessment.scored, grade_said(assessment.scored)
    weight = sum((level1.weight for level1 in scored.level1), idle_weight(scored.filing))
    filed = number(scored.filing.total)
    blanks = (Out(None, "head"),) * 5
    return (
        Out("合计", "head"),
        *blanks,
        *_points(weight, filed, scored.total),
        *(Out(None, "head"),) * 3,
        Out(
            "；".join([f"等级：{grade}"] * bool(grade) + _apart(assessment, filed)) or None, "head"
        ),
    )


def _apart(assessment: Assessment, filed: Decimal | None) -> list[str]:
    """“自评得分”一列的合计是表里填的总分；与上面各条加起来不等的，说明白。"""
    filing, execution = assessment.filing, assessment.scored.execution
    line = filing.total_fund
    rows = [number(one.points) for one in filing.indicators]
    if execution.weight is not None:
        rows.append(number(line.points) if line else None)
    added = sum((one for one in rows if one is not None), Decimal(0))
    if filed is None or None in rows or added == filed:
        return []
    return [f"自评得分各条相加 {fixed(added)}，表里的总分填 {fixed(filed)}"]
