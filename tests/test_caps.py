"""封顶和扣分：自带的表样都没有启用，这里另写一张表样打开它们。"""

from pathlib import Path

import pytest
from casebook import GOOD
from drawn import drawn

from perfxl import workbook
from perfxl.assess import assess
from perfxl.blank import workbook_bytes
from perfxl.filing.model import Scored
from perfxl.form.load import load, load_all
from perfxl.results.edits import edits

_CAPS = """
code = "own"
extends = "mof-2020"
[[source]]
id = "local"
number = "甲财3号"
title = "甲市自评办法"
checked = 2026-11-20
verified = true
[[source]]
id = "other"
number = "乙"
title = "乙市自评系统的设置"
checked = 2026-11-20
verified = false
[[cap]]
name = "执行率低于80%"
execution_below = 0.8
points = 89
source = "local"
[[cap]]
name = "执行率低于70%"
execution_below = 0.7
points = 79
source = "local"
[[cap]]
name = "执行率低于70%，产出"
execution_below = 0.7
of = "产出指标"
points = 40
source = "local"
[[cap]]
name = "没有填报成本指标"
of = "成本指标"
points = 5
source = "other"
[[deduction]]
name = "偏离30%"
line = 0.3
points = 2
source = "local"
"""


def _capped(folder: Path, change: dict[str, str]) -> Scored:
    (folder / "own.toml").write_text(_CAPS, encoding="utf-8")
    return assess(drawn(GOOD, change), [load("own", [folder])]).scored


def _execution(executed: str, points: str) -> dict[str, str]:
    """执行数改成这样的好表：预算 90。"""
    return {"F6": executed, "F7": executed, "F8": "0", "I6": points, "H6": ""}


@pytest.mark.parametrize(
    ("change", "total", "notes"),
    [
        ({}, "99.10", ()),
        (_execution("72", "8"), "97.25", ()),
        (
            _execution("67.5", "7.5"),
            "89.00",
            ("预算执行率 75.00% 低于 80%，总分不高于 89 分（甲财3号）：96.75 改按 89 计",),
        ),
        (
            _execution("58.5", "6.5"),
            "79.00",
            (
                "预算执行率 65.00% 低于 70%，产出指标不高于 40 分（甲财3号）：50 改按 40 计",
                "预算执行率 65.00% 低于 70%，总分不高于 79 分（甲财3号）：85.75 改按 79 计",
            ),
        ),
        (
            {"E17": "", "F17": ""},
            "92.10",
            ("没有填报成本指标，成本指标不高于 5 分（乙，未核实）：12 改按 5 计",),
        ),
        # 没有核出分的行（三级指标没有填完成值、没有分）当零分加，不当一分。
        (
            {**_execution("58.5", "6.5"), "F18": "", "H18": ""},
            "71.50",
            ("预算执行率 65.00% 低于 70%，产出指标不高于 40 分（甲财3号）：50 改按 40 计",),
        ),
    ],
)
def test_封顶(change: dict[str, str], total: str, notes: tuple[str, ...], tmp_path: Path) -> None:
    scored = _capped(tmp_path, change)
    assert str(scored.total) == total
    assert scored.notes == notes


_TWICE = """
[[cap]]
name = "执行率低于90%，产出"
execution_below = 0.9
of = "产出指标"
points = 40
source = "local"
[[cap]]
name = "执行率低于85%，产出"
execution_below = 0.85
of = "产出指标"
points = 30
source = "local"
[[cap]]
name = "执行率低于85%，数量"
execution_below = 0.85
of = "数量指标"
points = 4
source = "local"
[[cap]]
name = "执行率低于85%"
execution_below = 0.85
points = 75
source = "local"
"""


@pytest.mark.parametrize(
    ("executed", "total", "notes"),
    [
        ("79.2", "88.05", ["产出指标不高于 40 分（甲财3号）：50 改按 40 计"]),
        ("76.5", "87.75", ["产出指标不高于 40 分（甲财3号）：50 改按 40 计"]),
        ("75.6", "75.00", [
            "数量指标不高于 4 分（甲财3号）：16 改按 4 计",
            "产出指标不高于 30 分（甲财3号）：38 改按 30 计",
            "总分不高于 75 分（甲财3号）：77.65 改按 75 计",
        ]),
    ],
)  # fmt: skip
def test_几条封顶同时够上_同一分不减两回(
    executed: str, total: str, notes: list[str], tmp_path: Path
) -> None:
    """取最低的一条；管着一部分的先封，封过的再算大的。"""
    head = _CAPS[: _CAPS.index("[[cap]]")]
    (tmp_path / "own.toml").write_text(head + _TWICE, encoding="utf-8")
    form = load("own", [tmp_path])
    scored = assess(drawn(GOOD, _execution(executed, "")), [form]).scored
    assert str(scored.total) == total
    assert [one.partition("，")[2] for one in scored.notes] == notes


def test_高出三成的照表样减分(tmp_path: Path) -> None:
    one, two, *_ = _capped(tmp_path, {"F13": "1560平方米", "F14": "19499册"}).indicators
    assert str(one.points) == "6.00"
    assert one.why == (
        "min(1560÷1200,1)×8=8.00，完成值高出指标值 30.00%，到了 30%（甲财3号），减 2，得 6.00"
    )
    assert str(two.points) == "8.00"
    assert str(_capped(tmp_path, {"F17": "50万元"}).indicators[4].points) == "12.00"  # 反向的不减


def test_总分照封顶核对_得分明细写明(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(_CAPS, encoding="utf-8")
    form = load("own", [tmp_path])
    found = assess(drawn(GOOD, _execution("67.5", "7.5") | {"H21": "96.75"}), [form])
    [line] = [one.line() for one in found.findings if one.code == "P06"]
    assert line == (
        "绩效自评表!H21 P06 总分写 96.75，各项得分之和是 96.75，"
        "预算执行率 75.00% 低于 80%，总分不高于 89 分（甲财3号）：96.75 改按 89 计，差 7.75"
        "（财预〔2020〕10号，见于填报表）；请改为 89，或核对各项得分"
    )
    assert any(
        "总分不高于 89 分" in str(cell.value)
        for sheet in edits(found).sheets
        for row in sheet.rows
        for cell in row
    )
    fine = assess(drawn(GOOD, _execution("67.5", "7.5") | {"H21": "89"}), [form])
    assert "P06" not in {one.code for one in fine.findings}


def test_填报说明写着封顶和扣分(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(_CAPS, encoding="utf-8")
    form = load("own", [tmp_path])
    path = tmp_path / "空表.xlsx"
    path.write_bytes(workbook_bytes(form))
    guide = workbook.read(path).sheet(form.sheets.guide)
    assert guide is not None
    said = [[cell.raw for cell in guide.row(row)] for row in guide.filled_rows()]
    assert ["没有填报成本指标", "成本指标不高于 5 分", "乙（未核实）"] in said
    assert ["偏离30%", "完成值高出指标值 30%，减 2 分", "甲财3号"] in said


def test_自带的表样都没有启用封顶和扣分() -> None:
    assert [form.code for form in load_all() if form.cap or form.deduction] == []
