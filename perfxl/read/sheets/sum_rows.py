"""附表上写着合计、小计的各行：不是一个子项目、一项任务；由哪几行加起来。"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from perfxl.cells.grid import Cell, Field
from perfxl.cells.later import later
from perfxl.cells.names import key_of
from perfxl.cells.notation import read_quantity
from perfxl.cells.quantity import clean
from perfxl.filing.subtotal import SideSum

Table = Literal["details", "tasks"]
_AMOUNTS = ("budget", "executed", "balance")
_SUM = later(r"(?P<of>.*?)(?:(?P<all>[合总共]计)|小计)(?:金额|数)?")
_EVERY = frozenset({"", "资金", "金额", "项目", "子项目", "任务", "各项", "全部", "以上", "本表"})


class _Row(NamedTuple):
    """一行：类别（合并的、只写第一行的带下来），写着合计的那一格。"""

    cells: Mapping[str, Cell]
    group: str
    label: Cell | None


def sum_label(row: Mapping[str, Cell]) -> Cell | None:
    """写着合计、小计的那一格：在名称一栏，或名称空着、写在类别一栏；不是这种行的为 None。"""
    cell = row["name"]
    if cell.kind == "blank" and "group" in row:
        cell = row["group"]
    return cell if cell.kind == "text" and _SUM.fullmatch(key_of(cell.raw)) else None


def sums_of(rows: Sequence[Mapping[str, Cell]], table: Table, unit: str) -> Iterator[SideSum]:
    """一种附表上的各个合计、小计。"""
    known = list(_grouped(rows))
    for place, row in enumerate(known):
        if row.label is not None:
            yield _sum(known, place, row.label, table, unit)


def _grouped(rows: Sequence[Mapping[str, Cell]]) -> Iterator[_Row]:
    group = ""
    for row in rows:
        label, cell = sum_label(row), row.get("group")
        if cell is not None and cell.kind != "blank" and cell is not label:
            group = clean(cell.raw)
        yield _Row(row, group, label)


def _sum(rows: Sequence[_Row], place: int, label: Cell, table: Table, unit: str) -> SideSum:
    row = rows[place]
    match = _SUM.fullmatch(key_of(label.raw))
    own = row.cells.get("group")
    grouped = own is not None and own.kind != "blank" and own is not label
    every = match is not None and match["all"] is not None and match["of"] in _EVERY
    whole = every and not grouped
    mine = _lines(rows) if whole else _parts(rows, place, match["of"] if match else "")
    group = mine[0].group if mine and not whole else ""
    said = clean(label.raw) if not group or key_of(group) in key_of(label.raw) else f"{group}的小计"
    amounts = {
        key: Field(read_quantity(row.cells[key], unit=unit), row.cells[key])
        for key in _AMOUNTS
        if key in row.cells
    }
    names = tuple(line.cells["name"] for line in mine)
    return SideSum(said, label, amounts, names, group, whole, table)


def _lines(rows: Sequence[_Row]) -> list[_Row]:
    return [row for row in rows if row.label is None]


def _parts(rows: Sequence[_Row], place: int, named: str) -> list[_Row]:
    """小计的各行：名称里说了哪一类的，那一类；有类别的，同类别的；没有的，到上一个小计为止。

    头一行就是小计的（写在各行上面），到下一个小计为止。
    """
    lines, group = _lines(rows), rows[place].group
    called = [row for row in lines if named and key_of(row.group).endswith(named)]
    same = called or [row for row in lines if group and row.group == group]
    if same:
        return same
    if rows[0].label is not None:
        return _until_sum(rows[place + 1 :])
    return _until_sum(rows[:place][::-1])[::-1]


def _until_sum(rows: Sequence[_Row]) -> list[_Row]:
    ends = (place for place, row in enumerate(rows) if row.label is not None)
    return list(rows[: next(ends, len(rows))])
