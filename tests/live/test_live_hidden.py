"""开着的工作簿里藏起来的行、列：与文件门看到的一样，说的也一样。"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from fakes import FakeBook
from openbooks import GOOD, Opener, opener

import perfxl
from perfxl import live, workbook
from perfxl.cells.grid import Concealed

__all__ = ["opener"]

_MAIN = "绩效自评表"


def _hidden(
    folder: Path, *, rows: tuple[int, ...] = (), column: str = "", filtered: int = 0
) -> Path:
    path = folder / "藏着的 (终稿).xlsx"
    book = openpyxl.load_workbook(GOOD)
    sheet = book[_MAIN]
    sheet.protection.sheet = False
    for row in (*rows, *([filtered] if filtered else ())):
        sheet.row_dimensions[row].hidden = True
    if column:
        sheet.column_dimensions[column].hidden = True
    if filtered:
        sheet.auto_filter.ref = f"A12:I{filtered + 2}"
        sheet.auto_filter.add_filter_column(0, ["甲"])
    book.save(path)
    return path


@pytest.mark.parametrize(
    "hidden",
    [{"rows": (15, 16)}, {"column": "I"}, {"rows": (14,), "column": "H"}, {"filtered": 15}],
    ids=["两行", "一列", "一行一列", "筛选藏的"],
)
def test_藏着的与文件门看到的一样(opener: Opener, hidden: dict[str, Any]) -> None:
    path = _hidden(opener.folder, **hidden)
    book = opener(path)
    saved = opener.saved(book)
    by_live, by_file = live.read(book).sheet(_MAIN), workbook.read(saved).sheet(_MAIN)
    assert by_live is not None
    assert by_file is not None
    assert by_live.concealed.rows == by_file.concealed.rows
    columns = {column for _, column in by_live.cells}
    assert by_live.concealed.columns == by_file.concealed.columns & columns
    assert by_live.concealed.rows | by_live.concealed.columns


def test_藏着的指标_按钮也说(opener: Opener) -> None:
    book = opener(_hidden(opener.folder, rows=(15,)))
    (mine,), (by_file,) = perfxl.assess(book), perfxl.assess(opener.saved(book))
    said = [finding.line() for finding in mine.findings]
    assert said == [finding.line() for finding in by_file.findings]
    assert any(line.startswith("S12 ") or " S12 " in line for line in said)


def test_Excel里藏着的() -> None:
    book = FakeBook(sheets={"自评表": [["甲", 1], ["乙", 2], ["丙", 3], ["丁", 4]]})
    sheet: Any = book.sheets["自评表"]
    sheet.hide(rows={2, 3}, columns={2})
    assert live.read(book).sheets[0].concealed == Concealed(frozenset({2, 3}), frozenset({2}))
    sheet.filter(first=1, last=2)
    assert live.read(book).sheets[0].concealed.filtered == frozenset({2})
