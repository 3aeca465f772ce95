"""弄坏一处的案例（tests/breaks.toml）：怎么读、怎么跑。"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from casebook import GOOD
from drawn import drawn

from perfxl.assess import assess
from perfxl.form.load import load

_DATA = tomllib.loads((Path(__file__).parent / "breaks.toml").read_text(encoding="utf-8"))
BREAKS: list[dict[str, Any]] = _DATA["break"]
WHOLE = {**_DATA["text"], "mof-2020": f"{GOOD}\n{_DATA['text']['mof-2020']}"}


def lines(form: str, change: Mapping[str, str] | None = None) -> Counter[tuple[str, str]]:
    """那张表样的好表（改过几格）的全部结论：（代码，一行话）。"""
    return Counter(_lines(form, tuple((change or {}).items())))


@cache  # 几个测试都要与弄坏以前、以后的比
def _lines(form: str, change: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    findings = assess(drawn(WHOLE[form], dict(change)), [load(form)]).findings
    return tuple((finding.code, finding.line()) for finding in findings)
