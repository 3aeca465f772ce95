"""`perfxl new`：一个空白的官方工作簿。"""

from __future__ import annotations

import argparse

from perfxl.cli.parser import OK
from perfxl.cli.say import Say
from perfxl.cli.tables import Add


def add(command: Add) -> None:
    """添上 `new` 命令。"""
    made = command("new", "新建", _act, "一个空白的官方工作簿")
    made.add_argument("code", metavar="表样", help="表样代码，见 perfxl forms")


def _act(options: argparse.Namespace, say: Say) -> int:
    from perfxl import files  # noqa: PLC0415  # 只看用法时不装载

    made = files.new(options.code, options.output, options.forms)
    say.result({"file": str(made)}, f"已新建 {made}", f"Created {made}")
    return OK
