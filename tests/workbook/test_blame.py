"""出了错是谁的错：查出坏在哪里才说文件坏了；别的说是程序的错，记下详细情形。"""

from __future__ import annotations

import os
from pathlib import Path

import books
import pytest

from perfxl.cells.edits import Edits
from perfxl.errors import WorkbookError
from perfxl.workbook import read, read_data, reader, write, writer
from perfxl.workbook.blame import fault_of

SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "状态"))
    return books.plain(tmp_path / "自评表.xlsx")


def bug(*_given: object) -> None:
    raise KeyError("程序里的错")


@pytest.mark.parametrize("error", [KeyError, ValueError, RecursionError, TypeError])
def test_程序的错不怪文件(
    book: Path, error: type[Exception], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(*_given: object) -> None:
        raise error("程序里的错")

    before = book.read_bytes()
    monkeypatch.setattr(writer, "apply", fail)
    with pytest.raises(WorkbookError, match=r"程序没有处理好，不是文件的错.*原文件没有动") as said:
        write(book, Edits())
    log = tmp_path / "状态" / "perfxl" / "出错记录.txt"
    assert str(log) in str(said.value)
    assert "程序里的错" in log.read_text(encoding="utf-8")
    assert "Traceback" not in str(said.value)
    assert book.read_bytes() == before


def test_文件真坏了才说坏_还说坏在哪里(book: Path) -> None:
    sheet = books.part(book, "xl/worksheets/sheet1.xml").decode()
    members: dict[str, str | bytes] = {
        name: books.part(book, name) for name in books.raw_members(book)
    }
    broken = sheet.replace("</row>", "", 1)
    books.pack(book, {**members, "xl/worksheets/sheet1.xml": broken})
    with pytest.raises(WorkbookError, match=r"内容损坏.*xl/worksheets/sheet1\.xml 不是完整的 XML"):
        read(book)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ('<row r="甲"><c r="A1"><v>1</v></c></row>', "第 1 行 row 的 r 写成了“甲”"),
        ('<row r="1"><c r="A1" s="x"><v>1</v></c></row>', "c 的 s 写成了“x”"),
    ],
)
def test_该写数的地方写了别的_是文件的错(tmp_path: Path, row: str, said: str) -> None:
    assert said in fault_of(books.handmade(tmp_path / "坏.xlsx", row).read_bytes())


def test_压缩包坏了(book: Path) -> None:
    whole = book.read_bytes()
    book.write_bytes(whole[: len(whole) // 2])
    assert "压缩包" in fault_of(book.read_bytes())


def test_好的文件查不出毛病() -> None:
    found = [path for path in SAMPLES.rglob("*") if path.suffix in {".xlsx", ".ods", ".xls"}]
    assert found
    assert {fault_of(path.read_bytes()) for path in found} == {""}


def test_内存不够说内存不够(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_given: object) -> None:
        raise MemoryError

    monkeypatch.setattr(reader, "open_book", fail)
    with pytest.raises(WorkbookError, match=r"太大.*内存装不下"):
        read(book)


def test_磁盘的话用中文说(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_given: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(WorkbookError, match="磁盘满了") as said:
        write(book, Edits(sheets=(books.results(),)))
    assert "space" not in str(said.value)


def test_只有字节的也说坏在哪里() -> None:
    data = (SAMPLES / "良好的自评表.xlsx").read_bytes()
    with pytest.raises(WorkbookError, match="内容损坏，读不下去（压缩包的结构不对）"):
        read_data(data[: len(data) // 2], "传来的.xlsx")
