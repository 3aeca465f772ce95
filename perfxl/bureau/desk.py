"""窗口：交来了什么、给了哪张收据、复核怎样定的。与台账在同一个数据库里。

交来的文件在台账里的位置写作 `〔网页〕/单位/收据号/文件名`，与汇总文件夹时收的排在一起。
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    DateTime,
    Index,
    Table,
    delete,
    func,
    insert,
    select,
    update,
)  # fmt: skip

from perfxl.bureau.decisions import Decision, decide, decisions
from perfxl.bureau.doubts import doubted_in
from perfxl.bureau.ledger import Ledger
from perfxl.bureau.names import name_of
from perfxl.bureau.offices import METADATA, Office, Offices
from perfxl.bureau.rows import Rows
from perfxl.bureau.schema import DECISIONS, DOCUMENTS, ROWS, Words
from perfxl.bureau.standing import PASSED, decided, is_in_hundreds
from perfxl.bureau.versions import Key, Version
from perfxl.bureau.whose import ONLINE, STRANGER, Whose, office_of
from perfxl.bureau.writing import Arrived, record

_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # 没有 0 O 1 I，念得出、抄得对
_CODE = 12  # 收据号的长度：六十位二进制，猜不着

# 给了的收据。文件删了的，收据还在：`document` 为空。
RECEIPTS = Table(
    "receipts",
    METADATA,
    Column("code", Words, primary_key=True),
    Column("office", BigInteger, nullable=False),
    Column("name", Words, nullable=False),
    Column("hash", Words, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("time", DateTime, nullable=False),
    Column("document", BigInteger),
    Index("receipts_office", "office", "time"),
    Index("receipts_document", "document"),
)


@dataclass(frozen=True, slots=True)
class Receipt:
    """一张收据：谁在什么时候交了哪个文件。"""

    code: str
    office: int
    name: str
    hash: str
    size: int
    time: datetime
    document: int | None


@dataclass(frozen=True, slots=True)
class Handed:
    """台账里的一份自评表，从网页看要的几样。"""

    submission: int
    document: int
    path: str
    table: str
    name: str
    unit: str
    authority: str
    year: str
    form: str
    stage: str
    total: str
    full: Decimal | None  # 总分的满分；旧的台账里没有记
    left_out: int  # 没有得分、总分里没有算进去的项数
    grade: str
    error: int
    verify: int
    warning: int
    received: datetime
    state: str
    version: int
    current: bool
    waiting: bool
    whose: Whose
    key: Key | None

    @property
    def called(self) -> str:
        """页上叫它什么：项目名称；没有写的说是哪个文件。"""
        return self.name or f"（没有写项目名称）{name_of(self.path)}"

    @property
    def office(self) -> str:
        """是哪一家的链接交的；局里收的、交的为空。"""
        return office_of(self.path)

    def is_same(self, other: Handed) -> bool:
        """是同一家同一个项目的一次，同一种表：申报的、自评的、复核的各是各的。"""
        if self.key is None:
            return self.submission == other.submission
        return self.key == other.key

    @property
    def is_strange(self) -> bool:
        """别的单位交来的，局里还没有认。"""
        return self.whose == STRANGER and self.state != PASSED


class Desk:
    """一本台账上的窗口：收、看、复核。"""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.offices = Offices(ledger)
        with ledger.writing() as connection:
            METADATA.create_all(connection)

    def hand_in(
        self, office: Office, name: str, content: tuple[str, int], read: Sequence[Rows] | str
    ) -> Receipt:
        """记下交来的一个文件，给一张收据。`content` 是（SHA-256，大小）。

        返回的时候已经记在库里：给了的收据一定在。
        """
        number, size = content
        code, now = _new_code(), _now()
        path = f"{ONLINE}{office.name}/{code}/{name}"
        with self.ledger.writing() as connection:
            record(connection, Arrived(path, number, size, now), ONLINE, read)
            here = (DOCUMENTS.c.path == path) & (DOCUMENTS.c.hash == number)
            document = connection.scalar(select(DOCUMENTS.c.id).where(here))
            made = Receipt(code, office.number, name, number, size, now, document)
            connection.execute(
                insert(RECEIPTS),
                {column: getattr(made, column) for column in RECEIPTS.c.keys()},  # noqa: SIM118  # 列的名字
            )
        return made

    def receipt(self, code: str) -> Receipt | None:
        """哪一张收据。"""
        with self.ledger.reading() as connection:
            row = connection.execute(select(*_RECEIPT).where(RECEIPTS.c.code == code)).first()
        return None if row is None else Receipt(*row)

    def receipts(self, office: int | None = None, most: int = 500) -> list[Receipt]:
        """一家的（不写的是全部的）收据，新的在前。"""
        wanted = select(*_RECEIPT).order_by(RECEIPTS.c.time.desc(), RECEIPTS.c.code).limit(most)
        if office is not None:
            wanted = wanted.where(RECEIPTS.c.office == office)
        with self.ledger.reading() as connection:
            return [Receipt(*row) for row in connection.execute(wanted)]

    def handed_today(self, office: int) -> int:
        """今天交了几个文件。"""
        since = datetime.combine(date.today(), time())  # noqa: DTZ011  # 当地的钟
        mine = (RECEIPTS.c.office == office) & (RECEIPTS.c.time >= since)
        with self.ledger.reading() as connection:
            return connection.scalar(select(func.count()).where(mine)) or 0

    def forget(self, code: str) -> str | None:
        """删去一张收据的内容；收据留着。没有别的收据用着的文件，返回它的号，由人删去。"""
        with self.ledger.writing() as connection:
            row = connection.execute(select(*_RECEIPT).where(RECEIPTS.c.code == code)).first()
            if row is None or row.document is None:
                return None
            here = DOCUMENTS.c.id == row.document
            path = connection.scalar(select(DOCUMENTS.c.path).where(here)) or ""
            _erase(connection, row.document)
            mine = RECEIPTS.c.code == code
            connection.execute(update(RECEIPTS).where(mine).values(document=None, name=""))
            others = (RECEIPTS.c.hash == row.hash) & RECEIPTS.c.document.is_not(None)
            used = connection.scalar(select(func.count()).where(others))
        return row.hash if path.startswith(ONLINE) and not used else None

    def older_than(self, moment: datetime) -> list[str]:
        """在那以前交、内容还在的收据。"""
        old = (RECEIPTS.c.time < moment) & RECEIPTS.c.document.is_not(None)
        with self.ledger.reading() as connection:
            return list(connection.scalars(select(RECEIPTS.c.code).where(old)))

    def handed(self, documents: Sequence[int] | None = None) -> list[Handed]:
        """台账里的各份，新的在前；`documents` 只要其中几个文件的。"""
        filings, papers = ROWS["filings"].c, DOCUMENTS.c
        wanted = select(
            filings.submission, papers.id, papers.path, filings.table, filings.name, filings.unit,
            filings.authority, filings.year, filings.form_title, filings.stage, filings.total,
            filings.full, filings.left_out, filings.grade, filings.error, filings.verify,
            filings.warning, papers.modified,
        ).join(DOCUMENTS, papers.id == filings.document)  # fmt: skip
        if documents is not None:
            wanted = wanted.where(papers.id.in_(documents))
        with self.ledger.reading() as connection:
            known = self.ledger.versions(connection)
            states = decided(connection)
            rows = connection.execute(wanted.order_by(papers.modified.desc(), filings.submission))
            return [_handed(row, states, known[row.submission]) for row in rows]

    def rows(self, submission: int, name: str) -> list[dict[str, Any]]:
        """一份的一张表（funds、indicators、findings）的各行；filings 只有一行。"""
        table = ROWS[name]
        wanted = select(table).where(table.c.submission == submission)
        if "number" in table.c:
            wanted = wanted.order_by(table.c.number)
        with self.ledger.reading() as connection:
            return [dict(row) for row in connection.execute(wanted).mappings()]

    def execution(self) -> list[tuple[int, str, Decimal, Decimal]]:
        """算数的各份：号、项目、预算执行率（%）、核算的总分；满分不是 100 的不画。"""
        names = ("submission", "name", "execution_rate", "total", "full")
        wanted = select(*(ROWS["filings"].c[name] for name in names))
        with self.ledger.reading() as connection:
            known = self.ledger.versions(connection)
            return [
                (number, name or "", rate, total)
                for number, name, rate, total, full in connection.execute(wanted)
                if None not in {rate, total} and is_in_hundreds(full) and known[number].current
            ]

    def doubted(self) -> set[int]:
        """金额存疑的各份：校验说像是写错了单位、是负数的，金额的格上有错误的。"""
        with self.ledger.reading() as connection:
            return doubted_in(connection)

    def receipt_of(self, document: int) -> Receipt | None:
        """一个文件的收据；汇总文件夹时收的没有。"""
        with self.ledger.reading() as connection:
            wanted = select(*_RECEIPT).where(RECEIPTS.c.document == document)
            row = connection.execute(wanted).first()
        return None if row is None else Receipt(*row)

    def decide(self, submission: int, state: str | None, who: str, note: str) -> None:
        """退回、通过，或撤销上一步（`state` 为 None）。"""
        decide(self.ledger, [submission], state, who, note)

    def decisions(self, submission: int) -> list[Decision]:
        """一份自评表的复核，先后次序。"""
        return decisions(self.ledger, submission)


_RECEIPT = tuple(RECEIPTS.c)


def _erase(connection: Connection, document: int) -> None:
    filings = ROWS["filings"]
    mine = list(
        connection.scalars(select(filings.c.submission).where(filings.c.document == document))
    )
    for name in ("funds", "indicators", "findings"):
        connection.execute(delete(ROWS[name]).where(ROWS[name].c.submission.in_(mine)))
    connection.execute(delete(DECISIONS).where(DECISIONS.c.submission.in_(mine)))
    connection.execute(delete(filings).where(filings.c.submission.in_(mine)))
    connection.execute(delete(DOCUMENTS).where(DOCUMENTS.c.id == document))


def _handed(row: Any, states: Mapping[int, str], version: Version) -> Handed:
    return Handed(
        submission=row.submission, document=row.id, path=row.path, table=row.table,
        name=_said(row.name), unit=_said(row.unit), authority=_said(row.authority),
        year=_said(row.year), form=_said(row.form_title), stage=_said(row.stage),
        total=_said(row.total), full=row.full, left_out=row.left_out or 0, grade=_said(row.grade),
        error=row.error or 0, verify=row.verify or 0, warning=row.warning or 0,
        received=row.modified,
        state=states.get(row.submission) or version.state,
        version=version.number, current=version.current, waiting=version.waiting,
        whose=version.whose, key=version.key,
    )  # fmt: skip


def _said(value: object) -> str:
    return "" if value is None else str(value)


def _new_code() -> str:
    """收据号：`7KQF-9M2A-XT4D`。"""
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(_CODE))
    return "-".join(letters[place : place + 4] for place in range(0, _CODE, 4))


def _now() -> datetime:
    return datetime.now()  # noqa: DTZ005  # 当地的钟
