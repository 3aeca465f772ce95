"""没有误报：填得对的表怎样变写法都没有提示以上的结论；弄坏一处，多出的正是那一处的结论。

变得更多：PERFXL_VARIANTS=3000 python -m pytest tests/test_no_false_alarms.py
"""

from __future__ import annotations

import os
from pathlib import Path
from random import Random
from typing import Any

import pytest
from breakbook import BREAKS, WHOLE, lines
from cleanbook import filing
from drawn import drawn
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from perfxl.assess import assess
from perfxl.checks.register import registered
from perfxl.filing.findings import Finding, Level
from perfxl.form.form import Form
from perfxl.form.load import load, load_all
from perfxl.workbook import read

ROOT = Path(__file__).parent.parent
EVERY = load_all()  # 认表样时全部在场
# 变写法的三张；其余表样各有一份填得对的表，见 test_forms.py。
FORMS = [load(code) for code in ("mof-2020", "gd-special-2019", "gd-department-2022")]
EACH = 200  # 每张表样变出的份数
_ASKED = int(os.environ.get("PERFXL_VARIANTS", EACH))


# 一份表只弄坏一处弄不出来的（一族，或一条），各有自己的案例。
UNBROKEN = {
    "C": "与申报表、去年的自评表比的", "E": "申报、监控的表", "K": "几份自评表之间的",
    "R": "写好的报告里的",
    "D15": "只有写着任务金额的表", "D08": "这几张表样没有必写的栏目", "D14": "只有规定了算式的表样",
    "T25": "只有规定了指标值的表样", "P20": "只有许可不适用的表样", "F17": "只有许可不适用的表样",
    "D18": "只有写明字数的表样",
    "P15": "只有画着小计的表", "P12": "只有复核表", "P13": "只有复核表",
    "F11": "指标一条也没有，别处提到它们的都不对了", "F12": "空白表",
    "M11": "预算、分项、执行率要一起变", "M13": "人数、标准、执行数要一起变",
    "S02": "一级的名称变了，分值也归不到原来那一级", "S04": "少一类指标，合计也不对",
    "S05": "单位变了，金额也要跟着变", "S08": "少了总额行，分值、得分也没有了",
    "S09": "别的表样也在场才有认不认得", "S11": "要另有一张工作表", "V13": "看文件名",
}  # fmt: skip


def _alarms(found: tuple[Finding, ...]) -> list[str]:
    return [one.line() for one in found if one.level is not Level.INFO]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)
def test_填得对的表怎样变写法都没有误报(form: Form) -> None:
    ran: set[str] = set()

    @settings(
        max_examples=_ASKED, deadline=None, database=None, derandomize=_ASKED == EACH,
        phases=[Phase.generate], suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(st.randoms(use_true_random=True))
    def holds(random: Random) -> None:
        text = filing(form.code, random)
        found = assess(drawn(text), EVERY)
        assert found.form.code == form.code
        assert _alarms(found.findings) == [], text
        ran.add(text)

    holds()
    assert len(ran) == _ASKED  # 没有两份相同


@pytest.mark.parametrize("code", WHOLE)
def test_弄坏之前没有一条结论(code: str) -> None:
    assert not lines(code)


def test_良好的样本没有一条结论() -> None:
    found = assess(read(ROOT / "samples" / "良好的自评表.xlsx"), EVERY).findings
    assert [one.line() for one in found] == []


@pytest.mark.parametrize("case", BREAKS, ids=lambda case: f"{case['form']}-{case['title']}")
def test_弄坏一处只多出那一处的结论(case: dict[str, Any]) -> None:
    before, after = lines(case["form"]), lines(case["form"], case["change"])
    assert not before - after
    assert sorted(code for code, _ in (after - before).elements()) == sorted(case["codes"])


def test_每条规则都弄坏过_弄不出来的写着为什么() -> None:
    broken = {code for one in BREAKS for code in one["codes"]}
    codes = set(registered())
    alone = {code for code in codes if not UNBROKEN.keys() & {code, code[0]}}
    assert alone - broken == set()
    named = {code for code in UNBROKEN if len(code) > 1}
    assert named & broken == set(), "弄得出来的，不必再写着"
    assert named <= codes


def test_文档里的两个数就是这里的() -> None:
    intro = (ROOT / "docs" / "规则.md").read_text(encoding="utf-8").partition("\n---\n")[0]
    assert f"{EACH * len(FORMS)} 份" in intro
    assert f"{len(BREAKS)} 种" in intro
    assert len({one["title"] for one in BREAKS}) == len(BREAKS) >= 40
