"""认得而不核的格：到位数、总体完成率、百分制的得分，各地的表上有、表样不要。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from perfxl.cells.grid import Cell, Sheet
from perfxl.cells.later import later
from perfxl.cells.names import key_of, undecorated
from perfxl.cells.quantity import clean, fold
from perfxl.filing.model import Filing
from perfxl.filing.reading import Reading
from perfxl.form.form import Form
from perfxl.read.heading.headings import Heading
from perfxl.read.year import is_year_label

_SENTENCE = 10  # 长过这么多字的是话，不是名称
_ABOVE = 4  # 名称在上面几行以内


def aside(
    sheet: Sheet, cell: Cell, form: Form, blocks: Sequence[Heading], last: int
) -> Reading | None:
    """这一格归一个认得而不核的名称；不是的为 None。表读到第 `last` 行为止，再下面的数不归列名。"""
    above = (block for block in reversed(blocks) if cell.row >= block.first_row)
    heading = next(above, blocks[-1])
    names = {key_of(name) for name in form.words.aside}
    if cell.kind == "text" and key_of(undecorated(cell.raw)) in names:
        return Reading(cell, "label", f"不核：{clean(cell.raw)}")
    label = next(
        (near for near in _labels(sheet, cell, heading) if key_of(undecorated(near.raw)) in names),
        None,
    )
    label = label or _percent(sheet, cell, heading) or _midyear(sheet, cell, heading)
    if label is None or (cell.row > last and cell.kind == "number" and label.row <= heading.row):
        return None
    return Reading(cell, "label" if cell is label else "note", f"不核：{clean(label.raw)}")


def _labels(sheet: Sheet, cell: Cell, heading: Heading) -> Iterator[Cell]:
    """左边最近的格，上面几行里第一个写着字的格；指标块里的不看到块外去。"""
    inside = "name" in heading.columns and cell.row >= heading.first_row
    top = heading.first_row if inside else 1
    before = [near for near in sheet.row(cell.row) if near.column < cell.column]
    yield from before[-1:]
    if before and before[-1].kind != "text":  # 一行几个数的：实际到位数 | 600 | 200 | 150
        yield from [near for near in before if near.kind == "text"][-1:]
    if cell.kind == "text":  # 一行话接一行话的：执行准确性 | 执行率95.01%。 | 个别县推迟……
        for near in reversed(before[:-1]):
            yield near
            if len(near.raw) <= _SENTENCE:
                break
    for row in range(cell.row - 1, max(top - 1, cell.row - 1 - _ABOVE), -1):
        above = sheet.at(row, cell.column)
        if above.kind == "text" and not above.raw.rstrip().endswith(("：", ":")):
            yield above  # “执行数：”是左边的名称，不是上面的
            break
    if cell.row > heading.row:  # 一列很长、中间写着字的，名称在表头
        yield from (sheet.at(row, cell.column) for row in {heading.row, heading.first_row})


def _percent(sheet: Sheet, cell: Cell, heading: Heading) -> Cell | None:
    """记分用折算得分的，旁边百分制的自评得分一栏的名称。"""
    points = heading.cells.get("points")
    if points is None or "折算" not in points.raw or cell.row < heading.first_row:
        return None
    head = sheet.at(heading.first_row, cell.column)
    return head if "得分" in head.raw and head != points else None


_MIDYEAR = later(
    r"(?:1?[-—–~～至到])?(?:[1-9]|1[01])月(?:底|末|份|止)?(?!.*12月)|[上下]半年|[一二三1-3]季度"
)
_DONE_THEN = later(r"完成|执行|支出|进度|实现")
_YEAR_LONG = ("actual", "executed", "rate")


def _midyear(sheet: Sheet, cell: Cell, heading: Heading) -> Cell | None:
    """另有全年一栏的，年中的一栏（1-7月完成值、上半年执行数）不核：它的名称。"""
    if cell.row < heading.first_row or not {*_YEAR_LONG} & heading.columns.keys():
        return None
    taken = set(heading.cells.values())
    top, head = (sheet.at(row, cell.column) for row in (heading.first_row, heading.row))
    for label, said in ((head, top.raw + head.raw), (top, top.raw)):  # 完成情况 下面的 上半年
        text = fold(said) if label.kind == "text" and label not in taken else ""
        if _MIDYEAR.search(text) and _DONE_THEN.search(text):
            return label
    return None


def year_again_in(cells: Sequence[Cell], filing: Filing) -> dict[Cell, Reading]:
    """评价年度 | 2023：年度在标题里已经写过，这里又写了一遍。"""
    year = filing.year.value if filing.year is not None else ""
    return {
        after: Reading(after, "note", "年度又写了一遍")
        for label, after in pairwise(cells)
        if year and year in after.raw and len(after.raw) <= 6 and is_year_label(label.raw)
    }
