"""分两行写的表头：上下合并了的、拆开了合并每行都写的、只写在上面一行的。"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from perfxl.cells.grid import Cell, Sheet
from perfxl.cells.later import later
from perfxl.cells.names import bare_key_of, key_of
from perfxl.read.heading.column_names import Names, may_be_title

# 两行表头的下半格：评分 下面的 自评；指标值 下面的 符号、单位。
SCORING = frozenset({"评分", "得分", "打分", "计分", "评分情况", "得分情况", "自评情况"})
FILED = frozenset({"自评", "实得", "自评分数", "单位自评", "实际得分"})
PARTS = {"值": "", "数值": "", "符号": "sign", "性质": "sign", "单位": "unit"}
_ENOUGH_REPEATED = 2  # 一处同名可能是碰巧
_HALF = later(r"(?:年初|全年|年度|调整后?|符号|性质|数?值|单位|计量|自评|复核|得分|[A-Z])+")


@dataclass(frozen=True, slots=True)
class Mark:
    """表头的一格认作某一列；`rank` 大的优先：拆开的下半格、折算、自评、全年、正式名称。"""

    key: str
    cell: Cell
    rank: tuple[bool, int, int, bool]


_BLOCK_ROWS = 2


def is_block_name(sheet: Sheet, cell: Cell) -> bool:
    """竖着盖过好几行的、下面每行又写一遍的，是整块的名称（预算执行），不是列名。"""
    area = sheet.area(cell.row, cell.column)
    below = range(cell.row + 1, cell.row + 1 + _BLOCK_ROWS)
    again = all(sheet.at(row, cell.column).raw == cell.raw for row in below)
    return again or area.last_row - area.first_row >= _BLOCK_ROWS


def find(cell: Cell, names: Names) -> tuple[str, bool] | None:
    return names.find(cell.raw) if may_be_title(cell) else None


def is_halved(sheet: Sheet, row: int, names: Names, tops: Sequence[Mark]) -> bool:
    """没有上下合并的，下一行是不是表头的下半；`tops` 是这一行认得的各列。"""
    if _is_repeated(sheet, row, tops):
        return True
    return not _is_whole_below(sheet, row, names, tops) and (
        _is_lower_half(sheet, row, names, tops) or _is_completed_below(sheet, row, names, tops)
    )


def _is_whole_below(sheet: Sheet, row: int, names: Names, tops: Sequence[Mark]) -> bool:
    """上面只有“年度绩效目标”“完成情况”，下一行自己就是齐全的表头：上面是目标一块的。"""
    known = {named[0] for cell in sheet.row(row + 1) if (named := find(cell, names))}
    above = {mark.key for mark in tops}
    # 申报的表没有完成值一栏，上面也只有目标。
    return above <= {"target", "actual"} and {"name", "target", *above} <= known


def _is_repeated(sheet: Sheet, row: int, tops: Sequence[Mark]) -> bool:
    """下一行又写着同样的列名：两行的表头拆开了合并，每行都写。"""
    below = ((mark.cell, sheet.cells.get((row + 1, mark.cell.column))) for mark in tops)
    return sum(cell is not None and cell.raw == top.raw for top, cell in below) >= _ENOUGH_REPEATED


def _is_lower_half(sheet: Sheet, row: int, names: Names, tops: Sequence[Mark]) -> bool:
    """下一行是不是表头的下半：没有合并，而每一格都是表头的话。"""
    cells = sheet.row(row + 1)
    own = [
        cell for cell in cells if cell.raw != sheet.at(row, cell.column).raw
    ]  # 不是每行都写的块名
    wide = {
        column
        for mark in tops
        for area in (sheet.area(row, mark.cell.column),)
        for column in range(area.first_column + 1, min(area.last_column, sheet.last_column) + 1)
    }
    return (
        any(cell.column in wide for cell in cells)
        and not any(mark.key == "name" and sheet.at(row + 1, mark.cell.column).raw for mark in tops)
        and _are_names(sheet, row, own, names)
    )


def _spanned(sheet: Sheet, row: int) -> set[int]:
    """这一行横着合并的格盖着的各列。"""
    areas = [sheet.area(row, cell.column) for cell in sheet.row(row)]
    wide = (area for area in areas if area.last_column > area.first_column)
    return {
        column
        for area in wide
        for column in range(area.first_column, min(area.last_column, sheet.last_column) + 1)
    }


_MOSTLY = 3  # 认得的是认不得的几倍，才容得


def _are_names(sheet: Sheet, row: int, cells: Sequence[Cell], names: Names) -> bool:
    """都是列名；认得的多的，容得夹着一两个认不得的短的（结余、偏差度）。"""
    if any(cell.kind != "text" for cell in cells):
        return False
    known = [c for c in cells if find(c, names) or _HALF.fullmatch(bare_key_of(c.raw))]
    others = [cell for cell in cells if cell not in known]
    short = all(may_be_title(c) and len(bare_key_of(c.raw)) <= _SHORT for c in others)
    if not others or not short or len(known) < _MOSTLY * len(others):
        return not others
    spanned = _spanned(sheet, row)
    return all(cell.column in spanned for cell in others)


_SHORT = 5


_COUNTING = frozenset({"序号", "编号", "行次"})


def _is_completed_below(sheet: Sheet, row: int, names: Names, tops: Sequence[Mark]) -> bool:
    """这一行没有三级指标，下一行才有：表头分两行，通到下面的列名拆开了合并、只写在上面一行。"""
    below = sheet.row(row + 1)
    if len(below) < _ENOUGH_REPEATED or any(cell.kind != "text" for cell in below):
        return False
    if any(mark.key == "name" for mark in tops):
        return False
    spans = [(mark.cell.column, sheet.area(row, mark.cell.column).last_column) for mark in tops]
    alone = {first for first, last in spans if first == last}
    cells = [cell for cell in below if cell.raw != sheet.at(row, cell.column).raw]
    if any(cell.column in alone for cell in cells):
        return False
    under = {column for first, last in spans if first < last for column in range(first, last + 1)}
    known = {cell.column: named[0] for cell in cells if (named := find(cell, names))}
    mine = {mark.key for mark in tops if mark.cell.column in alone}
    if not mine.isdisjoint(known.values()):
        return False  # 下一行自己就有这一列：上面是目标一块的“完成情况”
    return "name" in known.values() and all(
        cell.column in known
        or (cell.kind == "text" and (cell.column in under or key_of(cell.raw) in _COUNTING))
        for cell in cells
    )


def _near_points(tops: Sequence[Mark], best: Mapping[str, Mark]) -> dict[str, Mark]:
    """申报、自评两半都有分值一栏的，取挨着得分的：总分行的分值也在那里。"""
    if not {"weight", "points"} <= best.keys():
        return {}
    own, points = best["weight"], best["points"].cell.column
    twins = [mark for mark in tops if mark.key == "weight" and mark.rank == own.rank]
    near = min(twins, key=lambda mark: abs(mark.cell.column - points), default=own)
    return {"weight": near}


def joined_name(top: str, own: str, owner: str, names: Names) -> tuple[str, bool] | None:
    """上下两格合起来的名称：预算数 下面的 年初是年初预算数；预算安排 下面的 年初、调整也是。"""
    every = [top + own, own + top]
    if owner in {"initial", "budget"}:
        every.append(f"{own}预算数")
    return next(filter(None, map(names.find, every)), None)


def _beyond_name(marks: Sequence[Mark], best: Mapping[str, Mark]) -> dict[str, Mark]:
    """指标值认到了名称左边（一个项目一格的“年度绩效目标”），名称右边另有一栏的，取右边的。"""
    own, name = best.get("target"), best.get("name")
    if own is None or name is None or own.cell.column > name.cell.column:
        return {}
    others = [m for m in marks if m.key == "target" and m.cell.column > name.cell.column]
    return {"target": max(others, key=lambda mark: mark.rank)} if others else {}


def nearer(
    tops: Sequence[Mark], lower: Sequence[Mark], best: Mapping[str, Mark]
) -> dict[str, Mark]:
    """同一列认得两处的：分值取挨着得分的，指标值取名称右边的。"""
    return _near_points(tops, best) | _beyond_name((*tops, *lower), best)


_WHOLE = later(
    r"(?:合计|总计|小计|累计|全(?:国|省|市|县|区|州|镇|乡|院|校|系统)(?:合计|总计|平均)?)(?:数|值)?"
)


def is_whole(text: str) -> bool:
    """一个列名下面分成几列的，合计的一列：合计、全市、全省平均。"""
    return _WHOLE.fullmatch(key_of(text)) is not None
