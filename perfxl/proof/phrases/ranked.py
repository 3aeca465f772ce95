"""R01、R03、R04 与报告里的表：最多、最高的是哪一行；一行是另一行的几倍；累计一列逐行加上去。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.cells.quantity import fold, plain, rounded
from perfxl.proof.model import Figure, Finding, Table, TableCell
from perfxl.proof.reading import Reading, Sentence
from perfxl.proof.sums.tables import number_in, numbers_in
from perfxl.proof.text.clues import Clue, regex
from perfxl.proof.text.interval import divide

_MOST = Clue(
    r"(?P<what>[\u4e00-\u9fff]{2,8})最(?P<way>多|高|大|快|好|少|低|小|慢|差)的(?:是|为)(?P<who>[\u4e00-\u9fff]{2,16})(?=[，。；（]|$)",
    "最",
)
_HIGH = frozenset("多高大快好")
_TIMES = later(
    r"(?P<one>[\u4e00-\u9fff]{2,12}?)(?P<what>[\u4e00-\u9fff]{2,6}?)?是(?P<two>[\u4e00-\u9fff]{2,8})的$"
)
_CUMULATIVE = later("累计")
_TOTAL = later("合计|总计|小计|平均|全[市县区]")
_FEWEST = 2
Column = dict[str, tuple[Decimal, TableCell]]


def ranked(reading: Reading) -> Iterator[Finding]:
    """逐句、逐表看。"""
    if not reading.report.tables:
        return
    for sentence in reading.sentences_with(_MOST):
        for match in _MOST.finditer(sentence.text):
            yield from _most(sentence, match["what"], match["who"], match.span(), reading)
    for sentence in reading.figured:
        for figure in sentence.figures:
            if figure.unit == "倍" and figure.hedge != "范围":
                yield from _times(figure, sentence, reading)
    for table in reading.report.tables:
        yield from _cumulative(table)


def _columns(table: Table) -> Iterator[tuple[str, Column]]:
    """各列：名称，各行叫什么、是几；合计行不算。"""
    if not table.rows:
        return
    for head in table.rows[0]:
        made: Column = {}
        for row, numbers in zip(table.rows[1:], numbers_in(table)[1:], strict=True):
            label = row[0].folded if row else ""
            if label and head.column in numbers and not _TOTAL.search(label):
                made[label] = numbers[head.column]
        if len(made) >= _FEWEST:
            yield head.folded, made


def _lines(table: Table) -> Iterator[tuple[str, Column]]:
    """各行：名称，各列叫什么、是几：项目一行一项、各期一列的。"""
    if not table.rows:
        return
    heads = {cell.column: cell.folded for cell in table.rows[0]}
    for row, numbers in zip(table.rows[1:], numbers_in(table)[1:], strict=True):
        made = {
            heads[column]: number for column, number in numbers.items()
            if heads.get(column) and not _TOTAL.search(heads[column])
        }  # fmt: skip
        if row and len(made) >= _FEWEST:
            yield row[0].folded, made


def _named(label: str, said: str) -> bool:
    return label == said or (len(said) > 1 and (said in label or label in said))


def _column(what: str, who: list[str], reading: Reading) -> Column | None:
    """哪一列：名称写着它，行里有说的那几行；几列都像的，说不准。"""
    fitting = [
        column for table in reading.report.tables for head, column in _columns(table)
        if all(sum(_named(label, one) for label in column) == 1 for one in who)
        and what[-2:] in head
    ]  # fmt: skip
    return fitting[0] if len(fitting) == 1 else None


def _most(
    sentence: Sentence, what: str, who: str, place: tuple[int, int], reading: Reading
) -> Iterator[Finding]:
    """支付最多的是四季度：表里支付那一列，四季度最大。"""
    column = _column(what, [who], reading)
    if column is None:
        return
    way = sentence.text[place[0] : place[1]].partition("最")[2][:1]
    pick = max if way in _HIGH else min
    best = pick(value for value, _ in column.values())
    mine = next(value for label, (value, _) in column.items() if _named(label, who))
    if mine != best:
        due = next(label for label, (value, _) in column.items() if value == best)
        message = f"表里{what}最{way}的是“{due}”（{plain(best)}），写的是“{who}”（{plain(mine)}）"
        first, last = sentence.start + place[0], sentence.start + place[1]
        yield Finding("R04", sentence.paragraph, first, last, message, expected=due)


def _times(figure: Figure, sentence: Sentence, reading: Reading) -> Iterator[Finding]:
    """四季度支付额是一季度的 2.9倍：两个数都在表里。"""
    said = sentence.between(sentence.start, figure.start)
    match = _TIMES.search(regex("[，。；]").split(said)[-1])
    if match is None:
        return
    whole = match["one"] + (match["what"] or "")
    for table in reading.report.tables:
        for head, column in (*_columns(table), *_lines(table)):
            tops = [label for label in column if whole.startswith(label)]
            bases = [label for label in column if label == match["two"]]
            if len(tops) != 1 or len(bases) != 1:
                continue
            what = whole.removeprefix(tops[0])
            if not what or not column[bases[0]][0] or what[:2] not in head:
                continue
            due = divide(column[tops[0]][0], column[bases[0]][0])
            if due in figure.span or abs(due - figure.value) <= figure.grain:
                continue
            shown = f"{rounded(due, figure.places):f}倍"
            message = f"表里“{tops[0]}”÷“{bases[0]}”＝{shown}，写的是 {figure.raw}"
            start = figure.start - len(match[0])
            yield Finding("R03", figure.paragraph, start, figure.end, message, expected=shown)
            return


def _cumulative(table: Table) -> Iterator[Finding]:
    """累计一列等于上一行的累计加这一行；头一行、末一行都对得上的才看是哪一格写错了。"""
    if len(table.rows) < _FEWEST + 2:
        return
    heads = {cell.column: cell.folded for cell in table.rows[0]}
    totals = [column for column, head in heads.items() if _CUMULATIVE.match(fold(head))]
    for column in totals:
        if column - 1 not in heads or _TOTAL.search(heads[column - 1]):
            continue
        rows = [
            (row[column - 1], row[column]) for row in numbers_in(table)[1:]
            if column in row and column - 1 in row
        ]  # fmt: skip
        if len(rows) < _FEWEST + 1 or rows[0][0][0] != rows[0][1][0]:
            continue
        yield from _steps(rows)


def _steps(
    rows: list[tuple[tuple[Decimal, TableCell], tuple[Decimal, TableCell]]],
) -> Iterator[Finding]:
    wrong = [
        place for place in range(1, len(rows))
        if rows[place - 1][1][0] + rows[place][0][0] != rows[place][1][0]
    ]  # fmt: skip
    if not wrong or len(wrong) > _FEWEST or len(wrong) >= len(rows) - 1:
        return
    value, cell = rows[wrong[0]][1]
    due = plain(rows[wrong[0] - 1][1][0] + rows[wrong[0]][0][0])
    paragraph = next(one for one in cell.paragraphs if number_in(cell) is not None)
    message = f"累计写 {plain(value)}，上一行的累计加这一行是 {due}"
    yield Finding("R01", paragraph, 0, len(paragraph.text), message, expected=due)
