"""没有用上的格：归成栏、行；认得而不核的、空栏的名称、序号不算。"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from perfxl.cells.boxes import asks_if_done, is_mark
from perfxl.cells.grid import Cell, Sheet, column_letters
from perfxl.cells.later import later
from perfxl.cells.names import key_of
from perfxl.cells.notation import read_quantity, seen
from perfxl.cells.quantity import clean
from perfxl.filing.model import Filing
from perfxl.filing.reading import COPIED, Reading, Unused
from perfxl.form.form import Form
from perfxl.read.account.asides import aside
from perfxl.read.halves import said_twice
from perfxl.read.heading.column_names import indicator_names
from perfxl.read.heading.headings import Heading
from perfxl.read.heading.two_rows import is_whole

_AMOUNTS = ("target", "actual", "weight", "points", "initial", "budget", "executed", "rate")
_JUDGED = ("target", "actual", "points")  # 照哪一栏判，不能含糊
_COUNTING = frozenset({"序号", "编号", "行次", "#"})


def left_over(
    sheet: Sheet, left: list[Cell], filing: Filing, blocks: Sequence[Heading], last: int
) -> tuple[list[Reading], list[Unused]]:
    """剩下的格：认得而不核的、空栏的名称、序号，其余归成没有用上的栏、行。"""
    known: list[Reading] = []
    unused: list[Unused] = []
    beside = {cell: aside(sheet, cell, filing.form, blocks, last) for cell in left}
    known += [reading for reading in beside.values() if reading is not None]
    left = [cell for cell in left if beside[cell] is None]
    for cells, what in said_twice(left, filing):
        left = [cell for cell in left if cell not in cells]
        # 不同的，与申报时的比（C01）
        known += [
            Reading(cell, "value", what) if what else Reading(cell, "note", "与读了的相同")
            for cell in cells
        ]
    copies = _copied_across(sheet, left, filing)
    known += [Reading(cell, "note", COPIED) for cell in copies]
    left = [cell for cell in left if cell not in copies]
    for group in _grouped(sheet, left, blocks, last):
        if group.head is not None and group.cells == (group.head,):
            known.append(Reading(group.head, "label", clean(group.head.raw)))  # 栏里没有内容
            continue
        if group.head and key_of(group.head.raw) in _COUNTING:
            known += [Reading(cell, "mark", "序号") for cell in group.cells]
            continue
        if group.head and (asks_if_done(group.head.raw) or _is_marks(group)):
            stray = tuple(cell for cell in group.cells if _is_figure(cell))
            known += [Reading(cell, "mark", clean(group.head.raw)) for cell in group.cells
                      if cell not in stray]  # fmt: skip
            known += [Reading(cell, "unused", group.what) for cell in stray]
            unused += [Unused(stray, group.what, in_value=True)] if stray else []
            continue
        if _is_copy(sheet, group, filing.form, blocks):
            known += [Reading(cell, "note", "与读了的一栏相同") for cell in group.cells]
            continue
        in_value = not group.head and any(_in_value(cell, blocks) for cell in group.cells)
        in_value = in_value or _is_second(sheet, group, blocks) or _is_scores(group)
        unused.append(Unused(group.cells, group.what, in_value))
        known += [Reading(cell, "unused", group.what) for cell in group.cells]
    return known, unused


def _copied_across(sheet: Sheet, left: Sequence[Cell], filing: Filing) -> frozenset[Cell]:
    """拆开了合并、每一格都重写一遍的（项目名称、目标）：旁边一模一样的一格读了。

    资金、指标各行不算：两栏写得一样，不是一格。
    """
    rows = {line.name.cell.row for line in filing.funds}
    ends = [row.name.cell.row for row in filing.indicators]
    ends += [total.cell.row for total in (filing.total, filing.total_weight) if total is not None]
    rows |= set(range(min(ends, default=0), max(ends, default=0) + 1))
    copies: set[Cell] = set()
    for cell in left:
        if cell.kind != "text" or cell.row in rows:
            continue
        same = [other for other in sheet.row(cell.row) if other.raw == cell.raw]
        columns = [other.column for other in same]
        run = bool(columns) and columns == list(range(columns[0], columns[0] + len(columns)))
        if run and any(other not in left for other in same):
            copies.add(cell)
    return frozenset(copies)


def _is_figure(cell: Cell) -> bool:
    """评定一栏里的数：1、0 是是、否，别的是填错了格。"""
    return cell.kind == "number" and cell.raw not in {"0", "1"}


def _is_marks(group: _Group) -> bool:
    """一栏评的档次（A、B、C）：各格都只有一两个字。"""
    head = group.head
    below = (cell for cell in group.cells if cell is not head)
    return (
        head is not None and is_mark(head.raw) and all(len(cell.raw) <= _MARKED for cell in below)
    )


_MARKED = 3


def _is_copy(sheet: Sheet, group: _Group, form: Form, blocks: Sequence[Heading]) -> bool:
    """同一栏又写了一遍（左边申报、右边自评，指标值两边都有），一格一格都与读了的相同。"""
    block = _block_of(group.cells[0], blocks)
    if group.head is None or block is None or "name" not in block.columns:
        return False
    named = indicator_names(form).find(group.head.raw)
    column = block.columns.get(named[0]) if named is not None else None
    below = [cell for cell in group.cells if cell.row > block.row]
    if column is None or any(cell.column == column for cell in below):
        return False
    own = ((cell, sheet.at(cell.row, column)) for cell in below)
    return bool(below) and all(key_of(cell.raw) == key_of(read.raw) for cell, read in own)


def _is_second(sheet: Sheet, group: _Group, blocks: Sequence[Heading]) -> bool:
    """与读了的一栏同名、或者在它的名称下面分出来的另一栏：两栏目标值、两栏得分。

    读了的是合计、别的是各县各批的，不算两栏。
    """
    block = _block_of(group.cells[0], blocks)
    if group.head is None or block is None:
        return False
    keys = [key for key in _JUDGED if key in block.cells]
    mine = [key for key in keys if key_of(block.cells[key].raw) == key_of(group.head.raw)]
    lower = [sheet.at(block.row, block.columns[key]) for key in mine]
    return any(not is_whole(cell.raw) for cell in lower)


_SCORES = later(r"(?:得|评|核定|初审|终审|扣|加)分|分[值数]$")


def _is_scores(group: _Group) -> bool:
    """没有读的一栏分数（主管部门核定分）：另有一套分，核的是哪一套要看清。"""
    head = group.head
    named = head is not None and _SCORES.search(key_of(head.raw)) is not None
    return named and any(read_quantity(cell).is_number for cell in group.cells if cell != head)


def _in_value(cell: Cell, blocks: Sequence[Heading]) -> bool:
    """站在该写值的地方，或者是一个数。"""
    block = _block_of(cell, blocks)
    if block is None:
        return False
    amounts = {block.columns[key] for key in _AMOUNTS if key in block.columns}
    number = cell.kind == "number" or read_quantity(cell).is_number
    return number or (cell.row > block.row and cell.column in amounts)


@dataclass(frozen=True, slots=True)
class _Group:
    cells: tuple[Cell, ...]
    what: str
    head: Cell | None = None  # 一栏的名称


def _grouped(
    sheet: Sheet, left: Sequence[Cell], blocks: Sequence[Heading], last: int
) -> Iterator[_Group]:
    """没有用上的格：站在一个没有读的列名下面的、列名空着的归一栏，其余一行归一行。

    表读到第 `last` 行为止；再下面接着的几行是附着的别的表，归作一处，不一行一行地说。
    """
    columns: dict[Cell, list[Cell]] = {}
    nameless: dict[tuple[int, int], list[Cell]] = {}
    rows: dict[int, list[Cell]] = {}
    for cell in left:
        block = _block_of(cell, blocks) if cell.row <= last else None
        if block is None or cell.column in block.columns.values():
            rows.setdefault(cell.row, []).append(cell)
            continue
        head = sheet.at(block.first_row, cell.column)
        if head.kind == "text" and not (head == cell and read_quantity(cell).is_number):
            columns.setdefault(head, []).append(cell)
        else:
            nameless.setdefault((block.first_row, cell.column), []).append(cell)
    for head, cells in columns.items():
        block = _block_of(head, blocks)
        below = cells[0]
        split = block is not None and head.row < below.row <= block.row and below.kind == "text"
        said = f"“{_short(head)}”下面的“{_short(below)}”一栏" if split else f"“{_short(head)}”一栏"
        yield _Group(tuple(cells), said, head)
    for cells in nameless.values():
        if len(cells) > 1:
            letter = column_letters(cells[0].column)
            yield _Group(tuple(cells), f"没有列名的 {letter} 列，如“{_short(cells[0])}”")
        else:
            rows.setdefault(cells[0].row, []).extend(cells)
    yield from _by_rows(dict(sorted(rows.items())), last)


def _by_rows(rows: Mapping[int, Sequence[Cell]], last: int) -> Iterator[_Group]:
    """一行归一行；第 `last` 行以下挨着的几行、像一张表的几行（收入预算）归作一处。"""
    parts: list[list[Cell]] = []
    for row, cells in rows.items():
        near = bool(parts) and row - 1 <= parts[-1][-1].row
        if near and (row - 1 > last or _is_table(parts[-1], cells)):
            parts[-1] += cells
        else:
            parts.append(list(cells))
    for cells in parts:
        rest = "及以下几行" if cells[-1].row > cells[0].row else ""
        columned = sorted(cells, key=lambda cell: (cell.column, cell.row))  # 地址连得起来
        yield _Group(tuple(columned), f"“{_short(cells[0])}”{rest}")


def _is_table(above: Sequence[Cell], cells: Sequence[Cell]) -> bool:
    """接着上面几行：同几栏里写着数；上面只有列名的，数在它的列名下面。"""
    numbers = {cell.column for cell in cells if read_quantity(cell).is_number}
    over = {cell.column for cell in above}
    headed = all(cell.kind == "text" and not read_quantity(cell).is_number for cell in above)
    return len(numbers) >= _LEAST and (headed or len(numbers & over) >= _LEAST)


_LEAST = 2  # 一张表至少两栏数


def _block_of(cell: Cell, blocks: Sequence[Heading]) -> Heading | None:
    """这一格在哪一块里。"""
    return next((heading for heading in reversed(blocks) if cell.row >= heading.first_row), None)


def _short(cell: Cell) -> str:
    text = clean(seen(cell))  # 照格里看得见的字
    return text if len(text) <= 20 else f"{text[:19]}…"
