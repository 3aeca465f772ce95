"""金额、分值、得分写成一段、约数、界限：不拿来算，算式里说是哪一格。"""

from __future__ import annotations

import pytest
from casebook import GOOD
from drawn import drawn

from perfxl.assess import assess
from perfxl.filing.model import Scored
from perfxl.form.load import load


def _scored(change: dict[str, str]) -> Scored:
    return assess(drawn(GOOD, change), [load("mof-2020")]).scored


@pytest.mark.parametrize("written", ["'88-89", "约88.65", "≤88.65", "88.65以内", "待定"])
def test_执行率算不出说是哪一格(written: str) -> None:
    why = _scored({"F6": written}).execution.why
    said = f"年度资金总额的全年执行数（F6）写的“{written.removeprefix(chr(39))}”读不成一个数"
    assert why == f"{said}，算不出执行率；保留自评得分 9.85"


def test_预算数为零的仍说是零() -> None:
    why = _scored({"E6": "0"}).execution.why
    assert why.startswith("资金总额的预算数为 0 或不全，算不出执行率")


def test_得分分值读不成的也说是哪一格() -> None:
    rows = {
        row.indicator.name.value: row.why
        for row in _scored({"H19": "'12～15", "G13": "'8-10"}).indicators
    }
    assert rows["管理维护机制"].endswith("得分（H19）写的“12～15”读不成一个数")
    assert rows["改造阅览室面积"] == "分值（G13）写的“8-10”读不成一个数，不计分"
