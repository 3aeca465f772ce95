"""台账里有哪些表、哪些列。四张表的列就是 perfxl.frames 的列，前面多一列 submission。

SQLite 和 PostgreSQL 存得一样：数存成文字（SQLite 没有准确的小数），读出来又是 Decimal。
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

from perfxl.library.columns import Kind
from perfxl.library.tables import TABLES

# 台账的格式第几版。多一列不用改它（开的时候补上）；换了意思、换了样子才加一，在 upgrade.py 写一步。
VERSION = 2
metadata = MetaData()


class Words(TypeDecorator[str]):
    """文字。NUL 字符、半个字（坏的文件名里有）数据库存不了，写成看得见的样子。"""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Any) -> str | None:  # noqa: ARG002  # 库定的参数
        return None if value is None else storable(value)


class Exact(TypeDecorator[Decimal]):
    """准确的数：98.50 存成 "98.50"，读出来还是 98.50。"""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Any) -> str | None:  # noqa: ARG002  # 同上
        return None if value is None else str(value)

    def process_result_value(self, value: Any, dialect: Any) -> Decimal | None:  # noqa: ARG002  # 同上
        return None if value is None else Decimal(value)


class Addresses(TypeDecorator[tuple[str, ...]]):
    """一串地址，存成 JSON。"""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Any) -> str | None:  # noqa: ARG002  # 同上
        return None if value is None else storable(json.dumps(value, ensure_ascii=False))

    def process_result_value(self, value: Any, dialect: Any) -> tuple[str, ...] | None:  # noqa: ARG002  # 同上
        return None if value is None else tuple(json.loads(value))


def storable(text: str) -> str:
    """数据库存得了的文字。"""
    if text.isprintable():  # 绝大多数：没有 NUL，也没有半个字
        return text
    whole = text.encode("utf-8", "backslashreplace").decode()
    return whole.replace("\0", "␀")


_TYPES: dict[Kind, Any] = {
    "text": Words, "whole": BigInteger, "yes": Boolean,
    "exact": Exact, "date": Date, "cells": Addresses,
}  # fmt: skip
# 读的时候另数的：台账里的第几份随着收的多少变，存了就不对。
COUNTED = "filing"

# 关于台账自己：格式第几版、由哪一版 perfxl 建的。
FACTS = Table(
    "ledger",
    metadata,
    Column("key", Words, primary_key=True),
    Column("value", Words, nullable=False),
)

# 收到的一个文件的一种内容。同一个位置换了内容，另记一行，旧的留着。
DOCUMENTS = Table(
    "documents",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("path", Words, nullable=False),  # 收的时候写的位置；压缩包里的写作 包.zip!里面的名字
    Column("hash", Words, nullable=False),  # 内容的 SHA-256；打不开的为空串
    Column("size", BigInteger, nullable=False),
    Column("modified", DateTime, nullable=False),  # 文件自己的时间，当地的钟
    Column("seen", DateTime, nullable=False),  # 什么时候读的
    Column("perfxl", Words, nullable=False),  # 哪一版 perfxl 读的
    Column("stamp", Words, nullable=False),  # 读法：perfxl、表样、列；变了就重读
    Column("why", Words),  # 没有读成的，为什么
    Column("present", Boolean, nullable=False),  # 还在原处，还是这个内容
    UniqueConstraint("path", "hash"),
    Index("documents_hash", "hash"),
)

# 复核的决定，一条接一条，只添不改：撤销也是一条。
DECISIONS = Table(
    "decisions",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("submission", ForeignKey("filings.submission"), nullable=False),
    Column("state", Words),  # 退回、通过；撤销的为 NULL
    Column("who", Words, nullable=False),
    Column("time", DateTime, nullable=False),
    Column("note", Words, nullable=False),
)


# 抽到的各份：为什么抽、种子；再抽一次换成新的。
SAMPLED = Table(
    "sampled",
    metadata,
    Column("submission", ForeignKey("filings.submission", ondelete="CASCADE"), primary_key=True),
    Column("stratum", Words, nullable=False),
    Column("reasons", Words, nullable=False),
    Column("seed", BigInteger, nullable=False),
    Column("time", DateTime, nullable=False),
)

# 复核表上的一行：一个人复核一份里的一条指标。`line` 是第几条，0 是预算执行。
REVIEWED = Table(
    "reviewed",
    metadata,
    Column("submission", ForeignKey("filings.submission", ondelete="CASCADE"), primary_key=True),
    Column("reviewer", Words, primary_key=True),
    Column("line", BigInteger, primary_key=True, autoincrement=False),
    Column("name", Words, nullable=False),
    Column("weight", Exact),
    Column("filed", Exact),
    Column("recomputed", Exact),  # 算不出的为空
    Column("reviewed", Exact, nullable=False),
    Column("value", Words, nullable=False),
    Column("reason", Words, nullable=False),
    Column("evidence", Words, nullable=False),
    Column("file", Words, nullable=False),  # 复核表的文件和格
    Column("cell", Words, nullable=False),
    Column("time", DateTime, nullable=False),
)


def _rows(name: str) -> Table:
    """perfxl.frames 的一张表。"""
    keys: list[Any] = [Column("submission", BigInteger, primary_key=True, autoincrement=False)]
    if name == "filings":
        keys += [
            Column("document", ForeignKey("documents.id"), nullable=False, index=True),
            Column("form_year", BigInteger),  # 表样是哪一年的
            Column("recheck", Boolean, nullable=False),  # 有复核一栏：不是谁重报的
        ]
    columns = []
    for column in TABLES[name]:
        if column.name == COUNTED:
            continue
        main = column.name == "number"
        columns.append(Column(column.name, _TYPES[column.kind], primary_key=main, key=column.name))
    return Table(name, metadata, *keys, *columns)


ROWS: dict[str, Table] = {name: _rows(name) for name in TABLES}
