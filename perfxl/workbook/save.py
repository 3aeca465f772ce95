"""存盘：一步换上，旧的留着，撤得回来。

写回前的文件存在同一文件夹的 `.perfxl` 子文件夹里，名为 `<文件名>.<摘要>.bak`。放在旁边而不放到
用户目录：文件夹搬走、拷到另一台电脑上仍撤得回；收进隐藏的子文件夹、不用 .xlsx 作扩展名：报送时
不会误交，批量汇总也不会把它当成又一份自评表；内容就是原来的 .xlsx，程序不在手边时改回扩展名也能
打开。名字里的摘要是写回后那份文件的，撤销前用它认出“后来又改过”。
"""

from __future__ import annotations

import os
import re
import stat
import sys
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from perfxl.errors import WorkbookError

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = ".perfxl"
_HIDDEN = 2


def refuse_open_elsewhere(path: Path) -> None:
    """别的程序开着它时不写：那边一保存就盖掉我们写的，或者反过来。"""
    # Excel 与 WPS 用 ~$，LibreOffice 用 .~lock.…#，WPS 的 Linux 版用 .~。
    for name in (f"~${path.name}", f".~lock.{path.name}#", f".~{path.name}"):
        if path.with_name(name).exists():
            raise WorkbookError(
                "正在 Excel、WPS 或 LibreOffice 中打开；请关闭后再试"
                f"（确实没有打开的，删除旁边的“{name}”）"
            )


def refuse_read_only(path: Path) -> None:
    """设了只读的文件不换：换文件不看只读属性，使用者的意思却很清楚。"""
    if path.exists() and not path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
        raise WorkbookError("是只读文件；请在文件属性里去掉“只读”，或另存一份后再试")


def replace(target: Path, data: bytes, *, like: Path, keep: bool = True) -> None:
    """把 `target` 一步换成新内容，权限照 `like`。旧内容留一份备撤销（`keep` 为假时不留）。"""
    target = target.resolve()
    mode = stat.S_IMODE(like.stat().st_mode)
    staged = _stage(target.parent, data, mode)
    try:
        kept = _keep(target, data) if keep else None
        try:
            staged.replace(target)
        except BaseException:
            if kept is not None:
                kept.unlink(missing_ok=True)
            raise
    except BaseException:
        staged.unlink(missing_ok=True)
        raise
    if kept is not None:
        _settle(target, kept)


def undo(path: Path) -> Path:
    """换回上次写回之前的内容。"""
    path = path.resolve()
    kept = list(_backups(path))
    if not kept:
        raise WorkbookError("没有可以撤销的写回（没写过，或者已经撤销过）")
    current = _digest(path.read_bytes())
    backup = next((backup for backup in kept if _digest_in(backup) == current), None)
    if backup is None:
        raise WorkbookError(
            "在上次写回之后又改动过，撤销会丢掉后来的改动，没有撤销；"
            f"写回前的文件在“{FOLDER}/{kept[0].name}”，改扩展名为 .xlsx 即可打开"
        )
    mode = stat.S_IMODE(path.stat().st_mode)
    staged = _stage(path.parent, backup.read_bytes(), mode)
    try:
        staged.replace(path)
    except BaseException:
        staged.unlink(missing_ok=True)
        raise
    for old in kept:
        old.unlink(missing_ok=True)
    if not any(backup.parent.iterdir()):
        backup.parent.rmdir()
    return path


def _stage(folder: Path, data: bytes, mode: int) -> Path:
    """先完整写进同一文件夹的临时文件：断电、磁盘满时原文件不受影响。"""
    handle, name = tempfile.mkstemp(dir=folder, prefix=".perfxl-", suffix=".tmp")
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


def _keep(target: Path, data: bytes) -> Path | None:
    """把现在的内容存成备份，先用 .new 作扩展名，换成功了才算数。"""
    if not target.exists():
        return None
    folder = target.parent / FOLDER
    folder.mkdir(exist_ok=True)
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415  # 只有 Windows 有“隐藏”属性，点开头的名字在那里不隐藏

        ctypes.windll.kernel32.SetFileAttributesW(str(folder), _HIDDEN)
    staged = _stage(folder, target.read_bytes(), 0o600)
    return staged.replace(folder / f"{target.name}.{_digest(data)}.new")


def _settle(target: Path, kept: Path) -> None:
    """新备份转正，旧备份去掉。"""
    final = kept.replace(kept.with_suffix(".bak"))
    for old in _backups(target):
        if old != final:
            old.unlink(missing_ok=True)


def _backups(path: Path) -> Iterator[Path]:
    folder = path.parent / FOLDER
    pattern = re.compile(re.escape(path.name) + r"\.[0-9a-f]{16}\.bak")
    if folder.is_dir():
        yield from (item for item in sorted(folder.iterdir()) if pattern.fullmatch(item.name))


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()[:16]


def _digest_in(backup: Path) -> str:
    return backup.name.split(".")[-2]
