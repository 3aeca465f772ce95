"""活动工作簿门与文件门：读出来一样，写出来也一样。"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openbooks import (
    BAD,
    GOOD,
    GUANGKAI,
    HEYUAN,
    ROOT,
    Opener,
    all_contents,
    loaded,
    marks,
    of_file,
    opener,
)
from openpyxl.workbook.defined_name import DefinedName

from perfxl import live, workbook
from perfxl.assess import Assessment, assess
from perfxl.cells.grid import Grid
from perfxl.filing.findings import Finding
from perfxl.form.load import forms_for
from perfxl.results.edits import edits, notes

__all__ = ["opener"]

_SAMPLES = [GOOD, BAD, HEYUAN, GUANGKAI]
_TEMPLATES = [
    ROOT / "templates" / folder / "indicator_table.xlsx"
    for folder in ("sichuan-0013zp", "agri-link", "mof-2013-department", "mof-transfer")
]


@pytest.mark.parametrize("path", [*_SAMPLES, *_TEMPLATES], ids=lambda path: path.parent.name)
def test_读出来与文件门一样(opener: Opener, path: Path) -> None:
    grid = live.read(opener(path))
    assert all_contents(grid) == of_file(path)
    assert grid.file == path.name
    assert _own_names(grid) == _own_names(workbook.read(path))


def _own_names(grid: Grid) -> dict[str, str]:
    """打印区域、筛选区域一类的名称由各家自己管，不比。"""
    return {key: text for key, text in grid.names.items() if "_xlnm" not in key}


def _told(assessment: Assessment) -> list[tuple[Finding, list[str]]]:
    """结论，格只比在哪里：出错的格的数字格式，开着的工作簿那边不问。"""
    return [
        (replace(finding, cells=()), [cell.address for cell in finding.cells])
        for finding in assessment.findings
    ]


@pytest.mark.parametrize("path", _SAMPLES, ids=lambda path: path.stem)
def test_结论和写出来的都与文件门一样(opener: Opener, path: Path) -> None:
    forms = forms_for(None, ())
    book = opener(path)
    found = assess(live.read(book), forms)
    by_file = assess(workbook.read(path), forms)
    assert _told(found) == _told(by_file)

    live.apply(book, edits(found), notes(found))
    mine = opener.saved(book)
    theirs = opener.folder / "文件门写的.xlsx"
    workbook.write(path, edits(by_file), output=theirs)

    assert of_file(mine) == of_file(theirs)
    assert marks(mine) == marks(theirs)
    for name in ("校验结果", "得分明细"):
        one, other = loaded(mine)[name], loaded(theirs)[name]
        assert {c.coordinate for row in one for c in row if c.hyperlink} == {
            c.coordinate for row in other for c in row if c.hyperlink
        }
        assert one.freeze_panes == other.freeze_panes
        if found.findings:  # 一条问题也没有时，活动工作簿里不给光有表头的表加筛选
            assert one.auto_filter.ref == other.auto_filter.ref
        assert _charts(one) == _charts(other)
        styled = [cell for row in other for cell in row if cell.has_style]
        assert styled
        for cell in styled:
            assert _look(one[cell.coordinate]) == _look(cell), f"{name}!{cell.coordinate}"


def _charts(sheet: Any) -> int:
    return len(sheet._charts)  # noqa: SLF001  # 没有公开的写法


def _look(cell: Any) -> tuple[object, ...]:
    fill = cell.fill.fgColor.rgb if cell.fill.fill_type else None
    code = cell.number_format if isinstance(cell.value, int | float) else None
    return fill, cell.font.b, cell.font.sz, cell.alignment.horizontal, code


def test_各种值都认得(opener: Opener) -> None:
    path = opener.folder / "各种值 (终稿)%.xlsx"
    _every_kind(path)
    book = opener(path)
    read = all_contents(live.read(book))
    # 这份文件里没有公式的结果，文件门只能与 LibreOffice 保存过的比。
    saved = opener.saved(book)
    by_file = of_file(saved)
    for name, (found, *rest) in by_file.items():
        found.pop("A5", None)  # LibreOffice 把真假值存成公式 TRUE()
        assert {place: read[name][0][place] for place in found} == found
        assert list(read[name][1:]) == rest
    cells = read["自评 表"][0]
    assert cells["A1"] == ("0.95", "number", None, True)
    assert cells["A2"] == ("2023-11-20", "date", None, False)
    assert cells["A3"] == ("2023-11-20 08:30:00", "date", None, False)
    assert cells["A4"] == ("08:30:00", "date", None, False)
    assert cells["A5"] == ("TRUE", "bool", None, False)
    assert cells["A6"] == ("#DIV/0!", "error", "1/0", False)
    assert cells["A7"] == ("123", "text", None, False)
    assert cells["A8"] == ("", "text", 'IF(A1>1,1,"")', False)
    assert cells["A9"][0:3] == ("2.95", "number", "SUM(A1,B1,附表!A1)")
    assert cells["A10"] == ("0.3", "number", None, False)
    assert cells["A11"] == ("两行\n文字", "text", None, False)
    assert read["藏着的"][2] is True


def test_定义名称连同限于一张表的(opener: Opener) -> None:
    path = opener.folder / "名称.xlsx"
    _every_kind(path)
    assert dict(live.read(opener(path)).names) == {
        "全簿的": "附表!$A$1",
        "自评 表!局部的": "'自评 表'!$A$1",
        "常数": "100",
    }


def _every_kind(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "自评 表"
    values: list[object] = [
        0.95, dt.datetime(2023, 11, 20), dt.datetime(2023, 11, 20, 8, 30),  # noqa: DTZ001
        dt.time(8, 30), True, "=1/0", "123", '=IF(A1>1,1,"")', "=SUM(A1,B1,附表!A1)",
        0.1 + 0.2, "两行\n文字",
    ]  # fmt: skip
    for row, value in enumerate(values, 1):
        sheet.cell(row, 1).value = value  # type: ignore[assignment]
    sheet["A1"].number_format = "0.00%"
    sheet["B1"] = 1
    sheet["C1"], sheet["C4"] = "横竖都合并", "竖着合并"
    sheet.merge_cells("C1:D3")
    sheet.merge_cells("C4:C6")
    other = book.create_sheet("附表")
    other["A1"] = 1
    book.create_sheet("藏着的").sheet_state = "hidden"
    book.defined_names["全簿的"] = DefinedName("全簿的", attr_text="附表!$A$1")
    book.defined_names["常数"] = DefinedName("常数", attr_text="100")
    sheet.defined_names["局部的"] = DefinedName("局部的", attr_text="'自评 表'!$A$1")
    book.save(path)
