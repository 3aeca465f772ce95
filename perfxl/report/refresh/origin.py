"""报告出自哪一份自评表；拿来的工作簿里是不是有这一份。"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING

from perfxl.cells.grid import Field
from perfxl.errors import WorkbookError
from perfxl.report.marks import Figure
from perfxl.report.refresh.memory import Memory, Origin
from perfxl.report.sentences.values import words

if TYPE_CHECKING:
    from perfxl.assess import Assessment
    from perfxl.filing.model import Filing

_ALIKE = 2  # 名称改过的，两边都有的数至少要占几分之一


def origin(assessment: Assessment, figures: Iterable[Figure]) -> Origin:
    """这一份自评表。摘要只看表里的内容：程序写进去的标记、结果表不算。"""
    filing = assessment.filing
    made = sha256()
    for figure in figures:
        made.update("\x1f".join((figure.title, *figure.cells, figure.text, "\n")).encode())
    return Origin(
        assessment.form.code, _said(filing.name), _said(filing.unit), _said(filing.year),
        filing.table, made.hexdigest(),
    )  # fmt: skip


def chosen(memory: Memory, assessments: Sequence[Assessment]) -> Assessment:
    """报告出自 `assessments` 里的哪一份。

    Raises:
        WorkbookError: 哪一份都不是，或者分不出是哪一份。
    """
    then = memory.origin
    same = [assessment for assessment in assessments if assessment.form.code == then.form]
    named = [assessment for assessment in same if _said(assessment.filing.name) == then.name]
    fitting = [assessment for assessment in named if _differs(then, assessment.filing) == ""]
    if not named:  # 名称改过的：别的都一样，指标也大多一样
        fitting = [
            assessment
            for assessment in same
            if not _differs(then, assessment.filing) and _alike(memory, assessment)
        ]
        fitting = [
            assessment for assessment in fitting if assessment.filing.table == then.table
        ] or fitting
    if len(fitting) > 1:
        fitting = [assessment for assessment in fitting if assessment.filing.table == then.table]
    if len(fitting) == 1:
        return fitting[0]
    raise WorkbookError(_refusal(then, assessments, named))


def closest(memory: Memory, assessments: Sequence[Assessment]) -> Assessment | None:
    """核对用：单位、年度也改过的，还认得出是哪一份；哪一份都不是的、分不出的为 None。"""
    try:
        return chosen(memory, assessments)
    except WorkbookError:
        then = memory.origin
    same = [one for one in assessments if one.form.code == then.form]
    named = [one for one in same if _said(one.filing.name) == then.name]
    fitting = named or [one for one in same if _alike(memory, one)]
    return fitting[0] if len(fitting) == 1 else None


def renamed(memory: Memory, assessment: Assessment) -> str:
    """项目名称改过的，说一句。"""
    old, new = memory.origin.name, _said(assessment.filing.name)
    return "" if old == new else f"项目名称原是“{old or '（空）'}”，表里现在是“{new or '（空）'}”"


def _differs(then: Origin, filing: Filing) -> str:
    """单位、年度与报告的不同：说是哪一样；空着的不比。"""
    pairs = (("实施单位", then.unit, _said(filing.unit)), ("年度", then.year, _said(filing.year)))
    return next(
        (f"报告的{name}是“{old}”，表里是“{new}”" for name, old, new in pairs
         if old and new and old != new),
        "",
    )  # fmt: skip


def _alike(memory: Memory, assessment: Assessment) -> bool:
    """报告里印着的指标，大多还在这一份里。"""
    titles = {control.key.title for control in memory.controls.values()}
    names = [words(indicator.name) for indicator in assessment.filing.indicators]
    names = [name for name in names if name]
    there = sum(any(title.startswith(name) for title in titles) for name in names)
    return bool(names) and there * _ALIKE >= len(names)


def _refusal(then: Origin, assessments: Sequence[Assessment], named: Sequence[Assessment]) -> str:
    whose = f"这份报告出自“{then.name or then.table}”（{then.table}）"
    if len(named) == 1:
        return (
            f"{whose}，{_differs(then, named[0].filing)}，不是同一份自评表，没有更新；"
            "请用它自己的工作簿，或者重新生成一份报告"
        )
    if named:
        return (
            f"{whose}，工作簿里有 {len(named)} 份同名的，位置都变了，分不出是哪一份，没有更新；"
            "请重新生成一份报告"
        )
    there = "、".join(f"“{assessment.filing.called}”" for assessment in assessments[:3])
    more = f"等 {len(assessments)} 份" if len(assessments) > 3 else ""
    return (
        f"{whose}，工作簿里是{there}{more}，不是同一份自评表，没有更新；"
        "请用它自己的工作簿，或者重新生成一份报告"
    )


def _said(field: Field[str] | None) -> str:
    return words(field)
