"""R03 一年一个数的：某年比某年增长几、几年年均几；表里一列一年的，正文说比哪一年升降几。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.cells.quantity import fold, plain, rounded
from perfxl.proof.model import Figure, Finding, Table
from perfxl.proof.ratios.changes import judge
from perfxl.proof.reading import Reading, Sentence
from perfxl.proof.sums.tables import number_in
from perfxl.proof.text.interval import divide
from perfxl.proof.text.numerals import numeral

_LABEL = later(r"((?:19|20)\d{2})年$")
_THAN = later(
    r"(?P<new>(?:19|20)\d{2})年比(?P<old>(?:19|20)\d{2})年(?P<way>增长|增加|提高|上升|下降|减少|降低)了?$"
)
_MEAN = later(r"(?:(?P<many>[两二三四五六七八九十\d])年)?(?:年均|平均每年)[^，。；\d]{0,6}$")
_ROW = later(
    r"(?P<name>[\u4e00-\u9fff0-9A-Za-z]{4,24}?)比(?P<old>(?:19|20)\d{2})年(?P<way>提高|上升|增加|下降|降低|减少)了?$"
)
_YEAR = later(r"((?:19|20)\d{2})年?(?:度)?(?:[（(][^）)]*[)）])?")
_LEAST = 3


def labelled(reading: Reading) -> Iterator[Finding]:
    """逐句看。"""
    for sentence in reading.figured:
        said = _labels(sentence)
        if len(said) > 1:
            yield from _growth(sentence, said)
        if len(said) >= _LEAST:
            yield from _mean(sentence, said)
        yield from _in_table(sentence, reading)


def _labels(sentence: Sentence) -> dict[str, Figure]:
    """2020年 8420万元、2021年 8536万元：哪一年是多少；一年写了两个数、单位不同的不算。"""
    made: dict[str, Figure] = {}
    for figure in sentence.figures:
        match = _LABEL.search(figure.before)
        if match is not None and figure.exact:
            if match[1] in made:
                return {}
            made[match[1]] = figure
    return made if len({figure.unit for figure in made.values()}) == 1 else {}


def _growth(sentence: Sentence, said: dict[str, Figure]) -> Iterator[Finding]:
    for change in sentence.figures:
        match = _THAN.search(change.before)
        old, new = (said.get(match[key]) if match else None for key in ("old", "new"))
        if old is not None and new is not None and change.start > max(old.end, new.end):
            yield from judge(old, new, change)


def _mean(sentence: Sentence, said: dict[str, Figure]) -> Iterator[Finding]:
    """四年年均：各年加起来除以几年。"""
    row = list(said.values())
    for mean in sentence.figures:
        match = _MEAN.search(mean.before)
        if match is None or mean in row or mean.unit != row[0].unit or mean.start < row[-1].end:
            continue
        many = match["many"]
        size = int(many) if many and many.isdigit() else int(numeral(many or "") or len(row))
        due = divide(sum((one.value for one in row), Decimal(0)), Decimal(len(row)))
        if size != len(row) or due in mean.span:
            continue
        shown = f"{rounded(due / mean.scale, mean.places):f}"
        if shown != mean.digits.replace(",", ""):
            message = f"{len(row)} 年平均是 {shown}，写的是 {mean.raw}"
            place = mean.start - min(len(mean.before), 6), mean.end
            yield Finding("R03", mean.paragraph, *place, message, expected=shown)


def _in_table(sentence: Sentence, reading: Reading) -> Iterator[Finding]:
    """表里这一行 2021年 96.8、2022年 95.6，正文写比 2021年下降 2.2个百分点。"""
    for change in sentence.figures:
        match = _ROW.search(change.before) if change.unit == "个百分点" else None
        if match is None or not reading.year:
            continue
        now = str(reading.span_years[1])
        for table in reading.report.tables:
            gap = _gap(table, match["name"], (match["old"], now))
            down = match["way"] in {"下降", "降低", "减少"}
            if gap is not None and gap and (gap != change.value or down is not (gap < 0)):
                if abs(gap) == change.value and down is (gap < 0):
                    return
                way = "下降" if gap < 0 else "上升"
                shown = plain(abs(gap))
                message = (
                    f"照表里{match['old']}年、{now}年的数算是{way} {shown}，写的是 {change.raw}"
                )
                place = change.start - min(len(change.before), 8), change.end
                yield Finding("R03", change.paragraph, *place, message, expected=shown)
                return


def _gap(table: Table, name: str, years: tuple[str, str]) -> Decimal | None:
    """名称这一行，后一年减前一年；没有这样的行、列的为空。"""
    heads: dict[str, int] = {}
    for cell in table.rows[0]:
        match = _YEAR.fullmatch(fold(cell.text))
        if match is not None:
            heads[match[1]] = cell.column
    if not all(year in heads for year in years):
        return None
    for row in table.rows[1:]:
        label = fold(row[0].text)
        if len(label) < _LEAST + 1 or not (label in name or name in label):
            continue
        cells = {cell.column: number_in(cell) for cell in row}
        old, new = (cells.get(heads[year]) for year in years)
        return new - old if old is not None and new is not None else None
    return None
