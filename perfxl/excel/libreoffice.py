"""LibreOffice 的扩展：装进去、拿走、写出来；登记程序在哪里，扩展照它找。"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from perfxl import disk
from perfxl.errors import PerfxlError
from perfxl.excel.windows import Windows

EXTENSION = Path(__file__).parent.parent / "addin" / "perfxl.oxt"
IDENTIFIER = "perfxl.calc"
_TIMEOUT = 180  # 秒；头一回要建 LibreOffice 的配置
# PATH 里没有时，LibreOffice 常在的地方。
_PLACES = (
    "/usr/lib/libreoffice/program/unopkg",
    "/usr/lib64/libreoffice/program/unopkg",
    "/Applications/LibreOffice.app/Contents/MacOS/unopkg",
    r"C:\Program Files\LibreOffice\program\unopkg.com",
)


def install(windows: Windows) -> list[Path]:
    """扩展装进 LibreOffice（当前用户），登记正在运行的 perfxl。返回写了哪些文件。"""
    place = record(windows)
    _unopkg("add", "--force", str(EXTENSION))
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        disk.put(place, "\n".join(command(windows)).encode())
    except OSError as error:
        raise PerfxlError(f"{place} 写不进去（{error.strerror}）；请检查磁盘空间和权限") from None
    return [place]


def uninstall(windows: Windows) -> None:
    """扩展从 LibreOffice 里拿走，登记去掉。"""
    _unopkg("remove", IDENTIFIER)
    record(windows).unlink(missing_ok=True)


def write(place: Path) -> Path:
    """扩展另存一份，给别的电脑装；`place` 是文件夹时用原来的名字。"""
    target = place / EXTENSION.name if place.is_dir() else place
    try:
        disk.put(target, EXTENSION.read_bytes())
    except OSError as error:
        raise PerfxlError(f"{target} 写不进去（{error.strerror}）；请换一个位置") from None
    return target


def record(windows: Windows) -> Path:
    """登记程序的文件：一行一个参数。扩展（packaging/extension/perfxl_buttons.py）看同一个文件。"""
    known = windows.environment
    given = known.get("APPDATA" if windows.here else "XDG_CONFIG_HOME")
    base = Path(given) if given else Path.home() / ("" if windows.here else ".config")
    return base / "perfxl" / "program.txt"


def command(windows: Windows) -> list[str]:
    """正在运行的 perfxl，写成命令行的开头。"""
    if windows.frozen:
        return [str(windows.executable)]
    name = "perfxl.exe" if windows.here else "perfxl"
    for place in (windows.executable.parent, *windows.scripts):
        if (place / name).is_file():
            return [str(place / name)]
    return [str(windows.executable), "-m", "perfxl"]


def _unopkg(*arguments: str) -> None:
    program = next(
        (path for name in ("unopkg", *_PLACES) if (path := shutil.which(name)) is not None), None
    )
    if program is None:
        raise PerfxlError(
            "没有找到 LibreOffice 的 unopkg；请先装 LibreOffice，或用 perfxl excel oxt 写出扩展，"
            "在 LibreOffice 的“工具 → 扩展管理器”里添加"
        )
    try:
        ran = subprocess.run(  # noqa: S603  # LibreOffice 自带的安装程序
            [program, *arguments], capture_output=True, timeout=_TIMEOUT, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise PerfxlError(f"{program} 没有运行成功（{error}）；请关闭 LibreOffice，再试") from None
    if ran.returncode:
        why = (ran.stderr or ran.stdout).decode("utf-8", "replace").strip()
        raise PerfxlError(_refused(why))


def _refused(why: str) -> str:
    """unopkg 说的是英文：常见的换成一句中文，少见的连原话一起给。"""
    if "as root" in why:
        return (
            "现在用的是 root（管理员）账号，LibreOffice 不让它装给自己；"
            "请换成平常填表用的账号，再运行一次"
        )
    return f"LibreOffice 没有接受，它的原话是：{why}\n请关闭全部 LibreOffice 窗口，再运行一次"
