"""印出来的样子：在哪里换页、共几页。空白的、填好的都看。"""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from blankbook import FILLED, FORMS, MOF, opened, place_of
from office import convert_all

from perfxl.blank import Content, Row, workbook_bytes
from perfxl.blank.breaks import best_breaks
from perfxl.blank.layout import is_landscape, page_height
from perfxl.form.form import Form

CASES = [*((form, None) for form in FORMS), (MOF, FILLED)]
NAMES = [*(form.code for form in FORMS), "填好的"]


def turns(sheet: Any) -> list[int]:
    """在哪几行前面换页。"""
    return [one.id + 1 for one in sheet.row_breaks.brk]


def pages(sheet: Any) -> list[int]:
    """照设好的行高，每页多高（磅）；重复的表头算在里面。"""
    starts = [1, *turns(sheet), sheet.max_row + 1]
    tall = {row: sheet.row_dimensions[row].height or 15 for row in range(1, sheet.max_row + 1)}
    again = sheet.print_title_rows
    repeat = int(again.replace("$", "").split(":")[0]) if again else 0
    return [
        sum(tall[row] for row in range(first, after)) + (tall[repeat] if 0 < repeat < first else 0)
        for first, after in pairwise(starts)
    ]


def room(sheet: Any) -> int:
    widths = [sheet.column_dimensions[chr(64 + place)].width for place in _columns(sheet)]
    whole = [int(width - 0.7) for width in widths]  # 存着的列宽带着边
    return page_height(whole, landscape=sheet.page_setup.orientation == "landscape")


def _columns(sheet: Any) -> range:
    return range(1, sheet.max_column + 1)


@pytest.mark.parametrize(("form", "content"), CASES, ids=NAMES)
def test_换页不在竖着合并的格中间(form: Form, content: Content | None) -> None:
    for sheet in opened(form, content):
        for row in turns(sheet):
            cut = [str(area) for area in sheet.merged_cells.ranges if _across(area, row)]
            assert cut == [], f"{sheet.title} 第 {row} 行前换页，切开了 {cut}"


def _across(area: Any, row: int) -> bool:
    return bool(area.min_row < row <= area.max_row)


@pytest.mark.parametrize(("form", "content"), CASES, ids=NAMES)
def test_自评表每页都排得下_最后一页不是几行零头(form: Form, content: Content | None) -> None:
    sheet = opened(form, content)[form.sheets.main]
    tall = pages(sheet)
    assert all(height <= room(sheet) for height in tall)
    assert len(tall) == 1 or min(tall) * 3 > room(sheet)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)
def test_填报说明两三页_不留零头(form: Form) -> None:
    sheet = opened(form)[form.sheets.guide]
    assert len(pages(sheet)) in {2, 3}
    assert sheet.page_setup.fitToHeight == len(pages(sheet))
    assert min(pages(sheet)) * 2 > room(sheet)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)
def test_小标题和下面的表不分在两页(form: Form) -> None:
    sheet = opened(form)[form.sheets.guide]
    for row in turns(sheet):
        before = [str(sheet.cell(row - back, 1).value or "") for back in (1, 2)]
        assert not any(text[1:2] == "、" for text in before)


def test_一个二级指标就有几页_各页都写着一级二级() -> None:
    rows: tuple[Row, ...] = tuple(
        {"level1": "产出指标", "level2": "数量指标", "name": f"第 {place} 批培训期数"}
        for place in range(1, 91)
    )
    sheet = opened(MOF, Content(indicators=rows))[MOF.sheets.main]
    starts = turns(sheet)
    assert len(starts) > 1
    for row in starts:
        shown = [sheet.cell(row, place).value for place in (1, 2, 3)]
        assert shown == ["绩效指标", "产出指标", "数量指标"]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)
def test_附表至多缩到八成多_页数不比横放多(form: Form) -> None:
    for table in form.table:
        sheet = opened(form)[table.sheet]
        turned = sheet.page_setup.orientation == "landscape"
        widths = [column.width for column in sheet.column_dimensions.values()]
        tall = sum(pages(sheet))
        if not turned:
            assert sum(widths) <= 124
            assert -(-tall // room(sheet)) <= -(-tall // page_height([1], landscape=True))


def test_国家表样的数据项一页印完() -> None:
    sheet = opened(MOF)["数据项"]
    assert sum(pages(sheet)) <= room(sheet)


def test_一页的表不换页() -> None:
    assert turns(opened(MOF)[MOF.sheets.main]) == []
    assert place_of(opened(MOF)[MOF.sheets.main], "绩效指标").row > 1


@pytest.mark.parametrize(
    ("heights", "costs", "room", "wanted"),
    [
        ([10] * 10, {}, 100, ()),  # 正好一页
        ([10] * 12, {}, 100, (7,)),  # 两页一样满，不是十行加两行
        ([10] * 12, {7: 300}, 100, (6,)),  # 第 7 行前面不宜换，早一行
        ([10] * 12, dict.fromkeys(range(2, 11), 2000), 100, (11,)),  # 只有一处可以换
        ([10] * 4 + [300], {}, 100, (5,)),  # 比一页还高的一行自成一页
        ([50, 50, 50], dict.fromkeys((2, 3), 2000), 100, (2,)),  # 都不宜换，还是要换
    ],
)  # fmt: skip
def test_换页的地方(
    heights: list[int], costs: dict[int, int], room: int, wanted: tuple[int, ...]
) -> None:
    assert best_breaks(heights, costs, room) == wanted


def test_每页重复的表头占着下一页的高() -> None:
    assert best_breaks([20, *[10] * 16], {}, 100) == (9,)
    assert len(best_breaks([20, *[10] * 16], {}, 100, repeat=1)) == 1
    assert len(best_breaks([20, *[10] * 17], {}, 100, repeat=1)) == 2


def test_只宽一点的竖放少一页时竖放() -> None:
    assert is_landscape([60, 54], 300)  # 一样是一页
    assert not is_landscape([60, 54], 739)
    assert is_landscape([60, 80], 739)  # 缩得太小


def test_LibreOffice_印出来的页数不比算的多(tmp_path: Path) -> None:
    """换页是照算出来的高定的：印出来多一页，就是算矮了，末几行落到了下一页。"""
    for form in FORMS:
        (tmp_path / f"{form.code}.xlsx").write_bytes(workbook_bytes(form))
    made = convert_all(sorted(tmp_path.glob("*.xlsx")), "pdf", tmp_path / "印出来")
    for form in FORMS:
        planned = sum(
            len(pages(sheet)) if turns(sheet) else -(-sum(pages(sheet)) // room(sheet))
            for sheet in opened(form)
        )
        printed = (made / f"{form.code}.pdf").read_bytes()
        assert len(re.findall(rb"/Type\s*/Page\b", printed)) <= planned, form.code
