"""报告里的数与它的单元格：渲染前做记号，渲染后按记号套上内容控件。

模板引擎只认识文字，所以“这个数来自哪一格”用第十五平面的专用字符夹在文字里带过去；
那一平面没有字体、没有人会打出来，填报人文字里万一有，先去掉。
"""

from __future__ import annotations

import numbers
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from typing import Literal

from perfxl.cells.later import later

OPEN, MIDDLE, CLOSE, BREAK, DROP, MERGE, LINE = (chr(0xF5000 + place) for place in range(7))
# 编号的四层：印成几要等没有内容的段都去掉了才知道。
NUMBERING = tuple(chr(0xF5008 + place) for place in range(4))
_PICTURE = chr(0xF5007)
_DIGIT = 0xF5010  # 序号不用普通数字：记号被模板里的过滤器弄坏时，序号不会混进正文
# 末十六个归 tags.py：标记在模板里的记号。
_MARKS = "\U000f5000-\U000f502f"
_ANY = later(f"[{_MARKS}]")
MARK_BYTES = OPEN.encode()[:3]  # 各个记号写成 UTF-8 都以它开头
# 连同 XML 1.0 不收的控制字符：从别的系统拷进单元格的文字里常有，一个就能让整份报告打不开。
_UNFIT = later(f"[{_MARKS}\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_INTO_MARKS = {ord(digit): _DIGIT + int(digit) for digit in "0123456789"}
_FROM_MARKS = {mark: digit for digit, mark in _INTO_MARKS.items()}
_TOKEN = later(
    f"{OPEN}(?P<index>[\U000f5010-\U000f5019]+){MIDDLE}(?P<text>.*?){CLOSE}"
    f"|(?P<sign>[{BREAK}{DROP}{MERGE}{LINE}])|(?P<level>[{''.join(NUMBERING)}])|(?P<stray>[\U000f5000-\U000f502f])",
    re.DOTALL,
)

# 一张图片放在这里：后面是第几张。
PICTURE = later(f"{_PICTURE}([\U000f5010-\U000f5019]+)")

_Sign = Literal["break", "drop", "merge", "line"]
_SIGNS: dict[str, _Sign] = {BREAK: "break", DROP: "drop", MERGE: "merge", LINE: "line"}


@dataclass(frozen=True, slots=True)
class Figure:
    """报告里的一个数：怎么写的、叫什么、来自（或算自）哪些单元格。"""

    text: str
    title: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Token:
    """带记号的文字切开后的一段。"""

    kind: Literal["text", "figure", "break", "drop", "merge", "line", "level"]
    text: str = ""
    index: int = -1


class Ledger:
    """一份报告里全部的数，按登记的先后编号。"""

    def __init__(self) -> None:
        self.figures: list[Figure] = []

    def mark(self, text: str, title: str, cells: Sequence[str]) -> str:
        """登记一个数，返回夹着记号的写法；空的不登记。"""
        text = pure(text)
        if not text:
            return ""
        index = str(len(self.figures)).translate(_INTO_MARKS)
        self.figures.append(Figure(text, title, tuple(dict.fromkeys(cells))))
        return f"{OPEN}{index}{MIDDLE}{text}{CLOSE}"

    def cells_of(self, text: str) -> tuple[str, ...]:
        """一段带记号的文字里的数来自哪些格。"""
        indexes = (token.index for token in tokens(text) if token.kind == "figure")
        cells = (cell for index in indexes for cell in self.figures[index].cells)
        return tuple(dict.fromkeys(cells))


def tokens(text: str) -> Iterator[Token]:
    """带记号的文字 → 各段；不成对的记号丢掉，只留文字。"""
    place = 0
    for match in _TOKEN.finditer(text):
        if match.start() > place:
            yield Token("text", text[place : match.start()])
        place = match.end()
        if match["index"]:
            yield Token("figure", pure(match["text"]), _number(match["index"]))
        elif match["level"]:
            yield Token("level", index=NUMBERING.index(match["level"]))
        elif match["sign"]:
            yield Token(_SIGNS[match["sign"]])
    if place < len(text):
        yield Token("text", text[place:])


def picture_mark(place: int) -> str:
    """第 `place` 张图片放在这里。"""
    return _PICTURE + str(place).translate(_INTO_MARKS)


def picture_place(mark: str) -> int:
    """记号里的序号。"""
    return _number(mark)


def has_marks(text: str) -> bool:
    return _ANY.search(text) is not None


def pure(text: str) -> str:
    """去掉记号字符和 XML 不收的控制字符：一切来自工作簿的文字都先过这里。"""
    return _UNFIT.sub("", text)


def _number(mark: str) -> int:
    """记号写的序号。"""
    return int(mark.translate(_FROM_MARKS))


def bare(text: str) -> str:
    """去掉记号，留下读者看到的字。"""
    return "".join(token.text for token in tokens(text))


def unmarked(text: str) -> str:
    """盖住带记号的数（校对用）：与 `bare` 一样长，位置对得上。"""
    return "".join(
        "\u2591" * len(token.text) if token.kind == "figure" else token.text
        for token in tokens(text)
    )


DOUBT = "（待核）"


class Number:
    """模板里的一个数：印出来是写好的样子，比大小时是 Decimal。空着的印成空白。

    校验说错了、还没有改的数照填的印，后面跟着“（待核）”；记号不在内容控件里，改好以后就没有了。
    """

    def __init__(
        self,
        marked: str,
        value: Decimal | None,
        *,
        doubtful: bool = False,
        unit: str = "",
        last: Number | None = None,
    ) -> None:
        self._marked = marked
        self._value = value
        self.doubtful = doubtful and bool(marked)
        self.unit = unit  # 没有写在数后面的也记着：换单位、取整要用
        self.last = last  # 上年的数

    def in_unit(self, unit: str) -> Number:
        """同一个数，单位另说。"""
        return Number(self._marked, self._value, doubtful=self.doubtful, unit=unit)

    @property
    def value(self) -> Decimal | None:
        return self._value

    @property
    def figure(self) -> str:
        """数本身，没有单位和“待核”。"""
        return self._marked

    @property
    def tail(self) -> str:
        """跟在数（和单位）后面的记号。"""
        return DOUBT if self.doubtful else ""

    def with_unit(self, unit: str) -> str:
        """数、单位、记号：87.06万元（待核）。写好的样子已带单位的不再加。"""
        return f"{self._marked}{unit if bare(self._marked)[-1:].isdigit() else ''}{self.tail}"

    def __str__(self) -> str:
        return f"{self._marked}{self.tail}"

    def __html__(self) -> str:
        return _escape(str(self))

    def __bool__(self) -> bool:
        return bool(self._marked)

    def __hash__(self) -> int:
        return hash(self._marked)

    def __eq__(self, other: object) -> bool:
        number = _decimal(other)
        if number is not None and self._value is not None:
            return self._value == number
        return bare(self._marked) == bare(str(other))

    def __lt__(self, other: object) -> bool:
        mine, theirs = self._both(other)
        return mine < theirs

    def __le__(self, other: object) -> bool:
        mine, theirs = self._both(other)
        return mine <= theirs

    def __gt__(self, other: object) -> bool:
        mine, theirs = self._both(other)
        return mine > theirs

    def __ge__(self, other: object) -> bool:
        mine, theirs = self._both(other)
        return mine >= theirs

    def _both(self, other: object) -> tuple[Decimal, Decimal]:
        number = _decimal(other)
        if self._value is None or number is None:
            shown = bare(self._marked) or "空白"
            raise TypeError(f"“{shown}”不能与“{bare(str(other))}”比大小")
        return self._value, number


class Paragraphs(tuple[str, ...]):
    """若干段文字。写 `{{ 名称 }}` 时一段一段排下去；没有文字时整段去掉。"""

    __slots__ = ()

    def __str__(self) -> str:
        return BREAK.join(self) or DROP

    def __html__(self) -> str:
        return _escape(str(self))


def _escape(text: str) -> str:
    return escape(text)  # 引号也要转义：属性里也可以写标记


def _decimal(value: object) -> Decimal | None:
    if isinstance(value, Number):
        return value._value  # noqa: SLF001  # 同一个类
    if isinstance(value, numbers.Number) and not isinstance(value, bool):
        return Decimal(str(value))
    return None
