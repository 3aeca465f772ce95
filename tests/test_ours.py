"""结果表：长长的一串地址看得全，行高够。"""

from __future__ import annotations

import pytest
from casebook import GOOD
from drawn import drawn

from perfxl.assess import assess
from perfxl.cells.grid import Out, ResultSheet
from perfxl.form.load import load
from perfxl.ours.sheet import filled_cells, heights, units
from perfxl.results.edits import edits


def _height(text: str, width: int) -> int:
    sheet = ResultSheet("表", ((Out(text),),), (width,))
    return heights(sheet, filled_cells(sheet))[1]


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("一二三四五", 10, 1),
        ("一二三四五六", 10, 2),
        ("E14:E26、E14:E26", 9, 3),  # 地址不拆开，“、”也占地方
        ("一二三E14:E26", 10, 2),
        ("A" * 95, 20, 5),
        ("一\n二", 10, 2),
        ("", 10, 1),
    ],
)
def test_折几行就高几行(text: str, width: int, lines: int) -> None:
    one = _height("", width)
    line = _height("一\n二", width) - one
    assert _height(text, width) == one + (lines - 1) * line


def test_一行放不下的地址_链接放在代码上() -> None:
    """LibreOffice 里链接不折行，后半截看不见。"""
    change = {"G13": "'8", "G15": "'10", "G17": "'12", "G19": "'15", "B4": ""}
    made = edits(assess(drawn(GOOD, change), [load("mof-2020")])).sheets[0]
    at = next(number for number, row in enumerate(made.rows) if row[0].value == "序号") + 1
    width = made.widths[3]
    seen = set()
    for row in made.rows[at:]:
        code, places = row[2], row[3]
        long = units(str(places.value)) >= width
        seen.add(long)
        assert (code.style == "link", places.style == "link") == (long, not long)
        assert (code if long else places).link
    assert seen == {False, True}
