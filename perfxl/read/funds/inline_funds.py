"""名称和金额写在一格里的资金：`其中: 一般公共预算:1873.66万元`，按收入、按支出两种分法左右并排。"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from perfxl.cells.grid import Cell, Field, Sheet
from perfxl.cells.later import later
from perfxl.cells.names import tidy
from perfxl.cells.notation import parse_quantity, read_quantity
from perfxl.cells.quantity import Quantity, fold
from perfxl.filing.amounts import money
from perfxl.filing.model import FundLine
from perfxl.form.form import FundKind, FundRow
from perfxl.read.form_rows import FormRows
from perfxl.read.goal_words import side_by_words
from perfxl.read.heading.column_names import fund_names
from perfxl.read.heading.headings import Heading

_GROUP = later(r"按[^:\d]{2,8}?(?:分类|划分|分|分为)?:?")
_NAMED = later(r"(?:其中:)?(?P<name>[^:\d]{2,20}):(?P<amount>.*)")
_AMOUNTS = ("budget", "executed", "initial")

# 表样没有列出的资金行，按名称里的字归类。
_WORDS: tuple[tuple[FundKind, tuple[str, ...]], ...] = (
    ("total", ("总额", "合计", "总计", "总金额")),
    ("carryover", ("结转", "结余")),
    ("fiscal", ("财政", "拨款", "补助", "中央", "省级", "市级", "县级", "债券", "预算")),
)


def kind_of(name: str) -> FundKind:
    text = fold(name)
    return next((kind for kind, words in _WORDS if any(word in text for word in words)), "other")


def is_division(text: str) -> bool:
    """写的是一种分法：按收入性质分、按支出性质分。"""
    return _GROUP.fullmatch(fold(text)) is not None


class InlineFunds:
    """一张表里这样写的各行；记着每一列上面写的是哪种分法。"""

    def __init__(self, sheet: Sheet, known: FormRows, unit: str) -> None:
        self.sheet, self.known, self.unit = sheet, known, unit
        self._groups: dict[int, str] = {}
        self._taken: list[FundRow] = []

    def lines(self, row: int) -> list[FundLine] | None:
        """这一行写着的几笔；只写分法（按收入性质分：）的一笔也没有；不是这样写的行为 None。"""
        cells = [cell for cell in self.sheet.row(row) if not self._is_side(cell)]
        # 拆开了合并、每一格都写一遍的，只看头一格
        cells = [cell for last, cell in pairwise([None, *cells]) if cell and not _again(last, cell)]
        apart = self._apart(cells) if self._groups else []
        return apart or self._told(cells)

    def _apart(self, cells: Sequence[Cell]) -> list[FundLine]:
        """两种分法并排、金额另占一格的：名称、金额一对一对，没有别的。"""
        pairs = list(zip(cells[::2], cells[1::2], strict=False))
        whole = len(cells) % 2 == 0 and all(
            name.kind == "text" and read_quantity(amount).is_number for name, amount in pairs
        )
        return [
            self._line(name, name.raw, Field(read_quantity(amount, unit=self.unit), amount))
            for name, amount in (pairs if whole else ())
        ]

    def _told(self, cells: Sequence[Cell]) -> list[FundLine] | None:
        """名称、金额写在一格里的几笔。"""
        titles = [cell for cell in cells if not read_quantity(cell).is_number]
        if titles and all(is_division(cell.raw) for cell in titles):  # 右边可以写着各自的合计
            for cell in titles:
                self._groups[cell.column] = tidy(cell.raw).rstrip("：:")
            return []
        if not cells or any(cell.kind != "text" for cell in cells):
            return None
        matches = [(cell, _NAMED.fullmatch(fold(cell.raw))) for cell in cells]
        parts = [(cell, named) for cell, named in matches if named]
        if len(parts) < len(matches) or not all(_is_amount(named) for _, named in parts):
            return None
        if any(side_by_words(named["name"]) for _, named in parts):
            return None  # 预期目标：
        if not self._groups and not any(named["amount"] for _, named in parts):
            return None  # 没有写分法的“其他资金：”，是金额另占一列的行
        return [
            self._line(
                cell, named["name"], Field(parse_quantity(named["amount"], unit=self.unit), cell)
            )
            for cell, named in parts
        ]

    def _is_side(self, cell: Cell) -> bool:
        """竖着盖过几行的块名，或者没有合并、每行都写一遍的。"""
        area = self.sheet.area(cell.row, cell.column)
        above = self.sheet.at(cell.row - 1, cell.column)
        same = above.raw == cell.raw and not read_quantity(cell).is_number
        return area.last_row > area.first_row or same

    def division(self, column: int) -> str:
        """这一列上面写的是哪种分法；没有写的为空。"""
        left = [title for title in self._groups if title <= column]
        return self._groups[max(left)] if left else ""

    def _line(self, cell: Cell, said: str, amount: Field[Quantity]) -> FundLine:
        name = tidy(said)
        own = self.known.fund(name, self._taken)
        self._taken += [own] if own else []
        return FundLine(
            Field(name, cell), own.kind if own else kind_of(name),
            budget=amount, group=self.division(cell.column), row=own,
        )  # fmt: skip


def _again(last: Cell | None, cell: Cell) -> bool:
    return last is not None and last.raw == cell.raw and last.column + 1 == cell.column


def _is_amount(named: re.Match[str]) -> bool:
    return not named["amount"] or parse_quantity(named["amount"]).is_number


def in_their_column(lines: Sequence[FundLine], unit: str) -> Iterator[FundLine]:
    """写在一格里的金额没有说是预算还是支出：合计等于总额的哪一项，就是哪一项；都不等的算预算。"""
    total = next((line for line in lines if line.kind == "total" and not _is_inline(line)), None)
    sums: dict[str, Decimal] = {}
    for line in filter(_is_inline, lines):
        value = money(line.budget, unit)
        sums[line.group] = sums.get(line.group, Decimal(0)) + (value or Decimal(0))
    for line in lines:
        if not _is_inline(line) or total is None:
            yield line
            continue
        wholes = {key: money(_amount(total, key), unit) for key in _AMOUNTS}
        key = next((key for key in _AMOUNTS if wholes[key] == sums[line.group]), "budget")
        yield _placed(line, key)


def _is_inline(line: FundLine) -> bool:
    alone = line.initial is None and line.executed is None and line.budget is not None
    if not alone or line.budget is None:
        return False
    return line.budget.cell == line.name.cell or is_division(line.group)


def _amount(line: FundLine, key: str) -> Field[Quantity] | None:
    return {"budget": line.budget, "executed": line.executed, "initial": line.initial}[key]


def _placed(line: FundLine, key: str) -> FundLine:
    if key == "executed":
        return replace(line, executed=line.budget, budget=None)
    if key == "initial":
        return replace(line, initial=line.budget, budget=None)
    return line


def second_division(
    sheet: Sheet, known: FormRows, heading: Heading, before: int, unit: str
) -> Iterator[FundLine]:
    """另一种分法并排在右边、自己有表头的：按支出用途 | 全年支出数。"""
    names = fund_names(known.form)
    right = max(heading.columns.values())
    heads = [cell for cell in sheet.row(heading.first_row) if cell.column > right]
    title = next((cell for cell in heads if is_division(cell.raw)), None)
    if title is None:
        return
    found = [(names.find(cell.raw), cell) for cell in heads if cell.column > title.column]
    columns = {named[0]: cell.column for named, cell in found if named and named[0] in _AMOUNTS}
    taken: list[FundRow] = []
    for row in range(heading.row + 1, before) if columns else ():
        name = sheet.at(row, title.column)
        cells = {key: sheet.at(row, column) for key, column in columns.items()}
        amounts = {key: Field(read_quantity(cell, unit=unit), cell) for key, cell in cells.items()}
        if name.kind != "text" or not any(field.value.is_number for field in amounts.values()):
            return
        own, kind = known.fund(name.raw, taken), kind_of(name.raw)
        if (own.kind if own else kind) == "total":
            return  # 这种分法的合计，就是总额
        taken += [own] if own else []
        yield FundLine(
            Field(tidy(name.raw), name), own.kind if own else kind,
            amounts.get("initial"), amounts.get("budget"), amounts.get("executed"),
            group=tidy(title.raw), row=own,
        )  # fmt: skip
