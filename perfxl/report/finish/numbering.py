"""编号：一、（一）1.（1）。写在模板里的是记号，没有内容的段去掉以后才编，所以号总是连着的。"""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from perfxl.report.finish.contents import is_in_contents

_DIGITS = "零一二三四五六七八九"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def number_said(level: int, number: int) -> str:
    """第几层的第几个怎么写。"""
    return (f"{_chinese(number)}、", f"（{_chinese(number)}）", f"{number}.", f"（{number}）")[
        level
    ]


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    if number >= 100:
        return str(number)  # 没有哪份报告有一百节
    head = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones or not tens else "")


def number_all(root: etree._Element, marks: Iterable[tuple[etree._Element, int]]) -> None:
    """`marks` 照先后，是写编号的那串字和它的层次；已经去掉了的不编。高一层的往下数，低的从头来。"""
    counts = [0, 0, 0, 0]
    for text, level in marks:
        if not any(element is root for element in text.iterancestors()) or is_in_contents(text):
            continue
        counts[level] += 1
        counts[level + 1 :] = [0] * (3 - level)
        text.text = number_said(level, counts[level])
        text.set(_SPACE, "preserve")
