"""核对报告：工作簿旁边的报告是哪一份，核对完的写成批注、写进工作簿的校验结果。"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from perfxl.errors import WorkbookError

if TYPE_CHECKING:
    from perfxl.assess import Assessment
    from perfxl.filing.findings import ReportLine
    from perfxl.proof.model import Proofed

_BODY, _MOST = "word/document.xml", 40_000_000
_MARK = re.compile(rb"\{%[^{}]{1,200}%\}")  # Word 会把一个标记切成几段，所以先去掉标签
COMMENTED = "-核对"  # 带批注的一份：`报告.docx` → `报告-核对.docx`


def is_report(path: Path) -> bool:
    """像是写好的报告：.docx，不是带批注的那一份，不是 Word 的锁，不是报告模板。"""
    fine = path.suffix.lower() == ".docx" and not path.name.startswith(("~$", "."))
    return fine and not path.stem.endswith(COMMENTED) and not _is_template(path)


def _is_template(path: Path) -> bool:
    """正文里写着成对的 {% %}：模板，不是报告。打不开的不是这里说的事。"""
    try:
        with ZipFile(path) as package:
            if package.getinfo(_BODY).file_size > _MOST:
                return False
            text = re.sub(rb"<[^>]*>", b"", package.read(_BODY))
    except (OSError, BadZipFile, KeyError, NotImplementedError, RuntimeError, EOFError, zlib.error):
        return False
    return _MARK.search(text) is not None


def reports_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_file() and is_report(path))


def report_beside(book: Path) -> Path:
    """工作簿旁边的报告：名字以工作簿的名字开头的，几份的取最后存的；没有的，只有一份 .docx 就是它。

    Raises:
        WorkbookError: 没有，或看不出是哪一份。
    """
    every = reports_in(book.parent)
    named = [path for path in every if path.stem.startswith(book.stem)]
    if named:
        return max(named, key=lambda path: path.stat().st_mtime_ns)
    if len(every) == 1:
        return every[0]
    if not every:
        raise WorkbookError(f"{book.name} 旁边没有 .docx 报告；请把报告和工作簿放在一个文件夹里")
    names = "、".join(path.name for path in every[:3])
    raise WorkbookError(
        f"{book.name} 旁边有 {len(every)} 份 .docx（{names}…），看不出是哪一份；"
        f"请把要核对的报告改名为“{book.stem}-自评报告.docx”"
    )


def book_beside(report: Path, books: Sequence[Path]) -> Path | None:
    """报告旁边的工作簿：报告的名字以它的名字开头，取名字最长的；没有的，只有一份就是它。"""
    named = [book for book in books if report.stem.startswith(book.stem)]
    if named:
        return max(named, key=lambda book: len(book.stem))
    return books[0] if len(books) == 1 else None


def has_errors(proofed: Proofed) -> bool:
    """有没有必须改的。"""
    from perfxl.filing.findings import Level  # noqa: PLC0415  # 只在核对时装载
    from perfxl.proof.document import level_of  # noqa: PLC0415  # 同上

    return any(level_of(finding) is Level.ERROR for finding in proofed.findings)


def proof_quietly(
    report: Path, assessments: Sequence[Assessment], book: Path
) -> tuple[Proofed, Path | None]:
    """核对一份报告；没有问题、以前也没有写过带批注的，就不写。"""
    from perfxl.proof import proof  # noqa: PLC0415  # 只在核对时装载
    from perfxl.proof.comments import write_comments  # noqa: PLC0415  # 同上

    proofed = proof(report, tuple(assessments), str(book))
    commented = report.with_name(f"{report.stem}{COMMENTED}.docx")
    if not proofed.findings and not commented.exists():
        return proofed, None
    return proofed, write_comments(report, proofed, report.parent)


def proof_beside(
    report: Path, assessments: Sequence[Assessment], book: Path
) -> tuple[Proofed, Path, tuple[ReportLine, ...]]:
    """核对一份报告，带批注的写在旁边；返回结果、写出的文件、要写进校验结果的几行。"""
    from perfxl.proof import proof  # noqa: PLC0415  # 只在核对时装载
    from perfxl.proof.comments import write_comments  # noqa: PLC0415  # 同上
    from perfxl.proof.document import report_lines  # noqa: PLC0415  # 同上

    proofed = proof(report, tuple(assessments), str(book))
    return proofed, write_comments(report, proofed, report.parent), report_lines(proofed)
