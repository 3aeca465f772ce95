"""中文数字：一百二十、两、九十五、二十余。

只读分好的一截（自己的分词器挑出来的），不在整句里找：整句里找会把“一是”“统一”“十三五”读成数。
这点事用不着一个库：要的只有十、百、千、万、亿，二十行写完。
"""

from __future__ import annotations

from decimal import Decimal

from perfxl.cells.later import later
from perfxl.proof.text.clues import regex

_DIGITS = {mark: value for value, mark in enumerate("零一二三四五六七八九")} | {
    "〇": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8,
    "玖": 9,
}  # fmt: skip
_SMALL = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}
CHARACTERS = "".join((*_DIGITS, *_SMALL, *_LARGE))


def numeral(text: str) -> Decimal | None:
    """一截中文数字的值；读不成为 None。"""
    if not text or any(mark not in CHARACTERS for mark in text):
        return None
    if len(text) > 1 and all(mark in _DIGITS for mark in text):
        return Decimal("".join(str(_DIGITS[mark]) for mark in text))  # 二〇二四
    total = section = digit = 0
    for mark in text:
        if mark in _DIGITS:
            digit = _DIGITS[mark]
        elif mark in _SMALL:
            section += (digit or 1) * _SMALL[mark]
            digit = 0
        else:
            total = (
                (total + section + digit) * _LARGE[mark]
                if mark == "亿"
                else (total + (section + digit) * _LARGE[mark])
            )
            section = digit = 0
    return Decimal(total + section + digit)


_MARK = "[〇○零ОO0一二三四五六七八九]"
_DAY = later(
    rf"\s*([一二]{_MARK}{{3}})年([一二三四五六七八九十]{{1,2}})月([一二三四五六七八九十]{{1,3}})日\s*"
)


def in_figures(text: str) -> str:
    """整段就是二〇二四年三月五日 的，写成 2024年3月5日；别的照原样。"""
    match = _DAY.fullmatch(text)
    if match is None:
        return text
    year = regex("[○零ОO0]").sub("〇", match[1])
    return f"{numeral(year)}年{numeral(match[2])}月{numeral(match[3])}日"
