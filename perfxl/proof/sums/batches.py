"""R01 合计之七：分两批写在前面，“两批共拨付”写在后面一句；剩下的几元，为甲几元和乙几元。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.proof.model import Figure, Finding
from perfxl.proof.reading import TIMES, Reading, Sentence
from perfxl.proof.sums.addition import Trial, agrees, aside, report, slips
from perfxl.proof.text.clues import regex
from perfxl.proof.text.interval import divide
from perfxl.proof.text.numerals import numeral

_TOTAL = later(
    r"(?P<count>[两二三四五六])(?P<kind>[批次笔项期类个年季级])[^，。；\d]{0,6}?(?:一?共计?|合计|总计|累计)[^，。；\d]{0,8}$"
)
_REST = later(r"(?:余额|余款|剩余|结余|余下|尚余|未支[付出]|未使用)[^，。；\d]{0,6}$")
_BEING = later(r"，(?:为|系|包括|分别为|分别是)[^，。；、\d]{1,14}")
_AND = later(r"[、和及与，]+[^，。；、\d]{1,14}")
_EVERYTHING = Decimal(0), Decimal(100)
_NEAR = Decimal("0.85"), Decimal("1.18")


def batches(reading: Reading) -> Iterator[Finding]:
    """逐句看。"""
    for sentence in reading.figured:
        for figure in sentence.figures:
            if figure.unit in TIMES | {"%", "个百分点", "倍", "分"} or not figure.exact:
                continue
            yield from _told_later(figure, reading)
            yield from _made_of(figure, sentence)


def _told_later(total: Figure, reading: Reading) -> Iterator[Finding]:
    """……预拨 380万元；……拨付 304万元。两批共拨付 684万元。"""
    said = _TOTAL.search(total.before)
    if said is None:
        return
    count = int(numeral(said["count"].replace("两", "二")) or 0)
    earlier = [
        figure for figure in reading.in_paragraph(total.paragraph)
        if figure.unit == total.unit and figure.exact and not aside(figure)
        and figure.end <= total.start and not _TOTAL.search(figure.before)
    ]  # fmt: skip
    runs = [tuple(earlier[at : at + count]) for at in range(len(earlier) - count + 1)]
    if not runs or any(agrees(total, run) for run in runs):
        return
    run = runs[-1]
    first = run[0].paragraph.text[max(0, run[0].sentence[0]) : run[0].start]
    fewer = all(figure.value < total.value for figure in run)
    split = f"分{said['count']}{said['kind']}" in first or _levels(run, said["kind"])
    if fewer and split and _alike(total, run):
        yield from report(Trial(total, run, _EVERYTHING))


def _levels(run: Sequence[Figure], kind: str) -> bool:
    """市级……培训 320人次；县级……培训 1648人次。两级共培训几：各写着是哪一级。"""
    said = [
        regex("[；。]").split(one.paragraph.text[one.sentence[0] : one.start])[-1] for one in run
    ]
    named = [regex("[省市县区镇乡村]级").findall(text) for text in said]
    one_each = all(len(set(names)) == 1 for names in named)
    return kind == "级" and one_each and len({names[0] for names in named}) == len(run)


def _alike(total: Figure, run: Sequence[Figure]) -> bool:
    added = sum((figure.value for figure in run), Decimal(0))
    near = _NEAR[0] <= divide(added, total.value) <= _NEAR[1]
    return near or bool(slips(total, tuple(run)))


def _made_of(total: Figure, sentence: Sentence) -> Iterator[Finding]:
    """余额 24.4万元，为甲 8.4万元和乙 16.0万元。"""
    if not _REST.search(total.before):
        return
    parts: list[Figure] = []
    last = total
    for figure in sentence.figures[sentence.figures.index(total) + 1 :]:
        gap = (_AND if parts else _BEING).fullmatch(sentence.between(last.end, figure.start))
        if gap is None or figure.unit != total.unit or not figure.exact:
            break
        parts.append(figure)
        last = figure
    rest = sentence.between(last.end, sentence.end)
    if len(parts) > 1 and not rest.startswith("等") and not agrees(total, tuple(parts)):
        yield from report(Trial(total, tuple(parts), _EVERYTHING))
