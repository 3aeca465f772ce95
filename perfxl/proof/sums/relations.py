"""R02、R03 表格各列的关系之二：单价、户均是另两列相除；比上一行增长几；满意的份数除以各份的和。

同样由各行的数自己说出来：别的行都这样算，只有一行不是，那一行写错了。
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise, permutations

from perfxl.cells.later import later
from perfxl.cells.quantity import plain, rounded
from perfxl.proof.model import Finding, TableCell
from perfxl.proof.reading import Reading
from perfxl.proof.sums.columns import Cells, written_in
from perfxl.proof.sums.tables import number_in, numbers_in
from perfxl.proof.text.interval import divide

_HUNDRED = Decimal(100)
_LEAST = 2  # 至少两行对得上
_FINE = 2  # 对得上的数至少有两位，才不是碰巧
_COUNTS = 3
_LIMITS = Decimal("0.5"), Decimal(2)
_TOTAL = later("合计|小计|总计|平均|总体")


def relations(reading: Reading) -> Iterator[Finding]:
    """逐个表格看。"""
    for table in reading.report.tables:
        named = [
            cells for row, cells in zip(table.rows, numbers_in(table), strict=True)
            if not any(_TOTAL.search(cell.folded) for cell in row[:2])
        ]  # fmt: skip
        rows = [cells for cells in named if len(cells) > 1]
        if len(rows) > _LEAST:
            yield from _unit_prices(rows)
            yield from _rises([cells for cells in named if cells])
            yield from _surveys(rows)


def _is_percent(rows: Sequence[Cells], column: int) -> bool:
    said = [cells[column][1].folded for cells in rows if column in cells]
    return sum(text.endswith("%") for text in said) * 2 > len(said)


def _fits(due: Decimal, cell: TableCell) -> bool:
    _, spans = written_in(cell)
    return any(due in span for span in spans) if spans else number_in(cell) == due


def _one_wrong(
    tries: Sequence[tuple[Cells, Decimal]], result: int
) -> tuple[TableCell, Decimal] | None:
    """别的行都对得上，只有一行不是，差得又不远。"""
    wrong, fine = [], set()
    for cells, due in tries:
        if _fits(due, cells[result][1]):
            fine.add(written_in(cells[result][1])[0])
        else:
            wrong.append((cells, due))
    telling = [one for one in fine if len(one.replace(".", "").strip("0")) >= _FINE]
    if len(wrong) != 1 or len(telling) < _LEAST:
        return None
    cells, due = wrong[0]
    near = due > 0 and _LIMITS[0] <= divide(cells[result][0], due) <= _LIMITS[1]
    return (cells[result][1], due) if near else None


def _unit_prices(rows: Sequence[Cells]) -> Iterator[Finding]:
    """金额除以数量是单价；写的是乘的一样看。"""
    keys = sorted({key for cells in rows for key in cells})
    plain_keys = [key for key in keys if not _is_percent(rows, key)]
    for amount, count, price in permutations(plain_keys, 3):
        mine = [cells for cells in rows if {amount, count, price} <= set(cells)]
        if len(mine) <= _LEAST or any(cells[count][0] <= 0 for cells in mine):
            continue
        if all(cells[count][0] in {Decimal(1), cells[amount][0]} for cells in mine):
            continue
        tries = [(cells, divide(cells[amount][0], cells[count][0])) for cells in mine]
        odd = _one_wrong(tries, price)
        if odd is not None and not _product(odd[0], mine, (amount, count, price)):
            yield _finding("R03", odd[0], odd[1], "金额除以数量")


def _product(cell: TableCell, rows: Sequence[Cells], three: tuple[int, int, int]) -> bool:
    """数量乘以单价四舍五入正好是金额，或照另一列（实际数，不是计划数）算得出来的，也对。"""
    amount, count, price = three
    cells = next(one for one in rows if one[price][1] is cell)
    due = divide(cells[amount][0], cells[count][0])
    others = [value for key, value in cells.items() if key not in three and value[0] > 0]
    if any(other[0] == due or _fits(divide(cells[amount][0], other[0]), cell) for other in others):
        return True
    return _fits(cells[count][0] * cells[price][0], cells[amount][1])


def _rises(rows: Sequence[Cells]) -> Iterator[Finding]:
    """比上一行增长百分之几。"""
    keys = sorted({key for cells in rows for key in cells})
    for level, rise in permutations(keys, 2):
        if _is_percent(rows, level) or not _is_percent(rows, rise):
            continue
        tries = [
            (two, divide(two[level][0] - one[level][0], one[level][0]) * _HUNDRED)
            for one, two in pairwise(rows)
            if level in one and level in two and rise in two and one[level][0] > 0
        ]
        odd = _one_wrong(tries, rise)
        if odd is not None:
            yield _finding("R03", odd[0], odd[1], "比上一行的增长")


def _surveys(rows: Sequence[Cells]) -> Iterator[Finding]:
    """满意加较满意，除以各种意见的份数。"""
    keys = sorted({key for cells in rows for key in cells})
    counts = [key for key in keys if not _is_percent(rows, key)]
    odd_row = _uneven([cells for cells in rows if {*counts} <= set(cells)], counts)
    if odd_row is not None and len(counts) >= _COUNTS:
        yield odd_row
        return
    for result in keys:
        if result in counts or len(counts) < _COUNTS:
            continue
        mine = [cells for cells in rows if {*counts, result} <= set(cells)]
        for size in range(1, len(counts)):
            tries = []
            for cells in mine:
                whole = sum((cells[key][0] for key in counts), Decimal(0))
                part = sum((cells[key][0] for key in counts[:size]), Decimal(0))
                if whole > 0:
                    tries.append((cells, divide(part, whole) * _HUNDRED))
            odd = _one_wrong(tries, result) if len(tries) > _LEAST else None
            if odd is not None:
                yield _finding("R02", odd[0], odd[1], "照这一行的份数")
                return


def _uneven(rows: Sequence[Cells], counts: Sequence[int]) -> Finding | None:
    """别的行各种意见加起来都是 776份，只有这一行是 786份。"""
    wholes = [sum((cells[key][0] for key in counts), Decimal(0)) for cells in rows]
    usual, times = Counter(wholes).most_common(1)[0] if wholes else (Decimal(0), 0)
    odd = [place for place, whole in enumerate(wholes) if whole != usual]
    whole_numbers = all(whole == whole.to_integral_value() for whole in wholes)
    if times <= _LEAST or len(odd) != 1 or usual <= 0 or not whole_numbers:
        return None
    cell, whole = rows[odd[0]][counts[0]][1], wholes[odd[0]]
    if not _LIMITS[0] <= divide(whole, usual) <= _LIMITS[1]:
        return None
    paragraph = next(one for one in cell.paragraphs if one.text.strip())
    message = f"这一行加起来是 {plain(whole)}，别的行都是 {plain(usual)}"
    return Finding("R01", paragraph, 0, len(paragraph.text), message, expected=plain(usual))


def _finding(code: str, cell: TableCell, due: Decimal, how: str) -> Finding:
    paragraph = next(one for one in cell.paragraphs if one.text.strip())
    places = len(written_in(cell)[0].partition(".")[2])
    tail = "%" if cell.folded.endswith("%") else ""
    shown = f"{rounded(due, places):f}{tail}" if places else f"{plain(rounded(due, 2))}{tail}"
    message = f"{how}算是 {shown}，写的是 {cell.text.strip()}；别的行都是这样算的"
    return Finding(code, paragraph, 0, len(paragraph.text), message, expected=shown)
