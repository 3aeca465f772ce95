"""用 LibreOffice 打开、转换文件。"""

from __future__ import annotations

import subprocess
from pathlib import Path

from needs import needs


def convert(source: Path, kind: str, folder: Path) -> Path:
    """转换格式；配置放在 `folder` 里，不与开着的 LibreOffice 相撞。返回转换出的文件。"""
    folder.mkdir(exist_ok=True)
    profile = folder.resolve() / "profile"
    subprocess.run(
        [
            needs("soffice"), f"-env:UserInstallation={profile.as_uri()}", "--headless",
            "--convert-to", kind, "--outdir", str(folder), str(source),
        ],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return folder / f"{source.stem}.{kind.partition(':')[0]}"
