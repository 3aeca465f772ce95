"""版面的算术：列怎样合并、字要占几行。"""

from __future__ import annotations

import pytest
from blankbook import FORMS, MOF

from perfxl.blank.content import drawn
from perfxl.blank.layout import (
    fund_parts,
    halves,
    is_landscape,
    line_count,
    main_widths,
    page_height,
    pixels,
    split,
    units,
)
from perfxl.errors import FormError
from perfxl.form.form import Form


def test_国家表样的资金块正好对上印出来的列() -> None:
    under = drawn(MOF.indicators.column, ())
    parts = fund_parts(MOF.funds.row, drawn(MOF.funds.column, ()), under)
    assert parts == ((2, 3), (4, 4), (5, 5), (6, 6), (7, 7), (8, 8), (9, 9))


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)
def test_资金块占满整行_不重不漏(form: Form) -> None:
    under = drawn(form.indicators.column, ())
    columns = drawn(form.funds.column, ())
    parts = fund_parts(form.funds.row, columns, under)
    covered = [place for first, last in parts for place in range(first, last + 1)]
    assert covered == (list(range(2, len(under) + 2)) if form.funds.row else [])
    widths = main_widths(parts, columns, under)
    for column, (first, last) in zip(reversed(columns), reversed(parts), strict=False):
        assert sum(widths[first - 1 : last]) >= column.width


def test_列不够时说明白() -> None:
    with pytest.raises(FormError, match="资金块要 3 列"):
        split([10, 10], [5, 5, 5])


def test_四个字的列名不折行() -> None:
    for form in FORMS:
        under = drawn(form.indicators.column, ())
        columns = drawn(form.funds.column, ())
        widths = main_widths(fund_parts(form.funds.row, columns, under), columns, under)
        for column, width in zip(under, widths[1:], strict=True):
            if units(column.title) <= 8:
                assert line_count(column.title, pixels([width]), 11) == 1


@pytest.mark.parametrize(
    ("text", "lines"),
    [("", 1), ("七个汉字正好一行", 2), ("六个汉字一行", 1), ("一\n二\n三", 3), ("≥50个", 1)],
)
def test_占几行(text: str, lines: int) -> None:
    assert line_count(text, 100, 11) == lines


def test_全角标点占一个汉字() -> None:
    assert units("“≥50个”") == 2 + 2 + 2 + 2 + 2


def test_左右各半() -> None:
    assert halves([5, 9, 11, 24, 14, 14, 9, 9, 24]) == 5
    assert halves([30, 5, 5], least=2) == 2


def test_列多的横放() -> None:
    assert is_landscape([60, 41])
    assert not is_landscape([60, 40])


def test_缩到一页宽时一页排得下更多行() -> None:
    narrow, wide = [10] * 5, [10] * 20
    assert page_height(narrow, landscape=False) == 748
    assert page_height(wide, landscape=False) > 1500
    assert page_height(narrow, landscape=True) == 501
