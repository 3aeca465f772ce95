"""三百多个不怀好意的、坏了的文件：一个个都答得上话，网页还在，一个也没有存下、没有给收据。"""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sites import BAD, GOOD, Bench, Person, bench

_SEED = 20261126
_BOMB = b"0" * 30_000_000


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    folder = tmp_path_factory.mktemp("web")
    with bench(folder, per_day=10_000, file_bytes=2_000_000, seconds=10) as made:
        yield made


@pytest.fixture(scope="module")
def person(here: Bench) -> Person:
    return here.person("县图书馆")


def _zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return out.getvalue()


def _parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as book:
        return {item.filename: book.read(item) for item in book.infolist()}


def _changed(name: str, old: bytes, new: bytes) -> bytes:
    parts = _parts(GOOD)
    assert old in parts[name]
    return _zipped({**parts, name: parts[name].replace(old, new, 1)})


_SHEET, _BOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"
_ENTITY = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
_LAUGH = b'<!DOCTYPE x [<!ENTITY a "' + b"ha" * 100 + b'"><!ENTITY b "' + b"&a;" * 100 + b'">]>'


def _made() -> Iterator[tuple[str, bytes]]:
    """一个一个想出来的。"""
    parts = _parts(GOOD)
    xml = parts[_SHEET]
    head, tail = xml.split(b"?>", 1)
    for name, doctype in (("外部实体", _ENTITY), ("亿笑", _LAUGH)):
        yield name, _zipped({**parts, _SHEET: head + b"?>" + doctype + tail})
    yield "压缩炸弹", _zipped({**parts, _SHEET: _BOMB * 10})
    yield "炸弹在别的部件里", _zipped({**parts, "xl/media/a.bin": _BOMB * 10, _BOOK: b"<x/>"})
    yield (
        "往外走的部件",
        _zipped({"../../../tmp/perfxl-escaped.xlsx": b"x", "[Content_Types].xml": b"<x/>"}),
    )
    yield "根目录的部件", _zipped({"/etc/cron.d/x": b"x"})
    yield "空的压缩包", _zipped({})
    yield "只有目录", _zipped({"[Content_Types].xml": parts["[Content_Types].xml"]})
    yield "一万个部件", _zipped({f"xl/{n}.xml": b"<x/>" for n in range(10_000)})
    yield "没有结尾", xml
    yield "网页", b"<html><script>alert(1)</script></html>"
    yield "程序", b"\x7fELF" + bytes(4000)
    yield "全是零", bytes(100_000)
    yield "深一万层", _zipped({**parts, _SHEET: b"<a>" * 10_000 + b"</a>" * 10_000})
    yield "行号极大", _changed(_SHEET, b'<row r="1"', b'<row r="99999999999"')
    yield "宏", _zipped({"xl/vbaProject.bin": b"x" * 100, "word/document.xml": b"<x/>"})
    yield "加了密的", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000)
    yield (
        "不是表样",
        _zipped(
            {
                **parts,
                "xl/sharedStrings.xml": b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"></sst>',
            }
        ),
    )


def _broken() -> Iterator[tuple[str, bytes]]:
    """照种子截断、改字节：压缩包的目录、内容里都碰得到。"""
    chance = random.Random(_SEED)  # noqa: S311  # 要的是每次一样
    for number in range(300):
        data = bytearray((GOOD if number % 2 else BAD).read_bytes())
        if number % 3 == 0:
            del data[chance.randrange(len(data)) :]
        for _ in range(1 + number % 40):
            if data:
                data[chance.randrange(len(data))] = chance.randrange(256)
        yield f"坏{number}", bytes(data)


def _stored(here: Bench) -> set[str]:
    folder = here.site.settings.data / "收到的文件"
    return {path.name for path in folder.rglob("*") if path.is_file()}


def _tried(here: Bench, person: Person, name: str, data: bytes) -> bool:
    """交一个：收下了没有。答不上话的算失败。"""
    before = len(here.site.desk.receipts())
    response = person.hand_in((f"{name}.xlsx", data))
    assert response.status_code in {200, 413}, (name, response.status_code)
    assert "程序出错" not in response.text, (name, response.text)
    return len(here.site.desk.receipts()) > before


def test_不怀好意的(here: Bench, person: Person) -> None:
    for name, data in _made():
        assert not _tried(here, person, name, data), name
    assert not Path("/tmp/perfxl-escaped.xlsx").exists()  # noqa: S108  # 看它有没有写到外面去


def test_坏了的(here: Bench, person: Person) -> None:
    before = _stored(here)
    taken = [name for name, data in _broken() if _tried(here, person, name, data)]
    assert len(_stored(here) - before) <= len(taken), "没有收下的没有存"
    assert len(taken) < 150, "多数读不成"
    assert person.hand_in_one(GOOD), "网页还好好的"
