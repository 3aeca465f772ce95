"""总分、等级怎么说。"""

from __future__ import annotations

from perfxl.cells.quantity import fixed
from perfxl.filing.amounts import number
from perfxl.filing.model import Filing, IndicatorScore, Scored
from perfxl.filing.unread_rows import rows_unread
from perfxl.form.stage import LABELS


def total_said(scored: Scored) -> str:
    """总分怎么说：没有核算过的不说成核算，没有填的不说成不计分。"""
    stage = scored.filing.form.stage
    if stage != "evaluate":
        return f"这是{LABELS[stage]}的表，只有目标，没有得分"
    if scored.total is None and rows_unread(scored.filing):
        return "表里有的行没有读到（见 U01），总分没有算"
    if scored.total is None:
        return "得分还没有填，算不出总分" if _has_points(scored.filing) else "本表不计分"
    total = fixed(scored.total)
    left = f"{scored.left_out} 项没有得分，没有算进去" if scored.left_out else ""
    if scored.recomputed:
        return f"核算总分 {total}" + (f"（{left}）" if left else "")
    over = "，高于分值的按分值" if any(map(_is_over, scored.indicators)) else ""
    said = f"表里没有实际完成值，各指标照填报的得分{over}，没有核算" + (f"；{left}" if left else "")
    return f"填报得分合计 {total}（{said}）"


def grade_said(scored: Scored) -> str:
    """等级怎么说：有几项没有得分的暂不评，不分等级的为空。"""
    if scored.grade is not None:
        return scored.grade.name
    ungraded = scored.left_out and scored.total is not None and scored.filing.form.grade
    return "暂不评" if ungraded else ""


def _is_over(score: IndicatorScore) -> bool:
    weight, filed = number(score.indicator.weight), number(score.indicator.points)
    return weight is not None and filed is not None and 0 < weight < filed


def _has_points(filing: Filing) -> bool:
    """表样计分，表上也有得分这一列（一条指标都没有的，看表样）。"""
    columns = [indicator.points is not None for indicator in filing.indicators]
    return filing.form.indicators.scored and (any(columns) or not columns)
