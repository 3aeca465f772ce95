"""R15 表头写的单位：照它写的，表里的钱与正文一笔也对不上，换一个单位就有几笔对得上。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.proof.model import Finding, Paragraph, Table
from perfxl.proof.reading import Reading
from perfxl.proof.sums.tables import number_in
from perfxl.proof.text.masks import even

_UNIT = later(r"单位\s*[：:]\s*(?P<unit>[千百]?万元|千元|百元|亿元|元)")
_SCALES = {
    "元": Decimal(1),
    "千元": Decimal(1000),
    "万元": Decimal(10_000),
    "亿元": Decimal(10) ** 8,
}
_LEAST = Decimal(10)
_ENOUGH = 2


def headings(reading: Reading) -> Iterator[Finding]:
    """逐个表格看上面一段、里面写的单位。"""
    prose = {figure.value for figure in reading.prose_figures if figure.is_money and figure.exact}
    for table in reading.report.tables:
        said = _said(table, reading)
        if said is None or said[1]["unit"] not in _SCALES:
            continue
        paragraph, match = said
        values = {
            value for row in table.rows for cell in row
            if (value := number_in(cell)) is not None and value >= _LEAST and "%" not in cell.text
        }  # fmt: skip
        known = {
            unit: sum(value * scale in prose for value in values) for unit, scale in _SCALES.items()
        }
        best = max(known, key=lambda unit: known[unit])
        if known[match["unit"]] == 0 and known[best] >= _ENOUGH:
            fits = f"照“{best}”看有 {known[best]} 笔对得上"
            message = f"照“{match['unit']}”看，表里的数与正文一笔也对不上，{fits}"
            yield Finding("R15", paragraph, *match.span(), message, expected=best)


def _said(table: Table, reading: Reading) -> tuple[Paragraph, re.Match[str]] | None:
    """表前面的两段、表的头两行里写的单位。"""
    cells = [one for row in table.rows[:2] for cell in row for one in cell.paragraphs]
    first = min((one.number for one in cells), default=0)
    above = [one for one in reading.report.prose if one.number < first and one.text.strip()][-2:]
    for paragraph in (*cells, *reversed(above)):
        match = _UNIT.search(even(paragraph.text))
        if match is not None:
            return paragraph, match
    return None
