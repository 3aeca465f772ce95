"""程序做的汇总、复核表混在收件里：不当作自评表判，不往里写，不收进台账。"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from perfxl.cli.main import main
from perfxl.files.listing import files_in
from perfxl.workbook.products import product_of

GOOD = Path("samples/良好的自评表.xlsx")
Spoken = pytest.CaptureFixture[str]


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """收件夹：一份自评表，去年的汇总和一份复核表。"""
    folder = tmp_path / "收件（2026 年）"
    folder.mkdir()
    shutil.copy(GOOD, folder / "自评表.xlsx")
    assert main(["collect", str(folder), "-o", str(folder / "去年"), "--quiet"]) == 0
    assert main(["review", "sample", str(folder / "去年"), "--quiet"]) == 0
    assert main(["review", "make", str(folder / "去年"), "-o", str(folder / "复核")]) == 0
    return folder


def test_认得出_不收_不判(inbox: Path, capsys: Spoken) -> None:
    (review,) = (inbox / "复核").glob("*.xlsx")
    summary = inbox / "去年" / "汇总.xlsx"
    assert (product_of(summary), product_of(review)) == ("汇总", "复核表")
    assert [path.name for path in files_in([inbox])] == ["自评表.xlsx"]
    capsys.readouterr()
    main(["collect", str(inbox), "-o", str(inbox.with_name("结果")), "--quiet"])
    assert main(["check", str(summary)]) == 2
    assert "汇总.xlsx：是程序做的汇总，不是自评表" in capsys.readouterr().err


def test_点了名也不写(inbox: Path, capsys: Spoken) -> None:
    summary = inbox / "去年" / "汇总.xlsx"
    before = summary.read_bytes()
    assert main(["run", str(summary), "--yes"]) == 2
    assert summary.read_bytes() == before
    assert "没有动它" in capsys.readouterr().err
