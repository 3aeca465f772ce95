"""R01、R02 问卷：非常满意、满意、一般、不满意各几份，加起来是收回的份数；满意度照它们算得出来。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate

from perfxl.cells.later import later
from perfxl.cells.quantity import plain, rounded
from perfxl.proof.model import Figure, Finding, Paragraph
from perfxl.proof.reading import Reading, span
from perfxl.proof.text.clues import regex
from perfxl.proof.text.interval import divide, truncated_to
from perfxl.proof.text.masks import even

_CHOICE = later(
    r"(?P<name>非常满意|很满意|比较满意|较满意|基本满意|一般|不太满意|较不满意|非常不满意|不满意|满意)"
    r"[”\"』]?(?:的|率|者|意见)?(?:有|为|：)?$"
)
_RATE = later(r"满意[率度](?:为|达到?|是)?$|满意[^，。；\d]{0,4}(?:合计|共)?占[^，。；\d]{0,10}的$")
_SENT = later(r"收回|回收|有效|接受|抽查|对象|随机|调查|访问|受访|走访|抽样|发放|参与|共")
_NEAR = (Decimal("0.9"), Decimal("1.1"))
_HUNDRED = Decimal(100)


def surveys(reading: Reading) -> Iterator[Finding]:
    """逐段看问卷的结果。"""
    for paragraph in reading.report.prose:
        if "满意" not in paragraph.text:
            continue
        figures = reading.in_paragraph(paragraph)
        choices = [
            figure for figure in figures if figure.unit != "%" and _choice(paragraph, figure)
        ]
        names = [_choice(paragraph, choice) for choice in choices]
        if len(set(names)) != len(names) or not _enough(names):
            continue
        if len({choice.unit for choice in choices}) == 1 and choices[0].unit not in {
            "",
            "%",
            "个百分点",
        }:
            yield from _added(choices, figures)
            yield from _rate(choices, figures)


def _enough(names: Sequence[str]) -> bool:
    """三种以上；只有满意、不满意两种的，也把话说全了。"""
    return len(names) > 2 or (len(names) == 2 and "满意" in names and "不" in names[-1])


def _choice(paragraph: Paragraph, figure: Figure) -> str:
    match = _CHOICE.search(even(paragraph.text)[max(0, figure.start - 12) : figure.start].rstrip())
    return match["name"] if match else ""


def _added(choices: Sequence[Figure], figures: Sequence[Figure]) -> Iterator[Finding]:
    added = sum((choice.value for choice in choices), Decimal(0))
    totals = [
        figure for figure in figures
        if figure.unit == choices[0].unit and figure not in choices and _SENT.search(figure.before)
        and figure.end <= choices[0].start
    ]  # fmt: skip
    if not totals or any(figure.value == added for figure in totals):
        return
    total = min(totals, key=lambda figure: abs(figure.value - added))
    if _NEAR[0] <= divide(added, total.value) <= _NEAR[1]:
        shown = "＋".join(choice.raw for choice in choices)
        message = f"各种意见 {shown} 加起来是 {plain(added)}，前面写的是 {total.raw}"
        place = span((total, *choices))
        yield Finding("R01", total.paragraph, *place, message, expected=plain(added))


def _name(figure: Figure) -> str:
    """率的名称；后面的括号（含基本满意）不看。"""
    text = even(figure.paragraph.text)[max(0, figure.start - 24) : figure.start].rstrip()
    return regex(r"（[^（）]*）$").sub("", text)


def _is_returned(added: Decimal, choices: Sequence[Figure], figures: Sequence[Figure]) -> bool:
    """各种意见加起来正好是收回的、有效的份数。"""
    return any(
        figure.value == added and figure.unit == choices[0].unit
        and regex("收回|回收|有效").search(figure.before)
        for figure in figures
    )  # fmt: skip


def _rate(choices: Sequence[Figure], figures: Sequence[Figure]) -> Iterator[Finding]:
    """非常满意、满意（有时连基本满意）占全部的百分之几。"""
    percents = [figure for figure in figures if figure.unit == "%" and _RATE.search(_name(figure))]
    percents = [figure for figure in percents if figure.start > choices[0].start and figure.exact]
    if len(percents) != 1:
        return
    percent, added = percents[0], sum((choice.value for choice in choices), Decimal(0))
    wholes = {added} | {
        figure.value for figure in figures
        if figure.unit == choices[0].unit and figure not in choices
        and figure.value >= choices[0].value
    }  # fmt: skip
    if _is_returned(added, choices, figures):
        wholes = {added}  # 收回的是这么多：满意度除以收回的，不除以发放的
    sums = list(accumulate(choice.value for choice in choices))
    cut = truncated_to(percent.digits)
    dues = [divide(part, whole) * _HUNDRED for part in sums for whole in wholes]
    if any(due in percent.span or due in cut for due in dues):
        return
    good = [
        choice for choice in choices if "不" not in choice.before and "一般" not in choice.before
    ]
    due = divide(sums[min(1, len(good) - 1)], added) * _HUNDRED
    shown = f"{rounded(due, percent.places):f}%"
    if abs(due - percent.value) < 15:
        message = f"照各种意见的份数算是 {shown}，写的是 {percent.raw}"
        place = span((*choices, percent))
        yield Finding("R02", percent.paragraph, *place, message, expected=shown)
