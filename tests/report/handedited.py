"""人在 Word 里改过的报告：批注、修订、挪过的段落、图片、加的话、改过的格式。"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
from docx.oxml import parse_xml
from lxml import etree
from reportcase import W, text_of

_NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_WHO = 'w:author="王某" w:date="2025-03-01T09:00:00Z"'


def saved(path: Path, change: Callable[[Any], None]) -> Path:
    """打开、改、存：封条没有了，别的部件还在。"""
    document = docx.Document(str(path))
    change(document)
    document.save(str(path))
    return path


def worked_over(document: Any) -> None:
    """一份改过一轮的报告。"""
    body = document.element.body
    written = [paragraph for paragraph in document.paragraphs if len(paragraph.text) > 20]
    document.add_comment(written[0].runs[0], text="这一句再核一下", author="王某", initials="W")
    inserted = f'<w:ins {_NS} w:id="901" {_WHO}><w:r><w:t>（添了一句）</w:t></w:r></w:ins>'
    written[1]._p.append(parse_xml(inserted))  # noqa: SLF001  # python-docx 没有修订的写法
    deleted = (
        f'<w:del {_NS} w:id="902" {_WHO}><w:r><w:delText>（删了一句）</w:delText></w:r></w:del>'
    )
    written[2]._p.append(parse_xml(deleted))  # noqa: SLF001  # 同上
    written[3].runs[0].bold = True
    written[-1].add_run().add_picture(io.BytesIO(_png()))
    body.insert(2, written[4]._p)  # noqa: SLF001  # 整段挪到前面
    document.add_paragraph("办事人员自己写的一段，抽查 30 户。")


def control(document: Any, text: str, place: int = 0) -> Any:
    """正文里写着 `text` 的第 `place` 个控件。"""
    every = [sdt for sdt in document.element.body.iter(f"{W}sdt") if text_of(sdt) == text]
    return every[place]


def retyped(document: Any, old: str, new: str, place: int = 0) -> None:
    """点进控件改了字。"""
    next(control(document, old, place).iter(f"{W}t")).text = new


def unwrapped(document: Any, text: str) -> None:
    """删去控件，字留着。"""
    sdt = control(document, text)
    for run in sdt.find(f"{W}sdtContent"):
        sdt.addprevious(run)
    sdt.getparent().remove(sdt)


def tracked(document: Any, old: str, new: str) -> None:
    """开着修订改了一个数。"""
    content = control(document, old).find(f"{W}sdtContent")
    run = content.find(f"{W}r")
    gone, fresh = deepcopy(run), deepcopy(run)
    for node in gone.iter(f"{W}t"):
        node.tag = f"{W}delText"
    next(fresh.iter(f"{W}t")).text = new
    for kind, number, inside in (("del", "911", gone), ("ins", "912", fresh)):
        mark = parse_xml(f'<w:{kind} {_NS} w:id="{number}" {_WHO}/>')
        mark.append(inside)
        content.append(mark)
    content.remove(run)


def parts(path: Path) -> dict[str, bytes]:
    with ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def blanked(data: bytes) -> bytes:
    """正文，每个控件里的字（和写着的格）换成一个记号：更新以后除此以外应当一样。"""
    root = etree.fromstring(data)
    for label in root.iter(f"{W}alias", f"{W}tag"):
        label.set(f"{W}val", "▒")
    for sdt in root.iter(f"{W}sdt"):
        for text in sdt.iter(f"{W}t"):
            text.text = "▒"
    return etree.tostring(root, method="c14n")


def _png() -> bytes:
    def piece(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + piece(b"IHDR", head)
        + piece(b"IDAT", zlib.compress(b"\0\xff\0\0")) + piece(b"IEND", b"")
    )  # fmt: skip
