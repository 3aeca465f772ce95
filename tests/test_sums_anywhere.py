"""表样不打分而表里打了分的，分值、得分照样加得起来。"""

from dataclasses import replace

from casebook import GOOD
from drawn import drawn

from perfxl.assess import assess
from perfxl.form.load import load


def _codes(change: dict[str, str]) -> list[str]:
    form = load("mof-2020")
    unscored = replace(
        form,
        funds=replace(form.funds, weight=None),
        indicators=replace(form.indicators, weight=None, scored=False),
        level1=tuple(replace(level1, weight=None) for level1 in form.level1),
    )
    found = assess(drawn(GOOD, change), [unscored]).findings
    return [f"{one.code} {one.message}" for one in found if one.code in {"W04", "P06"}]


def test_加得对的不报() -> None:
    assert _codes({}) == []


def test_执行率另加十分() -> None:
    assert _codes({"G13": "18", "H13": "18"}) == [
        "P06 总分写 99.1，各项得分之和是 109.1，差 10",
        "W04 总分行的分值是 100，各项分值之和是 110",
    ]
