"""`perfxl watch 文件夹`：存一次盘就查一次，结果放在工作簿旁边。

开着的工作簿只读不写：标记写在副本 `<名>-校验.xlsx` 里，结论另有一页 `<名>-校验.html`。
工作簿旁边的报告（.docx）存一次盘就核对一次，问题写成批注，另存为 `<名>-核对.docx`。
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from perfxl.cli.tables import Add
from perfxl.cli.watched import Seen, book_of, check
from perfxl.errors import PerfxlError

if TYPE_CHECKING:
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

    def known(self, paths: Iterator[Path]) -> None:
        """这些先记下；再存过的才查。"""
        self._done.update((path, now) for path in paths if (now := _stamp(path)))

    def changed(self, path: Path) -> bool:
        """大小、时间与上次查的不同：换回旧的一份，时间会变早。"""
        return _stamp(path) not in {None, self._done.get(path)}

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

    folder = options.folder
    saves = _looked(folder, watcher) if options.poll else _told(folder)
    try:
        say.text(
            f"正在监看 {folder}（连同下级）；按 Ctrl+C 结束", f"Watching {folder}; Ctrl+C to stop"
        )
        for paths in saves:
            watcher.saved(filter(files.is_filing, files.files_in(paths)))
            watcher.saved(path for path in paths if files.is_report(path) and book_of(path))
            for checked in watcher.settled():
                say.text(checked.line(), checked.line())
            if not folder.is_dir():
                raise PerfxlError(f"文件夹 {folder} 不见了（网络断了？），监看已停止；请重新运行")
    except KeyboardInterrupt:
        say.text("监看已停止，查出的结果都留着", "Stopped")
    except OSError as error:
        raise PerfxlError(f"监看不了 {folder}（{error}）；请加上 --poll 再试") from None
    return []


def _told(folder: Path) -> Iterator[list[Path]]:
    """系统送来的消息：这些存过盘，每一眼一次，没有的是空的。"""
    try:
        from watchfiles import watch  # noqa: PLC0415  # 可选的依赖
    except ImportError:
        raise PerfxlError(
            "这个程序里缺了 watchfiles，收不到存盘的消息；请重新安装 perfxl，或加上 --poll 自己看"
        ) from None
    for changes in watch(
        folder, watch_filter=None, debounce=_TOGETHER, rust_timeout=_TICK,
        yield_on_timeout=True, poll_delay_ms=_POLL, ignore_permission_denied=True,
    ):  # fmt: skip
        yield [Path(name) for _, name in changes]


def _looked(folder: Path, watcher: Watcher) -> Iterator[list[Path]]:
    """自己看，隔两秒一遍。

    watchfiles 的轮询只认变晚了的整秒：一秒里存两次、换回旧的一份，它看不见。
    """
    watcher.known(_reports_below(folder))
    for look in count(1):
        time.sleep(_TICK / 1000)
        yield _changed(folder, watcher) if look % (_POLL // _TICK) == 0 else []


def _changed(folder: Path, watcher: Watcher) -> list[Path]:
    from perfxl import files  # noqa: PLC0415  # 同上

    try:
        every = [*files.files_in([folder]), *_reports_below(folder)]
    except OSError:  # 网络一时不通：下一遍再看，真断了外面会说
        return []
    return list(filter(watcher.changed, every))


def _reports_below(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.suffix.lower() == ".docx")


def _reports_beside(books: Sequence[Path]) -> list[Path]:
    from perfxl import files  # noqa: PLC0415  # 同上

    folders = dict.fromkeys(book.parent for book in books)
    every = (path for folder in folders for path in sorted(folder.iterdir()))
    return [path for path in every if files.is_report(path) and book_of(path)]
