"""叠着说的词：老老实实、里里外外、反反复复。两个字各叠一遍，是一种说法，不是多写了字。"""

from __future__ import annotations

from collections.abc import Iterator

from perfxl.cells.later import later
from perfxl.proof.wording.lexicon import lexicon
from perfxl.proof.wording.vocabulary import is_word

_EACH_TWICE = later(r"([\u4e00-\u9fff])\1(?!\1)([\u4e00-\u9fff])\2")
_ALTERNATE = later(r"(?=(([\u4e00-\u9fff])[\u4e00-\u9fff]\2[\u4e00-\u9fff]))")  # 实报实销
# 应改尽改、能快尽快、能改则改：前后两个字总是一样，写的是什么字都成话。
_UTMOST = later(r"[应能可宜当该愿想]([\u4e00-\u9fff]{1,2})[尽则]\1")
_EMPTY = frozenset("的了是在和与及为有对将由向按从以并已经各")


def reduplicated(text: str) -> Iterator[tuple[int, int]]:
    """这样的词的起止。“执执行行”“和和财财”不是：前一个没有这样说的，后一个不是词。"""
    for match in _EACH_TWICE.finditer(text):
        one, two = match[1], match[2]
        empty = (one in _EMPTY or two in _EMPTY) and not is_word(one, two)
        if not empty and lexicon().follow.fullmatch(one + two) is None:
            yield match.span()


def utmost(text: str) -> tuple[tuple[int, int], ...]:
    """应改尽改、应救尽救、实报实销的起止：里面的字不看成不成词。"""
    fixed = _UTMOST.finditer(text) if "尽" in text or "则" in text else ()
    alternate = (match.span(1) for match in _ALTERNATE.finditer(text))  # 实行实报实销：一个接着一个
    return (*(match.span() for match in fixed), *alternate)
