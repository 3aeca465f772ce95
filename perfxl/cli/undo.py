"""`perfxl undo`：回到上一次写回之前的工作簿。"""

from __future__ import annotations

import argparse
from pathlib import Path

from perfxl.cli.parser import OK
from perfxl.cli.say import Say
from perfxl.cli.tables import Add


def add(command: Add) -> None:
    """添上 `undo` 命令。"""
    made = command("undo", "撤销", _act, "回到上一次写回之前的工作簿")
    made.add_argument("file", type=Path, metavar="文件")


def _act(options: argparse.Namespace, say: Say) -> int:
    from perfxl import files  # noqa: PLC0415  # 只看用法时不装载

    path = files.undo(options.file)
    say.result({"file": str(path)}, f"{path.name} 已回到写回之前", f"{path.name} restored")
    return OK
