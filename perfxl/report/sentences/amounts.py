"""一份报告里金额的一种写法：千分位、小数位都照资金块，不照各格各自的显示。"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from perfxl.cells.grid import Field
from perfxl.cells.later import later
from perfxl.cells.quantity import Quantity, decimal, display, fold, plain, rounded
from perfxl.cells.units import YUAN
from perfxl.filing.amounts import part_lines
from perfxl.filing.model import Filing, FundLine

DIGITS = 6  # 万元记到分
_KEYS = ("budget", "executed", "initial", "balance")
_ALONE = later(rf"[￥¥]?[+-]?[\d,.]+({YUAN})?")  # 一格只写一个金额


@dataclass(frozen=True, slots=True)
class Style:
    """`commas` 用不用千分位；`places` 各格都显示的小数位，不都一样的为 None。

    `as_shown` 为真的，显示得比存的少的格（存到分、显示到万元）照显示的印。
    """

    commas: bool = False
    places: int | None = None
    as_shown: bool = False

    def text(self, field: Field[Quantity]) -> str | None:
        """金额的写法，格里自带单位的留着；一格不只写一个金额的（约684万元）为 None。"""
        value = field.value.value
        alone = _ALONE.fullmatch(fold(field.value.raw).replace(" ", ""))
        if value is None or alone is None:
            return None
        return f"{self.number(_displayed(field) if self.as_shown else value)}{alone[1] or ''}"

    def number(self, value: Decimal) -> str:
        """一个金额的数字。"""
        exact = rounded(value, DIGITS)
        text = plain(exact)
        if exact and self.places is not None and rounded(exact, self.places) == exact:
            text = f"{rounded(exact, self.places):f}"
        return f"{Decimal(text):,f}" if self.commas else text


def style_of(filing: Filing) -> Style:
    """照资金总额行第一个金额用千分位；各格显示的小数位都一样才照它。"""
    texts = [display(field.cell, field.value) for field in _amounts(filing)]
    if not texts:
        return Style()
    places = {len(text.partition(".")[2]) for text in texts}
    same = places.pop() if len(places) == 1 else None
    return Style("," in texts[0], same or None, _shows_enough(filing))


def _shows_enough(filing: Filing) -> bool:
    """照显示的数，各行加起来还是总额、执行率还是那个执行率；不然就照存着的数印。"""
    total = filing.total_fund
    if total is None:
        return True
    for key in _KEYS:
        field, parts = _field(total, key), [_field(part, key) for part in part_lines(filing)]
        mine = [part for part in parts if part is not None]
        if field is None or not mine:
            continue
        exact = _exact(field) == sum(map(_exact, mine), Decimal(0))
        if exact and _displayed(field) != sum(map(_displayed, mine), Decimal(0)):
            return False
    budget, spent = _field(total, filing.form.funds.rate_over), _field(total, "executed")
    if budget is None or spent is None or not _exact(budget):
        return True
    shown = _displayed(budget)
    real = rounded(_exact(spent) / _exact(budget) * 100, 2)
    return bool(shown) and rounded(_displayed(spent) / shown * 100, 2) == real


def _amounts(filing: Filing) -> Iterator[Field[Quantity]]:
    """全部金额，零不算；总额行在先。"""
    for line in sorted(filing.funds, key=lambda line: line.kind != "total"):
        for key in _KEYS:
            field = _field(line, key)
            if field is not None and field.value.value:
                yield field


def _field(line: FundLine, key: str) -> Field[Quantity] | None:
    field: Field[Quantity] | None = getattr(line, key)
    return field


def _exact(field: Field[Quantity]) -> Decimal:
    return rounded(field.value.value or Decimal(0), DIGITS)


def _displayed(field: Field[Quantity]) -> Decimal:
    """单元格里看到的数。"""
    shown = decimal(display(field.cell, field.value)) if field.value.value else None
    return _exact(field) if shown is None else shown
