"""别处来的模板：自带的模板弄坏一处，或加上不该有的东西。"""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import reportcase as case
from lxml import etree

from perfxl.cells.grid import Grid
from perfxl.errors import TemplateError
from perfxl.report import default_template

MAIN, TYPES, RELS = "word/document.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"

Parts = dict[str, bytes]
SECONDS = 10
FOR, END = "{% for 行 in 指标 %}", "{% endfor %}"


def parts() -> Parts:
    with ZipFile(io.BytesIO(default_template(case.form()))) as package:
        return {name: package.read(name) for name in package.namelist()}


def counted() -> tuple[int, int]:
    """自带的模板正文里有几段（不算表格里的）、几张表。"""
    body = etree.fromstring(parts()[MAIN])[0]
    tags = [etree.QName(element).localname for element in body]
    return tags.count("p"), tags.count("tbl")


def packed(members: Mapping[str, bytes]) -> bytes:
    output = io.BytesIO()
    with ZipFile(output, "w", ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name, data)
    return output.getvalue()


def with_body(xml: str) -> bytes:
    """正文末尾加一段 XML。"""
    members = parts()
    text = members[MAIN].decode()
    place = text.rindex("<w:sectPr>")
    members[MAIN] = f"{text[:place]}{xml}{text[place:]}".encode()
    return packed(members)


def paragraph(text: str) -> str:
    shown = text.replace("&", "&amp;").replace("<", "&lt;")
    return f'<w:p><w:r><w:t xml:space="preserve">{shown}</w:t></w:r></w:p>'


def with_text(text: str) -> bytes:
    return with_body(paragraph(text))


def changed(change: Callable[[Parts], None]) -> bytes:
    members = parts()
    change(members)
    return packed(members)


def swapped(old: bytes, new: bytes, name: str = MAIN) -> bytes:
    def swap(members: Parts) -> None:
        assert old in members[name]
        members[name] = members[name].replace(old, new)

    return changed(swap)


def related(kind: str, target: str, data: bytes = b"", content: str = "", body: str = "") -> bytes:
    """正文牵着另一样东西（`rIdOdd9`）；`data` 空着的在外面。"""
    with ZipFile(io.BytesIO(with_body(body) if body else packed(parts()))) as package:
        members = {name: package.read(name) for name in package.namelist()}
    mode = "" if data else ' TargetMode="External"'
    link = kind if kind.startswith("http") else f"{OFFICE}/{kind}"
    line = f'<Relationship Id="rIdOdd9" Type="{link}" Target="{target}"{mode}/></Relationships>'
    members[RELS] = members[RELS].replace(b"</Relationships>", line.encode())
    if data:
        members[f"word/{target}"] = data
        kind_line = f'<Override PartName="/word/{target}" ContentType="{content}"/></Types>'
        members[TYPES] = members[TYPES].replace(b"</Types>", kind_line.encode())
    return packed(members)


def note(kind: str, target: str, text: str) -> bytes:
    """一个页眉、脚注、尾注部件，里面一段字。"""
    inner = paragraph(text)
    root = {"header": "hdr"}.get(kind, kind)
    if kind != "header":
        inner = f'<w:{kind.removesuffix("s")} w:id="2">{inner}</w:{kind.removesuffix("s")}>'
    data = f'<w:{root} xmlns:w="{W}">{inner}</w:{root}>'.encode()
    return related(kind, target, data, f"{_WORD}.{kind}+xml")


def rendered(folder: Path, template: bytes, grid: Grid | None = None) -> case.Made:
    path = folder / "模板.docx"
    path.write_bytes(template)
    return case.made(folder, grid, template=path)


def said(folder: Path, template: bytes, grid: Grid | None = None) -> str:
    start = time.process_time()
    with pytest.raises(TemplateError) as caught:
        rendered(folder, template, grid)
    assert time.process_time() - start < SECONDS
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert len(sentence) < 300
    assert not (folder / "报告.docx").exists()
    return sentence
