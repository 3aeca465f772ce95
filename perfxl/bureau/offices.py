"""有钥匙的单位：给、换、收回。钥匙只存摘要。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    MetaData,
    Table,
    func,
    insert,
    select,
    update,
)

from perfxl.bureau.ledger import Ledger
from perfxl.bureau.schema import Words
from perfxl.errors import PerfxlError

METADATA = MetaData()  # 窗口自己的几张表；台账的在 schema.py

# 有钥匙的单位；`role` 是 office（单位）或 bureau（局里）。钥匙只存摘要。
OFFICES = Table(
    "offices",
    METADATA,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("name", Words, nullable=False, unique=True),
    Column("role", Words, nullable=False),
    Column("key", Words, nullable=False, unique=True),
    Column("made", DateTime, nullable=False),
    Column("closed", Boolean, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Office:
    """有钥匙的一家。"""

    number: int
    name: str
    role: str
    closed: bool = False

    @property
    def is_bureau(self) -> bool:
        return self.role == "bureau"


class Offices:
    """一本台账上有钥匙的各家。"""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def every(self) -> list[Office]:
        """全部单位，照名称。"""
        with self._ledger.reading() as connection:
            rows = connection.execute(select(*_OFFICE).order_by(OFFICES.c.name))
            return [Office(*row) for row in rows]

    def units(self) -> list[Office]:
        """交自评表的各家：局里自己不在内。"""
        return [office for office in self.every() if not office.is_bureau]

    def admit(self, name: str, key: str, role: str = "office") -> Office:
        """给一家钥匙（`key` 是钥匙的摘要）；已有的换一把，旧的作废。"""
        with self._ledger.writing() as connection:
            number = connection.scalar(select(OFFICES.c.id).where(OFFICES.c.name == name))
            if number is None:
                number = 1 + (connection.scalar(select(func.max(OFFICES.c.id))) or 0)
                made = {
                    "id": number, "name": name, "role": role, "key": key,
                    "made": datetime.now(), "closed": False,  # noqa: DTZ005  # 当地的钟
                }  # fmt: skip
                connection.execute(insert(OFFICES), made)
            else:
                here = OFFICES.c.id == number
                connection.execute(update(OFFICES).where(here).values(key=key, closed=False))
        return Office(number, name, role)

    def close(self, name: str) -> None:
        """收回一家的钥匙；它交过的都在。"""
        with self._ledger.writing() as connection:
            here = OFFICES.c.name == name
            if not connection.execute(update(OFFICES).where(here).values(closed=True)).rowcount:
                raise PerfxlError(f"没有单位“{name}”")

    def with_key(self, key: str) -> Office | None:
        """拿着这把钥匙（摘要）的一家；没有、收回了的为 None。"""
        return self._one(OFFICES.c.key == key)

    def numbered(self, number: int) -> Office | None:
        """第几号单位；收回了的为 None。"""
        return self._one(OFFICES.c.id == number)

    def _one(self, wanted: Any) -> Office | None:
        with self._ledger.reading() as connection:
            row = connection.execute(select(*_OFFICE).where(wanted)).first()
        return Office(*row) if row is not None and not row.closed else None


_OFFICE = (OFFICES.c.id, OFFICES.c.name, OFFICES.c.role, OFFICES.c.closed)
