"""点名一个文件夹时，先列出要写哪些文件，同意了才写：里面的自评表不一定都是想做的。"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from perfxl.cli.parser import CANNOT
from perfxl.cli.screen import one_line, trouble

_SHOWN = 30  # 再多就只说还有几个
_YES = frozenset({"y", "yes", "是", "好", "写"})


def add_yes(made: argparse.ArgumentParser) -> None:
    """要写文件的命令：点名文件夹时不再问。"""
    made.add_argument("--yes", action="store_true", help="后面写的是文件夹时，不列出来问，直接写")


def refused(options: argparse.Namespace, paths: Sequence[Path]) -> int | None:
    """没有得到同意时的退出码；不用问的、同意了的为 None。"""
    folders = [path for path in options.files if os.path.isdir(path)]  # noqa: PTH112  # 不让看的不出错
    asks = getattr(options, "yes", True) or not folders or not paths
    if asks or getattr(options, "apply", "写") is None:  # fix 没有写 --apply 的只是列出来
        return None
    english = options.lang == "en"
    _list(paths, english=english)
    if not sys.stdin.isatty():
        trouble(
            "Nothing written. To write the files listed above, add --yes to the command"
            if english
            else "还没有写。上面列的都要写，就在命令后面加上 --yes；只写几个的，点那几个文件的名"
        )
        return CANNOT
    ask = (
        "Write these files? (y/n) " if english else "照上面列的写吗？写 y（是）或 n（否），再按回车"
    )
    trouble(ask)
    if sys.stdin.readline().strip().lower() in _YES:
        return None
    trouble("Nothing written" if english else "没有写")
    return CANNOT


def _list(paths: Sequence[Path], *, english: bool) -> None:
    number = len(paths)
    trouble(
        f"{number} workbooks to write:"
        if english
        else f"要做的有 {number} 个工作簿，结果要写进去或写在旁边："
    )
    for path in paths[:_SHOWN]:
        trouble(f"  {one_line(path)}")
    if number > _SHOWN:
        rest = number - _SHOWN
        trouble(f"  … and {rest} more" if english else f"  …… 另有 {rest} 个")
