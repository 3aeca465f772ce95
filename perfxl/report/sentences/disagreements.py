"""报告照表里写、而核算的结果不同的地方：写完报告告诉办事人员。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfxl.cells.quantity import plain
from perfxl.filing.amounts import number

if TYPE_CHECKING:
    from perfxl.report.sentences.facts import Facts


def disagreements(facts: Facts) -> tuple[str, ...]:
    """报告照表里写、而核算的结果不同的地方。"""
    return (*_total_differs(facts), *_grade_differs(facts))


def _grade_differs(facts: Facts) -> tuple[str, ...]:
    """填了等级、没有填总分的：等级照填的，总分照核算的，两样对不上。"""
    filing, due = facts.filing, facts.scored.grade
    if number(filing.total) is not None or filing.grade is None or filing.grade_row is None:
        return ()
    if (
        not facts.is_complete
        or due is None
        or facts.scored.total is None
        or due == filing.grade_row
    ):
        return ()
    said = f"{filing.grade.cell.address} 等级填的是“{filing.grade_row.name}”"
    due_said = f"总分 {plain(facts.scored.total)} 应为“{due.name}”"
    return (f"{said}，{due_said}；报告照表里的写，请先核对",)


def _total_differs(facts: Facts) -> tuple[str, ...]:
    filed, worked = number(facts.filing.total), facts.scored.total
    if worked is None or filed == worked:
        return ()
    mine = "核算为" if facts.scored.recomputed else "各项得分合计"
    if facts.filing.total is not None and filed is not None:
        said = f"{facts.filing.total.cell.address} 总分填的是 {plain(filed)}"
        return (f"{said}，{mine} {plain(worked)}；报告照表里的写，请先核对",)
    if not facts.is_complete:
        return ()  # 报告没有写总分
    parts = facts.points_sum([row["得分"] for row in facts.level1], "各项得分合计").value
    if parts is None or parts == worked:
        return ()
    why = "".join(f"（{note}）" for note in facts.scored.notes)
    mine = "核算的" if facts.scored.recomputed else "各项得分合计"
    said = f"表里没有填总分，报告写{mine} {plain(worked)}{why}"
    return (f"{said}；各项得分照表里的写，加起来是 {plain(parts)}，请先核对",)
