"""公式没有存下结果、读不成数的一格：带着它的和、比率都不知道，不当作零去核。"""

from __future__ import annotations

import pytest
from casebook import GOOD
from drawn import drawn

from perfxl.assess import assess
from perfxl.form.load import load

FORM = load("mof-2020")
_ELSEWHERE = "=财务!B1 →"


def _codes(change: dict[str, str], text: str = GOOD) -> set[str]:
    return {found.code for found in assess(drawn(text, change), [FORM]).findings}


@pytest.mark.parametrize("part", ["F7", "F8", "F9"])
@pytest.mark.parametrize("total", ["=SUM(F7:F9) →", "#REF!"])
def test_总额的公式没有结果_其中一笔也没有的_不算执行率(part: str, total: str) -> None:
    change = {"F6": total, part: _ELSEWHERE}
    found = assess(drawn(GOOD, change), [FORM])
    assert found.scored.execution.rate is None
    assert {one.code for one in found.findings} <= {"S06", "S07"}


def test_别的几笔都写零的_也不当作零() -> None:
    zeros = {"D8": "0", "E8": "0", "F8": "0", "D7": "90", "E7": "90"}
    change = zeros | {"F6": "=SUM(F7:F9) →", "F7": _ELSEWHERE}
    assert _codes(change) == {"S07"}


def test_各笔都有数的_照样取各行之和() -> None:
    found = assess(drawn(GOOD, {"F6": "=SUM(F7:F9) →"}), [FORM])
    assert str(found.scored.execution.rate) == "98.50"


def test_一条的分值得分都没有结果的_总分不核() -> None:
    assert _codes({"G20": _ELSEWHERE, "H20": _ELSEWHERE}) == {"S07"}


def test_一条的分值没有结果的_不拿它的得分算得分率() -> None:
    low = {"F6": "63", "F7": "53", "H6": "70%", "I6": "7", "F17": "63万元", "H21": "96.25"}
    rates = [
        found.message
        for change in (low, low | {"G13": _ELSEWHERE})
        for found in assess(drawn(GOOD, change), [FORM]).findings
        if found.code == "V06"
    ]
    assert ["89.25÷90" in rates[0], "81.25÷82" in rates[1]] == [True, True]
