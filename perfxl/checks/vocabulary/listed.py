"""一段话里分了几条：一是二是、（一）（二）、1. 2.、①②。"""

from __future__ import annotations

from perfxl.cells.later import later
from perfxl.cells.quantity import fold

_HAN = "一二三四五六七八九十"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_STYLES = (
    later(rf"(?<![{_HAN}同不只但可还也都就正])([{_HAN}])是(?!否)"),
    later(rf"第([{_HAN}])[,，、:：]"),
    later(rf"\(([{_HAN}])\)"),
    later(rf"(?:^|(?<=[。；;\s,，:：]))([{_HAN}])、"),
    later(r"\((\d{1,2})\)"),
    later(r"(?:^|(?<=[^\d.]))(\d{1,2})[.、](?!\d)"),
    later(rf"([{_CIRCLED}])"),
)
# 年份、小数、日期（1.5、1、2月）不是编号。
_FIRST = later(r"(?:一是(?!否)|第一[,，、:：]|\([一1]\)|一、|1[.、](?!\s*\d)|①)")


def items_of(text: str) -> int | None:
    """分了几条，从第一条起接着数；开头编了号而只有一条的为 1，没有编号的为 None。"""
    whole = fold(text)
    counts = [count for style in _STYLES if (count := _run(style.findall(whole))) > 1]
    return counts[0] if counts else 1 if _FIRST.match(whole) else None


def _run(marks: list[str]) -> int:
    """从一起接着数到几；不是从一起、跳了号的为 0。"""
    numbers = [_number(mark) for mark in marks]
    return len(numbers) if numbers == list(range(1, len(numbers) + 1)) else 0


def _number(mark: str) -> int:
    for row in (_HAN, _CIRCLED):
        if mark in row:
            return row.index(mark) + 1
    return int(mark)
