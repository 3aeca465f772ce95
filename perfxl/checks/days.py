"""A 完成值之三：写的日期在日历上有没有。"""

from __future__ import annotations

from collections.abc import Iterator

from perfxl.cells.grid import Cell
from perfxl.cells.names import at_colon
from perfxl.checks.register import Remark, check
from perfxl.checks.vocabulary.calendar import no_such_day
from perfxl.filing.findings import WITHIN, Level
from perfxl.filing.model import Filing


@check("A17", Level.ERROR, on=Filing, english="No such day in the calendar",
       explains=(*WITHIN, "A06", "A08", "V23"))  # fmt: skip
def day_not_in_calendar(filing: Filing) -> Iterator[Remark]:
    """写的日期应是日历上有的。

    为什么：没有的日子读不成日期，是不是按期完成就核对不了；写进报告，谁都看得出是编的。
    怎么改：照记录改成实际的日期。
    例：绩效自评表!F16 “完工时间”的实际完成值写“2023年11月31日”，11 月只有 30 天
    """
    year = "" if filing.year is None else filing.year.value
    for title, cell, text in _written(filing):
        wrong = no_such_day(text, year)
        if wrong is not None:
            yield Remark((cell,), f"{title}写“{wrong[0]}”，{wrong[1]}")


def _written(filing: Filing) -> Iterator[tuple[str, Cell, str]]:
    """可能写着日期的各格：叫什么、哪一格、写着什么。日期格式的格不会写错。"""
    goals = filing.form.goals
    titles = {column.key: column.title for column in filing.form.indicators.column}
    for item in filing.form.header:
        field = filing.header.get(item.key)
        if field is not None:
            yield f"“{item.title}”", field.cell, field.value
    for title, text in ((goals.goal, filing.goal), (goals.achievement, filing.achievement)):
        if text is not None:
            yield title, text.cell, text.value
    for row in filing.indicators:
        name = f"“{row.name.value}”的"
        yield f"{name}{titles.get('target', '指标值')}", row.target.cell, row.target.value.raw
        yield f"{name}{titles.get('actual', '完成值')}", row.actual.cell, row.actual.value.raw
        if row.reason is not None:
            yield f"{name}{titles.get('reason', '偏差原因')}", row.reason.cell, row.reason.value
    for part in filing.narratives:
        yield f"“{part.section.value}”", part.text.cell, part.text.value
    for reading in filing.readings:
        if reading.role == "note":  # 表下面的签字、填报日期
            head, rest = at_colon(reading.cell.raw)
            yield f"“{head.strip()}”" if rest else "附注", reading.cell, reading.cell.raw
