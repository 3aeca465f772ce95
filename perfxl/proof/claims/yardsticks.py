"""自评表里的目标：一条指标的指标值、完成值，报告里哪一句说的是它。"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from perfxl.assess import Assessment
from perfxl.cells.later import later
from perfxl.cells.quantity import fold, plain, same_unit
from perfxl.proof.model import Figure, Paragraph
from perfxl.proof.naming import coverage, pairs_of, trimmed
from perfxl.proof.reading import Reading, Sentence
from perfxl.proof.text.clues import regex
from perfxl.proof.text.figures import figures_of
from perfxl.score.score import is_reverse

# 名称里的字有这么多写在旁边；完成值独一无二的，少些也算；只靠名称认的，多些才算。
_SHARED, _ANY, _MOSTLY = Decimal("0.4"), Decimal("0.01"), Decimal("0.6")
_NAME = 3
_LABEL = later(r"[^。：，；]{2,16}[。：]")  # （四）护理员培训。培训 640人次
_OWN = ("", "=", ">=", ">")


@dataclass(frozen=True)
class Yardstick:
    """一条指标：目标、完成的数，比较的方向。"""

    name: str
    aim: Figure
    done: Figure
    falls: bool  # 越少越好的：≤，没有写方向的成本、故障率
    cell: str

    @property
    def said(self) -> str:
        """哪一条、目标多少，引给人看。"""
        return f"自评表“{self.name}”的目标是 {self.aim.raw}（{self.cell}）"

    @property
    def met(self) -> bool:
        """做到了没有。"""
        if self.falls:
            return self.done.value <= self.aim.value
        return self.done.value >= self.aim.value


def yardsticks(reading: Reading) -> tuple[Yardstick, ...]:
    """自评表的各条：目标、完成值都是一个数的。几份自评表的，说不准是哪一份。"""
    if len(reading.assessments) != 1:
        return ()
    if "yardsticks" not in reading.notes:
        reading.notes["yardsticks"] = tuple(_made(reading.assessments[0]))
    made: tuple[Yardstick, ...] = reading.notes["yardsticks"]
    return made


def _made(assessment: Assessment) -> Iterator[Yardstick]:
    for score in assessment.scored.indicators:
        row = score.indicator
        target, actual = row.target.value, row.actual.value
        if target.value is None or actual.value is None or actual.growth:
            continue
        aim = _read(f"{plain(target.value)}{target.unit}")
        # 只写数的，照指标值的单位。
        value = actual.value if actual.unit else same_unit(actual, target) or actual.value
        done = _read(f"{plain(value)}{actual.unit or target.unit}")
        if aim is None or done is None or aim.unit != done.unit or not aim.unit:
            continue
        falls = is_reverse(row, score.method)
        if not falls and (target.op or "") not in _OWN:
            continue
        yield Yardstick(row.name.value, aim, done, falls, row.target.cell.address)


def _read(text: str) -> Figure | None:
    figures = figures_of(Paragraph(0, text))
    return figures[0] if len(figures) == 1 and figures[0].exact else None


def spoken_of(figure: Figure, sentence: Sentence, every: tuple[Yardstick, ...]) -> Yardstick | None:
    """这个数是哪一条的完成值：数相等，名称写在旁边；两条都像的，说不准。"""
    same = [
        one for one in every
        if one.done.unit == figure.unit
        and (one.done.value == figure.value or one.done.value in figure.span)
    ]  # fmt: skip
    if not same:
        return None
    said = pairs_of(fold(_words(figure, sentence)))
    shares = [max(coverage(one.name, said), coverage(trimmed(one.name), said)) for one in same]
    best = max(shares)
    least = _ANY if len(same) == 1 else _SHARED
    if len(same) == 1 and _solid(figure, same[0]):
        return same[0]
    if best < least or shares.count(best) > 1:
        return None
    return same[shares.index(best)]


def _solid(figure: Figure, mine: Yardstick) -> bool:
    """三位以上的数，表里独一无二，或目标也写在这一段里：名称没有写在旁边的也认得。"""
    if len(figure.digits.replace(".", "").strip("0")) < _NAME:
        return any(
            one.value == mine.aim.value and one.unit == mine.aim.unit and one is not figure
            for one in figures_of(figure.paragraph)
        )  # fmt: skip
    return True


def subject(
    before: int, unit: str, paragraph: Paragraph, reading: Reading, every: tuple[Yardstick, ...]
) -> tuple[Figure, Yardstick] | None:
    """这一处说的是哪一条：同一段里往前最近的一个完成值。`unit` 空着的不论单位。"""
    sentences = reading.sentences_by_paragraph.get(paragraph.number, ())
    nearer: Figure | None = None
    for sentence in reversed(sentences):
        for figure in reversed(sentence.figures):
            if figure.end > before:
                continue
            if nearer is not None and "；" in paragraph.text[figure.end : nearer.start]:
                return None  # 改造小区 18个……；加装电梯 20台，完成率 80%：说的是分号后面的
            if not unit or figure.unit == unit:
                mine = spoken_of(figure, sentence, every)
                if mine is not None:
                    return figure, mine
            nearer = figure if figure.unit != "%" else nearer
    return None


def is_to_aim(gap: Figure, reading: Reading) -> bool:
    """正好是自评表里一条的完成值与目标差的数：目标不必写在报告里。"""
    unit = "%" if gap.unit == "个百分点" else gap.unit
    return any(
        one.aim.unit == unit and abs(one.aim.value - one.done.value) == gap.value
        for one in yardsticks(reading)
    )  # fmt: skip


def _words(figure: Figure, sentence: Sentence) -> str:
    """数旁边的话：这个分号以来的，后面紧接着的几个字；上面的小标题。"""
    before = sentence.between(sentence.start, figure.start)
    head = figure.paragraph.path[-1] if figure.paragraph.path else ""
    label = _LABEL.match(figure.paragraph.text)
    said = f"{label[0] if label else ''}#{regex('；').split(before)[-1]}{figure.raw}"
    return f"{head}#{said}#{figure.after[:8]}"
