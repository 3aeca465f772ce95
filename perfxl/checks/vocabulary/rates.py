"""执行率：填报人写的与照金额算的，差多少算错；执行率得分的改法。"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from perfxl.cells.grid import Cell, Field
from perfxl.cells.later import later
from perfxl.cells.notation import read_quantity
from perfxl.cells.quantity import Quantity, half_of, places_of, plain, rounded
from perfxl.checks.vocabulary.fund_lines import amount_of
from perfxl.filing.amounts import amount
from perfxl.filing.findings import Level
from perfxl.filing.fixes import Fix, cells_of, number_fix
from perfxl.filing.model import Filing, FundLine, FundScore, Scored


def written_rate(fund: FundScore) -> Field[Quantity] | None:
    """填报人写的执行率；百分比格式丢了的 1 是 100%，单独一个小数同理。"""
    field = fund.line.rate
    if field is None or fund.rate is None or field.value.value is None:
        return None
    scale = 100 if _is_fraction(field, fund.rate) else 1
    return Field(replace(field.value, value=field.value.value * scale, unit="%"), field.cell)


def _is_fraction(field: Field[Quantity], rate: Decimal) -> bool:
    """没有百分号的小数：0.95、1。"""
    value, raw = field.value.value or Decimal(0), field.cell.raw
    bare_number = "%" not in raw and "％" not in raw and not field.cell.is_percent
    return bare_number and 0 < value <= 1 and rate > 2


def rate_amounts(line: FundLine, filing: Filing) -> tuple[Decimal, Decimal]:
    """执行率的分母（年初或全年预算数）和分子（执行数），以表的金额单位计。"""
    key = "budget" if line.kind == "detail" else filing.form.funds.rate_over
    if line.kind == "total":  # 总额的公式没有结果时，是其中各行之和
        return amount(filing, key) or Decimal(1), amount(filing, "executed") or Decimal(0)
    budget = amount_of(line, key, filing) or Decimal(1)
    return budget, amount_of(line, "executed", filing) or Decimal(0)


def exact_rate(line: FundLine, filing: Filing) -> Decimal:
    """照金额算的执行率（%），没有取整。"""
    budget, executed = rate_amounts(line, filing)
    return executed / budget * 100


def rate_level(fund: FundScore, filing: Filing) -> Level | None:
    """写的执行率错得多重，没有错为 None。

    写到几位就比到几位，差到末位的一半以外就是错；只写到整数而实际不是整数的，提醒写足小数。
    """
    field, digits = written_rate(fund), filing.form.scoring.digits
    if field is None or fund.line.rate is None:
        return None
    shown, exact = field.value.value or Decimal(0), exact_rate(fund.line, filing)
    places = _written_places(shown, fund.line.rate.cell)
    half = Decimal(5).scaleb(-places - 1)
    if abs(shown - exact) > max(half, Decimal(5).scaleb(-digits - 1)):
        return Level.ERROR
    coarse = places == 0 and rounded(exact, digits) != shown
    return Level.WARNING if coarse else None


_SHOWN = later(r"0\.(0+)%")


def _written_places(shown: Decimal, cell: Cell) -> int:
    """写到几位：在百分比格式的格里打 86%，存的是 0.86，是写到整数；显示着 86.00% 的是两位。"""
    if cell.kind != "number":
        return places_of(shown)
    format_places = _SHOWN.search(cell.number_format)
    return max(places_of(shown.normalize()), len(format_places[1]) if format_places else 0)


class Base(NamedTuple):
    """执行率另照着算的一个数：到位数、成交金额。"""

    name: str
    value: Decimal


def base_for(fund: FundScore, filing: Filing) -> Base | None:
    """写的执行率是照旁边的到位数、合同（成交）金额算的：那个数；不是的为 None。"""
    field, (_, executed) = written_rate(fund), rate_amounts(fund.line, filing)
    shown = None if field is None else field.value.value
    if shown is None:
        return None
    fits = (
        base for base in _bases(fund, filing)
        if base.value and same_printed(shown, executed / base.value * 100)
    )  # fmt: skip
    return next(fits, None)


def _bases(fund: FundScore, filing: Filing) -> Iterator[Base]:
    """这一行里认得而不核的到位数，没有用上的合同金额、成交金额一栏。"""
    row, label = fund.line.name.cell.row, ""
    for cell, _, what in filing.readings:
        if cell.row != row:
            continue
        value = read_quantity(cell, unit=filing.money_unit).value
        if value is not None and (_ARRIVED.search(what) or _ARRIVED.search(label)):
            yield Base("到位数", value)
        label = cell.raw if value is None else ""
    for left in filing.unused:
        named = _CONTRACT.search(left.what)
        for cell in left.cells if named else ():
            value = read_quantity(cell, unit=filing.money_unit).value if cell.row == row else None
            if named and value is not None:
                yield Base(named[1], value)


_ARRIVED = later(r"到位(?!率|比|进度)")
_CONTRACT = later(r"“([^“”]{0,6}(?:合同|成交|中标|签约)[^“”]{0,6})”一栏")


def _rate_agrees(scored: Scored) -> bool:
    """资金总额的执行率与金额相符（写得粗些也算）；不符的，可能是金额填错。"""
    total = next((fund for fund in scored.funds if fund.line.kind == "total"), None)
    return total is None or rate_level(total, scored.filing) is not Level.ERROR


def execution_fixes(scored: Scored, line: FundLine) -> tuple[Fix, ...]:
    """执行率的得分改成算出的数；写着的执行率也与金额不符的，可能是金额填错，没有改法。"""
    due, form = scored.execution.points, scored.filing.form
    if due is None or scored.execution.rate is None or not _rate_agrees(scored):
        return ()
    if not form.cite(form.funds.source).reliable:
        return ()  # 有的地方执行率得分不是这样算
    over: Field[Quantity] | None = getattr(line, form.funds.rate_over)
    amounts = (over, line.executed) if over is not None else (line.rate,)  # 只写了执行率的
    basis = cells_of(*amounts, line.weight)
    return number_fix(line.points, Decimal(plain(due)), basis)


def same_printed(written: Decimal, exact: Decimal) -> bool:
    """写到几位就比到几位；写得再细，差不到 0.005 个百分点的不算差。"""
    return abs(written - exact) <= max(half_of(written.normalize()), Decimal("0.005"))
