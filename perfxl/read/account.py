"""每一格都有交代：当作名称、当作值，或者没有用上。

没有用上的照样摆出来：一栏的归一栏、一行的归一行，免得一格一格地说。
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass

from perfxl.cells.grid import Cell, Field, Sheet
from perfxl.cells.names import bare_key_of, key_of
from perfxl.cells.notation import BLANK_MARKS
from perfxl.cells.quantity import Quantity, clean, fold
from perfxl.filing.model import Filing, FundLine, Indicator, Place, Unused
from perfxl.form.form import Form
from perfxl.read.headings import Heading

_HEADS = {
    "name": "项目名称", "authority": "主管部门", "unit": "实施单位", "year": "年度",
    "contact": "填报人", "date": "填报日期", "goal": "预期目标", "achievement": "实际完成情况",
    "total_weight": "总分值", "total": "总分", "grade": "等级", "recheck_total": "复核总分",
}  # fmt: skip
_COLUMNS = {
    "level1": "一级指标", "level2": "二级指标", "name": "三级指标", "target": "年度指标值",
    "first_target": "年初指标值", "actual": "实际完成值", "weight": "分值", "points": "得分",
    "reason": "偏差原因", "evidence": "佐证材料", "level1_weight": "印在一级指标里的分值",
    "level2_weight": "印在二级指标里的分值", "standard": "标准值", "rated": "评价指标值",
    "share": "得分系数", "deduction": "扣减分数", "recheck_actual": "复核完成值",
    "recheck_points": "复核得分", "drift": "偏离度", "initial": "年初预算数", "budget": "全年预算数",
    "executed": "全年执行数", "rate": "执行率", "balance": "结转结余", "computed_cell": "核算得分",
    "deviation_cell": "偏差率", "section": "报告文字的栏目", "text": "报告文字",
}  # fmt: skip
# 表格前后的话：附注、附件号、金额单位、签字的地方、表号、填表人和日期。
_NOTE = re.compile(
    r"(?:注|备注|说明|填表说明|填报说明|其他需要说明)|附件|附表|表\d|(?:金额)?单位[:：]|"
    r".*(?:负责人|填报人|填表人|经办人|审核人|联系人|联系电话|联系方式|签字|签章|盖章|公章|日期)"
)
_DATE = re.compile(r"(?:填报)?(?:日期|时间)?[:：]?(?:\d{4}|_*)年(?:\d*|_*)月(?:\d*|_*)日?")


def places(
    sheet: Sheet, filing: Filing, headings: Sequence[Heading]
) -> tuple[tuple[Place, ...], tuple[Unused, ...]]:
    """一份表里每个有内容的格当作什么；和没有用上的，归成栏、行。

    `headings` 是读的时候用的各块表头，它们的格是名称。
    """
    values = dict(_values(filing))
    titles = _titles(filing.form)
    heads = {cell for heading in headings for cell in heading.cells.values()}
    known: list[Place] = []
    left: list[Cell] = []
    for row in sheet.filled_rows():
        for cell in sheet.row(row):
            place = (cell.row, cell.column)
            if place in values:
                known.append(Place(cell, "value", values[place]))
            elif cell in heads or _is_title(cell, titles, headings):
                known.append(Place(cell, "label", clean(cell.raw)))
            elif fold(cell.raw) in BLANK_MARKS:
                known.append(Place(cell, "mark", "不适用的记号"))
            elif _is_note(cell, headings):
                known.append(Place(cell, "note", "附注"))
            else:
                left.append(cell)
    unused = tuple(_grouped(sheet, left, headings))
    known += [Place(cell, "unused", group.what) for group in unused for cell in group.cells]
    known.sort(key=lambda place: (place.cell.row, place.cell.column))
    return tuple(known), unused


def _values(filing: Filing) -> Iterator[tuple[tuple[int, int], str]]:
    """指标表里用到的每一格，和当作什么；在别的工作表上的不算。"""
    for name in _HEADS:
        field = getattr(filing, name, None) or filing.header.get(name)
        if field is not None and field.cell.sheet == filing.sheet:
            yield (field.cell.row, field.cell.column), _said(_HEADS[name], field)
    rows = (*filing.funds, *filing.indicators, *filing.narratives)
    for row in rows:
        what = {"name": "资金名称"} if isinstance(row, FundLine) else {}
        for part in fields(row):
            value = getattr(row, part.name)
            cell = value.cell if isinstance(value, Field) else value
            named = what.get(part.name) or _COLUMNS.get(part.name, part.name)
            if isinstance(cell, Cell) and cell.sheet == filing.sheet:
                said = _said(named, value) if isinstance(value, Field) else named
                yield (cell.row, cell.column), said


def _said(name: str, field: Field[object]) -> str:
    """当作什么、读成什么。"""
    value = field.value
    shown = value.shown if isinstance(value, Quantity) else str(value)
    return f"{name}：{shown}" if shown else name


def _titles(form: Form) -> frozenset[str]:
    """表样里印着的一切名称和叫法。"""
    return frozenset(key for text in _texts(form) for key in (key_of(text), bare_key_of(text)))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, tuple | list):
        for part in value:
            yield from _texts(part)
    elif is_dataclass(value):
        for part in fields(value):
            yield from _texts(getattr(value, part.name))


def _is_title(cell: Cell, titles: frozenset[str], headings: Sequence[Heading]) -> bool:
    if cell.kind != "text":
        return False
    head = re.split(r"[：:]", cell.raw, maxsplit=1)
    if len(head) == 2 and head[1].strip():
        return False  # 名称后面接着写了内容，内容却没有读
    words = {key_of(cell.raw), bare_key_of(cell.raw), bare_key_of(cell.raw).rstrip("0123456789")}
    above = bool(headings) and cell.row < min(heading.first_row for heading in headings)
    return not titles.isdisjoint(words) or (above and "表" in cell.raw and len(cell.raw) <= 60)


def _is_note(cell: Cell, headings: Sequence[Heading]) -> bool:
    text = re.sub(r"\s+", "", cell.raw)
    del headings
    return cell.kind == "text" and bool(_NOTE.match(text) or _DATE.fullmatch(text))


def _grouped(sheet: Sheet, left: Sequence[Cell], headings: Sequence[Heading]) -> Iterator[Unused]:
    """没有用上的格：列名也没有用上的归一栏，其余一行归一行。"""
    heads = {heading.row for heading in headings} | {heading.first_row for heading in headings}
    rest = list(left)
    for head in [cell for cell in left if cell.row in heads and cell.kind == "text"]:
        columns = range(head.column, sheet.area(head.row, head.column).last_column + 1)
        mine = [cell for cell in rest if cell.row >= head.row and cell.column in columns]
        if mine:
            yield Unused(tuple(mine), f"“{clean(head.raw)}”一栏", in_value=False)
            rest = [cell for cell in rest if cell not in mine]
    read = {column for heading in headings for column in heading.columns.values()}
    for row in dict.fromkeys(cell.row for cell in rest):
        cells = tuple(cell for cell in rest if cell.row == row)
        first = min(heading.row for heading in headings) if headings else 0
        in_value = any(cell.column in read and row > first for cell in cells)
        yield Unused(cells, f"“{_short(cells[0])}”", in_value=in_value)


def _short(cell: Cell) -> str:
    text = clean(cell.raw)
    return text if len(text) <= 20 else f"{text[:19]}…"
