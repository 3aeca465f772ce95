"""四张表各有哪些列。文档（docs/作为库用.md）里的列表由它写出。"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from perfxl.assess import Assessment
from perfxl.filing.findings import Level
from perfxl.library.columns import (
    DTYPES,
    KINDS,
    Column,
    Row,
    amounts,
    attribute,
    count_of,
    filed,
    first_cell,
    quantities,
    shown,
    texts,
)  # fmt: skip


def rows_of(name: str, assessments: Sequence[Assessment]) -> Iterator[Row]:
    """一张表的各行。"""
    for filing, assessment in enumerate(assessments):
        for number, item in enumerate(_ITEMS[name](assessment)):
            yield Row(filing, assessment, number, item)


_ITEMS: dict[str, Callable[[Assessment], Sequence[object]]] = {
    "filings": lambda assessment: [assessment],
    "funds": lambda assessment: assessment.scored.funds,
    "indicators": lambda assessment: assessment.scored.indicators,
    "findings": lambda assessment: assessment.findings,
}


def table_of(assessment: Assessment) -> str:
    """读的是哪张工作表上的表。"""
    return assessment.filing.table


_WHERE = [
    Column("filing", "whole", "第几份自评表，从 0 起；四张表靠它连起来", lambda row: row.filing),
    Column("file", "text", "文件名（不带路径）", lambda row: row.assessment.filing.file),
    Column("table", "text", "读的是哪张表", lambda row: table_of(row.assessment)),
    Column("sheet", "text", "指标表所在的工作表", lambda row: row.assessment.filing.sheet),
]
_PLACE = Column("number", "whole", "在这份表里的次序，从 0 起", lambda row: row.number)

TABLES: dict[str, tuple[Column, ...]] = {
    "filings": (
        *_WHERE,
        attribute("form", "text", "表样的代码", "form.code"),
        attribute("form_title", "text", "表样的名称", "form.title"),
        attribute(
            "stage", "text", "哪一种表：declare 申报、monitor 监控、evaluate 自评", "form.stage"
        ),
        attribute("verified", "yes", "表样的数都核对过原文", "form.verified"),
        attribute("trust", "text", "表样的数：已核对、见于填报表、未核实", "form.trust"),
        attribute("certainty", "text", "怎么认出是这张表样的", "filing.certainty"),
        *texts("name", "项目名称（部门名称）"),
        *texts("authority", "主管部门"),
        *texts("unit", "实施单位"),
        *texts("year", "年度"),
        attribute("money_unit", "text", "表头写的金额单位", "filing.money_unit"),
        *texts("goal", "预期目标"),
        *texts("achievement", "实际完成情况"),
        attribute("execution_rate", "exact", "算出的预算执行率", "scored.execution.rate", "%"),
        attribute("execution_points", "exact", "算出的执行率得分", "scored.execution.points", "分"),
        *filed("total", "总分", "分"),
        attribute("total", "exact", "核算的总分", "scored.total", "分"),
        attribute("full", "exact", "总分的满分：各项分值之和", "scored.full", "分"),
        attribute("recomputed", "yes", "总分经过核算；假的只是照填的得分相加", "scored.recomputed"),
        attribute("left_out", "whole", "没有得分、总分里没有算进去的项数", "scored.left_out", "项"),
        Column("grade_filed", "text", "填报的等级", partial(shown, key="grade")),
        attribute("grade", "text", "核算的等级", "scored.grade.name"),
        *(
            Column(
                level.value, "whole", f"{level.label}的条数", partial(count_of, level=level), "条"
            )
            for level in Level
        ),
    ),
    "funds": (
        *_WHERE,
        _PLACE,
        *texts("name", "资金名称"),
        attribute("kind", "text", "性质：total fiscal carryover other detail", "line.kind"),
        attribute("group", "text", "归组：按资金来源、按支出性质", "line.group"),
        *amounts("initial", "年初预算数"),
        *amounts("budget", "全年预算数"),
        *amounts("executed", "全年执行数"),
        *filed("rate", "执行率", "%"),
        attribute("rate", "exact", "算出的执行率", "rate", "%"),
        *filed("weight", "分值", "分"),
        *filed("points", "得分", "分"),
        *texts("reason", "原因"),
    ),
    "indicators": (
        *_WHERE,
        _PLACE,
        *texts("level1", "一级指标"),
        *texts("level2", "二级指标"),
        *texts("name", "三级指标"),
        *quantities("target", "年度指标值", target=True),
        *quantities("actual", "实际完成值"),
        *filed("weight", "分值", "分"),
        *filed("points", "得分", "分"),
        attribute("points", "exact", "核算的得分", "points", "分"),
        attribute("method", "text", "计分方法", "method"),
        attribute("method_title", "text", "计分方法的中文名", "method_title"),
        attribute("computed", "yes", "得分由程序算出；假的是照填的", "computed"),
        attribute("why", "text", "算式", "why"),
        attribute("completion", "exact", "完成率", "completion", "%"),
        attribute("deviation", "exact", "偏差率", "deviation", "%"),
        *texts("reason", "偏差原因分析及改进措施"),
    ),
    "findings": (
        *_WHERE,
        _PLACE,
        attribute("code", "text", "规则的代码", "code"),
        attribute("level", "text", "级别：error verify warning info", "level.value"),
        attribute("title", "text", "规则", "title"),
        attribute("message", "text", "是什么、应当是什么", "message"),
        attribute("fix", "text", "怎么改", "fix"),
        attribute("source", "text", "依据的文件", "source"),
        attribute("explanation", "text", "填报人写的说明", "explanation"),
        attribute("trial", "yes", "出自试行的规则", "trial"),
        Column("cell", "text", "最该去看的格", first_cell),
        Column(
            "cells",
            "cells",
            "全部有关的格",
            lambda row: tuple(cell.address for cell in row.item.cells),
        ),
    ),
}


def markdown() -> str:
    """各表各列，写成文档里的样子。"""
    return "\n\n".join(map(_section, TABLES))


def _section(name: str) -> str:
    lines = [f"### `{name}`", "", "| 列 | 类型（dtype） | 单位 | 是什么 |", "|---|---|---|---|"]
    lines += [f"| {' | '.join(_told(column))} |" for column in TABLES[name]]
    return "\n".join(lines)


def _told(column: Column) -> tuple[str, ...]:
    kind = f"{KINDS[column.kind]}（{DTYPES[column.kind]}）"
    return f"`{column.name}`", kind, column.unit or "—", column.what
