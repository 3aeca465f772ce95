"""读一份报告：.docx 或 .txt → Report；每段知道上面的各级标题。"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from perfxl.proof.docx import ReportError, read_docx
from perfxl.proof.labels import label_of
from perfxl.proof.model import Paragraph, Report, Table, TableCell

_MAX_FILE = 200 * 1024 * 1024
_MAX_HEADING = 45  # 再长就是一段话，不是标题
_ENCODINGS = ("utf-8-sig", "gb18030")


def read_report(path: Path) -> Report:
    """读一份报告。

    Raises:
        ReportError: 找不到、不是 .docx 或 .txt、加了密、损坏。
    """
    try:
        return _read(path)
    except ReportError as error:
        raise ReportError(f"{path.name}：{error}") from error
    except PermissionError as error:
        raise ReportError(f"{path.name}：没有权限读，或正被占用；请关闭占用它的程序再试") from error
    except OSError as error:
        raise ReportError(f"{path.name}：读不了；请检查磁盘和网络位置后再试") from error


def _read(path: Path) -> Report:
    if path.is_dir():
        raise ReportError("是文件夹，不是报告；请指定里面的 .docx")
    if not path.exists():
        raise ReportError("找不到这个文件；请核对路径")
    if path.stat().st_size > _MAX_FILE:
        raise ReportError("超过 200 MB，不像一份报告；请核对文件")
    kind = path.suffix.lower()
    if kind not in {".docx", ".docm", ".txt", ".doc", ".wps"}:
        raise ReportError("不是能核对的报告；请给 .docx（或 .txt）")
    data = path.read_bytes()
    if kind == ".txt":
        return report_of(path.name, _decoded(data))
    reader = read_docx(data)
    return replace(_placed(path.name, reader.paragraphs, reader.tables), kept=tuple(reader.kept))


def _decoded(data: bytes) -> str:
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ReportError("认不出文字的编码；请用记事本另存为 UTF-8，再核对")


def report_of(file: str, text: str) -> Report:
    """一行一段的文字。"""
    lines = text.splitlines()
    return _placed(
        file,
        [Paragraph(number, line, place=f"第 {number} 行") for number, line in enumerate(lines, 1)],
        (),
    )


def _placed(file: str, paragraphs: Iterable[Paragraph], tables: Iterable[Table]) -> Report:
    """每段安上标题路径；表格里的段落换成安好的同一段。"""
    made = tuple(_with_paths(paragraphs))
    known = {one.number: one for one in made}
    return Report(
        file,
        made,
        tuple(
            Table(
                table.number, tuple(tuple(_cell(cell, known) for cell in row) for row in table.rows)
            )
            for table in tables
        ),
    )


def _cell(cell: TableCell, known: dict[int, Paragraph]) -> TableCell:
    return TableCell(cell.column, tuple(known[one.number] for one in cell.paragraphs))


def _with_paths(paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    open_headings: list[tuple[int, str]] = []
    for one in paragraphs:
        rank = _rank(one) if one.kind == "body" else None
        if rank is not None:
            while open_headings and open_headings[-1][0] >= rank:
                open_headings.pop()
        yield replace(one, path=tuple(text for _, text in open_headings))
        if rank is not None:
            open_headings.append((rank, _title(one.full)))


def _title(text: str) -> str:
    """标题的字；标题后面连着正文的，取到第一个句号。"""
    return re.split(r"[。：]", text.strip(), maxsplit=1)[0][:_MAX_HEADING]


def _rank(one: Paragraph) -> int | None:
    """标题的级别：编号的写法定级；没有编号的看标题样式。"""
    label = label_of(one.full)
    if label is not None:
        return label.rank
    short = 0 < len(one.text.strip()) <= _MAX_HEADING
    return one.level if one.level is not None and short else None
