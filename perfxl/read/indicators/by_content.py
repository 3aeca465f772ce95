"""列名写得泛（指标、指标类别、指标内容）的：哪一列是一级、二级、三级，看下面写的是什么。"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from perfxl.cells.grid import Cell, Sheet
from perfxl.cells.later import later
from perfxl.cells.names import bare_key_of, level_name
from perfxl.cells.quantity import fold
from perfxl.form.form import Form
from perfxl.read.heading.column_names import Words, indicator_names, may_be_title
from perfxl.read.heading.headings import Heading, find_heading
from perfxl.read.indicators.levels import LEVEL1
from perfxl.read.indicators.totals import is_subtotal, is_total_label

_LEVEL2 = later(
    r"(?:产出|效益)?(?:数量|质量|时效|成本|经济|社会|生态|环境|可持续)(?:效益|影响|成本|环境成本)?(?:指标|目标)?|.{0,8}满意度(?:指标|目标)?"
)
_NAMING = ("level1", "level2", "level3", "level4", "explained", "group")
_ENOUGH = 2  # 一处碰巧的不算


# 名称一栏不叫三级指标的；“绩效指标”也是整块的名称，别的都认不得时才当列名。
_NAME_TITLE = later(
    r"(?:绩效|考核|评价|自评|具体|细化|分项)*(?:指标|内容|事项|要素|要点|任务)"
    r"(?:[及和与]?(?:名称|内容|事项|说明))*"
)
_VALUED = (("target",), ("actual",), ("weight", "points"))


def named_beside_target(sheet: Sheet, form: Form, among: Words) -> Heading | None:
    """没有认得的名称一栏的：指标值左边写着“绩效指标”“评价内容”、一行一个名称的就是它。"""
    heading = find_heading(sheet, indicator_names(form), need=_VALUED, among=among)
    if heading is None or "name" in heading.columns:
        return None
    first = min(heading.columns[key] for key in ("target", "actual", "weight", "points", "sign")
                if key in heading.columns)  # fmt: skip
    known = {cell.column for key, cell in heading.cells.items() if key not in _NAMING}
    titles = [
        cell
        for column in range(1, first)
        if column not in known
        and may_be_title(cell := sheet.at(heading.row, column))
        and _NAME_TITLE.fullmatch(bare_key_of(cell.raw))
    ]
    named = [cell for cell in titles if _are_names(_texts(sheet, heading, cell.column))]
    if not named:
        return None
    mine = named[-1]
    columns = {key: column for key, column in heading.columns.items() if column != mine.column}
    cells = {key: heading.cells[key] for key in columns}
    columns, cells = columns | {"name": mine.column}, cells | {"name": mine}
    return replace(heading, columns=columns, cells=cells)


def _are_names(texts: Sequence[str]) -> bool:
    """一行一个、各不相同的名称，不是一级、二级。"""
    distinct = len(set(texts)) > _ENOUGH and 2 * len(set(texts)) > len(texts)
    return distinct and not (_are(texts, LEVEL1) or _are(texts, _LEVEL2))


def levels_by_content(sheet: Sheet, heading: Heading) -> Heading:
    """认作三级指标的一列写的是一级（产出、效益）或二级（数量、质量）的，往右挪；它左边没有认得的，照写的认。"""
    if "name" not in heading.cells or "level4" in heading.columns:
        return heading
    heading = _on_the_left(sheet, heading)
    column, free = heading.columns["name"], _free(sheet, heading)
    # 列名写得清楚的，照列名；盖着两列、拆开了合并的，右边一列没有列名
    apart = bool(free) and sheet.at(heading.row, free[0]).kind == "blank"
    if not free or ("三级" in heading.cells["name"].raw and not apart):
        return heading
    texts = _texts(sheet, heading, column)
    if _are(texts, LEVEL1):
        inner = len(free) > 1 and _are(_texts(sheet, heading, free[0]), _LEVEL2)
        places = {"level1": column, "name": free[1] if inner else free[0]}
        return _placed(sheet, heading, places | ({"level2": free[0]} if inner else {}))
    if _are(texts, _LEVEL2):
        outer = heading.columns.get("level1")
        kept = {"level1": outer} if outer is not None and outer < column else {}
        return _placed(sheet, heading, {**kept, "level2": column, "name": free[0]})
    return heading


def _on_the_left(sheet: Sheet, heading: Heading) -> Heading:
    """三级指标左边一列“指标类别”“细化指标”，写的是数量指标、质量指标的：是二级。"""
    if "level2" in heading.columns:
        return heading
    taken = set(heading.columns.values())
    left = [column for column in range(1, heading.columns["name"]) if column not in taken]
    column = next((c for c in left if _are(_texts(sheet, heading, c), _LEVEL2)), None)
    if column is None:
        return heading
    cell = sheet.at(heading.row, column)
    if cell.kind == "blank" and column > 1:  # 拆开了合并的：绩效指标 | | 指标名称
        cell = sheet.at(heading.row, column - 1)
    if not may_be_title(cell):
        return heading
    columns, cells = {**heading.columns, "level2": column}, {**heading.cells, "level2": cell}
    return replace(heading, columns=columns, cells=cells)


_OUTER_TITLE = later(
    r"(?:评价|考核|绩效|指标|自评|一级|目标|工作|任务)*"
    r"(?:维度|类别|大类|分类|类型|类|方面|模块|板块|领域|层面|要素|内容)(?:名称)?(?:及分值|及权重)?"
)


def outermost_by_content(sheet: Sheet, heading: Heading) -> Heading:
    """没有认得的一级一栏，而二级（或三级）左边一栏“评价维度”一格管着几行的、写着产出效益的：就是一级。"""
    inner = heading.columns.get("level2", heading.columns.get("name"))
    if inner is None or "level1" in heading.columns:
        return heading
    taken = set(heading.columns.values())
    for column in (column for column in range(inner - 1, 0, -1) if column not in taken):
        cell = sheet.at(heading.row, column)
        texts = _texts(sheet, heading, column, before=inner, named=True)
        titled = may_be_title(cell) and _OUTER_TITLE.fullmatch(bare_key_of(cell.raw))
        told = _are(texts, LEVEL1)  # 列名写的是“绩效指标”，下面写的是产出、效益
        if (titled or told) and cell.column == column and len(set(texts)) >= _ENOUGH:
            columns, cells = (
                {**heading.columns, "level1": column},
                {**heading.cells, "level1": cell},
            )
            return replace(heading, columns=columns, cells=cells)
    return heading


def _placed(sheet: Sheet, heading: Heading, places: dict[str, int]) -> Heading:
    """各级名称换到这几列；占着这几列的别的叫法让开。"""
    gone = {"name", *_NAMING}
    columns = {key: column for key, column in heading.columns.items() if key not in gone}
    cells = {key: cell for key, cell in heading.cells.items() if key not in gone}
    columns |= places
    cells |= {key: sheet.at(heading.row, column) for key, column in places.items()}
    return replace(heading, columns=columns, cells=cells)


def _free(sheet: Sheet, heading: Heading) -> list[int]:
    """名称右边、指标值左边，写着字的各列。"""
    name = heading.columns["name"]
    values = [column for key, column in heading.columns.items() if key not in {"name", *_NAMING}]
    limit = min((column for column in values if column > name), default=0)
    return [column for column in range(name + 1, limit) if _texts(sheet, heading, column)]


_NUMBERING = later(r"[\d一二三四五六七八九十.、()（）-]+")  # 1.1、（一）


def _texts(
    sheet: Sheet, heading: Heading, column: int, *, before: int = 0, named: bool = False
) -> list[str]:
    """一栏里写的名称；`before` 不为 0 的，盖到那一列的（独占一行的分节）不算。

    `named` 的只看同一行写着三级指标的：独占一行、没有合并的分节不算。
    """
    rows = (row for row in sheet.filled_rows() if row > heading.row)
    if named:
        rows = (row for row in rows if sheet.at(row, heading.columns["name"]).kind != "blank")
    cells = (sheet.cells.get((row, column)) for row in rows)
    named_cells = [cell for cell in cells if cell is not None and _is_name(cell)]
    if before:
        inner = (c for c in named_cells if sheet.area(c.row, column).last_column < before)
        named_cells = [cell for cell in inner if not _NUMBERING.fullmatch(fold(cell.raw))]
    return [level_name(cell.raw) for cell in named_cells]


def _is_name(cell: Cell) -> bool:
    return cell.kind == "text" and not (is_total_label(cell.raw) or is_subtotal(cell.raw))


def _are(texts: Sequence[str], words: re.Pattern[str]) -> bool:
    """多半是这一类名称，不止一种。"""
    mine = {text for text in texts if words.fullmatch(text)}
    return len(mine) >= _ENOUGH and sum(text in mine for text in texts) * 2 > len(texts)
