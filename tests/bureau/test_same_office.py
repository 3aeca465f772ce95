"""链接的单位与表里写的是不是一家：差一个括号、一个“中”字的两家分得开；认不准的不换下别人的。"""

from __future__ import annotations

from datetime import datetime

import pytest

from perfxl.bureau.versions import Handed, versions
from perfxl.bureau.whose import ALIKE, BELOW, ONLINE, OWN, STRANGER, Whose, whose


@pytest.mark.parametrize(
    ("office", "unit", "expected"),
    [
        ("实验小学（东校区）", "实验小学(东校区)", OWN),
        ("县发展改革委", "县发展改革委员会", OWN),
        ("县图书馆（办公室）", "县图书馆", ALIKE),
        ("县医院", "禾源县人民医院", ALIKE),
        ("市财政局", "中山市财政局", ALIKE),
        ("省水利厅", "江西省水利厅", ALIKE),
        ("财政局", "十堰市财政局", ALIKE),
        ("禾源县委宣传部", "中共禾源县委宣传部", ALIKE),
        ("县采购中心", "县集中采购中心", ALIKE),
        ("实验小学（西校区）", "实验小学（东校区）", STRANGER),
        ("实验小学", "实验小学（东校区）", STRANGER),
        ("实验小学", "东校区实验小学", STRANGER),
        ("县图书馆（分馆）", "县图书馆", STRANGER),
        ("县医院", "县中医院", STRANGER),
        ("县医院", "禾源县中医院", STRANGER),
        ("县卫生院", "县中心卫生院", STRANGER),
        ("县保健院", "县妇幼保健院", STRANGER),
        ("县医院", "县骨科医院", STRANGER),
        ("县科技局", "县科学技术局", ALIKE),
        ("县教体局", "县教科体局", ALIKE),
        ("县图书馆", "县少儿图书馆", STRANGER),
        ("县中学", "县第二中学", STRANGER),
        ("县公安局", "县公安局城关分局", STRANGER),
    ],
)
def test_差几个字的_是一家还是两家(office: str, unit: str, expected: Whose) -> None:
    assert whose(office, unit, None) == expected
    assert whose(unit, office, None) == expected


@pytest.mark.parametrize(
    ("office", "unit", "authority", "expected"),
    [
        ("县文旅局", "县文化广电和旅游局", "县文化广电和旅游局", ALIKE),
        ("县教育局", "县教育局（本级）", "县教育局", ALIKE),
        ("县教育局", "县第一中学", "禾源县教育局", BELOW),
        ("县教育局", "县第一中学", "县文旅局", STRANGER),
    ],
)
def test_主管部门也写着自己的_不是替下属交的(
    office: str, unit: str, authority: str, expected: Whose
) -> None:
    assert whose(office, unit, authority) == expected


def _handed(
    number: int,
    unit: str | None,
    office: str = "",
    *,
    present: bool = True,
    authority: str | None = None,
) -> Handed:
    """第 `number` 个交来的，内容各不相同；没有写链接的是收文件夹时收的。"""
    path = f"{ONLINE}{office}/{number}/表.xlsx" if office else f"收件/{number}.xlsx"
    moment = datetime(2026, 1, number)  # noqa: DTZ001  # 当地的钟
    return Handed(
        number, path, str(number), moment, present, unit, "维修", "2025", recheck=False,
        authority=authority,
    )  # fmt: skip


def _counted(*handed: Handed) -> tuple[list[int], list[int]]:
    """算数的、等着定的各是哪几份。"""
    made = versions(handed)
    return (
        [number for number, version in made.items() if version.current],
        [number for number, version in made.items() if version.waiting],
    )


@pytest.mark.parametrize(
    ("unit", "office"),
    [
        ("实验小学（东校区）", "实验小学（西校区）"),
        ("县中医院", "县医院"),
        ("县人民医院", "县医院"),
    ],
)
def test_不是一字不差的_换不下收文件夹时收的(unit: str, office: str) -> None:
    assert _counted(_handed(1, unit), _handed(2, unit, office)) == ([1], [2])
    assert _counted(_handed(1, unit), _handed(2, unit, unit)) == ([2], [])


def test_写法不同的_换不下别的链接交的_换得下自己交的() -> None:
    unit = "禾源县图书馆"
    first, second = _handed(1, unit, "县图书馆"), _handed(2, unit, "禾源图书馆")
    assert _counted(first, second) == ([1], [2])
    assert _counted(first, _handed(2, unit, "县图书馆")) == ([2], [])


def test_写法不同的_先前的不在了_算数() -> None:
    gone = _handed(1, "禾源县图书馆", present=False)
    assert _counted(gone, _handed(2, "禾源县图书馆", "县图书馆")) == ([2], [])


def test_写法不同的先交_自己后交的换下它() -> None:
    first = _handed(1, "禾源县图书馆", "县图书馆")
    assert _counted(first, _handed(2, "禾源县图书馆")) == ([2], [])


def test_把自己写成主管部门的_换不下写法不同的链接交的() -> None:
    first = _handed(1, "禾源县图书馆", "县图书馆", authority="县文旅局")
    for office, counted in (("县教育局", [1]), ("县文旅局", [2])):
        second = _handed(2, "禾源县图书馆", office, authority=office)
        assert _counted(first, second) == (counted, [2] if counted == [1] else [])


def test_收文件夹时收的_没有写实施单位_主管部门不同的各算各的() -> None:
    first = _handed(1, None, authority="县教育局")
    assert _counted(first, _handed(2, None, authority="县卫健委")) == ([1, 2], [])
    assert _counted(first, _handed(2, None, authority="县教育局")) == ([2], [])
