"""R06 与自评表的资金比：支出是表里的执行数的，后面写的执行率、结余照表里的预算算；上年结转几。"""

from __future__ import annotations

from collections.abc import Iterator

from perfxl.cells.later import later
from perfxl.cells.quantity import plain, rounded
from perfxl.proof.known import Known
from perfxl.proof.model import Figure, Finding
from perfxl.proof.phrases.skeleton import (
    HUNDRED,
    N,
    finding,
    found,
    one,
    percent_fits,
)
from perfxl.proof.reading import Reading
from perfxl.proof.text.clues import Clue
from perfxl.proof.text.interval import divide

_SPENT = r"(?:支出|支付|执行|使用)(?:数|资金|了)?(?:为|共)?"
_RATE = Clue(  # 全年支出 1728.72万元，执行率 98%，结余 35.28万元
    rf"{_SPENT}(?P<spent>{N})，(?:预算|资金)?(?:执行率|支付率|支出率|支出进度)(?:为|达到?|仅)?(?P<rate>{N})",
    "执行率", "支付率", "支出率", "支出进度",
)  # fmt: skip
_LEFT = Clue(
    rf"{_SPENT}(?P<spent>{N})，(?:(?:预算|资金)?(?:执行率|支付率|支出率)(?:为|达到?|仅)?{N}[，；。]?)?"
    rf"(?:其中[^。；]*?，)?(?:年末)?(?:资金)?(?:结余|剩余|结转)(?:资金)?(?:为)?(?P<left>{N})",
    "结余", "剩余", "结转",
)  # fmt: skip
_CARRIED = later(r"(?<!不含)上年结转(?:资金|结余)?(?:为)?$")
_ROLES = ("initial", "budget", "executed")


def executed(reading: Reading) -> Iterator[Finding]:
    """只有一份自评表的才看。"""
    if len(reading.assessments) != 1:
        return
    money = reading.known.alike("元").known
    whole = {item.role: item for item in money if item.whole and item.role in _ROLES}
    if "budget" not in whole or "executed" not in whole:
        return
    budget, spent = whole["budget"], whole["executed"]
    if not 0 < spent.figure.value <= budget.figure.value:
        return
    for sentence, match in found(reading, _RATE):
        if one(sentence, match, "spent").value == spent.figure.value:
            rate = one(sentence, match, "rate")
            start = {whole["initial"].figure.value} if "initial" in whole else set()
            others = [
                figure for figure in reading.in_paragraph(sentence.paragraph)
                if figure.is_money and figure.value > 0 and figure.value not in start
            ]  # fmt: skip
            if not any(percent_fits(rate, spent.figure.value, other.value) for other in others):
                yield from _rate(one(sentence, match, "spent"), rate, whole)
    for sentence, match in found(reading, _LEFT):
        if one(sentence, match, "spent").value == spent.figure.value:
            yield from _left(
                one(sentence, match, "spent"), one(sentence, match, "left"), whole, reading
            )
    yield from _carried(reading)


def _rate(spent: Figure, rate: Figure, whole: dict[str, Known]) -> Iterator[Finding]:
    budget = whole["budget"].figure
    if rate.unit != "%" or percent_fits(rate, spent.value, budget.value):
        return
    shown = f"{rounded(divide(spent.value, budget.value) * HUNDRED, rate.places):f}%"
    message = f"{spent.raw}÷自评表的全年预算数 {budget.raw}＝{shown}，写的是 {rate.raw}"
    made = finding("R06", [spent, rate], message, shown)
    yield Finding(
        "R06", made.paragraph, made.start, made.end, message, expected=shown,
        cells=(whole["budget"].cell,),
    )  # fmt: skip


def _left(
    spent: Figure, left: Figure, whole: dict[str, Known], reading: Reading
) -> Iterator[Finding]:
    budget = whole["budget"].figure
    # 只说财政拨款的结余：表里另有一行预算减去执行正好是它。
    values = {item.figure.value for item in reading.known.alike("元").known if item.role in _ROLES}
    told = left.value in values or any(
        left.value + value in values for value in values - {spent.value, budget.value}
    )
    due = budget.value - spent.value
    if left.unit != "元" or left.hedge or due == left.value or due in left.span or told:
        return
    shown = plain(due / left.scale)
    message = f"自评表的全年预算数 {budget.raw} 减去 {spent.raw} 是 {shown}，写的是 {left.raw}"
    made = finding("R06", [spent, left], message, shown)
    yield Finding(
        "R06", made.paragraph, made.start, made.end, message, expected=shown,
        cells=(whole["budget"].cell,),
    )  # fmt: skip


def _carried(reading: Reading) -> Iterator[Finding]:
    """上年结转几：表里那一行没有这个数；这一句写着表里的当年拨款、总额，说的就是这一笔。"""
    every = [item for item in reading.known.alike("元").known if item.role in _ROLES]
    lines = [item for item in every if "上年结转" in item.name and item.figure.value]
    others = {item.figure.value for item in every if "上年结转" not in item.name} - {0}
    if not lines:
        return
    values = {item.figure.value for item in lines}
    for figure in reading.prose_figures:
        if not figure.is_money or not figure.exact or not _CARRIED.search(figure.before):
            continue
        beside = [
            other.value for other in reading.in_paragraph(figure.paragraph)
            if other.sentence == figure.sentence and other.is_money
        ]  # fmt: skip
        if figure.value in values or not others.intersection(beside) or figure.value in others:
            continue
        item = lines[0]
        filed = f"自评表“{item.name}”是 {item.figure.raw}（{item.cell}）"
        message = f"报告写上年结转 {figure.raw}，{filed}"
        start = figure.start - len("上年结转")
        yield Finding(
            "R06", figure.paragraph, start, figure.end, message, expected=item.figure.raw,
            cells=(item.cell,),
        )  # fmt: skip
