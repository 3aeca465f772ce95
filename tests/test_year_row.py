"""年度写成一段、写成财年、与填报日期同一行的，读的是哪一年。"""

from __future__ import annotations

import pytest
from casebook import GOOD
from drawn import drawn

from perfxl.filing.model import Filing
from perfxl.form.load import load
from perfxl.read import read


def _filing(change: dict[str, str]) -> Filing:
    return read(drawn(GOOD, change), [load("mof-2020")])


@pytest.mark.parametrize(
    "written",
    [
        "（2025年1月-12月）", "2025年1-12月", "2025年1月至12月", "（2025年1月1日—2025年12月31日）",
        "2025.01-2025.12", "2025财年", "2025年财政年度", "2025年全年", "'2025", "2025", "（2025）",
        "填报日期：2026年3月1日   年度：2025", "填报日期：2026年3月1日　　2025年度",
        "2024年结转2025年度", "2025年度（截至2025年12月31日）",
    ],
)  # fmt: skip
def test_年度一行(written: str) -> None:
    filing = _filing({"A2": written})
    assert filing.year is not None
    assert (filing.year.value, filing.year.cell.local) == ("2025", "A2")
    assert not [gap for gap in filing.gaps if "年度" in gap.what]
    assert not filing.unused


def test_年度没有填_填报日期不顶替() -> None:
    filing = _filing({"A2": "填报日期：2026年3月1日　年度："})
    assert filing.year is None or filing.year.value == ""


def test_实施期限不抢年度的先() -> None:
    change = {"A2": "（    年度）", "C3": "2025年3月-12月", "A3": "实施期限"}
    filing = _filing(change)
    assert filing.year is not None
    assert filing.year.value == ""


@pytest.mark.parametrize("written", ["（2025—2026学年）", "2025年1月-2026年6月"])
def test_跨两年的不猜(written: str) -> None:
    assert _filing({"A2": written}).year is None
