"""排队等主线程来做：进来的线程自己不碰文档。

LibreOffice 的主线程先拿整个程序的锁（SolarMutex），再要 Python 的锁：工具栏问我们的按钮能不能按，
就是这样叫进来的。别的线程里的 Python 若自己动手，次序正好相反：pyuno 放掉一个绑定的方法时不让出
Python 的锁（PyUNO_callable_del），方法是对象最后一个主人，对象的析构又要程序的锁，两边就永远互相
等着；7.4 上真的停住过。所以动手都在主线程里，别的线程只等。一批步子也就一气做完，中间不插别的事。
"""

from __future__ import annotations

import threading
import time
from typing import Any

# 主线程这么多秒都轮不到（开着对话框不要紧，它还轮得到；是在算、在存），就不等了。
WAIT = 60
BUSY = "Busy"


class Turn:
    """等着主线程来做的一件事。没有赶上的不会晚些时候再做：外面已经说过没有做。"""

    def __init__(self, act: Any, wait: int = WAIT) -> None:
        self._act = act
        self._until = time.monotonic() + wait
        self._claim = threading.Lock()  # 做的和不等了的，只有一个拿得到
        self._done = threading.Event()
        self._answer = "RuntimeError", ""  # type: Any

    def take(self) -> None:
        """主线程叫：做。"""
        if time.monotonic() > self._until or not self._claim.acquire(False):
            return
        try:
            self._answer = self._act()
        finally:
            self._done.set()

    def answer(self) -> Any:
        """等它做完，返回做出来的；没有轮到是 `(BUSY, "")`。"""
        if not self._done.wait(max(0, self._until - time.monotonic())) and self._claim.acquire(
            False
        ):
            return BUSY, ""
        self._done.wait()
        return self._answer
