"""安装时带上的：程序的每个文件夹都写在 pyproject.toml 里，少一个装好就起不来。"""

from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def test_每个文件夹都装上() -> None:
    folders = {
        ".".join(path.parent.relative_to(ROOT).parts)
        for path in (ROOT / "perfxl").rglob("__init__.py")
    }
    with (ROOT / "pyproject.toml").open("rb") as file:
        listed = tomllib.load(file)["tool"]["setuptools"]["packages"]
    assert {*folders, "perfxl.templates"} == set(listed)
    assert len(folders) > 5
