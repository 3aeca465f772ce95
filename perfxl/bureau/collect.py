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
from dataclasses import dataclass, field, replace
from pathlib import Path

from perfxl.bureau.crew import in_order
from perfxl.bureau.judging import Job, Way, judge
from perfxl.bureau.ledger import Ledger
from perfxl.bureau.limited import USUAL, Limits, LostError
from perfxl.bureau.names import is_archive
from perfxl.bureau.rows import Rows
from perfxl.bureau.scan import Scan, Workbook, absolute, scan
from perfxl.bureau.schema import storable
from perfxl.bureau.versions import Tally
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
    filings: int  # 台账里现在算数的，连同别处来的
    tally: Tally  # 这一回看到的文件里有几份表
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
    ask = replace(ask, way=ask.way.settled())
    stamp = ask.way.stamp()
    with ledger.alone():
        seen = scan(ask.folders, ask.leave, lambda number: tell(number, None))
        todo = _planned(ledger, seen, stamp, ask)
        _read(ledger, todo, stamp, ask, tell)
        gone = _settled(ledger, seen, ask)
        failed = _failed(ledger, seen)
        filings, counted = ledger.count(), ledger.tally(_here(seen))
    seconds = (time.monotonic_ns() - started) // 10**9
    return Collected(
        files=len(seen.workbooks), read=sum(not workbook.why for workbook in todo),
        cached=len(seen.workbooks) - len(todo), filings=filings, tally=counted, failed=failed,
        gone=gone,
        others=seen.others, notes=tuple(seen.notes), seconds=seconds,
    )  # fmt: skip


def _planned(ledger: Ledger, seen: Scan, stamp: str, ask: Ask) -> list[Workbook]:
    """哪些要读：没有读过的、内容变了的、读法变了的、上一回没有做完的。挪了地方的改记在新的位置。"""
    todo = []
    with ledger.writing() as connection:
        before = known(connection)
        at = {(document.path, document.hash): document for document in before}
        missing = _missing(before, seen, ask)
        for workbook in seen.workbooks:
            document = at.get(_what(workbook))
            if document is None and missing[workbook.arrived.hash]:
                document = missing[workbook.arrived.hash].pop(0)
                renamed = not document.path.endswith(_ends(workbook.name))
                move(connection, document.number, workbook.arrived.path, again=renamed)
                document = None if renamed else document
            if document is None or document.stamp != stamp or _says_else(workbook, document):
                todo.append(workbook)
    return todo


def _says_else(workbook: Workbook, document: Known) -> bool:
    """取不到字节的：这一回说的原因与上一回不同。"""
    return bool(workbook.why) and workbook.why != document.why


def _missing(before: Sequence[Known], seen: Scan, ask: Ask) -> defaultdict[str, list[Known]]:
    """内容 → 原来的位置已经没有它的那几份。网页上交的没有位置，不在内。"""
    missing: defaultdict[str, list[Known]] = defaultdict(list)
    here, roots = _here(seen), _roots(ask)
    for document in before:
        path = document.path
        away = _is_under(path, roots) and not _is_under(path, seen.blocked)
        away = away or (os.path.isabs(path) and not _is_file(path))  # noqa: PTH117  # 位置里可有任何字
        if document.hash and (path, document.hash) not in here and away:
            missing[document.hash].append(document)
    return missing


def _what(workbook: Workbook) -> tuple[str, str]:
    return workbook.arrived.path, workbook.arrived.hash


def _here(seen: Scan) -> set[tuple[str, str]]:
    return set(map(_what, seen.workbooks))


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
    jobs = (
        Job(workbook.name, workbook.path, workbook.inside, ask.way)
        for workbook in todo
        if not workbook.why
    )
    with closing(_results(jobs, ask)) as results:
        for workbook in todo:
            yield workbook, PerfxlError(workbook.why) if workbook.why else next(results)[1]


def _results(jobs: Iterable[Job], ask: Ask) -> Generator[tuple[Job, Read], None, None]:
    if ask.dask:
        from perfxl.bureau import cluster  # noqa: PLC0415  # 用集群的才装

        return cluster.in_order(ask.dask, jobs, ask.limits)
    return in_order(judge, jobs, ask.workers or os.cpu_count() or 1, ask.limits)


def _record(ledger: Ledger, pairs: Sequence[tuple[Workbook, Read]], stamp: str) -> None:
    if not pairs:
        return
    with ledger.writing() as connection:
        for workbook, read in pairs:
            # 没有做完的（太久、崩了）下一回再试：机器忙的时候也会这样。
            mark = "" if isinstance(read, LostError) else stamp
            told = str(read) if isinstance(read, PerfxlError) else read
            record(connection, workbook.arrived, mark, told)


def _settled(ledger: Ledger, seen: Scan, ask: Ask) -> int:
    """记下哪些还在、哪些不在了；返回不在了几个。没有看成的文件夹里的照旧。"""
    here, roots = _here(seen), _roots(ask)
    back, gone = [], []
    with ledger.writing() as connection:
        for document in known(connection):
            if (document.path, document.hash) in here:
                if not document.present:
                    back.append(document)
            elif (
                document.present
                and _is_under(document.path, roots)
                and not _is_under(document.path, seen.blocked)
            ):
                gone.append(document)
        settle(connection, here=back, gone=gone)
    paths = {path for path, _ in here}
    return sum(1 for document in gone if document.hash and document.path not in paths)


def _failed(ledger: Ledger, seen: Scan) -> tuple[tuple[str, str], ...]:
    here = _here(seen)
    with ledger.reading() as connection:
        return tuple(
            sorted(
                (document.path, document.why)
                for document in known(connection)
                if document.why and (document.path, document.hash) in here
            )
        )
