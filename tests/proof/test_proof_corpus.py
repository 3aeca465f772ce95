"""语料：没有错的报告一条也不报；改错一处，多出来的正是那一种。没找到的写在这里，一处一处说得清。"""

from __future__ import annotations

import pytest
from planted import SETS, Case, Fault, cases, findings_of, is_found

EVERY = {title: tuple(cases(folder)) for title, folder in SETS.items()}
CASES = [case for every in EVERY.values() for case in every]
# 找不到的：要么要把几笔先加起来再除，要么两处只有两位数、离得远，说不准是不是一件事。
MISSED = {
    ("养老", "适老化改造支出142.9万元"), ("养老", "培训合格率92.5%"),
    ("农业", "1.建成高标准农田3.2万亩"), ("就业", "满意率95%"),
    ("教育", "占应完工学校的97.1%"), ("水利", "比目标多2.4公里"),
    ("垃圾治理", "实际下达1,680万元"),
    ("环境监测", "包装印刷行业13家"),
}  # fmt: skip


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
    assert sum(len(case.faults) for case in CASES) >= 120
    assert sum(len(case.tempting) for case in CASES) >= 150
