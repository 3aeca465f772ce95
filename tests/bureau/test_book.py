"""汇总.xlsx：各张表、链接、数、公式注入、图、打印；用 openpyxl 和官方的格式规定看。"""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from smallbureau import Filed, filed, frames_of, path_of
from validators import audit_errors, sdk_errors

from perfxl.bureau.tables import Ways, summarise
from perfxl.bureau.tables.book import write_book
from perfxl.bureau.tables.cellbook import CellBook
from perfxl.bureau.tables.roster import Due, Roster
from perfxl.bureau.tables.whole import whole
from perfxl.errors import WorkbookError

SHEETS = ["概况", "单位", "项目", "指标", "资金", "结论", "未报", "雷同", "离群", "抽查", "未读"]


def _book(
    many: list[Filed], folder: Path, *, roster: Roster | None = None, last: bool = False
) -> openpyxl.Workbook:
    beside = path_of(many[0]).rpartition("/")[0]
    frames = frames_of(many, [(f"{beside}/坏.xlsx", "不是工作簿")])
    path = folder / "结果" / "汇总.xlsx"
    path.parent.mkdir()
    write_book(whole(frames, roster=roster, last=frames if last else None), path)
    assert audit_errors(path) == []
    assert sdk_errors(path) == []
    return openpyxl.load_workbook(path)


def _link(cell: Any) -> tuple[str, str]:
    """一格的链接：文件，和里面的格。"""
    return cell.hyperlink.target, cell.hyperlink.location or ""


def _column(sheet: Worksheet, title: str) -> list[object]:
    heads = {cell.value: cell.column or 0 for cell in sheet[1]}
    return [sheet.cell(row, heads[title]).value for row in range(2, (sheet.max_row or 0) + 1)]


TWO = [filed("县图书馆", "阅览室改造"), filed("县文化馆", "送戏下乡")]


def test_各张表都在_去年只在比的时候有(tmp_path: Path) -> None:
    assert _book(TWO, tmp_path).sheetnames == SHEETS
    (tmp_path / "又").mkdir()
    assert _book(TWO, tmp_path / "又", last=True).sheetnames == [*SHEETS, "去年"]


def test_冻结_筛选_打印(tmp_path: Path) -> None:
    book = _book(TWO, tmp_path)
    for name in SHEETS[1:]:
        sheet: Any = book[name]
        assert sheet.freeze_panes == ("B2" if name == "未读" else "C2")
        assert sheet.auto_filter.ref.startswith("A1:")
        assert (sheet.print_title_rows, sheet.page_setup.orientation) == ("$1:$1", "landscape")
        assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (
            True,
            0,
        )
    assert book["未读"]["A2"].value == "县图书馆/坏.xlsx"


def test_宽的表打在_A3_上_还太宽的分几页_字不小于七号(tmp_path: Path) -> None:
    book = _book(TWO, tmp_path)
    for name in SHEETS[1:]:
        sheet: Any = book[name]
        width = sum(one.width * (one.max - one.min + 1) for one in sheet.column_dimensions.values())
        room = {8: 1132, 9: 784}[int(sheet.page_setup.paperSize)]
        pages = int(sheet.page_setup.fitToWidth or 1)
        assert 10 * room * pages / (width * 5.5) >= 7, name
    assert book["单位"].page_setup.paperSize == 8
    assert book["单位"].row_dimensions[1].height > 30  # 栏名折成两行


