"""R06 与自评表的资金比：支出是表里的执行数的，后面写的执行率、结余照表里的预算算；上年结转几。"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

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
from perfxl.proof.sums.addition import one_digit
from perfxl.proof.text.clues import Clue, regex
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
_TIMES = Clue(
    rf"(?P<top>{N})，(?:是|为|相当于)(?:财政|补助|兑付|项目|补贴|奖补|专项|投入)*(?:资金|投入|支出)的(?P<times>{N})(?=[，。；]|$)",
    "倍",
)
_GREW = Clue(
    rf"(?P<old>(?:19|20)\d\d)年(?:支出|兑付|支付|执行|投入|发放)(?P<base>{N})，(?P<new>(?:19|20)\d\d)年"
    rf"(?:比|较)(?:上年|(?P=old)年)(?:增长|增加|下降|减少)(?P<rate>{N})(?=[，。；]|$)",
    "年",
)
_LOW = Decimal("0.4")
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
                yield from _rate(one(sentence, match, "spent"), rate, whole, reading)
    for sentence, match in found(reading, _LEFT):
        if one(sentence, match, "spent").value == spent.figure.value:
            yield from _left(
                one(sentence, match, "spent"), one(sentence, match, "left"), whole, reading
            )
    yield from _carried(reading)
    yield from _moved(reading, spent)
    yield from _given(reading, budget)


def _moved(reading: Reading, spent: Known) -> Iterator[Finding]:
    """底数、现在的数是全年支出的：几倍、比上年增长几。"""
    for sentence, match in found(reading, _TIMES):
        top, times = one(sentence, match, "top"), one(sentence, match, "times")
        yield from _times(top, times, spent, reading)
    for sentence, match in found(reading, _GREW):
        if int(match["new"]) == int(match["old"]) + 1 and match["new"] == reading.year:
            base, rate = one(sentence, match, "base"), one(sentence, match, "rate")
            yield from _grew(base, rate, spent, reading)


def _title(reading: Reading, key: str) -> str:
    """这一列在表样里的名称：有的叫全年预算数，有的叫安排资金、调整后预算数。"""
    columns = reading.assessments[0].form.funds.column
    return next(column.title for column in columns if column.key == key)


def _rate(
    spent: Figure, rate: Figure, whole: dict[str, Known], reading: Reading
) -> Iterator[Finding]:
    budget = whole["budget"].figure
    if rate.unit != "%" or percent_fits(rate, spent.value, budget.value):
        return
    shown = f"{rounded(divide(spent.value, budget.value) * HUNDRED, rate.places):f}%"
    filed = f"自评表的{_title(reading, 'budget')} {budget.raw}"
    message = f"{spent.raw}÷{filed}＝{shown}，写的是 {rate.raw}"
    yield replace(finding("R06", [spent, rate], message, shown), cells=(whole["budget"].cell,))


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
    filed = f"自评表的{_title(reading, 'budget')} {budget.raw}"
    message = f"{filed} 减去 {spent.raw} 是 {shown}，写的是 {left.raw}"
    yield replace(finding("R06", [spent, left], message, shown), cells=(whole["budget"].cell,))


def _times(top: Figure, times: Figure, spent: Known, reading: Reading) -> Iterator[Finding]:
    """带动投入 5016万元，是兑付资金的 6倍：底数是全年支出的。"""
    if times.unit != "倍" or times.hedge == "范围" or not top.is_money:
        return
    every = [one.value for one in reading.near(top.paragraph) if one.is_money and one.value > 0]
    dues = [divide(top.value, value) for value in (*every, spent.figure.value)]
    if any(due in times.span or abs(due - times.value) <= times.grain for due in dues):
        return
    due = divide(top.value, spent.figure.value)
    if due > 1 and _LOW < divide(times.value, due) < 1 / _LOW:
        shown = f"{rounded(due, times.places):f}倍"
        filed = f"{_title(reading, 'executed')} {spent.figure.raw}"
        message = f"{top.raw}÷{filed}＝{shown}，写的是 {times.raw}"
        place = top.start, times.end
        yield Finding("R03", top.paragraph, *place, message, expected=shown, cells=(spent.cell,))


def _grew(base: Figure, rate: Figure, spent: Known, reading: Reading) -> Iterator[Finding]:
    """2023年兑付 760万元，2024年比 2023年增长 10%：今年的是表里的执行数。"""
    every = [one.value for one in reading.near(base.paragraph) if one.is_money]
    moves = [abs(value - base.value) for value in (*every, spent.figure.value)]
    told = any(percent_fits(rate, moved, base.value) for moved in moves)
    if rate.unit != "%" or not base.is_money or base.value <= 0 or told:
        return
    due = divide(abs(spent.figure.value - base.value), base.value) * HUNDRED
    shown = f"{rounded(due, rate.places):f}%"
    filed = f"{_title(reading, 'executed')} {spent.figure.raw}"
    message = f"{base.raw} 到{filed} 是 {shown}，写的是 {rate.raw}"
    place = base.start, rate.end
    yield Finding("R03", base.paragraph, *place, message, expected=shown, cells=(spent.cell,))


def _given(reading: Reading, budget: Known) -> Iterator[Finding]:
    """预算 1690万元：表里是 1960万元，一位写错了、相邻两位写颠倒了。"""
    values = {item.figure.value for item in reading.known.alike("元").known}
    due = plain(budget.figure.written)
    for figure in reading.prose_figures:
        if not figure.is_money or not figure.exact or figure.value in values:
            continue
        if not regex("(?:项目|全年|总)?预算(?:数|资金|总额)?(?:为|共)?").fullmatch(figure.before):
            continue
        if figure.scale == budget.figure.scale and one_digit(figure.digits, due):
            message = f"报告写 {figure.raw}，自评表“{budget.name}”是 {budget.figure.raw}"
            start = figure.start - min(len(figure.before), 4)
            yield Finding(
                "R06", figure.paragraph, start, figure.end, message,
                expected=budget.figure.raw, cells=(budget.cell,),
            )  # fmt: skip


def _carried(reading: Reading) -> Iterator[Finding]:
    """上年结转几：表里那一行没有这个数；这一句写着表里的当年拨款、总额，说的就是这一笔。"""
    every = [item for item in reading.known.alike("元").known if item.role in _ROLES]
    lines = [item for item in every if "上年结转" in item.name and item.figure.value]
    others = {item.figure.value for item in every if "上年结转" not in item.name} - {0}
    if not lines:
        return
    values = {item.figure.value for item in lines}
    values |= {one - other for one in values for other in values}  # 结余里的上年结转
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
