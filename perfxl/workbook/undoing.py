"""撤销：从文件现在的内容找起，一步步回到写回之前；也可以一直回到最早的一份。"""

from __future__ import annotations

import stat
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from perfxl.errors import WorkbookError
from perfxl.workbook import copy, history, save
from perfxl.workbook.aside import FOLDER

_BORN = "是程序写出来的，写之前没有这个文件，没有可以撤销的；不要它的话，直接删去就可以"


@dataclass(frozen=True, slots=True)
class Undone:
    """撤销了什么。"""

    path: Path
    left: int = 0  # 还可以再撤销几步
    removed: bool = False  # 写回之前没有这个文件（旧格式的副本），已删去
    kept: bool = False  # 中间有使用者自己的改动：撤销前的样子留着，再撤销一次就回来


def undo(path: Path, *, everything: bool) -> Undone:
    """换回上次写回之前的内容；`everything` 时换回最早的一份。调用的人拿着锁。"""
    target = path.resolve()
    known, data = history.steps(target), path.read_bytes()
    if everything and copy.made_from(path) is not None:
        return _remove(target)
    if copy.made_from(path) is not None and _last(known, history.digest(data)) is None:
        return _remove(target)
    if not known:
        raise WorkbookError(_nothing(target))
    if everything:
        return _to_first(target, known, data)
    at = _last(known, history.digest(data))
    if at is None:
        raise WorkbookError(_edited(target, known, history.digest(data)))
    step = known[at]
    # 后来从现在这一份（程序写的）走出去的，都没有走成：一并去掉。
    later = [other for other in known[at + 1 :] if other.before != step.after]
    rest = [*known[:at], *later]
    if step.before == history.NOTHING:
        raise WorkbookError(_BORN)
    _install(target, history.kept(target, step), data)
    history.settle(target, rest)
    return Undone(path.resolve(), _chain(rest, step.before)[1])


def _to_first(target: Path, known: list[history.Step], data: bytes) -> Undone:
    """回到最早的一份。一路都是程序写的，记录清掉；中间有人改过的，现在的一份也留着。"""
    first = next((step for step in known if step.before != history.NOTHING), None)
    now = history.digest(data)
    if first is None:
        raise WorkbookError(_BORN if known[-1].after == now else _edited(target, known, now))
    old = history.kept(target, first)
    if now == first.before:
        raise WorkbookError("已经是最早的一份了，没有可以撤销的写回")
    origin, _ = _chain(known, now)
    safe = origin == first.before and _all_ours(known)
    if not safe:
        history.record(target, data, old)
    _install(target, old, data)
    if safe:
        history.settle(target, [])
    return Undone(target, 0, kept=not safe)


def _all_ours(known: list[history.Step]) -> bool:
    """留着的各份（最早的一份除外）都是程序写出来的：没有使用者自己存的。"""
    ours = {step.after for step in known} | {known[0].before}
    return all(step.before in ours for step in known)


def _chain(known: list[history.Step], now: str) -> tuple[str, int]:
    """从现在的内容一步步往回，走得到哪一份、几步。"""
    rest, count = list(known), 0
    while (at := _last(rest, now)) is not None and rest[at].before != history.NOTHING:
        now, count = rest[at].before, count + 1
        rest = rest[:at]
    return now, count


def _last(known: list[history.Step], now: str) -> int | None:
    return max((at for at, step in enumerate(known) if step.after == now), default=None)


def _install(target: Path, old: bytes, seen: bytes) -> None:
    staged = save.stage(target, old, stat.S_IMODE(target.stat().st_mode))
    try:
        save.refuse_changed(target, seen)
        save.place(staged, target)
    except BaseException:
        staged.unlink(missing_ok=True)
        raise


def _remove(target: Path) -> Undone:
    """旧格式的副本，写回之前没有它，现在还是写出时的样子，原件也在旁边：删去。"""
    target.unlink()
    history.settle(target, [])
    return Undone(target, removed=True)


def _nothing(target: Path) -> str:
    said = "没有可以撤销的写回（没写过，或者已经撤销过）"
    left = [backup.name for backup in history.backups(target)]
    if left:
        said += (
            f"；“{FOLDER}”里还留着 {left[0]} 等 {len(left)} 份，改扩展名为 {target.suffix} 即可打开"
        )
    return said


def _edited(target: Path, known: list[history.Step], now: str) -> str:
    if any(step.before == now for step in known):
        return "没有可以撤销的写回（没写过，或者已经撤销过）"
    last = known[-1]
    said = f"在上次写回{_moment(last.at)}之后又改动过，撤销会丢掉后来的改动，没有撤销；"
    if last.before != history.NOTHING:
        backup = history.backup_path(target, last.before).name
        said += f"写回前的文件在“{FOLDER}/{backup}”，改扩展名为 {target.suffix} 即可打开；"
    if target.suffix.lower() != ".xlsx":
        return f"{said}要用它，请先把现在的一份移走"
    return f"{said}只想去掉程序写的标记和结果表，用 perfxl clear"


def _moment(at: str) -> str:
    try:
        return f"（{datetime.fromisoformat(at):%m-%d %H:%M}）"
    except ValueError:
        return ""
