"""拿来比的表：`--targets 申报表`、`--last 去年的自评表`；校验、写回、运行都可以写。"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from perfxl.filing.beside import Given


def add_given(made: argparse.ArgumentParser) -> None:
    """添上两个选项；一个选项可以写几次，每次一个文件或文件夹。"""
    made.add_argument("--targets", type=Path, action="append", default=[], metavar="申报表",
                      help="与申报（批复）时的目标比：改了、少了、多了哪些")  # fmt: skip
    made.add_argument("--last", type=Path, action="append", default=[], metavar="去年自评表",
                      help="与去年的自评表比：目标低了没有，文字抄没抄，结果差多少")  # fmt: skip


def given(options: argparse.Namespace) -> Given | None:
    """读好的；两样都没有写的为 None。

    Raises:
        PerfxlError: 读不了，或里面没有一份像自评表、申报表的。
    """
    if not options.targets and not options.last:
        return None
    from perfxl.files.given import read_given  # noqa: PLC0415  # 只看用法时不装载
    from perfxl.form.load import forms_for  # noqa: PLC0415  # 同上

    # --form 说的是要校验的这一份；拿来比的自己认。
    return read_given(options.targets, options.last, forms_for(None, options.forms))
