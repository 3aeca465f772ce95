"""写：把 Edits 落到一个打开的包上。全部在内存里做完，任何一处拒绝都不会留下半截。"""

from __future__ import annotations

import posixpath
from functools import cached_property
from typing import TYPE_CHECKING

from perfxl.cells.later import later
from perfxl.errors import WorkbookError
from perfxl.ours.sheet import has_chart_data
from perfxl.workbook.book_patch import BookChange, patch_book
from perfxl.workbook.chart import chart_xml, drawing_xml
from perfxl.workbook.look import mark_fill
from perfxl.workbook.marks import TRACE, set_marks
from perfxl.workbook.ours import our_sheets
from perfxl.workbook.parts import open_book, rels_name
from perfxl.workbook.reader import shared_strings
from perfxl.workbook.registry import (
    add_relation,
    free_part,
    in_dialect,
    put_single_relation,
    reachable,
    register_types,
    remove_relation,
)
from perfxl.workbook.result_sheet import sheet_xml
from perfxl.workbook.sheet_patch import set_values
from perfxl.workbook.splice import Document
from perfxl.workbook.styles import EMPTY, StyleTable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from perfxl.cells.areas import Places
    from perfxl.cells.edits import Edits, MarkLevel, ResultSheet, ValueEdit
    from perfxl.workbook.package import Package

_FORMULA = later(rb"<(?:[\w.-]+:)?f[\s>/]")
_BAD_NAME = later(r"[\[\]:*?/\\]|^'|'$")


def apply(package: Package, edits: Edits) -> None:
    """一次写回。"""
    _Writing(package, edits).run()


