"""表里各格写着的年份：期限、完成的日期、目标、完成情况、原因。"""

from __future__ import annotations

from collections.abc import Iterator

from perfxl.cells.grid import Cell
from perfxl.cells.later import later
from perfxl.cells.quantity import fold
from perfxl.filing.model import Filing
from perfxl.form.once import once


@once
def years_written(filing: Filing) -> tuple[tuple[Cell, str], ...]:
    """写着年份的格和那一年，一格里一年说一次；表头的年度不在内。"""
    every = _written(filing)
    return tuple((cell, each) for cell, text in every for each in dict.fromkeys(_years(text)))


def _written(filing: Filing) -> Iterator[tuple[Cell, str]]:
    """可能写着年份的各格，和它写着什么；日期格的写成年月日。"""
    fields = [filing.name, filing.goal, filing.achievement]
    fields += [narrative.text for narrative in filing.narratives]
    for row in filing.indicators:
        fields += [row.name, row.reason, row.evidence]
        for quantity in (row.target, row.actual):
            day = quantity.value.day
            dated = f"{day.year}年" if day is not None and quantity.cell.kind == "date" else ""
            yield quantity.cell, dated or quantity.value.raw
    for field in fields:
        if field is not None and field.value:
            yield field.cell, field.value


_YEAR = later(
    r"(?<![\d比较自从])(?<!同比)((?:19|20)\d{2})(?:年(?!以来|起|至|—|-|~|的?基础)|[-/.]\d{1,2}(?!\d))"
)
_MAY_BE = later(r"[12][09]\d{2}")
_TITLE = later(r"《[^》]*》")


def _years(text: str) -> list[str]:
    """文件名称里的、拿来比的（比2022年、2022年以来）不算。"""
    said = fold(text)
    found: list[str] = _YEAR.findall(_TITLE.sub("", said)) if _MAY_BE.search(said) else []
    return found
