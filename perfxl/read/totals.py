"""不在总分行里的总分与等级：写在标题、表头里的 `自评总分：95`、`项目总得分99分`。"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from perfxl.cells.boxes import ticked_option
from perfxl.cells.grid import Cell, Field, Sheet
from perfxl.cells.names import bare_key_of, key_of
from perfxl.cells.notation import parse_quantity, read_quantity
from perfxl.cells.quantity import Quantity, fold
from perfxl.form.form import Form
from perfxl.read.header import next_cell

_TOTAL = re.compile(
    r"(?:自评总得?分|项目总得分|总得分|综合得分)(?:\(分\))?[:为]?(\d+(?:\.\d+)?)分?(?![\d.%])"
)
_TOTAL_LABEL = re.compile(
    r"(?:(?:绩效|项目)?(?:自评|评价)(?:总得?分|得分合计)|(?:绩效|项目)?总得分|(?:合计|综合)得分|得分合计"
    r"|(?:自评|最后|最终)?得分=.{0,12}扣分.{0,6}?)"
    r"(?:\(分\))?[:=]?"
)
_SUBTOTAL = re.compile(
    r"(?:小计|分项合计)$|^(?:各项)?(?:绩效)?指标(?:自评)?(?:得分|分值)(?:合计)?$"
)
_GRADE = re.compile(r"(?:自评|评价)?(?:等级|等次|结论)[:为](\w+)")
_GRADE_LABEL = re.compile(r"(?:自评|评价)?(?:等级|等次):?")


def is_total_label(text: str) -> bool:
    """写的是总分的名称：绩效自评总分、自评总得分。"""
    return _TOTAL_LABEL.fullmatch(fold(text)) is not None


_LOST_LABEL = re.compile(
    r"(?:各项|自评)?(?:扣分|扣减分数)(?:合计|总计|总分)|(?:合计|共计?|总)扣分?:?"
)


def is_lost_total(text: str) -> bool:
    """写的是扣分合计。"""
    return _LOST_LABEL.fullmatch(fold(text)) is not None


def is_label(text: str) -> bool:
    """写的是总分、扣分合计或等级的名称。"""
    named = is_total_label(text) or is_lost_total(text)
    return named or _GRADE_LABEL.fullmatch(fold(text)) is not None


def is_subtotal(text: str) -> bool:
    """小计、分项合计、指标得分小计：上面几行加起来的，不是一条指标。"""
    return any(_SUBTOTAL.search(key) for key in (key_of(text), bare_key_of(text)))


class Totals(NamedTuple):
    """总分行的分值、得分、复核得分，和填报人写的等级。"""

    weight: Field[Quantity] | None = None
    points: Field[Quantity] | None = None
    grade: Field[Quantity] | None = None
    recheck: Field[Quantity] | None = None
    lost: Field[Quantity] | None = None  # 扣分合计


def complete(sheet: Sheet, form: Form, row: Totals, last: int) -> Totals:
    """总分行里没有的，到表的其他地方找（不过第 `last` 行）；找不到的仍然没有。"""
    points, grade = row.points, row.grade
    if points is None:
        points = told_total(sheet, last)
    if grade is None:
        words = [
            word for form_grade in form.grade for word in (form_grade.name, *form_grade.synonyms)
        ]
        grade = _find(sheet, last, _GRADE, _GRADE_LABEL, words)
    return row._replace(points=points, grade=grade)


def told_total(sheet: Sheet, last: int) -> Field[Quantity] | None:
    """总分行以外写着的总分：自评得分＝100－扣分合计＝99.1。"""
    return _find(sheet, last, _TOTAL, _TOTAL_LABEL)


def _find(
    sheet: Sheet,
    last: int,
    inline: re.Pattern[str],
    label: re.Pattern[str],
    words: Sequence[str] = (),
) -> Field[Quantity] | None:
    """`words` 不空时只认这些字（等级），空着时只认数（总分）。"""
    for row in sheet.filled_rows():
        for cell in sheet.row(row) if row <= last else ():
            if cell.kind != "text" or len(cell.raw) > 60:
                continue
            text = fold(cell.raw)
            match = inline.search(text)
            if match and (not words or match[1] in words):
                return Field(parse_quantity(match[1]), cell)
            beside = _beside(sheet, cell) if label.fullmatch(text) else None
            ticked = ticked_option((beside or cell).raw) if words and label.match(text) else ""
            if ticked in words:
                return Field(parse_quantity(ticked), beside or cell)
            if beside is not None and _fits(beside, words):
                return Field(read_quantity(beside), beside)
    return None


def _beside(sheet: Sheet, cell: Cell) -> Cell | None:
    right = next_cell(sheet, cell)
    return None if right.kind == "blank" else right


def _fits(cell: Cell, words: Sequence[str]) -> bool:
    return key_of(cell.raw) in words if words else read_quantity(cell).is_number
