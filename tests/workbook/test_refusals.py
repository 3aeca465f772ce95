"""写不得的：先说清楚再停下，文件一个字节不变。"""

from __future__ import annotations

import os
import tempfile
import zipfile
from decimal import Decimal
from pathlib import Path

import books
import pytest

from perfxl.cells.edits import Edits, Mark, ValueEdit
from perfxl.errors import WorkbookError
from perfxl.workbook import read, undo, write

RESULT = Edits(sheets=(books.results(),))


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return books.plain(tmp_path / "自评表.xlsx")


def refused(path: Path, said: str, edits: Edits = RESULT) -> None:
    """拒绝，说的是这句话，文件没变，旁边没有多出东西。"""
    before, beside = path.read_bytes(), sorted(path.parent.iterdir())
    with pytest.raises(WorkbookError, match=f"^{path.name}：.*{said}") as caught:
        write(path, edits)
    assert "\n" not in str(caught.value)
    assert path.read_bytes() == before
    assert sorted(path.parent.iterdir()) == beside


def with_parts(path: Path, **more: str) -> None:
    found: dict[str, str | bytes] = {
        name: books.part(path, name) for name in books.raw_members(path)
    }
    books.pack(path, {**found, **more})


def test_数字签名(book: Path) -> None:
    with_parts(book, **{"_xmlsignatures/sig1.xml": "<Signature/>"})
    refused(book, "带有数字签名.*副本")
    assert read(book).sheets


def test_工作簿结构保护_不增减表的仍可写(book: Path) -> None:
    text = books.part(book, "xl/workbook.xml").decode()
    assert "<workbookProtection/>" in text
    locked = text.replace("<workbookProtection", '<workbookProtection lockStructure="1"')
    with_parts(book, **{"xl/workbook.xml": locked})
    refused(book, "撤销工作簿保护")
    assert read(book).sheets
    assert write(book, Edits(marks=(Mark(books.SHEET, "error", ((1, 1),)),)))


@pytest.mark.parametrize("lock", ["~$自评表.xlsx", ".~lock.自评表.xlsx#", ".~自评表.xlsx"])
def test_正在别处打开(book: Path, lock: str) -> None:
    book.with_name(lock).write_bytes(b"")
    refused(book, "正在 Excel、WPS 或 LibreOffice 中打开；请关闭")
    assert read(book).sheets


def test_只读文件(book: Path) -> None:
    book.chmod(0o444)
    refused(book, "只读文件")


