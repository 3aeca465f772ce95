"""读不得的：说清是什么、怎么办；弄坏的文件只会有一句话，不会有程序的内部报错。"""

from __future__ import annotations

import contextlib
import io
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

import books
import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perfxl.errors import WorkbookError
from perfxl.workbook import package, read

OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def word() -> bytes:
    buffer = io.BytesIO()
    docx.Document().save(buffer)
    return buffer.getvalue()


def zipped(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


SLIDES = (
    b'<Types xmlns="t"><Override PartName="/ppt/presentation.xml" ContentType="application/'
    b'vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"/></Types>'
)
TO_SLIDES = (
    b'<Relationships xmlns="r"><Relationship Id="a" Type="x/officeDocument"'
    b' Target="ppt/presentation.xml"/></Relationships>'
)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "空文件"),
        ("序号,指标\n1,甲".encode("gbk"), "文本文件"),
        (b"\xef\xbb\xbfa,b", "文本文件"),
        (b"%PDF-1.7", "PDF"),
        (b"\x89PNG\r\n", "图片"),
        (b"\xff\xd8\xff\xe0", "图片"),
        (b"Rar!\x1a\x07", "RAR"),
        (b"<html><table>", "网页"),
        (b"\x00\x01\x02", "认不出"),
        (b"PK\x05\x06" + bytes(18), "压缩结构损坏"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "打开密码"),
        (OLE + "Workbook".encode("utf-16-le"), r"\.xls、\.et"),
        (OLE + "Book".encode("utf-16-le"), r"\.xls.*损坏"),
        (OLE + "WordDocument".encode("utf-16-le"), r"\.doc"),
        (OLE, "旧版 Office"),
        (word(), "Word 文档"),
        (zipped(**{"a.txt": b"1"}), "普通压缩包"),
        (zipped(mimetype=b"application/vnd.oasis.opendocument.text"), "OpenDocument"),
        (zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "缺少内容部件"),
        (zipped(**{"[Content_Types].xml": b"<Types/>"}), "没有工作簿部件"),
        (
            zipped(**{
                "[Content_Types].xml": SLIDES,
                "_rels/.rels": TO_SLIDES,
                "ppt/presentation.xml": b"",
            }),
            "演示文稿",
        ),
    ],
)  # fmt: skip
def test_不是工作簿(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "自评表.xlsx"
    path.write_bytes(content)
    with pytest.raises(WorkbookError, match=rf"^自评表\.xlsx：.*{said}.*请") as caught:
        read(path)
    assert str(tmp_path) not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_文件夹_没有的文件(tmp_path: Path) -> None:
    with pytest.raises(WorkbookError, match="是文件夹"):
        read(tmp_path)
    with pytest.raises(WorkbookError, match="找不到"):
        read(tmp_path / "无.xlsx")


def test_读不了的文件(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = books.plain(tmp_path / "样.xlsx")

    def fail(_self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", fail)
    with pytest.raises(WorkbookError, match="没有权限"):
        read(path)


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"xl/workbook.xml": "<workbook/>"}, "没有普通工作表"),
        ({"xl/workbook.xml": "<other/>"}, "没有工作簿部件"),
        ({"xl/workbook.xml": "<work"}, "内容损坏"),
        ({"xl/_rels/workbook.xml.rels": "<Relationships/>"}, "对不上"),
        ({"xl/worksheets/sheet1.xml": "<worksheet><sheetData>"}, "内容损坏"),
        (
            {
                "xl/worksheets/sheet1.xml": books.worksheet(
                    '<row r="甲"><c r="A1"><v>1</v></c></row>'
                )
            },
            "内容损坏",
        ),
        (
            {
                "xl/worksheets/sheet1.xml": '<!DOCTYPE a [<!ENTITY b "c">]>'
                + books.worksheet('<row r="1"><c r="A1" t="str"><v>&b;</v></c></row>')
            },
            "实体定义",
        ),
        (
            {
                "xl/workbook.xml": '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
                "<workbook>&x;</workbook>"
            },
            "实体定义",
        ),
    ],
)
def test_部件坏了(tmp_path: Path, parts: dict[str, str | bytes], said: str) -> None:
    path = books.pack(tmp_path / "坏.xlsx", {**books.parts(books.worksheet("")), **parts})
    with pytest.raises(WorkbookError, match=said):
        read(path)


