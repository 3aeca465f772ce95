"""从网页上贴下来的表：拆开了合并、每一格都重写一遍，读得与合并的一样，没有多余的话。"""

from __future__ import annotations

from pathlib import Path

import pytest
from casebook import GOOD
from drawn import drawn

from perfxl.assess import Assessment, assess_all
from perfxl.form.load import load_all

FORMS = load_all()
SHAPES = Path(__file__).parent / "shapes"
HUBEI = (SHAPES / "湖北_两个绩效目标.txt").read_text(encoding="utf-8")
DEPARTMENT = (SHAPES / "自定目标的执行率_评价维度.txt").read_text(encoding="utf-8")
GOALS = (SHAPES / "跨年度_年度是列名_末行小计是总分.txt").read_text(encoding="utf-8")
SICHUAN = (SHAPES / "四川_文字栏.txt").read_text(encoding="utf-8")


def _filled(text: str) -> str:
    """`<`、`^` 换成它们合并着的那一格的字。"""
    made: list[list[str]] = []
    for line in text.strip().splitlines():
        row: list[str] = []
        for cell in line.split("|") if "|" in line else []:
            word = cell.strip()
            before = row[-1] if row else ""
            above = made[-1][len(row)] if made and len(row) < len(made[-1]) else ""
            row.append(before if word == "<" else above if word == "^" else word)
        made.append(row)
    lines = text.strip().splitlines()
    return "\n".join(
        line if not row else " | ".join(row) for line, row in zip(lines, made, strict=True)
    )


def _read(made: Assessment) -> tuple[object, ...]:
    filing = made.filing
    header = (filing.name, filing.unit, filing.year, filing.goal, filing.achievement)
    rows = [(row.path, row.target.value.raw, row.actual.value.raw) for row in filing.indicators]
    funds = [(line.kind, line.budget and line.budget.value.raw) for line in filing.funds]
    return *(field and field.value for field in header), rows, funds, made.scored.total


@pytest.mark.parametrize(
    "text",
    [GOOD, HUBEI, SICHUAN, DEPARTMENT, GOALS],
    ids=["全国", "湖北", "四川", "部门名称占几列", "目标名称占几列"],
)
def test_每格都重写的与合并的一样(text: str) -> None:
    (merged,) = assess_all(drawn(text), FORMS)
    (copied,) = assess_all(drawn(_filled(text)), FORMS)
    assert _read(copied) == _read(merged)
    codes = [finding.code for finding in merged.findings]
    assert [one.line() for one in copied.findings if one.code not in codes] == []


def test_指标值与完成值写得一样的不是一格() -> None:
    text = GOOD.replace("| 实际完成值 |", "| 完成了什么呢 |").replace(
        "| 达成年度指标 |", "| 建立长效机制 |"
    )
    (made,) = assess_all(drawn(text), FORMS)
    assert [one for one in made.findings if one.code in {"S01", "U01"}]
