"""R04 两位数字写颠倒了：全文只有这一处的一个数，颠倒两位，正是别处、表里说同一样东西的那个数。"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise

from perfxl.cells.later import later
from perfxl.proof.claims.goals import is_aim, is_bound, words_of
from perfxl.proof.model import Figure, Finding, TableCell
from perfxl.proof.modifiers import FILLER, two_facts
from perfxl.proof.reading import TIMES, Reading
from perfxl.proof.scopes import gap_told, only_one_done, steps, told_beside
from perfxl.proof.text.quoting import quoted
from perfxl.proof.twice import specific

_SKIPPED = TIMES | {"倍", "分", "元", "%", "个百分点"}
_NAME = 6
_FINE = 3  # 三位以上的数，颠倒了正好碰上的少：别处有一处就够
_OTHER = later("上年|去年|同期|计划|目标|任务|增|减|多|少|超|其中|每|均")
_CELL = later(r"\d[\d,]*(?:\.\d+)?")

_Rows = dict[str, list[str]]


def transposed(reading: Reading) -> Iterator[Finding]:
    """逐个看只写了一遍的数。"""
    prose = [one for one in reading.prose_figures if one.unit not in _SKIPPED and one.exact]
    by_digits: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in prose:
        by_digits[figure.digits.replace(",", ""), figure.unit].append(figure)
    cells = _cells(reading)
    written = Counter(one.digits.replace(",", "") for one in reading.figures)
    for (digits, unit), mine in by_digits.items():
        if len(mine) > 1 or digits in cells or written[digits] > 1:
            continue
        for other in _swaps(digits):
            alike = [one for one in by_digits.get((other, unit), ()) if _same(mine[0], one)]
            rows = [row for row in cells.get(other, ()) if _about(mine[0]) & words_of(row)]
            sure = any(_named(mine[0], row) for row in rows)
            least = 1 if sure or len(other.replace(".", "").strip("0")) >= _FINE else 2
            if len(alike) + len(rows) >= least and not _explained(mine[0], reading):
                yield _finding(mine[0], other, alike)
                break


def _cells(reading: Reading) -> _Rows:
    """表格里的每个数，和它那一行的名称、那一列的名称。"""
    made: _Rows = defaultdict(list)
    for table in reading.report.tables:
        heads: dict[int, str] = {cell.column: cell.folded for cell in table.rows[0]}
        for row in table.rows[1:]:
            name = _name(row)
            for cell in row:
                if _CELL.fullmatch(cell.folded):
                    head = heads.get(cell.column, "")
                    made[cell.folded.replace(",", "")].append(name + head)
    return made


def _name(row: tuple[TableCell, ...]) -> str:
    return "".join(cell.folded for cell in row[:2] if not _CELL.fullmatch(cell.folded))


def _named(figure: Figure, row: str) -> bool:
    """数前面的话，末尾有六个字以上是这一行的名称。"""
    name = FILLER.sub("", figure.before)[-_NAME:]
    return len(name) >= _NAME and name in row


def _swaps(digits: str) -> Iterator[str]:
    """相邻两位颠倒的各个数。"""
    places = [place for place, mark in enumerate(digits) if mark != "."]
    for one, two in pairwise(places):
        marks = list(digits)
        marks[one], marks[two] = marks[two], marks[one]
        other = "".join(marks)
        ends = other.endswith("0") and "." in other
        if other != digits and not (ends or (other[0] == "0" and other[1:2] != ".")):
            yield other


def _about(figure: Figure) -> set[str]:
    """说的是什么：前面、后面的字，到处都有的不算。"""
    said = figure.before[-12:] + " " + figure.after[:6]
    return {pair for pair in words_of(said) if specific(pair)}


def _same(figure: Figure, other: Figure) -> bool:
    """说的是同一样东西，同一步：不是一个计划、一个完成，一个今年、一个上年。"""
    if figure.scale != other.scale or figure.sentence == other.sentence:
        return False
    if is_aim(figure) != is_aim(other) or is_bound(figure) != is_bound(other):
        return False
    years = {figure.year, other.year} - {""}
    if len(years) > 1 or "上年" in years or two_facts(figure, other):
        return False
    if steps(figure.before) != steps(other.before) or only_one_done(figure, other):
        return False
    mine, theirs = (set(_OTHER.findall(one.before[-8:])) for one in (figure, other))
    told = told_beside(figure, other) or told_beside(other, figure)
    apart = told or gap_told(figure, abs(figure.value - other.value))
    return mine == theirs and not apart and bool(_about(figure) & _about(other))


def _explained(figure: Figure, reading: Reading) -> bool:
    """同一段里有两个数相加、相减正好是它。"""
    values = [
        one.value for one in reading.in_paragraph(figure.paragraph)
        if one.unit == figure.unit and one is not figure
    ]  # fmt: skip
    known = set(values)
    return any(figure.value - value in known or figure.value + value in known for value in values)


def _finding(figure: Figure, other: str, alike: list[Figure]) -> Finding:
    where = f"别处（{alike[0].paragraph.place}）" if alike else "表里"
    message = f"同一件事{where}写的是 {other}，这里写 {figure.digits}，像是颠倒了两位数字"
    return Finding("R04", figure.paragraph, *quoted(figure), message, expected=other)