def test_缺工作表部件(tmp_path: Path) -> None:
    made = books.parts(books.worksheet(""))
    del made["xl/worksheets/sheet1.xml"]
    with pytest.raises(WorkbookError, match="缺少工作表“自评表”的内容"):
        read(books.pack(tmp_path / "缺.xlsx", made))


def test_压缩炸弹(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = books.handmade(tmp_path / "弹.xlsx", " " * 30_000_000)
    with pytest.raises(WorkbookError, match="压缩炸弹"):
        read(path)
    monkeypatch.setattr(package, "MAX_MEMBERS", 3)
    with pytest.raises(WorkbookError, match="压缩炸弹"):
        read(books.plain(tmp_path / "多.xlsx"))
    monkeypatch.setattr(package, "MAX_MEMBERS", 100)
    monkeypatch.setattr(package, "MAX_TOTAL", 1000)
    with pytest.raises(WorkbookError, match="压缩炸弹"):
        read(tmp_path / "多.xlsx")


def test_谎报大小的成员(tmp_path: Path) -> None:
    """目录里说很小，解开很大：只解到声明的大小就停。"""
    path = books.handmade(tmp_path / "谎.xlsx", " " * 100_000)
    data = bytearray(path.read_bytes())
    name = b"xl/worksheets/sheet1.xml"
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        header = 30 if offset == 22 else 46
        start = data.index(name, data.index(signature)) - header if offset == 22 else -1
        if start < 0:
            start = data.rindex(name) - header
        data[start + offset : start + offset + 4] = (50).to_bytes(4, "little")
    path.write_bytes(data)
    with pytest.raises(WorkbookError, match="压缩结构损坏"):
        read(path)


def test_重叠的成员(tmp_path: Path) -> None:
    path = books.plain(tmp_path / "叠.xlsx")
    data = bytearray(path.read_bytes())
    first = data.index(b"PK\x01\x02")
    data[first + 20 : first + 24] = (len(data)).to_bytes(4, "little")
    path.write_bytes(data)
    with pytest.raises(WorkbookError):
        read(path)


def _good() -> bytes:
    rows = '<row r="1"><c r="A1" t="str"><v>文字</v></c><c r="B1"><f>A1</f><v>1</v></c></row>'
    with TemporaryDirectory() as folder:
        whole = books.pack(Path(folder, "好.xlsx"), books.parts(books.worksheet(rows)))
        return whole.read_bytes()


GOOD = _good()
ODD = st.sampled_from([b"", b"\0", b"<", b">", b"&", b'"', b"-1", b"99999999999", b"r=", b"\xff"])


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, len(GOOD)), st.integers(0, 3), ODD)
def test_弄坏压缩包(tmp_path: Path, place: int, gone: int, put: bytes) -> None:
    path = tmp_path / "坏.xlsx"
    path.write_bytes(GOOD[:place] + put + GOOD[place + gone :])
    _reads_or_says(path)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_弄坏部件(tmp_path: Path, data: st.DataObject) -> None:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        found: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    name = data.draw(st.sampled_from(sorted(found)))
    content = found[name]
    assert isinstance(content, bytes)
    place = data.draw(st.integers(0, len(content)))
    gone = data.draw(st.integers(0, 6))
    found[name] = content[:place] + data.draw(ODD) + content[place + gone :]
    _reads_or_says(books.pack(tmp_path / "坏.xlsx", found))


def _reads_or_says(path: Path) -> None:
    with contextlib.suppress(WorkbookError):
        read(path)


def test_zip64的目录条目也改得了位置() -> None:
    """位置写在附加段里（前面可能还有大小）：只改那八个字节。"""
    full = b"\xff" * 4
    extra = b"\x99\x00\x02\x00ab" + b"\x01\x00\x18\x00" + bytes(range(16)) + b"\x11" * 8
    entry = bytearray(46) + b"n" + extra
    entry[20:28] = full + full
    entry[28:32] = (1).to_bytes(2, "little") + len(extra).to_bytes(2, "little")
    entry[42:46] = full
    moved = package._moved(bytes(entry), 0x1234)  # noqa: SLF001  # 造不出四 GB 的样本
    assert moved[:-8] == bytes(entry[:-8])
    assert moved[-8:] == (0x1234).to_bytes(8, "little")
