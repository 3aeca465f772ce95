"""R01 合计之二：分项在前、合计在后；前一句说总数、这一句逐类说；写着加号的算式。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from perfxl.proof.addition import CLOSE, FIRM, Trial, agrees, aside, report
from perfxl.proof.model import Figure, Finding
from perfxl.proof.reading import TIMES, Reading, Sentence, span

MARKS = re.compile(
    r"其中|具体为|具体是|明细为|情况为|主要用于|来源(?:为|是|包括)|分别为|分别是|分别达|包括|包含|分为|主要为|主要是|构成|"
    r"(?:按|从)[^，。；\d]{2,10}(?:分|看|划分|分类|来看)(?=[，,：:])"
)
_WHOLE = re.compile(
    r"(?:合计|共计|总计|总共|总额|总数|总量|总投资|总分|总得分|综合得分|共)[^，。；、\d]{0,6}$"
)
_SURE_WHOLE = re.compile(r"(?:合计|共计|总计|总共|共扣|总分|总得分|综合得分)[^，。；、\d]{0,4}$")
_EVERYTHING = (Decimal(0), Decimal(10**9))


def whole_last(sentence: Sentence) -> Iterator[Finding]:
    """分项在前、合计在后。"""
    for place, total in enumerate(sentence.figures):
        whole = _WHOLE.search(total.before)
        if whole is None or total.unit in TIMES or total.unit == "%":
            continue
        row = []
        for figure in reversed(sentence.figures[:place]):
            fine = "扣" in total.before or not aside(figure)
            if figure.unit == total.unit and fine and figure.hedge != "范围":
                row.append(figure)
        row.reverse()
        if len(row) < 2 or any(agrees(total, row[first:]) for first in range(len(row) - 1)):
            continue
        rest = [figure for figure in sentence.figures[place + 1 :] if figure.unit == total.unit]
        if len(rest) > 1 and any(agrees(total, rest[:size]) for size in range(2, len(rest) + 1)):
            continue
        gap = sentence.between(row[-1].end, total.start)
        if (
            len(gap) > 24
            or "；" in gap
            or MARKS.search(sentence.between(sentence.start, total.end))
        ):
            continue
        sure = _SURE_WHOLE.search(total.before) is not None
        yield from report(Trial(total, tuple(row), FIRM if sure else CLOSE))


_CLOSES = re.compile(r"^(?:不|未|其余|其他|另外|剩余)[^，。；\d]{0,8}$")


def partition(sentence: Sentence) -> Iterator[Finding]:
    """共评查 175卷，评为优秀的 47卷、合格的 117卷，不合格的 11卷：末一项把余下的都说了。"""
    for unit in dict.fromkeys(figure.unit for figure in sentence.figures):
        row = [figure for figure in sentence.figures if figure.unit == unit and figure.exact]
        if len(row) < 4 or unit in TIMES | {"%", "分", "元"}:
            continue
        last = next((place for place, figure in enumerate(row) if _CLOSES.search(figure.before)), 0)
        total, parts = row[0], tuple(row[1 : last + 1])
        if len(parts) < 3 or not re.search("共|总|抽查|评查|检查|调查|受理", total.before):
            continue
        gaps = [
            sentence.between(figure.end, two.start) for figure, two in pairwise(row[: last + 1])
        ]
        if any(len(gap) > 16 or "；" in gap for gap in gaps) or any(aside(part) for part in parts):
            continue
        if not agrees(total, parts):
            yield from report(Trial(total, parts, CLOSE))


def alike(sentence: Sentence, reading: Reading) -> Iterator[Finding]:
    """前一句说支出多少，这一句逐类说“……支出多少”：三类以上，差一点的才报。"""
    for unit in dict.fromkeys(figure.unit for figure in sentence.figures):
        row = [figure for figure in sentence.figures if figure.unit == unit]
        tails = {figure.before[-2:] for figure in row}
        if len(row) < 3 or unit in TIMES or len(tails) != 1 or any(aside(figure) for figure in row):
            continue
        if MARKS.search(sentence.text) or not (word := tails.pop()):
            continue
        totals = [
            figure for figure in reading.near(row[0].paragraph)
            if figure.unit == unit and word in figure.before and not aside(figure) and figure.exact
            and (figure.paragraph.number, figure.start) < (row[0].paragraph.number, row[0].start)
        ]  # fmt: skip
        if totals and not any(agrees(figure, row) for figure in totals):
            added = sum((figure.value for figure in row), Decimal(0))
            total = min(totals, key=lambda figure: abs(figure.value - added))
            for finding in report(Trial(total, tuple(row), CLOSE)):
                first, last = span(row)
                yield Finding(
                    finding.code,
                    row[0].paragraph,
                    first,
                    last,
                    finding.message,
                    expected=finding.expected,
                )


def written(sentence: Sentence) -> Iterator[Finding]:
    """写着加号、等号的算式。"""
    figures = sentence.figures
    for first, start in enumerate(figures):
        row = [start]
        for figure in figures[first + 1 :]:
            gap = sentence.between(row[-1].end, figure.start)
            if not re.fullmatch(r"[^，。；]{0,10}?(?:[+＋]|加上)[^，。；+＋=＝]{0,10}", gap):
                break
            row.append(figure)
        if len(row) < 2 or (first and _plus(sentence, figures[first - 1], start)):
            continue
        rest = figures[first + len(row) :]
        if rest and re.fullmatch(
            r"[^，。；]{0,6}[=＝][^，。；]{0,6}", sentence.between(row[-1].end, rest[0].start)
        ):
            total = rest[0]
            units = {figure.unit for figure in (*row, total) if figure.unit}
            if len(units) < 2 and not agrees(total, row):
                yield from report(Trial(total, tuple(row), _EVERYTHING))


def _plus(sentence: Sentence, before: Figure, figure: Figure) -> bool:
    return bool(re.search(r"[+＋]", sentence.between(before.end, figure.start)))
