"""Assessment → Edits：写什么进工作簿。不碰文件。

写的只有：表样为程序保留的格、标记、校验结果表、得分明细表。填报人的格一个不动。
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from perfxl.assess import Assessment
from perfxl.cells.edits import Edits, Mark, Note, Out, ResultSheet, ValueEdit
from perfxl.cells.grid import Cell
from perfxl.cells.merged import Range
from perfxl.filing.findings import Finding, Level, ReportLine, count, counted, order, places
from perfxl.ours.sheet import units
from perfxl.results.scores import scores_sheet
from perfxl.score.said import total_said

_REPORT = "R"  # 核对报告的一族
_FINDING_HEAD = ("序号", "级别", "代码", "单元格", "问题", "怎么改", "依据", "说明")


def edits(*assessments: Assessment, note: str = "", report: Sequence[ReportLine] = ()) -> Edits:
    """一个工作簿的结果在它里面的样子：对“属于我们的东西”的完整陈述。

    工作簿里有几份自评表，就给几份的结果：校验结果、得分明细仍各是一张表。
    `note` 写在校验结果的标题下面，例如“这是副本”；`report` 是核对报告的结论，列在末尾。
    """
    findings = tuple(finding for assessment in assessments for finding in assessment.findings)
    scored = [assessment for assessment in assessments if assessment.form.stage == "evaluate"]
    scores = (scores_sheet(scored),) if scored else ()  # 申报表、监控表没有得分
    return Edits(
        tuple(value for assessment in assessments for value in _values(assessment)),
        tuple(_marks(order(findings))),
        (_findings_sheet(assessments, note, report), *scores),
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


def notes(*assessments: Assessment) -> tuple[Note, ...]:
    """每个标记的格一条批注：这一格上的每个问题是什么、怎么改。只写进开着的工作簿。"""
    texts: dict[tuple[str, int, int], list[str]] = {}
    for finding in (finding for assessment in assessments for finding in assessment.findings):
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


# 单元格一栏放得下三四段地址：链接就在要改的格上，不必挪到代码上去。
_WIDTHS = (6, 9, 8, 34, 44, 38, 22, 22)


def _findings_sheet(
    assessments: Sequence[Assessment], note: str, report: Sequence[ReportLine]
) -> ResultSheet:
    several = len(assessments) > 1
    every = [finding for assessment in assessments for finding in assessment.findings]
    forms = "、".join(dict.fromkeys(assessment.form.title for assessment in assessments))
    titles = [*_FINDING_HEAD[:1], *(["表"] if several else []), *_FINDING_HEAD[1:]]
    rows: list[tuple[Out, ...]] = [
        (Out(f"校验结果（{f'{len(assessments)} 份：' if several else ''}{forms}）", "title"),),
        *([(Out(note, "note"),)] if note else []),
        (Out(f"{counted(every)}　　{_reported(report)}{_verdict(every, report)}", "note"),),
        *((Out(_about(assessment, several=several), "note"),) for assessment in assessments),
        tuple(Out(title, "head") for title in titles),
    ]
    head = len(rows)
    rows += _numbered(assessments, report)
    width = len(titles)
    widths = (_WIDTHS[0], *((18,) if several else ()), *_WIDTHS[1:])
    return ResultSheet(
        assessments[0].form.sheets.findings,
        tuple(rows),
        widths,
        frozen_rows=head,
        filter=Range(head, 1, max(head, len(rows)), width),
        merged=tuple(Range(row, 1, row, width) for row in range(1, head)),
    )


def _numbered(
    assessments: Sequence[Assessment], report: Sequence[ReportLine]
) -> Iterator[tuple[Out, ...]]:
    """各条，先重后轻：报告的错误不排在表的提示后面；有几份的一份一份排，报告的在末尾。"""
    several = len(assessments) > 1
    ranks = {level: rank for rank, level in enumerate(Level)}
    every: list[tuple[int, int, tuple[Out, ...]]] = []
    for place, assessment in enumerate(assessments):
        which = (Out(assessment.filing.called, "link", _first_place(assessment)),)
        every += [
            (place, ranks[one.level], (*(which if several else ()), *_finding_row(one)))
            for one in assessment.findings
        ]
    for line in (*report, *_explained_before(assessments, report)):
        named = (Out("报告"), *_report_row(line)) if several else _report_row(line)
        every.append((len(assessments) if several else 0, ranks[line.level], named))
    every.sort(key=lambda one: one[:2])
    for number, (_, _, row) in enumerate(every, 1):
        yield (Out(Decimal(number), "number"), *row)


def _about(assessment: Assessment, *, several: bool) -> str:
    """标题下面的一行：哪一份（有几份时，连同总分和条数）、是哪张表样、怎么认出的。"""
    filing = assessment.filing
    which = f"表样：{filing.form.code}　{filing.certainty}"
    if not several:
        return which
    numbers = counted(assessment.findings)
    return f"{filing.called}（{filing.table}）　{total_said(assessment.scored)}　{numbers}　{which}"


def _first_place(assessment: Assessment) -> str:
    area = assessment.filing.area
    where = Range(1, 1, 1, 1) if area is None else area
    return Cell(assessment.filing.sheet, where.first_row, where.first_column).address


def _finding_row(finding: Finding) -> tuple[Out, ...]:
    first = finding.cells[0].address if finding.cells else None
    shown = places(finding.cells)
    # 链接在 LibreOffice 里不折行：一行还放不下的（少），链接放在代码上，地址才看得全。
    fits = units(shown) < _WIDTHS[_FINDING_HEAD.index("单元格")]
    return (
        Out(finding.label, finding.level.value),
        Out(finding.code) if fits else Out(finding.code, "link", first),
        Out(shown, "link", first) if fits else Out(shown),
        Out(finding.message),
        Out(finding.fix),
        Out(finding.source),
        Out(finding.explanation or finding.outdated or None, "input"),
    )


def _report_row(line: ReportLine) -> tuple[Out, ...]:
    return (
        Out(line.level.label, line.level.value),
        Out(line.code),
        Out(line.place),
        Out(line.message),
        Out(line.fix),
        Out(line.source),
        Out(line.explanation or None, "input"),
    )


def _explained_before(
    assessments: Sequence[Assessment], report: Sequence[ReportLine]
) -> tuple[ReportLine, ...]:
    """上次核对报告时写了说明的几条：这一次没有核对报告，也要留着。"""
    known = {(line.code, line.place) for line in report}
    said = {
        (code, place.removeprefix("!")): text
        for assessment in assessments
        for (code, place), text in assessment.filing.explanations.items()
        if code.startswith(_REPORT)
    }
    return tuple(
        ReportLine(code, Level.INFO, place, "核对报告时写过说明", "不用再改", "", text)
        for (code, place), text in said.items()
        if (code, place) not in known
    )


def _reported(report: Sequence[ReportLine]) -> str:
    """报告里还有多少条，另数。"""
    open_ones = [line.level for line in report if not line.explanation]
    counts = [(level, open_ones.count(level)) for level in Level]
    said = "　".join(f"{level.label} {number}" for level, number in counts if number)
    return f"报告：{said}　　" if said else ""


def _verdict(findings: Sequence[Finding], report: Sequence[ReportLine]) -> str:
    counts = count(findings)
    if not counts[Level.ERROR] and any(
        line.level is Level.ERROR and not line.explanation for line in report
    ):
        return "表没有必须改的错误，报告有，请逐条核对后再核对一次"
    if counts[Level.ERROR]:
        return "有必须改的错误，请逐条修改后再校验一次"
    if counts[Level.VERIFY]:
        settled = sum(finding.is_settled for finding in findings) == counts[Level.VERIFY]
        how = "都写了说明" if settled else "请在“说明”列写明情况"
        return f"没有必须改的错误；核实类{how}"
    return "没有必须改的错误"
