"""未报：名册与收到的对；名称相近的列出来，不替人认；重报、多寄、别的年度各说各的。"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
from smallbureau import Filed, filed, frames_of

from perfxl.bureau.tables.gather import bureau_of
from perfxl.bureau.tables.missing import absent, missing
from perfxl.bureau.tables.roster import Due, Roster

LIBRARY = filed("县图书馆", "阅览室改造")
THEATRE = filed("县文化馆", "送戏下乡")


def _missing(many: list[Filed], *due: tuple[str, str]) -> pd.DataFrame:
    lines = tuple(Due(unit, project, f"名册!B{row}") for row, (unit, project) in enumerate(due, 2))
    roster = Roster("名册.xlsx", lines) if due else None
    return missing(bureau_of(frames_of(many)), roster)


def _said(table: pd.DataFrame) -> list[tuple[str, str, str]]:
    return list(table[["kind", "unit", "project"]].itertuples(index=False, name=None))


def test_空白_全半角_标点不同的是同一个() -> None:
    assert (
        _said(
            _missing([filed("县图书馆 ", "阅览室（一期）改造")], ("县图书馆", "阅览室(一期)改造"))
        )
        == []
    )


def test_没有报的_名册里没有的() -> None:
    table = _missing([LIBRARY], ("县图书馆", "阅览室改造"), ("县水务局", "河堤加固"))
    assert _said(table) == [("未报", "县水务局", "河堤加固")]
    assert (absent(table), table["roster_cell"].iloc[0]) == (1, "名册!B3")
    table = _missing([LIBRARY, THEATRE], ("县图书馆", "阅览室改造"))
    assert _said(table) == [("名册里没有", "县文化馆", "送戏下乡")]
    assert absent(table) == 0


def test_名称相近的列出来_还是未报() -> None:
    table = _missing(
        [filed("县图书馆", "县城阅览室改造提升")], ("县图书馆", "县城阅览室改造提升项目")
    )
    assert _said(table) == [
        ("未报，有相近的", "县图书馆", "县城阅览室改造提升项目"),
        ("名册里没有", "县图书馆", "县城阅览室改造提升"),
    ]
    first = table.iloc[0]
    assert (first["found_project"], first["likeness"]) == ("县城阅览室改造提升", 90)
    assert absent(table) == 1
    assert "见“未报，有相近的”" in table["note"].iloc[1]


def test_别的单位的同名项目不是相近() -> None:
    table = _missing([THEATRE], ("县水务局", "送戏下乡"))
    assert _said(table) == [
        ("未报", "县水务局", "送戏下乡"),
        ("名册里没有", "县文化馆", "送戏下乡"),
    ]


def test_报成别的年度的() -> None:
    many = [LIBRARY, THEATRE, replace(filed("县水务局", "河堤加固"), year="2022")]
    due = [(one.unit, one.project) for one in many]
    table = _missing(many, *due)
    assert _said(table) == [("报的是别的年度", "县水务局", "河堤加固")]
    assert table["note"].iloc[0] == (
        "表上写的是 2022 年度，这次汇总的是 2023 年度；不算在分数、等级里"
    )
    assert absent(table) == 0
    assert _said(_missing(many)) == _said(table)


def test_重报的_多寄的() -> None:
    first = replace(LIBRARY, path="初次.xlsx", current=False)
    again = replace(
        filed("县图书馆", "阅览室改造", H18="14"), path="重报.xlsx", received=date(2026, 4, 1)
    )
    twice = replace(again, path="又寄.xlsx", hash="重报.xlsx", current=False)
    table = _missing([first, again, twice])
    assert list(table[["kind", "path", "note"]].itertuples(index=False, name=None)) == [
        ("重报", "初次.xlsx", "后来重报了，算数的是 重报.xlsx"),
        ("同一份交了几次", "又寄.xlsx", "与 重报.xlsx 一字不差，只算一份"),
    ]


def test_写法不同的两份都算着_说一句() -> None:
    other = replace(filed("县图书馆", "阅览室、改造"), path="另一份.xlsx")
    table = _missing([LIBRARY, other], ("县图书馆", "阅览室改造"))
    assert _said(table) == [("一个项目两份", "县图书馆", "阅览室改造")]


def test_各年度混着收的_不说哪一份是别的年度() -> None:
    many = [replace(LIBRARY, year="2021"), THEATRE, replace(filed("县水务局", "河堤"), year="2022")]
    table = _missing(many, *((one.unit, one.project) for one in many))
    assert _said(table) == []


def test_项目一样_单位是简称的_没有写单位的_是相近() -> None:
    short = filed("图书馆", "阅览室改造")
    nobody = filed("", "送戏下乡", B4="")
    table = _missing([short, nobody], ("县图书馆", "阅览室改造"), ("县文化馆", "送戏下乡"))
    assert [kind for kind, _, _ in _said(table)] == [
        "未报，有相近的", "未报，有相近的", "名册里没有", "名册里没有",
    ]  # fmt: skip
    assert table["found_unit"].tolist()[:2] == ["图书馆", "（没有写单位）"]


def _hints(table: pd.DataFrame) -> list[tuple[str, str, str, str]]:
    near = table[table["kind"] == "未报，有相近的"]
    return [
        (row.unit, row.found_unit, row.found_project, str(row.note).partition("，")[0])
        for row in near.itertuples(index=False)
    ]


def test_实施单位写成了别家_主管部门对得上的_说像是它() -> None:
    same = "收到一份项目名称一样、主管部门也是这一家的"
    wrong = filed("县教育局", "敬老院改造二期", B4="县民政局")
    table = _missing([wrong], ("县民政局", "敬老院改造二期"))
    assert _hints(table) == [("县民政局", "县教育局", "敬老院改造二期", same)]
    assert absent(table) == 1
    assert table["note"].iloc[1] == "像是名册里的一个，见“未报，有相近的”"
    roster = Roster("名册.xlsx", (Due("县敬老院", "敬老院改造二期", "名册!B2", "县民政局"),))
    other = missing(bureau_of(frames_of([wrong])), roster)
    assert _hints(other) == [("县敬老院", "县教育局", "敬老院改造二期", same)]


def test_这一家有一份没有写项目名称的_说可能是它() -> None:
    nameless = filed("县交通运输局", "", B3="")
    done = filed("县交通运输局", "农村公路养护")
    table = _missing(
        [nameless, done], ("县交通运输局", "农村公路养护"), ("县交通运输局", "危桥改造"),
        ("县水务局", "河堤加固"),
    )  # fmt: skip
    assert _hints(table) == [("县交通运输局", "县交通运输局", "", "收到这一家一份没有写项目名称的")]
    assert _said(table)[1:] == [
        ("未报", "县水务局", "河堤加固"), ("名册里没有", "县交通运输局", ""),
    ]  # fmt: skip


def test_名称相近的比没有写项目名称的更像() -> None:
    near = filed("县图书馆", "县城阅览室改造提升")
    table = _missing([filed("县图书馆", "", B3=""), near], ("县图书馆", "县城阅览室改造提升项目"))
    assert [hint[2] for hint in _hints(table)] == ["县城阅览室改造提升"]


def test_名册里没有的_与已报的像是同一个报了两回的_说一句() -> None:
    table = _missing(
        [filed("县林业局", "森林防火"), filed("临江县林业局", "森林防火项目"), THEATRE],
        ("县林业局", "森林防火"),
    )
    assert _said(table) == [
        ("名册里没有", "临江县林业局", "森林防火项目"), ("名册里没有", "县文化馆", "送戏下乡"),
    ]  # fmt: skip
    alike, other = table["note"]
    assert "县林业局“森林防火”）名称相近，可能是同一个报了两回，现在两份都算着" in alike
    assert other == "收到了，名册里没有这个单位的这个项目"
