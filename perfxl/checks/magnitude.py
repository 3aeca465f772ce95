"""M 资金之四：金额的大小与要办的事相不相称。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from perfxl.cells.quantity import plain
from perfxl.checks.register import Remark, check
from perfxl.checks.vocabulary.fund_lines import (
    amount_of,
    amounts,
    fund_name,
    table_lines,
    title_of,
)
from perfxl.checks.vocabulary.magnitude import Doubt, doubted, readings
from perfxl.checks.vocabulary.rates import same_printed
from perfxl.filing.findings import Level
from perfxl.filing.model import Filing, FundLine


@check("M17", Level.VERIFY, on=Filing, english="The amount does not fit what it buys")
def amount_out_of_scale(filing: Filing) -> Iterator[Remark]:
    """金额的大小应与要办的事相称。

    为什么：元和万元写混了差一万倍，执行率、得分都看不出来，汇总时却会错得离谱。
    怎么改：对照批复的预算核对；单位写错的只改表头的单位，数写错的改数；属实的可以保留。
    例：绩效自评表!E6 年度资金总额的全年预算数是 90 元，整个项目不到 1000 元，元和万元像是写混了：
    是 90 元，还是 90 万元
    """
    doubt, line = doubted(filing), filing.total_fund
    if doubt is None or line is None:
        return
    key = "budget" if amount_of(line, "budget", filing) else "initial"
    total = amount_of(line, key, filing)
    if total is None:
        return
    if odd := _odd_lines(filing, key):
        yield _told_odd(odd, key, filing, doubt)
        return
    first, second = readings(filing, total, doubt)
    said = f"{fund_name(line)}的{title_of(filing, key)}是 {first}"
    mixed = "和".join(sorted((filing.money_unit, doubt.instead), reverse=True))
    message = f"{said}，{doubt.why}，{mixed}像是写混了：是 {first}，还是 {second}"
    fix = "对照批复核对是哪一个，改单位或改数；没有核对以前不要换算；属实的可以保留"
    yield Remark((getattr(line, key), doubt.other), message, fix, doubt.source)


def _odd_lines(filing: Filing, key: str) -> list[FundLine]:
    """合计是几项加起来的，有几项比别的各项都大几千倍：是那几项照元填的，不是整张表。"""
    parts = [line for line in table_lines(filing) if line.kind != "total"]
    values = {id(line): amount_of(line, key, filing) or Decimal(0) for line in parts}
    known = sorted(value for value in values.values() if value > 0)
    gap = next((high for low, high in pairwise(known) if _NEAREST <= high / low <= _FARTHEST), None)
    return [] if gap is None else [line for line in parts if values[id(line)] >= gap]


_NEAREST, _FARTHEST = 2_000, 50_000  # 元与万元差一万倍；两项本来也差着，前后各五倍


def _told_odd(odd: Sequence[FundLine], key: str, filing: Filing, doubt: Doubt) -> Remark:
    unit, keys = filing.money_unit, [each for each, _ in amounts(filing)]
    fields = [getattr(line, each) for line in odd for each in keys]
    at = tuple(field for field in fields if field is not None and field.value.value)
    names = "、".join(fund_name(line) for line in odd)
    value = plain(amount_of(odd[0], key, filing) or Decimal(0))
    said = f"{names}的{title_of(filing, key)}是 {value} {unit}"
    message = f"{said}，比别的各项大几千倍，像是照{doubt.instead}填的"
    places = "、".join(field.cell.local for field in at)
    fix = f"对照批复核对 {places}，照表头的{unit}改写；合计、执行率跟着改正"
    return Remark(at, message, fix, doubt.source)


_TIMES = 10_000
_FROM, _TO = 5_000, 20_000  # 差一万倍上下

# 照写混的金额算的：合计、执行率、得分、超支、成本，改好单位以前都说不准。
_FROM_AMOUNTS = ("M01", "M02", "M03", "M04", "M05", "M11", "M12", "M15", "M16", "M20", "P02", "V06")


@check("M18", Level.VERIFY, on=Filing, english="One amount is ten thousand times its neighbour",
       explains=_FROM_AMOUNTS)  # fmt: skip
def amount_in_other_unit(filing: Filing) -> Iterator[Remark]:
    """一笔资金的年初预算、全年预算、执行数，不应差出一万倍。

    为什么：一格照元填、别的照万元填，数就差一万倍，执行率、合计跟着错。
    怎么改：照表头的金额单位改这一格；由它来的执行率、得分改好它再看。
    例：绩效自评表!D6 年度资金总额的年初预算数是 900000 万元，全年预算数是 90 万元，差一万倍
    """
    mixed = [pair for line in table_lines(filing) if (pair := _mixed(line, filing)) is not None]
    if not mixed:
        return
    line, first, second = mixed[0]
    one, other = (amount_of(line, key, filing) or Decimal(0) for key in (first, second))
    unit = filing.money_unit
    message = (
        f"{fund_name(line)}的{title_of(filing, first)}是 {plain(one)} {unit}，"
        f"{title_of(filing, second)}是 {plain(other)} {unit}，差一万倍"
    )
    rest = "、".join(fund_name(each) for each, _, _ in mixed[1:])
    message += f"；{rest}也是" if rest else ""
    sure = all(_is_sure(each, filing) for each, _, _ in mixed)
    fix = "元和万元像是写混了：照表头的金额单位改写错的一格"
    at = tuple(
        getattr(each, key) for each, *keys in mixed for key in _wrong_first(each, keys, filing)
    )
    yield Remark(at, message, fix, level=Level.ERROR if sure else None)


_Mixed = tuple[FundLine, str, str]


def _mixed(line: FundLine, filing: Filing) -> _Mixed | None:
    """这一行挨着的两个金额，差一万倍上下的；没有为 None。"""
    every = ((key, amount_of(line, key, filing)) for key, _ in amounts(filing))
    known = [(key, value) for key, value in every if value]
    for (first, one), (second, other) in pairwise(known):
        ratio = max(one, other) / min(one, other) if min(one, other) > 0 else 0
        if _FROM <= ratio <= _TO:
            return line, first, second
    return None


def _wrong_first(line: FundLine, keys: Sequence[str], filing: Filing) -> list[str]:
    """像是写错的一格在前：表头是万元的，大的一格像是照元填的；表头是元的，小的像是照万元。"""
    return sorted(
        keys,
        key=lambda key: amount_of(line, key, filing) or Decimal(0),
        reverse=filing.money_unit != "元",
    )


def _is_sure(line: FundLine, filing: Filing) -> bool:
    """支出不会是预算的一万倍；写着的执行率照换算以后的数正好对得上的，也是写混了。"""
    budget, executed = (amount_of(line, key, filing) for key in ("budget", "executed"))
    if not budget or not executed:
        return False
    ratio, rate = executed / budget, None if line.rate is None else line.rate.value.value
    small = ratio <= Decimal(1) / _FROM
    return ratio >= _FROM or (
        small and rate is not None and same_printed(rate, ratio * _TIMES * 100)
    )
