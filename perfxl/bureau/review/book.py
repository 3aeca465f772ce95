"""复核表：一份自评表一个工作簿，自评的、核算的已经写好、锁着，复核的人填后几栏。

收回来时按栏名和“台账号”认，Excel、WPS、LibreOffice 存的、另存成 .xls、.ods 的都一样。
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]  # 该库没有类型标注

from perfxl.bureau.review.subjects import Line, Subject
from perfxl.workbook.products import REVIEW

SHEET = "抽查复核表"
NUMBER, CONTENT, REVIEWER, DAY = "台账号", "内容", "复核人", "复核日期"
LINE, VALUE, POINTS, REASON, EVIDENCE = "序号", "复核完成值", "复核得分", "扣分原因", "佐证"
HASH_SHOWN = 12  # 内容摘要写前几位：认得出后来换过没有
HEADS: Mapping[str, int] = {
    LINE: 5, "一级指标": 10, "指标": 19, "指标值": 12, "自评完成值": 12, "分值": 6,
    "自评得分": 8, "核算得分": 8, VALUE: 12, POINTS: 8, REASON: 24, EVIDENCE: 17, "原表的格": 14,
}  # fmt: skip
_FIRST = 7  # 标题行下面第一行（从 0 起）
_NOTES = (
    "1. 只填浅黄的格：复核人、复核日期、复核完成值、复核得分、扣分原因、佐证；别的锁着，没有密码。",
    "2. 每一行都要有复核得分，从 0 到这一行的分值；复核得分低于自评得分的，写明扣分原因。",
    "3. 核算得分是程序照表样的计分办法、用自评的完成值算的，没有的是要人来定的；它不代替复核。",
    "4. 佐证写看了什么（文号、凭证号、照片），没有看到的写“未提供”。",
)
_BASE: Mapping[str, Any] = {"font_name": "宋体", "font_size": 10, "valign": "vcenter"}
_CELL: Mapping[str, Any] = {"border": 1, "text_wrap": True}
_LOOKS: Mapping[str, Mapping[str, Any]] = {
    "title": {"font_name": "方正小标宋简体", "font_size": 20, "align": "center"},
    "label": {**_CELL, "font_name": "黑体", "align": "center", "bg_color": "#F2F2F2"},
    "text": _CELL,
    "middle": {**_CELL, "align": "center"},
    "points": {**_CELL, "align": "center", "num_format": "0.00##"},
    "fill": {**_CELL, "locked": False, "bg_color": "#FFFBE6"},
    "mark": {**_CELL, "locked": False, "bg_color": "#FFFBE6", "align": "center",
             "num_format": "0.00##"},
    "sum": {**_CELL, "font_name": "黑体", "align": "center", "num_format": "0.00##"},
    "note": {"font_size": 9, "text_wrap": True},
}  # fmt: skip
_KINDS: Mapping[str, str] = {
    "指标": "text", "指标值": "text", "自评完成值": "text", "分值": "points", "自评得分": "points",
    "核算得分": "points", VALUE: "fill", POINTS: "mark", REASON: "fill", EVIDENCE: "fill",
}  # fmt: skip


def review_book(subject: Subject, why: str) -> bytes:
    """一份的复核表；`why` 是为什么抽到它。两次做出的相同。"""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties(
        {"title": SHEET, "category": REVIEW, "created": datetime(2020, 1, 1, tzinfo=UTC)}
    )
    _Page(book, subject, why).draw()
    book.close()
    return buffer.getvalue()


class _Page:
    """画一页。"""

    def __init__(self, book: Any, subject: Subject, why: str) -> None:
        self._subject, self._why = subject, why
        self._looks = {name: book.add_format({**_BASE, **look}) for name, look in _LOOKS.items()}
        self._sheet = book.add_worksheet(SHEET)
        self._columns = {head: place for place, head in enumerate(HEADS)}
        self._end = _FIRST + len(subject.lines)

    def draw(self) -> None:
        """从上到下。"""
        for head, place in self._columns.items():
            self._sheet.set_column(place, place, HEADS[head])
        self._head()
        for row, line in enumerate(self._subject.lines, _FIRST):
            self._line(row, line)
        self._totals()
        self._notes()
        self._paper()

    def _across(self, row: int, first: int, last: int, text: str, look: str) -> None:
        """一段格写一样东西；别人写的字不会成为公式。"""
        if first == last:
            self._sheet.write_string(row, first, text, self._looks[look])
            return
        self._sheet.merge_range(row, first, row, last, "", self._looks[look])
        if text:
            self._sheet.write_string(row, first, text, self._looks[look])

    def _head(self) -> None:
        subject, last = self._subject, len(HEADS) - 1
        self._across(0, 0, last, "绩效自评抽查复核表", "title")
        self._sheet.set_row(0, 34)
        facts = (
            ("单位", subject.office, "年度", subject.year),
            ("项目", subject.project, "自评表", subject.form),
            ("原表", subject.path, NUMBER, str(subject.submission)),
        )
        for row, (label, value, other, another) in enumerate(facts, 1):
            self._across(row, 0, 1, label, "label")
            self._across(row, 2, 7, value, "text")
            self._across(row, 8, 8, other, "label")
            self._across(row, 9, last, another, "text")
        self._across(4, 0, 1, "为什么抽", "label")
        self._across(4, 2, 7, self._why, "text")
        self._across(4, 8, 8, CONTENT, "label")
        self._across(4, 9, last, subject.hash[:HASH_SHOWN], "text")
        self._across(5, 0, 1, REVIEWER, "label")
        self._across(5, 2, 7, "", "fill")
        self._across(5, 8, 8, DAY, "label")
        self._across(5, 9, last, "", "fill")
        for row in range(1, 6):
            self._sheet.set_row(row, 32 if row == 4 else 22)
        for head, place in self._columns.items():
            self._across(6, place, place, head, "label")
        self._sheet.set_row(6, 30)

    def _line(self, row: int, line: Line) -> None:
        values: Mapping[str, str | Decimal | None] = {
            LINE: Decimal(line.number), "一级指标": line.level1, "指标": line.name,
            "指标值": line.target, "自评完成值": line.actual, "分值": line.weight,
            "自评得分": line.filed, "核算得分": line.recomputed,
            "原表的格": line.cell.rpartition("!")[2],
        }  # fmt: skip
        for head, place in self._columns.items():
            value, look = values.get(head), self._looks[_KINDS.get(head, "middle")]
            if isinstance(value, Decimal):
                self._sheet.write_number(row, place, value, look)
            elif value:
                self._sheet.write_string(row, place, value, look)
            else:
                self._sheet.write_blank(row, place, None, look)
        # 行高照最长的一格：指标、指标值、完成值各按一行放得下几个字算。
        cells = ((line.name, 9), (line.target, 5), (line.actual, 5), (line.level1, 4))
        height = max(-(-len(text) // width) for text, width in cells) or 1
        self._sheet.set_row(row, min(400, max(26, 14 * height + 4)))
        self._limit(row, line)

    def _limit(self, row: int, line: Line) -> None:
        if line.weight is None:
            return
        said = f"从 0 到 {line.weight}"
        self._sheet.data_validation(row, self._columns[POINTS], row, self._columns[POINTS], {
            "validate": "decimal", "criteria": "between", "minimum": 0, "maximum": line.weight,
            "input_title": POINTS, "input_message": said,
            "error_title": POINTS, "error_message": f"{POINTS}要{said}。",
        })  # fmt: skip

    def _totals(self) -> None:
        self._across(self._end, 0, 4, "合计", "sum")
        for head, place in self._columns.items():
            if place < 5:
                continue
            if head not in {"分值", "自评得分", POINTS}:
                self._across(self._end, place, place, "", "sum")
                continue
            area = xlsxwriter.utility.xl_range(_FIRST, place, self._end - 1, place)
            filed = {"分值": "weight", "自评得分": "filed"}.get(head)
            known = (
                [getattr(line, filed) or Decimal(0) for line in self._subject.lines]
                if filed
                else []
            )
            formula = f'=IF(COUNT({area})=0,"",SUM({area}))'
            self._sheet.write_formula(
                self._end, place, formula, self._looks["sum"], sum(known) if known else ""
            )
        self._sheet.set_row(self._end, 24)

    def _notes(self) -> None:
        for row, note in enumerate(_NOTES, self._end + 1):
            self._across(row, 0, len(HEADS) - 1, note, "note")
            self._sheet.set_row(row, 16)

    def _paper(self) -> None:
        sheet = self._sheet
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(6)
        sheet.set_footer("&C— &P —")
        sheet.print_area(0, 0, self._end + len(_NOTES), len(HEADS) - 1)
        sheet.freeze_panes(_FIRST, 3)
        # 没有密码：只防误改。
        sheet.protect("", {"format_rows": True, "format_columns": True, "format_cells": True})
