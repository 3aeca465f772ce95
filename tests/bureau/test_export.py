"""--tables：CSV 和 Parquet。"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from smallbureau import filed, frames_of

from perfxl.bureau.tables import export
from perfxl.bureau.tables.whole import whole

MANY = [filed("=HYPERLINK(1)", "阅览室改造", E6="120.50"), filed("县文化馆", "送戏下乡")]


def test_CSV_数照原样_公式样的字加一撇(tmp_path: Path) -> None:
    export.write_tables(whole(frames_of(MANY)), tmp_path / "表")
    data = (tmp_path / "表" / "filings.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    table = pd.read_csv(tmp_path / "表" / "filings.csv", dtype=str)
    assert table["office"].tolist() == ["'=HYPERLINK(1)", "县文化馆"]
    assert table["budget"].tolist() == ["120.50", "90"]
    cells = pd.read_csv(tmp_path / "表" / "findings.csv", dtype=str)["cells"]
    assert cells.str.contains("绩效自评表!").all()
    names = {path.stem for path in (tmp_path / "表").glob("*.csv")}
    assert names == {
        "filings", "funds", "indicators", "findings", "offices", "missing", "copied", "foreign",
        "outliers", "sample", "unread",
    }  # fmt: skip


def test_Parquet_准确的小数_字一个不改(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    assert export.write_tables(whole(frames_of(MANY)), tmp_path) == []
    table = pd.read_parquet(tmp_path / "filings.parquet")
    assert table["office"].tolist()[0] == "=HYPERLINK(1)"
    assert table["budget"].tolist() == [Decimal("120.5"), Decimal(90)]
    assert (
        pd.read_parquet(tmp_path / "indicators.parquet")["points"]
        .dropna()
        .map(type)
        .eq(Decimal)
        .all()
    )


def test_没有装pyarrow的_只写CSV_说一句(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_frame: pd.DataFrame) -> bytes:
        raise ImportError

    monkeypatch.setattr(export, "parquet_of", missing)
    said = export.write_tables(whole(frames_of(MANY)), tmp_path)
    assert said == ["没有装 pyarrow，只写了 CSV；要 Parquet 请运行 pip install pyarrow"]
    assert list(tmp_path.glob("*.parquet")) == []
