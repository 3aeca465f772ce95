"""报送之前：程序写的都拿走，她填的、后来改的一个字节不动。"""

from __future__ import annotations

import zipfile
from decimal import Decimal
from pathlib import Path

import books
import openpyxl
import pytest
from openpyxl.comments import Comment
from test_lossless import MAKERS

from perfxl.cells.edits import Edits, ValueEdit
from perfxl.errors import WorkbookError
from perfxl.ours.signs import SIGNATURE
from perfxl.workbook import backups, clear, drop_backups, read, undo, write


@pytest.fixture(params=MAKERS)
def book(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return MAKERS[request.param](tmp_path / "自评表.xlsx")


def unvalued() -> Edits:
    """标记和结果表，不写结果格。"""
    return Edits(marks=books.edits().marks, sheets=books.edits().sheets)


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_写了又清除_逐字节回到原件(book: Path) -> None:
    before = book.read_bytes()
    write(book, unvalued())
    write(book, Edits(sheets=books.edits().sheets[:1]))
    made = clear(book)
    assert (made.original, made.any) == (True, True)
    assert book.read_bytes() == before
    assert made.sheets == ("校验结果",)
    undo(book)
    assert read(book).sheet("校验结果") is not None


def test_没有备份也清得干净(book: Path) -> None:
    before = parts(book)
    write(book, unvalued())
    drop_backups(book)
    clear(book)
    after = parts(book)
    changed = {name for name in before | after if before.get(name) != after.get(name)}
    if "xl/styles.xml" in before:  # 样式表只许少空格式的差别：条数一样
        assert changed <= {"xl/styles.xml", "xl/workbook.xml"}
        for group in ("cellXfs", "dxfs", "fonts", "fills", "borders", "numFmts"):
            assert _count(after, group) == _count(before, group), group
    else:
        assert after.keys() == before.keys()
    assert "_perfxl_" not in after["xl/workbook.xml"].decode()
    assert all(b"perfxl" not in content for content in after.values())


def _count(found: dict[str, bytes], group: str) -> int:
    from lxml import etree  # noqa: PLC0415  # 只有这里用

    root = etree.fromstring(found["xl/styles.xml"])
    return sum(len(element) for element in root if etree.QName(element).localname == group)


def test_写进结果格的数留着(book: Path) -> None:
    write(book, books.edits())
    clear(book)
    assert read(book).sheets[0].at(3, 20).raw == "98.00"


def test_后来在别处改过的_改动留着(tmp_path: Path) -> None:
    """她在别的程序里改了、存了（各部件都换了写法），清除照样认得出哪些是我们的。"""
    book = books.plain(tmp_path / "自评表.xlsx")
    write(book, unvalued())
    hers = openpyxl.load_workbook(book)
    hers.worksheets[0]["B2"] = "她后来改的"
    hers.worksheets[0].cell(1, 1).comment = Comment("张科长：已核对", "张科长")
    hers.worksheets[0].cell(2, 2).comment = Comment(f"这里不对\n{SIGNATURE}", "perfxl")
    hers.save(book)
    made = clear(book)
    assert (made.notes, made.original) == (1, False)
    now = openpyxl.load_workbook(book)
    assert now.sheetnames == [books.SHEET, "附表"]
    assert now.worksheets[0]["B2"].value == "她后来改的"
    assert now.worksheets[0].cell(1, 1).comment is not None
    assert now.worksheets[0].cell(2, 2).comment is None
    assert not now.worksheets[0].conditional_formatting
    assert not [name for name in now.defined_names if name.startswith("_perfxl_")]


def test_只有我们的批注_连部件一起拿走(tmp_path: Path) -> None:
    book = books.plain(tmp_path / "自评表.xlsx")
    hers = openpyxl.load_workbook(book)
    hers.worksheets[0].cell(2, 2).comment = Comment(f"这里不对\n{SIGNATURE}", "perfxl")
    hers.save(book)
    assert clear(book).notes == 1
    assert not [name for name in parts(book) if "comment" in name.lower()]
    assert b"legacyDrawing" not in parts(book)["xl/worksheets/sheet1.xml"]
    assert openpyxl.load_workbook(book).worksheets[0].cell(2, 2).comment is None


def test_没有可清除的不动(book: Path) -> None:
    before = book.read_bytes()
    made = clear(book)
    assert (made.any, book.read_bytes()) == (False, before)
    assert not (book.parent / ".perfxl").exists()


def made_in(folder: Path, name: str) -> Path:
    folder.mkdir(exist_ok=True)
    return books.plain(folder / name)


def test_收拾备份_只碰自己的(tmp_path: Path) -> None:
    one, other = (made_in(tmp_path / "里", name) for name in ("甲.xlsx", "乙.xlsx"))
    for path in (one, other):
        write(path, unvalued())
    stranger = tmp_path / "里" / ".perfxl" / "不是我们的.txt"
    stranger.write_text("留着")
    assert len(backups(tmp_path)) == 2
    assert [path.name.partition(".")[0] for path in drop_backups(one)] == ["甲"]
    with pytest.raises(WorkbookError, match="没有可以撤销"):
        undo(one)
    assert len(drop_backups(tmp_path)) == 1
    assert list((tmp_path / "里" / ".perfxl").iterdir()) == [stranger]
    with pytest.raises(WorkbookError, match="找不到"):
        drop_backups(tmp_path / "没有.xlsx")


def test_值变过的_公式照旧重算(tmp_path: Path) -> None:
    book = books.plain(tmp_path / "自评表.xlsx")
    write(book, Edits(values=(ValueEdit(books.SHEET, 3, 20, Decimal(5)),)))
    assert not clear(book).any
