"""R06 与自评表的目标比：不该发生的发生了几起、剩下几处没有做、承担的任务是多少。"""

from __future__ import annotations

from collections.abc import Iterator

from perfxl.cells.later import later
from perfxl.cells.quantity import plain
from perfxl.proof.claims.goals import in_goals
from perfxl.proof.claims.yardsticks import Yardstick, named, yardsticks
from perfxl.proof.model import Figure, Finding
from perfxl.proof.naming import pairs_of
from perfxl.proof.reading import Reading, Sentence
from perfxl.proof.text.clues import regex

_SOFT = later(r"力争|确保|争取|预计|拟|将|应当|要求|下一步|明年|上年|去年|如果|计划于")


def aimed(reading: Reading) -> Iterator[Finding]:
    """逐句看；没有自评表的不看。"""
    every = yardsticks(reading)
    if not every:
        return
    for sentence in reading.figured:
        if in_goals(sentence.paragraph):
            continue
        for figure in sentence.figures:
            if figure.exact and figure.value:
                yield from _zero(figure, sentence, every)
                yield from _rest(figure, every)
                yield from _task(figure, sentence, every)


_HAPPENED = later("(?:发生|出现|发现)")


def _zero(figure: Figure, sentence: Sentence, every: tuple[Yardstick, ...]) -> Iterator[Finding]:
    """表里事故是 0起，报告却写发生 2起。"""
    if not _HAPPENED.search(figure.before) or _SOFT.search(sentence.text):
        return
    nothing = tuple(one for one in every if not one.done.value and one.done.unit == figure.unit)
    mine = named(figure.before, nothing) if nothing else None
    if mine is not None:
        message = f"报告写 {figure.raw}，自评表“{mine.name}”的完成值是 {mine.done.raw}"
        start = figure.start - len(figure.before)
        yield Finding(
            "R06", figure.paragraph, start, figure.end, message, expected=mine.done.raw,
            cells=(mine.cell,),
        )  # fmt: skip


_REST = later("(?:剩余|余下|其余|剩下|补完|补齐)的?$")
_OF = later(r"[^，。；]{2,10}")


def _rest(figure: Figure, every: tuple[Yardstick, ...]) -> Iterator[Finding]:
    """加快剩余 12处路口改造：目标减去完成的。"""
    said = _OF.match(figure.after) if _REST.search(figure.before) else None
    same = tuple(one for one in every if one.aim.unit == figure.unit and not one.met)
    mine = named(said[0], same) if said else None
    if said and mine is None and len(same) == 1 and pairs_of(said[0]) & pairs_of(same[0].name):
        mine = same[0]
    if mine is None:
        return
    due = mine.aim.value - mine.done.value
    if due != figure.value and not mine.falls:
        shown = plain(due / figure.scale)
        message = f"{mine.said}、完成 {mine.done.raw}，剩下 {shown}，写的是 {figure.raw}"
        yield Finding(
            "R06", figure.paragraph, figure.start - len("剩余"), figure.end, message,
            expected=shown, cells=(mine.cell,),
        )  # fmt: skip


_ENTRUSTED = later(r"(?:承担|下达|要求|明确)[^。；]*\d[^。；，]{0,6}的[^。；，]{0,6}任务")


def _task(figure: Figure, sentence: Sentence, every: tuple[Yardstick, ...]) -> Iterator[Finding]:
    """承担新建 2.5万亩、改造提升 5000亩的建设任务：另有一个数是表里的目标，这个也该是。"""
    if not _ENTRUSTED.search(sentence.text) or figure.unit in {"%", "元", ""}:
        return
    mine = named(regex("[、，]").split(figure.before)[-1], every)
    told = any(
        one.value == other.aim.value for one in sentence.figures for other in every
        if one.unit == other.aim.unit and other is not mine and one is not figure
    )  # fmt: skip
    if mine is None or not told or mine.aim.unit != figure.unit:
        return
    if figure.value not in {mine.aim.value, mine.done.value}:
        message = f"报告写任务 {figure.raw}，{mine.said}"
        start = figure.start - len(regex("[、，]").split(figure.before)[-1])
        yield Finding(
            "R06", figure.paragraph, start, figure.end, message, expected=mine.aim.raw,
            cells=(mine.cell,),
        )  # fmt: skip
