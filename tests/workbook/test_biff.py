"""手写的旧版工作簿流：LibreOffice 不这样写、而 Excel 和 WPS 这样写的记录。"""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from perfxl.cells.grid import Cell
from perfxl.errors import WorkbookError
from perfxl.workbook import read
from perfxl.workbook.biff import read_stream
from perfxl.workbook.old import MAGIC
from perfxl.workbook.ole import Compound
from perfxl.workbook.records import packed_number

BOF, EOF, CONTINUE = 0x0809, 0x000A, 0x003C


def record(kind: int, body: bytes) -> bytes:
    return struct.pack("<2H", kind, len(body)) + body


def start(kind: int, version: int = 0x0600) -> bytes:
    return record(BOF, struct.pack("<2H", version, kind) + bytes(12))


def wide(text: str) -> bytes:
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


def stream(rows: bytes, head: bytes = b"", *, version: int = 0x0600, name: bytes = b"") -> bytes:
    """一张表的流；`head` 是全簿的记录。"""
    name = name or struct.pack("<2B", 1, 1) + "表".encode("utf-16-le")
    bound = struct.pack("<IBB", 0, 0, 0) + name
    before = start(5, version) + head
    at = len(before) + 4 + len(bound) + 4
    bound = struct.pack("<I", at) + bound[4:]
    sheet = start(0x10, version) + rows + record(EOF, b"")
    return before + record(0x0085, bound) + record(EOF, b"") + sheet


def cells(data: bytes) -> dict[str, Cell]:
    sheet = read_stream(data, "表.xls").sheets[0]
    return {cell.local: cell for cell in sheet.cells.values()}


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        (50 << 2 | 2, "50"),
        (9997 << 2 | 3, "99.97"),
        (((1 << 30) - 5) << 2 | 2, "-5"),
        (struct.unpack("<Q", struct.pack("<d", 1.5))[0] >> 32, "1.5"),
        (struct.unpack("<Q", struct.pack("<d", 9750.0))[0] >> 32 | 1, "97.5"),
        (2, "0"),
    ],
)
def test_四个字节的数(raw: int, number: str) -> None:
    assert packed_number(raw) == number


def test_一行里连着的数_百分比格式() -> None:
    """内置 10 号格式是 0.00%；文件里不写它，样式表里只有编号。"""
    styles = record(0x00E0, struct.pack("<2H", 0, 0) + bytes(16))
    styles += record(0x00E0, struct.pack("<2H", 0, 10) + bytes(16))
    row = struct.pack("<2H", 4, 1) + struct.pack("<HI", 0, 52 << 2 | 2)
    row += struct.pack("<HI", 1, 97 << 2 | 3) + struct.pack("<H", 2)
    found = cells(stream(record(0x00BD, row), styles))
    assert {place: cell.raw for place, cell in found.items()} == {"B5": "52", "C5": "0.97"}
    assert found["C5"].is_percent
    assert not found["B5"].is_percent


def test_文字断在续记录里() -> None:
    """断处后面的一个字节重新说明单双字节：前半是汉字，后半是字母。"""
    first = struct.pack("<2I", 2, 2) + struct.pack("<HB", 5, 1) + "产出".encode("utf-16-le")
    rest = b"\x00" + b"abc" + struct.pack("<HBH", 2, 9, 1) + "指标".encode("utf-16-le") + bytes(4)
    head = record(0x00FC, first) + record(CONTINUE, rest)
    rows = record(0x00FD, struct.pack("<3HI", 0, 0, 0, 0))
    rows += record(0x00FD, struct.pack("<3HI", 1, 0, 0, 1))
    found = cells(stream(rows, head))
    assert (found["A1"].raw, found["A2"].raw) == ("产出abc", "指标")


def test_文字表里没有的编号_说文件坏了() -> None:
    with pytest.raises(WorkbookError, match="找不到"):
        cells(stream(record(0x00FD, struct.pack("<3HI", 0, 0, 0, 9))))


def test_公式的各种结果() -> None:
    def formula(row: int, result: bytes, flags: int = 0) -> bytes:
        return record(0x0006, struct.pack("<3H", row, 0, 0) + result + struct.pack("<H", flags))

    def special(kind: int, value: int = 0) -> bytes:
        return bytes([kind, 0, value, 0, 0, 0, 0xFF, 0xFF])

    rows = formula(0, struct.pack("<d", 0.9997))
    rows += formula(1, special(0)) + record(0x0207, wide("达成年度指标"))
    rows += formula(2, special(1, 1)) + formula(3, special(2, 7))
    rows += formula(4, special(3)) + formula(5, special(3), 3)
    found = cells(stream(rows))
    assert [(cell.raw, cell.kind) for cell in found.values()] == [
        ("0.9997", "number"), ("达成年度指标", "text"), ("TRUE", "bool"), ("#DIV/0!", "error"),
        ("", "text"), ("", "blank"),
    ]  # fmt: skip
    assert all(cell.formula is not None for cell in found.values())
    assert [cell.local for cell in found.values() if cell.is_uncomputed] == ["A6"]


