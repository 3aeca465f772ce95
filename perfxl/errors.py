"""程序给人看的错误：一句中文，说清哪里、什么、怎么办。"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path


class PerfxlError(Exception):
    """perfxl 自己说得清的错误。`str(error)` 就是给办事人员看的那一句话。"""

    others: tuple[str, ...] = ()  # 同一回事里别的错，各是一句话


class FormError(PerfxlError):
    """表样文件（perfxl/forms/*.toml）不合规定，或没有合适的表样。"""


class WorkbookError(PerfxlError):
    """工作簿读不了、写不了。抛出时原文件没有被改动。"""


class ChangedError(WorkbookError):
    """读过以后，别的程序又存了这个文件；没有写。"""


class TemplateError(PerfxlError):
    """报告模板（.docx）有错：写了没有的名称、标记不成对等。

    一份模板常常不止一处写错：第一处就是 `str(error)`，其余的在 `others`，好一次说完。
    """

    def __init__(self, said: str, others: tuple[str, ...] = ()) -> None:
        super().__init__(said + (f"；模板里另有 {len(others)} 处写错" if others else ""))
        self.others = others


def not_installed(error: Exception) -> str:
    """缺别人的库，是没有装好，不是程序的错：一句怎么装的话；不是这样的返回空。"""
    name = (error.name or "") if isinstance(error, ModuleNotFoundError) else ""
    if not name or name.partition(".")[0] == "perfxl":
        return ""
    return (
        f"perfxl 没有装好，缺 {name}；文件没有动。照 README 的第一条命令装一遍，装的时候报了错的，"
        "看 docs/安装.md"
    )


# 出错记录长到这么大就另起一份，前一份留着。
_MOST = 1024 * 1024
_DEEPEST = 40


def write_down(error: BaseException, about: str) -> str:
    """没有料到的错，详细情形记在使用者自己的文件夹里；返回说明记在哪里的半句话。"""
    import traceback  # noqa: PLC0415  # 出了错才用
    from datetime import datetime  # noqa: PLC0415  # 同上

    lines = traceback.format_exception(error, limit=-_DEEPEST)
    moment = datetime.now().astimezone().isoformat(timespec="seconds")
    text = f"== {moment}　{about}\n{''.join(lines)}\n"
    for folder in _state_folders():
        place = folder / "出错记录.txt"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if place.exists() and place.stat().st_size > _MOST:
                place.replace(folder / "出错记录-以前.txt")
            with place.open("a", encoding="utf-8", errors="backslashreplace") as file:
                file.write(text)
        except OSError:
            continue
        return f"详细情形记在 {place}"
    return "详细情形没有地方记"


def _state_folders() -> list[Path]:
    """使用者放程序状态的文件夹；写不了的用临时文件夹。"""
    import tempfile  # noqa: PLC0415  # 出了错才用

    folders: list[Path] = []
    with suppress(OSError):  # 磁盘满了，一个临时文件夹都用不了
        folders.append(Path(tempfile.gettempdir()) / "perfxl")
    base = "LOCALAPPDATA" if sys.platform == "win32" else "XDG_STATE_HOME"
    if os.environ.get(base):
        folders.insert(0, Path(os.environ[base]) / "perfxl")
    elif sys.platform != "win32":
        with suppress(RuntimeError):  # 没有家目录的账号
            folders.insert(0, Path.home() / ".local" / "state" / "perfxl")
    return folders
