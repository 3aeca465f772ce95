"""案例簿：tests/cases 里的案例怎么读、怎么跑。

案例从 good.txt 改几格（change），或在后面加附表（add），或另用一张改过的表样（form）。
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from drawn import drawn

from perfxl.assess import assess
from perfxl.findings import Finding
from perfxl.form import Form
from perfxl.formload import load

CASES = Path(__file__).parent / "cases"
GOOD = (CASES / "good.txt").read_text(encoding="utf-8")


def cases(kind: str) -> list[tuple[str, dict[str, Any]]]:
    """全部案例：（代码，案例）；`kind` 是 bad 或 clean。"""
    found = []
    for path in sorted(CASES.glob("*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        assert data["code"] == path.stem, f"{path.name} 里写的代码是 {data['code']}"
        found += [(path.stem, case) for case in data[kind]]
    return found


def findings_of(case: dict[str, Any], folder: Path) -> tuple[Finding, ...]:
    """跑一个案例，得出全部结论。"""
    text, file = f"{GOOD}\n{case.get('add', '')}", case.get("file", "案例.xlsx")
    grid = drawn(text, case.get("change"), file=file)
    return assess(grid, [_form(case, folder)]).findings


def _form(case: dict[str, Any], folder: Path) -> Form:
    """案例里写了 form 的，照它在默认表样上改几条。"""
    if "form" not in case:
        return load("mof-2020")
    own = f'code = "own"\nextends = "mof-2020"\n{case["form"]}'
    (folder / "own.toml").write_text(own, encoding="utf-8")
    return load("own", [folder])
