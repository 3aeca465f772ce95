"""R08 结转结余写 0，钱却没有花完：预算比执行多，或支出率不到百分之百。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.cells.quantity import plain
from perfxl.proof.model import Figure, Finding
from perfxl.proof.reading import Reading
from perfxl.proof.text.clues import regex

_ZERO_LEFT = later(r"(?:结转|结余|剩余)[^，。；\d]{0,8}$")
_BUDGET = later(
    r"(?:收入总计|收入合计|总收入|全年预算数?|预算数|调整预算数?|年度预算|预算安排|安排资金|资金总额|下达资金|预算总额|全年预算)[^，。；\d]{0,4}$"
)
_SPENT = later(r"(?:执行数|支出数?|执行|实际支出|全年支出|累计支出|支付)[^，。；\d]{0,4}$")


def carryover(reading: Reading) -> Iterator[Finding]:
    """结转结余写 0，预算却比执行多。"""
    money = [
        figure
        for figure in reading.prose_figures
        if figure.is_money and figure.exact and figure.year != "上年"
    ]
    yield from _rate_and_zero(reading)
    for place, zero in enumerate(money):
        if zero.value != 0 or not _ZERO_LEFT.search(zero.before) or "上年" in zero.before:
            continue
        pair = _budget_and_spent(money[:place], zero)
        if pair is None:
            pair = _budget_and_spent([figure for figure in money if figure is not zero], zero)
        if pair is None and zero.before.startswith(
            ("年末", "结转", "结余", "全年", "资金", "项目")
        ):
            yield from _against_book(zero, reading)
        if pair is None or pair[0].value - pair[1].value <= Decimal(0):
            continue
        budget, spent = pair
        gap = plain((budget.value - spent.value) / budget.scale)
        unit = regex(r"^[\d,.\s]+").sub("", budget.raw)
        lost = f"预算 {budget.raw}、执行 {spent.raw}，差 {gap} {unit}没有去向"
        message = f"{lost}，结转结余不应是 {zero.raw}"
        start = max(zero.sentence[0], zero.start - len(zero.before) - 2)
        yield Finding("R08", zero.paragraph, *_trim(zero, start), message, expected=f"{gap}{unit}")


_LEFT = later("(?<!上年)(?<!上年度)结[转余]")
_OF_ALL = later("年末|结转|结余|全年|资金|项目")


def _against_book(zero: Figure, reading: Reading) -> Iterator[Finding]:
    """报告里旁边没有写预算、执行的，照自评表资金总额一行。"""
    found = unspent_in_table(reading)
    if found is None:
        return
    gap, said = found
    place = _trim(zero, max(zero.sentence[0], zero.start - len(zero.before)))
    message = f"{said}，结转结余不应是 {zero.raw}"
    yield Finding("R08", zero.paragraph, *place, message, expected=gap)


def unspent_in_table(reading: Reading) -> tuple[str, str] | None:
    """自评表资金总额一行没有用完的：差多少，和照着的格；表里写着结余是 0 的不算，是收回了。"""
    filings = [one.filing for one in reading.assessments]
    line = filings[0].total_fund if len(filings) == 1 else None
    if line is None or line.budget is None or line.executed is None:
        return None
    every = reading.known.alike("元").known
    if any(_LEFT.search(one.name) and not one.figure.value for one in every):
        return None
    budget, spent = line.budget.value, line.executed.value
    if budget.value is None or spent.value is None or budget.value <= spent.value:
        return None
    gap = f"{plain(budget.value - spent.value)}{budget.unit or filings[0].money_unit}"
    return gap, (
        f"自评表预算比执行多 {gap}（{line.budget.cell.address}、{line.executed.cell.address}）"
    )


def _trim(zero: Figure, start: int) -> tuple[int, int]:
    text = zero.paragraph.text
    while start < zero.start and text[start] in "，。；、 ：":
        start += 1
    return start, zero.end


def _budget_and_spent(money: list[Figure], zero: Figure) -> tuple[Figure, Figure] | None:
    """同一段、上一段里的预算和执行。"""
    near = [figure for figure in money if abs(zero.paragraph.number - figure.paragraph.number) <= 2]
    budgets = [figure for figure in near if _BUDGET.search(figure.before)]
    spents = [
        figure
        for figure in near
        if _SPENT.search(figure.before) and not _BUDGET.search(figure.before)
    ]
    if not budgets or not spents:
        return None
    budget = budgets[-1]
    after = [
        figure
        for figure in spents
        if figure.paragraph is budget.paragraph and figure.start > budget.start
    ]
    return budget, (after or spents)[0]


_SPEND_RATE = later(
    r"(?:执行率|支付率|支出率|支付进度|执行进度|支出进度|完成预算的|预算完成率)[^，。；\d]{0,4}$"
    r"|(?:支出|支付|执行|发放|拨付)[^。；]{0,24}占(?:[\u4e00-\u9fff]{2,4}资金|预算|资金总额)的$"
)
_GIVEN_BACK = later("收回|上缴|交回|缴回|清退|退回|统筹|核减|调减")
_HUNDRED = 100


def _rate_and_zero(reading: Reading) -> Iterator[Finding]:
    """支出率 97.25%，年末结余为 0：余下的没有去向。"""
    for zero in reading.prose_figures:
        said = zero.value == 0 and zero.unit in {"元", ""} and _ZERO_LEFT.search(zero.before)
        if not said or "上年" in zero.before or _GIVEN_BACK.search(zero.paragraph.text):
            continue
        rates = [
            figure for figure in reading.in_paragraph(zero.paragraph)
            if figure.unit == "%" and figure.exact and figure.value < _HUNDRED
            and figure.end <= zero.start and zero.start - figure.end < _NEAR
            and _SPEND_RATE.search(zero.paragraph.text[figure.sentence[0] : figure.start])
        ]  # fmt: skip
        if rates:
            rate = rates[-1]
            message = f"支出不到百分之百（{rate.raw}），结转结余不应是 {zero.raw}"
            place = _trim(zero, zero.start - len(zero.before))
            yield Finding("R08", zero.paragraph, *place, message)


_NEAR = 60
