"""旧的台账：改到现在的格式，里面的一样不少；改不成的还是原来的样子。"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pandas as pd
import pytest
from postgres import fresh
from sqlalchemy import Connection, inspect, text

from perfxl.bureau import upgrade
from perfxl.bureau.collect import Ask, collect
from perfxl.bureau.ledger import Ledger
from perfxl.errors import PerfxlError

# 格式第 1 版的台账，里面收着 samples 的两份和一个坏的；写出来以后再没有动过。
FIRST = Path(__file__).parent / "台账-1.sql"


@pytest.fixture
def first(tmp_path: Path) -> Path:
    place = tmp_path / "台账.sqlite"
    with closing(sqlite3.connect(place)) as database:
        database.executescript(FIRST.read_text(encoding="utf-8"))
    return place


def _columns(ledger: Ledger) -> dict[str, set[str]]:
    with ledger.reading() as connection:
        looked = inspect(connection)
        return {
            name: {column["name"] for column in looked.get_columns(name)}
            for name in looked.get_table_names()
        }


def test_第一版的改到现在_一样不少(first: Path, tmp_path: Path) -> None:
    with (
        Ledger.open(first, create=True) as old,
        Ledger.open(tmp_path / "新.sqlite", create=True) as new,
    ):
        assert _columns(old) == _columns(new)
        tables = old.frames(current=False)
    filings = tables["filings"]
    assert filings[["submission", "file", "state", "current", "total"]].astype(str).to_numpy(
    ).tolist() == [
        ["1", "有错的自评表.xlsx", "已报", "False", "101.74"],
        ["2", "良好的自评表.xlsx", "重报", "True", "99.20"],
    ]  # fmt: skip
    assert [len(tables[name]) for name in ("funds", "indicators", "unread")] == [14, 31, 1]


def test_开两回与开一回相同(first: Path) -> None:
    with Ledger.open(first, create=True) as ledger:
        once = ledger.frames(current=False)
    with Ledger.open(first, create=True) as ledger:
        again = ledger.frames(current=False)
    for name, table in once.items():
        pd.testing.assert_frame_equal(again[name], table)


@pytest.mark.parametrize("kind", ["SQLite", "PostgreSQL"])
def test_少一列的补上_下一回重读就有了(kind: str, tmp_path: Path) -> None:
    """perfxl.frames 添了一列以后，用以前的台账。"""
    place = fresh() if kind == "PostgreSQL" else tmp_path / "台账.sqlite"
    desk = tmp_path / "收件"
    desk.mkdir()
    (desk / "a.xlsx").write_bytes(Path("samples/良好的自评表.xlsx").read_bytes())
    with Ledger.open(place, create=True) as ledger:
        collect(ledger, Ask((desk,), workers=1))
        with ledger.writing() as connection:
            connection.execute(text("ALTER TABLE filings DROP COLUMN goal_cell"))
            connection.execute(text("UPDATE documents SET stamp = '以前的'"))
    with Ledger.open(place, create=True) as ledger:
        assert ledger.frames()["filings"]["goal_cell"].isna().tolist() == [True]
        assert collect(ledger, Ask((desk,), workers=1)).read == 1
        assert ledger.frames()["filings"]["goal_cell"].notna().tolist() == [True]


def test_改不成的还是原来的样子(first: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = sorted(_dump(first))

    def fail(connection: Connection) -> None:
        connection.execute(text("DROP TABLE decisions"))
        raise PerfxlError("改到一半停了")

    monkeypatch.setattr(upgrade, "VERSION", 3)
    monkeypatch.setitem(upgrade.STEPS, 3, fail)
    with pytest.raises(PerfxlError, match="改到一半停了"):
        Ledger.open(first, create=True)
    assert sorted(_dump(first)) == before


def test_下一版的一步_做一回(first: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """以后换格式时走的就是这条路。"""

    def rename(connection: Connection) -> None:
        connection.execute(text("UPDATE filings SET name = name || '改'"))

    monkeypatch.setattr(upgrade, "VERSION", 3)
    monkeypatch.setitem(upgrade.STEPS, 3, rename)
    for _ in range(2):
        with Ledger.open(first, create=True) as ledger, ledger.writing() as connection:
            (name,) = set(connection.scalars(text("SELECT name FROM filings")))
            assert name == "禾源县图书馆阅览室改造及全民阅读项目改"
            found = connection.scalar(text("SELECT value FROM ledger WHERE key = 'schema'"))
            assert found == "3"


def _dump(place: Path) -> list[str]:
    with closing(sqlite3.connect(place)) as database:
        return list(database.iterdump())
