"""横着画的指标块（一列一条指标，一行一栏）：转成竖的来读，每一格记着它真在的地方。

只在照常认不得的时候才看；块以上、以下的各行照原样，只是往下挪。
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import replace

from perfxl.cells.grid import Cell, Concealed, Grid, Sheet
from perfxl.cells.merged import Range
from perfxl.cells.moved import Place, moved
from perfxl.cells.names import key_of
from perfxl.form.form import Form
from perfxl.read.heading.column_names import Names, names_of

TURNED = "；一列一条指标，转成一行一条读的"
_NEED = frozenset({"name", "target"})
_RESULTS = frozenset({"actual", "points"})
_MOST_APART = 3  # 两栏之间至多隔几行
_SHORT, _SEVERAL = 8, 2  # 栏名至多几个字，至少有几条
_LABELS = 3  # 栏名在左边几列里
_MOST_ROWS, _MOST_COLUMNS = 400, 120  # 再大的不是一份横着画的表


def upright(grid: Grid, forms: Sequence[Form], names: Container[str]) -> Grid | None:
    """`names` 里横着画的各张转成竖的；一张也没有的为 None。"""
    kinds = {form.indicators.column: form for form in forms if form.stage == "evaluate"}
    every = [names_of(columns) for columns in kinds]
    sheets = tuple(_turned(sheet, every) if sheet.name in names else sheet for sheet in grid.sheets)
    if all(other is sheet for other, sheet in zip(sheets, grid.sheets, strict=True)):
        return None
    return replace(grid, sheets=sheets)


def _turned(sheet: Sheet, every: Sequence[Names]) -> Sheet:
    if sheet.last_row > _MOST_ROWS or sheet.last_column > _MOST_COLUMNS:
        return sheet
    blocks = max((list(_blocks(sheet, names)) for names in every), key=_size, default=[])
    if not blocks:
        return sheet
    homes = dict(_places(sheet, blocks))
    new = {home: place for place, home in homes.items()}
    cells = {
        place: moved(sheet.cells.get(home) or Cell(sheet.name, *home), place)
        for place, home in homes.items()
    }
    merged = tuple(area for own in sheet.merged if (area := _area(own, new, blocks)) is not None)
    return replace(
        sheet,
        cells=cells,
        merged=merged,
        homes={place: cell.home for place, cell in cells.items()},
        how=TURNED,
        concealed=_concealed(sheet, homes, blocks),
    )


def _size(blocks: Sequence[range]) -> int:
    return sum(map(len, blocks))


def _blocks(sheet: Sheet, names: Names) -> Iterator[range]:
    """横着的块占哪几行：左边一列里上下挨着写着各栏的名称，右边各有几条。"""
    for column in range(1, _LABELS + 1):
        keys = dict(_keys(sheet, names, column))
        runs: list[list[int]] = []
        for row, key in keys.items():
            again = bool(runs) and key in {keys[other] for other in runs[-1]}
            if runs and not again and row - runs[-1][-1] <= _MOST_APART:
                runs[-1].append(row)
            else:
                runs.append([row])
        made = [
            range(_first(sheet, run[0], column), _after(sheet, run[-1], column, keys))
            for run in runs
            if _is_block(sheet, keys, run, column)
        ]
        if made:
            yield from made
            return


def _first(sheet: Sheet, row: int, column: int) -> int:
    """块从哪一行起：各栏名称上面可以有一行序号。"""
    above = sheet.at(row - 1, column) if row > 1 else sheet.at(row, column)
    return row - 1 if key_of(above.raw) in {"序号", "编号"} else row


def _after(sheet: Sheet, last: int, column: int, keys: dict[int, str]) -> int:
    """块到哪一行为止：认得的各栏下面，还可以有不认得的栏（自评等级、备注）。"""
    row = last + 1
    while row not in keys and row <= last + _MOST_APART:
        cells = sheet.row(row)
        label = sheet.cells.get((row, column))
        named = label is not None and label.kind == "text" and len(key_of(label.raw)) <= _SHORT
        if not named or sum(cell.column > column for cell in cells) < _SEVERAL:
            break
        row += 1
    return row


def _keys(sheet: Sheet, names: Names, column: int) -> Iterator[tuple[int, str]]:
    for row in sheet.filled_rows():
        cell = sheet.cells.get((row, column))
        named = names.find(cell.raw) if cell is not None and cell.kind == "text" else None
        if named is not None:
            yield row, named[0]


def _is_block(sheet: Sheet, keys: dict[int, str], run: Sequence[int], column: int) -> bool:
    known = [keys[row] for row in run]
    filled = [row for row in run if sum(each.column > column for each in sheet.row(row)) > 1]
    return (
        set(known) >= _NEED
        and bool(_RESULTS & set(known))
        and {keys[row] for row in filled} >= _NEED
    )


def _places(sheet: Sheet, blocks: Sequence[range]) -> Iterator[tuple[Place, Place]]:
    """新的地方 → 原来的地方，表里的每一格（空着的也在）。"""
    down, row = 0, 1
    while row <= sheet.last_row:
        block = next((each for each in blocks if each.start == row), None)
        for column in range(1, sheet.last_column + 1):
            for across, own in enumerate(block or (row,)):
                place = (row + down + column - 1, across + 1) if block else (row + down, column)
                yield place, (own, column)
        down += sheet.last_column - len(block) if block else 0
        row += len(block) if block else 1


def _area(area: Range, new: dict[Place, Place], blocks: Sequence[range]) -> Range | None:
    """合并区域转过来占的地方；一半在块里的不要了。"""
    inside = [area.first_row in block and area.last_row in block for block in blocks]
    touches = any(area.first_row < block.stop and area.last_row >= block.start for block in blocks)
    first, last = (
        new.get(place)
        for place in ((area.first_row, area.first_column), (area.last_row, area.last_column))
    )
    if first is None or last is None or (touches and not any(inside)):
        return None
    return Range(first[0], first[1], last[0], last[1])


def _concealed(sheet: Sheet, homes: dict[Place, Place], blocks: Sequence[range]) -> Concealed:
    """藏着的列，块里成了藏着的行；块外面的行照旧，筛选藏的也照旧。"""
    out = sheet.concealed
    rows, filtered = set(), set()
    for (new, _), place in homes.items():
        row, column = sheet.homes.get(place, place)
        inside = any(place[0] in block for block in blocks)
        rows |= {new} if (column in out.columns if inside else row in out.rows) else set()
        filtered |= {new} if not inside and row in out.filtered else set()
    return Concealed(rows=frozenset(rows), filtered=frozenset(filtered))
