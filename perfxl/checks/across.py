"""K 几份之间：同一个工作簿里的几份自评表，重不重、抄没抄。"""

from __future__ import annotations

from collections.abc import Iterator

from perfxl.cells.quantity import bare
from perfxl.checks.register import Remark, check
from perfxl.filing.findings import Level
from perfxl.filing.model import Filing, Indicator
from perfxl.filing.together import Together

_TELLING = 8  # 短于这么多字的（“无”“已完成”）谁写都一样


@check("K01", Level.WARNING, on=Together, english="The same project is filed twice in the workbook")
def project_twice(together: Together) -> Iterator[Remark]:
    """一个项目一年只报一份自评表。

    为什么：报了两份，汇总时金额、得分都算两遍；两份还不一样的，不知道以哪份为准。
    怎么改：留下要报的一份，另一份删去；本来是两个项目的，把名称写清楚。
    例：绩效自评表!B3 “街道图书馆改造”（2023年度）报了 2 份
    """
    same: dict[tuple[str, str], list[Filing]] = {}
    for filing in together.filings:
        if filing.name is not None and filing.name.value:
            year = filing.year.value if filing.year else ""
            same.setdefault((bare(filing.name.value), year), []).append(filing)
    for (_, year), filings in same.items():
        if len(filings) > 1:
            names = [filing.name for filing in filings]
            when = f"（{year}年度）" if year else ""
            said = f"“{names[0].value if names[0] else ''}”{when}报了 {len(filings)} 份"
            yield Remark(tuple(names), said)


@check("K02", Level.WARNING, on=Together, trial=True,
       english="The same reason is given in several projects")  # fmt: skip
def reason_copied(together: Together) -> Iterator[Remark]:
    """各个项目的偏差原因应各写各的。

    为什么：几个项目的原因一字不差，多半是照抄的，说不清这个项目为什么没有完成。
    怎么改：写清这个项目自己的原因和改进措施；确实是同一件事引起的，可以保留。
    例：绩效自评表!I14 2 个项目的偏差原因一字不差：“读者少于预期，明年加强宣传推广”
    """
    same: dict[str, list[tuple[Filing, Indicator]]] = {}
    for filing in together.filings:
        for indicator in filing.indicators:
            text = "" if indicator.reason is None else bare(indicator.reason.value)
            if len(text) >= _TELLING:
                same.setdefault(text, []).append((filing, indicator))
    for rows in same.values():
        projects = {filing.called for filing, _ in rows}
        if len(projects) > 1:
            reasons = tuple(indicator.reason for _, indicator in rows)
            text = reasons[0].value if reasons[0] else ""
            yield Remark(reasons, f"{len(projects)} 个项目的偏差原因一字不差：“{text}”")
