"""LibreOffice 引擎：xlwings 的公开对象在它上面与在 Excel 上一样用。"""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwings
from openbooks import Opener, opener

from perfxl.calc import bridge
from perfxl.calc.bridge import ProtectedError
from perfxl.errors import WorkbookError

__all__ = ["opener"]


@pytest.fixture
def book(opener: Opener) -> Any:
    path = opener.folder / "引擎.xlsx"
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    sheet.title = "甲"
    for row in ((1, 2.5, "文字"), (0.5, None, "=A1+B1")):
        sheet.append(row)
    sheet["A2"].number_format = "0.0%"
    made.create_sheet("乙 表")
    made.save(path)
    return opener(path)


@pytest.fixture
def sheet(book: Any) -> Any:
    return book.sheets["甲"]


def test_程序和工作簿(calc: Any, book: Any, opener: Opener) -> None:
    assert xlwings.apps.active == calc
    assert calc.books["引擎.xlsx"].fullname == str(opener.folder / "引擎.xlsx")
    assert calc.books.active.name == "引擎.xlsx"
    assert [one.name for one in book.sheets] == ["甲", "乙 表"]
    with pytest.raises(KeyError):
        calc.books["没有.xlsx"]
    with pytest.raises(KeyError):
        book.sheets["没有"]


def test_值(sheet: Any) -> None:
    cells = sheet.range("A1:C2")
    assert cells.options(ndim=2).value == [[1, 2.5, "文字"], [0.5, None, 3.5]]
    cells.value = [["'0.50", 7, None], [dt.datetime(2024, 5, 1, 8, 30), "=A1&B1", True]]  # noqa: DTZ001
    assert cells.options(ndim=2).value[0] == ["0.50", 7, None]
    assert sheet.range("B2").value == "0.507"
    assert sheet.range("B2").formula == "=A1&B1"
    sheet.range("A4:B5").value = 9
    assert sheet.range("A4:B5").value == [[9, 9], [9, 9]]
    sheet.range("A4:B5").clear_contents()
    assert sheet.range("A4:B5").value == [[None, None], [None, None]]


def test_公式照Excel的写法(sheet: Any) -> None:
    sheet.range("E1").formula = "=SUM(甲!A1:B1,'乙 表'!A1)&\";\""
    assert sheet.range("E1").formula == "=SUM(甲!A1:B1,'乙 表'!A1)&\";\""
    assert sheet.range("E1").value == "3.5;"
    assert sheet.range("A1:C2").formula == [["1", "2.5", "文字"], ["0.5", "", "=A1+B1"]]


def test_错误值(sheet: Any) -> None:
    sheet.range("E1").formula = "=1/0"
    sheet.range("E2").formula = "=NA()"
    cells = sheet.range("E1:E2")
    assert cells.options(err_to_str=True).value == ["#DIV/0!", "#N/A"]
    assert cells.value == [None, None]


def test_数字格式_不一致的是空(sheet: Any) -> None:
    assert sheet.range("A2").number_format == "0.0%"
    assert sheet.range("A1").number_format == "General"
    assert sheet.range("A1:A2").number_format is None
    sheet.range("A1:B2").number_format = "0.000"
    assert sheet.range("A1:B2").number_format == "0.000"


def test_合并(sheet: Any) -> None:
    sheet.range("E5:F7").merge()
    assert sheet.range("F6").merge_area.address == "$E$5:$F$7"
    assert sheet.range("A1").merge_area.address == "$A$1"
    assert sheet.range("E5:F7").merge_cells is True
    assert sheet.range("F6").merge_cells is True
    assert sheet.range("F7:G8").merge_cells is None
    assert sheet.range("A1:C3").merge_cells is False
    sheet.range("E5:F7").unmerge()
    assert sheet.range("E5:F7").merge_cells is False


def test_样子(sheet: Any) -> None:
    cells = sheet.range("A1:B2,D4")
    cells.color = "#FFC7CE"
    cells.font.bold = True
    cells.font.size = 14
    cells.font.name = "宋体"
    cells.font.color = (1, 2, 3)
    cells.horizontal_alignment = "center"
    cells.vertical_alignment = "top"
    cells.wrap_text = True
    cells.borders.set("all", line_style="continuous", weight="thin", color="#A6A6A6")
    corner = sheet.range("D4")
    assert corner.color == (255, 199, 206)
    assert (corner.font.bold, corner.font.size, corner.font.name) == (True, 14, "宋体")
    assert corner.font.color == (1, 2, 3)
    assert (corner.horizontal_alignment, corner.vertical_alignment) == ("center", "top")
    assert corner.wrap_text is True
    assert sheet.range("C1").color is None
    corner.color = None
    assert corner.color is None
    sheet.range("B1:C1").column_width = 20
    assert sheet.range("B1").column_width == 20
    sheet.range("A3").row_height = 40
    assert sheet.range("A3").row_height == 40


def test_条件格式(sheet: Any) -> None:
    rules = sheet.range("A1:B2,D4").conditional_formats
    rule = rules.add_custom('=$A1>"一"', fill_color="#00FF00")
    assert (rule.type, rule.formula, rule.fill_color) == ("custom", '=$A1>"一"', (0, 255, 0))
    assert len(sheet.cells.conditional_formats) == 1
    assert len(sheet.range("D4").conditional_formats) == 1
    assert len(sheet.range("C3").conditional_formats) == 0
    rule.delete()
    assert len(sheet.cells.conditional_formats) == 0