def test_链接从成品算起_指到那一格(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ["甲 乙[1]#2%41.xlsx", "丙.xlsx"]
    many = [
        replace(one, path=str(tmp_path / "收 到" / name))
        for one, name in zip(TWO, names, strict=True)
    ]
    (tmp_path / "收 到").mkdir()
    for one in many:
        Path(one.path).touch()
    sheet = _book(many, tmp_path)["项目"]
    monkeypatch.chdir(tmp_path / "结果")
    for row, one in enumerate(many, 2):
        target, location = _link(sheet.cell(row, sheet.max_column or 0))
        assert not Path(target).is_absolute()
        assert "\\" not in target
        assert Path(unquote(target)).samefile(one.path)
        assert location == "'绩效自评表'!B3"
        assert (
            sheet.cell(row, sheet.max_column or 0).value == f"{Path(one.path).name} 绩效自评表!B3"
        )


def test_压缩包里的指到压缩包(tmp_path: Path) -> None:
    many = [replace(TWO[0], path=str(tmp_path / "包.zip!里面/甲.xlsx"))]
    assert _link(_book(many, tmp_path)["项目"].cell(2, 22)) == ("../包.zip", "")


def test_名字里有感叹号的不是压缩包(tmp_path: Path) -> None:
    many = [replace(TWO[0], path=str(tmp_path / "急!" / "甲!.xlsx"))]
    target, location = _link(_book(many, tmp_path)["项目"].cell(2, 22))
    assert (target, location) == ("../急!/甲!.xlsx", "'绩效自评表'!B3")


@pytest.mark.parametrize("start", ["=1+1", "+A1", "-cmd|' /C calc'!A0", "@SUM(A1)"])
def test_别人写的字不会成为公式(start: str, tmp_path: Path) -> None:
    many = [filed(f"'{start}单位", f"'{start}项目", B11=f"'{start}目标，年内完成")]
    book = _book(many, tmp_path)
    cell = book["项目"]["A2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (f"{start.strip()}单位", "s", True)
    formulas = {
        sheet.title: sum(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)
        for sheet in book
    }
    assert {name for name, many in formulas.items() if many} == {"概况"}
    assert formulas["概况"] == 16


def test_金额一分不差_存不下的写成字(tmp_path: Path) -> None:
    money = {"D6": "0.29", "E6": "1234567890.123456", "F6": "12345678901234567.89"}
    sheet = _book([filed("县图书馆", "阅览室改造", **money)], tmp_path)["资金"]
    with zipfile.ZipFile(tmp_path / "结果" / "汇总.xlsx") as package:
        text = package.read("xl/worksheets/sheet5.xml").decode()
    assert "<v>0.29</v>" in text
    assert "<v>1234567890.12346</v>" in text  # Excel 自己也只存 15 位；读的时候已经去掉了尾巴
    assert _column(sheet, "年初预算（万元）")[0] == 0.29
    assert _column(sheet, "全年预算（万元）")[0] == 1234567890.12346


def test_超过十五位的数写成字(tmp_path: Path) -> None:
    book = CellBook(tmp_path / "a.xlsx", folder=tmp_path, root="")
    sheet = book.sheet("表")
    sheet.put(0, 0, Decimal("1234567890.1234567"), "money")
    sheet.put(0, 1, Decimal("98.7654321"), "percent")
    sheet.put(0, 2, "长" * 40000, "text")
    book.close()
    first = openpyxl.load_workbook(tmp_path / "a.xlsx")["表"]
    assert (first["A1"].value, first["B1"].value) == ("1234567890.1234567", 0.987654321)
    assert str(first["C1"].value).endswith("……（太长，全文见原表）")
    assert len(str(first["C1"].value)) <= 32767


def test_概况的数和图(tmp_path: Path) -> None:
    roster = Roster(
        "名册.xlsx", (Due("县图书馆", "阅览室改造", "名册!B2"), Due("县水务局", "河堤", "名册!B3"))
    )
    sheet = _book(TWO, tmp_path, roster=roster)["概况"]
    known = {row[0].value: row[1].value for row in sheet.iter_rows(min_row=4, max_row=26)}
    assert (known["收到的自评表"], known["应报"], known["已报"], known["未报"]) == (2, 2, 1, 1)
    assert (known["名册里没有的"], known["没有读成的"]) == (1, 1)
    assert (known["全年预算"], known["全年执行"], known["执行率"]) == (180, 177.3, 0.985)
    with zipfile.ZipFile(tmp_path / "结果" / "汇总.xlsx") as package:
        charts = [name for name in package.namelist() if name.startswith("xl/charts/chart")]
    assert len(charts) == 5
    assert sheet.data_validations.dataValidation[0].formula1 == "'单位'!$A$2:$A$4"


def test_行高够_一行字也不截掉(tmp_path: Path) -> None:
    """概况、各张表里会换行的格：没有宋体的电脑上行高 14.6 磅、英文宽 6.4 磅，也放得下。"""
    long = filed("县城市建设投资服务中心", "老旧小区（二期）供水管网、道路和路灯改造（自评表）")
    frames = frames_of([replace(long, change={**long.change, "B3": ""}), *TWO])
    write_book(whole(frames), tmp_path / "汇总.xlsx")
    book = openpyxl.load_workbook(tmp_path / "汇总.xlsx")
    looked = 0
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.alignment.wrap_text and cell.row > 1:
                    width = sheet.column_dimensions[cell.column_letter].width
                    needed = min(12, _rows_needed(cell.value, width)) * 14.6
                    height = sheet.row_dimensions[cell.row].height or 15
                    looked += needed > 15
                    assert needed <= max(height, 15), (sheet.title, cell.coordinate, cell.value)
    assert looked >= 5


def _rows_needed(text: str, width: float) -> int:
    room, lines, used = width * 5.25 - 4, 1, 0.0
    for word in re.findall(r"[!-~]+|.", text):
        wide = sum(6.4 if letter < "\u2e80" else 10 for letter in word)
        if used and used + wide > room:
            lines, used = lines + 1, 0.0
        used += wide
    return lines


def test_两次做出的一样(tmp_path: Path) -> None:
    frames = frames_of(TWO)
    for name in ("一", "二"):
        (tmp_path / name).mkdir()
        write_book(whole(frames), tmp_path / name / "汇总.xlsx")
    parts = []
    for name in ("一", "二"):
        with zipfile.ZipFile(tmp_path / name / "汇总.xlsx") as package:
            parts.append({one: package.read(one) for one in package.namelist()})
    assert parts[0] == parts[1]


def test_一份也没有的_空表也做得出(tmp_path: Path) -> None:
    frames = {name: frame.iloc[:0] for name, frame in frames_of(TWO).items()}
    write_book(whole(frames), tmp_path / "汇总.xlsx")
    assert openpyxl.load_workbook(tmp_path / "汇总.xlsx").sheetnames == SHEETS


def test_写不了的说一句(tmp_path: Path) -> None:
    with pytest.raises(WorkbookError, match=r"写不了 汇总\.xlsx：可能正在 Excel 或 WPS 里开着"):
        summarise(frames_of(TWO), tmp_path / "没有这个文件夹", Ways())
