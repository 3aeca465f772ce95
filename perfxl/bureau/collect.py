"""收：看一遍文件夹，读新来的、改过的，记进台账。

停在哪一刻都不丢：读成的一批批记着，下一回接着读没有读的；读的次序固定，停过几次，台账里的号都一样。
"""

from __future__ import annotations

import os
import re
import time
from collections import defaultdict
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from perfxl.bureau.crew import in_order
from perfxl.bureau.judging import Job, Way, judge
from perfxl.bureau.ledger import Ledger
from perfxl.bureau.limited import USUAL, Limits, LostError
from perfxl.bureau.names import is_archive
from perfxl.bureau.rows import Rows
from perfxl.bureau.scan import Scan, Workbook, absolute, scan
from perfxl.bureau.schema import storable
from perfxl.bureau.writing import Known, known, move, record, settle
from perfxl.errors import PerfxlError

# 读成这么多、或过了这么久（秒），记一次：停下来至多白读这些。
_BATCH, _OFTEN = 16, 1

Read = list[Rows] | PerfxlError


@dataclass(frozen=True, slots=True)
class Ask:
    """怎么收。"""

    folders: tuple[Path, ...]
    way: Way = field(default_factory=Way)
    workers: int = 0  # 几个进程；0 是这台电脑有几个核就几个
    dask: str = ""  # 在哪个 Dask 的集群上读；空着就在这台电脑上
    leave: tuple[Path, ...] = ()  # 不看的：结果的文件夹、名册
    limits: Limits = USUAL


@dataclass(frozen=True, slots=True)
class Collected:
    """收下来的。"""

    files: int  # 看到的工作簿
    read: int  # 其中这一回读的
    cached: int  # 没有变、不必再读的
    filings: int  # 台账里现在算数的自评表
    failed: tuple[tuple[str, str], ...]  # 没有读成的：位置，为什么
    gone: int  # 上一回有、这一回不在原处了的
    others: int  # 不是工作簿的文件
    notes: tuple[str, ...]
    seconds: int


# 听着：读到第几个，一共要读几个；还在看文件夹的，一共是 None。
Tell = Callable[[int, int | None], None]


def collect(ledger: Ledger, ask: Ask, tell: Tell = lambda _done, _all: None) -> Collected:
    """收一回。

    Raises:
        PerfxlError: 没有这个文件夹、表样有错、台账写不了，或另一个正在收。
    """
    started = time.monotonic_ns()
    for folder in ask.folders:
        if not folder.exists():
            raise PerfxlError(f"没有 {folder}；请核对收件的文件夹在哪里")
    stamp = ask.way.stamp()
    with ledger.alone():
        seen = scan(ask.folders, ask.leave, lambda number: tell(number, None))
        todo = _planned(ledger, seen, stamp, ask)
        _read(ledger, todo, stamp, ask, tell)
        gone = _settled(ledger, seen, ask)
        failed = _failed(ledger, seen)
        filings = ledger.count()
    seconds = (time.monotonic_ns() - started) // 10**9
    return Collected(
        files=len(seen.workbooks), read=sum(not one.why for one in todo),
        cached=len(seen.workbooks) - len(todo), filings=filings, failed=failed, gone=gone,
        others=seen.others, notes=tuple(seen.notes), seconds=seconds,
    )  # fmt: skip


def _planned(ledger: Ledger, seen: Scan, stamp: str, ask: Ask) -> list[Workbook]:
    """哪些要读：没有读过的、内容变了的、读法变了的、上一回没有做完的。挪了地方的改记在新的位置。"""
    todo = []
    with ledger.writing() as connection:
        before = known(connection)
        at = {(one.path, one.hash): one for one in before}
        missing = _missing(before, _here(seen), ask)
        for one in seen.workbooks:
            there = at.get(_what(one))
            if there is None and missing[one.arrived.hash]:
                there = missing[one.arrived.hash].pop(0)
                renamed = not there.path.endswith(_ends(one.name))
                move(connection, there.number, one.arrived.path, again=renamed)
                there = None if renamed else there
            if there is None or there.stamp != stamp or (one.why and one.why != there.why):
                todo.append(one)
    return todo


def _missing(
    before: Sequence[Known], here: set[tuple[str, str]], ask: Ask
) -> defaultdict[str, list[Known]]:
    """内容 → 原来的位置已经没有它的那几份。"""
    missing: defaultdict[str, list[Known]] = defaultdict(list)
    roots = _roots(ask)
    for one in before:
        away = _is_under(one.path, roots) or not _is_file(one.path)
        if one.hash and (one.path, one.hash) not in here and away:
            missing[one.hash].append(one)
    return missing


