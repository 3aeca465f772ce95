"""命令行里的 `macro`：宏按下按钮时运行它，平时用不着手写。"""

from __future__ import annotations

import argparse

from perfxl.cli.say import Say
from perfxl.cli.screen import trouble
from perfxl.cli.tables import Add

ASKS = 3  # 只有 macro 用：要问一声，什么都没有做


def add(command: Add) -> None:
    """添上 `macro` 命令。"""
    made = command(_act, "对 Excel 里开着的工作簿做：校验、报告、核对、清除（按钮用的）")
    actions = ["validate", "report", "refresh", "anew", "proof", "clear"]
    made.add_argument("action", choices=actions, metavar="做什么")
    made.add_argument("--wb", default="", metavar="名字", help="工作簿的名字或路径；不写是活动的")
    made.add_argument("--hwnd", type=int, default=0, metavar="窗口", help="哪个 Excel（窗口号）")
    made.add_argument("--from_xl", default="1", metavar="1", help="宏总会写上，没有别的意思")
    made.add_argument("--calc", default="", metavar="管道", help="工作簿开在 LibreOffice 里")


def _act(options: argparse.Namespace, say: Say) -> int:
    from perfxl.buttons import macro  # noqa: PLC0415  # 只看用法时不装载

    try:
        said = macro.run(options.action, wb=options.wb, hwnd=options.hwnd, calc=options.calc)
    except macro.AskError as question:
        trouble(question)  # 按钮那一头照着问：更新数字，还是另存新的
        return ASKS
    say.result({"action": options.action, "result": said}, said, said)
    return 0
