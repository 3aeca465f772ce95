"""从按下按钮到表上有标记：真的 LibreOffice，真的扩展，真的宏，真的 perfxl。"""

from __future__ import annotations

import glob
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from extension import log
from openbooks import BAD, GUANGKAI, HEYUAN

from perfxl.excel.xlsm import make_xlsm

NAME = "自评 表[1](终稿)100%"
_PATIENCE = 60  # 秒；机器忙的时候
_SHUT = 0.3  # 秒；perfxl 走了以后，扩展还要关门
_ALWAYS = 4  # com.sun.star.document.MacroExecMode.ALWAYS_EXECUTE_NO_WARN
Finished = Callable[[Callable[[], None]], str]


class Desk:
    """开着一份表的 LibreOffice 窗口。"""

    def __init__(self, calc: Any, path: Path) -> None:
        self.office = calc.impl.office
        self.path = path
        self.document = self.office.desktop.loadComponentFromURL(
            self.office.uno.systemPathToFileUrl(str(path)), "_blank", 0,
            self.office.properties({"MacroExecutionMode": _ALWAYS}),
        )  # fmt: skip

    @property
    def sheets(self) -> tuple[str, ...]:
        return tuple(self.document.getSheets().getElementNames())

    def dispatch(self, action: str) -> None:
        """点菜单、工具栏里的一项。"""
        url = self.office.struct("util.URL", {"Complete": f"perfxl:{action}"})
        _, url = self.office.service("com.sun.star.util.URLTransformer").parseStrict(url)
        frame = self.document.getCurrentController().getFrame()
        frame.queryDispatch(url, "_self", 0).dispatch(url, ())

    def click(self, macro: str) -> None:
        """运行表上的按钮绑着的宏。"""
        bound = [link for link in self._bound() if f".{macro}?" in link]
        assert bound, f"没有绑着 {macro} 的按钮"
        self.document.getScriptProvider().getScript(bound[0]).invoke((), (), ())

    def _bound(self) -> Iterator[str]:
        pages = self.document.getDrawPages()
        for page in map(pages.getByIndex, range(pages.getCount())):
            for shape in map(page.getByIndex, range(page.getCount())):
                for event in shape.getEvents().getByName("OnClick") or ():
                    if event.Name == "Script":
                        yield event.Value

    def shown(self) -> int:
        """窗口里看得到颜色的标记有几块：格自己记着条件格式，才画得出来。"""
        found = 0
        for name in self.sheets:
            sheet = self.document.getSheets().getByName(name)
            for rule in sheet.ConditionalFormats.getConditionalFormats():
                for area in rule.Range.getRangeAddresses():
                    cell = sheet.getCellByPosition(area.StartColumn, area.StartRow)
                    found += cell.ConditionalFormat.getCount()
        return found

    def looks(self) -> dict[str, tuple[int, int]]:
        """各表有几块条件格式、几条批注。"""
        sheets = self.document.getSheets()
        return {
            name: (
                len(sheets.getByName(name).ConditionalFormats.getConditionalFormats()),
                sheets.getByName(name).getAnnotations().getCount(),
            )
            for name in self.sheets
        }


Opened = Callable[[Path], Desk]


@pytest.fixture
def desk(calc: Any) -> Iterator[Opened]:
    opened: list[Desk] = []

    def open_(path: Path) -> Desk:
        opened.append(Desk(calc, path))
        return opened[-1]

    yield open_
    for one in opened:
        one.document.close(True)  # noqa: FBT003  # UNO 的写法


@pytest.fixture
def finished(office_program: Path) -> Finished:
    """按下去，等 perfxl 做完；返回它记的一行。"""
    record = log(office_program)

    def lines() -> list[str]:
        return record.read_text("utf-8").splitlines() if record.exists() else []

    def press(act: Callable[[], None]) -> str:
        before = len(lines())
        deadline = time.monotonic() + _PATIENCE
        act()
        while len(lines()) == before and time.monotonic() < deadline:
            time.sleep(0.02)
        assert len(lines()) == before + 1, "按了没有反应，或做了不止一次"
        time.sleep(_SHUT)
        return lines()[-1]

    return press


def copied(source: Path, folder: Path) -> Path:
    path = folder / "目 录" / f"{NAME}.xlsx"
    path.parent.mkdir()
    path.write_bytes(source.read_bytes())
    return path


@pytest.mark.parametrize("source", [HEYUAN, GUANGKAI], ids=["河源", "广开"])
def test_扩展的三个按钮(source: Path, desk: Opened, finished: Finished, tmp_path: Path) -> None:
    table = desk(copied(source, tmp_path))
    sheets, looks = table.sheets, table.looks()
    assert finished(lambda: table.dispatch("validate")) == "validate 0"
    assert {"校验结果", "得分明细"} <= set(table.sheets)
    assert sum(marks for marks, _ in table.looks().values()) > sum(
        marks for marks, _ in looks.values()
    )
    assert table.shown() > 0
    assert finished(lambda: table.dispatch("clear")) == "clear 0"
    assert table.shown() == 0
    assert (table.sheets, table.looks()) == (sheets, looks)
    assert finished(lambda: table.dispatch("report")) == "report 0"
    assert [path.name for path in table.path.parent.glob("*.docx")] == [f"{NAME}-自评报告.docx"]


@pytest.mark.parametrize("source", [HEYUAN, GUANGKAI], ids=["河源", "广开"])
def test_表上的按钮(source: Path, desk: Opened, finished: Finished, tmp_path: Path) -> None:
    table = desk(make_xlsm(source, tmp_path / f"{NAME}.xlsm"))
    looks = table.looks()
    assert finished(lambda: table.click("PerfxlValidate")) == "validate 0"
    assert {"校验结果", "得分明细"} <= set(table.sheets)
    assert table.looks() != looks
    assert finished(lambda: table.click("PerfxlReport")) == "anew 0"  # 没有 WScript，问不了
    assert len(list(tmp_path.glob(f"{glob.escape(NAME)}-*.docx"))) == 1


def test_连点两下只做一次(desk: Opened, finished: Finished, tmp_path: Path) -> None:
    table = desk(copied(BAD, tmp_path))

    def twice() -> None:
        table.dispatch("validate")
        table.dispatch("validate")

    assert finished(twice) == "validate 0"
