"""一格里写着几个数、几条指标的。"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from perfxl.cells.doubt import DoubtKind
from perfxl.cells.grid import Cell, Field
from perfxl.cells.moved import PieceCell
from perfxl.cells.quantity import Quantity
from perfxl.checks.register import Remark
from perfxl.filing.findings import Level
from perfxl.filing.model import Filing

_NUMBERS = "编号对不上，或者看不出是编号还是小数"
_ROW = 2  # 同一行里两格以上都挤着几条的


def crowded_rows(
    filing: Filing, fields: Sequence[Field[Quantity] | None]
) -> tuple[list[Remark], set[int]]:
    """几条指标挤在一格里、各栏行数不一的几行，合说一句；这几行不再一格一格地说。"""
    rows: dict[int, dict[Cell, int]] = {}
    for field in fields:
        if field is not None and field.value.doubted(DoubtKind.SEVERAL):
            rows.setdefault(field.cell.row, {})[field.cell] = _lines(field.cell)
    rows = {row: cells for row, cells in rows.items() if _is_crowded(filing, row, cells)}
    if not rows:
        return [], set()
    told = "；".join(_told(filing, row, cells) for row, cells in sorted(rows.items()))
    even = all(_is_even(filing, *each) for each in rows.items())
    why, way = (
        (_NUMBERS, "照名称的编号写，编号后面写顿号（1、1.5公里）")
        if even
        else ("行数不一样", "写一样多的行")
    )
    message = f"{len(rows)} 行把几条写在一格里，各栏的{why}，没有拆开读：{told}"
    at = tuple(cell for row in sorted(rows) for cell in rows[row])
    return [Remark(at, message, f"照表样一行写一条；写在一格里的，各栏{way}")], set(rows)


def spread_rows(filing: Filing) -> Iterator[Remark]:
    """拆开读了的几格：说拆成了几条。"""
    names = _names(filing)
    homes: dict[str, list[Cell]] = {}
    for cell in names:
        if isinstance(cell, PieceCell):
            homes.setdefault(cell.local, []).append(cell)
    if homes:
        many = sum(map(len, homes.values()))
        message = f"{len(homes)} 格里写着 {many} 条，照各栏的行数拆开读的"
        at = tuple(cells[0] for cells in homes.values())
        yield Remark(at, message, "归档的一份照表样一行写一条", level=Level.INFO)


def _is_crowded(filing: Filing, row: int, cells: dict[Cell, int]) -> bool:
    """不止一格有几个数，名称也分行写的；只有一格的是另一回事。"""
    name = _name_at(filing, row)
    return len(cells) >= _ROW and name is not None and _lines(name) > 1


def _name_at(filing: Filing, row: int) -> Cell | None:
    return next((cell for cell in _names(filing) if cell.row == row), None)


def _names(filing: Filing) -> list[Cell]:
    funds = [line.name.cell for line in filing.funds]
    return funds + [row.name.cell for row in filing.indicators]


def _told(filing: Filing, row: int, cells: dict[Cell, int]) -> str:
    every = _every(filing, row, cells)
    return "、".join(f"{cell.local} {_lines(cell)} 行" for cell in every)


def _is_even(filing: Filing, row: int, cells: dict[Cell, int]) -> bool:
    return len(set(map(_lines, _every(filing, row, cells)))) == 1


def _every(filing: Filing, row: int, cells: dict[Cell, int]) -> Iterable[Cell]:
    """这一行的名称、目标、完成值、分值、得分和挤着几条的各格。"""
    mine = (each for each in filing.indicators if each.name.cell.row == row)
    fields = (
        field for each in mine for field in (each.target, each.actual, each.weight, each.points)
    )
    own = [field.cell for field in fields if field is not None]
    return dict.fromkeys((*filter(None, [_name_at(filing, row)]), *own, *cells))


def _lines(cell: Cell) -> int:
    return sum(bool(line.strip()) for line in cell.raw.splitlines())
