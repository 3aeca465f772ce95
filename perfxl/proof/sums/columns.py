"""R01、R02 表格各列的关系：一列是另两列相除、相减、相加，多数行是这样，不是的那一行写错了。

不靠列名：哪三列有什么关系，由各行的数自己说出来。占比一列，是本列的数除以合计行的。
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import permutations

from perfxl.cells.later import later
from perfxl.cells.quantity import decimal, plain, rounded
from perfxl.proof.model import Finding, Table, TableCell
from perfxl.proof.reading import Reading
from perfxl.proof.sums.tables import number_in, numbers_in
from perfxl.proof.text.clues import regex
from perfxl.proof.text.interval import Interval, divide, point, rounded_to, truncated_to
from perfxl.proof.text.noted import noted

_HUNDRED = Decimal(100)
_PLAIN = {Decimal(0), Decimal(1), _HUNDRED}  # 1÷1、5－5 说明不了什么
_LIMITS = Decimal("0.5"), Decimal(2)
_ROUNDED = Decimal("0.005")
_ROWS, _COLUMNS = 3, 9
_LIMITED = later("时限|成本|单价|造价|≤|不超过|以内|^天$|工作日|小时")  # 越少越好的，少了也是 100%
_USUAL = 2  # 至少两行、三分之二的行对得上，才当作各行都是这样算的

_Cell = tuple[Decimal, TableCell]
Cells = dict[int, _Cell]
Due = Callable[[Decimal, Decimal], Decimal | None]


def columns(reading: Reading) -> Iterator[Finding]:
    """逐个表格看各列。"""
    for table in reading.report.tables:
        rows = [cells for cells in numbers_in(table) if len(cells) > 1]
        if len(rows) >= _ROWS:
            said: set[int] = set()
            limited = any(_LIMITED.search(cell.folded) for row in table.rows for cell in row)
            triples = [
                *_triples(rows, _heads(table), _RELATIONS, limited=limited),
                *_products(table),
            ]
            for finding in (*triples, *_shares(table, rows)):
                if finding.paragraph.number not in said:
                    said.add(finding.paragraph.number)
                    yield finding


_COUNTED = later(r"(\d[\d,]*(?:\.\d+)?)万?[\u4e00-\u9fff]{1,3}")


def _products(table: Table) -> Iterator[Finding]:
    """一列是数量乘单价；数量的格里可以连单位写着（42万亩）。"""
    rows = []
    for row, numbers in zip(table.rows, numbers_in(table), strict=True):
        cells = dict(numbers)
        for cell in row:
            counted = _COUNTED.fullmatch(cell.folded)
            value = decimal(counted[1]) if counted else None
            if value is not None:
                cells[cell.column] = (value, cell)
        rows += [cells] if len(cells) > 1 else []
    if len(rows) >= _ROWS:
        yield from _triples(rows, _heads(table), _PRODUCT, limited=False)


def _rate(amount: Decimal, two: Decimal) -> Decimal | None:
    return divide(amount, two) * _HUNDRED if two > 0 else None


_RELATIONS: tuple[tuple[str, str, Due], ...] = (
    ("R02", "÷", _rate),
    ("R01", "－", lambda one, two: one - two),
)
_PRODUCT: tuple[tuple[str, str, Due], ...] = (("R03", "×", lambda one, two: one * two),)


def _heads(table: Table) -> dict[int, str]:
    """各列的名称：前两行里不是数的字。"""
    made: dict[int, str] = {}
    for row in table.rows[:2]:
        for cell in row:
            if number_in(cell) is None:
                made[cell.column] = made.get(cell.column, "") + cell.folded
    return made


def _triples(
    rows: Sequence[Cells],
    heads: Mapping[int, str],
    relations: Sequence[tuple[str, str, Due]],
    *,
    limited: bool,
) -> Iterator[Finding]:
    keys = sorted({key for cells in rows for key in cells})[:_COLUMNS]
    percent = {key: _is_percent(rows, key, heads) for key in keys}
    for one, two, result in permutations(keys, 3):
        for code, sign, due in relations:
            if percent[one] or percent[two] or (sign == "÷") is not percent[result]:
                continue
            mine = [cells for cells in rows if one in cells and two in cells and result in cells]
            if sign == "－":  # 结转是 0 的几行，预算减支出、支出减结转都对，说明不了什么
                mine = [cells for cells in mine if cells[two][0]]
            tries = [(cells, due(cells[one][0], cells[two][0])) for cells in mine]
            tries = [(cells, value) for cells, value in tries if value not in {None, Decimal(0)}]
            fine = _fine(tries, result, sign)
            if fine < _USUAL:
                continue
            below = any(
                value is not None and value < _HUNDRED and _fits(value, cells[result], sign)
                for cells, value in tries
            )  # 没有做完的，别的行照实写着
            capped = limited or not below
            wrong = [
                (cells, value) for cells, value in tries
                if value is not None and value not in _PLAIN
                and not _fits(value, cells[result], sign)
                and _LIMITS[0] <= divide(cells[result][0], value) <= _LIMITS[1]
                and not (
                    (sign == "÷" and _otherwise(cells, (one, two, result), capped=capped))
                    or (sign == "×" and _multiplied(cells, result))
                )
            ]  # fmt: skip
            telling = sum(value not in _PLAIN for _, value in tries)
            if (telling - len(wrong)) * 3 >= telling * 2:
                for cells, value in wrong:
                    how = f"{_shown(cells[one])}{sign}{_shown(cells[two])}"
                    yield _finding(code, cells[result], how, value)


def _fine(tries: Sequence[tuple[Cells, Decimal | None]], result: int, sign: str = "÷") -> int:
    """有几个不同的数对得上：一样的、1÷1 这样的不算。"""
    fits = {
        value for cells, value in tries if value is not None and _fits(value, cells[result], sign)
    }
    return len(fits - _PLAIN)


def _is_percent(rows: Sequence[Cells], column: int, heads: Mapping[int, str]) -> bool:
    if regex("%|率|占比").search(heads.get(column, "")):
        return True  # 列名写着（%），格里只有数字
    said = [cells[column][1].folded for cells in rows if column in cells]
    return sum(text.endswith("%") for text in said) * 2 > len(said)


def _fits(due: Decimal, written: _Cell, sign: str = "÷") -> bool:
    digits, spans = written_in(written[1])
    if not spans:
        return due == written[0]
    if sign == "×" and abs(due - written[0]) <= written[0] * _ROUNDED:
        return True  # 单价是舍入来的，乘出来差一点
    if sign == "÷" and "." not in digits and not written[1].folded.endswith("%"):
        return abs(due - written[0]) < 1
    return any(due in span for span in spans)


@noted
def written_in(cell: TableCell) -> tuple[str, tuple[Interval, ...]]:
    """一格里的数字，四舍五入、截去尾数各是从哪到哪；不是一个数的没有。"""
    digits = cell.folded.rstrip("%").replace(",", "")
    plain_digits = digits.replace(".", "", 1).isdigit()
    return digits, (rounded_to(digits), truncated_to(digits)) if plain_digits else ()


def _roughly(part: _Cell, whole: _Cell, rate: _Cell, *, capped: bool) -> bool:
    """0.38÷0.5 写 75%：两个数自己就是舍入来的；不超过几天的，少了也是 100%（`capped`）。"""
    spans = [
        rounded_to(plain(one[0])) if "." in one[1].text else point(one[0]) for one in (part, whole)
    ]
    if whole[0] <= 0:
        return False
    written = rounded_to(rate[1].folded.rstrip("%"))
    return (capped and rate[0] == _HUNDRED) or spans[0].over(spans[1]).scaled(_HUNDRED).touches(
        written
    )


def _otherwise(cells: Cells, three: tuple[int, int, int], *, capped: bool) -> bool:
    """这一行的率是别的两格相除：多半那样才对。"""
    one, two, result = three
    rest = [key for key in cells if key != result]
    return any(
        _roughly(cells[part], cells[whole], cells[result], capped=capped)
        for part, whole in permutations(rest, 2) if (part, whole) != (two, one)
    )  # fmt: skip


def _multiplied(cells: Cells, result: int) -> bool:
    """这一行是别的两格相乘：计划 260、实际 264，钱照实际的算。"""
    rest = [value for key, (value, _) in cells.items() if key != result]
    return any(_fits(one * two, cells[result], "×") for one, two in permutations(rest, 2))


def _shown(cell: _Cell) -> str:
    return cell[1].text.strip()


def _shares(table: Table, rows: Sequence[Cells]) -> Iterator[Finding]:
    """占比：本行的数除以合计行的数。"""
    totals = [
        cells for row, cells in zip(table.rows, numbers_in(table), strict=True)
        if any(cell.folded in {"合计", "小计", "总计"} for cell in row[:2])
    ]  # fmt: skip
    if len(totals) != 1:
        return
    total, heads = totals[0], _heads(table)
    for result in sorted({key for cells in rows for key in cells}):
        for one in sorted(total) if _is_percent(rows, result, heads) else ():
            mine = [cells for cells in rows if one in cells and result in cells and one != result]
            tries = [
                (cells, _rate(cells[one][0], total[one][0])) for cells in mine if cells != total
            ]
            wrong = [
                (cells, value) for cells, value in tries
                if value is not None and value not in _PLAIN and not _fits(value, cells[result])
                and _LIMITS[0] <= divide(cells[result][0], value) <= _LIMITS[1]
            ]  # fmt: skip
            fine = _fine(tries, result)
            if (
                fine >= _USUAL
                and fine * 3 >= len(tries) * 2
                and len(wrong) == 1
                and wrong[0][1] is not None
            ):
                cells, value = wrong[0]
                how = f"{_shown(cells[one])}÷{_shown(total[one])}"
                yield _finding("R02", cells[result], how, value)


def _finding(code: str, written: _Cell, how: str, due: Decimal | None) -> Finding:
    cell = written[1]
    paragraph = next(one for one in cell.paragraphs if one.text.strip())
    places = len(cell.folded.rstrip("%").partition(".")[2])
    tail = "%" if cell.folded.endswith("%") else ""
    shown = (f"{rounded(due, places):f}" if tail else plain(due)) if due is not None else ""
    message = f"{how}＝{shown}{tail}，写的是 {cell.text.strip()}；别的行都是这样算的"
    return Finding(code, paragraph, 0, len(paragraph.text), message, expected=f"{shown}{tail}")
