"""每条校验的案例：tests/cases/<代码>.toml，写明改哪几格、该有哪些结论。

`findings` 由规则推出，逐字相等：级别、单元格、代码、是什么、依据、怎么办。
`fixes` 是唯一的改法：哪一格、原来的、改成的；没有写的就是没有改法。
"""

from __future__ import annotations

from typing import Any

import pytest
from casebook import cases, findings_of
from drawn import drawn

from perfxl.filing.findings import Finding, Level


def _line(finding: Finding) -> str:
    return f"{finding.label} {finding.line()}"


def _name(value: object) -> str:
    return value if isinstance(value, str) else str(value["title"])  # type: ignore[index]  # 案例


@pytest.mark.parametrize(("code", "case"), cases("bad"), ids=_name)
def test_有问题的表得出规定的结论(code: str, case: dict[str, Any]) -> None:
    found = [_line(one) for one in findings_of(case) if one.code == code]
    assert found == case["findings"]


@pytest.mark.parametrize(("code", "case"), cases("bad"), ids=_name)
def test_有唯一改法的才有改法(code: str, case: dict[str, Any]) -> None:
    found = [one for one in findings_of(case) if one.code == code]
    fixes = [fix for one in found for fix in one.fixes]
    said = [f"{one.cell.local} {one.old or '（空）'} → {one.shown}" for one in fixes]
    assert said == case.get("fixes", [])


@pytest.mark.parametrize(("code", "case"), cases("clean"), ids=_name)
def test_没有问题的表不报这一条(code: str, case: dict[str, Any]) -> None:
    found = findings_of(case)
    assert [_line(one) for one in found if one.code in {code, "X00"}] == []


def test_填好的表没有提示以上的结论() -> None:
    found = findings_of({})
    assert [_line(one) for one in found if one.level is not Level.INFO] == []


def test_画出来的表读成该有的格() -> None:
    text = """
    [甲]
    标题 | < | <
    左 | '50 | 95.0%%
    ^ | @2023-11-20 | =A1+B1 → 12
    |
    12.5 | #DIV/0! | =A1 →
    [乙]
    一⏎二
    """
    first, second = drawn(text, {"乙!B1": "3"}).sheets
    assert [(area.first_row, area.last_row, area.last_column) for area in first.merged] == [
        (1, 1, 3),
        (2, 3, 1),
    ]
    assert first.at(1, 3).raw == "标题"
    assert first.at(3, 1).local == "A2"
    kinds = {cell.local: (cell.kind, cell.raw) for row in (2, 3, 5) for cell in first.row(row)}
    assert kinds == {
        "A2": ("text", "左"),
        "B2": ("text", "50"),
        "C2": ("number", "0.95"),
        "B3": ("date", "2023-11-20"),
        "C3": ("number", "12"),
        "A5": ("number", "12.5"),
        "B5": ("error", "#DIV/0!"),
        "C5": ("blank", ""),
    }
    assert first.at(2, 3).is_percent
    assert first.at(5, 3).is_uncomputed
    assert second.at(1, 1).raw == "一\n二"
    assert second.at(1, 2).raw == "3"
