"""`perfxl write`：校验、核分，结果写进工作簿。"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from perfxl.cli.given import add_given, given
from perfxl.cli.say import Say
from perfxl.cli.tables import Add, add_output, each, table_command, where

if TYPE_CHECKING:
    from perfxl import files


def add(command: Add) -> None:
    """添上 `write` 命令。"""
    made = table_command(command, _act, "校验、核分，结果写进工作簿")
    add_given(made)
    add_output(made)


def _act(options: argparse.Namespace, say: Say) -> int:
    from perfxl import files  # noqa: PLC0415  # 只看用法时不装载

    beside = given(options)

    def act(path: Path, forms: Any) -> files.Done:
        return files.write_file(path, forms, where(options), beside)

    return each(options, say, act)
