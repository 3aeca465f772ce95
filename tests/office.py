"""用 LibreOffice 打开、转换文件。"""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

from needs import needs_office

# 由 Writer 打开的；别的都由 Calc 打开。
_TEXTS = {".docx", ".odt"}


def convert(source: Path, kind: str, folder: Path) -> Path:
    """转换格式；配置放在 `folder` 里，不与开着的 LibreOffice 相撞。返回转换出的文件。"""
    convert_all([source], kind, folder)
    return folder / f"{source.stem}.{kind.partition(':')[0]}"


def convert_all(sources: Sequence[Path], kind: str, folder: Path) -> Path:
    """一次转换几个文件（启动一次要一两秒）。返回所在的文件夹。"""
    parts = {"Writer" if source.suffix in _TEXTS else "Calc" for source in sources}
    program, *_ = [needs_office(part) for part in sorted(parts)]
    folder.mkdir(exist_ok=True)
    profile = folder.resolve() / "profile"
    subprocess.run(
        [
            program, f"-env:UserInstallation={profile.as_uri()}", "--headless",
            "--convert-to", kind, "--outdir", str(folder), *map(str, sources),
        ],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return folder
