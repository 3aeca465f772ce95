"""单元格的值在报告里怎么写：表里是什么样，报告里就是什么样。"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from perfxl.cells.doubt import DoubtKind
from perfxl.cells.grid import Cell, Field
from perfxl.cells.later import later
from perfxl.cells.notation import BLANK_MARKS, parse_target
from perfxl.cells.quantity import (
    Quantity,
    Target,
    clean,
    decimal,
    display,
    fold,
    lost_percent,
    plain,
    rounded,
)
from perfxl.cells.units import is_money
from perfxl.report.marks import DOUBT, Ledger, Number, Paragraphs, pure
from perfxl.report.sentences.amounts import Style

_DIGIT = later(r"\d")
Measured = TypeVar("Measured", Quantity, Target)


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


def faithful(field: Field[Quantity], digits: int) -> str:
    """格里的数：单元格的显示没有丢位数的照显示，丢了的照数（至多 `digits` 位小数）。"""
    value = rounded(field.value.value or Decimal(0), digits)
    text = display(field.cell, field.value)
    return text if decimal(text) == value else plain(value)


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


def done(text: str) -> str:
    """“已完成4320家”的“4320家”：句子里前面写着“实际完成值为”。"""
    return re.sub(r"^(?:已经?|实际|共|累计)*完成了?(?=\d)", "", text)


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


def understood(field: Field[Measured], other: Quantity) -> Field[Measured]:
    """丢了百分号的（另一格是 95%，这一格写 0.97）写成百分数：核分照百分数，报告也照。"""
    value = field.value
    if value.value is None or not lost_percent(value, other):
        return field
    percent = replace(value, kind="percent", value=value.value * 100, unit="%")
    cell = field.cell._replace(kind="number", number_format="General")
    return Field(percent, cell)


def addresses(fields: Iterable[Field[Quantity] | None]) -> tuple[str, ...]:
    return tuple(field.cell.address for field in fields if field is not None)


class Teller:
    """把单元格、算出的数变成模板里的 Number，并逐个登记出处。"""

    def __init__(
        self, ledger: Ledger, style: Style, doubted: Container[str], money_unit: str = ""
    ) -> None:
        self.ledger = ledger
        self._style = style
        self._money_unit = money_unit
        self._doubted = doubted  # 校验说错了、还没有改的那些格

    def cell(self, field: Field[Quantity] | Field[Target] | None, title: str) -> Number:
        """表里的一格。记号“—”照印，不登记。"""
        if field is None:
            return NOTHING
        return self._filed(shown(field), field, title)

    def exact(self, field: Field[Quantity] | None, title: str, digits: int) -> Number:
        """分值、得分、执行率：印的数与格里的数相同，单元格显示得少的不跟着少。

        格里连着名称写的（`预算执行情况（20分）`、`15分`）只取数。
        """
        if field is None or field.value.value is None:
            return self.cell(field, title)
        unit = "%" if field.value.kind == "percent" else ""
        text = faithful(field, digits)
        return self._filed(f"{text}{unit}", field, title)

    def money(self, field: Field[Quantity] | None, title: str) -> Number:
        """金额：写法与全份报告相同。"""
        text = None if field is None else self._style.text(field)
        if field is None or text is None:
            return self.cell(field, title)
        unit = field.value.unit if is_money(field.value.unit) else self._money_unit
        if unit != self._money_unit and not text.endswith(unit):
            text += unit  # 单位写在栏名里的：实际支出（元），别的各栏是万元
        return self._filed(text, field, title, unit)

    def cells_of(self, *numbers: Number) -> tuple[str, ...]:
        """这几个数来自哪些格。"""
        return self.ledger.cells_of("".join(number.figure for number in numbers))

    def count(self, count: int, title: str, cells: Sequence[str]) -> Number:
        """几项：数的是行，与格里的数对不对无关。"""
        return Number(self.ledger.mark(str(count), title, cells), Decimal(count))

    def total(self, value: Decimal | None, title: str, cells: Sequence[str]) -> Number:
        """由几格算出的金额。"""
        if value is None:
            return NOTHING
        return self._computed(self._style.number(value), value, title, cells, self._money_unit)

    def _filed(
        self, text: str, field: Field[Quantity] | Field[Target], title: str, unit: str = ""
    ) -> Number:
        if not _DIGIT.search(text):
            return Number(pure(text), None)
        address = field.cell.address
        marked = self.ledger.mark(text, title, (address,))
        doubtful = address in self._doubted
        return Number(marked, field.value.value, doubtful=doubtful, unit=unit or field.value.unit)

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
        return self._computed(text, value, title, cells, unit)

    def _computed(
        self, text: str, value: Decimal, title: str, cells: Sequence[str], unit: str
    ) -> Number:
        doubtful = any(cell in self._doubted for cell in cells)
        return Number(self.ledger.mark(text, title, cells), value, doubtful=doubtful, unit=unit)

    def first(self, field: Field[Quantity] | None, otherwise: Number, title: str) -> Number:
        """以表为准：填报人写了数的用表里的，空着的（或公式没有结果的）用算出的。"""
        if field is not None and field.value.doubted(DoubtKind.NOT_RATE):
            return otherwise  # 金额不能当执行率说
        if field is not None and field.value.is_number:
            return self.exact(field, title, 2)
        return otherwise or self.cell(field, title)

    def text(self, text: str, title: str, cells: Sequence[str]) -> str:
        """一段含数的短文字（计分算式、带单位的数）整体登记；没有数字的不登记。"""
        return self.ledger.mark(text, title, cells) if _DIGIT.search(text) else pure(text)

    def noted(self, text: str, title: str, cell: str) -> str:
        """一格的文字；有疑问的带记号。"""
        return self.text(text, title, (cell,)) + self.doubt(cell)

    def doubt(self, cell: str) -> str:
        """这一格有疑问的，跟在它的数后面的记号。"""
        return DOUBT if cell in self._doubted else ""


NOTHING = Number("", None)
