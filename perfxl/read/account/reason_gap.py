"""没有偏差原因一栏：看有没有要写原因的，有没有别处可写。"""

from __future__ import annotations

from dataclasses import replace

from perfxl.cells.grid import Sheet
from perfxl.cells.names import at_colon, is_one_of
from perfxl.cells.quantity import fold
from perfxl.filing.amounts import number
from perfxl.filing.model import Filing
from perfxl.filing.reading import Gap
from perfxl.form.form import Form

SKIPPED = "这种版式没有这几栏，有关的核对跳过"


def reason_gap(gap: Gap, filing: Filing, sheet: Sheet, *, pointless: bool, official: bool) -> Gap:
    """扣了分的没有地方写，与空着不写（V01）一样是错误；没有扣分的，提示。

    各地自己的版式（缺别的栏、多出别的栏、另有一级指标，`official` 为假）也许另有写处，只是提醒；
    表上别处写着“原因”的（五、存在问题、原因及整改措施）也是；那里写了话的，有地方写，只是提示。
    """
    if _has_block(filing.form):
        return replace(gap, level="info", fix="也可以写在指标下面的那一栏里")
    if pointless:
        return replace(gap, level="info", fix=SKIPPED)
    # 另写在附页、表下面的，有地方写。
    rows = [row for row in filing.indicators if row.reason is None or not row.reason.value]
    points = [(number(row.points), number(row.weight)) for row in rows]
    lost = [1 for filed, weight in points if filed is not None and weight and filed < weight]
    if not lost and len(rows) < len(filing.indicators):
        return replace(gap, level="info", fix="扣了分的另写着原因")
    if lost and (title := _told_in_block(filing)):
        return replace(gap, level="info", fix=f"扣了分的写在“{title}”里，说清是哪一条")
    if lost:
        many = f"有 {len(lost)} 条没有得满分，没有地方写原因"
        fix = f"{many}：照表样补上这一栏；名称被改过的，改回表样的名称"
        own = any(row.place.level1 is None for row in filing.indicators)
        hard = official and not own and not _speaks_of_reasons(sheet)
        return replace(gap, level="error" if hard else "warning", fix=fix)
    scored = any(filed is not None for filed, _ in points)
    why = "没有扣分的条目，没有要写的" if scored else "没有完成的，另写明原因"
    fix = f"{why}；名称被改过的，改回表样的名称"
    return replace(gap, level="info", fix=fix)


def _has_block(form: Form) -> bool:
    """偏差原因在这张表样上也可以写成指标下面的一栏。"""
    reason = next(column for column in form.indicators.column if column.key == "reason")
    return any(is_one_of(reason.title, block.names) for block in form.block)


def _told_in_block(filing: Filing) -> str:
    """指标下面写着原因的一栏的名称（存在问题、原因及整改措施）：空着、写“无”的不算。"""
    blank = {fold(word) for word in (*filing.form.words.blank, "无", "暂无", "没有")}
    for block in filing.narratives:
        title = block.section.cell
        mine = title.sheet == filing.sheet and "原因" in title.raw and len(title.raw) <= _LABEL
        if mine and fold(block.text.value).rstrip("。") not in {"", *blank}:
            return title.raw.strip()
    return ""


_LABEL = 30  # 比这长的是正文，不是栏名


def _speaks_of_reasons(sheet: Sheet) -> bool:
    cells = (cell for row in sheet.filled_rows() for cell in sheet.row(row))
    # 栏名后面接着写了正文的，看冒号前面的栏名。
    told = (said for cell in cells for said in (cell.raw, at_colon(cell.raw)[0]))
    return any("原因" in said and len(said.strip()) <= _LABEL for said in told)
