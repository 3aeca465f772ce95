"""给开着的 LibreOffice 装上扩展，并给它一个 perfxl。"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from needs import needs

from perfxl.excel.libreoffice import EXTENSION

ROOT = Path(__file__).parent.parent
_NOBODY = 65534
# 宏（.xlsm 的按钮）不知道管道，没有写 --calc 的替它写上；扩展自己会写。
# 路径里有空格，`#!` 一行写不了，由 sh 来起。
_START = """\
#!/bin/sh
exec '{python}' "$0.py" "$@"
"""
_PROGRAM = """\
import os, sys
sys.path.insert(0, {root!r})
from perfxl.cli.main import main
given = sys.argv[1:]
if not any(one.startswith("--calc") for one in given):
    given.append("--calc={pipe}")
code = main(given)
with open({log!r}, "a", encoding="utf-8") as file:
    file.write(f"{{given[1]}} {{code}}\\n")
sys.exit(code)
"""


def plain_environment(**more: str) -> dict[str, str]:
    """没有虚拟环境的环境变量：LibreOffice 里的 Python 在 PATH 上找到它，就会用错标准库。"""
    kept = {name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV"}
    folders = kept.get("PATH", "").split(os.pathsep)
    own = str(Path(sys.prefix) / "bin")
    kept["PATH"] = os.pathsep.join(folder for folder in folders if folder != own)
    return kept | more


def with_extension() -> Path:
    """一份新的 LibreOffice 配置，用 unopkg 装好了扩展。

    root 不许用 unopkg 装给自己，换一个用户装；那个用户要进得来，所以不放在 pytest 的文件夹里。
    临时文件也放在这里：/tmp 不是人人可写的机器上，别的用户装不上，tests/live 就整个不过。
    """
    folder = Path(tempfile.mkdtemp(prefix="perfxl"))
    copy = folder / EXTENSION.name
    shutil.copy(EXTENSION, copy)
    other = {"user": _NOBODY, "group": _NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
    if other:
        for path in (folder, copy):
            os.chown(path, _NOBODY, _NOBODY)
    ran = subprocess.run(
        [needs("unopkg"), "add", str(copy), f"-env:UserInstallation={folder.as_uri()}"],
        check=False, capture_output=True, cwd=folder, timeout=120,
        env=plain_environment(HOME=str(folder), TMPDIR=str(folder)), **other,  # type: ignore[call-overload]
    )  # fmt: skip
    assert ran.returncode == 0, f"unopkg 装不上扩展：{ran.stderr.decode(errors='replace')}"
    return folder


def program(folder: Path, pipe: str) -> Path:
    """仓库里的 perfxl，路径里有空格和汉字。"""
    path = folder / "程序 文件夹" / "perfxl"
    path.parent.mkdir()
    path.write_text(_START.format(python=sys.executable), "utf-8")
    text = _PROGRAM.format(root=str(ROOT), pipe=pipe, log=str(log(path)))
    path.with_name("perfxl.py").write_text(text, "utf-8")
    path.chmod(0o755)
    return path


def log(path: Path) -> Path:
    """它做完一件，在这里记一行：动作和退出码。"""
    return path.with_name("做完了")
