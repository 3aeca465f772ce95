"""话与报告里的表合不合：最多的、最少的是哪一行，几倍，累计。"""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document

from perfxl.proof import proof
from perfxl.proof.model import Finding

QUARTERS = [
    ["季度", "支付金额（万元）", "累计（万元）"],
    ["一季度", "312", "312"],
    ["二季度", "728", "1040"],
    ["三季度", "651", "1691"],
    ["四季度", "913", "2604"],
]
PHASES = [
    ["项目", "一期", "二期", "合计"],
    ["电子警察（套）", "90", "126", "216"],
    ["信号灯（处）", "52", "68", "120"],
]


def _proofed(tmp_path: Path, said: str, rows: list[list[str]]) -> list[Finding]:
    document = Document()
    document.add_paragraph(said)
    table = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(str(tmp_path / "报告.docx"))
    return list(proof(tmp_path / "报告.docx").findings)


@pytest.mark.parametrize(
    ("said", "due"),
    [
        ("四个季度中，支付金额最多的是二季度。", "四季度"),
        ("四个季度中，支付金额最少的是三季度。", "一季度"),
        ("四季度支付金额是一季度的3.9倍。", "2.9倍"),
    ],
)
def test_话与表不合(tmp_path: Path, said: str, due: str) -> None:
    assert [one.expected for one in _proofed(tmp_path, said, QUARTERS)] == [due]


@pytest.mark.parametrize(
    "said",
    [
        "四个季度中，支付金额最多的是四季度，最少的是一季度。",
        "四季度支付金额是一季度的2.9倍。",
        "四个季度中，进度最快的是三季度。",
    ],
)
def test_话与表相合(tmp_path: Path, said: str) -> None:
    assert _proofed(tmp_path, said, QUARTERS) == []


def test_一期一列的表也算得出倍数(tmp_path: Path) -> None:
    (found,) = _proofed(tmp_path, "二期电子警察数量是一期的2.4倍。", PHASES)
    assert found.expected == "1.4倍"
    assert _proofed(tmp_path, "二期电子警察数量是一期的1.4倍。", PHASES) == []


def test_累计一列加错了(tmp_path: Path) -> None:
    rows = [row[:] for row in QUARTERS]
    rows[2][2] = "1140"
    found = _proofed(tmp_path, "各季度支付情况见下表。", rows)
    assert [(one.code, one.expected) for one in found] == [("R01", "1040")]
