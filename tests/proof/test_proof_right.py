"""没有错的报告、没有错的一句话：一条也不报；相加的错换着写法都找得到。

tests/proof/right 里的报告都没有错，写的人没有看过规则。
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from planted import HERE, codes_of, findings_of

REPORTS = sorted((HERE / "right").glob("*.txt"))
SUMS = tomllib.loads((HERE / "sums.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_没有错的报告不报(path: Path) -> None:
    shown = [
        f"{finding.code} {finding.quote} {finding.message}"
        for finding in findings_of(path.read_text(encoding="utf-8"))
    ]
    assert shown == []


@pytest.mark.parametrize("text", SUMS["right"])
def test_加得起来的不报(text: str) -> None:
    assert [f"{finding.code} {finding.message}" for finding in findings_of(text)] == []


@pytest.mark.parametrize("text", SUMS["wrong"])
def test_加不起来的都报(text: str) -> None:
    assert {"R01", "R15"} & set(codes_of(text))
