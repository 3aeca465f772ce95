"""`perfxl explain`：一条规则：为什么、怎么改、例子；不写代码列出全部。"""

from __future__ import annotations

import argparse

from perfxl.cli.parser import OK
from perfxl.cli.say import Say
from perfxl.cli.tables import Add
from perfxl.errors import PerfxlError


def add(command: Add) -> None:
    """添上 `explain` 命令。"""
    made = command("explain", "解释", _act, "一条规则：为什么、怎么改、例子；不写代码列出全部")
    made.add_argument("code", nargs="?", metavar="代码", help="例如 W01")
    made.add_argument("--markdown", action="store_true", help="全部规则写成 Markdown")


def _act(options: argparse.Namespace, say: Say) -> int:
    from perfxl.checks import register  # noqa: PLC0415  # 只看用法时不装载

    if options.code is None:
        say.rules(register.rules(), markdown=options.markdown)
    elif options.markdown:
        raise PerfxlError("--markdown 写出全部规则，不要再写代码")
    else:
        say.rule(register.rule(options.code))
    return OK
