"""填报人写过的说明，各归哪一条结论：针对的还是这件事的作数，数变了的说出来。"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from perfxl.cells.quantity import clean
from perfxl.filing.explained import Explained
from perfxl.filing.findings import Finding, Level
from perfxl.filing.model import Filing


def answered(findings: Sequence[Finding], filing: Filing) -> list[Finding]:
    """一条规则的结论，带上校验结果表的“说明”列里写过的话。"""
    said = [one for one in filing.explained if findings and one.code == findings[0].code]
    if not said:
        return list(findings)
    fitting = {id(finding): _fitting(finding, said) for finding in findings}
    taken = {id(one) for one in fitting.values() if one is not None}
    left = [one for one in said if id(one) not in taken]
    return [_answered(finding, fitting[id(finding)], left) for finding in findings]


def _fitting(finding: Finding, said: Sequence[Explained]) -> Explained | None:
    """针对的就是这一条：同一格、同样的数；上面插了行、挪了地方的，同一张工作表上一字不差。"""
    here = [one for one in said if _is_at(finding, one) and one.fits(finding.message)]
    if here or not finding.cells:
        return here[0] if here else None
    sheet = f"{finding.cells[0].sheet}!"
    moved = (one for one in said if clean(finding.message) == one.about)
    return next((one for one in moved if one.cells[0].startswith(sheet)), None)


def _answered(finding: Finding, fitting: Explained | None, left: Sequence[Explained]) -> Finding:
    if fitting is not None:
        return replace(finding, explanation=fitting.text)
    old = next((one for one in left if _is_at(finding, one)), None)
    if old is None:
        return finding
    if finding.level is not Level.VERIFY:
        return replace(finding, explanation=old.text)  # 说明压不下去的，照旧带着
    told = "写过说明以后数变了：核对后改写“说明”一栏"
    return replace(finding, fix="；".join(filter(None, (finding.fix, told))), outdated=old.marked)


def _is_at(finding: Finding, one: Explained) -> bool:
    return any(cell.address in one.cells for cell in finding.cells)
