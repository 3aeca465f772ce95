"""S 结构之三：通篇是别的年份，像是旧表只改了年度；只说一次。"""

from __future__ import annotations

from collections.abc import Iterator

from perfxl.cells.grid import Cell
from perfxl.checks.register import Remark, check
from perfxl.checks.vocabulary.years_written import years_written
from perfxl.filing.findings import WITHIN, Level
from perfxl.filing.model import Filing

_FEWEST = 3  # 少于这么多格的，各说各的（T07、T21、G07、G10）


@check("S15", Level.WARNING, on=Filing, english="Every year written is another year's",
       explains=(*WITHIN, "T07", "T21", "G07", "G10"))  # fmt: skip
def another_year_throughout(filing: Filing) -> Iterator[Remark]:
    """期限、完成的日期、文字里写的年份，应是本年度的。

    为什么：写着年份的地方通篇是另一年，多半是拿旧表只改了表头的年度，指标、完成值都还是那一年的。
    怎么改：核对表头的年度；年度没有错的，照今年的目标和实际逐格改。
    例：绩效自评表!A2 本表是 2023 年度，写着年份的 3 格都是 2022 年，没有一格是 2023 年，
    像是旧表只改了年度
    """
    year = "" if filing.year is None else filing.year.value
    if not year.isdigit():
        return
    found: dict[str, list[Cell]] = {}
    plans = _plans(filing)
    for cell, each in years_written(filing):
        if each == year:
            return
        if each > year and cell.address in plans:
            continue  # 2026年一季度补办：下一步的打算，本来就是以后的年份
        found.setdefault(each, []).append(cell)
    if len(found) != 1:
        return
    other, cells = next(iter(found.items()))
    places = {cell.address for cell in cells}
    if len(places) >= _FEWEST:
        message = (
            f"本表是 {year} 年度，写着年份的 {len(places)} 格都是 {other} 年，"
            f"没有一格是 {year} 年，像是旧表只改了年度"
        )
        yield Remark((filing.year, *cells), message)


def _plans(filing: Filing) -> frozenset[str]:
    """写下一步怎么办的格：原因及改进措施一栏，报告文字。"""
    fields = [row.reason for row in filing.indicators]
    fields += [narrative.text for narrative in filing.narratives]
    return frozenset(field.cell.address for field in fields if field is not None)
