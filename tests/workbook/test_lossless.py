"""写回：不属于我们的一个字节不动；写两次与写一次相同；擦净就回到原样；撤销取回原字节。"""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import books
import pytest

from perfxl.cells.edits import Edits
from perfxl.workbook import read, undo, write

# 写回时要动的部件：自评表、目录、登记、样式。
OWNED = re.compile(
    r"\[Content_Types\]\.xml|xl/workbook\.xml|xl/_rels/workbook\.xml\.rels|xl/styles\.xml"
    r"|xl/worksheets/sheet1\.xml"
)
BLANKS = '<row r="1"><c r="A1"><v>1</v></c></row>'


def odd_parts(path: Path) -> Path:
    """带着各家扩展的手写工作簿：WPS 图片、线程批注、x14 条件格式、没有样式表。"""
    x14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
    tail = (
        '<mergeCells count="1"><mergeCell ref="D1:E1"/></mergeCells><!-- </worksheet> -->'
        '<conditionalFormatting sqref="A1"><cfRule type="expression" priority="1">'
        "<formula>A1&gt;0</formula></cfRule></conditionalFormatting>"
        '<pageMargins left="1" right="1" top="1" bottom="1" header="0" footer="0"/>'
        f'<extLst><ext uri="{{78C0D931-6437-407d-A8EE-F0AAD7539E65}}" xmlns:x14="{x14}">'
        "<x14:conditionalFormattings><x14:conditionalFormatting"
        ' xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
        '<x14:cfRule type="expression" priority="2" id="{1}"><xm:f>附表!$A$1</xm:f></x14:cfRule>'
        "<xm:sqref>B1</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext>"
        "</extLst>"
    )
    sheet = books.worksheet(BLANKS + "<!-- </sheetData> <row r='9'> -->", tail)
    made = books.parts('<?xml version="1.0"?>\r\n' + sheet)
    made["xl/cellimages.xml"] = (
        "<etc:cellImages xmlns:etc='http://www.wps.cn/officeDocument/2017/etCustomData'/>"
    )
    made["xl/threadedComments/threadedComment1.xml"] = "<ThreadedComments/>"
    made["customXml/item1.xml"] = b"\xff\xfe\x00 not xml"
    return books.pack(path, made)


def stored(path: Path) -> Path:
    """不压缩、带数据描述符和压缩包注释的工作簿。"""
    source = books.plain(path.with_name("源.xlsx"))
    with (
        zipfile.ZipFile(source) as old,
        path.open("wb") as stream,
        zipfile.ZipFile(_Unseekable(stream), "w") as new,
    ):
        new.comment = "注释".encode()
        for name in old.namelist():
            new.writestr(name, old.read(name))
    return path


class _Unseekable(io.RawIOBase):
    """不能回头的输出：zipfile 只好把大小写在数据后面。"""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._stream = stream

    def writable(self) -> bool:
        return True

    def write(self, data: Any, /) -> int:
        return self._stream.write(data)


MAKERS: dict[str, Callable[[Path], Path]] = {
    "XlsxWriter": books.rich,
    "openpyxl": books.plain,
    "LibreOffice": books.resaved,
    "手写": odd_parts,
    "严格": lambda path: books.pack(
        path, books.strict_parts(books.plain(path.with_name("源.xlsx")))
    ),
    "不压缩": stored,
}


