"""一个文件一双手：从读到写这一段里，别的 perfxl 等着，等不到就说一句。

锁是操作系统给的（Unix 是 flock，Windows 是 msvcrt.locking）：持有它的程序不论怎么停下，系统都替它
放开，不会留下没有主人的锁。有的网络盘不给这种锁，退而用“独占新建”的文件：里面写着电脑、进程号、进程
从何时起，同一台电脑上进程已经不在（或号码给了别的进程）的，别的电脑上放了一小时以上的，当作没有主人。
"""

from __future__ import annotations

import errno
import json
import os
import socket
import sys
import threading
import time
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from perfxl.errors import WorkbookError
from perfxl.workbook.aside import drop_folder, make_folder, short

if TYPE_CHECKING:
    from collections.abc import Iterator

# 等多久（秒）：做一份一两秒，等得到前面三四份。
PATIENCE = 10
_TICK = 50  # 毫秒
_OLD = 3600
_NO_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP, errno.EINVAL}
# Windows 上锁住的字节别人读不了；锁远处的一个字节，里面写的话照样读得到。
_FAR = 1 << 30


class _Mine(threading.local):
    """本线程已经拿着的锁：里面一层再要，不必等自己。"""

    def __init__(self) -> None:
        self.held: set[Path] = set()


_mine = _Mine()


class _Lock(NamedTuple):
    place: Path
    handle: int


@contextmanager
def held(path: Path, *, patience: int | None = None) -> Iterator[None]:
    """拿着 `path` 的锁做一段事。

    Raises:
        WorkbookError: 等了 `patience` 秒，另一个程序还没有写完。
    """
    target = path.resolve()
    if target in _mine.held:
        yield
        return
    lock = _wait(target, PATIENCE if patience is None else patience)
    _mine.held.add(target)
    try:
        yield
    finally:
        _mine.held.discard(target)
        _release(lock)
        drop_folder(target)


def _wait(target: Path, patience: int) -> _Lock:
    deadline = time.monotonic_ns() + patience * 10**9
    while True:
        place = make_folder(target) / f"{short(target.name)}.lock"
        try:
            lock = _try(place)
        except FileNotFoundError:
            lock = None  # 前一个刚把空了的文件夹去掉；再建
        except PermissionError:
            if not place.exists():
                raise
            lock = None  # Windows 上正在删；或者是别人的锁，打不开
        if lock is not None:
            return lock
        if time.monotonic_ns() > deadline:
            raise WorkbookError(_busy(place))
        time.sleep(_TICK / 1000)


def _try(place: Path) -> _Lock | None:
    """拿一下；别人拿着时为 None。"""
    handle = os.open(place, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        _lock_handle(handle)
        if not _still_there(handle, place):  # 等着的时候，前一个放开并删掉了它
            os.close(handle)
            return None
    except OSError as error:
        os.close(handle)
        if error.errno in _NO_LOCKS:
            return _exclusive(place.with_suffix(".owner"))
        if isinstance(error, BlockingIOError | PermissionError):
            return None
        raise
    _sign(handle)
    return _Lock(place, handle)


def _lock_handle(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415  # 只有 Windows 有

        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        os.lseek(handle, 0, os.SEEK_SET)
    else:
        import fcntl  # noqa: PLC0415  # Windows 没有

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _still_there(handle: int, place: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), place.stat())
    except FileNotFoundError:
        return False


def _release(lock: _Lock) -> None:
    """先删后放：放了再删，可能删掉后一个刚拿到的。Windows 上删不掉开着的，关了再删一次。"""
    with suppress(OSError):
        lock.place.unlink()
    os.close(lock.handle)
    if sys.platform == "win32":
        with suppress(OSError):
            lock.place.unlink()


def _exclusive(place: Path) -> _Lock | None:
    """没有系统的锁时：独占新建。没有主人的移开，再拿。"""
    place.with_suffix(".lock").unlink(missing_ok=True)
    try:
        handle = os.open(place, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o666)
    except FileExistsError:
        _clear_stale(place)
        return None
    _sign(handle)
    return _Lock(place, handle)


def _sign(handle: int) -> None:
    """写上是谁拿着；磁盘满了写不上，锁照样算数。"""
    with suppress(OSError):
        os.ftruncate(handle, 0)
        os.write(handle, _owner())


def _clear_stale(place: Path) -> None:
    """没有主人的锁移开。移开之后再看一眼：移错了（刚换成别人的）就放回去。"""
    try:
        seen = place.read_bytes()
        if not _is_stale(seen, place.stat().st_mtime_ns):
            return
        moved = place.with_suffix(f".{os.getpid()}")
        place.rename(moved)
        if moved.read_bytes() != seen:
            with suppress(OSError):
                os.link(moved, place)
        moved.unlink()
    except OSError:
        return


def _is_stale(owner: bytes, written: int) -> bool:
    told = _told(owner)
    if told.get("host") == socket.gethostname() and sys.platform != "win32":
        number = told.get("pid")
        return not isinstance(number, int) or _started(number) != told.get("started")
    return time.time_ns() - written > _OLD * 10**9


def _started(number: int) -> str | None:
    """这个号码的进程从何时起；已经没有的为 None。"""
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return None
    except PermissionError:  # 别人的进程，在
        pass
    try:
        text = Path(f"/proc/{number}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return "?"  # 没有 /proc 的系统：只知道在
    return text.rpartition(")")[2].split()[19]


def _owner() -> bytes:
    number = os.getpid()
    told = {
        "host": socket.gethostname(),
        "pid": number,
        "started": None if sys.platform == "win32" else _started(number),
        "since": datetime.now().astimezone().isoformat(timespec="seconds"),
    }
    return json.dumps(told, ensure_ascii=False).encode()


def _told(owner: bytes) -> dict[str, object]:
    try:
        told = json.loads(owner)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _busy(place: Path) -> str:
    owner: dict[str, object] = {}
    for path in (place, place.with_suffix(".owner")):
        with suppress(OSError):
            owner = _told(path.read_bytes()) or owner
    since = str(owner.get("since", ""))[11:16]
    who = f"（电脑 {owner['host']}，{since} 起）" if "host" in owner else ""
    return f"另一个 perfxl 正在写这个文件{who}；没有写，请等它做完再试"
