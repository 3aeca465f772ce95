"""R02 比率之六：一行一项、各写金额和占几的几段：别的行都对得上，只有一行对不上。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.cells.quantity import rounded
from perfxl.proof.model import Figure, Finding
from perfxl.proof.reading import Reading, span
from perfxl.proof.text.interval import divide

_SHARE = later(r"占(?:比|支出|总额|总支出)?(?:为|的)?$")
_FEWEST = 3
_HUNDRED = Decimal(100)


def lines(reading: Reading) -> Iterator[Finding]:
    """接连几段都是“名称 金额，占几”的。"""
    group: list[tuple[Figure, Figure]] = []
    for paragraph in (*reading.report.prose, None):
        figures = reading.in_paragraph(paragraph) if paragraph is not None else ()
        pair = figures[:2] if len(figures) == 2 else ()
        if len(pair) == 2 and _is_line(*pair):
            group.append((pair[0], pair[1]))
            continue
        if paragraph is None or paragraph.text.strip():
            yield from _judge(group)
            group = []


def _is_line(amount: Figure, share: Figure) -> bool:
    said = _SHARE.search(share.before) and share.unit == "%" and share.exact
    return bool(said) and amount.exact and amount.is_money and len(amount.paragraph.text) < _LINE


_LINE = 60


def _judge(group: list[tuple[Figure, Figure]]) -> Iterator[Finding]:
    whole = sum((amount.value for amount, _ in group), Decimal(0))
    if len(group) < _FEWEST or whole <= 0:
        return
    odd = [
        (amount, share) for amount, share in group
        if divide(amount.value, whole) * _HUNDRED not in share.span
    ]  # fmt: skip
    if len(odd) == 1:
        amount, share = odd[0]
        due = f"{rounded(divide(amount.value, whole) * _HUNDRED, share.places):f}%"
        message = f"几项合起来，{amount.raw}占 {due}，写的是 {share.raw}"
        yield Finding("R02", share.paragraph, *span((amount, share)), message, expected=due)
