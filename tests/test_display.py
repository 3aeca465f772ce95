"""报告里的写法：照单元格显示的小数位、千分位；丢了百分号的认得出。"""

from __future__ import annotations

from decimal import Decimal

import pytest

from perfxl.cells.grid import Cell
from perfxl.cells.notation import read_quantity, read_target
from perfxl.cells.quantity import display, lost_percent, rounded


def _cell(raw: str, code: str = "") -> Cell:
    return Cell("表", 1, 1, raw, "number" if code else "text", number_format=code or "General")


@pytest.mark.parametrize(
    ("raw", "code", "shown"),
    [
        ("250000", "General", "250000"),
        ("250000", "#,##0.00", "250,000.00"),
        ("1234.5", "0.00", "1234.50"),
        ("1234.567", "0", "1235"),
        ("1234567", "#,##0", "1,234,567"),
        ("0.8655", "0.00%", "86.55"),
        ("3", '"第"', "3"),
        ("1,200件", "", "1,200"),
        ("建成", "", "建成"),
    ],
)
def test_照格里显示的样子写(raw: str, code: str, shown: str) -> None:
    cell = _cell(raw, code)
    assert display(cell, read_quantity(cell)) == shown


@pytest.mark.parametrize(
    ("actual", "target", "lost"),
    [
        ("0.97", "≥95%", True),
        ("1", "100%", True),
        ("0.02", "≤2%", False),  # 2% 以下的，写 0.02 说不清是哪一种
        ("0.02", "≤3%", True),
        ("0", "≤3%", False),
        ("1.01", "≥95%", False),
        ("0.97", "≥95人", False),
        ("0.5", "40-60%", True),
    ],
)
def test_丢了百分号(actual: str, target: str, lost: bool) -> None:  # noqa: FBT001  # 表里的一列
    mine = read_quantity(_cell(actual, "General"))
    assert lost_percent(mine, read_target(_cell(target))) is lost


@pytest.mark.parametrize("digits", [0, 2])
def test_大得没有小数好舍的原样(digits: int) -> None:
    for power in (10, 396, 397, 398, 399, 400, 500):
        huge = Decimal(10) ** power
        assert rounded(huge, digits) == huge
