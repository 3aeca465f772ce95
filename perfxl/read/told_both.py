"""一栏里逐格写着“目标…，完成…”的：没有另外的指标值一栏时，目标、完成各是一半。"""

from __future__ import annotations

from collections.abc import Sequence

from perfxl.cells.grid import Cell, Sheet
from perfxl.cells.later import later
from perfxl.cells.moved import Place
from perfxl.cells.notation import BLANK_MARKS
from perfxl.cells.quantity import fold
from perfxl.read.heading.column_names import Names, may_be_title

_TOLD = later(
    r"\s*(?:年[初度])?(?:目标|计划|预期|指标)(?:任务|数|值)?(?:为|是)?\s*[:：]?\s*(?P<target>[^:：]+?)"
    r"\s*[,，;；、。\n]\s*(?:年度|全年)?(?:实际(?:完成|达到|实现)?|完成|达到|实现)(?:数|值|情况)?(?:了|为|是)?\s*[:：]?\s*"
    r"(?P<actual>[^:：\n]+?)\s*[。;；]?\s*"
)
_LEAST = 2
_HEADS = ("年度指标值", "实际完成值")


def told_both(sheet: Sheet, names: Names) -> dict[Place, tuple[str, ...]]:
    """列名和它下面各格的两半；有一格不是这样写的，整栏照原样。"""
    told = [cell for cell in sheet.texts if "完" in cell.raw or "实" in cell.raw]
    told = [cell for cell in told if _TOLD.fullmatch(cell.raw)]
    pairs: dict[Place, tuple[str, ...]] = {}
    for column in sorted({cell.column for cell in told}):
        mine = [cell for cell in told if cell.column == column]
        pairs |= _split(sheet, mine, names) if len(mine) >= _LEAST else {}
    return pairs


def _split(sheet: Sheet, told: Sequence[Cell], names: Names) -> dict[Place, tuple[str, ...]]:
    first, column = told[0].row, told[0].column
    above = (sheet.cells.get((row, column)) for row in range(first - 1, 0, -1))
    head = next((cell for cell in above if cell is not None and cell.kind != "blank"), None)
    if head is None or _key_of(head, names) not in {"target", "actual"}:
        return {}
    beside = {_key_of(cell, names) for cell in sheet.row(head.row) if cell is not head}
    if "name" not in beside or beside & {"target", "actual"}:
        return {}
    rows = range(first, told[-1].row + 1)
    cells = [cell for row in rows if (cell := sheet.cells.get((row, column))) is not None]
    if any(fold(cell.raw) not in BLANK_MARKS and cell not in told for cell in cells):
        return {}
    made: dict[Place, tuple[str, ...]] = {(head.row, column): _HEADS}
    for cell in told:
        match = _TOLD.fullmatch(cell.raw)
        made |= {(cell.row, column): (match["target"], match["actual"])} if match else {}
    return made


def _key_of(cell: Cell, names: Names) -> str:
    named = names.find(cell.raw) if may_be_title(cell) else None
    return named[0] if named else ""
