"""格里写什么都不会让程序出错：从格里的字起，读、核分、校验整条走一遍。

平时用固定的种子跑几百份。
要跑得久些：`PERFXL_FUZZ=20000 python -m pytest tests/test_any_cell.py -n 0`。
"""

from __future__ import annotations

import os
from dataclasses import replace
from decimal import Decimal
from time import process_time

import pytest
from casebook import GOOD
from drawn import drawn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perfxl.assess import Assessment, assess
from perfxl.cells.grid import Cell, CellKind, Grid
from perfxl.cells.notation import parse_quantity, parse_target, read_quantity, read_target
from perfxl.cells.quantity import display, fixed, plain, rounded
from perfxl.errors import FormError
from perfxl.form.load import load, load_all
from perfxl.results.document import document
from perfxl.results.edits import edits

Changes = dict[tuple[str, tuple[int, int]], tuple[str, CellKind, str, str | None]]
MOF, FORMS = load("mof-2020"), load_all()
TIMES = int(os.environ.get("PERFXL_FUZZ", "0"))
FUZZ = settings(
    max_examples=TIMES or 150,
    derandomize=not TIMES,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
BOOK = drawn(GOOD)
PLACES = [
    (sheet.name, place) for sheet in BOOK.sheets for place, cell in sheet.cells.items() if cell.raw
]
# 几千位的、极大极小的、像数又不是数的，和表里常见的字。
NUMBERS = st.one_of(
    st.integers(1, 6000).map(lambda length: "9" * length),
    st.integers(1, 6000).map(lambda length: f"0.{'0' * length}1"),
    st.integers(1, 400).map(lambda length: f"{'1' * length}.{'7' * length}"),
    st.sampled_from(["1e999999", "1E-999999", "-0", "0", "1e308", "NaN", "sNaN", "Infinity", "-1"]),
    st.decimals(allow_nan=False, allow_infinity=False).map(str),
    st.integers(-(10**40), 10**40).map(str),
)
SIGNS = st.sampled_from(
    ["", "≥", "≤", ">", "<", "=", "-", "不少于", "(", "同比增长", "2024年", "约"]
)
UNITS = st.sampled_from(
    ["", "%", "‰", "万元", "元", "个", "亿", "公顷", "人次", "分", "月", "日", "年", ")", "以上"]
)
WRITTEN = st.one_of(
    st.builds(lambda sign, number, unit: f"{sign}{number}{unit}", SIGNS, NUMBERS, UNITS),
    st.builds(lambda low, high, unit: f"{low}-{high}{unit}", NUMBERS, NUMBERS, UNITS),
    st.builds(lambda *parts: "".join(parts), NUMBERS, UNITS, NUMBERS, UNITS),
    st.text(max_size=60),
    st.text("0123456789.%,-~年月日/≥()（）亿万元\n O〇", max_size=60),
)
KINDS = st.sampled_from(["text", "number", "date", "bool", "error", "blank"])
FORMATS = st.sampled_from(["General", "0.00%", "0%", "yyyy-mm-dd", f"0.{'0' * 300}", "#,##0.00"])


def _cell(cell: Cell, raw: str, kind: CellKind, code: str, formula: str | None) -> Cell:
    kind = "text" if kind == "blank" and raw else kind
    return cell._replace(raw=raw, kind=kind, number_format=code, formula=formula)


def _changed(
    changes: Changes,
) -> Grid:
    sheets = []
    for sheet in BOOK.sheets:
        cells = dict(sheet.cells)
        for (name, place), change in changes.items():
            if name == sheet.name:
                cells[place] = _cell(cells[place], *change)
        sheets.append(replace(sheet, cells=cells))
    return replace(BOOK, sheets=tuple(sheets))


def _sound(made: Assessment) -> None:
    """判完了，没有一条校验出错；屏幕、JSON、写回的内容都拼得出来。"""
    crashed = [found.line() for found in made.findings if found.code == "X00"]
    assert crashed == []
    for found in made.findings:
        assert found.line()
    assert document(made, "案例.xlsx")
    assert edits(made)


CHANGES = st.dictionaries(
    st.sampled_from(PLACES),
    st.tuples(WRITTEN, KINDS, FORMATS, st.sampled_from([None, None, None, "A1+1"])),
    min_size=1,
    max_size=12,
)


@FUZZ
@given(CHANGES)
def test_哪几格写成什么都判得完(changes: Changes) -> None:
    try:
        made = assess(_changed(changes), FORMS)
    except FormError:
        return  # 表头改没了，认不得了：一句话
    _sound(made)


@FUZZ
@given(WRITTEN, KINDS, FORMATS, SIGNS, UNITS)
def test_一格写成什么都读得出来(raw: str, kind: CellKind, code: str, sign: str, unit: str) -> None:
    cell = _cell(Cell("表", 1, 1), raw, kind, code, None)
    for quantity in (
        read_quantity(cell, unit=unit, year=2024),
        read_target(cell, sign=sign, unit=unit, year=2024),
        parse_quantity(raw, unit=unit),
        parse_target(raw, unit=unit),
    ):
        assert isinstance(quantity.shown, str)
        assert isinstance(display(cell, quantity), str)
        if quantity.value is not None:
            assert fixed(quantity.value)
            assert quantity.value == 0 or abs(quantity.value.adjusted()) <= 40


@FUZZ
@given(st.decimals(allow_nan=False, allow_infinity=False), st.integers(-3, 30))
def test_多大的数都舍得了(value: Decimal, digits: int) -> None:
    assert abs(rounded(value, digits) - value) <= abs(value)
    assert plain(rounded(value, digits))


_LONG = {
    "六十位": "9" * 60,
    "带号带单位的六十位": f"≥{'9' * 60}个",
    "二十九位": "9" * 29,
    "五千位": "9" * 5000,
    "五千位小数": f"0.{'0' * 5000}1",
}


@pytest.mark.parametrize("target", _LONG.values(), ids=_LONG.keys())
@pytest.mark.parametrize("place", ["F13", "G13", "H13", "I13", "C5", "D5", "E5"])
def test_几十位几千位的数不出错_照原文说(target: str, place: str) -> None:
    made = assess(drawn(GOOD, {place: target}), [MOF])
    _sound(made)


def test_六十位的指标值_照原文留着_得分一栏报不是数() -> None:
    target = parse_target("≥" + "9" * 60 + "个")
    assert (target.kind, target.value, target.raw) == ("text", None, "≥" + "9" * 60 + "个")
    found = assess(drawn(GOOD, {"H13": "9" * 60}), [MOF]).findings
    said = [one.line() for one in found if one.code == "F08"]
    assert len(said) == 1
    assert "9" * 60 in said[0]


def test_只有时刻的日期格不当日期() -> None:
    cell = Cell("表", 1, 1, "08:30:00", "date")
    assert read_quantity(cell).kind == "text"


@pytest.mark.parametrize("place", ["F11", "G13", "F13", "B11", "I16"])
@pytest.mark.parametrize("text", ["9" * 30_000, "约" + "9" * 8_000 + "左右", "1." * 6_000])
def test_写满一格的数字几秒就判完(text: str, place: str) -> None:
    start = process_time()
    assess(drawn(GOOD, {place: text}), [MOF])
    assert process_time() - start < 2  # 一秒也用不了；从头到尾各试一遍的要四五秒到四五十秒
