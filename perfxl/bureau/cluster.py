"""同样的活送到 Dask 的集群上做：一批批地送去，答话照原来的次序。

送的是工作簿的字节，集群上的机器不必看得到收件的文件夹；每个文件照样放在限着时间、内存的进程里读。
一台机器半路没有了，它手里的几批由别的机器重做。
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from dataclasses import replace
from typing import Any

from perfxl.bureau.judging import Job, fetched, judge
from perfxl.bureau.limited import Limited, Limits, LostError
from perfxl.bureau.rows import Rows
from perfxl.errors import PerfxlError
from perfxl.version import VERSION

try:
    from distributed import Client, Future
except ImportError:
    raise PerfxlError(
        "没有装 Dask，用不了 --dask；请运行 pip install 'perfxl[dask]'，集群的各台机器上也要装"
    ) from None

Read = list[Rows] | PerfxlError
# 一批几个、至多多大（字节）；每个做事的线程先排上几批。
_BATCH, _BYTES, _AHEAD = 16, 4 * 1024 * 1024, 4
_PATIENCE = 20


def in_order(
    address: str, jobs: Iterable[Job], limits: Limits
) -> Generator[tuple[Job, Read], None, None]:
    """每一件和它的结果；没有做成的是一句话。

    Raises:
        PerfxlError: 连不上、集群里没有机器，或者哪一台的 perfxl 不是同一版。
    """
    with _connected(address) as client:
        ahead = _AHEAD * _hands(client, address)
        waiting: deque[tuple[list[tuple[Job, PerfxlError | None]], Future]] = deque()
        coming = _batches(jobs)
        more = True
        while more or waiting:
            while more and len(waiting) < ahead:
                batch = next(coming, None)
                more = batch is not None
                if batch is not None:
                    waiting.append((batch, _sent(client, batch, limits)))
            if waiting:
                batch, future = waiting.popleft()
                yield from _answers(batch, future)


def _connected(address: str) -> Client:
    try:
        return Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise PerfxlError(
            f"连不上 Dask 的调度器 {address}；请看它开着没有，地址应当像 tcp://主机:8786"
        ) from error


def _hands(client: Client, address: str) -> int:
    """集群里一共几个做事的线程；各台的 perfxl 要与这里的同一版，判出来的才一样。"""
    threads: int = sum(client.nthreads().values())
    if not threads:
        raise PerfxlError(f"{address} 的集群里没有做事的机器；请在各台上运行 dask worker {address}")
    try:
        versions: dict[str, str] = client.run(_version)
    except Exception as error:
        raise PerfxlError(f"集群的机器上没有装 perfxl {VERSION}；请在各台上照样装一遍") from error
    for machine, version in versions.items():
        if version != VERSION:
            raise PerfxlError(
                f"集群里 {machine} 上的 perfxl 是 {version}，这里的是 {VERSION}；请装成同一版"
            )
    return threads


def _version() -> str:
    return VERSION


def _batches(jobs: Iterable[Job]) -> Iterator[list[tuple[Job, PerfxlError | None]]]:
    """带上字节，一批批地分。取不到字节的不送，原因跟着它。"""
    batch: list[tuple[Job, PerfxlError | None]] = []
    size = 0
    for job in jobs:
        try:
            data = fetched(job)
        except PerfxlError as error:
            batch.append((job, error))
        else:
            batch.append((replace(job, data=data), None))
            size += len(data)
        if len(batch) >= _BATCH or size >= _BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _sent(client: Client, batch: list[tuple[Job, PerfxlError | None]], limits: Limits) -> Future:
    jobs = [job for job, error in batch if error is None]
    return client.submit(judge_all, jobs, limits, pure=False)


def _answers(
    batch: list[tuple[Job, PerfxlError | None]], future: Future
) -> Iterator[tuple[Job, Read]]:
    try:
        answers = iter(future.result())
    except PerfxlError:
        raise
    except Exception as error:
        raise PerfxlError(
            f"集群没有做完（{type(error).__name__}）；读过的都记着，等集群好了再运行一次，接着读"
        ) from error
    for job, refused in batch:
        yield job, refused or next(answers)


# ---- 以下在集群的机器上 ----

_mine = threading.local()


def judge_all(jobs: list[Job], limits: Limits) -> list[Read]:
    """一批的结果。一个线程留着一个读的进程，一批批接着用。"""
    hand: Limited[[Job], list[Rows]] | None = getattr(_mine, "hand", None)
    if hand is None:
        hand = _mine.hand = Limited(judge, limits)
    return [_read(hand, job) for job in jobs]


def _read(hand: Any, job: Job) -> Read:
    try:
        rows: list[Rows] = hand(job)
    except LostError as error:
        return LostError(str(error))
    except PerfxlError as error:
        return PerfxlError(str(error))
    return rows
