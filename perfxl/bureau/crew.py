"""几个进程一起做一长串事，答话照原来的次序：做到哪里停下，前面的都已经齐了。"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from itertools import islice
from queue import SimpleQueue
from typing import TypeVar

from perfxl.bureau.limited import USUAL, Limited, Limits
from perfxl.errors import PerfxlError

T = TypeVar("T")
R = TypeVar("R")

# 一个做得久的，别的最多先做出这么多件等着它：内存不随文件数长。
_AHEAD = 256


def in_order(
    act: Callable[[T], R], items: Iterable[T], workers: int, limits: Limits = USUAL
) -> Generator[tuple[T, R | PerfxlError], None, None]:
    """每一件和它的结果；没有做成的是一句话。不要了就 `close()`，进程都停下。"""
    hands = [Limited(act, limits) for _ in range(workers)]
    free: SimpleQueue[Limited[[T], R]] = SimpleQueue()
    for hand in hands:
        free.put(hand)

    def do(item: T) -> R | PerfxlError:
        hand = free.get()
        try:
            return hand(item)
        except PerfxlError as error:
            return error
        finally:
            free.put(hand)

    waiting: deque[tuple[T, Future[R | PerfxlError]]] = deque()
    coming = iter(items)
    with ThreadPoolExecutor(workers) as threads:
        try:
            for item in islice(coming, _AHEAD):
                waiting.append((item, threads.submit(do, item)))
            while waiting:
                item, future = waiting.popleft()
                yield item, _result(future)
                waiting.extend((item, threads.submit(do, item)) for item in islice(coming, 1))
        finally:
            threads.shutdown(wait=False, cancel_futures=True)
            for hand in hands:
                hand.close()


def _result(future: Future[R]) -> R:
    """等一件做完；一秒一秒地等，Windows 上按 Ctrl-C 才停得下来。"""
    while True:
        with suppress(TimeoutError):
            return future.result(timeout=1)