@pytest.fixture(params=MAKERS)
def book(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return MAKERS[request.param](tmp_path / "自评表.xlsx")


def test_没动的成员连头部都逐字节相同_次序不变(book: Path) -> None:
    before = books.raw_members(book)
    assert write(book, books.edits())
    after = books.raw_members(book)
    kept = {name: raw for name, raw in before.items() if not OWNED.fullmatch(name)}
    assert kept
    assert {name: after[name] for name in kept} == kept
    assert list(after)[: len(before)] == list(before)


def test_写两次与写一次逐字节相同(book: Path) -> None:
    assert write(book, books.edits())
    once = book.read_bytes()
    assert not write(book, books.edits())
    assert book.read_bytes() == once


def test_擦净后除样式外每个部件都回到原样(book: Path) -> None:
    before = dict(_parts(book))
    unvalued = Edits(marks=books.edits().marks, sheets=books.edits().sheets)
    write(book, unvalued)
    assert dict(_parts(book)) != before
    assert write(book, Edits())
    after = dict(_parts(book))
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    styled = {"xl/styles.xml"}
    if "xl/styles.xml" not in before:  # 原来没有样式表的，登记也留着
        styled |= {"[Content_Types].xml", "xl/_rels/workbook.xml.rels"}
    assert changed <= styled
    assert not write(book, Edits())


def _parts(path: Path) -> list[tuple[str, bytes]]:
    """各部件的内容。openpyxl 写的空 `<definedNames/>` 擦净后会去掉，不算变化。"""
    with zipfile.ZipFile(path) as archive:
        return [
            (
                name,
                archive.read(name)
                .replace(b"<definedNames />", b"")
                .replace(b"<definedNames/>", b""),
            )
            for name in archive.namelist()
        ]


def test_撤销取回原字节(book: Path) -> None:
    before = book.read_bytes()
    write(book, books.edits())
    assert undo(book).path == book.resolve()
    assert book.read_bytes() == before
    assert not (book.parent / ".perfxl").exists()


def test_写出的文件openpyxl读得出我们写的(book: Path) -> None:
    write(book, books.edits())
    grid = read(book)
    assert grid.sheets[0].at(3, 20).raw == "98.00"
    assert grid.sheets[0].at(60, 2).raw == " 很好 _x0041_\n第二行"
    assert [sheet.name for sheet in grid.sheets][-2:] == [books.RESULT, "得分明细"]
    result = grid.sheet(books.RESULT)
    assert result is not None
    assert result.at(4, 3).raw == "=1+1 & <不是公式> _x000D_ "


def test_没有要写的就不碰文件(book: Path) -> None:
    before = book.stat().st_mtime_ns, book.read_bytes()
    assert not write(book, Edits())
    assert (book.stat().st_mtime_ns, book.read_bytes()) == before
    assert not (book.parent / ".perfxl").exists()


def test_写到别处时原文件不动(book: Path, tmp_path: Path) -> None:
    before = book.read_bytes()
    output = tmp_path / "别处" / "结果.xlsx"
    output.parent.mkdir()
    assert write(book, books.edits(), output=output)
    assert book.read_bytes() == before
    other = shutil.copy(book, tmp_path / "副本.xlsx")
    write(Path(other), books.edits())
    assert output.read_bytes() == Path(other).read_bytes()


def test_没有变化也要写到别处(tmp_path: Path) -> None:
    book = books.plain(tmp_path / "样.xlsx")
    output = tmp_path / "别处.xlsx"
    assert not write(book, Edits(), output=output)
    assert output.read_bytes() == book.read_bytes()


def test_改写的成员时间照旧(book: Path) -> None:
    """时间、日期两个字段与原来的一样：改写不会看上去像另一天的文件。"""
    before = {name: head[10:14] for name, (head, _) in books.raw_members(book).items()}
    assert write(book, books.edits())
    after = {name: head[10:14] for name, (head, _) in books.raw_members(book).items()}
    assert {name: after[name] for name in before} == before
    assert {after[name] for name in after.keys() - before.keys()} == {b"\0\0\x21\0"}  # 1980-01-01


def test_改写的成员时间照旧_有年月日时分秒的(tmp_path: Path) -> None:
    path = books.plain(tmp_path / "表.xlsx")
    members = {name: zipfile.ZipFile(path).read(name) for name in zipfile.ZipFile(path).namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2023, 11, 29, 17, 46, 58)), content)
    assert write(path, books.edits())
    with zipfile.ZipFile(path) as archive:
        times = {archive.getinfo(name).date_time for name in members}
    assert times == {(2023, 11, 29, 17, 46, 58)}
