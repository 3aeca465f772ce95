"""表上另一栏对一条指标评的：完成、未完成，优、良，A、B。评的是什么，哪些算完成，先后怎样排。"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from perfxl.cells.grid import Cell
from perfxl.cells.later import later
from perfxl.cells.quantity import fold


@dataclass(frozen=True, slots=True)
class Verdict:
    """一条指标的一个评定。`title` 是那一栏的名称，`word` 是评的字；打勾的，是勾在哪一个下面。"""

    title: str
    word: str
    cell: Cell


TICKS = frozenset({"√", "✓", "✔", "☑"})
_ENDS = r"(?:完成|达标|实现|达到|达成)(?:年度|预期)?(?:绩效)?(?:目标|指标|任务|要求|预期)?"
_DONE = later(rf"(?:已|全部|全面|超额|圆满|按期|按时|如期){{0,2}}{_ENDS}")
_PARTLY = later(rf"(?:基本|部分|大部分|大体)(?:上)?{_ENDS}")
_UNDONE = later(rf"(?:尚?未|没有?|不)(?:全部|完全|按期|按时|能)?{_ENDS}")
_YES, _NO = TICKS | {"是"}, frozenset({"否", "×", "✗"})
Says = Literal["done", "partly", "undone", "ranked", ""]


def says(word: str) -> Says:
    """评的是完成、基本完成、没有完成，还是一个档次；不是评定的为空。"""
    if word in RANKED:
        return "ranked"
    kinds: tuple[tuple[Says, frozenset[str], re.Pattern[str]], ...] = (
        ("done", _YES, _DONE), ("partly", frozenset(), _PARTLY), ("undone", _NO, _UNDONE),
    )  # fmt: skip
    return next((kind for kind, own, words in kinds if word in own or words.fullmatch(word)), "")


# 评的档次，从高到低；一栏用哪一套，看写着的字。
LADDERS = (
    ("A", "B", "C", "D", "E"),
    ("优", "良", "中", "差"),
    ("优秀", "良好", "合格", "不合格"),
    ("优秀", "良好", "中等", "较差"),
    ("优秀", "良好", "一般", "较差"),
    ("好", "较好", "一般", "较差", "差"),
)
RANKED = frozenset(word for ladder in LADDERS for word in ladder)
LETTERS = LADDERS[0]


def ladder_of(words: frozenset[str]) -> tuple[str, ...]:
    """这些字都在里面的一套档次；没有的为空。"""
    return next((ladder for ladder in LADDERS if words and words <= set(ladder)), ())


def verdict_word(text: str) -> str:
    """评的字，去掉空白、句号；不是评定的为空。"""
    word = fold(text).rstrip("。.").removesuffix("等") if len(text) <= _LONGEST else ""
    return word if word and says(word) else ""


_LONGEST = 12
