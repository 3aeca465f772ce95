"""预算执行率一行的两格写的是什么：比率，还是预算数、执行数两个金额。"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from perfxl.cells.doubt import Doubt, DoubtKind
from perfxl.cells.grid import Cell, Field
from perfxl.cells.later import later
from perfxl.cells.notation import parse_quantity, read_quantity
from perfxl.cells.quantity import NUMBER, Quantity, fold
from perfxl.cells.units import YUAN, is_money
from perfxl.filing.amounts import number
from perfxl.filing.model import FundLine, Indicator

_WHOLE = Decimal(100)
_MOST_RATE = Decimal(200)  # 执行率写到 200 以上的没有见过，是金额
_NAMED = later(r"(?:执行|支出|预算|到位|下达)数|金额|元\)")
_UNIT = rf"({YUAN})?"
_PAIR = later(rf"\D{{0,8}}?({NUMBER}){_UNIT}[/÷]\D{{0,8}}?({NUMBER}){_UNIT}\D*")
_SPENT = later(rf"(?:执行|支出|实际)\D{{0,5}}?({NUMBER}){_UNIT}")
_BUDGET = later(rf"预算\D{{0,5}}?({NUMBER}){_UNIT}")
_RATE_BESIDE = later(rf"(?:=|为|\(|,|;|、)?(?:(?:预算)?执行率为?)?({NUMBER})[%％]\)?")


def told(line: FundLine, row: Indicator, unit: str) -> FundLine:
    """把这一行说的并进资金总额；看不出是比率还是金额的，执行率照原文留着，不当作数。"""
    pair = _pair(row.actual.cell, unit)
    if pair is not None:
        spent, budget = pair
        rate = _rate_in(row.actual.cell)
        line = replace(line, rate=line.rate or rate)
    elif _are_amounts(row):
        budget, spent = amount_in(row.target.cell, unit), amount_in(row.actual.cell, unit)
    elif (rate := _rate(row)) is not None:
        return replace(line, rate=line.rate if line.rate is not None else rate)
    else:
        return replace(line, rate=_unclear(row, line))
    return replace(
        line,
        budget=line.budget if line.budget is not None else budget,
        executed=line.executed if line.executed is not None else spent,
    )


def _are_amounts(row: Indicator) -> bool:
    """指标值是预算数、完成值是执行数：写着元，名称这样说，或大得不会是比率。"""
    target, actual = row.target.value, row.actual.value
    if target.value is None or actual.value is None or "percent" in {target.kind, actual.kind}:
        return False
    written = is_money(target.unit) or is_money(actual.unit)
    named = _NAMED.search(fold(row.name.value) + fold(row.level2.value)) is not None
    upper = target.op in {None, "=", "<="}  # 预算数是上限：≤200万元
    share = _earned(row)
    same = share is not None and target.value and abs(share - actual.value / target.value) <= _NEAR
    return upper and bool(
        written or named or target.value > _WHOLE or (1 < target.value < _WHOLE and same)
    )


_NEAR = Decimal("0.0005")


def _earned(row: Indicator) -> Decimal | None:
    """得分占分值的几成：看不出写的是什么时，得分是照哪一种算的。"""
    filed, weight = number(row.points), number(row.weight)
    return filed / weight if filed is not None and weight else None


def _rate(row: Indicator) -> Field[Quantity] | None:
    """完成值是比率：写着百分号，或指标值是比率而它也大不过去。不是数的照原文留着，另有交代。"""
    target, actual = row.target.value, row.actual.value
    if actual.value is None or actual.kind == "percent":
        return row.actual
    if is_money(actual.unit) or actual.value > _MOST_RATE:
        return None
    known = target.value is None or target.kind == "percent" or target.op is not None
    known = (known or target.value in {_WHOLE, Decimal(1)}) and (target.value or 0) <= _WHOLE
    share = _earned(row)
    if not known and (share is None or abs(share - actual.value / _WHOLE) > _NEAR):
        return None
    if actual.value <= 1:
        return row.actual
    return Field(replace(actual, kind="percent", unit="%"), row.actual.cell)


def _unclear(row: Indicator, line: FundLine) -> Field[Quantity] | None:
    """看不出的：资金块里已经有执行率的照它，没有的照原文。"""
    if line.rate is not None:
        return line.rate
    raw = row.actual.cell.raw
    bare = not is_money(row.actual.value.unit) and (row.actual.value.value or 0) <= _MOST_RATE
    said = "看不出是比率还是金额" if bare else "像是金额，不是比率，没有预算数"
    doubt = Doubt(DoubtKind.NOT_RATE, f"“{raw}”{said}，算不出执行率")
    return Field(Quantity(raw, "text", text=raw, doubt=doubt), row.actual.cell)


def _pair(cell: Cell, unit: str) -> tuple[Field[Quantity], Field[Quantity]] | None:
    """一格里写着 执行数/预算数 的：190/200、190万元÷200万元＝95%。"""
    text = _RATE_BESIDE.sub("", fold(cell.raw)) if cell.kind == "text" else ""
    match = _PAIR.fullmatch(text)
    if match is not None:
        units = (match[2] or match[4] or "", match[4] or match[2] or "")
        parts = (match[1] + units[0], match[3] + units[1])
    elif (done := _SPENT.search(text)) and (due := _BUDGET.search(text)):
        parts = (done[1] + (done[2] or ""), due[1] + (due[2] or ""))
    else:
        return None
    spent, budget = (Field(parse_quantity(part, unit=unit), cell) for part in parts)
    return (spent, budget) if spent.value.is_number and budget.value.value else None


def _rate_in(cell: Cell) -> Field[Quantity] | None:
    """两个金额旁边写着的比率。"""
    match = _RATE_BESIDE.search(fold(cell.raw))
    return None if match is None else Field(parse_quantity(f"{match[1]}%"), cell)


def amount_in(cell: Cell, unit: str) -> Field[Quantity]:
    """一格写的金额；没有写单位的照整张表的。"""
    return Field(read_quantity(cell, unit=unit), cell)
