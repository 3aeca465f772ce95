"""`perfxl template`：一张表样的 Word 报告模板另存一份，照自己的改。"""

from __future__ import annotations

import argparse

from perfxl.cli.parser import OK
from perfxl.cli.say import Say
from perfxl.cli.screen import typed
from perfxl.cli.tables import Add


def add(command: Add) -> None:
    """添上 `template` 命令。"""
    made = command(_act, "Word 报告的模板另存一份，用 Word 照自己的改")
    made.add_argument("code", metavar="表样", help="表样代码，见 perfxl forms")
    made.add_argument("--charts", action="store_true", help="表格下面画着图，图里的数跟着表走")


def _act(options: argparse.Namespace, say: Say) -> int:
    from perfxl import files  # noqa: PLC0415  # 只看用法时不装载

    made = files.new_template(options.code, options.output, options.forms, charts=options.charts)
    then = f"改好以后：perfxl run 自评表.xlsx --template {typed(made)}"
    say.result({"file": str(made)}, f"已另存 {made}\n{then}", f"Created {made}")
    return OK
