"""工作簿里有几份自评表的，报告写的是哪一份：照标题、“项目名称”一行认；认不出的与各份都对照。"""

from __future__ import annotations

from perfxl.assess import Assessment
from perfxl.cells.quantity import fold
from perfxl.proof.model import Report

_HEADS, _LONGEST, _NAME = 12, 120, 3


def own_filings(report: Report, every: tuple[Assessment, ...]) -> tuple[Assessment, ...]:
    """报告写的那一份（同名的几份都算）；部门整体的报告说到各个项目，与各份都对照。"""
    if len(every) < 2:
        return every
    heads = [fold(one.text) for one in report.prose if one.text.strip()][:_HEADS]
    heads = [head for head in heads if len(head) < _LONGEST and _names_itself(head)]
    told = {name for one in every if (name := _name(one)) and any(name in head for head in heads)}
    told = {name for name in told if not any(name != other and name in other for other in told)}
    mine = tuple(one for one in every if _name(one) in told)
    whole = any("部门整体" in one.form.what for one in mine)
    return mine if len(told) == 1 and not whole else every


def _names_itself(head: str) -> bool:
    return "报告" in head or head.startswith("项目名称")


def _name(one: Assessment) -> str:
    name = "" if one.filing.name is None else fold(one.filing.name.value)
    return name if len(name) >= _NAME else ""
