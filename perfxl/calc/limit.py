"""与 LibreOffice 说话的时限：UNO 的调用自己没有时限，那边停住了，就永远不回来。"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotInTimeError
from typing import TypeVar

from perfxl.errors import WorkbookError

T = TypeVar("T")

# 秒。比那边排队的时限（inside/turns.py 的 WAIT）长一半：先让它自己说忙，什么也没有做。
TALKING = 90
KNOCKING = 30
_SILENT = (
    "LibreOffice {seconds} 秒没有回话，不等了；它可能停住了，也可能还在做："
    "请看看它，没有反应的请关掉重开，再按一次"
)


class Limit:
    """在另一个线程里做，等到时限。过了一次就不再说话：收尾的几句不必各等一遍。"""

    def __init__(self, seconds: int | None = None) -> None:
        self._seconds = TALKING if seconds is None else seconds
        self._given_up = False

    def give_up(self) -> None:
        self._given_up = True

    def run(self, act: Callable[[], T]) -> T:
        """做，返回它的结果，或抛出它的错。

        Raises:
            WorkbookError: 到时限还没有做完；那个线程留给它自己。
        """
        silent = WorkbookError(_SILENT.format(seconds=self._seconds))
        if self._given_up:
            raise silent
        result: Future[T] = Future()
        threading.Thread(target=_fill, args=(result, act), daemon=True).start()
        try:
            return result.result(self._seconds)
        except NotInTimeError:
            if result.done():  # 它自己抛出的就是这个错
                raise
            self.give_up()
            raise silent from None


def _fill(result: Future[T], act: Callable[[], T]) -> None:
    try:
        result.set_result(act())
    except BaseException as error:  # noqa: BLE001  # 在等着的那个线程里抛出
        result.set_exception(error)
