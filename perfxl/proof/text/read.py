"""读一份报告：.docx 或 .txt → Report；每段知道上面的各级标题。"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from perfxl.cells.later import later
from perfxl.proof.model import Paragraph, Report, Table, TableCell
from perfxl.proof.text.archive import ReportError
from perfxl.proof.text.docx import read_docx
from perfxl.proof.text.labels import Headings

_MAX_FILE = 200 * 1024 * 1024
_CELLS = 3  # 一行至少这么多格才是表格
_FILLED = later(r"\s*-?\d[\d,.]*\s*(?:[万亿]?元|%|[\u4e00-\u9fff]{1,3})?\s*")
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
    return Report(
        path.name, tuple(reader.paragraphs), tuple(reader.tables), tuple(reader.kept),
        reader.source,
    )  # fmt: skip


def _decoded(data: bytes) -> str:
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ReportError("认不出文字的编码；请用记事本另存为 UTF-8，再核对")


def _rowed(lines: Sequence[str]) -> list[bool]:
    """哪些行是表格的：有三格的；接连三行以上都是两格、第二格是数的也是。"""
    cells = [line.split("\t") if line.strip() else [] for line in lines]
    made = [len(row) >= _CELLS for row in cells]
    pairs = [len(row) == _CELLS - 1 and _FILLED.fullmatch(row[1]) is not None for row in cells]
    for first in range(len(lines)):
        last = first
        while last < len(lines) and pairs[last]:
            last += 1
        if last - first >= _CELLS and (first == 0 or not pairs[first - 1]):
            made[first:last] = [True] * (last - first)
    return made


def report_of(file: str, text: str) -> Report:
    """一行一段的文字；接连几行用制表符隔成几格的，是一个表格。"""
    headings = Headings()
    paragraphs: list[Paragraph] = []
    tables: list[Table] = []
    rows: list[tuple[TableCell, ...]] = []
    lines = text.splitlines()
    rowed = _rowed(lines)
    for number, line in enumerate(lines, 1):
        cells = line.split("\t") if line.strip() else []
        if not rowed[number - 1]:
            tables += [Table(len(tables) + 1, tuple(rows))] if rows else []
            rows = []
            path = headings.above("", line, None)
            at = len(paragraphs) + 1
            paragraphs.append(Paragraph(at, line, place=f"第 {number} 行", path=path))
            continue
        row = tuple(
            Paragraph(len(paragraphs) + column, cell, "cell", f"第 {number} 行第 {column} 格")
            for column, cell in enumerate(cells, 1)
        )
        paragraphs += row
        rows.append(tuple(TableCell(column, (paragraph,)) for column, paragraph in enumerate(row)))
    tables += [Table(len(tables) + 1, tuple(rows))] if rows else []
    return Report(file, tuple(paragraphs), tuple(tables))
