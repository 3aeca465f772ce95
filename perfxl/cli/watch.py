"""`perfxl watch 文件夹`：存一次盘就查一次，结果放在工作簿旁边。

开着的工作簿只读不写：标记写在副本 `<名>-校验.xlsx` 里，结论另有一页 `<名>-校验.html`。
工作簿旁边的报告（.docx）存一次盘就核对一次，问题写成批注，另存为 `<名>-核对.docx`。
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from perfxl.cli.screen import name, one_line
from perfxl.cli.tables import Add
from perfxl.errors import PerfxlError, WorkbookError, write_down
from perfxl.filing.findings import Level, count

if TYPE_CHECKING:
    from perfxl.assess import Assessment
    from perfxl.cli.say import Say
    from perfxl.form.form import Form

# 毫秒：一次存盘的几个动作归成一次；隔多久看一眼存完了没有；网络盘隔多久查一遍。
_TOGETHER, _TICK, _POLL = 200, 250, 2000
# 这么多眼还没有存完的（另一个程序一直在写）照样查。
_PATIENCE = 40


def add(command: Add) -> None:
    """添上 `watch` 命令。"""
    made = command(_act, "看着一个文件夹：工作簿存一次盘就查一次，结果放在旁边")
    made.add_argument("folder", type=Path, metavar="文件夹", help="连同下级文件夹")
    made.add_argument("--once", action="store_true", help="只把现有的查一遍就结束")
    made.add_argument("--poll", action="store_true",
                      help="隔两秒自己看一遍：网络盘上收不到存盘的消息时用")  # fmt: skip


def _act(options: argparse.Namespace, say: Say) -> int:
    from perfxl import files  # noqa: PLC0415  # 只看用法时不装载
    from perfxl.form.load import forms_for  # noqa: PLC0415  # 同上

    if not options.folder.is_dir():
        raise PerfxlError(f"没有文件夹 {options.folder}；watch 后面请写放自评表的文件夹")
    if options.output is not None:
        raise PerfxlError("watch 的结果总是放在工作簿旁边，用不着 -o")
    if options.json and not options.once:
        raise PerfxlError("watch 只有加上 --once 才能用 --json")
    watcher = Watcher(forms_for(options.form, options.forms))
    books = list(files.files_in([options.folder]))
    watcher.saved(iter(books))
    if options.once:
        watcher.saved(iter(_reports_beside(books)))
    seen = _once(watcher, say) if options.once else _forever(watcher, options, say)
    if options.json:
        say.value([checked.as_json() for checked in seen])
    return max((checked.code for checked in seen), default=0) if options.once else 0


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


_Stamp = tuple[int, int]


@dataclass(slots=True)
class Watcher:
    """记着哪些工作簿刚存过；存完了的，查。"""

    forms: Sequence[Form]
    _waiting: dict[Path, list[_Stamp]] = field(default_factory=dict)
    _done: dict[Path, _Stamp] = field(default_factory=dict)

    def saved(self, paths: Iterator[Path]) -> None:
        """这些工作簿（可能）存过盘。"""
        for path in paths:
            # 转存成 .xlsx 以后，同名的旧格式不再查：两份结果会放到一个文件里。
            if path.suffix.lower() in {".xlsx", ".docx"} or not path.with_suffix(".xlsx").exists():
                self._waiting.setdefault(path, [])

    @property
    def busy(self) -> bool:
        return bool(self._waiting)

    def settled(self) -> Iterator[Seen]:
        """存完了的，查：前后两眼，大小和时间都没有变。存盘中途文件会一时不在。"""
        for path, stamps in list(self._waiting.items()):
            now = _stamp(path)
            if now is None or now == self._done.get(path):
                del self._waiting[path]
            elif now in stamps[-1:] or len(stamps) > _PATIENCE:
                del self._waiting[path]
                self._done[path] = now
                yield check(path, self.forms, datetime.fromtimestamp(now[0] // 10**9).astimezone())
            else:
                stamps.append(now)


def _stamp(path: Path) -> _Stamp | None:
    try:
        seen = path.stat()
    except OSError:
        return None
    return seen.st_mtime_ns, seen.st_size


def _once(watcher: Watcher, say: Say) -> list[Seen]:
    seen = []
    while watcher.busy:
        for checked in watcher.settled():
            say.text(checked.line(), checked.line())
            seen.append(checked)
        if watcher.busy:
            time.sleep(_TICK / 1000)
    say.text(f"查了 {len(seen)} 份", f"{len(seen)} checked")
    return seen


def _forever(watcher: Watcher, options: argparse.Namespace, say: Say) -> list[Seen]:
    from perfxl import files  # noqa: PLC0415  # 同上

    try:
        from watchfiles import watch  # noqa: PLC0415  # 可选的依赖
    except ImportError:
        raise PerfxlError(
            "这个程序里缺了 watchfiles，收不到存盘的消息；请重新安装 perfxl，或加上 --once 只查一遍"
        ) from None
    folder = options.folder
    say.text(f"正在监看 {folder}（连同下级）；按 Ctrl+C 结束", f"Watching {folder}; Ctrl+C to stop")
    try:
        for changes in watch(
            folder, watch_filter=None, debounce=_TOGETHER, rust_timeout=_TICK,
            yield_on_timeout=True, force_polling=options.poll or None, poll_delay_ms=_POLL,
            ignore_permission_denied=True,
        ):  # fmt: skip
            paths = [Path(name) for _, name in changes]
            watcher.saved(filter(files.is_filing, files.files_in(paths)))
            watcher.saved(path for path in paths if files.is_report(path) and _book_of(path))
            for checked in watcher.settled():
                say.text(checked.line(), checked.line())
            if not folder.is_dir():
                raise PerfxlError(f"文件夹 {folder} 不见了（网络断了？），监看已停止；请重新运行")
    except KeyboardInterrupt:
        say.text("监看已停止，查出的结果都留着", "Stopped")
    except OSError as error:
        raise PerfxlError(f"监看不了 {folder}（{error}）；请加上 --poll 再试") from None
    return []


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


def _books_in(folder: Path) -> list[Path]:
    from perfxl import files  # noqa: PLC0415  # 同上

    return [path for path in sorted(folder.iterdir()) if path.is_file() and files.is_filing(path)]


def _book_of(report: Path) -> Path | None:
    """报告旁边的自评表；没有的不核对：别的文书不归这里管。"""
    from perfxl import files  # noqa: PLC0415  # 同上

    try:
        return files.book_beside(report, _books_in(report.parent))
    except OSError:  # 文件夹刚好没了
        return None


def _reports_beside(books: Sequence[Path]) -> list[Path]:
    from perfxl import files  # noqa: PLC0415  # 同上

    folders = dict.fromkeys(book.parent for book in books)
    every = (path for folder in folders for path in sorted(folder.iterdir()))
    return [path for path in every if files.is_report(path) and _book_of(path)]


def _check_report(path: Path, forms: Sequence[Form]) -> Seen:
    """核对一份报告；没有问题的不另写一份，上次写的还在就换新。"""
    from perfxl import files  # noqa: PLC0415  # 同上

    book = _book_of(path)
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
