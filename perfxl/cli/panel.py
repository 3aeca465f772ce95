"""`perfxl panel`：总在最前面的小窗口，三个按钮对开着的工作簿做事，不用宏。"""

from __future__ import annotations

import argparse

from perfxl.cli.say import Say
from perfxl.cli.tables import Add
from perfxl.errors import PerfxlError


def add(command: Add) -> None:
    """添上 `panel` 命令。"""
    made = command(_act, "小窗口：校验、生成报告、核对报告、清除标记，对开着的工作簿做")
    made.add_argument("--calc", default="", metavar="管道", help="工作簿开在 LibreOffice 里")


def _act(options: argparse.Namespace, say: Say) -> int:
    from perfxl import live  # noqa: PLC0415  # 只看用法时不装载
    from perfxl.form.load import forms_for  # noqa: PLC0415  # 同上

    live.load_lightly()
    forms = forms_for(options.form, options.forms)
    try:
        from perfxl.buttons import window  # noqa: PLC0415  # 有的 Python 没有 tkinter
    except ImportError:
        raise PerfxlError(
            "这个 Python 里没有 tkinter，开不了小窗口；请装 python3-tk（Windows 上重装 Python 时"
            "勾选 tcl/tk），或用 perfxl watch 文件夹"
        ) from None
    panel = window.open_panel(options.calc, forms)
    say.text("小窗口开着；关掉它就结束", "The panel is open; close it to finish")
    window.run(panel)
    return 0