@pytest.mark.parametrize("step", ["mkstemp", "fsync"])
def test_文件夹不让写或磁盘满(book: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    def fail(*_args: object, **_named: object) -> None:
        raise PermissionError(13, "Permission denied") if step == "mkstemp" else OSError(28, "满")

    monkeypatch.setattr(tempfile if step == "mkstemp" else os, step, fail)
    refused(book, "没有权限" if step == "mkstemp" else "磁盘")


def test_换上去的那一步失败(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows 上文件被占用时，失败在最后一步：旧的备份还在，没有半截文件。"""
    write(book, RESULT)
    kept = sorted((book.parent / ".perfxl").iterdir())
    original = Path.replace

    def fail(self: Path, target: Path) -> Path:
        if target == book.resolve():
            raise PermissionError(13, "占用")
        return original(self, target)

    monkeypatch.setattr(Path, "replace", fail)
    refused(book, "正被其他程序占用", Edits())
    assert sorted((book.parent / ".perfxl").iterdir()) == kept


def test_同名部件(book: Path) -> None:
    with (
        zipfile.ZipFile(book, "a") as archive,
        pytest.warns(UserWarning, match="Duplicate"),
    ):
        archive.writestr("xl/workbook.xml", books.part(book, "xl/workbook.xml"))
    refused(book, "同名部件")


@pytest.mark.parametrize(
    "edits",
    [
        Edits(marks=(Mark("没有的表", "error", ((1, 1),)),)),
        Edits(values=(ValueEdit("没有的表", 1, 1, Decimal(1)),)),
    ],
)
def test_没有的表(book: Path, edits: Edits) -> None:
    refused(book, "没有可以写的工作表“没有的表”", edits)


def test_不是数的数(book: Path) -> None:
    refused(book, "不是一个数", Edits(values=(ValueEdit(books.SHEET, 1, 9, Decimal("NaN")),)))


def test_工作表坏了(book: Path) -> None:
    sheet = books.part(book, "xl/worksheets/sheet1.xml").decode()
    with_parts(book, **{"xl/worksheets/sheet1.xml": sheet.replace("</row>", "", 1)})
    refused(book, "", Edits(marks=(Mark(books.SHEET, "error", ((1, 1),)),)))


def test_混用前缀的表不敢改(tmp_path: Path) -> None:
    sheet = f'<x:worksheet xmlns:x="{books.MAIN}"><sheetData xmlns="{books.MAIN}"/></x:worksheet>'
    book = books.pack(tmp_path / "混.xlsx", books.parts(sheet))
    refused(book, "少见的写法", Edits(values=(ValueEdit(books.SHEET, 1, 1, Decimal(1)),)))
    refused(book, "少见的写法", Edits(marks=(Mark(books.SHEET, "error", ((1, 1),)),)))
    rows = f'<y:row xmlns:y="{books.MAIN}"><y:c><y:v>1</y:v></y:c></y:row>'
    book = books.handmade(tmp_path / "行.xlsx", rows)
    assert read(book).sheets[0].at(1, 1).raw == "1"
    refused(book, "少见的写法", Edits(values=(ValueEdit(books.SHEET, 1, 1, Decimal(1)),)))


def test_加密的(tmp_path: Path) -> None:
    path = tmp_path / "密.xlsx"
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"))
    refused(path, "设了打开密码")


def test_旧格式(tmp_path: Path) -> None:
    path = tmp_path / "旧.xls"
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + "Workbook".encode("utf-16-le"))
    refused(path, "xls.*另存为")


class Test撤销:
    def test_没写过(self, book: Path) -> None:
        with pytest.raises(WorkbookError, match=r"自评表\.xlsx：没有可以撤销的写回"):
            undo(book)

    def test_撤销两次(self, book: Path) -> None:
        write(book, RESULT)
        undo(book)
        with pytest.raises(WorkbookError, match="没有可以撤销的写回"):
            undo(book)

    def test_一步步撤销_又写回原样的也不绕圈(self, book: Path) -> None:
        before = book.read_bytes()
        write(book, RESULT)
        once = book.read_bytes()
        write(book, Edits())
        assert undo(book).left == 1
        assert book.read_bytes() == once
        undo(book)
        assert book.read_bytes() == before
        with pytest.raises(WorkbookError, match="没有可以撤销"):
            undo(book)

    def test_没有变化的写回不丢较早的备份(self, book: Path) -> None:
        before = book.read_bytes()
        write(book, RESULT)
        write(book, RESULT)
        undo(book)
        assert book.read_bytes() == before

    def test_后来改过的不撤销_备份还在(self, book: Path) -> None:
        before = book.read_bytes()
        write(book, RESULT)
        with_parts(book, **{"docProps/later.xml": "<later/>"})
        changed = book.read_bytes()
        with pytest.raises(WorkbookError, match=r"又改动过.*\.perfxl/自评表\.xlsx\."):
            undo(book)
        assert book.read_bytes() == changed
        (kept,) = (book.parent / ".perfxl").glob("*.bak")
        assert kept.read_bytes() == before

    def test_打开着不撤销(self, book: Path) -> None:
        write(book, RESULT)
        written = book.read_bytes()
        book.with_name("~$自评表.xlsx").touch()
        with pytest.raises(WorkbookError, match="请关闭"):
            undo(book)
        assert book.read_bytes() == written

    def test_没有这个文件(self, tmp_path: Path) -> None:
        with pytest.raises(WorkbookError, match="找不到"):
            undo(tmp_path / "无.xlsx")

    def test_权限和软链接照旧(self, book: Path, tmp_path: Path) -> None:
        book.chmod(0o640)
        link = tmp_path / "快捷.xlsx"
        link.symlink_to(book)
        write(link, RESULT)
        assert link.is_symlink()
        assert book.stat().st_mode & 0o777 == 0o640
        before = book.read_bytes()
        undo(link)
        assert book.stat().st_mode & 0o777 == 0o640
        assert book.read_bytes() != before

    def test_写到别处盖掉的也能撤销(self, book: Path, tmp_path: Path) -> None:
        output = tmp_path / "别处.xlsx"
        write(book, Edits(), output=output)
        first = output.read_bytes()
        write(book, RESULT, output=output)
        undo(output)
        assert output.read_bytes() == first
