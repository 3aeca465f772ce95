"""R01 收支表：总额等于上面几行、下面的明细，收入减去支出是结余；一处写错了几个数字的才报。

R04 表里的数与正文里同一个名称的数。
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from perfxl.cells.later import later
from perfxl.cells.quantity import decimal, plain
from perfxl.proof.against import in_workbook
from perfxl.proof.model import Figure, Finding, TableCell
from perfxl.proof.reading import Reading
from perfxl.proof.text.clues import regex
from perfxl.proof.text.interval import one_slip, turned
from perfxl.proof.text.masks import even
from perfxl.proof.text.quoting import quoted

_VALUE = later(r"(?P<number>-?\d[\d,]*(?:\.\d+)?)\s*(?P<unit>[万亿]?元|%|[\u4e00-\u9fff]{0,3})")
_TOTAL = later(r"(?:合计|总计|总额|总数|小计)$|^可用资金|^资金总")
_NUMBERED = later(r"[一二三四五六七八九十]{1,2}、")
_INCOME = later(
    r"收入(?:合计|总计)|可用资金(?:总额|合计)?$|资金(?:总额|来源合计)$|^预算数$|^安排资金$"
)
_SPENT = later(r"支出(?:合计|总计)?$|^(?:本年|实际|全年)支出|使用合计|执行数$")
_LEFT = later(r"(?:年末|期末)?(?:结转和?结余|结转结余|结转|结余)(?:资金)?$")
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Row:
    """表里一行：名称，各列的数、写法、单位。"""

    name: str
    values: dict[int, tuple[Decimal, str, str, TableCell]]
    kinds: tuple[re.Pattern[str], ...]  # 是收入、支出、结余的合计


def accounts(reading: Reading) -> Iterator[Finding]:
    """逐个表格看。"""
    for table in reading.report.tables:
        rows = [row for row in map(_row, table.rows) if row.name]
        for column in sorted({column for row in rows for column in row.values}):
            every = [row for row in rows if column in row.values]
            filled = [row for row in every if row.values[column][2] != "%"]
            if len(every) - len(filled) > len(filled):
                continue  # 占比、进度一列
            yield from _running(filled, column)
            yield from _detailed(filled, column)
            yield from _balance(filled, column)
        yield from _in_prose(rows, reading)


def _row(cells: Sequence[TableCell]) -> Row:
    name, values = "", {}
    for cell in cells:
        text = cell.folded
        match = _VALUE.fullmatch(text)
        value = decimal(match["number"].replace(",", "")) if match else None
        if match and value is not None:
            values[cell.column] = value, match["number"].replace(",", ""), match["unit"], cell
        elif not name and regex("[\u4e00-\u9fff]{2}").search(text):
            name = text
    return Row(name, values, _kinds(name))


def _kinds(name: str) -> tuple[re.Pattern[str], ...]:
    if not name or regex("上年|年初").search(name):
        return ()
    bare = regex(r"^[一二三四五六七八九十]+、").sub("", name)
    return tuple(kind for kind in (_INCOME, _SPENT, _LEFT) if kind.search(bare))


def _units(rows: Sequence[Row], column: int) -> set[str]:
    return {row.values[column][2] for row in rows}


def _running(rows: Sequence[Row], column: int) -> Iterator[Finding]:
    """可用资金总额是上面几行之和；只有一列、总额不在末一行的表。"""
    start = 0
    for place, row in enumerate(rows):
        if not _TOTAL.search(row.name) or _NUMBERED.match(row.name):
            continue
        parts, start = rows[start:place], place + 1
        last = place == len(rows) - 1 and not row.values[column][2]
        if last or len(parts) < _FEWEST or len(_units([*parts, row], column)) > 1:
            continue
        yield from _judge(row, parts, column)


def _detailed(rows: Sequence[Row], column: int) -> Iterator[Finding]:
    """一、收入合计，下面是明细，到二、为止。"""
    heads = [place for place, row in enumerate(rows) if _NUMBERED.match(row.name)]
    for first, last in pairwise([*heads, len(rows)]):
        row, parts = rows[first], rows[first + 1 : last]
        if _TOTAL.search(row.name) and len(parts) >= _FEWEST and len(_units(parts, column)) == 1:
            yield from _judge(row, parts, column)


def _judge(row: Row, parts: Sequence[Row], column: int) -> Iterator[Finding]:
    total, written, _, cell = row.values[column]
    values = [part.values[column] for part in parts]
    due = sum((value for value, *_ in values), Decimal(0))
    if due == total or total <= 0:
        return
    wrong = [
        each for value, digits, _, each in values if _slipped(digits, plain(value + total - due))
    ]
    if wrong or _slipped(written, plain(due)):
        message = (
            f"{row.name} {plain(total)}，各行加起来是 {plain(due)}，差 {plain(abs(total - due))}"
        )
        at = cell if _slipped(written, plain(due)) else wrong[0]
        yield _finding("R01", at, message, plain(due))


def _slipped(written: str, due: str) -> bool:
    if due.startswith("-"):
        return False
    bare = written.replace(".", "").lstrip("0"), due.replace(".", "").lstrip("0")
    return one_slip(written, due) or turned(written, due) or turned(*bare)


def _balance(rows: Sequence[Row], column: int) -> Iterator[Finding]:
    """收入合计减去支出合计，是年末结转结余。"""
    named = [[row for row in rows if kind in row.kinds] for kind in (_INCOME, _SPENT, _LEFT)]
    if (
        any(len(each) != 1 for each in named)
        or len(_units([each[0] for each in named], column)) > 1
    ):
        return
    income, spent, left = (each[0].values[column] for each in named)
    due = income[0] - spent[0]
    slip = (
        _slipped(left[1], plain(due)) or _slipped(spent[1], plain(income[0] - left[0]))
        or _slipped(income[1], plain(spent[0] + left[0]))
    )  # fmt: skip
    if left[0] == 0 < due:
        message = f"{plain(income[0])}减去{plain(spent[0])}还有 {plain(due)}，结转结余却写 0"
        yield _finding("R08", left[3], message, plain(due))
    elif due != left[0] and due >= 0 and slip:
        message = f"{plain(income[0])}减去{plain(spent[0])}是 {plain(due)}，写的是 {plain(left[0])}"
        yield _finding("R01", left[3], f"{message}；三个数有一个不对", plain(due))


def _in_prose(rows: Sequence[Row], reading: Reading) -> Iterator[Finding]:
    """表里项目支出 1496.63，正文里项目支出 1469.63万元：名称相同，只差一处笔误。"""
    names = {
        row.name: row
        for row in rows
        if len(row.name) >= _LEAST and not (_TOTAL.search(row.name) or _NO_MONEY.search(row.name))
    }
    every = {value for row in rows for value, *_ in row.values.values()}
    if not names or not every:
        return
    for figure in reading.prose_figures:
        if not figure.is_money or not figure.exact or figure.written in every:
            continue
        row = _named(figure, names)
        if row is None or in_workbook(figure, reading):
            continue
        for value, digits, unit, cell in row.values.values():
            money = unit in {"", regex(r"^[\d,.\s]+").sub("", figure.raw)}
            long = len(digits.replace(".", "").strip("0")) >= _DIGITS
            alike = figure.written / _TIMES < value < figure.written * _TIMES
            if (
                money
                and long
                and alike
                and _slipped(figure.digits, digits)
                and value != figure.written
            ):
                where = next(one for one in cell.paragraphs if one.text.strip()).place
                message = f"表里（{where}）“{row.name}”写 {digits}，这里写 {figure.raw}"
                start, _ = quoted(figure)
                yield Finding("R04", figure.paragraph, start, figure.end, message, expected=digits)
                return


_LEAST, _DIGITS, _TIMES = 3, 3, 5
# 得分表里的一行：写的是率、分，不是钱。
_NO_MONEY = later(r"(?:率|比例|系数|得分|分值|指标|满意度)$")


def _named(figure: Figure, names: dict[str, Row]) -> Row | None:
    """数前面这一截话里最后说到的那一行。"""
    said = even(figure.paragraph.text)[figure.sentence[0] : figure.start]
    said = regex("[；。：]|元(?:[，、]|$)").split(said)[-1]
    best = [(said.rfind(name), name) for name in names if name in said]
    return names[max(best)[1]] if best and "年" not in said[-6:] else None


def _finding(code: str, cell: TableCell, message: str, due: str) -> Finding:
    paragraph = next(one for one in cell.paragraphs if one.text.strip())
    return Finding(code, paragraph, 0, len(paragraph.text), message, expected=due)
