"""申报表、监控表没有误报：填得对的自评表去掉结果，哪张表样、怎样写，都没有提示以上的结论。"""

from __future__ import annotations

import os
from pathlib import Path
from random import Random

import pytest
from cleanbook import filing
from drawn import drawn
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from stagebook import staged

from perfxl import workbook
from perfxl.assess import Assessment, assess
from perfxl.blank import load_content, workbook_bytes
from perfxl.cells.grid import Grid
from perfxl.filing.findings import Level
from perfxl.form.form import Form
from perfxl.form.load import load, load_all
from perfxl.form.stage import Stage

HERE = Path(__file__).parent
EVERY = load_all()
STAGES: tuple[Stage, ...] = ("declare", "monitor")
_FILLED = sorted(path.stem for path in (HERE / "forms").glob("*.toml"))
# 没有复核的申报表；照评分标准打分、没有指标值的表样，也没有申报的一份。
FILLED = [
    code
    for code in _FILLED
    if "复核" not in load(code).what
    and any(column.key == "target" for column in load(code).indicators.column)
]
# 变写法的三张，见 test_no_false_alarms.py。
VARIED = [load(code) for code in ("mof-2020", "gd-special-2019", "gd-department-2022")]
EACH = 60
_ASKED = int(os.environ.get("PERFXL_VARIANTS", EACH))


def _alarms(found: Assessment) -> list[str]:
    return [one.line() for one in found.findings if one.level is not Level.INFO]


def _judged(grid: Grid, stage: Stage) -> Assessment:
    found = assess(staged(grid, EVERY, stage), EVERY)
    assert found.form.stage == stage
    assert found.filing.indicators
    return found


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("code", FILLED)
def test_各张表样填好的一份(code: str, stage: Stage, tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(workbook_bytes(load(code), load_content(HERE / "forms" / f"{code}.toml")))
    assert _alarms(_judged(workbook.read(path), stage)) == []


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("form", VARIED, ids=lambda form: form.code)
def test_填得对的表怎样变写法(form: Form, stage: Stage) -> None:
    ran: set[str] = set()

    @settings(
        max_examples=_ASKED, deadline=None, database=None, derandomize=_ASKED == EACH,
        phases=[Phase.generate], suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(st.randoms(use_true_random=True))
    def holds(random: Random) -> None:
        text = filing(form.code, random)
        found = _judged(drawn(text), stage)
        assert _alarms(found) == [], text
        ran.add(text)

    holds()
    assert len(ran) == _ASKED
