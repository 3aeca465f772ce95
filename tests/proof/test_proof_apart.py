"""隔几段、隔一张表才看得出的，换了字、换了单位的：应报的各报一种，不应报的一条也不报（apart.toml）。"""

from __future__ import annotations

import tomllib

import pytest
from planted import HERE, codes_of, findings_of

SAID = tomllib.loads((HERE / "apart.toml").read_text(encoding="utf-8"))


def _report(line: str) -> str:
    return line.replace("／", "\n").replace("|", "\t")


@pytest.mark.parametrize(("code", "line"), SAID["wrong"])
def test_应报的(code: str, line: str) -> None:
    assert code in codes_of(_report(line))


@pytest.mark.parametrize("line", SAID["right"])
def test_不应报的(line: str) -> None:
    shown = [f"{one.code} {one.quote} {one.message}" for one in findings_of(_report(line))]
    assert shown == []
