"""Excel 那边的毛病各说一句话；只有 Windows 上才遇得到的，用假的 Excel。"""

from __future__ import annotations

import datetime as dt
import sys
from decimal import Decimal
from typing import Any, NoReturn

import pytest
from fakes import REFUSED, ComError, FakeApp, FakeBook, FakeRules

import perfxl
from perfxl import live
from perfxl.buttons import macro
from perfxl.cells.edits import Edits, Mark
from perfxl.errors import WorkbookError

BUSY = "Excel 正忙"
GONE = "连接断了"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ComError(0x800AC472), BUSY),
        (ComError(0x80010001), BUSY),
        (ComError(0x8001010A), BUSY),
        (ComError(0x80020009, 0x800AC472), BUSY),
        (type("ExcelBusyError", (Exception,), {})(), BUSY),
        (ComError(0x80010108), GONE),
        (ComError(0x800706BA), GONE),
        (type("com.sun.star.lang.DisposedException", (Exception,), {})(), GONE),
        (ComError(0x800401E3), "没有正在运行的 Excel"),
        (ComError(0x80040154), "没有装 Excel"),
        (ComError(*REFUSED), "可能受保护"),
    ],
)
def test_认得的毛病说一句话(error: Exception, said: str) -> None:
    book = FakeBook(error=error)
    with pytest.raises(WorkbookError, match=said):
        macro.validate(book)
    assert said in book.app.status_bar
    assert book.app.screen_updating is True


def test_不认得的毛病照样报出来() -> None:
    book = FakeBook(error=ComError(0x80004005))
    with pytest.raises(ComError):
        macro.validate(book)
    assert book.app.status_bar is False


def test_忙得连状态栏也改不了() -> None:
    class BusyApp(FakeApp):
        def __setattr__(self, name: str, value: Any) -> None:
            if name == "status_bar" and value:
                raise ComError(0x800AC472)
            super().__setattr__(name, value)

    with pytest.raises(WorkbookError, match=BUSY):
        macro.validate(FakeBook(app=BusyApp()))


def test_不像自评表也说在状态栏里() -> None:
    book = FakeBook(sheets={"Sheet1": [["购物清单", 3]]})
    with pytest.raises(Exception, match="没有") as caught:
        macro.validate(book)
    assert book.app.status_bar == str(caught.value)


def test_受保护的表加不上标记() -> None:
    book = FakeBook(sheets={"自评表": [["甲"]], "附表": [["乙"]]})
    book.sheets["自评表"].rules = FakeRules(ComError(*REFUSED))
    marks = (Mark("自评表", "error", ((1, 1),)), Mark("附表", "error", ((1, 1),)))
    with pytest.raises(WorkbookError, match="工作表“自评表”受保护，标记没有写上"):
        live.apply(book, Edits(marks=marks))
    assert book.sheets["附表"].rules.added == ['="perfxl"="perfxl"']


def test_Excel给的各种值() -> None:
    row: list[Any] = [
        0.95, Decimal("1234.5678"), dt.datetime(2023, 11, 20), dt.datetime(1899, 12, 30, 8, 30),  # noqa: DTZ001
        True, "#N/A", -2146826243, "123", None, 2023.0, 0.1 + 0.2, "=文字",
    ]  # fmt: skip
    book = FakeBook(sheets={"自评表": [row]})
    formulas = book.sheets["自评表"].formulas[0]
    formulas[1] = "1234.56789012345"  # 货币格式的格，COM 的值只有四位小数，字面是全的
    formulas[8] = '=""'
    cells = live.read(book).sheets[0].cells
    assert [(cell.raw, cell.kind) for cell in cells.values()] == [
        ("0.95", "number"), ("1234.56789012345", "number"), ("2023-11-20", "date"),
        ("08:30:00", "date"), ("TRUE", "bool"), ("#N/A", "error"), ("#SPILL!", "error"),
        ("123", "text"), ("", "text"), ("2023", "number"), ("0.3", "number"), ("=文字", "text"),
    ]  # fmt: skip
    assert [cell.formula for cell in cells.values() if cell.formula is not None] == ['""']


