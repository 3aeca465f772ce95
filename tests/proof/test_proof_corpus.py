"""语料：没有错的报告一条也不报；改错一处，多出来的正是那一种。没找到的写在这里，一处一处说得清。"""

from __future__ import annotations

import tomllib

import pytest
from planted import HERE, SETS, Case, Fault, cases, findings_of, is_found

EVERY = {title: tuple(cases(folder)) for title, folder in SETS.items()}
CASES = [case for every in EVERY.values() for case in every]
# 没有找到的，一处一处写在 missed.toml 里：找得到了要从里面去掉，找不到了要看是为什么。
MISSED = {
    (name, new)
    for name, every in tomllib.loads((HERE / "missed.toml").read_text(encoding="utf-8")).items()
    if name != "一句一句的"  # 在 test_proof_relations.py 里
    for new in every
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_没有错的报告一条也不报(case: Case) -> None:
    assert [f"{one.code} {one.quote} {one.message}" for one in findings_of(case.text)] == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_看着错其实对的地方都在报告里(case: Case) -> None:
    assert [quote for quote, _ in case.tempting if quote not in case.text] == []
    assert all(why for _, why in case.tempting)


@pytest.mark.parametrize(
    ("case", "fault"),
    [(case, fault) for case in CASES for fault in case.faults],
    ids=lambda one: one.name if isinstance(one, Case) else one.new[:16],
)
def test_改错一处就报这一种(case: Case, fault: Fault) -> None:
    assert case.broken(fault) != case.text
    base = findings_of(case.text)
    assert is_found(case, fault, base) is ((case.name, fault.new) not in MISSED)


def test_语料够多() -> None:
    assert sum(len(case.faults) for case in CASES) >= 1200
    assert sum(len(case.tempting) for case in CASES) >= 900
