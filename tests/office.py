"""用 LibreOffice 打开、转换文件。"""

from __future__ import annotations

import atexit
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from needs import needs_office

# 由 Writer 打开的；别的都由 Calc 打开。
_TEXTS = {".docx", ".odt"}


def convert(source: Path, kind: str, folder: Path) -> Path:
    """转换格式。返回转换出的文件。"""
    convert_all([source], kind, folder)
    return folder / f"{source.stem}.{kind.partition(':')[0]}"


def convert_all(sources: Sequence[Path], kind: str, folder: Path) -> Path:
    """一次转换几个文件（启动一次要一两秒）。返回所在的文件夹。"""
    parts = {"Writer" if source.suffix in _TEXTS else "Calc" for source in sources}
    program, *_ = [needs_office(part) for part in sorted(parts)]
    folder.mkdir(exist_ok=True)
    subprocess.run(
        [
            program, f"-env:UserInstallation={_profile().as_uri()}", "--headless",
            "--convert-to", kind, "--outdir", str(folder), *map(str, sources),
        ],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return folder


@cache
def _profile() -> Path:
    """自己的配置，不与开着的 LibreOffice 相撞；一个进程共用一份：头一次起要建它，慢两倍。"""
    folder = tempfile.mkdtemp(prefix="perfxl")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)
