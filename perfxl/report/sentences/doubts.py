"""校验说错了、还没有改的格，和照它们算的格：报告照填的印，旁边写“（待核）”，改好了就没有。"""

from __future__ import annotations

from collections.abc import Iterator

from perfxl.assess import Assessment
from perfxl.cells.grid import Field
from perfxl.filing.amounts import part_lines
from perfxl.filing.findings import MONEY, Finding, Level
from perfxl.filing.model import Filing

# 说某一格的数不对的规则：完成值、金额、得分、数据项各族，和分值里说得出是哪一格的。分值加起来不对的
# 错在几格之间；没有填、没有写原因的，不是哪个数错了。
_FAMILIES = frozenset("AMPD")
_WEIGHTS = frozenset({"W04", "W07", "W08"})
# 各项得分加起来的数，出处这样写。
SUMMED = "得分明细"
_AMOUNTS = ("initial", "budget", "executed")


def doubted(assessment: Assessment) -> frozenset[str]:
    """说错了的格：一条结论说的是它的第一格；给出了改法的，还有改法里的各格。照它们算的格也在内。"""
    wrong = [finding for finding in assessment.findings if _is_of_number(finding)]
    known = {finding.cells[0].address for finding in wrong if finding.cells}
    known |= {fix.cell.address for finding in wrong for fix in finding.fixes}
    for made, sources in _derived(assessment.filing):  # 先算出来的在前
        if not known.isdisjoint(sources):
            known |= set(made)
    return frozenset(known)


def _is_of_number(finding: Finding) -> bool:
    if finding.code in MONEY:
        return finding.level is Level.ERROR or not finding.explanation
    return finding.level is Level.ERROR and (
        finding.code[0] in _FAMILIES or finding.code in _WEIGHTS
    )


def _derived(filing: Filing) -> Iterator[tuple[list[str], list[str]]]:
    """哪几格是照哪几格算的：总额照各行，执行率、得分照金额，得分照完成值，总分、等级照得分。"""
    parts, total = part_lines(filing), filing.total_fund
    for key in _AMOUNTS if total is not None else ():
        yield _cells(getattr(total, key)), _cells(*(getattr(part, key) for part in parts))
    for line in filing.funds:
        over = getattr(line, filing.form.funds.rate_over)
        yield _cells(line.rate), _cells(over, line.executed)
        yield _cells(line.points), _cells(over, line.executed, line.rate)
    points = [] if total is None else _cells(total.budget, total.executed, total.rate, total.points)
    for one in filing.indicators:
        sources = _cells(one.target, one.actual, one.weight)
        yield _cells(one.points), sources
        points += [*sources, *_cells(one.points)]
    yield [SUMMED, *_cells(filing.total)], points
    yield _cells(filing.grade), [SUMMED, *_cells(filing.total)]


def _cells(*fields: Field[object] | None) -> list[str]:
    return [field.cell.address for field in fields if field is not None]
