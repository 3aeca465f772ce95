"""文件夹里收到了什么：各级文件夹、压缩包里的工作簿，各是什么内容。

链接也跟着走，指着看过的文件夹的不再进去；不让看的、打不开的各说一句，别的照看。
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from perfxl import workbook
from perfxl.bureau.archives import Contents, contents
from perfxl.bureau.limited import Limited, Limits
from perfxl.bureau.names import is_archive, is_workbook, refused
from perfxl.bureau.schema import storable
from perfxl.bureau.writing import Arrived
from perfxl.errors import PerfxlError, WorkbookError
from perfxl.files.listing import COPY
from perfxl.workbook.blame import os_reason
from perfxl.workbook.products import product_of

# 解一个大包要的时间长些。
_LIMITS = Limits(seconds=1200)
_NO_RIGHT = "没有权限，里面的都没有看；请找管它的人开通，或换个账号"


@dataclass(frozen=True, slots=True)
class Workbook:
    """收到的一个工作簿：记在台账里的，和去哪里取它的字节。"""

    arrived: Arrived
    name: str  # 文件名；压缩包里的是里面那个文件的
    path: Path
    inside: tuple[int, ...] = ()  # 在压缩包里的：一层层的第几个
    why: str = ""  # 取不到的


@dataclass(slots=True)
class Scan:
    """看下来的：工作簿，没有看成的，不相干的有几个。"""

    workbooks: list[Workbook] = field(default_factory=list)
    others: int = 0
    notes: list[str] = field(default_factory=list)
    blocked: list[str] = field(default_factory=list)  # 这一回没有看成的位置：里面的不算不在了


def scan(
    folders: Sequence[Path], leave: Sequence[Path] = (), tell: Callable[[int], None] | None = None
) -> Scan:
    """看一遍；`leave` 是不看的（结果的文件夹、名册）。`tell` 听着看到了第几个。"""
    seen = Scan()
    with Limited(contents, _LIMITS) as listed:
        for path in _files(folders, leave, seen):
            _take(path, seen, listed)
            if tell is not None:
                tell(len(seen.workbooks) + seen.others)
    # 写了两遍的文件夹、包里两个一模一样的：只算一个。
    once = {(book.arrived.path, book.arrived.hash): book for book in seen.workbooks}
    seen.workbooks = [once[key] for key in sorted(once)]
    if not seen.workbooks:
        places = "、".join(map(str, folders))
        seen.notes.append(f"{places} 里没有找到工作簿；请核对写的是不是收件的文件夹")
    return seen


def _files(folders: Sequence[Path], leave: Sequence[Path], seen: Scan) -> Iterator[Path]:
    """各级文件夹里的文件。链接指着的文件夹留到最后：照本来的位置看到的先算。"""
    left = _Left(leave)
    waiting = deque(map(absolute, folders))
    links: deque[Path] = deque()
    entered: set[object] = set()
    while waiting or links:
        folder = (waiting or links).popleft()
        try:
            if not folder.is_dir():
                yield folder
                continue
            if _is_again(folder, entered):
                if folder.is_symlink():
                    seen.notes.append(f"{folder}：是链接，指着已经看过的文件夹，没有再进去")
                continue
            inside = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            _cannot(folder, error, seen)
            continue
        for entry in inside:
            path = Path(entry.path)
            if entry in left:
                continue
            if not _is_folder(entry):
                yield path
            elif not entry.name.startswith("."):
                (links if entry.is_symlink() else waiting).append(path)


def absolute(path: Path) -> Path:
    """完整的位置；链接不换掉，给人看的还是他写的。"""
    return Path(os.path.abspath(path))  # noqa: PTH100  # resolve 会换掉链接


class _Left:
    """不看的几个位置。"""

    def __init__(self, leave: Sequence[Path]) -> None:
        self._places = {os.path.realpath(path) for path in leave}
        self._names = {os.path.basename(place) for place in self._places}  # noqa: PTH119  # 就是一串字

    def __contains__(self, entry: os.DirEntry[str]) -> bool:
        """先比名字：十万个文件，不必个个去问真的位置。"""
        likely = entry.is_symlink() or entry.name in self._names
        return likely and os.path.realpath(entry.path) in self._places


def _is_again(folder: Path, entered: set[object]) -> bool:
    """进过没有。有的网络盘不给编号，比真的位置。"""
    status = folder.stat()
    here: object = (status.st_dev, status.st_ino) if status.st_ino else os.path.realpath(folder)
    again = here in entered
    entered.add(here)
    return again


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # 绕成圈的链接：当文件去读，那里会说明白
        return False


def _take(path: Path, seen: Scan, listed: Limited[[Path], Contents]) -> None:
    """一个文件：工作簿、压缩包、打不开的包，或不相干的。"""
    name = path.name
    if why := refused(name):
        _note(path, why, seen)
    elif is_archive(name):
        _take_archive(path, seen, listed)
    elif is_workbook(name, _Beside(path)) and not _is_special(path):
        _take_workbook(path, seen)
    else:
        seen.others += 1


def _is_special(path: Path) -> bool:
    """打开了会一直等的（管道、设备），和原件已经不在的、程序写的副本，程序做的汇总、复核表。"""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return True
        if product_of(path):
            return True
        return path.stem.endswith(COPY) and workbook.is_copy(path)
    except (OSError, WorkbookError):  # 看不了的，读的时候说明白
        return False


class _Beside:
    """同一个文件夹里有没有那个名字：只有程序写的副本才要看。"""

    def __init__(self, path: Path) -> None:
        self._folder = path.parent

    def __contains__(self, name: object) -> bool:
        return (self._folder / str(name)).exists()


def _take_workbook(path: Path, seen: Scan) -> None:
    try:
        status = path.stat()
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        _cannot(path, error, seen)
        return
    time = _clock(status.st_mtime_ns)
    seen.workbooks.append(
        Workbook(Arrived(storable(str(path)), digest, status.st_size, time), path.name, path)
    )


def _take_archive(path: Path, seen: Scan, listed: Limited[[Path], Contents]) -> None:
    try:
        time = _clock(path.stat().st_mtime_ns)
        inner = listed(path)
    except OSError as error:
        _cannot(path, error, seen)
        return
    except PerfxlError as error:
        _note(path, str(error), seen)
        return
    seen.others += inner.others
    for member in inner.members:
        told = storable(f"{path}!{member.name}")
        arrived = Arrived(told, member.hash, member.size, member.modified or time)
        seen.workbooks.append(Workbook(arrived, member.file, path, member.inside, member.why))


def _cannot(path: Path, error: OSError, seen: Scan) -> None:
    if isinstance(error, PermissionError):
        why = _NO_RIGHT if path.is_dir() else "没有权限读，或正被别的程序占用；请关掉它再试"
    else:
        why = f"读不了（{os_reason(error)}）；请检查磁盘和网络位置"
    _note(path, why, seen)


def _note(path: Path, why: str, seen: Scan) -> None:
    told = storable(str(path))
    seen.blocked.append(told)
    seen.workbooks.append(Workbook(Arrived(told, "", 0, _mtime(path)), path.name, path, why=why))


def _mtime(path: Path) -> datetime:
    try:
        return _clock(path.lstat().st_mtime_ns)
    except OSError:
        return datetime(1970, 1, 1)  # noqa: DTZ001  # 看不到时间的；没有读成，不拿它排先后


def _clock(nanoseconds: int) -> datetime:
    """文件的时间，当地的钟，到秒。"""
    return datetime.fromtimestamp(nanoseconds // 10**9)  # noqa: DTZ006  # 与压缩包里写的一样，都是当地的
