"""xlwings 的一个引擎：背后不是 Excel，是开着的 LibreOffice（UNO）。

照 xlwings 的公开对象（BSD 许可：base_classes.py、main.py、_xlwindows.py）写，只写活动工作簿门
（perfxl.live）用得着的部分。测试靠它在没有 Excel 的机器上真跑；LibreOffice 里的扩展也靠它。
与 Excel 不同的地方都照 Excel 的说法回答：错误值、受保护的表、公式的写法、`'` 开头的文字。
"""

from __future__ import annotations

from typing import Any

import xlwings
from xlwings.main import Engine

from perfxl.calc.app import CalcEngine
from perfxl.calc.bridge import Office, connect

__all__ = ["Office", "app_of", "connect"]


def app_of(office: Office) -> xlwings.App:
    """连上的 LibreOffice，当作一个 xlwings 的 App；这个引擎从此是活动的引擎。"""
    impl: Any = CalcEngine(office)
    engine = Engine(impl=impl)
    xlwings.engines.add(engine)
    engine.activate()
    return xlwings.App(impl=impl.app)
