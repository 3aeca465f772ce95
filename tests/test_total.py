"""总分只有一个：结果表、机器读的、报告里写的是同一个数，封顶、空着的总分也一样。"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import docx
import pytest
from casebook import GOOD
from drawn import drawn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perfxl.assess import assess, assess_all
from perfxl.cells.quantity import fixed, plain
from perfxl.form.form import Form
from perfxl.form.load import load
from perfxl.report import render
from perfxl.report.marks import Ledger, bare
from perfxl.report.sentences.context import build
from perfxl.results.document import document
from perfxl.results.edits import edits

_OWN = """
code = "own"
extends = "mof-2020"
[[source]]
id = "local"
number = "甲财3号"
title = "甲市自评办法"
checked = 2026-11-20
verified = true
"""
_CAP = """
[[cap]]
name = "执行率低于99%"
execution_below = 0.99
points = 80
source = "local"
"""
_MANY = """
[[cap]]
name = "执行率低"
execution_below = {below}
points = {whole}
source = "local"
[[cap]]
name = "执行率低的，这一类"
execution_below = {below}
of = "{of}"
points = {part}
source = "local"
[[cap]]
name = "没有填报成本指标"
of = "成本指标"
points = 5
source = "local"
[[deduction]]
name = "偏离30%"
line = 0.3
points = 2
source = "local"
"""


def _own(folder: Path, more: str) -> Form:
    (folder / "own.toml").write_text(_OWN + more, encoding="utf-8")
    return load("own", [folder])


@cache
def _caps(below: str, whole: int, of: str, part: int) -> Form:
    with TemporaryDirectory() as folder:
        more = _MANY.format(below=below, whole=whole, of=of, part=part)
        return _own(Path(folder), more)


_FILED = st.fixed_dictionaries({
    "below": st.sampled_from(["0.7", "0.8", "0.99"]),
    "whole": st.sampled_from([60, 79, 89]),
    "of": st.sampled_from(["产出指标", "效益", "满意度指标", "社会效益指标", "成本指标"]),
    "part": st.sampled_from([3, 20, 40]),
    "executed": st.integers(40, 90),
    "done": st.integers(300, 2000),
    "readers": st.integers(30000, 90000),
    "wrote_points": st.booleans(),
    "has_cost": st.booleans(),
})  # fmt: skip


@settings(
    max_examples=150, deadline=None, database=None, derandomize=True,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
@given(_FILED)
def test_总分和等级_结果表和机器读的和报告是一个数(filed: dict[str, Any]) -> None:
    """总分、等级空着；得分有的填了、有的空着；封顶有的用得上。"""
    change = {
        "H21": "", "I21": "", "F6": str(filed["executed"]), "F7": str(filed["executed"]),
        "F8": "0", "H6": "", "I6": "",
        "F13": f"{filed['done']}平方米", "F18": f"{filed['readers']}人次",
    }  # fmt: skip
    if not filed["wrote_points"]:
        change["H13:H20"] = ""
    if not filed["has_cost"]:
        change |= {"E17": "", "F17": ""}
    form = _caps(*(filed[key] for key in ("below", "whole", "of", "part")))
    found = assess(drawn(GOOD, change), [form])
    assert found.scored.total is not None
    graded = found.scored.grade
    assert (graded is None) == bool(found.scored.left_out)  # 有几项没有得分的，暂不评
    total, grade = fixed(found.scored.total), "暂不评" if graded is None else graded.name
    said = document(found, "表.xlsx")["scored"]
    assert (said["total"], said["grade"]) == (total, None if graded is None else grade)
    [last] = [row for row in edits(found).sheets[1].rows if row and row[0].value == "合计"]
    assert (fixed(last[8].value), last[-1].value) == (total, f"等级：{grade}")  # type: ignore[arg-type]
    context = build(found, Ledger())
    if not filed["wrote_points"]:  # 定性的得分没有填，总分还不全：报告不说总分、等级
        assert not any("总分为" in bare(str(line)) for line in context.names["得分情况"])  # type: ignore[attr-defined]
        return
    assert fixed(context.names["总分"].value) == total  # type: ignore[attr-defined]
    assert str(context.names["等级"]).removesuffix("（待核）") == grade
    text = bare(str(context.names["得分情况"][0]))  # type: ignore[index]
    said = text.replace("（待核）", "")
    assert said.startswith(f"经自评，总分为{plain(found.scored.total)}分，等级为“{grade}”。")
    assert all(note in text for note in found.scored.notes)
    assert not any("总分填的是" in note for note in context.notes)  # 空着的没有填


def test_封了顶而总分空着_报告说明为什么比各项之和少(tmp_path: Path) -> None:
    form = _own(tmp_path, _CAP)
    found = assess(drawn(GOOD, {"H21": "", "I21": ""}), [form])
    rendered = render(found, tmp_path / "报告.docx")
    [note] = [one for one in rendered.notes if "总分" in one]
    assert note == (
        "表里没有填总分，报告写核算的 80（预算执行率 98.50% 低于 99%，总分不高于 80 分"
        "（甲财3号）：99.1 改按 80 计）；各项得分照表里的写，加起来是 99.1，请先核对"
    )
    body = docx.Document(str(rendered.path)).element.body
    text = "".join(one.text or "" for one in body.iter(f"{{{body.nsmap['w']}}}t"))
    assert "总分为80分，等级为“良”" in text
    assert "总分不高于 80 分（甲财3号）：99.1 改按 80 计。" in text
    assert "99.1分" not in text


def test_填了等级没有填总分_对不上的说出来(tmp_path: Path) -> None:
    form = _own(tmp_path, _CAP)
    context = build(assess(drawn(GOOD, {"H21": ""}), [form]), Ledger())
    assert context.names["等级"] == "优"
    assert context.notes[-1] == (
        "绩效自评表!I21 等级填的是“优”，总分 80 应为“良”；报告照表里的写，请先核对"
    )
    fine = build(assess(drawn(GOOD, {"H21": "", "I21": "良好"}), [form]), Ledger())
    assert not any("等级" in one for one in fine.notes)


def test_填了总分的_报告照填的写_并说核算是多少(tmp_path: Path) -> None:
    form = _own(tmp_path, _CAP)
    context = build(assess(drawn(GOOD), [form]), Ledger())
    assert [one for one in context.notes if "总分" in one] == [
        "绩效自评表!H21 总分填的是 99.1，核算为 80；报告照表里的写，请先核对"
    ]


@pytest.mark.parametrize(
    ("text", "filed", "grade"),
    [
        ("总分：99.1分", "99.1", ""),
        ("总分99.1", "99.1", ""),
        ("总得分：99.1分", "99.1", ""),
        ("合计：99.1分", "99.1", ""),
        ("总分：99.1分（优）", "99.1", "优"),
        ("总分：99.1分　　自评等级：优", "99.1", "优"),
        ("自评总分99.1分，评价等次为优", "99.1", "优"),
    ],
)
def test_名称和总分写在一格里的读作总分(text: str, filed: str, grade: str) -> None:
    made = assess(drawn(GOOD, {"A21": text, "G21": "", "H21": "", "I21": ""}), [load("mof-2020")])
    total = made.scored.filing.total
    assert total is not None
    assert plain(total.value.value or Decimal(0)) == filed
    said = made.scored.filing.grade
    assert ("" if said is None else said.value.text) == grade
    assert [one.code for one in made.findings if one.code in {"F07", "U01", "S01", "P06"}] == []


def test_一百分后面写着等级的_是得分() -> None:
    for text in ("总分：100分　　自评等级：优", "总分：100分（优）"):
        change = {"A21": text, "G21": "", "H21": "", "I21": "", "H18": "15"}
        made = assess(drawn(GOOD, change), [load("mof-2020")])
        total, grade = made.filing.total, made.filing.grade
        assert total is not None
        assert total.value.value == Decimal(100)
        assert grade is not None
        assert grade.value.text == "优"
        assert not {"F07", "S01"} & {one.code for one in made.findings}
    made = assess(drawn(GOOD, {"A21": "总分：100分（满分）", "G21": ""}), [load("mof-2020")])
    assert made.filing.total is not None
    assert made.filing.total.cell.local == "H21"


def test_写着满分的看不出是分值还是得分_照旧说总分没有填() -> None:
    made = assess(drawn(GOOD, {"A21": "总分：100分", "G21": "", "H21": ""}), [load("mof-2020")])
    assert "F07" in {one.code for one in made.findings}


_DEPARTMENT = """
[部门整体支出自评表]
部门整体支出绩效自评表 | < | < | < | < | < | < | < | <
（2022年度） | < | < | < | < | < | < | < | <
部门名称 | 临江区水务局 | < | < | < | < | < | < | <
部门整体收支（万元） | 资金名称 | < | 全年预算数 | 全年执行数 | 完成率 | | |
^ | 部门整体支出 | < | 820 | 820 | 100% | | |
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因
^ | 产出指标 | 数量指标 | 改造老旧管网 | ≥25公里 | 26公里 | | |
^ | ^ | 质量指标 | 供水水质达标率 | ≥98% | 99.2% | | |
^ | 效益指标 | 社会效益指标 | 受益户数 | ≥3000户 | 3100户 | | |
^ | 满意度指标 | 服务对象满意度指标 | 用户满意度 | ≥90% | 92% | | |
总分 | < | < | < | < | < | | {0} | {1}
"""


def test_各条得了零分_不说没有得分_资金块的完成率不是指标的() -> None:
    text = _DEPARTMENT.format("95", "").replace("26公里 | | |", "26公里 | 60 | 0 |")
    (found,) = assess_all(
        drawn(text.replace("99.2% | | |", "99.2% | 40 | 0 |")), [load("gd-department-2022")]
    )
    told = [each.message for each in found.findings if each.code in {"P06", "V20"}]
    assert told == ["总分写 95，各项得分之和是 0，差 95"]


@pytest.mark.parametrize(
    ("total", "grade", "said"),
    [("95", "", "总分写 95"), ("", "优", "等级写“优”"), ("", "", "")],
)
def test_各条都没有得分_总分等级看不出怎么来的(total: str, grade: str, said: str) -> None:
    (found,) = assess_all(drawn(_DEPARTMENT.format(total, grade)), [load("gd-department-2022")])
    told = [each.message for each in found.findings if each.code == "P06"]
    assert told == ([f"{said}，各条指标都没有得分，看不出怎么来的"] if said else [])


def test_其中的明细不占分值_不算没有得分的一项() -> None:
    change = {
        "D14": "其中：添置图书册数",
        "G13": "18",
        "H13": "18",
        "G14": "",
        "H14": "",
        "I14": "",
    }
    found = assess(drawn(GOOD, change), [load("mof-2020")])
    assert (found.scored.left_out, found.scored.grade is not None) == (0, True)
