"""点名一个文件夹时，先列出要写（要删）哪些文件，同意了才做：里面的不一定都是想做的。"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from perfxl.cli.parser import CANNOT
from perfxl.cli.screen import one_line, trouble

_SHOWN = 30  # 再多就只说还有几个
_YES = frozenset({"y", "yes", "是", "好", "写", "删"})


class Asking(NamedTuple):
    """问的几句话，都是中文、英文各一句；`{number}` 处是几个文件。"""

    heading: tuple[str, str]
    unasked: tuple[str, str]  # 没有人可问
    question: tuple[str, str]
    refused: tuple[str, str]


WRITING = Asking(
    ("要做的有 {number} 个工作簿，结果要写进去或写在旁边：", "{number} workbooks to write:"),
    (
        "还没有写。上面列的都要写，就在命令后面加上 --yes；只写几个的，点那几个文件的名",
        "Nothing written. To write the files listed above, add --yes to the command",
    ),
    ("照上面列的写吗？写 y（是）或 n（否），再按回车", "Write these files? (y/n) "),
    ("没有写", "Nothing written"),
)
DROPPING = Asking(
    (
        "要删的有 {number} 份写回以前的备份，删了就撤销不了：",
        "{number} backups to delete for good:",
    ),
    (
        "还没有删。上面列的都要删，就在命令后面加上 --yes；只删一个工作簿的，点它的名",
        "Nothing deleted. To delete the backups listed above, add --yes to the command",
    ),
    ("照上面列的删吗？写 y（是）或 n（否），再按回车", "Delete these backups? (y/n) "),
    ("没有删", "Nothing deleted"),
)


def add_yes(made: argparse.ArgumentParser) -> None:
    """要写、要删文件的命令：点名文件夹时不再问。"""
    made.add_argument("--yes", action="store_true", help="后面写的是文件夹时，不列出来问，直接做")


def refused(
    options: argparse.Namespace, paths: Sequence[Path], asking: Asking = WRITING
) -> int | None:
    """没有得到同意时的退出码；不用问的、同意了的为 None。"""
    folders = [path for path in options.files if os.path.isdir(path)]  # noqa: PTH112  # 不让看的不出错
    asks = getattr(options, "yes", True) or not folders or not paths
    if asks or getattr(options, "apply", "写") is None:  # fix 没有写 --apply 的只是列出来
        return None
    language = int(options.lang == "en")
    _list(paths, asking.heading[language], english=bool(language))
    if not sys.stdin.isatty():
        trouble(asking.unasked[language])
        return CANNOT
    trouble(asking.question[language])
    if sys.stdin.readline().strip().lower() in _YES:
        return None
    trouble(asking.refused[language])
    return CANNOT


def _list(paths: Sequence[Path], heading: str, *, english: bool) -> None:
    trouble(heading.format(number=len(paths)))
    for path in paths[:_SHOWN]:
        trouble(f"  {one_line(path)}")
    if len(paths) > _SHOWN:
        rest = len(paths) - _SHOWN
        trouble(f"  … and {rest} more" if english else f"  …… 另有 {rest} 个")
