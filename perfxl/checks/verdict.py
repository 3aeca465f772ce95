"""V 是否完成：表上另有一栏写着是不是完成了，与目标值、完成值对得上。"""

from __future__ import annotations

from collections.abc import Iterator

from perfxl.cells.boxes import asks_if_done
from perfxl.cells.grid import Cell
from perfxl.cells.quantity import clean, fold
from perfxl.checks.register import Remark, check
from perfxl.filing.findings import Level
from perfxl.filing.model import Filing, IndicatorScore, Scored
from perfxl.score.score import is_reverse

_YES = frozenset(
    {"是", "√", "✓", "✔", "达标", "已达标", "完成", "已完成", "全部完成", "实现", "达到"}
)
_NO = frozenset(
    {"否", "×", "✗", "不达标", "未达标", "没有达标", "未完成", "没有完成", "部分完成", "未实现",
     "未达到"}
)  # fmt: skip


@check("V19", Level.VERIFY, on=Scored, english="The met/unmet column contradicts the figures")
def verdict_differs(scored: Scored) -> Iterator[Remark]:
    """“是否完成”一栏写的，应与指标值、完成值相符；写没有完成的应有原因。

    为什么：不计分的表，看的人先看这一栏；没有完成写成完成，问题就看不见了。
    怎么改：照指标值、完成值改这一栏，或者核对这两个数；没有完成的写明原因和改进措施。
    例：绩效自评表!J18 “全年接待读者”的“是否完成”写“是”，指标值 ≥60000人次、完成值 57000人次，
    没有达到
    """
    rows = {score.indicator.name.cell.row: score for score in scored.indicators}
    for head, cell in _cells(scored.filing):
        score, word = rows.get(cell.row), fold(cell.raw)
        if score is None or word not in _YES | _NO:
            continue
        mine, met = score.indicator, _is_met(score)
        said = f"“{mine.name.value}”的“{clean(head.raw)}”写“{word}”"
        if met is not None and met != (word in _YES):
            both = f"指标值 {mine.target.value.shown}、完成值 {mine.actual.value.shown}"
            end = "已经达到" if met else "没有达到"
            yield Remark((cell, mine.target, mine.actual), f"{said}，{both}，{end}")
        elif word in _NO and mine.reason is not None and not mine.reason.value:
            fix = f"在 {mine.reason.cell.local} 写明原因和改进措施"
            yield Remark((mine.reason, cell), f"{said}，没有写原因", fix)


def _cells(filing: Filing) -> Iterator[tuple[Cell, Cell]]:
    """这样的一栏的名称，和它下面的各格。"""
    cells = [reading.cell for reading in filing.readings if reading.cell.sheet == filing.sheet]
    heads = {cell.column: cell for cell in cells if asks_if_done(cell.raw)}
    for cell in cells:
        head = heads.get(cell.column)
        if head is not None and cell.row > head.row:
            yield head, cell


def _is_met(score: IndicatorScore) -> bool | None:
    """算得出来的；区间、定性的看不出来，为 None。"""
    target, deviation = score.indicator.target.value, score.deviation
    if deviation is None or (target.low is not None and target.high is not None):
        return None
    if is_reverse(score.indicator, score.method):
        return deviation <= 0
    return deviation >= 0
