"""R01 合计之七：一是、二是、（1）（2）逐条写的各多少，加起来是前面说的总数。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from perfxl.cells.later import later
from perfxl.cells.quantity import plain
from perfxl.proof.model import Figure, Finding, Paragraph
from perfxl.proof.reading import Reading
from perfxl.proof.sums.addition import Trial, agrees, one_digit, report
from perfxl.proof.text.labels import label_of
from perfxl.proof.text.masks import even

_TOTAL = later(r"(?:合计|共计|总计|共|总额|总投资|总预算|安排|下达|总)[^，。；]{0,10}$")
_ITEM = later(
    r"(?:^|(?<=[。；：:，]))\s*(?:([一二三四五六七八九十]{1,2})是|[（(](\d{1,2})[）)]|([①-⑳]))"
)
_NEAR = (Decimal("0.9"), Decimal("1.1"))


def items(reading: Reading) -> Iterator[Finding]:
    """写在一段里的，分写在几段里的。"""
    for paragraph in reading.report.prose:
        if reading.in_paragraph(paragraph):
            yield from _inline(paragraph, reading)
    yield from _below(reading)


def _inline(paragraph: Paragraph, reading: Reading) -> Iterator[Finding]:
    """一段里：共多少。一是甲多少；二是乙多少。"""
    marks = list(_ITEM.finditer(even(paragraph.text)))
    figures = reading.in_paragraph(paragraph)
    if len(marks) < 2 or not figures:
        return
    before = [figure for figure in figures if figure.end <= marks[0].start()]
    total = next((figure for figure in reversed(before) if _TOTAL.search(figure.before)), None)
    edges = [mark.start() for mark in marks] + [len(paragraph.text)]
    row = []
    for first, last in pairwise(edges):
        mine = [figure for figure in figures if first <= figure.start < last and figure.is_money]
        if not mine:
            return
        row.append(mine[0])
    if total is None or not total.is_money:
        yield from _earlier(tuple(row), reading)
    elif not agrees(total, row):
        yield from report(Trial(total, tuple(row), _NEAR))


def _earlier(row: tuple[Figure, ...], reading: Reading) -> Iterator[Finding]:
    """总数写在前几段里：没有一个合得上，改一个数字就合得上头一个说总数的。"""
    paragraph = row[0].paragraph
    before = [
        figure for figure in reading.near(paragraph, 3)
        if figure.is_money and figure.exact and figure.paragraph.number < paragraph.number
    ]  # fmt: skip
    if any(agrees(figure, row) for figure in before):
        return
    total = next((one for one in before if _TOTAL.search(one.before)), None)
    added = sum((part.value for part in row), Decimal(0))
    if total is None or any(part.value >= total.value for part in row):
        return
    dues = [(total, added), *((part, part.value + total.value - added) for part in row)]
    if any(due > 0 and one_digit(one.digits, plain(due / one.scale)) for one, due in dues):
        yield from report(Trial(total, row, _NEAR))


def _below(reading: Reading) -> Iterator[Finding]:
    """一段写共多少，下面各段（1. 2. 3.）各写多少。"""
    prose = reading.report.prose
    for place, head in enumerate(prose):
        money = [one for one in reading.in_paragraph(head) if one.is_money]
        total = next((one for one in money if _TOTAL.search(one.before)), None)
        if total is None:
            continue
        row: list[Figure] = []
        form, two = "", False
        for paragraph in prose[place + 1 :]:
            label = label_of(paragraph.full)
            if label is None or (form and label.form != form) or label.number != len(row) + 1:
                break
            form = label.form
            mine = [figure for figure in reading.in_paragraph(paragraph) if figure.is_money]
            if not mine:
                break
            row.append(mine[0])
            two = two or len(mine) > 1
        if two and sum(_TOTAL.search(one.before) is not None for one in money) > 1:
            continue  # 安排省级几、市县几：下面每一段也各有两个
        if len(row) > 1 and not any(agrees(one, row) for one in money):
            yield from report(Trial(total, tuple(row), _NEAR))
