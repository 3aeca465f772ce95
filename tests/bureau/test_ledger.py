"""台账：记进去的，读出来一样；交了几次的，哪一次算数。"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest

import perfxl
from perfxl.bureau.ledger import Ledger
from perfxl.bureau.rows import rows
from perfxl.bureau.writing import Arrived, record
from perfxl.errors import PerfxlError

GOOD = "samples/良好的自评表.xlsx"
BAD = "samples/有错的自评表.xlsx"
MARCH = datetime(2026, 3, 1, 9)  # noqa: DTZ001  # 文件的时间是当地的钟


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "台账.sqlite", create=True) as made:
        yield made


def _hand_in(ledger: Ledger, path: str, sample: str, day: int, *, content: str = "") -> None:
    arrived = Arrived(path, content or sample, 1, MARCH + timedelta(days=day))
    with ledger.writing() as connection:
        record(connection, arrived, "读法", rows(perfxl.assess(sample)))


def test_读出来的四张表与直接做的一样(ledger: Ledger) -> None:
    _hand_in(ledger, "a.xlsx", BAD, 0)
    stored, made = ledger.frames(), perfxl.frames(perfxl.assess(BAD))
    for name, table in made.items():
        pd.testing.assert_frame_equal(stored[name][list(table.columns)], table)
        assert stored[name]["submission"].tolist() == [1] * len(table)
    assert stored["filings"].loc[0, ["path", "state", "received"]].tolist() == [
        "a.xlsx", "已报", MARCH.date()
    ]  # fmt: skip


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
