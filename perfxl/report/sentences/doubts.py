"""校验说错了、还没有改的格：报告照填的印，旁边写“（待核）”，改好了就没有。"""

from __future__ import annotations

from collections.abc import Iterable

from perfxl.filing.findings import Finding, Level

# 说某一格的数不对的规则：完成值、金额、得分、数据项各族，和分值里说得出是哪一格的。分值加起来不对的
# 错在几格之间；没有填、没有写原因的，不是哪个数错了。
_FAMILIES = frozenset("AMPD")
_WEIGHTS = frozenset({"W04", "W07", "W08"})


def doubted(findings: Iterable[Finding]) -> frozenset[str]:
    """一条结论说的是它的第一格；给出了改法的，还有改法里的各格。"""
    wrong = [
        finding
        for finding in findings
        if finding.level is Level.ERROR
        and (finding.code[0] in _FAMILIES or finding.code in _WEIGHTS)
    ]
    first = {finding.cells[0].address for finding in wrong if finding.cells}
    return frozenset(first | {fix.cell.address for finding in wrong for fix in finding.fixes})
