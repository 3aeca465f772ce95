"""金额单位：人民币的各种单位照它换算，格里、格式里写着的比表头作数，外币不当作人民币。"""

from __future__ import annotations

from decimal import Decimal

import pytest
from casebook import GOOD
from drawn import drawn

from perfxl.assess import Assessment, assess
from perfxl.cells.grid import Grid
from perfxl.form.load import load
from perfxl.library.frames import frames

_AMOUNTS = {"D6:E6": 90, "F6": "88.65", "D7:E7": 80, "F7": "78.65", "D8:F8": 10}


def _in(unit: str, times: str) -> Grid:
    change = {at: f"{Decimal(str(value)) * Decimal(times):f}" for at, value in _AMOUNTS.items()}
    return drawn(GOOD, change | {"A5": f"项目资金（{unit}）"})


def _assessed(grid: Grid) -> Assessment:
    return assess(grid, [load("mof-2020")])


_UNITS = [
    ("元", "10000"), ("百元", "100"), ("千元", "10"), ("十万元", "0.1"), ("百万元", "0.01"),
    ("千万元", "0.001"), ("亿元", "0.0001"), ("人民币：千元", "10"), ("万圆", "1"), ("¥", "10000"),
    ("RMB 万", "1"), ("万", "1"), ("单位：千元", "10"),
]  # fmt: skip


@pytest.mark.parametrize(("unit", "times"), _UNITS)
def test_各种单位照它换算(unit: str, times: str) -> None:
    done = _assessed(_in(unit, times))
    assert done.scored.execution.rate == Decimal("98.50")
    assert frames([done])["funds"]["executed"].iloc[0] == Decimal("88.65")
    assert {one.code for one in done.findings} <= {"S05"}


_FOREIGN = [
    ("万美元", "万美元"), ("USD", "美元"), ("万欧元", "万欧元"), ("港币", "港币"), ("$", "美元"),
]  # fmt: skip


@pytest.mark.parametrize(("unit", "told"), _FOREIGN)
def test_外币不当作人民币(unit: str, told: str) -> None:
    done = _assessed(_in(unit, "1"))
    assert done.filing.money_unit == told
    assert "M22" in {one.code for one in done.findings}
    assert done.scored.execution.rate == Decimal("98.50")  # 比率与币种无关
    assert frames([done])["funds"]["executed"].isna().iloc[0]


def test_右上角单独一格的外币() -> None:
    change = {"A5": "项目资金", "A2": "金额单位：万美元"}
    assert _assessed(drawn(GOOD, change)).filing.money_unit == "万美元"


def test_格式里显示着的单位比表头作数() -> None:
    shown = {at: f'{value} {{0.00"万元"}}' for at, value in _AMOUNTS.items()}
    line = _assessed(drawn(GOOD, shown | {"A5": "项目资金（元）"})).filing.total_fund
    assert line is not None
    assert line.executed is not None
    assert line.executed.value.shown == "88.65万元"


def test_大小照换算了的说() -> None:
    codes = {one.code: one.message for one in _assessed(_in("千元", "0.001")).findings}
    assert "千元" in codes["M17"]
    assert "M17" not in {one.code for one in _assessed(_in("百元", "100")).findings}
