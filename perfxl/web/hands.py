"""几个看文件的进程，轮着用：哪个闲着用哪个；都忙着的等一等，等不到说一句。"""

from __future__ import annotations

import queue
from collections.abc import Callable
from threading import Lock
from typing import ParamSpec, TypeVar

from perfxl.bureau.limited import Limited, Limits
from perfxl.errors import PerfxlError
from perfxl.web.settings import Settings

P = ParamSpec("P")
R = TypeVar("R")
_SLOW = Limits(seconds=900, memory=6 * 1024**3)
_PATIENCE = 60  # 都忙着时至多等多久（秒）


class Hands:
    """限着时间、内存的几个进程。"""

    def __init__(self, settings: Settings) -> None:
        limits = Limits(seconds=settings.seconds, memory=settings.memory)
        self._every = [Limited(_act, limits) for _ in range(max(1, settings.workers))]
        self._slow = Limited(_act, _SLOW)
        self._one = Lock()
        self._free: queue.Queue[Limited[..., object]] = queue.Queue()
        for hand in self._every:
            self._free.put(hand)

    def do(self, job: Callable[P, R], *arguments: P.args, **named: P.kwargs) -> R:
        """在另一个进程里做一件。

        Raises:
            PerfxlError: 做不成（一句话），或太久、太大、都忙着。
        """
        try:
            hand = self._free.get(timeout=_PATIENCE)
        except queue.Empty:
            raise PerfxlError("正在看别人交来的文件，还没有轮到；请过一会儿再交一次") from None
        try:
            return hand(job, arguments, named)  # type: ignore[return-value]  # 就是 job 的结果
        finally:
            self._free.put(hand)

    def do_slowly(self, job: Callable[P, R], *arguments: P.args, **named: P.kwargs) -> R:
        """局里的大事（汇总几千份）另有一个进程，时间、内存放宽；一次一件。"""
        if not self._one.acquire(blocking=False):
            raise PerfxlError("正在汇总，请等它做完再点")
        try:
            return self._slow(job, arguments, named)  # type: ignore[return-value]  # 同上
        finally:
            self._one.release()

    def close(self) -> None:
        """都停下。"""
        for hand in (*self._every, self._slow):
            hand.close()


def _act(
    job: Callable[..., object], arguments: tuple[object, ...], named: dict[str, object]
) -> object:
    return job(*arguments, **named)
