"""R03 超任务百分之几：任务数、完成数写在前面几段里，照它们算。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from perfxl.cells.later import later
from perfxl.cells.quantity import rounded
from perfxl.proof.claims.goals import is_aim
from perfxl.proof.model import Figure, Finding
from perfxl.proof.ratios.pairs import countable, truncated
from perfxl.proof.reading import Reading, Sentence
from perfxl.proof.text.interval import divide

_AHEAD = later(
    r"超(?:额|过|出)?(?:完成)?(?:年度|全年|年初|下达)?(?:任务|目标|计划)(?:数|量)?(?:的)?(?:达|约)?$"
)
_DONE = later(r"(?:实际|已|共|累计)?(?:完成|建成|发放|培训|改造|实现)[^，。；\d]{0,12}$")
_REACH = 8
_HUNDRED = Decimal(100)


def ahead(reading: Reading) -> Iterator[Finding]:
    """逐句看；这一句自己写了目标、完成的，另有人看（growth）。"""
    for sentence in reading.figured:
        for percent in sentence.figures:
            if percent.unit != "%" or not percent.exact:
                continue
            said = _AHEAD.search(percent.before)
            if said is not None and not any(countable(figure) for figure in sentence.figures):
                yield from _judge(percent, said[0], reading)


def _judge(percent: Figure, said: str, reading: Reading) -> Iterator[Finding]:
    """附近一句里又说任务、又说完成的，都是同样两个数，才知道说的是它们。"""
    pairs = [
        pair
        for sentence in reading.figured
        if 0 < percent.paragraph.number - sentence.paragraph.number <= _REACH
        for pair in _pairs(sentence)
    ]
    values = {(aim.value, done.value) for aim, done in pairs}
    if len(values) != 1:
        return
    aim, done = pairs[-1]
    due = divide(done.value - aim.value, aim.value) * _HUNDRED
    if due <= 0 or due in percent.span or due in truncated(percent):
        return
    shown = f"{rounded(due, percent.places):f}%"
    where = done.paragraph.place
    message = f"任务 {aim.raw}、完成 {done.raw}（{where}），超 {shown}，写的是 {percent.raw}"
    if divide(aim.value, done.value) * _HUNDRED in percent.span:
        message += "（像是拿任务数除以完成数）"
    start = percent.start - len(said)
    yield Finding("R03", percent.paragraph, start, percent.end, message, expected=shown)


def _pairs(sentence: Sentence) -> Iterator[tuple[Figure, Figure]]:
    counts = [figure for figure in sentence.figures if countable(figure) and figure.exact]
    for aim, done in pairwise(counts):
        same = aim.unit == done.unit and is_aim(aim) and not is_aim(done)
        if same and _DONE.search(done.before):
            yield aim, done
