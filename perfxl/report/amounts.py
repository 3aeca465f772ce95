"""一份报告里金额的一种写法：千分位、小数位都照资金块，不照各格各自的显示。"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from perfxl.cells.grid import Field
from perfxl.cells.quantity import Quantity, decimal, display, fold, plain, rounded
from perfxl.filing.model import Filing

DIGITS = 6  # 万元记到分
_KEYS = ("budget", "executed", "initial", "balance")
_ALONE = re.compile(r"[+-]?[\d,.]+(亿元|万元|千元|元)?")  # 一格只写一个金额


@dataclass(frozen=True, slots=True)
class Style:
    """`commas` 用不用千分位；`places` 各格都显示的小数位，不都一样的为 None。"""

    commas: bool = False
    places: int | None = None

    def text(self, field: Field[Quantity]) -> str | None:
        """金额的写法，格里自带单位的留着；一格不只写一个金额的（约684万元）为 None。"""
        value = field.value.value
        alone = _ALONE.fullmatch(fold(field.value.raw).replace(" ", ""))
        if value is None or alone is None:
            return None
        return f"{self.number(value)}{alone[1] or ''}"

    def number(self, value: Decimal) -> str:
        """一个金额的数字。"""
        exact = rounded(value, DIGITS)
        text = plain(exact)
        if self.places is not None and rounded(exact, self.places) == exact:
            text = f"{rounded(exact, self.places):f}"
        return f"{Decimal(text):,f}" if self.commas else text


def style_of(filing: Filing) -> Style:
    """照资金总额行第一个金额用千分位；各格显示的小数位都一样才照它。"""
    texts = list(_shown(filing))
    if not texts:
        return Style()
    places = {len(text.partition(".")[2]) for text in texts}
    same = places.pop() if len(places) == 1 else None
    return Style("," in texts[0], same or None)


def _shown(filing: Filing) -> Iterable[str]:
    lines = sorted(filing.funds, key=lambda line: line.kind != "total")
    for line in lines:
        for key in _KEYS:
            field: Field[Quantity] | None = getattr(line, key)
            if field is None or not field.value.value:
                continue
            text = display(field.cell, field.value)
            # 显示得比存的少（684.1234 显示 684.12）的，不算数。
            if decimal(text.replace(",", "")) == rounded(field.value.value, DIGITS):
                yield text
