"""报告里的写法：照单元格显示的小数位、千分位；丢了百分号的认得出。"""

from __future__ import annotations

from decimal import Decimal

import pytest

from perfxl.cells.grid import Cell, Field
from perfxl.cells.notation import read_quantity, read_target, seen
from perfxl.cells.quantity import display, lost_percent, rounded
from perfxl.filing.fixes import number_fix


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
    ("code", "value", "unit", "shown"),
    [
        ("0!.0,", "866.45", "万元", "866.5"),
        ('0"."0,', "866.45", "万元", "866.5"),
        ("0\\.00,", "86.645", "万元", "86.65"),
        ("0!.0000", "866.45", "万元", "866.4500"),
        ("#,##0.00,", "8664.5", "万元", "8,664.50"),
        ('0!.0,"万元"', "866.45", "万元", "866.5"),
        ('0,"千元"', "8664.5", "千元", "8665"),
        ("#,##0.00_);(#,##0.00)", "8664500", "万元", "8,664,500.00"),
        ("[$-804]0.00", "8664500", "万元", "8664500.00"),
        ('"10,"0', "8664500", "万元", "8664500"),
    ],
)
def test_缩小着显示的_照看见的读(code: str, value: str, unit: str, shown: str) -> None:
    cell = _cell("8664500", code)
    quantity = read_quantity(cell, unit="万元")
    assert (quantity.value, quantity.unit) == (Decimal(value), unit)
    assert (display(cell, quantity), seen(cell)) == (shown, value)
    assert read_target(cell).value == Decimal(value)
    (fix,) = number_fix(Field(quantity, cell), Decimal(value) * 2)
    assert fix.new == Decimal(2 * 8664500)  # 改的是存着的数


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


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("9500", '[>=10000]0!.0,"万";0'),
        ("8664500", '[>=10000]0!.0,"万";0'),
        ("20240630", '0000"."00"."00'),
        ("20240630", "0000!.00!.00"),
    ],
)
def test_看大小换着写的_印着几个点的_照存的数(raw: str, code: str) -> None:
    assert seen(_cell(raw, code)) == raw
