"""记着的表样文件夹：本地的表样放在哪里，记一次，命令行、按钮、小窗口都用，不必每次写 --forms。

一个人一处，记在系统给程序放设置的地方（Windows 上是 %APPDATA%\\perfxl）。
"""

from __future__ import annotations

import os
from pathlib import Path

from perfxl import disk
from perfxl.errors import FormError

_NAME = "表样文件夹.txt"
WORDS = "核对用词"  # 记着的文件夹里放本单位用词的文件夹


def remembered() -> Path | None:
    """记着的文件夹；没有记过为 None。

    Raises:
        FormError: 记着而找不到了：照自带的表样判会判错，所以不往下做。
    """
    try:
        text = _place().read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None
    folder = Path(text)
    if not text or folder.is_dir():
        return folder if text else None
    raise FormError(
        f"记着的表样文件夹 {folder} 找不到了（网络盘没有连上？）；连上再做，"
        "或用 perfxl forms use 文件夹 换一个，perfxl forms forget 不再用它"
    )


def remember(folder: Path) -> Path:
    """记下这个文件夹，返回它的完整位置。

    Raises:
        FormError: 不是文件夹，或者记不下来。
    """
    if not folder.is_dir():
        raise FormError(f"没有文件夹 {folder}；forms use 后面写放表样文件（.toml）的文件夹")
    full, place = folder.resolve(), _place()
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        disk.put(place, f"{full}\n".encode())
    except OSError:
        raise FormError(f"记不下来：{place.parent} 写不进去；请用 --forms {full}") from None
    return full


def forget() -> bool:
    """不再记着；返回原来记着没有。"""
    place = _place()
    had = place.is_file()
    place.unlink(missing_ok=True)
    return had


def settings() -> Path:
    """一个人放设置的文件夹；`PERFXL_CONFIG` 可以换地方（统一部署时用）。"""
    own = os.environ.get("PERFXL_CONFIG")
    if own:
        return Path(own)
    from platformdirs import user_config_path  # noqa: PLC0415  # 只有要找设置时装载

    return user_config_path("perfxl", appauthor=False, roaming=True)


def _place() -> Path:
    """记在哪个文件里。"""
    return settings() / _NAME
