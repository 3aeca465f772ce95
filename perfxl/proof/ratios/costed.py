"""R02、R03 什么费用平均每批次几元，费用写在别的段里；表里一格写着 580台、每台 1600元。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.cells.quantity import decimal, plain, rounded
from perfxl.proof.claims.goals import in_goals
from perfxl.proof.model import Figure, Finding, Table
from perfxl.proof.ratios.near_pairs import mean_fits
from perfxl.proof.reading import TIMES, Reading, Sentence
from perfxl.proof.sums.tables import numbers_in
from perfxl.proof.text.clues import regex
from perfxl.proof.text.figures import MEASURES
from perfxl.proof.text.interval import divide

_MEAN = later(rf"平均每(?:一|个)?(?P<unit>{MEASURES})(?:为|约)?$")
_COST = later(r"(?P<name>[\u4e00-\u9fff]{2,10}(?:费用?|支出|补贴|补助|工资|奖金|投资|成本))")
_WIDE = Decimal("0.5"), Decimal(2)
_ALIKE = {"名": "人", "位": "人"}
_PRICED = later(
    rf"(?P<count>\d[\d,]*(?:\.\d+)?)(?P<unit>{MEASURES})[，,、×x*]?(?:每|单价)(?P<each>{MEASURES})?"
    r"(?P<price>\d[\d,]*(?:\.\d+)?)(?P<money>万?元)"
)
_MONEY = {"元": Decimal(1), "万元": Decimal(10_000)}


def costed(reading: Reading) -> Iterator[Finding]:
    """逐句、逐个表格看。"""
    for sentence in reading.figured:
        if "平均每" in sentence.text and not in_goals(sentence.paragraph):
            for figure in sentence.figures:
                if figure.is_money and figure.exact and (said := _MEAN.search(figure.before)):
                    yield from _named(figure, said["unit"], sentence, reading)
    for table in reading.report.tables:
        yield from _rows(table)


def _named(mean: Figure, unit: str, sentence: Sentence, reading: Reading) -> Iterator[Finding]:
    """费用的名称写在前面的分句里，多少钱写在别的段里，只写了一个数；个数在这一段里。"""
    unit = _ALIKE.get(unit, unit)
    text = sentence.text[: mean.start - sentence.start - len(mean.before)]
    names = [match["name"] for match in _COST.finditer(text)]
    if unit in TIMES or len(names) != 1 or _priced(mean, sentence):
        return
    costs = {
        one.value: one for one in reading.prose_figures
        if one.is_money and one.exact and one is not mean and one.before.endswith(names[0])
    }  # fmt: skip
    counts = [
        one for one in reading.in_paragraph(mean.paragraph)
        if one.unit == unit and one.exact and one.end <= mean.start
    ]  # fmt: skip
    if len(costs) != 1 or not counts:
        return
    cost = next(iter(costs.values()))
    every = [one for one in reading.prose_figures if one.unit == unit and one.value > 0]
    if any(mean_fits(mean, cost.span, one.span) for one in every):
        return
    whole = max(counts, key=lambda one: one.value)
    due = divide(cost.value, whole.value)
    if _WIDE[0] <= divide(due, mean.value) <= _WIDE[1]:
        money = regex(r"^[^\d]*[\d,.\s]+").sub("", mean.raw)
        shown = f"{rounded(due / mean.scale, mean.places):f}{money}"
        where = f"（{cost.paragraph.place}）" if cost.paragraph is not mean.paragraph else ""
        message = f"{names[0]} {cost.raw}{where}÷{whole.raw}＝{shown}，写的是 {mean.raw}"
        start = mean.start - min(len(mean.before), 8)
        yield Finding("R02", mean.paragraph, start, mean.end, message, expected=shown)


def _priced(mean: Figure, sentence: Sentence) -> bool:
    """这一句里前面另写着钱数的，说的是那一笔。"""
    return any(one.is_money and one.end <= mean.start for one in sentence.figures)


def _rows(table: Table) -> Iterator[Finding]:
    """说明一格写着 1432人、每人 2000元：这一行的金额是两个数相乘；多数行对得上的才看。"""
    wrong: list[Finding] = []
    fine = 0
    for row, numbers in zip(table.rows, numbers_in(table), strict=True):
        for cell in row:
            said = _PRICED.fullmatch(cell.folded)
            amounts = [value for value, _ in numbers.values() if value > 0]
            if said is None or not amounts or said["each"] not in {said["unit"], None}:
                continue
            count, price = (decimal(said[key].replace(",", "")) for key in ("count", "price"))
            due = (count or Decimal(0)) * (price or Decimal(0)) * _MONEY[said["money"]]
            scales = [due / scale for scale in _MONEY.values()]
            if any(abs(one - amount) < _CENT for one in scales for amount in amounts):
                fine += 1
                continue
            near = [one for one in scales for amount in amounts if _is_near(one, amount)]
            if near:
                shown = plain(near[0])
                message = (
                    f"{said['count']}×{said['price']}＝{shown}，这一行写的是 {plain(amounts[0])}"
                )
                paragraph = next(one for one in cell.paragraphs if one.text.strip())
                place = 0, len(paragraph.text)
                wrong.append(Finding("R03", paragraph, *place, message, expected=shown))
    if len(wrong) == 1 and fine >= len(wrong):
        yield from wrong


_CENT = Decimal("0.01")


def _is_near(due: Decimal, amount: Decimal) -> bool:
    return due > 0 and _WIDE[0] <= divide(amount, due) <= _WIDE[1]
