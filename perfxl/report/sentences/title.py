"""报告标题：填好名称，年份不重复，长的分行：各行长短相近，不把一个词拆在两行（尽量）。"""

from __future__ import annotations

from collections.abc import Mapping

from perfxl.cells.later import later
from perfxl.report.marks import LINE

_NAME = later(r"\{\{\s*(\w+)\s*\}\}")
_NO_YEAR = later(r"\{\{\s*年度\s*\}\}\s*年度?")  # 表上没有年度的，连“年度”两个字一起略去
_TWICE = later(r"((?:19|20)\d{2})年度?(?=\1年)")  # “2024年度2024年…”只留一个年
_YEAR_END = later(r"^年度?")  # “2022年部门…”从“部门”起另行，不把年份拆开
_WIDTH = 40  # 二号字一行排得下的宽，半角字算一
_NO_START = "，。、；：）》〉”’」』】〕）"
_NO_END = "（《〈“‘「『【〔（"
_GOOD_END = "、，；）》局厅部委会院校馆站所市县区省年度目"
_GOOD_START = "（《和与及暨"


def title(pattern: str, names: Mapping[str, object]) -> str:
    """`pattern` 是表样的报告标题；末尾的“绩效自评报告”排不下时单独一行。"""
    if not names.get("年度"):
        pattern = _NO_YEAR.sub("", pattern)
    filled = _NAME.sub(lambda match: str(names.get(match[1], "")), pattern)
    text = _TWICE.sub("", filled)
    tail = _YEAR_END.sub("", pattern.rpartition("}}")[2])
    if _width(text) <= _WIDTH or not tail or text == tail:
        return LINE.join(balanced(text))
    return LINE.join([*balanced(text.removesuffix(tail)), tail])


def balanced(text: str) -> list[str]:
    """分成长短相近的几行。"""
    count = -(-_width(text) // (_WIDTH - 2))
    lines = []
    for left in range(count, 1, -1):
        place = _cut(text, _width(text) // left)
        lines.append(text[:place])
        text = text[place:]
    return [*lines, text]


def _cut(text: str, wanted: int) -> int:
    """最合适的断处：离 `wanted` 近，最好在词尾；不让标点、括号落错边，不拆开数字。"""
    places = [
        place for place in range(1, len(text))
        if text[place] not in _NO_START
        and text[place - 1] not in _NO_END
        and not (text[place - 1].isascii() and text[place].isascii())
        and not (text[place - 1].isdigit() and text[place] == "年")
    ]  # fmt: skip

    def cost(place: int) -> int:
        natural = text[place - 1] in _GOOD_END or text[place] in _GOOD_START
        return abs(_width(text[:place]) - wanted) + (0 if natural else 6)

    return min(places, key=cost, default=len(text))


def _width(text: str) -> int:
    return sum(1 if char.isascii() else 2 for char in text)
