"""案例簿：tests/cases 里的案例怎么读、怎么跑。

案例从 good.txt 改几格（change），或在后面加附表（add），或另用一张改过的表样（form；写 全部 的，
从自带的全部表样里认）。写了 base 的从那一个文件改起；declared 是同一个工作簿里的申报表（declare.txt
改几格），targets 是另一个文件里的，last 是去年的自评表（good.txt 改成上一年度，再改几格）。
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from drawn import drawn

from perfxl.assess import assess_all
from perfxl.checks import register
from perfxl.checks.register import Check
from perfxl.filing.beside import Given
from perfxl.filing.findings import Finding
from perfxl.filing.model import Filing
from perfxl.form.form import Form
from perfxl.form.load import load, load_all
from perfxl.read import read_all

CASES = Path(__file__).parent / "cases"
GOOD = (CASES / "good.txt").read_text(encoding="utf-8")
DECLARED = (CASES / "declare.txt").read_text(encoding="utf-8")
_SHEET = "绩效目标申报表"
_BODY = GOOD.split("\n[", 1)[0].partition("]\n")[2]  # 同样的表再画一张：案例写了 again 的


@cache
def cases(kind: str) -> tuple[tuple[str, dict[str, Any]], ...]:
    """全部案例：（代码，案例）；`kind` 是 bad 或 clean。"""
    pairs: list[tuple[str, dict[str, Any]]] = []
    for path in sorted(CASES.glob("*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        assert data["code"] == path.stem, f"{path.name} 里写的代码是 {data['code']}"
        pairs += [(path.stem, case) for case in data[kind]]
    return tuple(pairs)


def findings_of(case: Mapping[str, Any]) -> tuple[Finding, ...]:
    """跑一个案例，得出全部结论；几个测试看同一个案例的，只跑一次。"""
    change, rules = dict(case.get("change", {})), register.registered()
    base = (CASES / f"{case['base']}.txt").read_text(encoding="utf-8") if "base" in case else GOOD
    text = f"{base}\n{case.get('add', '')}" + (f"\n[又一份]\n{_BODY}" if "again" in case else "")
    text += f"\n{DECLARED}" if "declared" in case else ""
    change |= {f"又一份!{place}": value for place, value in case.get("again", {}).items()}
    change |= {f"{_SHEET}!{place}": value for place, value in case.get("declared", {}).items()}
    given = tuple((kind, tuple(case[kind].items())) for kind in ("targets", "last") if kind in case)
    return _found(
        text, tuple(change.items()), case.get("file", "案例.xlsx"),
        case.get("form", ""), given, tuple(rules.values()),
    )  # fmt: skip


@cache
def _found(
    text: str,
    change: tuple[tuple[str, str], ...],
    file: str,
    form: str,
    given: tuple[tuple[str, tuple[tuple[str, str], ...]], ...],
    _rules: tuple[Check, ...],  # 登记着的规则不同，结论就不同
) -> tuple[Finding, ...]:
    forms = load_all(()) if form == "全部" else (_form(form),)
    made = assess_all(drawn(text, dict(change), file=file), forms, _given(dict(given), forms))
    return tuple(finding for assessment in made for finding in assessment.findings)


def _given(
    beside: Mapping[str, tuple[tuple[str, str], ...]], forms: Sequence[Form]
) -> Given | None:
    """另外给的申报表、去年的自评表。"""
    if not beside:
        return None
    read: dict[str, tuple[Filing, ...]] = {"targets": (), "last": ()}
    if "targets" in beside:
        grid = drawn(DECLARED, dict(beside["targets"]), file="申报.xlsx")
        read["targets"] = read_all(grid, forms)
    if "last" in beside:
        change = {"A2": "（2022年度）", "E16": "2022年11月30日前", **dict(beside["last"])}
        read["last"] = read_all(drawn(GOOD, change, file="上年.xlsx"), forms)
    return Given(read["targets"], read["last"], asked=True)


def _form(own: str) -> Form:
    """案例里写了 form 的，照它在默认表样上改几条。"""
    if not own:
        return load("mof-2020")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "own.toml"
        path.write_text(f'code = "own"\nextends = "mof-2020"\n{own}', encoding="utf-8")
        return load("own", [path.parent])