class _Writing:
    """一次写回的中间状态：样式表、增删了哪些部件、有没有值真的变了。"""

    def __init__(self, package: Package, edits: Edits) -> None:
        self._package = package
        self._edits = edits
        self._book = book = open_book(package)
        self._sheets = {sheet.name: sheet for sheet in book.sheets}
        self._ours = our_sheets(book)
        wanted = {sheet.name for sheet in edits.sheets}
        self._removed = frozenset(self._ours) - wanted
        self._new = [sheet for sheet in edits.sheets if sheet.name not in self._ours]
        self._folder = posixpath.dirname(book.part)
        self._added_parts: dict[str, str] = {}
        self._gone_parts: set[str] = set()

    def run(self) -> None:
        self._refuse()
        changed = self._patch_sheets()
        self._drop_old_results()
        added = [(sheet.name, self._register_sheet(sheet)) for sheet in self._new]
        for sheet in self._edits.sheets:
            self._write_result(sheet)
        recalculate = changed and self._has_formulas()
        if self._edits.sheets or self._ours or recalculate:
            change = BookChange(self._removed, tuple(added), self._edits.sheets, recalculate)
            part = self._book.part
            self._package.put(part, patch_book(self._package.part(part), self._book, change))
        self._write_styles()
        if self._added_parts or self._gone_parts:
            register_types(self._package, self._added_parts, self._gone_parts)

    def _refuse(self) -> None:
        names = self._package.names()
        if any(name.lower().startswith("_xmlsignatures/") for name in names):
            raise WorkbookError(
                "带有数字签名，改动会使签名失效；请另存为一份不带签名的副本，对副本运行"
            )
        if self._package.has_repeated_names():
            raise WorkbookError("压缩包里有同名部件，不敢改动；请用 Excel 打开后另存一次，再试")
        self._refuse_names()
        if self._book.structure_locked and (self._removed or self._new):
            raise WorkbookError(
                "设了工作簿结构保护，不能增减工作表；请在 Excel 的“审阅”里撤销工作簿保护后再试"
            )

    def _refuse_names(self) -> None:
        taken = {name.lower() for name in self._sheets if name not in self._ours}
        for sheet in self._edits.sheets:
            if sheet.name.lower() in taken:
                raise WorkbookError(
                    f"已有一张名为“{sheet.name}”的工作表，不是程序写的，不能覆盖；请把它改名后再试"
                )
            if not 0 < len(sheet.name) <= 31 or _BAD_NAME.search(sheet.name):
                raise WorkbookError(f"结果表的名字“{sheet.name}”Excel 不接受；请改用别的名字")
            taken.add(sheet.name.lower())
        for name in [edit.sheet for edit in self._edits.values] + [
            mark.sheet for mark in self._edits.marks
        ]:
            if name not in self._sheets or self._sheets[name].part is None or name in self._ours:
                raise WorkbookError(f"没有可以写的工作表“{name}”；请核对文件是不是同一份")

    @cached_property
    def _table(self) -> StyleTable:
        part = self._book.styles
        return StyleTable(EMPTY.encode() if part is None else self._package.part(part))

    @cached_property
    def _strings(self) -> list[str]:
        return shared_strings(self._package, self._book.strings)

    def _patch_sheets(self) -> bool:
        """填报人的表：写结果格，换标记。返回有没有值真的变了。"""
        values = self._values_by_sheet()
        marks = self._marks_by_sheet()
        changed = False
        for name, sheet in self._sheets.items():
            if sheet.part is None or name in self._ours:
                continue
            data = self._package.part(sheet.part)
            if name not in values and name not in marks and TRACE not in data:
                continue
            document = Document(data)
            if name in values:
                changed |= set_values(document, values[name], lambda: self._strings)
            if name in marks or TRACE in data:
                set_marks(
                    document, marks.get(name, {}), lambda level: mark_fill(self._table, level)
                )
            self._package.put(sheet.part, document.result())
        return changed

    def _values_by_sheet(self) -> Mapping[str, list[ValueEdit]]:
        values: dict[str, list[ValueEdit]] = {}
        for edit in self._edits.values:
            values.setdefault(edit.sheet, []).append(edit)
        return values

    def _marks_by_sheet(self) -> Mapping[str, dict[MarkLevel, Places]]:
        marks: dict[str, dict[MarkLevel, Places]] = {}
        for mark in self._edits.marks:
            levels = marks.setdefault(mark.sheet, {})
            levels.setdefault(mark.level, set()).update(mark.places)
        return marks

    def _has_formulas(self) -> bool:
        """留下的各张表里有没有公式；去掉的结果表这时已经不在包里。"""
        parts = [
            sheet.part
            for sheet in self._book.sheets
            if sheet.part and sheet.name not in self._removed
        ]
        return any(_FORMULA.search(self._package.part(part)) for part in parts)

    def _drop_old_results(self) -> None:
        """旧结果表带着的部件（图、打印机设置……）只归它用的，一并去掉。"""
        parts = frozenset(self._part(name) for name in self._ours)
        if not parts:
            return
        others = reachable(self._package, [""], barred=parts)
        own = reachable(self._package, parts, barred=frozenset()) - others - parts
        for name in self._removed:
            own.add(self._part(name))
            remove_relation(self._package, self._book.part, self._sheets[name].rel_id)
        for part in own | parts:
            self._package.drop(rels_name(part))
        for part in own:
            self._package.drop(part)
        self._gone_parts |= own

    def _part(self, name: str) -> str:
        return self._sheets[name].part or ""

    def _register_sheet(self, sheet: ResultSheet) -> str:
        """给新结果表定下部件名，登记关系，返回关系编号。"""
        part = self._new_part("worksheets/sheet{}.xml", "worksheet")
        self._package.put(part, b"")  # 占住名字
        self._new_sheet_parts[sheet.name] = part
        return self._relate(self._book.part, "worksheet", part)

    @cached_property
    def _new_sheet_parts(self) -> dict[str, str]:
        return {}

    def _relate(self, part: str, kind: str, target: str) -> str:
        return add_relation(self._package, part, kind, target, strict=self._book.strict)

    def _new_part(self, pattern: str, kind: str) -> str:
        part = free_part(self._package, posixpath.join(self._folder, pattern))
        self._added_parts[part] = kind
        return part

    def _write_result(self, sheet: ResultSheet) -> None:
        part = self._new_sheet_parts.get(sheet.name) or self._part(sheet.name)
        self._put(part, sheet_xml(sheet, self._table))
        if sheet.chart is None or not has_chart_data(sheet):
            return
        strict = self._book.strict
        drawing = self._new_part("drawings/drawing{}.xml", "drawing")
        self._put(drawing, drawing_xml(sheet.chart))
        put_single_relation(self._package, part, "drawing", drawing, strict=strict)
        chart = self._new_part("charts/chart{}.xml", "chart")
        self._put(chart, chart_xml(sheet.chart, sheet))
        put_single_relation(self._package, drawing, "chart", chart, strict=strict)

    def _put(self, part: str, xml: str) -> None:
        self._package.put(part, in_dialect(xml, strict=self._book.strict))

    def _write_styles(self) -> None:
        if "_table" not in self.__dict__:
            return
        part = self._book.styles
        if part is not None:
            self._package.put(part, self._table.result())
            return
        part = self._new_part("styles.xml", "styles")
        self._relate(self._book.part, "styles", part)
        self._put(part, self._table.result().decode())
