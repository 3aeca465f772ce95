"""开台账：空的建起来，旧的改到现在的格式，新的不敢动。"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Column, Connection, insert, inspect, select, text, update
from sqlalchemy.schema import CreateColumn

from perfxl.bureau.schema import FACTS, REVIEWED, SAMPLED, VERSION, metadata
from perfxl.errors import PerfxlError
from perfxl.version import VERSION as PERFXL


def format_of(connection: Connection) -> int:
    """台账的格式第几版；空的数据库是 0。

    Raises:
        PerfxlError: 里面是别的东西，不是台账。
    """
    names = set(inspect(connection).get_table_names())
    if FACTS.name not in names:
        if names & set(metadata.tables):
            raise PerfxlError(
                "这个数据库里已有别的程序的表（"
                f"{'、'.join(sorted(names & set(metadata.tables)))}），不是台账；请换一个数据库"
            )
        return 0
    version = connection.scalar(select(FACTS.c.value).where(FACTS.c.key == "schema"))
    if not str(version).isdigit():
        raise PerfxlError("里面有一张 ledger 表而不是台账的；请换一个数据库")
    return int(str(version))


def require(connection: Connection) -> None:
    """只读的：里面要有一本认得的台账。"""
    version = format_of(connection)
    if not version:
        raise PerfxlError("里面还没有台账；请先运行 perfxl collect")


def is_old(connection: Connection) -> bool:
    """要改的：还没有建的、格式旧的、少几列的。"""
    version = format_of(connection)
    _refuse_newer(version)
    return version < VERSION or any(True for _ in _lacking(connection))


def _refuse_newer(version: int) -> None:
    """更新的 perfxl 建的台账，这一版不认得，碰了会弄坏。"""
    if version > VERSION:
        raise PerfxlError(
            f"台账是更新的 perfxl 建的（格式第 {version} 版，这里只认得到第 {VERSION} 版），"
            "没有动它；请更新 perfxl 再用"
        )


def upgrade(connection: Connection) -> None:
    """改到现在的格式。各步在一个事务里：改不成的，还是原来的样子。"""
    version = format_of(connection)
    _refuse_newer(version)
    for number in range(version + 1, VERSION + 1):
        STEPS[number](connection)
    if version != VERSION:
        connection.execute(update(FACTS).where(FACTS.c.key == "schema").values(value=str(VERSION)))
    _add_columns(connection)


def _create(connection: Connection) -> None:
    metadata.create_all(connection)
    connection.execute(
        insert(FACTS), [{"key": "schema", "value": "1"}, {"key": "made by perfxl", "value": PERFXL}]
    )


def _add_review(connection: Connection) -> None:
    """抽查复核的两张表；别的不动。"""
    metadata.create_all(connection, tables=[SAMPLED, REVIEWED])


# 从前一版到这一版做什么。
STEPS: dict[int, Callable[[Connection], None]] = {1: _create, 2: _add_review}


def _add_columns(connection: Connection) -> None:
    """四张表后来多出来的列补上；以前读的各份在里面是空的，下一次汇总会重读。"""
    quote = connection.dialect.identifier_preparer
    for column in list(_lacking(connection)):
        told = CreateColumn(column).compile(dialect=connection.dialect)
        name = quote.format_table(column.table)
        connection.execute(text(f"ALTER TABLE {name} ADD COLUMN {told}"))


def _lacking(connection: Connection) -> Iterator[Column[Any]]:
    """台账里还没有的列。"""
    looked = inspect(connection)
    for table in metadata.sorted_tables:
        there = {column["name"] for column in looked.get_columns(table.name)}
        yield from (column for column in table.columns if column.name not in there)
