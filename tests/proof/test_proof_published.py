"""公开的报告里常有的写法：没有错的不报，数错了的照样报（published.toml）。"""

from __future__ import annotations

import tomllib

import pytest
from planted import HERE, findings_of

LINES = tomllib.loads((HERE / "published.toml").read_text(encoding="utf-8"))


def _messages(line: str) -> list[str]:
    return [f"{found.code} {found.message}" for found in findings_of(line.replace("／", "\n"))]


@pytest.mark.parametrize("line", LINES["right"])
def test_没有错的不报(line: str) -> None:
    assert _messages(line) == []


@pytest.mark.parametrize(("code", "line"), LINES["wrong"])
def test_数错了的照样报(code: str, line: str) -> None:
    assert any(message.startswith(code) for message in _messages(line))


def test_一处错只说一次() -> None:
    line = "经费合计 48.26万元，其中：接待费 3.15万元，车辆费 44.37万元，出国费 0万元。"
    assert len(_messages(line)) == 1
    assert len(_messages("工业产值 8.42亿元元，增长 5%。")) == 1


def test_漏写了元的_也拿来算平均数() -> None:
    line = (
        "支出低保金 261.05万，全县保障 18673人次，月人均补助水平达到 139.8元；"
        "农村共支出低保金 288.6万元，保障 40215人次，月人均补差 71.76元。"
    )
    [found] = findings_of(line)
    assert found.code == "R15"
