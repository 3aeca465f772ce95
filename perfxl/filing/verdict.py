"""表上另一栏对一条指标评的：完成、未完成，优、良，A、B。评的是什么，哪些算完成，先后怎样排。"""

from __future__ import annotations

from dataclasses import dataclass

from perfxl.cells.grid import Cell
from perfxl.cells.quantity import fold


@dataclass(frozen=True, slots=True)
class Verdict:
    """一条指标的一个评定。`title` 是那一栏的名称，`word` 是评的字；打勾的，是勾在哪一个下面。"""

    title: str
    word: str
    cell: Cell


TICKS = frozenset({"√", "✓", "✔", "☑"})
DONE = frozenset(
    {"是", "达标", "已达标", "完成", "已完成", "全部完成", "全面完成", "超额完成", "圆满完成",
     "按期完成", "按时完成", "如期完成", "实现", "已实现", "达到", "达成", "已达成"}
) | TICKS  # fmt: skip
PARTLY = frozenset(
    {"基本完成", "基本达标", "基本实现", "基本达到", "基本达成", "部分完成", "部分达标", "部分达成"}
)
UNDONE = frozenset(
    {"否", "×", "✗", "不达标", "未达标", "没有达标", "未完成", "没有完成", "未实现", "未达到",
     "未达成", "尚未完成", "没完成"}
)  # fmt: skip
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
WORDS = DONE | PARTLY | UNDONE | RANKED


def ladder_of(words: frozenset[str]) -> tuple[str, ...]:
    """这些字都在里面的一套档次；没有的为空。"""
    return next((ladder for ladder in LADDERS if words and words <= set(ladder)), ())


def verdict_word(text: str) -> str:
    """评的字，去掉空白、句号；不是评定的为空。"""
    word = fold(text).rstrip("。.").removesuffix("等") if len(text) <= _LONGEST else ""
    return word if word in WORDS else ""


_LONGEST = 8
