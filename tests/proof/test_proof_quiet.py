"""有把握才说：没有错的话一条也不报，话同样、数却错了的照样报（quiet.toml）。"""

from __future__ import annotations

import tomllib

import pytest
from planted import HERE, findings_of

LINES = tomllib.loads((HERE / "quiet.toml").read_text(encoding="utf-8"))


def _codes(line: str) -> list[str]:
    return [finding.code for finding in findings_of(line.replace("／", "\n"))]


@pytest.mark.parametrize("line", [*LINES["right"], *LINES["terms"]])
def test_没有错的话不报(line: str) -> None:
    assert _codes(line) == []


@pytest.mark.parametrize(("code", "line"), LINES["wrong"])
def test_数错了的照样报(code: str, line: str) -> None:
    assert code in _codes(line)


def test_合计写错了单位_不怪分项() -> None:
    line = (
        "年初预算 390万元，全年预算 400万元。实际支出 376元，结转 24万元。"
        "支出中，渠道衬砌 236万元，闸门更换 121万元，量水设备 19万元。"
    )
    assert _codes(line) == ["R15"]
