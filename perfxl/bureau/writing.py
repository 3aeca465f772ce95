"""往台账里记：收到的文件、里面的各份、哪些还在原处。"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, func, insert, select, update

from perfxl.bureau.names import name_of
from perfxl.bureau.rows import Rows
from perfxl.bureau.schema import COUNTED, DECISIONS, DOCUMENTS, ROWS, storable
from perfxl.version import VERSION


@dataclass(frozen=True, slots=True)
class Arrived:
    """收到的一个文件：在哪里、什么内容、什么时候的。"""

    path: str
    hash: str  # 打不开的为空串
    size: int
    modified: datetime


@dataclass(frozen=True, slots=True)
class Known:
    """台账里已有的一个文件的一种内容。"""

    number: int
    path: str
    hash: str
    stamp: str
    why: str | None
    present: bool


def known(connection: Connection) -> list[Known]:
    """台账里有的，照号排。"""
    columns = DOCUMENTS.c
    wanted = select(
        columns.id, columns.path, columns.hash, columns.stamp, columns.why, columns.present
    )
    return [Known(*row) for row in connection.execute(wanted.order_by(columns.id))]


def record(
    connection: Connection, arrived: Arrived, stamp: str, read: Sequence[Rows] | str
) -> None:
    """记一个文件：里面的各份，或没有读成的原因。

    以前记过的（换了读法重读）换成新的，号不变；这一回没有读成的，上一回读的留着，连同复核的决定。
    """
    number, before = _document(connection, arrived)
    values: dict[str, Any] = {
        "seen": datetime.now(), "stamp": stamp, "present": True,  # noqa: DTZ005  # 当地的钟
        "size": arrived.size, "modified": arrived.modified,
    }  # fmt: skip
    if isinstance(read, str):  # 清单里已经写着文件名，不写两遍
        name = name_of(arrived.path)
        read = (
            f"这个文件{read.removeprefix(name).lstrip()}" if read.startswith(f"{name} ") else read
        )
    if not isinstance(read, str):
        values |= {"perfxl": VERSION, "why": None}
    elif before:
        values["why"] = f"{read}（台账里还是上一回读的）"
    else:
        values |= {"perfxl": VERSION, "why": read}
    if before is None:
        key = {"id": number, "path": arrived.path, "hash": arrived.hash}
        connection.execute(insert(DOCUMENTS), {**key, **values})
    else:
        connection.execute(update(DOCUMENTS).where(DOCUMENTS.c.id == number).values(values))
    if not isinstance(read, str):
        _replace(connection, number, before or [], read)


def _document(connection: Connection, arrived: Arrived) -> tuple[int, list[int] | None]:
    """哪一号，和它已有的各份；没有记过的给一个新的号。"""
    columns = DOCUMENTS.c
    here = (columns.path == storable(arrived.path)) & (columns.hash == arrived.hash)
    number = connection.scalar(select(columns.id).where(here))
    if number is None:
        return _next(connection, DOCUMENTS, "id"), None
    filings = ROWS["filings"].c
    wanted = select(filings.submission).where(filings.document == number)
    return number, list(connection.scalars(wanted.order_by(filings.submission)))


def _next(connection: Connection, table: Table, key: str) -> int:
    return 1 + (connection.scalar(select(func.max(table.c[key]))) or 0)


def _replace(
    connection: Connection, document: int, before: Sequence[int], read: Sequence[Rows]
) -> None:
    """旧的各行换成新的；第几份还是那个号，多出来的另给，少了的去掉。"""
    again, gone = before[: len(read)], _undecided(connection, before[len(read) :])
    for name in ("funds", "indicators", "findings") if before else ():
        table = ROWS[name]
        connection.execute(delete(table).where(table.c.submission.in_([*again, *gone])))
    if gone:
        filings = ROWS["filings"]
        connection.execute(delete(filings).where(filings.c.submission.in_(gone)))
    fresh = _next(connection, ROWS["filings"], "submission")
    numbers = [*again, *range(fresh, fresh + len(read) - len(again))]
    for number, rows in zip(numbers, read, strict=True):
        _put(connection, number, document, rows, again=number in again)


def _undecided(connection: Connection, submissions: Sequence[int]) -> list[int]:
    """没有复核过的。复核过的不去掉：决定只添不改。"""
    if not submissions:
        return []
    column = DECISIONS.c.submission
    decided = set(connection.scalars(select(column).where(column.in_(submissions))))
    return [number for number in submissions if number not in decided]


def _put(connection: Connection, number: int, document: int, rows: Rows, *, again: bool) -> None:
    filings = ROWS["filings"]
    first = _stored(rows["filings"], submission=number, document=document)[0]
    if again:
        connection.execute(update(filings).where(filings.c.submission == number).values(first))
    else:
        connection.execute(insert(filings), first)
    for name in ("funds", "indicators", "findings"):
        if rows[name]:
            connection.execute(insert(ROWS[name]), _stored(rows[name], submission=number))


def _stored(rows: Iterable[dict[str, Any]], **keys: int) -> list[dict[str, Any]]:
    return [
        {**{name: value for name, value in row.items() if name != COUNTED}, **keys} for row in rows
    ]


def move(connection: Connection, number: int, path: str, *, again: bool) -> None:
    """挪了地方的还是那一份；`again`：改了名的要重读（有的规则看文件名）。"""
    values = {"path": storable(path)} | ({"stamp": ""} if again else {})
    connection.execute(update(DOCUMENTS).where(DOCUMENTS.c.id == number).values(values))


def settle(connection: Connection, here: Iterable[Known], gone: Iterable[Known]) -> None:
    """哪些还在原处，哪些不在了。"""
    for documents, present in ((here, True), (gone, False)):
        rows = [{"number": document.number} for document in documents]
        if rows:
            changed = update(DOCUMENTS).where(DOCUMENTS.c.id == bindparam("number"))
            connection.execute(changed.values(present=present), rows)
