"""台账 → pandas 的表。"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Select, select

from perfxl.bureau.schema import COUNTED, DOCUMENTS, ROWS, Words
from perfxl.bureau.standing import decided
from perfxl.bureau.versions import Version
from perfxl.bureau.whose import STRANGER, office_of
from perfxl.library.columns import Kind
from perfxl.library.frames import framed
from perfxl.library.tables import TABLES

if TYPE_CHECKING:
    import pandas as pd

_EVERYWHERE: dict[str, Kind] = {"submission": "whole", "path": "text"}
_OF_FILINGS: dict[str, Kind] = {
    "hash": "text", "received": "date", "state": "text", "version": "whole", "current": "yes",
    "waiting": "yes", "stranger": "text", "recheck": "yes", "form_year": "whole", "perfxl": "text",
}  # fmt: skip
UNREAD = "unread"


def tables(
    connection: Connection,
    known: dict[int, Version],
    *,
    current: bool,
    only: Sequence[str],
) -> dict[str, pd.DataFrame]:
    """要的各张表。各行照台账里的号、表里的次序排。"""
    kept = sorted(number for number, version in known.items() if version.current or not current)
    order = {number: place for place, number in enumerate(kept)}
    wanted = only or (*TABLES, UNREAD)
    frames = {name: _table(connection, name, order, known) for name in wanted if name in TABLES}
    if UNREAD in wanted:
        frames[UNREAD] = _unread(connection)
    return frames


def _table(
    connection: Connection, name: str, order: dict[int, int], known: dict[int, Version]
) -> pd.DataFrame:
    kinds = {column.name: column.kind for column in TABLES[name]} | _EVERYWHERE
    values = _values(connection, name, order)
    values[COUNTED] = [order[number] for number in values["submission"]]
    if name == "filings":
        kinds |= _OF_FILINGS
        values |= _of_filings(values, known, decided(connection))
    return framed(kinds, values)


def _values(connection: Connection, name: str, order: Container[int]) -> dict[str, list[Any]]:
    """一张表各列的值，只要 `order` 里的各份。

    一批批地取；同样的字只留一个：各份自评表里多半是同样的字，不这样要多占近一倍的内存。
    """
    wanted = _wanted(name)
    values: dict[str, list[Any]] = {str(column.key): [] for column in wanted.selected_columns}
    words = {
        str(column.key) for column in wanted.selected_columns if isinstance(column.type, Words)
    }
    same: dict[str | None, str | None] = {}
    result = connection.execution_options(yield_per=_CHUNK).execute(wanted)
    for chunk in result.partitions():
        rows = [row for row in chunk if row.submission in order]
        for key, column in zip(values, zip(*rows, strict=True), strict=bool(rows)):
            values[key] += map(same.setdefault, column, column) if key in words else column
    return values


_CHUNK = 2000


def _wanted(name: str) -> Select[Any]:
    """一张表的各列，和它是哪个文件的。"""
    table, filings, documents = ROWS[name].c, ROWS["filings"].c, DOCUMENTS.c
    columns = [table[column.name] for column in TABLES[name] if column.name != COUNTED]
    columns += [table.submission, documents.path]
    places = [table.submission]
    joined: Any = ROWS[name]
    if name == "filings":
        columns += [filings.recheck, filings.form_year]
        columns += [documents.hash, documents.modified, documents.perfxl]
    else:
        places += [table.number]
        joined = joined.join(ROWS["filings"], filings.submission == table.submission)
    joined = joined.join(DOCUMENTS, documents.id == filings.document)
    return select(*columns).select_from(joined).order_by(*places)


def _of_filings(
    values: Mapping[str, list[Any]], known: dict[int, Version], states: dict[int, str]
) -> dict[str, list[Any]]:
    numbers = values["submission"]
    return {
        "received": [time.date() for time in values["modified"]],
        "state": [states.get(number) or known[number].state for number in numbers],
        "version": [known[number].number for number in numbers],
        "current": [known[number].current for number in numbers],
        "waiting": [known[number].waiting for number in numbers],
        "stranger": [
            office_of(path) if known[number].whose == STRANGER else None
            for number, path in zip(numbers, values["path"], strict=True)
        ],
    }


def _unread(connection: Connection) -> pd.DataFrame:
    """还在原处而没有读成的文件。"""
    wanted = select(DOCUMENTS.c.path, DOCUMENTS.c.why).where(
        DOCUMENTS.c.why.is_not(None), DOCUMENTS.c.present
    )
    rows = sorted(connection.execute(wanted))  # 各个数据库排汉字的次序不同：不让它们排
    kinds: dict[str, Kind] = {"path": "text", "why": "text"}
    return framed(kinds, {"path": [row.path for row in rows], "why": [row.why for row in rows]})
