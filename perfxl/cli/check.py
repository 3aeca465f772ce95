"""`perfxl check`：只在屏幕上列出问题，不写任何文件。"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from perfxl.cli.given import add_given, given
from perfxl.cli.say import Say
from perfxl.cli.tables import Add, each, table_command

if TYPE_CHECKING:
    from perfxl import files


def add(command: Add) -> None:
    """添上 `check` 命令。"""
    made = table_command(command, _act, "只在屏幕上列出问题，不写任何文件")
    add_given(made)
    made.add_argument("--read", action="store_true", help="先列出每一格读成了什么")


def _act(options: argparse.Namespace, say: Say) -> int:
    from perfxl import files  # noqa: PLC0415  # 只看用法时不装载

    beside = given(options)

    def act(path: Path, forms: Any) -> files.Done:
        done = files.Done(path, files.judge(path, forms, beside))
        if options.read:
            _readings(done, say)
        return done

    return each(options, say, act)


def _readings(done: files.Done, say: Say) -> None:
    from perfxl.results import readings  # noqa: PLC0415  # 只有 --read 用

    for assessment in done.assessments:
        for line in readings.lines(assessment.filing):
            say.text(line, line)