def test_批注和链接(sheet: Any) -> None:
    assert sheet.range("A1").note is None
    sheet.range("A1").add_note("看这里")
    sheet.range("C2").add_note("还有这里")
    assert {note.location.address: note.text for note in sheet.notes} == {
        "$A$1": "看这里", "$C$2": "还有这里",
    }  # fmt: skip
    sheet.range("A1").note.delete()
    assert [note.text for note in sheet.notes] == ["还有这里"]
    sheet.range("E9").add_hyperlink("#'乙 表'!B3", "去那里", "点一下")
    assert sheet.range("E9").value == "去那里"
    assert sheet.range("E9").hyperlink == "#'乙 表'.B3"


def test_定义名称(book: Any, sheet: Any) -> None:
    book.names.add("全簿的", "='乙 表'!$A$1")
    sheet.names.add("局部的", "=甲!$A$2")
    assert {one.name: one.refers_to for one in book.names} == {
        "全簿的": "='乙 表'!$A$1", "甲!局部的": "=甲!$A$2",
    }  # fmt: skip
    book.names["全簿的"].refers_to = "=甲!$B$1"
    assert book.names["全簿的"].refers_to == "=甲!$B$1"
    book.names["全簿的"].delete()
    assert "全簿的" not in book.names


def test_工作表(book: Any, sheet: Any) -> None:
    made = book.sheets.add(before=sheet)
    assert book.sheets.active == made
    made.name = "丙"
    assert [one.name for one in book.sheets] == ["丙", "甲", "乙 表"]
    made.visible = False
    assert made.visible is False
    made.delete()
    assert [one.name for one in book.sheets] == ["甲", "乙 表"]
    sheet.activate()
    sheet.range("B2:C3").select()
    assert book.app.selection.address == "$B$2:$C$3"
    assert sheet.used_range.address == "$A$1:$C$2"


def test_图(sheet: Any) -> None:
    chart = sheet.charts.add(
        left=10, top=20, width=300, height=200, chart_type="bar_clustered",
        source=sheet.range("A1:B2"), style=None,
    )  # fmt: skip
    chart.title = "完成率"
    chart.legend.visible = False
    chart.value_axis.set(minimum_scale=0, maximum_scale=150)
    assert [one.chart_type for one in sheet.charts] == ["bar_clustered"]
    assert sheet.charts[0].title == "完成率"
    assert sheet.charts[0].legend.visible is False
    assert sheet.charts[0].value_axis.maximum_scale == 150
    chart.delete()
    assert len(sheet.charts) == 0


def test_状态栏和刷新(book: Any) -> None:
    app = book.app
    assert app.status_bar is False
    app.status_bar = "正在校验……"
    assert app.status_bar == "正在校验……"
    app.status_bar = False
    assert app.status_bar is False
    app.screen_updating = False
    assert book.impl.document.hasControllersLocked().get()
    app.screen_updating = True
    assert not book.impl.document.hasControllersLocked().get()


def test_受保护的表不让写(sheet: Any) -> None:
    sheet.impl.uno.do("protect", "密码")
    for act in (
        lambda: setattr(sheet.range("A1"), "value", 3),
        lambda: setattr(sheet.range("A1"), "formula", "=1"),
        lambda: sheet.range("A1").add_note("看"),
        sheet.clear,
    ):
        with pytest.raises(ProtectedError):
            act()
    assert sheet.range("A1").value == 1
    rule = sheet.range("A1").conditional_formats.add_custom("=1=1", fill_color="#FFC7CE")
    assert rule.fill_color == (255, 204, 204)  # 这时不让建样式，用自带的里面颜色最近的


def test_保护没有密码_标记批注照加_保护和撤销的清单不变(book: Any, sheet: Any) -> None:
    sheet.range("C1").value = "使用者改的"
    sheet.impl.uno.do("protect", "")
    undo = book.impl.document.getUndoManager()
    before = undo.getAllUndoActionTitles().get()
    with pytest.raises(ProtectedError):
        sheet.range("A1").value = 3
    cell = sheet.range("A1")
    cell.add_note("看")
    rule = cell.conditional_formats.add_custom("=1=1", fill_color="#FFC7CE")
    assert sheet.impl.uno.isProtected().get()
    assert cell.note.text == "看"
    assert cell.impl.far.prop("ConditionalFormat").getCount().get() == 1  # 窗口里看得到
    rule.delete()
    cell.note.delete()
    assert sheet.impl.uno.isProtected().get()
    assert cell.note is None
    assert not list(sheet.cells.conditional_formats)
    assert undo.getAllUndoActionTitles().get() == before


def test_撤销关着_恢复不了的保护不去松开(book: Any, sheet: Any) -> None:
    sheet.impl.uno.do("protect", "")
    undo = book.impl.document.getUndoManager()
    undo.do("lock")
    try:
        with pytest.raises(ProtectedError):
            sheet.range("A1").add_note("看")
    finally:
        undo.do("unlock")
    assert sheet.impl.uno.isProtected().get()


def test_没有uno说一句(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "uno", None)
    monkeypatch.setattr(bridge, "_SYSTEM", tmp_path)
    with pytest.raises(WorkbookError, match="没有 LibreOffice 的 uno 模块"):
        bridge.load_uno()
    (tmp_path / "uno.py").touch()
    with pytest.raises(WorkbookError, match="没有 LibreOffice 的 uno 模块"):
        bridge.load_uno()
    assert str(tmp_path) not in sys.path
