"""连上数据库：SQLite 的文件，或 PostgreSQL；数据库的报错说成一句话。"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, create_engine, event, func, make_url, select
from sqlalchemy.exc import ArgumentError, DBAPIError

from perfxl.errors import PerfxlError, WorkbookError
from perfxl.workbook.blame import os_reason
from perfxl.workbook.lock import held

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

_POSTGRESQL = ("postgresql", "postgres")
# 另一个程序正写着的，等它这么久（毫秒）。
_PATIENCE = 30_000


def connect(place: str | PathLike[str], file: str, *, create: bool) -> tuple[Engine, str]:
    """引擎，和话里怎样称呼这本台账。"""
    written = fspath(place)
    if "://" in written:
        return _postgresql(written)
    path = Path(written)
    if path.is_dir():
        path /= file
    if not create and not path.is_file():
        raise PerfxlError(f"{path.name}：没有这本台账；请核对位置，或先运行 perfxl collect")
    return _sqlite(path), path.name


def _sqlite(path: Path) -> Engine:
    engine = create_engine(URL.create("sqlite", database=str(path)))

    @event.listens_for(engine, "connect")
    def _set(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None  # 事务由下面的 BEGIN 起：建表也在里面
        with suppress(sqlite3.OperationalError):  # 只读的盘上设不了：照样能读
            connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA busy_timeout = {_PATIENCE}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # 要写的一开头就拿写的锁：读到一半才拿，别人写过了就只好失败，等也等不到。
        write = connection.get_execution_options().get(_WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return engine


def _postgresql(written: str) -> tuple[Engine, str]:
    try:
        url = make_url(written)
    except (ArgumentError, ValueError):
        raise PerfxlError(
            "台账的地址写得不对；应当像 postgresql://用户:口令@电脑:5432/数据库"
        ) from None
    if url.drivername.partition("+")[0] not in _POSTGRESQL:
        raise PerfxlError(
            f"不认识 {url.drivername}://；台账放在文件里，或 postgresql:// 的数据库里"
        )
    try:
        engine = create_engine(url.set(drivername="postgresql+psycopg"))
    except ImportError:
        raise PerfxlError(
            "没有装 psycopg，连不上 PostgreSQL；请运行 pip install 'perfxl[postgresql]'"
        ) from None
    return engine, f"{url.host or '本机'} 的数据库 {url.database}"


# 各人约定的号码：同一个数据库里只有汇总用它们。一个是收的时候拿着，一个是写的时候拿着。
_COLLECTING, _WRITING = 20200010, 20200011
_WRITES = "perfxl_writes"


@contextmanager
def one_reader(engine: Engine) -> Iterator[Connection]:
    """读一段的连接：从头到尾看到的是同一刻的台账。"""
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":  # SQLite 本来就是这样
            connection.execution_options(isolation_level="REPEATABLE READ")
        yield connection


@contextmanager
def one_writer(engine: Engine) -> Iterator[Connection]:
    """写一段的连接；别的程序正写着的，等它写完。"""
    with engine.connect().execution_options(**{_WRITES: True}) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.execute(select(func.pg_advisory_xact_lock(_WRITING)))
        yield connection


@contextmanager
def only_one(engine: Engine, place: str) -> Iterator[None]:
    """拿着一本台账。程序不论怎么停下，系统、数据库都会替它放开。

    Raises:
        PerfxlError: 另一个正在往里收。
    """
    with sentence(place), ExitStack() as stack:
        if engine.dialect.name == "sqlite":
            try:
                stack.enter_context(held(Path(str(engine.url.database)), patience=0))
            except WorkbookError as error:
                raise PerfxlError(f"台账 {place}：{error}") from None
            except OSError as error:
                raise PerfxlError(
                    f"台账 {place}：旁边写不了东西（{os_reason(error)}）；请换一个能写的文件夹"
                ) from None
        else:
            connection = stack.enter_context(engine.connect())
            connection.detach()  # 锁是这个连接的：完了真的关掉，不还回去给别人接着用
            if not connection.scalar(select(func.pg_try_advisory_lock(_COLLECTING))):
                raise PerfxlError(f"台账 {place}：另一张桌子正在往里收；请等它做完再试")
            connection.commit()  # 不占着事务
        yield


@contextmanager
def sentence(place: str) -> Iterator[None]:
    """数据库出的错说成一句话：哪本台账、怎么了、怎么办。"""
    try:
        yield
    except DBAPIError as error:
        raise WorkbookError(f"台账 {place}：{_said(error.orig)}") from error


def _said(error: BaseException | None) -> str:
    text = str(error).lower()
    for sign, said in _SAID.items():
        if sign in text:
            return said
    return f"数据库说：{str(error).strip().splitlines()[0]}；台账没有坏，请把这句话告诉管数据库的人"


# 数据库的英文里有这几个字 → 一句话。
_SAID = {
    "disk is full": "磁盘满了，没有写进去，台账还是好的；腾出空间再运行一次，接着做",
    "no space left": "磁盘满了，没有写进去，台账还是好的；腾出空间再运行一次，接着做",
    "database is locked": "别的程序一直占着它；请关掉开着台账的程序，再运行一次",
    "readonly database": "只读，写不了；请换一个能写的文件夹",
    "read-only": "只读，写不了；请换一个能写的文件夹",
    "unable to open database file": "打不开；请看文件夹在不在、有没有写的权限",
    "not a database": "不是台账，是别的文件；没有动它，请换一个位置",
    "malformed": "文件坏了；请从备份取回，或删去它重新汇总一次",
    "disk i/o error": "磁盘或网络读写失败；SQLite 的台账请放在本机的盘上，再运行一次",
    "password authentication failed": "用户名或口令不对；请核对地址",
    "connection refused": "连不上；请看数据库开着没有、地址和端口对不对",
    "could not translate host name": "找不到这台电脑；请核对地址",
    "failed to resolve host": "找不到这台电脑；请核对地址",
    "does not exist": "没有这个数据库或用户；请管数据库的人先建好",
    "permission denied": "没有权限；请管数据库的人开通",
    "server closed the connection": "数据库断开了；没有写完的下次接着做",
}
