"""活动工作簿的测试共用的：打开一份副本，读出保存后的样子。"""

from __future__ import annotations

import gc
import warnings
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from perfxl import workbook
from perfxl.cells.grid import Cell, Grid, Sheet
from perfxl.ours.signs import MARK_FORMULA

ROOT = Path(__file__).parents[2]
GOOD = ROOT / "samples" / "良好的自评表.xlsx"
BAD = ROOT / "samples" / "有错的自评表.xlsx"
HEYUAN = ROOT / "samples" / "河源市2019专项资金" / "河源市2019专项资金自评表.xlsx"
GUANGKAI = ROOT / "samples" / "广开区2022部门整体" / "广开区2022部门整体自评表.xlsx"


class Opener:
    """在 LibreOffice 里打开工作簿的副本；测试完了都关掉。"""

    def __init__(self, app: Any, folder: Path) -> None:
        self.app, self.folder = app, folder
        self._opened: list[Any] = []
        gc.freeze()  # 关的时候只看打开以后的：以前的测试留着几百万个对象，全看一遍要一秒

    def __call__(self, source: Path, *, protected: bool = False, name: str = "") -> Any:
        path = self.folder / (name or source.name)
        if path != source:
            path.write_bytes(source.read_bytes())
        book = self.app.books.open(str(path))
        self._opened.append(book)
        for sheet in () if protected else book.sheets:
            sheet.impl.uno.do("unprotect", "")
        return book

    def saved(self, book: Any, name: str = "存出来的.xlsx") -> Path:
        path = self.folder / name
        book.save(str(path))
        return path

    def close(self) -> None:
        gc.collect()  # LibreOffice 关文档时，还有人拿着它里面的东西，偶尔会崩溃
        for book in self._opened:
            book.close()


@pytest.fixture
def opener(calc: Any, tmp_path: Path) -> Iterator[Opener]:
    """每个测试一份。"""
    made = Opener(calc, tmp_path)
    yield made
    made.close()


def plain(cell: Cell) -> tuple[str, str, str | None, bool]:
    """一格说了什么：数按 15 位有效数字比，数字格式只比是不是百分比。"""
    raw = cell.raw
    if cell.kind == "number":
        raw = f"{Decimal(format(float(raw), '.15g')).normalize():f}"
    return raw, cell.kind, cell.formula, cell.is_percent


def contents(sheet: Sheet) -> dict[str, tuple[str, str, str | None, bool]]:
    return {cell.local: plain(cell) for cell in sheet.cells.values()}


def all_contents(grid: Grid) -> dict[str, Any]:
    return {sheet.name: (contents(sheet), set(sheet.merged), sheet.hidden) for sheet in grid.sheets}


def of_file(path: Path) -> dict[str, Any]:
    return all_contents(workbook.read(path))


def loaded(path: Path) -> openpyxl.Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # 它不认识的扩展会丢掉并告警
        return openpyxl.load_workbook(path)


def marks(path: Path) -> dict[str, set[tuple[str, str]]]:
    """文件里我们的标记：表名 → {（底色，区域）}。"""
    by_sheet: dict[str, set[tuple[str, str]]] = {}
    for sheet in loaded(path):
        for area in sheet.conditional_formatting:
            for rule in area.rules:
                if rule.formula == [MARK_FORMULA]:
                    colour = str(rule.dxf.fill.bgColor.rgb)
                    cells = {(colour, str(block)) for block in area.sqref.ranges}
                    by_sheet.setdefault(sheet.title, set()).update(cells)
    return by_sheet


def notes_in(path: Path) -> dict[str, str]:
    return {
        f"{sheet.title}!{cell.coordinate}": cell.comment.text
        for sheet in loaded(path)
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }
