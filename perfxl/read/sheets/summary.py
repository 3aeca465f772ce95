"""工作簿里另有一张汇总表（一个项目一行：金额、得分、等级）的：写着这一份的那一行。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from perfxl.cells.grid import Cell, Field, Sheet
from perfxl.cells.names import bare_key_of, key_of
from perfxl.cells.notation import read_quantity
from perfxl.cells.quantity import Quantity
from perfxl.filing.model import Filing
from perfxl.read.heading.column_names import fund_names
from perfxl.read.money_unit import money_unit

_NAMES = frozenset({"项目名称", "项目", "专项名称", "项目支出名称"})
_TOTALS = frozenset({"自评得分", "自评总分", "得分", "总分", "自评分", "评价得分", "总得分"})
_GRADES = frozenset({"自评等级", "等级", "评价等级", "自评等次", "等次"})
_HEAD_ROWS = 20  # 表头在开头这些行里
_LEAST = 2  # 除了名称，至少另有两栏


def with_summary(filing: Filing, sheets: Sequence[Sheet]) -> Filing:
    """`sheets` 是另外的工作表；哪一张都没有写着这一份的，照原来。"""
    name = key_of(filing.name.value) if filing.name is not None else ""
    if not name:
        return filing
    for sheet in sheets:
        told = dict(_told(sheet, filing, name))
        if told:
            return replace(filing, summary=told)
    return filing


def _told(sheet: Sheet, filing: Filing, name: str) -> Iterator[tuple[str, Field[Quantity]]]:
    tops = islice(sheet.filled_rows(), _HEAD_ROWS)
    head = next((row for row in tops if len(_columns(sheet, row, filing)) > _LEAST), 0)
    columns = _columns(sheet, head, filing) if head else {}
    rows = (row for row in sheet.filled_rows() if row > head)
    mine = [row for row in rows if columns and key_of(sheet.at(row, columns["name"]).raw) == name]
    if len(mine) != 1:
        return  # 没有这个项目；同名的有几行，不知道哪一行
    unit = money_unit(sheet, sheet.last_row + 1) or filing.money_unit
    for key, column in columns.items():
        cell = sheet.at(mine[0], column)
        default = "%" if key == "rate" else "" if key in {"total", "grade"} else unit
        if key != "name" and cell.kind != "blank":
            yield key, Field(read_quantity(cell, unit=default), cell)


def _columns(sheet: Sheet, row: int, filing: Filing) -> dict[str, int]:
    """这一行当表头看：项目名称、各项金额、得分、等级在哪一列；没有项目名称的不是。"""
    names = fund_names(filing.form)
    columns: dict[str, int] = {}
    for cell in sheet.row(row):
        key = _key(cell) if cell.kind == "text" else ""
        named = names.find(cell.raw) if cell.kind == "text" and not key else None
        if named is not None and named[0] in {"initial", "budget", "executed", "rate"}:
            key = named[0]
        if key:
            columns.setdefault(key, cell.column)
    return columns if "name" in columns else {}


def _key(cell: Cell) -> str:
    key = bare_key_of(cell.raw)
    kinds = (("name", _NAMES), ("total", _TOTALS), ("grade", _GRADES))
    return next((kind for kind, words in kinds if key in words), "")
