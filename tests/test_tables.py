"""一个工作簿里有几份表：摞在一张工作表上的切得开，只有一份的不切，版式不同的也认得。"""

from __future__ import annotations

from pathlib import Path

import pytest
from casebook import GOOD
from drawn import drawn
from hypothesis import given, settings
from hypothesis import strategies as st

from perfxl import workbook
from perfxl.cells.grid import Sheet
from perfxl.form.load import load_all
from perfxl.read.catalog import catalog_of
from perfxl.read.heading.column_names import rows_by_key
from perfxl.read.recognition.tables import tables
from perfxl.read.straighten import straightened

ROOT = Path(__file__).parent.parent
FORMS = load_all()
CATALOG = catalog_of(FORMS)
SHAPES = sorted((ROOT / "tests" / "shapes").glob("*.txt"))
BOOKS = sorted([*(ROOT / "samples").rglob("*.xlsx"), *(ROOT / "templates").rglob("*.xlsx")])
# 每份表的正文（最长的那张工作表的行）；版式各不相同。
ALL = {
    path.stem: max(
        (part.partition("\n")[2].strip() for part in f"\n{path.read_text('utf-8')}".split("\n[")),
        key=len,
    )
    for path in SHAPES
    if path.stem not in {"一张表两份", "上下摞两个项目_万分之几"}
}


# 几行一条、两栏一格、左右几半的，先摆成一行一条再切（见 read_all）：照画的切没有意义。
def _is_straight(body: str) -> bool:
    grid = drawn(f"[表]\n{body}")
    return straightened(grid, FORMS) is grid


BODIES = {name: body for name, body in ALL.items() if _is_straight(body)}


def _edges(sheet: Sheet) -> list[tuple[int, int]]:
    return [
        (next(iter(one.filled_rows())), one.last_row)
        for one in tables(sheet, CATALOG, rows_by_key(sheet))
    ]


def _stacked(*names: str, gap: int = 0) -> tuple[Sheet, list[int]]:
    """几份表摞在一张工作表上；和每一份有几行。"""
    bodies = [BODIES[name] for name in names]
    text = ("\n" + "|\n" * gap).join(bodies)
    return drawn(f"[汇总]\n{text}").sheets[0], [body.count("\n") + 1 for body in bodies]


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_只有一份的不切(path: Path) -> None:
    for sheet in workbook.read(path).sheets:
        assert tables(sheet, CATALOG, rows_by_key(sheet)) == (sheet,)


@pytest.mark.parametrize("name", BODIES)
def test_一份里有几块表头的不切(name: str) -> None:
    sheet = drawn(f"[表]\n{BODIES[name]}").sheets[0]
    assert tables(sheet, CATALOG, rows_by_key(sheet)) == (sheet,)


@settings(max_examples=60, deadline=None)
@given(
    names=st.lists(st.sampled_from(sorted(BODIES)), min_size=2, max_size=4),
    gap=st.integers(min_value=0, max_value=3),
)
def test_几份摞在一起_各切成自己的一张(names: list[str], gap: int) -> None:
    sheet, sizes = _stacked(*names, gap=gap)
    first, due = 1, []
    for size in sizes:
        due.append((first, first + size - 1))
        first += size + gap
    assert _edges(sheet) == due


@pytest.mark.parametrize(
    ("between", "own"),
    [
        (["附件2", "清财绩〔2024〕3号", "清泉县本级"], 3),
        (["附件2", "", "清财绩（2024）3号"], 3),
        (["附表3-1", "编制单位：清泉县水务局"], 2),
        (["清泉县水务局"], 1),
        (["2023年度", "清泉县水务局"], 2),
        (["填报人：填表岗", "清财绩〔2024〕3号"], 1),
        (["注：依据清财绩〔2024〕3号填报"], 0),
        (["清泉县水务局", "2024年3月1日"], 0),
        (["清泉县水务局", ""], 0),
        (["清泉县水务局（盖章）", "附件2"], 1),
        (["清泉县水务局", "附件2"], 1),
        (["附件", "1.验收照片", "2.合同", ""], 0),
        (["管道都已通水，村民用上了放心水。"], 0),
        (["自评等级"], 0),
        (["其他需要说明的事项"], 0),
    ],
)
def test_两份之间的话_归上一份还是下一份(between: list[str], own: int) -> None:
    """文号、附件号、标题上面的单位是下一份的；附注、签字、落款、空着的栏是上一份的。"""
    body = BODIES["一级指标独占一行"]
    rows = body.count("\n") + 1
    sheet = drawn("\n".join(["[汇总]", body, *(text or "|" for text in between), body])).sheets[0]
    start = rows + len(between) - own + 1
    (_, last), second = _edges(sheet)
    assert second == (start, 2 * rows + len(between))
    assert last < start


def test_行号照旧_看不见别的几份() -> None:
    body = GOOD.split("\n[", 1)[0].partition("]\n")[2].strip()
    sheet = drawn(f"[甲]\n{body}\n{body}").sheets[0]
    first, second = tables(sheet, CATALOG, rows_by_key(sheet))
    rows = body.count("\n") + 1
    assert second.at(rows + 3, 2).raw == first.at(3, 2).raw == "街道图书馆改造"
    assert first.at(rows + 3, 2).kind == "blank"
    assert {cell.row for cell in second.cells.values()} == set(range(rows + 1, 2 * rows + 1))
    assert all(area.first_row > rows for area in second.merged)
