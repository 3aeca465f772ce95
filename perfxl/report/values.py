"""单元格的值在报告里怎么写：表里是什么样，报告里就是什么样。"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from perfxl.cells.grid import Cell, Field
from perfxl.cells.notation import BLANK_MARKS, parse_target
from perfxl.cells.quantity import (
    Quantity,
    Target,
    clean,
    display,
    fold,
    plain,
    rounded,
)
from perfxl.report.marks import Ledger, Number, Paragraphs, pure

_DIGIT = re.compile(r"\d")


class Row(dict[str, object]):
    """表格的一行：模板里写 `行.名称`。"""


def shown(field: Field[Quantity] | Field[Target]) -> str:
    """表格里的写法：文本照原文，数字按单元格的小数位和千分位，百分数带百分号。"""
    cell, quantity = field.cell, field.value
    if cell.kind != "number":
        if isinstance(quantity, Target) and _sign_is_elsewhere(cell, quantity):
            return quantity.shown
        return quantity.shown if cell.kind == "date" else pure(clean(cell.raw))
    if isinstance(quantity, Target) and quantity.op is not None:
        return quantity.shown
    tail = quantity.unit if quantity.kind == "percent" else ""
    return f"{display(cell, quantity)}{tail}"


def _sign_is_elsewhere(cell: Cell, target: Target) -> bool:
    """比较号、计量单位另有一列的表样：本格只有数。"""
    alone = parse_target(cell.raw)
    return target.is_number and (alone.op != target.op or alone.unit != target.unit)


def said(field: Field[Quantity] | Field[Target], unit: str = "") -> str:
    """正文里的写法：表格里的写法，没有单位的补上单位。"""
    text = shown(field).replace("\n", "、")
    quantity = field.value
    if not quantity.is_number or (quantity.unit and quantity.unit in fold(text)):
        return text
    ends_bare = text[-1:].isdigit()
    return text + (quantity.unit or unit) if ends_bare else text


def words(field: Field[str] | None) -> str:
    """一行文字：项目名称、单位名称。没有时为空。"""
    return "" if field is None else pure(clean(field.value)).replace("\n", "")


def paragraphs(text: str) -> Paragraphs:
    """多行文字 → 各段；行首空格是填报人自己排的缩进，由模板的样式代替。"""
    return Paragraphs(pure(line) for line in clean(text).splitlines())


def filled(field: Field[str] | None) -> str:
    """填了内容的文字；空白和“—”“无”之类为空。"""
    if field is None or fold(field.value) in BLANK_MARKS | {"0"}:
        return ""
    return pure(clean(field.value))


class Teller:
    """把单元格、算出的数变成模板里的 Number，并逐个登记出处。"""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def cell(self, field: Field[Quantity] | Field[Target] | None, title: str) -> Number:
        """表里的一格。记号“—”照印，不登记。"""
        if field is None:
            return NOTHING
        text = shown(field)
        if not _DIGIT.search(text):
            return Number(pure(text), None)
        return Number(self._ledger.mark(text, title, (field.cell.address,)), field.value.value)

    def computed(
        self,
        value: Decimal | None,
        title: str,
        cells: Sequence[str],
        *,
        digits: int = 2,
        unit: str = "",
    ) -> Number:
        """由单元格算出的数：四舍五入，去掉小数末尾的零。"""
        if value is None:
            return NOTHING
        text = f"{plain(rounded(value, digits))}{unit}"
        return Number(self._ledger.mark(text, title, cells), value)

    def first(self, field: Field[Quantity] | None, otherwise: Number, title: str) -> Number:
        """以表为准：填报人写了数的用表里的，空着的（或公式没有结果的）用算出的。"""
        if field is not None and field.value.is_number:
            return self.cell(field, title)
        return otherwise or self.cell(field, title)

    def text(self, text: str, title: str, cells: Sequence[str]) -> str:
        """一段含数的短文字（计分算式、带单位的数）整体登记；没有数字的不登记。"""
        return self._ledger.mark(text, title, cells) if _DIGIT.search(text) else pure(text)


NOTHING = Number("", None)
