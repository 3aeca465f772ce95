"""收入、支出左右并排的资金块：收入 | 预算数 | 决算数 | 支出 | 预算数 | 决算数，取支出的。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from perfxl.cells.grid import Cell, Sheet
from perfxl.cells.later import later
from perfxl.cells.names import bare_key_of, undecorated
from perfxl.filing.model import FundLine
from perfxl.form.form import Form
from perfxl.read.heading.column_names import Names, fund_names, may_be_title
from perfxl.read.heading.headings import Heading

_AMOUNTS = frozenset({"initial", "budget", "executed"})
_WHEN = r"(?:本年|当年|年度|全年|部门|单位|社会保险|保险|基金|资金|总)*"
_SIDE = later(rf"{_WHEN}(?P<side>收入|支出)(?P<rest>.*)")
_GROUP = later(r"(?:项目|类别|科目|情况|构成|内容|名称|部分)?")


def spending_side(sheet: Sheet, form: Form, heading: Heading) -> Heading:
    """收入、支出各有一套金额的，金额各列取支出的；只有一套的照原样。"""
    names = fund_names(form)
    found: dict[str, dict[str, Cell]] = {"收入": {}, "支出": {}}
    for cell, side, key in _sided(sheet, names, heading):
        found[side].setdefault(key, cell)
    mine = found["支出"]
    if not found["收入"] or "executed" not in mine or len(mine) < len(_AMOUNTS) - 1:
        return heading
    kept = {key: cell for key, cell in heading.cells.items() if key not in _AMOUNTS}
    cells = {**kept, **mine}
    columns = {key: cell.column for key, cell in cells.items()}
    return replace(heading, cells=cells, columns=columns)


def _sided(sheet: Sheet, names: Names, heading: Heading) -> Iterator[tuple[Cell, str, str]]:
    """表头里的金额各列：格、哪一边、是哪种金额；名称里写着的（收入预算数），或看左边、上面的一格。"""
    rows = range(max(1, heading.first_row - 1), heading.row + 1)
    heads = {
        cell.column: side for row in rows for cell in sheet.row(row) if (side := _head_of(cell))
    }
    # 不是表样的叫法、凭字认出的一栏，另一边写着同样的字的也是。
    same = {bare_key_of(cell.raw): (key, False) for key, cell in heading.cells.items()}
    for row in range(heading.first_row, heading.row + 1):
        for cell in filter(may_be_title, sheet.row(row)):
            said = _SIDE.fullmatch(bare_key_of(cell.raw))
            own = said["rest"] if said else cell.raw
            named = names.find(own) or same.get(bare_key_of(own))
            left = [column for column in heads if column <= cell.column]
            side = said["side"] if said else heads[max(left)] if left else ""
            if named is not None and named[0] in _AMOUNTS and side and not _head_of(cell):
                yield cell, side, named[0]


def _head_of(cell: Cell) -> str:
    """收入、支出项目：一边的名称。"""
    said = _SIDE.fullmatch(bare_key_of(cell.raw)) if may_be_title(cell) else None
    return said["side"] if said and _GROUP.fullmatch(said["rest"]) else ""


_WHOLE = later(rf"{_WHEN}(?P<side>收入|支出)(?:合计|总计|总额|小计|部分|情况)?")
_LEFT = later(
    rf"{_WHEN}(?:当年|当期|年末|期末|年初|期初|上年|累计|滚存|收支)*(?:结余|结存|结转结余)(?:额|资金)?"
)


class Spending(NamedTuple):
    """支出各行，和不算执行率的收入、结余各行。"""

    lines: tuple[FundLine, ...]
    others: tuple[FundLine, ...] = ()


def spending_lines(lines: Sequence[FundLine], form: Form) -> Spending:
    """收入、支出上下摞着、各有合计的（收入合计……支出合计……）：执行率看支出的，它的合计是总额。

    合计写在各自那一段的头上，或末了；结余（三、本年收支结余）不是哪一段的其中。
    """
    # 结余写在头一行的也不是哪一段的：先拿出来，再看两段的分界。
    kept = [line for line in lines if not _is_left(line)]
    sides = {place: side for place, line in enumerate(kept) if (side := _whole_of(line))}
    if sorted(sides.values()) != ["支出", "收入"]:
        return Spending(tuple(lines))
    own = next((row for row in form.funds.row if row.kind == "total"), None)
    named = [
        replace(line, kind="total", row=line.row or own, group="") if place in sides else line
        for place, line in enumerate(kept)
    ]
    (first, side), (second, other) = sides.items()
    start, border, end = _borders(named, first, second, other)
    halves = {side: named[start:border], other: named[border:end]}
    spent, income = (halves[each] for each in _SIDES)
    left = [line for line in lines if _is_left(line)]
    stray = [*named[:start], *named[end:]]
    rest = [replace(line, kind="total") for line in (*stray, *left)]
    return Spending(tuple(spent), (*_headed(income), *rest))


def _borders(
    lines: Sequence[FundLine], first: int, second: int, other: str
) -> tuple[int, int, int]:
    """两段从哪里起、在哪里分、到哪里止：合计写在各段的头上，或末了。

    合计在头上的，前面单写着的上年结转不是哪一段的；在末了的，后面再写的也不是。
    """
    last, end = len(lines) - 1, len(lines)
    brought = all(line.kind == "carryover" for line in lines[:first])
    if first and (second in {last, first + 1} or not brought):
        return 0, first + 1, end if second == first + 1 else second + 1
    if first or second < last:
        return first, second, end
    between = range(first + 1, second)  # 前一段的在头上，后一段的在末了
    return 0, next((place for place in between if other in _name(lines[place])), second), end


_SIDES = ("支出", "收入")


def _headed(lines: Sequence[FundLine]) -> list[FundLine]:
    """合计移到这一段的头上，下面是它的其中；表样的分法是支出的。"""
    return sorted(
        (replace(line, group="") for line in lines), key=lambda line: line.kind != "total"
    )


def _name(line: FundLine) -> str:
    return bare_key_of(undecorated(line.name.cell.raw))


def _is_left(line: FundLine) -> bool:
    return _LEFT.fullmatch(_name(line)) is not None


def _whole_of(line: FundLine) -> str:
    """一行写的是收入合计，还是支出合计。"""
    said = _WHOLE.fullmatch(_name(line))
    return said["side"] if said else ""
