"""R04 相邻两位写颠倒了：918,540元写成 981,540元。

全文只写了一遍的一个数，颠倒相邻两位，正是别处、表里写着的那个；两处说的像是同一样东西才说：
四位以上的很难碰巧；三位的要说的是同一样东西；两位的还要紧接着的名称相同，或者表里有、别处也有。
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from perfxl.cells.later import later
from perfxl.proof.claims.goals import is_aim, is_bound, words_of
from perfxl.proof.model import Figure, Finding, TableCell
from perfxl.proof.modifiers import FILLER, two_facts
from perfxl.proof.reading import TIMES, Reading
from perfxl.proof.scopes import gap_told, only_one_done, steps, told_beside
from perfxl.proof.text.quoting import quoted
from perfxl.proof.twice import specific

_RATES = frozenset({"%", "个百分点", "倍", "分"})
_LOOSE = TIMES | _RATES | {"元"}  # 换着话说的、表里的，这几种单位的数太常见
_SURE, _FINE, _FEW, _OFTEN = 4, 3, 2, 3
_NAME = 6
_NOUN = later(r"^[）)]?(?P<noun>[\u4e00-\u9fff]{2})")
_PLAIN = later(
    r"万元|资金|预算|支出|支付|执行|到位|下达|完成|实际|全年|其中|目标|计划|增长|下降|提高|达到"
)
_OTHER = later("上年|去年|同期|计划|目标|任务|增|减|多|少|超|其中|每|均")
_CELL = later(r"\d[\d,]*(?:\.\d+)?")

_Key = tuple[str, int, int]
_Rows = dict[str, list[str]]


def transposed(reading: Reading) -> Iterator[Finding]:
    """逐个看只写了一遍的数。"""
    places: dict[tuple[_Key, str], list[Figure]] = defaultdict(list)
    for figure in reading.figures:
        if figure.unit not in TIMES:
            places[_key(figure), figure.digits].append(figure)
    cells, written = _cells(reading), Counter(one.digits for one in reading.figures)
    for (key, digits), mine in places.items():
        figure = mine[0]
        if len(mine) > 1 or not figure.exact:
            continue
        lone = written[digits] == 1 and digits not in cells and figure.paragraph.kind != "cell"
        for other in _turned(digits):
            theirs = places.get((key, other), [])
            rows = cells.get(other, []) if lone else []
            told = lone and (theirs or rows) and _is_told(figure, other, theirs, rows, reading)
            if _is_plain(figure, theirs) or told:
                yield _finding(figure, other, theirs)
                break


def _key(figure: Figure) -> _Key:
    """同样的单位、同样的倍数、小数点后同样几位。"""
    return figure.unit, int(figure.scale), figure.places


def _turned(digits: str) -> Iterator[str]:
    """相邻两位颠倒的各个数；小数点不算一位。"""
    places = [place for place, mark in enumerate(digits) if mark != "."]
    for one, two in pairwise(places):
        if digits[one] != digits[two]:
            marks = list(digits)
            marks[one], marks[two] = marks[two], marks[one]
            yield "".join(marks)


# ---- 别处一样的数，说法可以不同 ----


def _is_plain(figure: Figure, others: Sequence[Figure]) -> bool:
    """两个数都写得实（整十、整百的零不算一位），说的像是同一样东西；都只写了一遍的，说在后一个上。"""
    others = [other for other in others if other.hedge != "范围"]
    if not others or figure.hedge == "范围" or not _is_later(figure, others):
        return False
    size = min(_solid(figure.digits), _solid(others[0].digits))
    return size >= _FEW and _same_thing(figure, others, size)


def _solid(digits: str) -> int:
    return len(digits.replace(".", "").strip("0"))


def _same_thing(figure: Figure, others: Sequence[Figure], size: int) -> bool:
    """说的像是同一样东西；同一句里列着的几样不是。"""
    if any(
        other.paragraph is figure.paragraph and other.sentence == figure.sentence
        for other in others
    ):
        return False
    if size >= _SURE and figure.unit not in _RATES:
        return True
    if any(two_facts(other, figure) for other in others):
        return False
    if size <= _FEW and len(others) < _OFTEN:
        noun = _NOUN.match(figure.after)
        return (
            noun is not None and len(others) > 1 and figure.before != "有"  # 有 79个公开了：一部分
            and all(other.after.startswith(noun["noun"]) for other in others)
        )  # fmt: skip
    return any(_words(figure) & _words(other) for other in others)


def _is_later(figure: Figure, others: Sequence[Figure]) -> bool:
    other = others[0]
    here, there = (figure.paragraph.number, figure.start), (other.paragraph.number, other.start)
    return len(others) > 1 or there < here


def _words(figure: Figure) -> frozenset[str]:
    return frozenset(words_of(_PLAIN.sub(" ", f"{figure.before} {figure.after[:6]}")))


# ---- 话里、表里说同一样东西的数 ----


def _is_told(
    figure: Figure, digits: str, others: Sequence[Figure], rows: Sequence[str], reading: Reading
) -> bool:
    """话里说同一步、同一样的，表里同名一行的；三位以上的有一处就够，短的要两处。"""
    if figure.unit in _LOOSE:
        return False
    prose = (one for one in others if one.paragraph.kind != "cell" and one.exact)
    alike = [one for one in prose if _same(figure, one)]
    about = [row for row in rows if _about(figure) & words_of(row)]
    sure = any(_named(figure, row) for row in about)
    least = 1 if sure or _solid(digits) >= _FINE else 2
    return len(alike) + len(about) >= least and not _explained(figure, reading)


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


def _about(figure: Figure) -> set[str]:
    """说的是什么：前面、后面的字，到处都有的不算。"""
    said = figure.before[-12:] + " " + figure.after[:6]
    return {pair for pair in words_of(said) if specific(pair)}


def _same(figure: Figure, other: Figure) -> bool:
    """说的是同一样东西，同一步：不是一个计划、一个完成，一个今年、一个上年。"""
    if figure.sentence == other.sentence:
        return False
    if figure.before == "有" and figure.value < other.value:
        return False  # 97个部门公开了预算。有 79个公开了项目：里面的一部分
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


def _finding(figure: Figure, other: str, others: Sequence[Figure]) -> Finding:
    where = f"另一处（{others[0].paragraph.place}）" if others else "表里"
    written = others[0].raw if others else other
    message = f"{where}写 {written}，这里写 {figure.raw}，像是相邻两位颠倒了，看哪一处对"
    return Finding("R04", figure.paragraph, *quoted(figure), message, expected=written)
