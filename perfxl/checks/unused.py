"""U 没有用上：表里写着、程序没有读的格，照样摆出来。"""

from __future__ import annotations

from collections.abc import Iterator

from perfxl.cells.grid import Cell
from perfxl.cells.notation import read_quantity
from perfxl.checks.register import Remark, check
from perfxl.filing.findings import Level
from perfxl.filing.model import Filing
from perfxl.filing.reading import Unused
from perfxl.filing.unread_rows import rows_unread
from perfxl.filing.verdict import RANKED, verdict_word

_UNREAD = "这里写着分，没有算进去，合计、总分读全了才能核"
_MEND = "把列名、名称改成表样的写法，或挪到它的那一栏，再校验一次"


@check("U01", Level.INFO, on=Filing, english="Cells in the table were not used")
def cells_unused(filing: Filing) -> Iterator[Remark]:
    """表里写着的每一格都应读到；没有读的说出来。

    为什么：没有读的格没有核对过。写在该写数的地方的，可能是行、列没有对上，审核的人会当作没有填。
    怎么改：本来就不归这张表的不用管；该读的，把名称改成表样的，或挪到它的那一栏。
    例：绩效自评表!J12 没有用上：“上年完成值”一栏（3 格）
    """
    unread = {cell.local for cell in rows_unread(filing)}
    for unused in filing.unused:
        number = len(unused.cells)
        much = f"（{number} 格）" if number > 1 else ""
        if unread & {cell.local for cell in unused.cells}:
            message = f"没有读到：{unused.what}{much}，{_UNREAD}"
            yield Remark(unused.cells, message, _MEND, level=Level.ERROR)
            continue
        if word := _other_grade(unused, filing):
            names = "、".join(grade.name for grade in filing.form.grade)
            message = f"总分行写着“{word}”，不是这张表的等级（{names}），没有核对"
            yield Remark(unused.cells, message, "照总分改写其中一等", level=Level.WARNING)
            continue
        # 一行资金也没有读到的，没有用上的数多半就是金额。
        money = not filing.funds and any(read_quantity(cell).is_number for cell in unused.cells)
        level = Level.WARNING if unused.in_value or money else None
        yield Remark(unused.cells, f"没有用上：{unused.what}{much}", level=level)
    yield from _money_aside(filing)


def _other_grade(unused: Unused, filing: Filing) -> str:
    """没有读到等级的表，总分行写着的别的一套档次（一般、合格）；不是的为空。"""
    cell, total = unused.cells[0], filing.total
    if filing.grade is not None or total is None or not filing.form.grade:
        return ""
    word = verdict_word(cell.raw)
    alone = len(unused.cells) == 1 and cell.row == total.cell.row
    return word if alone and word in RANKED else ""


def _money_aside(filing: Filing) -> Iterator[Remark]:
    """资金各行里认得而不与别的比的数：到位数、年中调整数。"""
    rows = {line.name.cell.row for line in filing.funds if line.name.cell.sheet == filing.sheet}
    cells: dict[str, list[Cell]] = {}
    for cell, role, what in filing.readings:
        aside = role == "note" and what.startswith(_ASIDE) and cell.row in rows
        if aside and read_quantity(cell).is_number and cell.sheet == filing.sheet:
            cells.setdefault(what.removeprefix(_ASIDE).rstrip("：:"), []).append(cell)
    if cells:
        names = "、".join(f"“{what}”" for what in cells)
        every = tuple(cell for mine in cells.values() for cell in mine)
        yield Remark(every, f"资金的{names}只核加不加得起来，不与预算数、执行数比")


_ASIDE = "不核："
