"""存盘：写前看清楚，写时一步换上，换上前再看一眼有没有被别人改过。"""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from perfxl import disk
from perfxl.errors import ChangedError, WorkbookError

# 各家文件系统一个名字最多这么长：Unix 按字节，Windows 按字。
_LONGEST_NAME = 255
_SPARE = 1024 * 1024


def refuse_open_elsewhere(path: Path) -> None:
    """别的程序开着它时不写：那边一保存就盖掉我们写的，或者反过来。"""
    try:
        lock = disk.lock_of(path)
    except OSError:  # 名字再加两个字就超长：不会有这个锁
        lock = None
    if lock is not None:
        raise WorkbookError(
            "正在 Excel、WPS 或 LibreOffice 中打开；请关闭后再试"
            f"（确实没有打开的，删除旁边的“{lock.name}”）"
        )


def refuse_read_only(path: Path) -> None:
    """设了只读的文件不换：换文件不看只读属性，使用者的意思却很清楚。"""
    if path.exists() and not path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
        raise WorkbookError("是只读文件；请在文件属性里去掉“只读”，或另存一份后再试")


def refuse_unwritable(target: Path, size: int) -> None:
    """动笔之前先看写不写得了：名字多长、文件夹让不让写、地方够不够（`size` 字节的两倍）。"""
    name = target.name if os.name == "nt" else os.fsencode(target.name)
    if len(name) > _LONGEST_NAME:
        over = -(-(len(name) - _LONGEST_NAME) // (1 if os.name == "nt" else 3))
        raise WorkbookError(
            f"文件名“{target.name}”太长，存不了，什么都没有写；请把工作簿的名字改短 {over} 个字再试"
        )
    folder = target.parent
    if not folder.is_dir():
        raise WorkbookError(f"没有文件夹“{folder}”，什么都没有写；请先建好，或换一个位置")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise WorkbookError(f"文件夹“{folder.name}”不让写，什么都没有写；请用 -o 写到自己的文件夹")
    with suppress(OSError):  # 有的网络盘不说还剩多少
        if shutil.disk_usage(folder).free < 2 * size + _SPARE:
            raise WorkbookError(f"“{folder.name}”所在的磁盘快满了，什么都没有写；请腾出地方再试")


def others_note(target: Path) -> tuple[str, ...]:
    """写回是换上一个新文件：另有硬链接指着旧的，要说。"""
    try:
        links = target.stat().st_nlink
    except OSError:
        return ()
    if links < 2:
        return ()
    said = (
        f"{target.name} 另有 {links - 1} 个硬链接（同一个文件的别的名字）：那边还是写回以前的内容，"
        "没有跟着变；要用新的，请从这里复制过去"
    )
    return (said,)


def refuse_changed(target: Path, seen: bytes | None) -> None:
    """现在的内容不是读时的：别人刚存过，不写。"""
    now = target.read_bytes() if target.exists() else None
    if now != seen:
        raise ChangedError(
            "读过以后别的程序又存了它，没有写，那边存的一点没有动；请等那边存完、关闭后再试"
        )


def stage(target: Path, data: bytes, mode: int, *, mark: str = "") -> Path:
    """先完整写进同一文件夹的临时文件：断电、磁盘满时原文件不受影响。

    临时文件的名字里有 `mark`（不写时是 `target` 的名字）的摘要：上一次突然停下留着的，认得出，
    先去掉（这时拿着锁）。
    """
    mark = mark or target.name
    sweep(target.parent, mark)
    prefix = _prefix(mark)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=prefix, suffix=".tmp")
    staged = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        staged.chmod(mode)
    except BaseException:
        staged.unlink(missing_ok=True)
        raise
    return staged


def sweep(folder: Path, mark: str) -> None:
    """上一次突然停下，在这个文件夹里留着的临时文件去掉。"""
    for left in folder.glob(f"{_prefix(mark)}*.tmp"):
        left.unlink(missing_ok=True)


def _prefix(mark: str) -> str:
    return f".perfxl-{sha256(os.fsencode(mark)).hexdigest()[:12]}-"


def place(staged: Path, target: Path) -> None:
    """换上去，并让文件夹也落到盘上：断电后不会又回到旧的。"""
    staged.replace(target)
    if os.name == "nt":
        return  # 那里打不开文件夹
    with suppress(OSError):
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
