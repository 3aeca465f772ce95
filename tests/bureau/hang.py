"""测试里在另一个进程里做的事：有的做不完，有的崩了。"""

from __future__ import annotations

import ctypes
import os
import time

from perfxl.errors import PerfxlError


def act(what: str) -> str:
    """照 `what` 做。"""
    if what == "空转":
        while True:
            pass
    if what == "睡着":
        time.sleep(600)
    if what == "太大":
        return "字" * (1 << 33)
    if what == "崩":
        ctypes.string_at(0)
    if what == "退出":
        os._exit(3)
    if what == "说一句":
        raise PerfxlError("不是工作簿")
    if what == "程序错":
        raise KeyError(what)
    if what == "往屏幕上说话":
        print("hello" * 10_000)  # noqa: T201  # 就是要它说话
        os.write(1, b"hello")
    return what


def whoami(_what: str) -> int:
    """哪个进程做的。"""
    return os.getpid()
