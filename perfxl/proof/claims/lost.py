"""R06 与自评表的扣分比：哪一条指标扣几分，应是分值减得分。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.cells.quantity import fold, told
from perfxl.proof.claims.dues import Due, dues_of
from perfxl.proof.model import Finding
from perfxl.proof.reading import Reading, Sentence
from perfxl.proof.text.clues import regex

_LOST = later(r"(?<![共各计均])扣(?:了|减|掉|除)?$")
_RULE = later(
    "每|[低高多少]于|不足|上年|去年|复核|复评|第三方|抽评|如|若|按"
)  # 说的是怎样扣、别处扣的
_NAME = 4


def lost(reading: Reading) -> Iterator[Finding]:
    """只有一份自评表的才看。"""
    if len(reading.assessments) != 1:
        return
    every = {
        name: due for name, due in dues_of(reading.assessments[0]).items()
        if len(name) >= _NAME and {"weight", "points"} <= due.keys()
    }  # fmt: skip
    for sentence in reading.figured if every else ():
        yield from _lost(sentence, every)


def _lost(sentence: Sentence, every: dict[str, dict[str, Due]]) -> Iterator[Finding]:
    for figure in sentence.figures:
        if figure.unit != "分" or not figure.exact or not _LOST.search(figure.before):
            continue
        said = regex("[；;]").split(sentence.between(sentence.start, figure.start))[-1]
        told_of = {fold(said).rfind(name): name for name in every if name in fold(said)}
        if not told_of or _RULE.search(said):
            continue
        name = told_of[max(told_of)]
        full, points = (every[name][key] for key in ("weight", "points"))
        due = (full.quantity.value or Decimal(0)) - (points.quantity.value or Decimal(0))
        if due in figure.span:
            continue
        shown = f"{told(due)}分"
        message = (
            f"报告写“{name}”扣 {figure.raw}，自评表分值 {told(full.quantity.value or Decimal(0))}、"
            f"得分 {told(points.quantity.value or Decimal(0))}，扣的是 {shown}（{points.cells[0]}）"
        )
        start = figure.start - len("扣")
        yield Finding(
            "R06", figure.paragraph, start, figure.end, message, expected=shown,
            cells=points.cells,
        )  # fmt: skip
