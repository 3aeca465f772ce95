"""结果表：长长的一串地址看得全，行高够。"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from casebook import GOOD
from drawn import drawn

from perfxl.assess import assess
from perfxl.cells.edits import BarChart, Out, ResultSheet
from perfxl.cells.merged import Range
from perfxl.form.load import load
from perfxl.ours.sheet import chart_break, filled_cells, heights, units
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
    text = GOOD.replace("[绩效自评表]", "[街道图书馆绩效自评表]")
    made = edits(assess(drawn(text, change), [load("mof-2020")])).sheets[0]
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


@pytest.mark.parametrize(("rows", "wanted"), [(8, None), (40, 41)])
def test_图不切成两页(rows: int, wanted: int | None) -> None:
    """一页排不下的，图连同旁边的数从新的一页起。"""
    lines = [(Out("指标"), Out(Decimal(90), "number"))] * rows
    names, rates = (Range(rows + 3, column, rows + 3, column) for column in (1, 2))
    anchor = Range(rows + 2, 4, rows + 15, 8)
    sheet = ResultSheet(
        "得分明细",
        (*lines, (), (Out("指标", "head"), Out("完成率", "head")), lines[0]),
        (20, 60, 20, 10, 10, 10, 10, 40),
        chart=BarChart("完成率", names, rates, anchor),
    )
    assert chart_break(sheet, heights(sheet, filled_cells(sheet))) == wanted
    assert chart_break(replace(sheet, chart=None), {}) is None


def test_结果表印出来字不小于七磅() -> None:
    """横放的 A4 印得下 770 磅宽；结果表的字是 10 磅。"""
    made = edits(assess(drawn(GOOD, {}), [load("mof-2020")]))
    for sheet in made.sheets:
        across = sum(width * 7 + 5 for width in sheet.widths) * 3 // 4
        assert across * 7 <= 770 * 10