def _what(one: Workbook) -> tuple[str, str]:
    return one.arrived.path, one.arrived.hash


def _here(seen: Scan) -> set[tuple[str, str]]:
    return {_what(one) for one in seen.workbooks}


def _roots(ask: Ask) -> tuple[str, ...]:
    return tuple(storable(str(absolute(folder))) for folder in ask.folders)


def _is_under(path: str, places: Sequence[str]) -> bool:
    """就是那个位置，或在那个文件夹、压缩包里。"""
    starts = [place.rstrip(os.sep) + os.sep for place in places]
    starts += [f"{place}!" for place in places if is_archive(place)]
    return path in places or path.startswith(tuple(starts))


def _is_file(path: str) -> bool:
    """硬盘上还有没有：压缩包里的看那个包。名字里本来也可能有感叹号。"""
    ends = [match.start() for match in re.finditer("!", path)]
    return any(os.path.isfile(path[:end]) for end in (*ends, len(path)))  # noqa: PTH113  # 位置里可有任何字


def _ends(name: str) -> tuple[str, ...]:
    """叫这个名字的，位置以什么结尾。"""
    return tuple(f"{before}{storable(name)}" for before in (os.sep, "/", "!"))


def _read(ledger: Ledger, todo: Sequence[Workbook], stamp: str, ask: Ask, tell: Tell) -> None:
    """读，一批批地记。"""
    waiting: list[tuple[Workbook, Read]] = []
    last = time.monotonic_ns()
    tell(0, len(todo))
    try:
        with closing(_each(todo, ask)) as results:
            for number, pair in enumerate(results, start=1):
                waiting.append(pair)
                now = time.monotonic_ns()
                if len(waiting) >= _BATCH or now - last > _OFTEN * 10**9:
                    _record(ledger, waiting, stamp)
                    waiting, last = [], now
                tell(number, len(todo))
    except KeyboardInterrupt:  # 按了停：手里的记下再停
        _record(ledger, waiting, stamp)
        raise
    _record(ledger, waiting, stamp)


def _each(todo: Sequence[Workbook], ask: Ask) -> Generator[tuple[Workbook, Read], None, None]:
    """照次序一个个的结果；取不到字节的不必读。"""
    jobs = (Job(one.name, one.path, one.inside, ask.way) for one in todo if not one.why)
    with closing(_results(jobs, ask)) as results:
        for one in todo:
            yield one, PerfxlError(one.why) if one.why else next(results)[1]


def _results(jobs: Iterable[Job], ask: Ask) -> Generator[tuple[Job, Read], None, None]:
    if ask.dask:
        from perfxl.bureau import cluster  # noqa: PLC0415  # 用集群的才装

        return cluster.in_order(ask.dask, jobs, ask.limits)
    return in_order(judge, jobs, ask.workers or os.cpu_count() or 1, ask.limits)


def _record(ledger: Ledger, made: Sequence[tuple[Workbook, Read]], stamp: str) -> None:
    if not made:
        return
    with ledger.writing() as connection:
        for one, read in made:
            # 没有做完的（太久、崩了）下一回再试：机器忙的时候也会这样。
            mark = "" if isinstance(read, LostError) else stamp
            told = str(read) if isinstance(read, PerfxlError) else read
            record(connection, one.arrived, mark, told)


def _settled(ledger: Ledger, seen: Scan, ask: Ask) -> int:
    """记下哪些还在、哪些不在了；返回不在了几个。没有看成的文件夹里的照旧。"""
    here, roots = _here(seen), _roots(ask)
    with ledger.writing() as connection:
        every = known(connection)
        back = [one.number for one in every if (one.path, one.hash) in here and not one.present]
        gone = [
            one
            for one in every
            if one.present
            and (one.path, one.hash) not in here
            and _is_under(one.path, roots)
            and not _is_under(one.path, seen.blocked)
        ]
        settle(connection, back, [one.number for one in gone])
    paths = {path for path, _ in here}
    return sum(1 for one in gone if one.hash and one.path not in paths)


def _failed(ledger: Ledger, seen: Scan) -> tuple[tuple[str, str], ...]:
    here = _here(seen)
    with ledger.reading() as connection:
        every = known(connection)
    return tuple(
        sorted((one.path, one.why) for one in every if one.why and (one.path, one.hash) in here)
    )
