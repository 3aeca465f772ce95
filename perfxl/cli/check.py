"""`perfxl check`：只在屏幕上列出问题，不写任何文件。"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from perfxl.cli.say import Say
from perfxl.cli.tables import Add, each, table_command

if TYPE_CHECKING:
    pass


def add(command: Add) -> None:
    """添上 `check` 命令。"""
    table_command(command, "check", "校验", _act, "只在屏幕上列出问题，不写任何文件")


def _act(options: argparse.Namespace, say: Say) -> int:
    from perfxl import files  # noqa: PLC0415  # 只看用法时不装载

    return each(options, say, lambda path, forms: files.Done(path, files.judge(path, forms)))
