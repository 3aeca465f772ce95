"""几个数互相算得出来的、话与数合不上的：应报的各报一种，不应报的一条也不报。"""

from __future__ import annotations

import tomllib

import pytest
from planted import HERE, codes_of, findings_of

SETS = [
    tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))
    for name in ("relations", "phrases", "wholly", "plain")
]
MISSED = tomllib.loads((HERE / "missed.toml").read_text(encoding="utf-8"))["一句一句的"]


@pytest.mark.parametrize(("code", "text"), [pair for each in SETS for pair in each["wrong"]])
def test_应报的(code: str, text: str) -> None:
    assert code in codes_of(text.replace("／", "\n"))


@pytest.mark.parametrize("text", [text for each in SETS for text in each["right"]])
def test_不应报的(text: str) -> None:
    assert [
        f"{one.code} {one.quote} {one.message}" for one in findings_of(text.replace("／", "\n"))
    ] == []


@pytest.mark.parametrize(("code", "text"), MISSED)
def test_还认不得的_认得了要从_missed_去掉(code: str, text: str) -> None:
    assert code not in codes_of(text)
