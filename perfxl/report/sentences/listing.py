"""逐条列着的文字：目标里的“一、二、”改成报告自己低一层的编号，不与报告的标题混在一起，字不改。

行首像编号的未必是：“一、二季度完成招标”“（一）期工程完工”照原样，一个字也不去。
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from perfxl.cells.later import later
from perfxl.report.finish.numbering import number_said

_MARK = later(
    r"\s*(?:(?P<a>[一二三四五六七八九十]{1,3})、|[（(](?P<b>[一二三四五六七八九十]{1,3})[）)]"
    r"|(?P<c>\d{1,2})[.．、](?!\d)|[（(](?P<d>\d{1,2})[）)])\s*"
)
# 一、二季度；（一）期工程：未必是编号。
_COUNTED = later(r"[一二三四五六七八九十、]*(?:季度|级|类|月|标段|期(?![刊末初间内]))")
_NUMBERS = {number_said(0, number).removesuffix("、"): number for number in range(1, 100)}
_WRITTEN = ("{}. ", "（{}）", "{}）", "{}）")


def is_listed(line: str) -> bool:
    """行首写着编号的。"""
    return _MARK.match(line) is not None


def renumbered(lines: Sequence[str]) -> tuple[str, ...]:
    """行首用着报告标题的编号（一、（一））的，各层依次改成 1.、（1）；没有用的照原样。

    >>> renumbered(["一、接种 100剂次；", "（1）城区；", "二、培训 4期。"])
    ('1. 接种 100剂次；', '（1）城区；', '2. 培训 4期。')
    >>> renumbered(["一、二季度完成招标。", "（一）期工程完工。", "三、修渠 2公里。"])
    ('一、二季度完成招标。', '（一）期工程完工。', '三、修渠 2公里。')
    """
    marks = [_MARK.match(line) for line in lines]
    levels = sorted({mark.lastgroup or "" for mark in marks if mark})
    if not levels or levels[0] > "b" or not _in_order(lines, marks):
        return tuple(lines)
    return tuple(
        line
        if mark is None
        else _WRITTEN[levels.index(mark.lastgroup or "")].format(
            _number(mark[mark.lastgroup or ""])
        )
        + line[mark.end() :]
        for line, mark in zip(lines, marks, strict=True)
    )


def _in_order(lines: Sequence[str], marks: Sequence[re.Match[str] | None]) -> bool:
    """各层都从一起，一个接一个（换了上一层，从头起、接着起都可以），不全是“一、二季度”。"""
    last: dict[str, int] = {}
    plain: set[str] = set()
    for line, mark in zip(lines, marks, strict=True):
        if mark is None:
            continue
        level = mark.lastgroup or ""
        number = int(_number(mark[level]))
        if number not in {1, last.get(level, 0) + 1}:
            return False
        last[level] = number
        if level > "b" or not _COUNTED.match(line, mark.end()):
            plain.add(level)
    return plain == last.keys()


def _number(written: str) -> int | str:
    return _NUMBERS.get(written, written)
