"""与去年比：目标降低、话没改、结果大起大落、有进步；名称相近的不替人认。"""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
from smallbureau import Filed, filed, frames_of, words

from perfxl.bureau.tables.gather import bureau_of
from perfxl.bureau.tables.lastyear import last_year


def _compared(before: list[Filed], now: list[Filed]) -> pd.DataFrame:
    then = [replace(one, year="2022") for one in before]
    return last_year(bureau_of(frames_of(now)), bureau_of(frames_of(then)))


def _said(table: pd.DataFrame) -> list[tuple[str, str, str | None]]:
    return list(table[["kind", "item", "cell"]].itertuples(index=False, name=None))


OLD = filed("县图书馆", "阅览室改造", B11=words("去年目标"), F11=words("去年完成"))


def test_照常的_没有话说() -> None:
    assert _said(_compared([OLD], [filed("县图书馆", "阅览室改造", F20="94%")])) == []


def test_目标降低了_不超过的数放宽了() -> None:
    table = _compared([OLD], [filed("县图书馆", "阅览室改造", E20="≥80%", E17="≤95万元")])
    assert _said(table) == [
        ("目标降低", "项目总成本", "绩效自评表!E17"), ("目标降低", "读者满意度", "绩效自评表!E20"),
    ]  # fmt: skip
    assert table["basis"].tolist() == [
        "指标值由 ≤90万元 改为 ≤95万元，不超过的数放宽了；去年完成 88.65万元",
        "指标值由 ≥90% 改为 ≥80%，降低了；去年完成 93%",
    ]
    assert table["last_cell"].tolist() == ["绩效自评表!E17", "绩效自评表!E20"]


def test_目标提高了_单位写法不同_不说() -> None:
    now = filed("县图书馆", "阅览室改造", E20="≥95%", F20="95%", E13="≥0.12公顷", F13="0.1236公顷")
    assert _said(_compared([OLD], [now])) == []


def test_话一字没改() -> None:
    table = _compared([OLD], [filed("县图书馆", "阅览室改造", B11=words("去年目标"))])
    assert _said(table) == [("话一字没改", "预期目标", "绩效自评表!B11")]
    assert table["basis"].iloc[0].startswith("预期目标与去年一字不差，连数也没有变")


def test_结果大起大落_任务也变了这么多的不算() -> None:
    jumped = filed("县图书馆", "阅览室改造", F20="31%")
    table = _compared([OLD], [jumped])
    assert ("结果大起大落", "读者满意度", "绩效自评表!F20") in _said(table)
    assert "与去年相差 62 个百分点" in table["basis"].tolist()
    more = filed("县图书馆", "阅览室改造", E14="≥60000册", F14="61000册")
    assert _said(_compared([OLD], [more])) == []
    table = _compared([OLD], [filed("县图书馆", "阅览室改造", F14="61000册")])
    assert ("结果大起大落", "添置图书册数", "绩效自评表!F14") in _said(table)


def test_去年有今年没有的_名称相近的另说一句() -> None:
    table = _compared(
        [filed("县图书馆", "县城阅览室改造")], [filed("县图书馆", "县城阅览室改造二")]
    )
    assert _said(table) == [
        ("去年有今年没有", "项目", "绩效自评表!B3"),
        ("今年新有", "项目", "绩效自评表!B3"),
    ]
    assert "今年有名称相近的“县城阅览室改造二”" in table["basis"].iloc[0]


def test_哪家有了进步() -> None:
    wrong = {"H13": "18", "H14": "18"}
    before = [filed("县图书馆", one, **wrong) for one in ("甲项", "乙项")]
    now = [filed("县图书馆", one, B11=words(one), F11=words(one * 2)) for one in ("甲项", "乙项")]
    table = _compared(before, now)
    assert [row[:2] for row in _said(table)] == [("有进步", "全部项目")]
    assert table["basis"].iloc[0].startswith("去年 2 份，核算总分中位数")
    assert [row[0] for row in _said(_compared(now, before))] == ["退步了"]
