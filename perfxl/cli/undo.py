"""`perfxl undo`：一步步回到写回之前的工作簿；`--all` 一直回到最早的一份。"""

from __future__ import annotations

import argparse
from pathlib import Path

from perfxl.cli.parser import OK
from perfxl.cli.say import Say
from perfxl.cli.screen import name
from perfxl.cli.tables import Add


def add(command: Add) -> None:
    """添上 `undo` 命令。"""
    made = command(_act, "回到上一次写回之前的工作簿；再写一次，再往回一步")
    made.add_argument("file", type=Path, metavar="文件", help="工作簿；旧格式的写原件的名字也行")
    made.add_argument("--all", "--全部", action="store_true", dest="everything",
                      help="一直回到最早的一份")  # fmt: skip


def _act(options: argparse.Namespace, say: Say) -> int:
    from perfxl import files  # noqa: PLC0415  # 只看用法时不装载

    undone = files.undo(options.file, everything=options.everything)
    file = name(undone.path)
    if undone.removed:
        chinese = f"{file} 是程序写的副本，写回之前没有它，已经删去"
        english = f"{file} removed: it did not exist before"
    elif undone.kept:
        chinese = f"{file} 已回到最早的一份；中间有您自己的改动，撤销前的样子留着，再撤销一次就回来"
        english = f"{file} restored to its first state; undo again to come back"
    else:
        what = "最早的一份" if options.everything else "写回之前"
        more = f"；还可以再撤销 {undone.left} 步" if undone.left else ""
        chinese, english = (
            f"{file} 已回到{what}{more}",
            f"{file} restored, {undone.left} steps left",
        )
    value = {"file": str(undone.path), "left": undone.left, "removed": undone.removed}
    say.result(value, chinese, english)
    return OK
