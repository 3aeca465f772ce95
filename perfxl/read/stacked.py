"""一条指标的目标、完成（得分、原因）分几行写的：并成一行一条来读，每一格记着它真在的地方。

    三级指标 | 项目     | 数值        三级指标 | 年度指标值 | 实际完成值
    维修泵站 | 年初目标 | 6座    →    维修泵站 | 6座        | 6座
    ^        | 实际完成 | 6座

块以上的各行照原样；块里、块下面的往上并，右边的列往右让。
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from perfxl.cells.grid import Sheet
from perfxl.cells.later import later
from perfxl.cells.moved import MovedCell
from perfxl.cells.names import bare_key_of
from perfxl.cells.quantity import clean
from perfxl.filing.reading import COPIED, Reading
from perfxl.read.catalog import Catalog
from perfxl.read.heading.column_names import Names
from perfxl.read.spread import is_too_large
from perfxl.read.stacked_block import StackedBlock, label_of

UNSTACKED = "；一条指标分几行写的，并成一行一条读的"
_KEYS = frozenset({"target", "actual", "weight", "points", "reason", "evidence"})
_NEED = frozenset({"target", "actual"})
# 表样没有列出的叫法，只有这样一行一个时才认。
_TOLD = (
    ("target", later(r"(?:年初|年度|全年|本年|预期|绩效)*(?:目标|计划|预期|设定)(?:值|数)?")),
    ("actual", later(r"(?:全年|年度|本年|年末|年底|实际)*(?:完成|实现|达到|实际)(?:值|数|情况)?")),
)
_PLANNED = later(r"目标|计划|预期|设定|指标值|标准值|预算")
_DONE = later(r"完成|实现|达到|实际|执行|实绩")
_NAMED = frozenset({"level1", "level2", "name"})
_LEAST = 2  # 至少两条


def labels_aside(sheet: Sheet) -> Iterator[Reading]:
    """没有搬过去的名目，各当作名称；通栏重写的几格，搬过的表不知道原处的不算。"""
    rows = range(sheet.filled.first_row, sheet.filled.last_row + 1)
    for cell in sheet.aside:
        if cell.row in rows and isinstance(cell, MovedCell):
            yield Reading(cell, "label", clean(cell.raw))
        elif cell.row in rows and not sheet.homes:
            yield Reading(cell, "note", COPIED)


def unstacked(sheet: Sheet, catalog: Catalog) -> Sheet:
    """分几行写的并好；没有的照原样。"""
    if is_too_large(sheet):
        return sheet
    columns = _columns(sheet, catalog.any_column)
    if not columns:
        return sheet
    blocks = (_block(sheet, names, columns) for names in catalog.of_indicators)
    block = next(filter(None, blocks), None)
    return sheet if block is None else replace(block.drawn(), how=UNSTACKED)


def _columns(sheet: Sheet, names: Names) -> list[int]:
    """目标、完成各写了几回的列：别的列不必一张表样一张表样地细看。"""
    planned: Counter[int] = Counter()
    done: Counter[int] = Counter()
    for cell in sheet.texts:
        told = _PLANNED.search(cell.raw), _DONE.search(cell.raw)
        if any(told) and _is_label(label_of(cell.raw)[0], names):
            planned[cell.column] += told[0] is not None
            done[cell.column] += told[1] is not None
    return sorted(column for column in planned if min(planned[column], done[column]) >= _LEAST)


def _block(sheet: Sheet, names: Names, columns: Sequence[int]) -> StackedBlock | None:
    """哪一列写着“目标、完成”，轮着写了几回。"""
    for column in columns:
        runs = list(_groups(sheet, names, column))
        heads = tuple(_heads(sheet, names, column, runs)) if len(runs) >= _LEAST else ()
        if heads:
            return StackedBlock(sheet, names, heads, column, tuple(map(tuple, runs)))
    return None


def _heads(sheet: Sheet, names: Names, column: int, runs: Sequence[_Group]) -> Iterator[int]:
    """各块的表头：名目一列的左边写着一级、三级指标，下一行就是一条。"""
    filled = list(sheet.filled_rows())
    firsts = {group[0][0] for group in runs}
    for row, after in pairwise(filled):
        left = (cell for cell in sheet.row(row) if cell.column < column)
        found = {named[0] for cell in left if (named := names.find(cell.raw))}
        if after in firsts and "name" in found and len(found & _NAMED) >= _LEAST:
            yield row


_Group = list[tuple[int, str]]


def _groups(sheet: Sheet, names: Names, column: int) -> Iterator[_Group]:
    """上下挨着的各组：一组一条指标，目标、完成都有，名目不重。"""
    groups: list[_Group] = []
    for row in sheet.filled_rows():
        cell = sheet.cells.get((row, column))
        key = None if cell is None or cell.kind != "text" else _key(label_of(cell.raw)[0], names)
        if key is None:
            continue
        near = bool(groups) and row == groups[-1][-1][0] + 1
        if near and key not in {own for _, own in groups[-1]}:
            groups[-1].append((row, key))
        else:
            groups.append([(row, key)])
    whole = [group for group in groups if {key for _, key in group} >= _NEED]
    order = [key for _, key in whole[0]] if whole else []
    groups = [
        group if group in whole else _with_blank(sheet, column, group, order) for group in groups
    ]
    whole = [group for group in groups if {key for _, key in group} >= _NEED]
    rows = range(whole[0][0][0], whole[-1][0][0]) if whole else range(0)
    # 夹着的“分值”是下一份的资金表头；只有目标、没有完成的一条，并不起来。
    odd = [group for group in groups if group not in whole and group[0][0] in rows]
    starts = {group[0][1] for group in whole}
    together = any(one[-1][0] + 1 == two[0][0] for one, two in pairwise(whole))
    if len(starts) == 1 and together and not any(_NEED & {key for _, key in one} for one in odd):
        yield from whole


def _with_blank(sheet: Sheet, column: int, group: _Group, order: Sequence[str]) -> _Group:
    """只写了一半的一条：同在一格名称旁边的空行，是没有填的那一半。"""
    first, key = group[0]
    top = first - order.index(key) if key in order else 0
    made = [(top + place, own) for place, own in enumerate(order)]
    names = {sheet.at(row, column - 1) for row, _ in made} if top > 0 and column > 1 else set()
    blank = all(pair in group or sheet.at(pair[0], column).kind == "blank" for pair in made)
    return made if len(names) == 1 and blank and set(group) <= set(made) else group


def _is_label(text: str, names: Names) -> bool:
    plain = bare_key_of(text)
    return names.find(text) is not None or any(said.fullmatch(plain) for _, said in _TOLD)


def _key(text: str, names: Names) -> str | None:
    named = names.find(text)
    if named is not None:
        return named[0] if named[0] in _KEYS else None
    plain = bare_key_of(text)
    return next((key for key, said in _TOLD if said.fullmatch(plain)), None)
