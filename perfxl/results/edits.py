"""Assessment → Edits：写什么进工作簿。不碰文件。

写的只有：表样为程序保留的格、标记、校验结果表、得分明细表。填报人的格一个不动。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfxl.assess import Assessment
from perfxl.cells.grid import BarChart, Edits, Mark, Note, Out, ResultSheet, ValueEdit
from perfxl.cells.merged import Range
from perfxl.cells.quantity import fixed
from perfxl.filing.amounts import number
from perfxl.filing.findings import Finding, Level, count, places
from perfxl.filing.model import IndicatorScore, Scored
from perfxl.score.score import total_said

_FINDING_HEAD = ("序号", "级别", "代码", "单元格", "问题", "怎么改", "依据", "说明")
_SCORE_HEAD = (
    "序号", "一级指标", "二级指标", "三级指标", "指标值", "完成值", "分值", "自评得分", "核算得分",
    "相差", "完成率（%）", "偏差率（%）", "计分方法", "算式",
)  # fmt: skip
# 图里完成率画到这么多为止：15 家对 3 家是 500%，照实画出来别的条就看不见了；数值照写。
_CHART_LIMIT = Decimal(150)


def edits(assessment: Assessment, note: str = "") -> Edits:
    """这份结果在工作簿里的样子：对“属于我们的东西”的完整陈述。

    `note` 写在校验结果的标题下面，例如“这是副本”。
    """
    return Edits(
        tuple(_values(assessment)),
        tuple(_marks(assessment.findings)),
        (_findings_sheet(assessment, note), _scores_sheet(assessment)),
    )


def _values(assessment: Assessment) -> Iterator[ValueEdit]:
    """表样为程序保留的“核算得分”“偏差率”格。"""
    for score in assessment.scored.indicators:
        pairs = (
            (score.indicator.computed_cell, score.points),
            (score.indicator.deviation_cell, score.deviation),
        )
        for cell, value in pairs:
            if cell is not None:
                yield ValueEdit(cell.sheet, cell.row, cell.column, value)


def notes(assessment: Assessment) -> tuple[Note, ...]:
    """每个标记的格一条批注：这一格上的每个问题是什么、怎么改。只写进开着的工作簿。"""
    texts: dict[tuple[str, int, int], list[str]] = {}
    for finding in assessment.findings:
        fix = f"；{finding.fix}" if finding.fix else ""
        for cell in finding.cells if finding.is_open else ():
            texts.setdefault((cell.sheet, cell.row, cell.column), []).append(
                f"[{finding.level.label}] {finding.code} {finding.message}{fix}"
            )
    return tuple(Note(*place, "\n".join(lines)) for place, lines in texts.items())


def _marks(findings: tuple[Finding, ...]) -> Iterator[Mark]:
    """每个有关的格按最重的级别标记一次；提示不标，写了说明的核实性问题不再标。"""
    levels: dict[tuple[str, int, int], Level] = {}
    for finding in findings:  # 已按级别从重到轻排好
        for cell in finding.cells if finding.is_open else ():
            levels.setdefault((cell.sheet, cell.row, cell.column), finding.level)
    for sheet in dict.fromkeys(sheet for sheet, _, _ in levels):
        for level in Level:
            places = sorted(
                (row, column)
                for (name, row, column), mine in levels.items()
                if name == sheet and mine is level
            )
            if places:
                yield Mark(sheet, level.value, tuple(places))


def _findings_sheet(assessment: Assessment, note: str) -> ResultSheet:
    counts = count(assessment.findings)
    summary = "　".join(f"{level.label} {counts[level]}" for level in Level)
    filing = assessment.filing
    rows: list[tuple[Out, ...]] = [
        (Out(f"校验结果（{filing.form.title}）", "title"),),
        *([(Out(note, "note"),)] if note else []),
        (Out(f"{summary}　　{_verdict(counts)}", "note"),),
        (Out(f"表样：{filing.form.code}　{filing.certainty}", "note"),),
        tuple(Out(title, "head") for title in _FINDING_HEAD),
    ]
    for place, finding in enumerate(assessment.findings, 1):
        first = finding.cells[0].address if finding.cells else None
        rows.append(
            (
                Out(Decimal(place), "number"),
                Out(finding.label, finding.level.value),
                Out(finding.code),
                Out(places(finding.cells), "link", first),
                Out(finding.message),
                Out(finding.fix),
                Out(finding.source),
                Out(finding.explanation or None, "input"),
            )
        )
    width, head = len(_FINDING_HEAD), len(rows) - len(assessment.findings)
    return ResultSheet(
        filing.form.sheets.findings,
        tuple(rows),
        (6, 12, 8, 20, 48, 48, 28, 28),
        frozen_rows=head,
        filter=Range(head, 1, max(head, len(rows)), width),
        merged=tuple(Range(row, 1, row, width) for row in range(1, head)),
    )


def _verdict(counts: dict[Level, int]) -> str:
    if counts[Level.ERROR]:
        return "有必须改的错误，请逐条修改后再校验一次"
    if counts[Level.VERIFY]:
        return "没有必须改的错误；核实类请在“说明”列写明情况"
    return "没有必须改的错误"


def _scores_sheet(assessment: Assessment) -> ResultSheet:
    scored = assessment.scored
    width = len(_SCORE_HEAD)
    rows: list[tuple[Out, ...]] = [
        (Out(f"得分明细（{scored.filing.form.title}）", "title"),),
        (Out(_score_line(assessment), "note"),),
        (Out(_weights_note(assessment), "note"),),
        tuple(Out(title, "head") for title in _SCORE_HEAD),
    ]
    first = len(rows) + 1
    if scored.execution.weight is not None:
        rows.append(_execution_row(assessment))
    rows.extend(_score_row(len(rows) - first + 2, score) for score in scored.indicators)
    rows.append(_total_row(assessment))
    chart = _chart(scored, rows)
    return ResultSheet(
        scored.filing.form.sheets.scores,
        tuple(rows),
        (6, 12, 14, 26, 16, 16, 8, 10, 10, 8, 12, 12, 20, 48),
        frozen_rows=4,
        merged=tuple(Range(row, 1, row, width) for row in range(1, 4)),
        chart=chart,
    )


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
    rows.extend((*indent, Out(name), Out(rate, "number")) for name, rate in bars)
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
    if scored.total is not None:
        parts.append(total_said(scored))
    if filed is not None:
        parts.append(f"自评总分 {fixed(filed)}")
    if scored.grade is not None:
        source = scored.filing.form.cite(scored.grade.source)
        parts.append(f"等级 {scored.grade.name}（{source}）")
    if scored.execution.rate is not None:
        parts.append(f"预算执行率 {fixed(scored.execution.rate)}%")
    parts += scored.notes
    return "　".join(parts) or "本表没有计分"


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
        Out(execution.rate, "number"),
        Out(fund.deviation if fund else None, "number"),
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
        Out(score.completion, "number"),
        Out(score.deviation, "number"),
        Out(score.method_title),
        Out(score.why),
    )


def _points(
    weight: Decimal | None, filed: Decimal | None, points: Decimal | None
) -> tuple[Out, Out, Out, Out]:
    gap = None if filed is None or points is None or filed == points else filed - points
    return (
        Out(weight, "number"),
        Out(filed, "number"),
        Out(points, "number"),
        Out(gap, "warning" if gap else "number"),
    )


def _total_row(assessment: Assessment) -> tuple[Out, ...]:
    scored = assessment.scored
    weight = sum((level1.weight for level1 in scored.level1), Decimal(0))
    filed = number(scored.filing.total)
    blanks = (Out(None, "head"),) * 5
    return (
        Out("合计", "head"),
        *blanks,
        *_points(weight, filed, scored.total),
        *(Out(None, "head"),) * 3,
        Out(f"等级：{scored.grade.name}" if scored.grade else None, "head"),
    )
