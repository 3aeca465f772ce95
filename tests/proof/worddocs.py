"""测试用的 .docx：用 python-docx 写，再往里添它不会写的东西。"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import docx

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def plain(path: Path, *lines: str) -> Path:
    """一行一段。"""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(str(path))
    return path


def raw(path: Path, body: str, *, others: Sequence[tuple[str, str]] = ()) -> Path:
    """正文就是这一段 XML；`others` 是另外的部件。"""
    xml = f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", xml)
        for name, text in others:
            archive.writestr(name, text)
    return path


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*inside: str) -> str:
    return f"<w:p>{''.join(inside)}</w:p>"


def table(path: Path, rows: Sequence[Sequence[str]], *lines: str) -> Path:
    """几段话，一个表格。"""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    made = document.add_table(len(rows), len(rows[0]))
    for place, row in enumerate(rows):
        for column, text in enumerate(row):
            made.cell(place, column).text = text
    document.save(str(path))
    return path


def rebuilt(path: Path, name: str, change: tuple[str, str]) -> Path:
    """部件 `name` 里换一处字。"""
    content = BytesIO(path.read_bytes())
    with ZipFile(content) as old, ZipFile(path, "w", ZIP_DEFLATED) as new:
        for info in old.infolist():
            data = old.read(info)
            if info.filename == name:
                assert change[0].encode() in data
                data = data.replace(change[0].encode(), change[1].encode())
            new.writestr(info, data)
    return path
