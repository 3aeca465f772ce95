"""装进 Excel、从 Excel 里拿走。装了什么记在注册表里，拿走的就是那几样，改动过的不动。"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from perfxl import disk
from perfxl.errors import PerfxlError
from perfxl.excel.program import bats, program
from perfxl.excel.project import ADDIN
from perfxl.excel.windows import Windows

KEY = r"HKCU\Software\perfxl"
EXE = "Exe"
FILES = "Files"


def addin_place(windows: Windows) -> Path:
    """Excel 每次启动都装载的文件夹里，加载项放的位置。"""
    return _roaming(windows) / "Excel" / "XLSTART" / ADDIN.name


def send_to_folder(windows: Windows) -> Path:
    """右键菜单“发送到”的文件夹。"""
    return _roaming(windows) / "Windows" / "SendTo"


def _roaming(windows: Windows) -> Path:
    place = windows.environment.get("APPDATA")
    if not place:
        raise PerfxlError("环境变量 APPDATA 是空的，不知道 Excel 从哪里装载；请在自己的账户里运行")
    return Path(place) / "Microsoft"


def install(windows: Windows, *, send_to: bool) -> list[Path]:
    """放好加载项（和“发送到”的两项），登记程序在哪里。返回放了哪些文件。"""
    wanted = {addin_place(windows): ADDIN.read_bytes()}
    if send_to:
        wanted |= {send_to_folder(windows) / name: text for name, text in bats(windows).items()}
    known = dict(_installed(windows))
    for path, content in wanted.items():
        if path.exists() and _digest(path.read_bytes()) not in {known.get(path), _digest(content)}:
            raise PerfxlError(
                f"{path} 已经有了，不是 perfxl 装的，或者装后改动过，没有覆盖；"
                "请把它挪走或改名，再运行一次"
            )
    for path, content in wanted.items():
        _write(path, content)
        known[path] = _digest(content)
        _remember(windows, known)
    windows.write(KEY, EXE, program(windows))
    return list(wanted)


def uninstall(windows: Windows) -> tuple[list[Path], list[Path]]:
    """拿走装过的文件和登记。返回（拿走的，改动过因而留下的）。"""
    known = dict(_installed(windows))
    if not known and windows.value(KEY, EXE) is None:
        raise PerfxlError("没有装过，没有什么要拿走")
    removed, left = [], []
    for path, digest in known.items():
        if not path.exists():
            continue
        if _digest(path.read_bytes()) != digest:
            left.append(path)
            continue
        try:
            path.unlink()
        except PermissionError:
            raise PerfxlError(_OPEN.format(path)) from None
        removed.append(path)
    windows.delete(KEY)
    return removed, left


_OPEN = "{} 正被占用；请关闭全部 Excel 窗口，再运行一次"


def _write(path: Path, content: bytes) -> None:
    if path.exists() and path.read_bytes() == content:
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        disk.put(path, content)
    except PermissionError:
        raise PerfxlError(_OPEN.format(path)) from None
    except OSError as error:
        raise PerfxlError(f"{path} 写不进去（{error.strerror}）；请检查磁盘空间和权限") from None


def _installed(windows: Windows) -> Iterator[tuple[Path, str]]:
    """装过的文件和装时的摘要；一行一个。"""
    for line in str(windows.value(KEY, FILES) or "").splitlines():
        digest, _, path = line.partition(" ")
        yield Path(path), digest


def _remember(windows: Windows, known: dict[Path, str]) -> None:
    lines = "\n".join(f"{digest} {path}" for path, digest in known.items())
    windows.write(KEY, FILES, lines)


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()
