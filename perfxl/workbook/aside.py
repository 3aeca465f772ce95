"""旁边的 `.perfxl`：写回前的各份、写回的记录、锁，都收在这个隐藏的文件夹里。

放在旁边而不放到用户目录：文件夹搬走、拷到另一台电脑上仍撤得回；隐藏、不用 .xlsx 作扩展名：
报送时不会误交，批量汇总也不会把它当成又一份自评表。
"""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

FOLDER = ".perfxl"
_HIDDEN = 2
# 文件名一般不许超过 255 字节；给后面接的 `.<摘要>.bak`、`.lock` 留出地方。
_LONGEST = 200
_KEPT_CHARACTERS = 40


def folder_of(target: Path) -> Path:
    """`target` 旁边的隐藏文件夹。"""
    return target.parent / FOLDER


def short(name: str) -> str:
    """在隐藏文件夹里用的名字：就是文件名；太长的截短，接上摘要，不会与别的混同。"""
    raw = os.fsencode(name)
    if len(raw) <= _LONGEST:
        return name
    return f"{name[:_KEPT_CHARACTERS]}~{sha256(raw).hexdigest()[:12]}"


def make_folder(target: Path) -> Path:
    """建好隐藏文件夹；谁写得了旁边的文件，谁就写得了它。"""
    folder = folder_of(target)
    try:
        folder.mkdir()
    except FileExistsError:
        return folder
    with suppress(OSError):  # 有的网络盘没有权限位
        folder.chmod(stat.S_IMODE(target.parent.stat().st_mode))
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415  # 只有 Windows 有“隐藏”属性，点开头的名字在那里不隐藏

        ctypes.windll.kernel32.SetFileAttributesW(str(folder), _HIDDEN)
    return folder


def drop_folder(target: Path) -> None:
    """隐藏文件夹空了就去掉；是指到别处的链接，或者里面还有东西的，留着。"""
    folder = folder_of(target)
    if not folder.is_symlink():
        with suppress(OSError):
            folder.rmdir()