def test_表里嵌的图不当作格() -> None:
    number = struct.pack("<3Hd", 0, 0, 0, 7.0)
    chart = start(0x20) + record(0x0203, number) + record(EOF, b"")
    rows = chart + record(0x0203, struct.pack("<3Hd", 1, 0, 0, 8.0))
    assert {place: cell.raw for place, cell in cells(stream(rows)).items()} == {"A2": "8"}


def test_1904年的日期() -> None:
    head = record(0x0022, struct.pack("<H", 1))
    head += record(0x00E0, struct.pack("<2H", 0, 14) + bytes(16))
    found = cells(stream(record(0x0203, struct.pack("<3Hd", 0, 0, 0, 43099.0)), head))
    assert (found["A1"].raw, found["A1"].kind) == ("2021-12-31", "date")


def test_Excel95的文字按代码页读() -> None:
    head = record(0x0042, struct.pack("<H", 936))
    name = "自评表".encode("gbk")
    text = "满意度".encode("gbk")
    rows = record(0x0204, struct.pack("<4H", 0, 0, 0, len(text)) + text)
    data = stream(rows, head, version=0x0500, name=bytes([len(name)]) + name)
    grid = read_stream(data, "老.xls")
    assert grid.sheets[0].name == "自评表"
    assert grid.sheets[0].at(1, 1).raw == "满意度"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (stream(b"", record(0x002F, bytes(6))), "打开密码"),
        (start(5, 0x0400), "Excel 95 以前"),
        (start(5) + record(EOF, b""), "没有普通工作表"),
        (b"", "工作簿是空的"),
    ],
)
def test_读不了的说清楚(data: bytes, said: str) -> None:
    with pytest.raises(WorkbookError, match=said):
        read_stream(data, "表.xls")


def test_表断在中间_不当作读全了() -> None:
    rows = record(0x0203, struct.pack("<3Hd", 0, 0, 0, 7.0))
    whole = stream(rows)
    assert cells(whole)["A1"].raw == "7"
    for data in (whole[:-4], whole[:-10]):
        with pytest.raises(WorkbookError, match="工作表“表”不完整"):
            cells(data)
    nowhere = start(5) + record(0x0085, struct.pack("<IBB", 0xFFFF, 0, 0) + b"\x01\x00a")
    with pytest.raises(WorkbookError, match="工作表“a”不完整"):
        cells(nowhere + record(EOF, b""))


def test_表多得不正常() -> None:
    bound = record(0x0085, struct.pack("<IBB", 0, 0, 0) + b"\x01\x00a")
    with pytest.raises(WorkbookError, match="多得不正常"):
        read_stream(start(5) + bound * 501 + record(EOF, b""), "表.xls")


def compound(*, table: list[int], difat: list[int] | None = None) -> bytes:
    """只有文件头和一个分配表扇区的复合文档。"""
    head = bytearray(512)
    head[:8] = MAGIC
    struct.pack_into("<2H", head, 30, 9, 6)
    struct.pack_into("<I4xII", head, 48, 1, 4096, 0xFFFFFFFE)
    struct.pack_into("<I", head, 68, 0xFFFFFFFE)
    sectors = difat or [0]
    struct.pack_into("<109I", head, 76, *sectors, *[0xFFFFFFFF] * (109 - len(sectors)))
    rest = table + [0xFFFFFFFF] * (128 - len(table))
    return bytes(head) + struct.pack("<128I", *rest) + bytes(512)


@pytest.mark.parametrize(
    "data",
    [
        MAGIC,
        compound(table=[0xFFFFFFFD, 1]),  # 目录的链绕着自己转
        compound(table=[0xFFFFFFFD, 99]),  # 指到表外
        compound(table=[0xFFFFFFFD, 0xFFFFFFFE], difat=[0, 0]),  # 同一扇区当两次表
        compound(table=[0xFFFFFFFD, 0xFFFFFFFE], difat=[5000]),  # 指到文件外
    ],
)
def test_坏的复合文档不会转圈(data: bytes, tmp_path: Path) -> None:
    with pytest.raises(WorkbookError, match="复合文档结构损坏"):
        Compound(data)
    path = tmp_path / "坏.xls"
    path.write_bytes(data)
    with pytest.raises(WorkbookError, match=r"^坏\.xls：.*请"):
        read(path)


def test_没有工作簿流的复合文档() -> None:
    assert Compound(compound(table=[0xFFFFFFFD, 0xFFFFFFFE])).stream("Workbook") is None
