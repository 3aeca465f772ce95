"""`perfxl run`：校验、核分、写回工作簿，并在旁边生成 Word 报告。"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from perfxl.cli.given import add_given, given
from perfxl.cli.say import Say
from perfxl.cli.tables import Add, add_output, add_template, each, table_command, where
from perfxl.errors import PerfxlError

if TYPE_CHECKING:
    from perfxl import files


def add(command: Add) -> None:
    """添上 `run` 命令。"""
    made = table_command(command, _act, "校验、核分、写回工作簿，并在旁边生成 Word 报告")
    add_given(made)
    add_template(made)
    add_output(made)


def _act(options: argparse.Namespace, say: Say) -> int:
    from perfxl import files  # noqa: PLC0415  # 只看用法时不装载

    if options.output is not None and options.output.suffix.lower() in {".xlsx", ".docx"}:
        raise PerfxlError("run 要写工作簿和报告两个文件，-o 后面请写文件夹")
    beside = given(options)

    def act(path: Path, forms: Any) -> files.Done:
        return files.run_file(path, forms, where(options), beside)

    return each(options, say, act)
