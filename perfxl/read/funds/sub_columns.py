"""资金表头分两行的：执行数下面分财政、自筹、小计，取小计（在哪里都是）；没有小计的几列相加。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from perfxl.cells.grid import Cell, Field, Sheet
from perfxl.cells.later import later
from perfxl.cells.names import bare_key_of, tidy
from perfxl.cells.notation import read_quantity
from perfxl.cells.quantity import Quantity
from perfxl.filing.amounts import is_unknown
from perfxl.filing.model import FundLine
from perfxl.read.heading.column_names import may_be_title
from perfxl.read.heading.headings import Heading

_AMOUNTS = ("initial", "budget", "executed")
_WHOLE = later(
    r"(?:小|合|总|共)计(?:数|金额)?|总(?:额|数|金额)|(?:资金|金额)(?:总额|合计|小计)|金额"
)
# 一笔钱分成的几份：财政资金、自筹、中央、省级补助、基本支出。
_PART = later(
    r"(?:其中)?.*(?:财政|资金|自筹|自有|中央|省|市|县|区|乡|镇|级|其他|社会|专户|基金|债|贷款|配套|拨款|结转|捐赠|"
    r"基本支出|项目支出|当年|本年)(?:补助|投入|配套|安排|部分|预算|支出|执行|拨款|资金)?数?"
)


def with_sub_columns(sheet: Sheet, heading: Heading) -> Heading:
    """各金额列取小计的一列；没有小计的，`spare` 里是要相加的几列。"""
    if any(_is_under_copies(sheet, heading, key) for key in _AMOUNTS if key in heading.cells):
        heading = replace(heading, first_row=heading.first_row - 1)
    tops = {key: _top(sheet, heading, key) for key in _AMOUNTS if key in heading.cells}
    tops = {key: cell for key, cell in tops.items() if cell.row == heading.first_row}
    lower = heading.row if heading.row > heading.first_row else _lower_row(sheet, heading, tops)
    if not lower:
        return heading
    columns, spare = dict(heading.columns), dict(heading.spare)
    for key, top in tops.items():
        parts = _under(sheet, top, lower)
        whole = [part for part in parts if _WHOLE.fullmatch(bare_key_of(part.raw))]
        if len(parts) > 1 and len(whole) == 1:
            columns[key] = whole[0].column
        elif len(parts) > 1 and not whole and all(map(_is_part, parts)):
            spare[key] = tuple(part.column for part in parts)
    return replace(heading, row=lower, columns=columns, spare=spare)


def _is_under_copies(sheet: Sheet, heading: Heading, key: str) -> bool:
    """上面一行的列名拆开了合并、每一列都写一遍：认成列名的是下面一行的一份。"""
    cell = heading.cells[key]
    over = sheet.at(cell.row - 1, cell.column) if cell.row > 1 else cell
    alone = cell.row == heading.first_row and over.column == cell.column and over.kind == "text"
    beside = (sheet.at(over.row, near) for near in (over.column - 1, over.column + 1) if near > 0)
    copies = any(near.raw == over.raw and near.column != over.column for near in beside)
    return alone and copies and over.raw != cell.raw and _is_share(cell)


def _top(sheet: Sheet, heading: Heading, key: str) -> Cell:
    """盖着几份的那一格：认成这一栏的是其中一份（全年预算数 下面的 当年预算、上年结转），看上面。"""
    cell = heading.cells[key]
    over = sheet.at(heading.first_row, cell.column)
    while over.column > 1 and over.raw == sheet.at(over.row, over.column - 1).raw != "":
        over = sheet.at(over.row, over.column - 1)  # 拆开了合并、每一列都写一遍的
    if cell.row == over.row or over.kind == "blank":
        return cell
    parts = _under(sheet, over, cell.row)
    return over if len(parts) > 1 and all(map(_is_share, parts)) else cell


def sub_asides(
    sheet: Sheet, heading: Heading, lines: Sequence[FundLine]
) -> Iterator[tuple[tuple[int, int], str]]:
    """相加的各列，和列名没有合并、上面空着的各份：它们的名称和资金各行的格。

    列名合并了的，取了小计、没有用的几份照样说没有用上。
    """
    tops = [_top(sheet, heading, key) for key in _AMOUNTS if key in heading.cells]
    summed = {column for columns in heading.spare.values() for column in columns}
    fields = (field for line in lines for field in (line.initial, line.budget, line.executed))
    below = {field.cell.row for field in fields if field is not None} - {heading.row}
    for column in summed if heading.row == heading.first_row else ():
        what = f"全年预算数的一份：{tidy(sheet.at(heading.row, column).raw)}"  # 写成增减的预算调整
        yield from (((row, column), what) for row in (heading.row, *below))
    for top in (top for top in tops if heading.row > top.row):
        for part in _under(sheet, top, heading.row):
            is_open = sheet.at(top.row, part.column).kind == "blank" or part.column == top.column
            alone = sheet.area(top.row, top.column).last_column == top.column
            if part.column in summed or (is_open and alone):
                what = f"{tidy(top.raw)}的一份：{tidy(part.raw)}"
                yield (part.row, part.column), what
                cells = (sheet.at(row, part.column) for row in below)
                yield from (((cell.row, cell.column), what) for cell in cells)


def _lower_row(sheet: Sheet, heading: Heading, tops: dict[str, Cell]) -> int:
    """没有上下合并的：下一行只在分了几列的地方写着字，没有数；不是的为 0。"""
    row = heading.row + 1
    under = {part for top in tops.values() for part in _under(sheet, top, row)}
    named = all(map(_is_share, under))
    repeated = {cell for cell in sheet.row(row) if _is_repeated(sheet, cell)}
    return row if len(under) > 1 and named and set(sheet.row(row)) <= under | repeated else 0


def _is_repeated(sheet: Sheet, cell: Cell) -> bool:
    """上面一行的名称又写了一遍（执行率、得分）；写成文字的数碰巧相同的不是。"""
    same = may_be_title(cell) and cell.raw == sheet.at(cell.row - 1, cell.column).raw
    return same and not read_quantity(cell).is_number


def _under(sheet: Sheet, top: Cell, row: int) -> list[Cell]:
    """一个列名盖着的、`row` 行的各格；没有合并的，盖到下一个列名为止。"""
    last = sheet.area(top.row, top.column).last_column
    if last == top.column:
        after = (cell for cell in sheet.row(top.row) if cell.column > last)
        named = (cell.column for cell in after if cell.raw != top.raw)
        last = min(named, default=sheet.last_column + 1) - 1
    cells = (sheet.at(row, column) for column in range(top.column, last + 1))
    parts = dict.fromkeys(cell for cell in cells if cell.row == row)
    return [cell for cell in parts if may_be_title(cell)]


def _is_part(cell: Cell) -> bool:
    return _PART.fullmatch(bare_key_of(cell.raw)) is not None


def _is_share(cell: Cell) -> bool:
    return _is_part(cell) or _WHOLE.fullmatch(bare_key_of(cell.raw)) is not None


def added(sheet: Sheet, row: int, columns: Sequence[int], unit: str) -> Field[Quantity]:
    """几列加起来；有一格读不成数、单位不一样的，照原文留着，不加。"""
    cells = dict.fromkeys(sheet.at(row, column) for column in columns)
    fields = [Field(read_quantity(cell, unit=unit), cell) for cell in cells]
    unknown = next(filter(is_unknown, fields), None)
    known = [field for field in fields if field.value.value is not None]
    if unknown is not None or not known:
        return unknown or fields[0]
    total = known[0].value
    raw = "＋".join(field.value.raw for field in known)
    if any(field.value.unit != total.unit for field in known):
        return Field(Quantity(raw, "text", text=raw), known[0].cell)
    values = [field.value.value for field in known if field.value.value is not None]
    value = sum(values[1:], values[0])
    return Field(replace(total, raw=raw, value=value, added=len(known) > 1), known[0].cell)
