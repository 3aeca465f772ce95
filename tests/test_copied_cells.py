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
SECTIONS = (SHAPES / "一级指标独占一行.txt").read_text(encoding="utf-8")
PAGES = (SHAPES / "续表_下一页又写表头.txt").read_text(encoding="utf-8")
SEVERAL = (SHAPES / "一张表两份.txt").read_text(encoding="utf-8")
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
    [GOOD, HUBEI, SICHUAN, DEPARTMENT, GOALS, SECTIONS, PAGES, SEVERAL],
    ids=["全国", "湖北", "四川", "部门名称", "目标名称", "分节", "续表", "两份"],
)
def test_每格都重写的与合并的一样(text: str) -> None:
    both = zip(assess_all(drawn(text), FORMS), assess_all(drawn(_filled(text)), FORMS), strict=True)
    for merged, copied in both:
        assert _read(copied) == _read(merged)
        codes = [finding.code for finding in merged.findings]
        assert [one.line() for one in copied.findings if one.code not in codes] == []


def test_重写的每一格都有交代() -> None:
    (made,) = assess_all(drawn(_filled(GOOD)), FORMS)
    known = {reading.cell.local for reading in made.filing.readings}
    assert {f"{column}{row}" for column in "ABCDEFGHI" for row in (1, 2)} <= known


@pytest.mark.parametrize("mark", ["—", "无", "/"])
def test_整行都是一样的空白记号的_不当作通栏(mark: str) -> None:
    row = "|".join([mark] * 9)
    (made,) = assess_all(drawn(GOOD + row), FORMS)
    assert not [one for one in made.findings if one.code == "X00"]
    assert made.scored.total == assess_all(drawn(GOOD), FORMS)[0].scored.total


def test_指标值与完成值写得一样的不是一格() -> None:
    text = GOOD.replace("| 实际完成值 |", "| 完成了什么呢 |").replace(
        "| 达成年度指标 |", "| 建立长效机制 |"
    )
    (made,) = assess_all(drawn(text), FORMS)
    assert [one for one in made.findings if one.code in {"S01", "U01"}]
