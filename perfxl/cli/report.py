"""`perfxl report`：生成 Word 自评报告；`--refresh` 更新写好的一份。"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from perfxl.cli.refreshing import add_refresh, refresh
from perfxl.cli.say import Say
from perfxl.cli.tables import Add, add_output, add_template, each, table_command, where

if TYPE_CHECKING:
    from perfxl import files


def add(command: Add) -> None:
    """添上 `report` 命令。"""
    made = table_command(command, _act, "生成 Word 自评报告")
    add_template(made)
    add_refresh(made)
    add_output(made)


def _act(options: argparse.Namespace, say: Say) -> int:
    from perfxl import files  # noqa: PLC0415  # 只看用法时不装载

    if options.refresh is not None:
        return refresh(options, say)

    def act(path: Path, forms: Any) -> files.Done:
        return files.report_file(path, forms, where(options))

    return each(options, say, act)
