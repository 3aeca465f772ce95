"""监看查一份：结论写在旁边的副本、页和批注里；查不了的说一句为什么，别的接着查。"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from perfxl.cli.screen import name, one_line
from perfxl.errors import PerfxlError, WorkbookError, write_down
from perfxl.filing.findings import Level, count

if TYPE_CHECKING:
    from perfxl.assess import Assessment
    from perfxl.form.form import Form


@dataclass(frozen=True, slots=True)
class Seen:
    """查过的一份：一句结果，和写出的文件。"""

    file: Path
    said: str
    code: int  # 0 没有必须改的，1 有，2 没能查
    page: Path | None = None
    copy: Path | None = None

    def line(self) -> str:
        tail = f"　见 {name(self.page)}" if self.page else ""
        now = datetime.now().astimezone()
        return f"{now:%H:%M:%S}　{name(self.file)}：{one_line(self.said)}{tail}"

    def as_json(self) -> dict[str, str | int | None]:
        page, copy = (str(path) if path else None for path in (self.page, self.copy))
        return {
            "file": str(self.file), "result": self.said, "code": self.code,
            "page": page, "copy": copy,
        }  # fmt: skip


def check(path: Path, forms: Sequence[Form], saved: datetime) -> Seen:
    """查一份：写旁边的副本和一页；查不了的，一页上说一句为什么。"""
    from perfxl import files  # noqa: PLC0415  # 同上
    from perfxl.results import page  # noqa: PLC0415  # 同上
    from perfxl.results.edits import edits  # noqa: PLC0415  # 同上

    if path.suffix.lower() == ".docx":
        return _check_report(path, forms)
    try:
        assessments = files.judge(path, forms)
        copy, note = _write_copy(path, assessments)
        shown = page.page(
            [(assessment, edits(assessment).sheets) for assessment in assessments], saved, note
        )
    except Exception as error:  # noqa: BLE001  # 一份出了错，别的还要接着查
        said = str(error).removeprefix(f"{path.name}：")
        if not isinstance(error, PerfxlError):
            said = (
                f"程序出错（{type(error).__name__}）；{write_down(error, str(path))}，"
                "请把它和文件反馈给 perfxl 的维护者"
            )
        return _with_page(Seen(path, said, 2), page.sorry(path.name, said, saved))
    counts = count(finding for assessment in assessments for finding in assessment.findings)
    said = "，".join(f"{level.label} {number}" for level, number in counts.items() if number)
    code = int(counts[Level.ERROR] > 0)
    return _with_page(Seen(path, said or "没有发现问题", code, copy=copy), shown)


def _check_report(path: Path, forms: Sequence[Form]) -> Seen:
    """核对一份报告；没有问题的不另写一份，上次写的还在就换新。"""
    from perfxl import files  # noqa: PLC0415  # 同上

    book = book_of(path)
    if book is None:
        return Seen(path, "旁边的自评表不见了，没有核对", 2)
    try:
        proofed, commented = files.proof_quietly(path, files.judge(book, forms), book)
    except Exception as error:  # noqa: BLE001  # 一份出了错，别的还要接着查
        if isinstance(error, PerfxlError):
            return Seen(path, f"没有核对：{error}", 2)
        where = write_down(error, str(path))
        return Seen(path, f"程序出错（{type(error).__name__}），没有核对；{where}", 2)
    number = len(proofed.findings)
    said = f"与 {book.name} 核对，{f'{number} 处要看' if number else '没有发现问题'}"
    tail = f"，批注在 {commented.name}" if commented else ""
    return Seen(path, said + tail, int(files.has_errors(proofed)), copy=commented)


def _write_copy(path: Path, assessments: Sequence[Assessment]) -> tuple[Path | None, str]:
    """带标记的副本，和页上说它的一行；写不了副本，结论照样出。"""
    from perfxl import files, workbook  # noqa: PLC0415  # 同上
    from perfxl.results import page  # noqa: PLC0415  # 同上
    from perfxl.results.edits import edits  # noqa: PLC0415  # 同上

    copy = files.copy_of(path)
    note = (
        f"本工作簿是“{path.name}”的副本，“{path.name}”没有改动。"
        f"请在“{path.name}”里改；一保存，这份副本就重新写。"
    )
    try:
        workbook.write_copy(path, edits(*assessments, note=note), copy)
    except WorkbookError as error:
        return None, page.text(f"带标记的副本没有更新：{error}")
    return copy, "带标记的副本：" + page.link(copy.name, copy.name)


def _with_page(seen: Seen, shown: str) -> Seen:
    """把页写在工作簿旁边；同名的不是我们的，或写不了，只在屏幕上说。"""
    from perfxl import files, workbook  # noqa: PLC0415  # 同上
    from perfxl.results import page  # noqa: PLC0415  # 同上

    target = files.copy_of(seen.file).with_suffix(".html")
    new = shown.encode(errors="replace")
    try:
        old = target.read_bytes() if target.exists() else None
        if old is not None and not old.startswith(page.SIGN.encode()):
            said = f"{seen.said}；{target.name} 已经有了，不是程序写的，没有覆盖"
            return replace(seen, said=said)
        if old != new:
            workbook.put(target, new, like=seen.file)
    except WorkbookError as error:
        reason = str(error).removeprefix(f"{target.name}：")
        return replace(seen, said=f"{seen.said}；{target.name} 写不了：{reason}")
    except OSError:
        return replace(seen, said=f"{seen.said}；{target.name} 读不了，没有换新")
    return replace(seen, page=target)


def _books_in(folder: Path) -> list[Path]:
    from perfxl import files  # noqa: PLC0415  # 同上

    return [path for path in sorted(folder.iterdir()) if path.is_file() and files.is_filing(path)]


def book_of(report: Path) -> Path | None:
    """报告旁边的自评表；没有的不核对：别的文书不归这里管。"""
    from perfxl import files  # noqa: PLC0415  # 同上

    try:
        return files.book_beside(report, _books_in(report.parent))
    except OSError:  # 文件夹刚好没了
        return None