@pytest.mark.parametrize(("visible", "hidden"), [(-1, False), (0, True), (2, True), (True, False)])
def test_隐藏的表(visible: object, hidden: bool) -> None:  # noqa: FBT001  # 参数化的测试
    book = FakeBook()
    book.sheets["自评表"].visible = visible
    assert live.read(book).sheets[0].hidden is hidden


def _unreachable() -> NoReturn:
    raise OSError("网盘")


@pytest.mark.parametrize(
    ("full", "said"),
    [
        ("工作簿1", "还没有保存过"),
        (_unreachable, "在网盘上"),
        ("https://某网盘/自评表.xlsx", "在网盘上"),
    ],
)
def test_报告没有地方放(full: Any, said: str) -> None:
    book = FakeBook(full=full)
    with pytest.raises(WorkbookError, match=said):
        macro.report(book)


class _Excels:
    """假的 xlwings 模块：开着几个 Excel。"""

    class XlwingsError(Exception):
        pass

    def __init__(self, *apps: FakeApp, fails: bool = False) -> None:
        self._apps, self._fails = apps, fails

    @property
    def apps(self) -> list[FakeApp]:
        if self._fails:
            raise self.XlwingsError
        return list(self._apps)


def _excels(monkeypatch: pytest.MonkeyPatch, *apps: FakeApp, fails: bool = False) -> None:
    monkeypatch.setitem(sys.modules, "xlwings", _Excels(*apps, fails=fails))


def test_两个Excel里有同名的工作簿(monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = FakeApp(hwnd=11), FakeApp(hwnd=22)
    FakeBook(app=one, full="C:\\甲\\自评表.xlsx")
    second = FakeBook(app=other, full="C:\\乙\\自评表.xlsx")
    _excels(monkeypatch, one, other)
    with pytest.raises(WorkbookError, match=r"开着的有 2 个都叫“自评表\.xlsx”"):
        live.find_book("自评表.xlsx")
    assert live.find_book("自评表.xlsx", hwnd=22) is second
    assert live.find_book("C:\\乙\\自评表.XLSX") is second
    assert live.find_book("自评表.xlsx", hwnd=22, calc="") is second
    with pytest.raises(WorkbookError, match="开着几个 Excel，不知道做哪一个"):
        live.find_book()


def test_没有窗口号对得上时按名字找(monkeypatch: pytest.MonkeyPatch) -> None:
    app = FakeApp(hwnd=11)
    book = FakeBook(app=app, full=_unreachable)
    _excels(monkeypatch, app)
    assert live.find_book("C:\\自评\\自评表.xlsx", hwnd=99) is book
    assert live.find_book() is book


def test_没有打开工作簿(monkeypatch: pytest.MonkeyPatch) -> None:
    _excels(monkeypatch, FakeApp())
    with pytest.raises(WorkbookError, match=r"没有打开着的工作簿“自评表\.xlsx”"):
        live.find_book("D:/自评/自评表.xlsx")
    with pytest.raises(WorkbookError, match="没有打开着的工作簿；"):
        live.find_book()


def test_没有Excel(monkeypatch: pytest.MonkeyPatch) -> None:
    _excels(monkeypatch, fails=True)
    with pytest.raises(WorkbookError, match="没有找到正在运行的 Excel"):
        live.find_book()


@pytest.mark.parametrize("calc", ["", "管道"])
def test_没有装xlwings(monkeypatch: pytest.MonkeyPatch, calc: str) -> None:
    for name in [name for name in sys.modules if name.startswith("perfxl.calc")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delattr(perfxl, "calc", raising=False)
    monkeypatch.setitem(sys.modules, "xlwings", None)
    with pytest.raises(WorkbookError, match="没有装 xlwings"):
        live.find_book(calc=calc)


def test_忙时不无限地试(monkeypatch: pytest.MonkeyPatch) -> None:
    windows = type(sys)("xlwings._xlwindows")
    windows.N_COM_ATTEMPTS = 0  # type: ignore[attr-defined]  # 假的模块
    monkeypatch.setitem(sys.modules, "xlwings._xlwindows", windows)
    app = FakeApp()
    book = FakeBook(app=app)
    _excels(monkeypatch, app)
    assert live.find_book() is book
    assert windows.N_COM_ATTEMPTS > 0
