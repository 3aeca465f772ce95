"""藏起来的行、列：看得见的先算；里面是什么、读了没有，都记下来。

列：不看藏着的也读得一样全的，不看它（藏着一栏旧的得分）；只有它才有的，照样读。
行：不算藏着的行、合计也对得上的，不算它（藏着而没有删的旧指标）；其余照样读。筛选藏的行照样读。
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import fields, replace
from decimal import Decimal

from perfxl.cells.grid import Cell, Grid, Sheet
from perfxl.cells.notation import seen
from perfxl.cells.quantity import clean, fold
from perfxl.errors import FormError
from perfxl.filing.amounts import amount, money, number, part_lines
from perfxl.filing.model import Filing, FundLine, Indicator
from perfxl.filing.reading import Hidden, Reading
from perfxl.read.concealed_places import Places, without

Read = Callable[[Grid], tuple[Filing, ...]]
_LONGEST = 12  # 引一格的字至多几个
_MOST_NAMED = 4  # 至多说出几样的名称
_CENT = Decimal("0.01")


def read_seen(grid: Grid, read: Read) -> tuple[Filing, ...]:
    """照看得见的读；藏着的行、列里有什么，记在各份的 `hidden` 里。"""
    full = read(grid)
    if not any(_has_hidden(sheet) for sheet in grid.sheets):
        return full
    narrow = _again(grid, read, full, columns=True)
    picked = [_tells(other) >= _tells(mine) for mine, other in zip(full, narrow, strict=True)]
    chosen = [narrow[place] if slim else full[place] for place, slim in enumerate(picked)]
    for columns in set(picked):
        fewer = _again(grid, read, full, columns=columns, rows=True)
        for place, other in enumerate(fewer):
            if picked[place] is columns and _is_enough(other, chosen[place]):
                chosen[place] = other
    return tuple(
        _noted(filing, whole, grid.sheet(whole.sheet))
        for filing, whole in zip(chosen, full, strict=True)
    )


def _is_enough(seen: Filing, whole: Filing) -> bool:
    """不算藏着的行：合计对得更上；或者一样对得上，少的只是藏着的几条指标。"""
    mine, all_told = _tells(seen), _tells(whole)
    less = mine[1] < all_told[1] and (mine[0], mine[2]) == (all_told[0], all_told[2])
    return _off(seen) < _off(whole) or (less and _off(seen) == _off(whole))


def _has_hidden(sheet: Sheet) -> bool:
    if sheet.hidden:
        return bool(sheet.cells)
    out = sheet.concealed
    return bool(out.rows or out.columns) and any(map(Places(sheet).is_out, sheet.cells.values()))


def _again(
    grid: Grid, read: Read, full: tuple[Filing, ...], *, columns: bool = False, rows: bool = False
) -> tuple[Filing, ...]:
    """去掉藏着的列、行再读一遍；读不成、份数变了的，仍是全读的。"""
    sheets = tuple(
        without(
            sheet,
            sheet.concealed.rows - sheet.concealed.filtered if rows else frozenset(),
            sheet.concealed.columns if columns else frozenset(),
        )
        for sheet in grid.sheets
    )
    try:
        filings = read(replace(grid, sheets=sheets))
    except FormError:
        return full
    return filings if len(filings) == len(full) else full


def _tells(filing: Filing) -> tuple[int, int, int, int]:
    """读得全不全：读到了几栏、几条指标、几行资金，指标里一共几格（连同另占一栏的方向、单位）。"""
    told: dict[str, set[Cell]] = {}
    for indicator in filing.indicators:
        for field in fields(Indicator):
            value = getattr(indicator, field.name)
            if _is_told(value):
                told.setdefault(field.name, set()).add(value.cell)
    heads = (filing.name, filing.authority, filing.unit, filing.year, filing.goal, filing.total)
    return (
        len(told) + sum(map(_is_told, heads)),
        len(filing.indicators),
        sum(_is_told(getattr(line, key)) for line in filing.funds for key in _FUND_KEYS),
        sum(map(len, told.values())) + sum(map(_with_sign, filing.indicators)),
    )


def _with_sign(indicator: Indicator) -> int:
    """指标值的方向、单位有没有：它们另占的一栏藏着，不读就成了别的意思。"""
    target, actual = indicator.target.value, indicator.actual.value
    return (target.op is not None) + bool(target.unit) + bool(actual.unit)


_FUND_KEYS = ("name", "initial", "budget", "executed", "weight", "rate", "points")


def _is_told(field: object) -> bool:
    cell = getattr(field, "cell", None)
    return isinstance(cell, Cell) and (cell.kind != "blank" or cell.is_uncomputed)


def _off(filing: Filing) -> int:
    """几处合计对不上：分值、得分、资金的两栏。"""
    line = filing.total_fund
    sums = [
        (_sum(filing, "weight", line), number(filing.total_weight) or Decimal(100)),
        (_sum(filing, "points", line), number(filing.total)),
    ]
    for key in ("budget", "executed"):
        whole = amount(filing, key)
        parts = [money(getattr(part, key), filing.money_unit) for part in part_lines(filing)]
        sums.append(
            (sum((part for part in parts if part), Decimal(0)) if any(parts) else whole, whole)
        )
    return sum(
        mine is not None and whole is not None and abs(mine - whole) > _CENT for mine, whole in sums
    )


def _sum(filing: Filing, key: str, line: FundLine | None) -> Decimal | None:
    owners = [*filing.indicators, *([line] if line else [])]
    each = {
        field.cell: number(field)
        for field in (getattr(owner, key) for owner in owners)
        if field is not None
    }
    values = [value for value in each.values() if value is not None]
    return sum(values, Decimal(0)) if values else None


def _noted(filing: Filing, whole: Filing, sheet: Sheet | None) -> Filing:
    if sheet is None:
        return filing
    hidden = tuple(_hidden(filing, whole, sheet))
    places, area = Places(sheet), whole.area
    known = {reading.cell for reading in filing.readings}
    more = tuple(
        Reading(cell, "unused", "藏着，没有读")
        for cell in sheet.cells.values()
        if not _is_bare(cell)
        and places.is_out(cell)
        and area is not None
        and area.first_row <= cell.row <= area.last_row
        and cell not in known
    )
    readings = sorted((*filing.readings, *more), key=lambda one: (one.cell.row, one.cell.column))
    return replace(filing, hidden=hidden, readings=tuple(readings), area=area)


def _hidden(filing: Filing, whole: Filing, sheet: Sheet) -> Iterator[Hidden]:
    """这一份里藏着而有内容的：整张表、各行、各列。"""
    area, places = whole.area, Places(sheet)
    cells = [
        cell
        for cell in sheet.cells.values()
        if area and area.first_row <= cell.row <= area.last_row and not _is_bare(cell)
    ]
    if sheet.hidden:
        first = min(cells, key=lambda cell: (cell.row, cell.column))
        yield Hidden((first,), f"工作表“{sheet.name}”", "这一份自评表", read=True, matters=True)
    used = {reading.cell for reading in filing.readings}
    out = sheet.concealed
    inside = [cell for cell in cells if places.in_rows(cell) and not _reaches_down(places, cell)]
    for filtered in (False, True):
        for read in (True, False):
            mine = [
                cell
                for cell in inside
                if (places.row(cell) in out.filtered) is filtered and (cell in used) is read
            ]
            if mine:
                said, matters = _in_rows(whole, places, mine)
                yield Hidden(
                    _firsts(mine, places.row), places.rows_named(mine), said, read,
                    "不算它，看得见的各行对得上", filtered, matters,
                )  # fmt: skip
    yield from _in_columns(places, cells, used)


def _in_columns(places: Places, cells: Sequence[Cell], used: Container[Cell]) -> Iterator[Hidden]:
    """藏着的各列；整行藏着的已经说过。"""
    inside = [cell for cell in cells if places.in_columns(cell) and not places.in_rows(cell)]
    for read in (True, False):
        mine = [cell for cell in inside if (cell in used) is read]
        if mine:
            firsts = _firsts(mine, places.column)
            said = "、".join(f"“{_short(cell)}”" for cell in firsts[:_MOST_NAMED])
            matters = read or any(_is_twice(places, cell) for cell in mine)
            yield Hidden(
                firsts, places.columns_named(mine), said, read,
                "看得见的各栏已经齐全", matters=matters,
            )  # fmt: skip


def _is_bare(cell: Cell) -> bool:
    """搬过的表里没有内容的格。"""
    return cell.kind == "blank" and cell.formula is None


def _reaches_down(places: Places, cell: Cell) -> bool:
    """合并格的一角，格子伸到看得见的行里：字看得见。"""
    area = places.sheet.area(cell.row, cell.column)
    rows = range(cell.row + 1, area.last_row + 1)
    return any(places.home_row(row, cell.column) not in places.out.rows for row in rows)


def _is_twice(places: Places, cell: Cell) -> bool:
    """藏着的列名，同一行看得见的又有一个。"""
    beside = (other for other in places.sheet.row(cell.row) if not places.in_columns(other))
    return cell.kind == "text" and any(fold(other.raw) == fold(cell.raw) for other in beside)


def _in_rows(whole: Filing, places: Places, cells: list[Cell]) -> tuple[str, bool]:
    """这几行里是什么；有没有指标、资金或数。"""
    rows = set(map(places.row, cells))
    names = [
        f"指标“{indicator.name.value}”{_points(indicator)}"
        for indicator in whole.indicators
        if places.row(indicator.name.cell) in rows
    ]
    names += [
        f"资金“{line.name.value}”" for line in whole.funds if places.row(line.name.cell) in rows
    ]
    matters = bool(names) or any(cell.kind == "number" for cell in cells)
    names = names or [f"“{_short(cell)}”" for cell in _firsts(cells, places.row)]
    more = f"等 {len(names)} 样" if len(names) > _MOST_NAMED else ""
    return "、".join(names[:_MOST_NAMED]) + more, matters


def _points(indicator: Indicator) -> str:
    pairs = (("分值", indicator.weight), ("得分", indicator.points))
    said = [
        f"{name} {field.value.shown}" for name, field in pairs if field and field.value.is_number
    ]
    return f"（{'、'.join(said)}）" if said else ""


def _firsts(cells: Iterable[Cell], key: Callable[[Cell], int]) -> tuple[Cell, ...]:
    """每行（列）头一个格。"""
    each: dict[int, Cell] = {}
    for cell in sorted(cells, key=lambda cell: (cell.row, cell.column)):
        each.setdefault(key(cell), cell)
    return tuple(each[place] for place in sorted(each))


def _short(cell: Cell) -> str:
    text = clean(seen(cell)).replace("\n", "")
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
