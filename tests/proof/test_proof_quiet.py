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


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("发放问卷 720份，收回 710份，回收率 96.8%。", "710份÷720份＝98.6%，写的是 96.8%"),
        ("工程于 2025年9月31日完工。", "“2025年9月31日”写错了：9月没有31日"),
        ("工程于 2025年13月5日完工。", "“2025年13月5日”写错了：没有13月"),
    ],
)
def test_话说得短(line: str, said: str) -> None:
    assert said in [finding.message for finding in findings_of(line)]


@pytest.mark.parametrize(
    ("line", "quote"),
    [
        (
            "一、概况／精神障碍患者规范管理率91.5%。／二、结论／精神障碍患者规范管理率达95.1%。",
            "精神障碍患者规范管理率达95.1%",
        ),
        (
            "一、概况／乡村低保标准每人每月 520元。／二、结论／乡村低保标准每人每月 250元。",
            "乡村低保标准每人每月 250元",
        ),
    ],
)
def test_引话不从词的中间引起(line: str, quote: str) -> None:
    assert [finding.quote for finding in findings_of(line.replace("／", "\n"))] == [quote]
