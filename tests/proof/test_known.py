"""报告里的数是不是由自评表的几格算得。"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from perfxl import workbook
from perfxl.assess import assess
from perfxl.cells.quantity import plain
from perfxl.form.load import load_all
from perfxl.proof.known import KnownNumbers
from perfxl.proof.model import Figure, Paragraph
from perfxl.proof.text.figures import figures_of

BOOK = Path(__file__).parent.parent.parent / "samples" / "良好的自评表.xlsx"


@pytest.fixture(scope="module")
def known() -> KnownNumbers:
    return KnownNumbers((assess(workbook.read(BOOK), load_all()),))


def _figure(text: str) -> Figure:
    (figure,) = figures_of(Paragraph(1, text))
    return figure


def _values(known: KnownNumbers, unit: str) -> list[Decimal]:
    every = {figure.value for figure in known.alike(unit).figures if figure.unit == unit}
    return sorted(value for value in every if value > 0)


def test_两笔钱的和与差(known: KnownNumbers) -> None:
    *_, less, more = _values(known, "元")
    for value in (less + more, more - less):
        assert known.derives(_figure(f"共{plain(value)}元"))
    assert not known.derives(_figure(f"共{plain(more * 7 + 1)}元"))
    assert not known.derives(_figure("共0元"))


def test_占百分之几_四舍五入以后对得上(known: KnownNumbers) -> None:
    *_, less, more = _values(known, "元")
    rate = (less / more * 100).quantize(Decimal("0.01"))
    assert known.derives(_figure(f"占{rate}%"))
    assert not known.derives(_figure("占0.0003%"))
    assert not known.derives(_figure(f"{rate}家"))
