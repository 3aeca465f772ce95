"""改法：只在有唯一答案的地方有；改完的表不再有那一条，也不添别的；依赖别格的等别格改好。"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from breakbook import BREAKS, WHOLE, lines
from casebook import cases
from drawn import cell_of, drawn
from hypothesis import given, settings
from hypothesis import strategies as st

from perfxl.cells.edits import ValueEdit
from perfxl.cells.grid import Cell, Field, Grid
from perfxl.cells.notation import read_quantity
from perfxl.checks import register
from perfxl.checks.register import Remark, registered
from perfxl.filing.findings import Finding, Level, settle_fixes
from perfxl.filing.fixes import Fix, number_fix, text_fix
from perfxl.filing.model import Filing
from perfxl.form.load import load
from perfxl.results.fixing import Mended, fix

ALL = frozenset(registered())


def _fixed(form: str, change: Mapping[str, str], codes: frozenset[str]) -> Mended:
    return fix(drawn(WHOLE[form], change), [load(form)], codes)


def _lines(made: Mended) -> Counter[tuple[str, str]]:
    return Counter((one.code, one.line()) for one in made.assessments[0].findings)


def _changes(made: Mended) -> list[str]:
    return [f"{one.code} {one.cell} {one.old}→{one.new}" for one in made.changes]


def _unfixed(made: Mended) -> dict[str, str]:
    return {one.code: one.unfixed for one in made.assessments[0].findings if one.unfixed}


def _fixable(case: dict[str, Any]) -> frozenset[str]:
    """弄坏一处以后，有改法的那几条。"""
    return _with_fixes(case["form"], tuple(case["change"].items()))


@cache  # 两个测试都要问
def _with_fixes(form: str, change: tuple[tuple[str, str], ...]) -> frozenset[str]:
    made = _fixed(form, dict(change), frozenset())
    return frozenset(one.code for one in made.assessments[0].findings if one.fixes)


def test_有改法的弄法够多() -> None:
    codes = {code for case in BREAKS for code in _fixable(case)}
    assert codes >= {"F02", "F07", "M02", "M03", "M10", "P01", "P02", "P06", "P07", "W03", "W04"}


@pytest.mark.parametrize("case", BREAKS, ids=[case["title"] for case in BREAKS])
def test_改完没有那一条_也不添别的(case: dict[str, Any]) -> None:
    """得分改了，总分就不对了：总分一起改。有改法的在测试里才算：收集时算，选一个测试也要等。"""
    broken = lines(case["form"], case["change"])
    for code in sorted(_fixable(case)):
        made = _fixed(case["form"], case["change"], frozenset({code, "P06"}))
        after = _lines(made)
        assert made.changes[0].code == code
        # 公式用到的格改了，公式就要重新算：这一句是该有的。
        assert not {line for line in after - broken if line[0] != "S07"}
        assert code not in {left for left, _ in after}


@pytest.mark.parametrize("form", WHOLE)
def test_填得对的表没有改法(form: str) -> None:
    made = _fixed(form, {}, ALL)
    assert (made.values, made.changes) == ((), ())


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from([one for one in BREAKS if one["form"] == "mof-2020"]), max_size=6))
def test_弄坏几处一起改_改两次与改一次相同(broken: list[dict[str, Any]]) -> None:
    """没有点名的格不动；改完以后没有还能改的。"""
    change = {place: text for one in broken for place, text in one["change"].items()}
    grid = drawn(WHOLE["mof-2020"], change)
    made = fix(grid, [load("mof-2020")], ALL)
    again = _written(grid, made.values)
    assert fix(again, [load("mof-2020")], ALL).changes == ()
    assert not [one for one in made.assessments[0].findings if one.fixes]
    places = {(one.sheet, one.row, one.column) for one in made.values}
    assert _others(again, places) == _others(grid, places)


def _written(grid: Grid, values: tuple[ValueEdit, ...]) -> Grid:
    """照要写的值另画一张表。"""
    sheets = []
    for sheet in grid.sheets:
        cells = dict(sheet.cells)
        for one in values:
            if one.sheet == sheet.name:
                number = isinstance(one.value, Decimal)
                text = f"{one.value}" if number else f"'{one.value}"
                old = sheet.at(one.row, one.column)
                cell = cell_of(sheet.name, one.row, one.column, text)
                format_ = old.number_format
                cells[one.row, one.column] = type(cell)(
                    cell.sheet, cell.row, cell.column, cell.raw, cell.kind, None, format_
                )
        sheets.append(replace(sheet, cells=cells))
    return Grid(grid.file, tuple(sheets))


def _others(grid: Grid, places: set[tuple[str, int, int]]) -> list[object]:
    return [
        cell
        for sheet in grid.sheets
        for (row, column), cell in sheet.cells.items()
        if (sheet.name, row, column) not in places
    ]


def test_得分改了_总分跟着改() -> None:
    """先改得分，再读一遍，总分的改法才露出来。"""
    change = {"H18": "15", "H21": "99.85"}
    made = _fixed("mof-2020", change, frozenset({"P02", "P06"}))
    assert _changes(made) == ["P02 绩效自评表!H18 15→14.25", "P06 绩效自评表!H21 99.85→99.1"]
    assert not _lines(made)
    only = _fixed("mof-2020", change, frozenset({"P02"}))
    assert [one.code for one in only.assessments[0].findings] == ["P06"]


def test_总分对而得分错的_只改得分() -> None:
    change = {"H18": "15"}
    assert _changes(_fixed("mof-2020", change, frozenset({"P06"}))) == []
    assert _changes(_fixed("mof-2020", change, ALL)) == ["P02 绩效自评表!H18 15→14.25"]


def test_依据的格还有问题的_说先改哪一条() -> None:
    made = _fixed("mof-2020", {"H18": "15"}, frozenset())
    assert _unfixed(made) == {"P06": "H18 还有 P02 没有解决，先改好它"}


def test_总分错到另一等的_改好总分再改等级() -> None:
    change = {"H21": "84.47", "I21": "中"}
    made = _fixed("mof-2020", change, ALL)
    assert _changes(made) == ["P06 绩效自评表!H21 84.47→99.1", "P07 绩效自评表!I21 中→优"]


def test_公式不改_说是什么公式() -> None:
    change = {"H21": "=SUM(H13:H20) → 89.25"}
    made = _fixed("mof-2020", change, ALL)
    assert made.changes == ()
    assert made.formulas
    assert _unfixed(made)["P06"] == "H21 是公式 =SUM(H13:H20)，请检查公式"


def test_执行率和得分都与金额不符的_不定是哪一边() -> None:
    """预算数、执行数填错时，按它们“改正”执行率和得分就越改越错。"""
    change = {"F6": "80", "F7": "70"}
    made = _fixed("mof-2020", change, ALL)
    assert not {"绩效自评表!H6", "绩效自评表!I6"} & {one.cell for one in made.changes}


def test_没有核实的计分方法和等级没有改法() -> None:
    for title in ("支出率的得分算错", "五级等次写错"):
        case = next(one for one in BREAKS if one["title"] == title)
        assert not _fixable(case)


@pytest.mark.parametrize(
    ("written", "value", "new", "old", "shown"),
    [
        ("15", "14.25", Decimal("14.25"), "15", "14.25"),
        ("95.00%%", "98.50", Decimal("0.985"), "95%", "98.50%"),
        ("95%", "98.50", "98.50%", "95%", "98.50%"),
        ("９５%", "98.50", "98.50%", "９５%", "98.50%"),
        ("15分", "14.25", "14.25分", "15分", "14.25分"),
        ("'15", "14.25", "14.25", "15", "14.25"),
        ("1,024.5", "1024", "1024", "1,024.5", "1024"),
        ("—", "9.85", Decimal("9.85"), "—", "9.85"),
        ("", "9.85", Decimal("9.85"), "", "9.85"),
    ],
)
def test_照原来的写法换一个数(
    written: str, value: str, new: Decimal | str, old: str, shown: str
) -> None:
    cell = cell_of("表", 1, 1, written)
    (made,) = number_fix(Field(read_quantity(cell), cell), Decimal(value))
    assert (made.new, made.old, made.shown) == (new, old, shown)
    assert type(made.new) is type(new)


@pytest.mark.parametrize(
    ("title", "change"),
    [
        ("百分号丢了，格里还有话", {"F20": "问卷统计0.98"}),
        ("写着元，后面有说明", {"F7": "786500元（含质保金）"}),
        ("写着元，有一行没有填，对不上总额", {"F7": "786500元", "F9": ""}),
        ("零除以零，后面有说明", {"H9": "100%（没有安排）"}),
        ("分项计了分，后面有说明", {"G7": "10", "I7": "9.85（并入总额）"}),
    ],
)
def test_会把话弄丢的_对不上的_没有改法(title: str, change: dict[str, str]) -> None:
    made = _fixed("mof-2020", change, ALL)
    assert made.assessments[0].findings, title
    assert made.changes == ()


def test_写成小数的百分数仍写成小数() -> None:
    change = {"H6": "0.95"}
    made = _fixed("mof-2020", change, frozenset({"M02"}))
    assert [one.value for one in made.values] == [Decimal("0.985")]
    assert {line.split()[1] for _, line in _lines(made)} == {"A10"}  # 没有百分号另有提醒


def test_一格里不止一个数_不止一处字的_没有改法() -> None:
    cell = cell_of("表", 1, 1, "2023年度自评总分：98.1")
    assert number_fix(Field(read_quantity(cell), cell), Decimal(99)) == ()
    assert text_fix(cell_of("表", 1, 1, "优：优"), "优", "良") == ()
    assert text_fix(cell_of("表", 1, 1, "等级：优"), "优", "良")[0].new == "等级：良"


def test_指南里列的就是有改法的规则() -> None:
    guide = (Path(__file__).parent.parent / "docs" / "指南.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ((?:[A-Z]\d\d ?)+) \|", guide, re.MULTILINE)
    listed = [code for row in rows for code in row.split()]
    assert sorted(listed) == sorted({code for code, case in cases("bad") if "fixes" in case})


def _step(before: str, after: str) -> Callable[[Filing], Iterator[Remark]]:
    """一条校验：项目名称是 `before` 就改成 `after`。"""

    def rule(filing: Filing) -> Iterator[Remark]:
        name = filing.name
        if name is not None and name.value == before:
            yield Remark((name,), "写错了", fixes=(Fix(name.cell, after, after),))

    return rule


def test_同一格先后改两次_记成一处_从头说到尾(monkeypatch: pytest.MonkeyPatch) -> None:
    rule = registered()["F03"]
    steps = {"Z01": _step("街道图书馆改造", "甲"), "Z02": _step("甲", "乙")}
    rules = {
        code: replace(rule, code=code, on=Filing, function=made) for code, made in steps.items()
    }
    monkeypatch.setattr(register, "registered", lambda: rules)
    made = _fixed("mof-2020", {}, frozenset(rules))
    assert _changes(made) == ["Z01 绩效自评表!B3 街道图书馆改造→乙"]
    assert [edit.value for edit in made.values] == ["乙"]


def test_同一格同时有两种改法_取排在前面的(monkeypatch: pytest.MonkeyPatch) -> None:
    rule = registered()["F03"]
    steps = {"Z01": _step("街道图书馆改造", "甲"), "Z02": _step("街道图书馆改造", "乙")}
    rules = {
        code: replace(rule, code=code, on=Filing, function=made) for code, made in steps.items()
    }
    monkeypatch.setattr(register, "registered", lambda: rules)
    assert _changes(_fixed("mof-2020", {}, frozenset(rules))) == [
        "Z01 绩效自评表!B3 街道图书馆改造→甲"
    ]


@pytest.mark.parametrize(
    ("level", "explanation", "blocked"),
    [
        (Level.INFO, "", False),
        (Level.WARNING, "", True),
        (Level.VERIFY, "", True),
        (Level.VERIFY, "已核对", False),
        (Level.ERROR, "", True),
    ],
)
def test_依据的格上只有提示的_照样可以改(level: Level, explanation: str, *, blocked: bool) -> None:
    basis = Cell("表", 2, 2, "5", "number")
    wrong = Cell("表", 3, 2, "6", "number")
    fix = Fix(wrong, Decimal(5), "5", (basis,))
    offered = Finding("A01", Level.ERROR, (wrong,), "应为 5", "请改", fixes=(fix,))
    other = Finding("B01", level, (basis,), "看一看", "", explanation=explanation)
    settled = settle_fixes([offered, other])[0]
    assert (settled.fixes == (), "B01" in settled.unfixed) == (blocked, blocked)


_SUMMED = {"H18": "15", "H21": "=SUM(I6,H13:H20) → 99.85"}


def test_公式算的总分_改了它用的格_就当还没有算() -> None:
    """存着的 99.85 过时了：打开文件就跟着变，不能说它错了，更不能教人改公式格。"""
    made = _fixed("mof-2020", _SUMMED, ALL)
    assert _changes(made) == ["P02 绩效自评表!H18 15→14.25"]
    assert made.formulas
    arisen = {one.code: one.level for one in made.arisen}
    assert "P06" not in arisen
    assert arisen["S07"] is Level.INFO


@pytest.mark.parametrize(
    ("formula", "follows"),
    [
        ("SUM(H13:H20)", True), ("SUM($H$13:$H$20,I6)", True), ("H17+H18", True),
        ("SUM(绩效自评表!H13:H20)", True), ("SUM('绩效自评表'!H13:H20)", True),
        ("SUM(G13:G20)", False), ("SUM(H19:H20)", False), ("SUM(数据项!H13:H20)", False),
    ],
)  # fmt: skip
def test_只有用到改了的格的公式才算过时(formula: str, follows: bool) -> None:  # noqa: FBT001
    made = _fixed("mof-2020", {**_SUMMED, "H21": f"={formula} → 99.85"}, frozenset({"P02"}))
    assert ("S07" in {one.code for one in made.arisen}) is follows


def test_只有值的副本_总分跟着改() -> None:
    grid = drawn(WHOLE["mof-2020"], _SUMMED).values_only()
    made = fix(grid, [load("mof-2020")], ALL)
    assert _changes(made) == ["P02 绩效自评表!H18 15→14.25", "P06 绩效自评表!H21 99.85→99.1"]
    assert not made.formulas
    assert not made.arisen


@pytest.mark.parametrize(("code", "fixed"), [("General", 1), ("0.00", 1), ("0!.0,", 0)])
def test_空着的格_别的格缩小着显示的_不替填(code: str, fixed: int) -> None:
    """空着的格用什么格式没有读：整栏是 0!.0, 的，写进 100 看见的是 0.01。"""
    beside = Cell("自评", 5, 3, "1000000", "number", "", code)
    empty = Field(read_quantity(Cell("自评", 5, 4, "", "blank")), Cell("自评", 5, 4, "", "blank"))
    assert len(number_fix(empty, Decimal(100), (beside,))) == fixed
