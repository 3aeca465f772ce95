"""写出来的数是区间：写几位准到几位，近、超、多、约各往一边放宽。"""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfxl.proof.text.interval import Interval, hedged, one_slip, point, rounded_to, truncated_to


def _said(interval: Interval) -> tuple[str, str, bool, bool]:
    return (
        f"{interval.low.normalize():f}",
        f"{interval.high.normalize():f}",
        interval.low_in,
        interval.high_in,
    )


@pytest.mark.parametrize(
    ("digits", "low", "high"),
    [("97.08", "97.075", "97.085"), ("684", "683.5", "684.5"), ("0.42", "0.415", "0.425")],
)
def test_四舍五入(digits: str, low: str, high: str) -> None:
    assert _said(rounded_to(digits)) == (low, high, True, False)


@pytest.mark.parametrize(
    ("digits", "hedge", "low", "high"),
    [
        ("50", "近", "45", "50"), ("50", "超", "50", "60"), ("35000", "多", "35000", "36000"),
        ("7.5", "超", "7.5", "7.6"), ("1900", "多", "1900", "2000"), ("14", "近", "13.5", "14"),
    ],
)  # fmt: skip
def test_近超多(digits: str, hedge: str, low: str, high: str) -> None:
    assert _said(hedged(digits, hedge)) == (low, high, False, False)


def test_约两边都放宽() -> None:
    assert _said(hedged("1.2", "约")) == ("1.15", "1.25", True, True)


def test_碰不碰得上看端点含不含() -> None:
    left, right = rounded_to("97.07"), rounded_to("97.08")
    assert not left.touches(right)  # 97.075 只归右边
    assert right.touches(point(Decimal("97.075")))
    assert not hedged("50", "近").touches(point(Decimal(50)))
    assert truncated_to("66.15").touches(point(Decimal("66.159")))


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.integers(0, 3))
def test_真值总在算出的区间里(one: int, other: int, places: int) -> None:
    scale = Decimal(10) ** places
    left, right = (rounded_to(f"{Decimal(value) / scale:.{places}f}") for value in (one, other))
    a, b = Decimal(one) / scale, Decimal(other) / scale
    assert a + b in left + right
    assert a - b in left - right
    assert left.low > 0 or places == 0
    assert right.low <= 0 or (a / b) in left.over(right)


@pytest.mark.parametrize(
    ("written", "due"),
    [
        ("684", "648"),
        ("1268", "1286"),
        ("452.496", "452.946"),
        ("16152", "1615"),
        ("97.08", "97.80"),
    ],
)
def test_像一处笔误(written: str, due: str) -> None:
    assert one_slip(written, due)
    assert one_slip(due, written)


@pytest.mark.parametrize(
    ("written", "due"),
    [("161.8", "1318"), ("48", "84"), ("684", "846"), ("100", "200"), ("684", "684")],
)
def test_不像一处笔误(written: str, due: str) -> None:
    assert not one_slip(written, due)
