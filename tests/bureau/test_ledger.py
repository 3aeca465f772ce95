"""台账：记进去的，读出来一样；交了几次的，哪一次算数。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from postgres import fresh
from sqlalchemy import Connection, insert, text

import perfxl
from perfxl.bureau.ledger import Ledger
from perfxl.bureau.rows import rows
from perfxl.bureau.schema import DECISIONS
from perfxl.bureau.writing import Arrived, record
from perfxl.errors import PerfxlError
from perfxl.library.tables import TABLES

GOOD = "samples/良好的自评表.xlsx"
BAD = "samples/有错的自评表.xlsx"
MARCH = datetime(2026, 3, 1, 9)  # noqa: DTZ001  # 文件的时间是当地的钟


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """一本新台账放在哪里。两种数据库各跑一遍。"""
    return fresh() if request.param == "PostgreSQL" else str(tmp_path / "台账.sqlite")


@pytest.fixture
def ledger(place: str) -> Iterator[Ledger]:
    with Ledger.open(place, create=True) as made:
        yield made


def _hand_in(ledger: Ledger, path: str, sample: str, day: int, *, content: str = "") -> None:
    arrived = Arrived(path, content or sample, 1, MARCH + timedelta(days=day))
    with ledger.writing() as connection:
        record(connection, arrived, "读法", rows(perfxl.assess(sample)))


def _decide(connection: Connection, submission: int, state: str) -> None:
    made = {"id": 1, "submission": submission, "state": state, "who": "甲", "time": MARCH}
    connection.execute(insert(DECISIONS), {**made, "note": ""})


def test_读出来的四张表与直接做的一样(ledger: Ledger) -> None:
    _hand_in(ledger, "a.xlsx", BAD, 0)
    stored, made = ledger.frames(), perfxl.frames(perfxl.assess(BAD))
    for name, table in made.items():
        pd.testing.assert_frame_equal(stored[name][list(table.columns)], table)
        assert stored[name]["submission"].tolist() == [1] * len(table)
    assert stored["filings"].loc[0, ["path", "state", "received"]].tolist() == [
        "a.xlsx", "已报", MARCH.date()
    ]  # fmt: skip


def test_门面也认得台账(ledger: Ledger) -> None:
    _hand_in(ledger, "a.xlsx", GOOD, 0)
    for name, table in perfxl.frames(ledger).items():
        pd.testing.assert_frame_equal(table, ledger.frames()[name])


def test_后交的算数_先交的还在(ledger: Ledger) -> None:
    _hand_in(ledger, "初次.xlsx", BAD, 0)
    _hand_in(ledger, "重报.xlsx", GOOD, 1)
    now = ledger.frames()["filings"]
    assert now[["path", "state", "version"]].to_numpy().tolist() == [["重报.xlsx", "重报", 2]]
    every = ledger.frames(current=False)["filings"]
    assert every[["path", "state", "current"]].to_numpy().tolist() == [
        ["初次.xlsx", "已报", False],
        ["重报.xlsx", "重报", True],
    ]


def test_同一份寄了两回不是重报(ledger: Ledger) -> None:
    _hand_in(ledger, "甲/a.xlsx", GOOD, 0)
    _hand_in(ledger, "乙/a.xlsx", GOOD, 5)
    every = ledger.frames(current=False)["filings"]
    assert every[["path", "state", "version", "current"]].to_numpy().tolist() == [
        ["甲/a.xlsx", "已报", 1, True],
        ["乙/a.xlsx", "已报", 1, False],
    ]


def test_没有读成的记着原因(ledger: Ledger) -> None:
    with ledger.writing() as connection:
        record(connection, Arrived("坏.xlsx", "", 3, MARCH), "读法", "坏.xlsx：不是工作簿")
    tables = ledger.frames()
    assert tables["unread"].to_numpy().tolist() == [["坏.xlsx", "坏.xlsx：不是工作簿"]]
    assert len(tables["filings"]) == 0


def test_没有的台账说一句(tmp_path: Path) -> None:
    with pytest.raises(PerfxlError, match="没有这本台账；请核对位置"):
        Ledger.open(tmp_path)


def test_数据库存不了的字_写成看得见的(ledger: Ledger) -> None:
    """格里的 NUL 字符，坏的文件名里的半个字。"""
    with ledger.writing() as connection:
        record(connection, Arrived("坏\udcff.xlsx", "", 3, MARCH), "读法", "有一个\0字")
    assert ledger.frames()["unread"].to_numpy().tolist() == [["坏\\udcff.xlsx", "有一个␀字"]]


def test_准确的数一位不差(ledger: Ledger) -> None:
    made = rows(perfxl.assess(GOOD))
    exact = Decimal("12345678901234567890.12345678901234567890")
    made[0]["filings"][0]["total"] = exact
    made[0]["funds"][0]["budget"] = Decimal("98.50")
    with ledger.writing() as connection:
        record(connection, Arrived("a.xlsx", "x", 3, MARCH), "读法", made)
    tables = ledger.frames()
    assert tables["filings"]["total"][0] == exact
    assert str(tables["funds"]["budget"][0]) == "98.50"


def test_半路出错的_一点也没有写(ledger: Ledger) -> None:
    made = rows(perfxl.assess(GOOD))
    made[0]["indicators"][0]["number"] = None
    arrived = Arrived("a.xlsx", "x", 3, MARCH)
    with pytest.raises(PerfxlError), ledger.writing() as connection:
        record(connection, arrived, "读法", made)
    assert len(ledger.frames(current=False)["filings"]) == 0
    with ledger.writing() as connection:
        record(connection, arrived, "读法", rows(perfxl.assess(GOOD)))
    assert ledger.frames()["filings"]["submission"].tolist() == [1]


def test_更新的perfxl建的_不动它(place: str) -> None:
    with Ledger.open(place, create=True) as ledger, ledger.writing() as connection:
        connection.execute(text("UPDATE ledger SET value = '99' WHERE key = 'schema'"))
    for create in (True, False):
        with pytest.raises(PerfxlError, match="更新的 perfxl 建的（格式第 99 版，这里只认得到第 2"):
            Ledger.open(place, create=create)


def test_别的程序的数据库_不动它(place: str) -> None:
    with Ledger.open(place, create=True) as ledger, ledger.writing() as connection:
        connection.execute(text("DROP TABLE ledger"))
    with pytest.raises(PerfxlError, match="已有别的程序的表（decisions、documents、"):
        Ledger.open(place, create=True)


def test_还没有台账的数据库() -> None:
    with pytest.raises(PerfxlError, match="里面还没有台账；请先运行 perfxl collect"):
        Ledger.open(fresh())


def test_没有的数据库_连不上的_各说一句() -> None:
    address = fresh()
    with pytest.raises(PerfxlError, match="没有这个数据库或用户"):
        Ledger.open(address.rsplit("/", 1)[0] + "/nothing")
    with pytest.raises(PerfxlError, match="连不上；请看数据库开着没有"):
        Ledger.open("postgresql://perfxl@127.0.0.1:1/x")


def test_只读的盘上也读得了(tmp_path: Path) -> None:
    place = tmp_path / "台账.sqlite"
    with Ledger.open(place, create=True) as ledger:
        _hand_in(ledger, "a.xlsx", GOOD, 0)
    place.chmod(0o444)
    tmp_path.chmod(0o555)
    try:
        with Ledger.open(tmp_path) as ledger:
            assert ledger.count() == 1
    finally:
        tmp_path.chmod(0o755)


def test_两张桌子_不同时收() -> None:
    """另一个连接拿着的锁：那边断了，数据库就放开。"""
    address = fresh()
    with Ledger.open(address, create=True) as first, Ledger.open(address) as second:
        with first.alone(), pytest.raises(PerfxlError, match="另一张桌子正在往里收"):
            second.alone().__enter__()
        with second.alone():
            pass


def test_文档里写的各列都有(ledger: Ledger) -> None:
    page = Path("docs/汇总.md").read_text(encoding="utf-8")
    told: dict[str, set[str]] = {"四张": set(), "`filings`": set()}
    for names, where in re.findall(r"^\| ((?:`\w+` ?)+)\| (四张|`filings`) ", page, re.MULTILINE):
        told[where].update(re.findall(r"\w+", names))
    _hand_in(ledger, "a.xlsx", GOOD, 0)
    for name, table in ledger.frames(only=tuple(TABLES)).items():
        more = set(table.columns) - {column.name for column in TABLES[name]}
        assert more == told["四张"] | (told["`filings`"] if name == "filings" else set())


def test_别人正写着_读到的是完整的一刻(ledger: Ledger) -> None:
    _hand_in(ledger, "a.xlsx", BAD, 0)
    with ledger.reading() as connection:
        assert len(ledger.versions(connection)) == 1
        _hand_in(ledger, "b.xlsx", GOOD, 1)
        assert len(ledger.versions(connection)) == 1
    assert ledger.frames()["filings"]["path"].tolist() == ["b.xlsx"]


def test_几个一起写_一个一个来(ledger: Ledger) -> None:
    """各写各的，号不重，一份不少。"""
    with ThreadPoolExecutor(4) as threads:
        for number in range(12):
            threads.submit(_hand_in, ledger, f"{number}.xlsx", GOOD, number, content=str(number))
    filings = ledger.frames(current=False)["filings"]
    assert filings["submission"].tolist() == list(range(1, 13))
    assert sorted(filings["path"]) == sorted(f"{number}.xlsx" for number in range(12))


def test_重读没有读成的_上一回读的和复核的决定都在(ledger: Ledger) -> None:
    """换了一版以后机器正忙，读到一半停了：不能把复核过的弄没。"""
    _hand_in(ledger, "a.xlsx", GOOD, 0)
    arrived = Arrived("a.xlsx", GOOD, 1, MARCH)
    with ledger.writing() as connection:
        decided = {
            "id": 1,
            "submission": 1,
            "state": "通过",
            "who": "甲",
            "time": MARCH,
            "note": "",
        }
        connection.execute(insert(DECISIONS), decided)
        record(connection, arrived, "", "120 秒还没有做完，不等它了")
    tables = ledger.frames()
    assert tables["filings"][["submission", "state"]].to_numpy().tolist() == [[1, "通过"]]
    assert len(tables["indicators"]) > 5
    assert tables["unread"]["why"].tolist() == [
        "120 秒还没有做完，不等它了（台账里还是上一回读的）"
    ]
    with ledger.writing() as connection:
        record(connection, arrived, "新的", rows(perfxl.assess(GOOD)))
    tables = ledger.frames()
    assert tables["filings"][["submission", "state"]].to_numpy().tolist() == [[1, "通过"]]
    assert len(tables["unread"]) == 0


def test_重读少了几份的_没有复核过的去掉(ledger: Ledger) -> None:
    one, arrived = rows(perfxl.assess(GOOD)), Arrived("a.xlsx", "x", 1, MARCH)
    with ledger.writing() as connection:
        record(connection, arrived, "", one * 3)
        decided = {
            "id": 1,
            "submission": 3,
            "state": "退回",
            "who": "甲",
            "time": MARCH,
            "note": "",
        }
        connection.execute(insert(DECISIONS), decided)
        record(connection, arrived, "新的", one)
        record(connection, Arrived("b.xlsx", "y", 1, MARCH), "新的", one)
    filings = ledger.frames(current=False)["filings"]
    assert filings[["submission", "state"]].to_numpy().tolist() == [
        [1, "已报"], [3, "退回"], [4, "重报"]
    ]  # fmt: skip
