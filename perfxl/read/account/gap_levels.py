"""一级、二级指标没有列的：名称写在别处、只有两级、由二级看得出的，不算缺。"""

from __future__ import annotations

from perfxl.cells.grid import Sheet
from perfxl.cells.names import is_one_of
from perfxl.filing.model import Filing
from perfxl.read.heading.headings import Heading


def _is_two_levels(filing: Filing, heading: Heading, sheet: Sheet) -> bool:
    """条条都有一级，名称左边没有别的栏：表上只有两级；左边还有认不得的栏的，像是名称改过。"""
    name, taken = heading.columns.get("name", 0), set(heading.columns.values())
    left = (cell for cell in sheet.row(heading.row) if cell.column < name)
    others = [cell for cell in left if cell.column not in taken]
    numbering = "level1" not in heading.columns or all(
        is_one_of(cell.raw, _NUMBERING) for cell in others
    )
    return numbering and bool(filing.indicators) and all(r.level1.value for r in filing.indicators)


def _told_by_level2(filing: Filing, heading: Heading, sheet: Sheet) -> bool:
    """条条都是表样的二级（数量指标、社会效益指标），名称左边没有认不得的栏。"""
    name, taken = heading.columns.get("name", 0), set(heading.columns.values())
    left = [cell for cell in sheet.row(heading.row) if cell.column < name]
    known = all(cell.column in taken or is_one_of(cell.raw, _NUMBERING) for cell in left)
    places = [row.place for row in filing.indicators]
    return known and bool(places) and all(each.owner or each.level2_as_level1 for each in places)


_NUMBERING = ("序号", "编号", "行次", "绩效指标", "指标", "绩效指标完成情况")


def levels_told(filing: Filing) -> dict[str, bool]:
    """没有列、名称却在的一级、二级（独占一行作分节的，两级写在一格、一栏里的）；是不是条条都有。"""
    rows, told = filing.indicators, dict[str, bool]()
    for column in filing.form.indicators.column:
        key = column.key
        if key in {"level1", "level2"} and rows:
            whole = all(getattr(row, key).value for row in rows)
            some = any(row.level2.value for row in rows) and all(row.level1.value for row in rows)
            if whole or (key == "level2" and some):
                told[f"“{column.title}”列"] = whole
    return told


def two_levels(filing: Filing, heading: Heading, sheet: Sheet) -> set[str]:
    """只有两级的表（指标类别、绩效指标）：名称一栏不叫三级指标，一级、二级只有一列；缺的是哪一列。"""
    name = heading.cells.get("name")
    lacking = {"level1", "level2"} - heading.columns.keys()
    if _is_two_levels(filing, heading, sheet):
        lacking -= {"level1"}  # 一级写在分节里的
    elif lacking == {"level1"} and _told_by_level2(filing, heading, sheet):
        pass  # 只写二级的，归哪个一级看得出
    elif name is None or "三级" in name.raw:
        return set()
    titles = {column.key: f"“{column.title}”列" for column in filing.form.indicators.column}
    return {titles[key] for key in lacking if key in titles} if len(lacking) == 1 else set()
