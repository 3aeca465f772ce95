"""写文件只有这一处：写完整了才一步换上；别的程序正开着的看得出来；程序给自己留的也在这里。"""

from __future__ import annotations

import os
import stat
import zlib
from contextlib import suppress
from pathlib import Path

# Word 的锁名少文件名的头两个字。
_WORD = frozenset({".docx", ".doc", ".docm", ".dotx"})


def put(target: Path, data: bytes, *, like: Path | None = None) -> None:
    """把 `target` 一步换成 `data`：断电、磁盘满、半路出错，原来的文件都完好。

    先写进同一文件夹的临时文件，落了盘再换名。权限照 `like`，不给的照新建的文件。临时文件不用
    `target` 的名字：名字已经够长的，再加几个字就建不出来。

    Raises:
        OSError: 写不了；原来的文件没有动，临时文件已经去掉。
    """
    target = target.resolve()  # 快捷的链接留着，换的是它指着的文件
    staged = target.with_name(f".perfxl-{os.urandom(6).hex()}.tmp")
    try:
        with staged.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if like is not None and like.exists():  # 脚本里开着的工作簿，硬盘上未必有它
            staged.chmod(stat.S_IMODE(like.stat().st_mode))
        staged.replace(target)
    except BaseException:
        staged.unlink(missing_ok=True)
        raise


def lock_of(path: Path) -> Path | None:
    """别的程序开着 `path` 时放在旁边的锁；没有开着为 None。"""
    # Excel、Word 与 WPS 用 ~$，LibreOffice 用 .~lock.…#，WPS 的 Linux 版用 .~。
    names = [f"~${path.name}", f".~lock.{path.name}#", f".~{path.name}"]
    if path.suffix.lower() in _WORD:
        names.append(f"~${path.name[2:]}")
    return next((lock for name in names if (lock := path.with_name(name)).exists()), None)


def keep(place: Path, key: bytes, body: bytes) -> None:
    """程序给自己留一份 `body`（算起来慢的），`key` 变了就作废；写不了的地方不留。"""
    with suppress(OSError):
        place.parent.mkdir(exist_ok=True)
        put(place, key + b"\n" + _sum(body) + body)


def taken(place: Path, key: bytes) -> bytes | None:
    """留着的；没有留、作废了、坏了一个字节的为 None。"""
    head = key + b"\n"
    try:
        data = place.read_bytes()
    except OSError:
        return None
    body = data[len(head) + 4 :]
    return body if data.startswith(head) and data[len(head) :][:4] == _sum(body) else None


def _sum(body: bytes) -> bytes:
    return zlib.crc32(body).to_bytes(4, "big")
