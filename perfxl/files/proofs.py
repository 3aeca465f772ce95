"""核对报告：工作簿旁边的报告是哪一份，核对完的写成批注、写进工作簿的校验结果。"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from perfxl.cells.later import later
from perfxl.errors import PerfxlError, WorkbookError
from perfxl.files.listing import KINDS
from perfxl.files.reports import report_names

if TYPE_CHECKING:
    from perfxl.assess import Assessment
    from perfxl.filing.findings import ReportLine
    from perfxl.proof.model import Proofed

_BODY, _MOST = "word/document.xml", 40_000_000
_MARK = later(rb"\{%[^{}]{1,200}%\}")  # Word 会把一个标记切成几段，所以先去掉标签
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
    named = _named_after(book, every)
    if named:
        return _latest(named)
    if len(every) == 1:
        return every[0]
    if not every:
        raise WorkbookError(f"{book.name} 旁边没有 .docx 报告；请把报告和工作簿放在一个文件夹里")
    names = "、".join(path.name for path in every[:3])
    raise WorkbookError(
        f"{book.name} 旁边有 {len(every)} 份 .docx（{names}…），看不出是哪一份；"
        f"请把要核对的报告改名为“{book.stem}-自评报告.docx”"
    )


def reports_beside(book: Path, names: Sequence[str]) -> list[Path]:
    """工作簿里有几份自评表的，旁边各份的报告；`names` 是各份报告该叫的名字。

    一份表有几份报告的取最后存的；名字都对不上的，与只有一份时一样找。

    Raises:
        WorkbookError: 没有，或看不出是哪一份。
    """
    stems = [name.removesuffix(".docx") for name in names]
    mine: dict[str, list[Path]] = {stem: [] for stem in stems}
    for path in _named_after(book, reports_in(book.parent)):
        fitting = [stem for stem in stems if path.stem.startswith(stem)]
        if fitting:
            mine[max(fitting, key=len)].append(path)
    return [_latest(paths) for paths in mine.values() if paths] or [report_beside(book)]


def _named_after(book: Path, reports: Sequence[Path]) -> list[Path]:
    """名字以工作簿的名字开头的；旁边另有名字更长的工作簿也对得上的，是那一个的。"""
    others = [
        path.stem
        for path in book.parent.iterdir()
        if len(path.stem) > len(book.stem)
        and path.suffix.lower() in KINDS
        and not path.name.startswith("~$")
    ]
    return [
        report
        for report in reports
        if report.stem.startswith(book.stem) and not report.stem.startswith(tuple(others))
    ]


def _latest(paths: Sequence[Path]) -> Path:
    return max(paths, key=lambda path: path.stat().st_mtime_ns)


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


@dataclass(frozen=True, slots=True)
class Beside:
    """核对完的工作簿旁边的报告。"""

    commented: tuple[Path, ...]  # 带批注的各份，有问题的在前
    lines: tuple[ReportLine, ...]  # 写进校验结果的
    said: str


def proof_beside(book: Path, assessments: Sequence[Assessment]) -> Beside:
    """核对工作簿旁边的报告：一份自评表一份，带批注的写在旁边。有一份读不了的，别的照样核对。

    Raises:
        WorkbookError: 旁边没有报告，或看不出是哪一份。
        PerfxlError: 一份也没有核对成。
    """
    done = [filed for filed in assessments if filed.form.stage == "evaluate"]
    reports = reports_beside(book, report_names(book.stem, done))
    made: list[tuple[int, Path]] = []
    lines: list[ReportLine] = []
    said, failed = [], []
    for report in reports:
        try:
            proofed, commented = _commented(report, assessments, book)
        except PerfxlError as error:
            if len(reports) == 1:
                raise
            failed.append(f"{report.name} 没有核对：{str(error).removeprefix(f'{report.name}：')}")
            continue
        number = len(proofed.findings)
        made.append((-number, commented))
        lines += _report_lines(proofed)
        result = f"{number} 处要看" if number else "没有发现问题"
        said.append(f"核对 {report.name}：{result}；带批注的是 {commented.name}")
    if not made:
        raise WorkbookError("；".join(failed))
    missing = len(done) - len(reports)
    more = [f"另有 {missing} 份自评表旁边没有报告"] if missing > 0 else []
    placed = tuple(path for _, path in sorted(made, key=lambda pair: pair[0]))
    return Beside(placed, tuple(lines), "；".join((*said, *failed, *more)))


def lines_beside(
    book: Path, assessments: Sequence[Assessment], report: Path
) -> tuple[ReportLine, ...]:
    """工作簿旁边另几份自评表的报告的结论：校验结果整个重写，只写 `report` 的，别的就丢了。

    只有一份自评表、旁边没有别的报告的，没有；读不了的报告不说，它不是这次要核对的。
    """
    from perfxl.proof import proof  # noqa: PLC0415  # 只在核对时装载

    done = [filed for filed in assessments if filed.form.stage == "evaluate"]
    lines: list[ReportLine] = []
    with suppress(PerfxlError):
        beside = reports_beside(book, report_names(book.stem, done)) if len(done) > 1 else []
        for other in (path for path in beside if path.resolve() != report.resolve()):
            with suppress(PerfxlError):
                lines += _report_lines(proof(other, tuple(assessments), str(book)))
    return tuple(lines)


def _commented(report: Path, assessments: Sequence[Assessment], book: Path) -> tuple[Proofed, Path]:
    """核对一份报告，带批注的写在旁边。"""
    from perfxl.proof import proof  # noqa: PLC0415  # 只在核对时装载
    from perfxl.proof.comments import write_comments  # noqa: PLC0415  # 同上

    proofed = proof(report, tuple(assessments), str(book))
    return proofed, write_comments(report, proofed, report.parent)


def _report_lines(proofed: Proofed) -> tuple[ReportLine, ...]:
    from perfxl.proof.document import report_lines  # noqa: PLC0415  # 只在核对时装载

    return report_lines(proofed)
