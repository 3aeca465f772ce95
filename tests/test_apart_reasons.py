"""几份自评表合用一张附页：写明项目的归那一份，没有写的归全部。"""

import pytest
from casebook import GOOD
from drawn import drawn

from perfxl.form.load import load
from perfxl.read import read_all

_FIRST = GOOD.split("\n[", 1)[0].replace(
    "改造期间闭馆两个月，读者减少；明年错开旺季施工", "详见附页"
)
_SECOND = _FIRST.replace("[绩效自评表]", "[第二份]").replace("街道图书馆改造", "社区文化站修缮")
_ALONE = "[附页]\n三级指标 | 偏差原因\n全年接待读者 | 闭馆两个月，明年错开旺季"
_NAMED = """[附页]
所属项目 | 三级指标 | 偏差原因
街道图书馆改造 | 全年接待读者 | 闭馆两个月
社区文化站修缮 | 全年接待读者 | 停电检修一个月"""
_TITLED = """[附页]
社区文化站修缮的偏差原因 | <
三级指标 | 偏差原因
全年接待读者 | 停电检修一个月"""
_STRANGER = """[附页]
所属项目 | 三级指标 | 偏差原因
河道清淤工程 | 全年接待读者 | 汛期提前"""


@pytest.mark.parametrize(
    ("annex", "told"),
    [
        (_ALONE, ["闭馆两个月，明年错开旺季", "闭馆两个月，明年错开旺季"]),
        (_NAMED, ["闭馆两个月", "停电检修一个月"]),
        (_TITLED, ["详见附页", "停电检修一个月"]),
        (_STRANGER, ["详见附页", "详见附页"]),
    ],
)
def test_附页上的原因归写明的那一份(annex: str, told: list[str]) -> None:
    filings = read_all(drawn(f"{_FIRST}\n{_SECOND}\n{annex}"), [load("mof-2020")])
    rows = [row for filing in filings for row in filing.indicators]
    reasons = [row.reason for row in rows if row.name.value == "全年接待读者"]
    assert [reason.value for reason in reasons if reason is not None] == told
