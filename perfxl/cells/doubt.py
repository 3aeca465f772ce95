"""读一格时的疑问：是哪一种，说给人看是什么。校验按种类分，话只拿来写。"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class DoubtKind(Enum):
    """疑问的种类。"""

    FORMULA_ERROR = auto()  # 公式出错：#DIV/0!
    NO_RESULT = auto()  # 公式没有存下结果
    NO_YEAR = auto()  # 日期没有年份，表里也没有年度
    LEVEL = auto()  # 指标值要的是增减多少，写的是变成多少
    SEVERAL = auto()  # 一格里有几个数
    MISREAD = auto()  # 像是认错了的字：15O00册
    ODD_SIGN = auto()  # 比较号写成了制表线：═
    SENTENCE = auto()  # 从一句话里读出来的数
    BOUND = auto()  # 完成值说的是一段：不足95%、约90%，看不出完成没有
    SHORT = auto()  # 完成值说的是一段，整段没有达到指标值：不足90%
    NOT_RATE = auto()  # 执行率写成了金额，没有预算数可除
    INEXACT = auto()  # 该写一个数的写成了区间、约数、界限
    CONFLICT = auto()  # 符号、单位另成一栏的，与指标值说的不是一件事


@dataclass(frozen=True, slots=True)
class Doubt:
    """一个疑问。`text` 是半句话，接在“某格”后面说：`可能是“≥15000册”`。"""

    kind: DoubtKind
    text: str
