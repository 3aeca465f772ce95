"""在另外的进程里对一个文件做的事：看、写回、出报告、核对。收的是字节，给的是字和字节。

看不成的（PerfxlError）由那个进程原样交回来；卡住的、吃光内存的，只丢掉那个进程。
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from perfxl import workbook
from perfxl.assess import assess_all
from perfxl.bureau.rows import Rows, rows
from perfxl.disk import put
from perfxl.files import Where, report_file, write_file
from perfxl.files.blanks import refuse_blank
from perfxl.files.given import new_from
from perfxl.filing.beside import Given
from perfxl.form.load import forms_for
from perfxl.read import read_all
from perfxl.web.view import view
from perfxl.web.words import shown_name


@dataclass(frozen=True, slots=True)
class Looked:
    """看过的一个工作簿：网页上要画的，台账里要记的。"""

    view: list[dict[str, Any]]
    rows: list[Rows]


@dataclass(frozen=True, slots=True)
class Made:
    """做好的一个文件。"""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Proofread:
    """核对过的一份报告：说的话，和带批注的一份（.txt 的没有）。"""

    said: dict[str, Any]
    commented: Made | None


def look(
    data: bytes,
    name: str,
    folders: Sequence[Path],
    declared: Sequence[tuple[bytes, str]] = (),
    *,
    arriving: bool = False,
) -> Looked:
    """读、核分、校验；`declared` 是同一家交过的申报表，目标与它比。

    `arriving` 的是正在交的：空白表不收，与 collect 同一条；以前收下的照看。
    """
    forms = forms_for(None, folders)
    grid = workbook.understand(data, Path(name))
    early = [
        filing
        for book, called in declared
        for filing in read_all(workbook.understand(book, Path(called)), forms)
        if filing.form.stage != "evaluate"
    ]
    assessments = assess_all(grid, forms, Given(tuple(early), (), asked=False))
    if arriving:
        refuse_blank(assessments)
    return Looked(view(grid, assessments), rows(assessments))


def marked(data: bytes, name: str, folders: Sequence[Path]) -> Made:
    """带着标记、结果表的工作簿；旧格式的是 .xlsx 副本。"""
    with TemporaryDirectory(prefix="perfxl-") as folder:
        source = _source(folder, data, name)
        target = Path(folder) / f"out{'' if source.suffix == '.xlsx' else '-校验'}.xlsx"
        done = write_file(source, forms_for(None, folders), Where(target))
        written = done.written or target
        return Made(f"{Path(name).stem}-校验.xlsx", written.read_bytes())


def reported(data: bytes, name: str, folders: Sequence[Path]) -> list[Made]:
    """Word 自评报告，一份自评表一个。"""
    with TemporaryDirectory(prefix="perfxl-") as folder:
        source = _source(folder, data, name)
        out = Path(folder) / "out"
        out.mkdir()
        done = report_file(source, forms_for(None, folders), Where(out))
        stem = Path(name).stem
        return [
            Made(f"{stem}{report.path.name.removeprefix(source.stem)}", report.path.read_bytes())
            for report in done.reports
        ]


def printed(data: bytes, name: str, folders: Sequence[Path], when: datetime) -> str:
    """能打印的一页：结论和得分。"""
    from perfxl.results.edits import edits  # noqa: PLC0415  # 打印时才要
    from perfxl.results.page import page  # noqa: PLC0415  # 同上

    assessments = assess_all(workbook.understand(data, Path(name)), forms_for(None, folders))
    return page([(assessment, edits(assessment).sheets) for assessment in assessments], when, "")


def prefilled(data: bytes, name: str, code: str, folders: Sequence[Path]) -> Made:
    """照申报表起好的自评表；几个项目的放在一个压缩包里。"""
    with TemporaryDirectory(prefix="perfxl-") as folder:
        source = _source(folder, data, name)
        out = Path(folder) / "out"
        out.mkdir()
        made = [
            Made(book.path.name, book.path.read_bytes())
            for book in new_from(code, source, out, folders)
        ]
    return _together(made, f"{Path(name).stem}-自评表.zip")


def proofed(
    report: bytes, report_name: str, book: tuple[bytes, str] | None, folders: Sequence[Path]
) -> Proofread:
    """核对一份写好的报告；`book` 是它的自评表（字节，名字），没有的只同它自己核对。"""
    from perfxl.proof import document, proof  # noqa: PLC0415  # 核对时才要
    from perfxl.proof.comments import write_comments  # noqa: PLC0415  # 同上

    with TemporaryDirectory(prefix="perfxl-") as folder:
        path = Path(folder) / f"report{'.txt' if report_name.lower().endswith('.txt') else '.docx'}"
        put(path, report)
        if book is None:
            made = proof(path)
        else:
            grid = workbook.understand(book[0], Path(book[1]))
            made = proof(path, assess_all(grid, forms_for(None, folders)), book[1])
        said = dict(document.document(made, report_name))
        said["lines"] = [document.line(finding) for finding in made.findings]
        said["labels"] = [document.level_of(finding).label for finding in made.findings]
        said["shares"] = document.shares(made) if book else f"{made.figures} 个数"
        commented = None
        if path.suffix == ".docx":
            target = Path(folder) / "out.docx"
            write_comments(path, made, target)
            commented = Made(f"{Path(report_name).stem}-核对.docx", target.read_bytes())
        return Proofread(said, commented)


def summarised(database: str, roster: Path | None) -> list[Made]:
    """台账 → 汇总.xlsx、汇总报告.docx；有名册的列出未报的。"""
    from perfxl.bureau.ledger import Ledger  # noqa: PLC0415  # 汇总时才要
    from perfxl.bureau.tables import Ways, summarise  # noqa: PLC0415  # 同上
    from perfxl.bureau.tables.roster import read_roster  # noqa: PLC0415  # 同上

    ways = Ways(read_roster(roster) if roster is not None else None)
    with TemporaryDirectory(prefix="perfxl-") as folder, Ledger.open(database) as ledger:
        made = summarise(ledger.frames(current=False), Path(folder), ways)
        return [Made(place.name, place.read_bytes()) for place in (made.book, made.report)]


def returned(database: str) -> Made:
    """现在退回着的，一家一份退回意见；几家的放在一个压缩包里。"""
    from perfxl.bureau.ledger import Ledger  # noqa: PLC0415  # 退回时才要
    from perfxl.bureau.review.letter import letters  # noqa: PLC0415  # 同上

    with Ledger.open(database) as ledger:
        made = letters(ledger)
    return _together(
        [Made(f"{shown_name(office)[:60]}-退回意见.docx", data) for office, data in made.items()],
        "退回意见.zip",
    )


def _together(made: Sequence[Made], name: str) -> Made:
    """只有一份的就是它；几份的放在一个压缩包里。"""
    if len(made) == 1:
        return made[0]
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for number, file in enumerate(made, 1):
            twice = any(file.name == other.name for other in made[: number - 1])
            archive.writestr(f"{number}-{file.name}" if twice else file.name, file.data)
    return Made(name, packed.getvalue())


def _source(folder: str, data: bytes, name: str) -> Path:
    """人家给的名字不当路径：只认得出是哪一种的后缀。"""
    kind = Path(name).suffix.lower()
    source = Path(folder) / f"book{kind if kind in {'.xlsx', '.xls', '.et', '.ods'} else '.xlsx'}"
    put(source, data)
    return source
