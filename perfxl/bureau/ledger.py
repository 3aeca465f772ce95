"""台账：收来的各份自评表，一份一个号；每个数带着文件、工作表、格。

    ledger = Ledger.open("汇总结果/台账.sqlite")
    tables = ledger.frames()

SQLite 是一个文件，边写边能读（WAL）；几张桌子合用的放在 PostgreSQL：Ledger.open("postgresql://…")。
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from os import PathLike
from typing import TYPE_CHECKING, Any, Self

from sqlalchemy import Connection, select

from perfxl.bureau.engine import connect, one_reader, one_writer, only_one, sentence
from perfxl.bureau.schema import DOCUMENTS, ROWS
from perfxl.bureau.standing import decided
from perfxl.bureau.upgrade import is_old, require, upgrade
from perfxl.bureau.versions import Handed, Tally, Version, tally, versions

if TYPE_CHECKING:
    import pandas as pd
    from sqlalchemy import Engine

# 放在一个文件夹里时叫什么。
FILE = "台账.sqlite"


class Ledger:
    """一本台账。用完 `close()`，或者写 `with Ledger.open(…) as ledger:`。"""

    def __init__(self, engine: Engine, place: str) -> None:
        self._engine = engine
        self.place = place

    @classmethod
    def open(cls, place: str | PathLike[str], *, create: bool = False) -> Ledger:
        """开一本：文件、放着它的文件夹，或 postgresql:// 的地址；`create` 时没有就建。

        Raises:
            PerfxlError: 没有、打不开、不是台账，或是更新的 perfxl 建的。
        """
        engine, told = connect(place, FILE, create=create)
        ledger = cls(engine, told)
        try:
            with ledger.reading() as connection:
                if not create:
                    require(connection)
                old = is_old(connection)
            if old:
                with ledger.writing() as connection:
                    upgrade(connection)
        except BaseException:
            ledger.close()
            raise
        return ledger

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """放开文件和连接。"""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """读一段；别的程序同时写着的，看到的还是开头那一刻的。"""
        with sentence(self.place), one_reader(self._engine) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """写一段：做完一起算数，半路出错的一点也没有写。几个程序写的，一个一个来。"""
        with sentence(self.place), one_writer(self._engine) as connection:
            yield connection

    @contextmanager
    def alone(self) -> Iterator[None]:
        """收的时候一本台账一双手；别的电脑、别的程序正在收的，说一句。"""
        with only_one(self._engine, self.place):
            yield

    def frames(self, *, current: bool = True, only: Sequence[str] = ()) -> dict[str, pd.DataFrame]:
        """perfxl.frames 的四张表，和没有读成的文件（unread）；`only` 只要其中几张。

        各表另有 submission（台账里的号）、path（收的位置，压缩包里的是 包.zip!里面）；filings 另有
        hash、received（文件的日期）、state（已报、退回、重报、通过）、version（第几次报的）、
        current（算数的）、waiting（等着局里定的）、stranger（不是这一家交的，是哪一家的链接）、
        recheck（是复核表）、form_year、perfxl。
        `current` 为假时，被换下的、已经不在原处的也在。
        """
        from perfxl.bureau.reading import tables  # noqa: PLC0415  # pandas 到用时才装载

        with self.reading() as connection:
            return tables(connection, self.versions(connection), current=current, only=only)

    def count(self) -> int:
        """现在算数的有几份。"""
        with self.reading() as connection:
            return sum(version.current for version in self.versions(connection).values())

    def tally(self, documents: Collection[tuple[str, str]]) -> Tally:
        """这些文件（位置，内容）里各有几份表。"""
        with self.reading() as connection:
            return tally(_handed(connection), documents)

    def versions(self, connection: Connection) -> dict[int, Version]:
        """每一份是第几次报的，算不算数，等不等着局里定。"""
        return versions(_handed(connection))


def _handed(connection: Connection) -> list[Handed]:
    """台账里的各份，局里定的也在。"""
    filings, documents = ROWS["filings"].c, DOCUMENTS.c
    wanted = select(
        filings.submission, documents.path, documents.hash, documents.modified,
        documents.present, filings.unit, filings.name, filings.year, filings.recheck,
        filings.stage, filings.authority,
    ).join(DOCUMENTS, documents.id == filings.document)  # fmt: skip
    states = decided(connection)
    rows: Any = connection.execute(wanted)
    return [replace(Handed(*row), state=states.get(row[0])) for row in rows]
