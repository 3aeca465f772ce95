"""没有人动过的一张表格与照现在的表画的一张：哪一格的字、哪一行不同。数另外比，这里当作一样。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from lxml import etree

from perfxl.report.refresh import tables

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ALIKE = 2  # 至少二分之一的字一样，才当作同一行改了


@dataclass(frozen=True, slots=True)
class Row:
    """一处不同：在报告的哪一段，报告写着的，照现在的表该写的。整行没有了、要添的，一头为空。"""

    paragraph: etree._Element
    said: str
    due: str
    whole: bool = False  # 说的是整行


def changed_rows(old: etree._Element, fresh: etree._Element) -> Iterator[Row]:
    """`old` 是报告里的，`fresh` 是照现在的表画的。"""
    mine, new = _different(old, fresh), _different(fresh, old)
    for row in mine:
        due = _most_like(row, new)
        if due is None:
            yield Row(_paragraph(row), tables.said(row), "", whole=True)
        else:
            new.remove(due)
            yield from _cells(row, due)
    for row in new:
        yield Row(_paragraph(old), "", tables.said(row), whole=True)


def _different(table: etree._Element, other: etree._Element) -> list[etree._Element]:
    """另一张里没有的行。"""
    there = set(tables.rows(other))
    every = zip(tables.rows(table), table.iterchildren(f"{_W}tr"), strict=True)
    return [row for text, row in every if text not in there]


def _most_like(row: etree._Element, others: Sequence[etree._Element]) -> etree._Element | None:
    """字最像的一行，格数也相同。"""
    count, text = len(_boxes(row)), tables.said(row)
    alike = [
        (SequenceMatcher(None, text, tables.said(other)).ratio(), -place)
        for place, other in enumerate(others)
        if len(_boxes(other)) == count
    ]
    likeness, place = max(alike, default=(0, 0))
    return others[-place] if likeness * _ALIKE >= 1 else None


def _cells(row: etree._Element, due: etree._Element) -> Iterator[Row]:
    """一行里字不同的格；上下并起来的，一头空着说的是并法。"""
    for mine, new in zip(_boxes(row), _boxes(due), strict=True):
        said, now = _text(mine), _text(new)
        merged = next(mine.iter(f"{_W}vMerge"), None) is not None
        if tables.masked(mine) != tables.masked(new) and not (merged and not (said and now)):
            yield Row(_paragraph(mine), said, now)


def _boxes(row: etree._Element) -> list[etree._Element]:
    return list(row.iterchildren(f"{_W}tc"))


def _text(element: etree._Element) -> str:
    return "".join(text.text or "" for text in element.iter(f"{_W}t"))


def _paragraph(element: etree._Element) -> etree._Element:
    """头一段有字的；都没有字的，头一段。"""
    every = list(element.iter(f"{_W}p"))
    return next((one for one in every if has_text(one)), every[0])


def has_text(element: etree._Element) -> bool:
    return bool(_text(element).strip())
