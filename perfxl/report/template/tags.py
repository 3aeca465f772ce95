"""标记：`{{ 名称 }}`、`{% for 行 in 指标 %}`、`{# 注 #}`，和它们在模板里的记号。"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from perfxl.cells.later import later
from perfxl.errors import TemplateError

MAX_TAGS = 6_000  # 自带的模板约一百个
_MAX_LENGTH = 2_000  # 一个标记；自带的最长二十几个字

# 记号：字里、属性里用专用字符夹着编号，管整段、整行的用处理指令。
INLINE = "\U000f5020{}\U000f5021"
TOKEN = later("\U000f5020(?P<inline>[0-9]+)\U000f5021")
ANY_TOKEN = later("\U000f5020([0-9]+)\U000f5021|<\\?perfxl ([0-9]+)\\?>")

_CLOSERS = {"{{": "}}", "{%": "%}", "{#": "#}"}
_OPENER = later(r"\{[{%#]")
# 标记里的弯引号、全角竖线、各种空格都是输入法的习惯，意思没有两样。
_HABITS = str.maketrans("“”‘’｜\u00a0\u3000", "\"\"''|  ")
_SHAPE = later(
    r"(?P<start>\{[{%])(?P<dash>[-+]?)(?:(?P<scope>tr|tc|p|r)(?=\s))?(?P<code>.*?)"
    r"(?P<tail>[-+]?)(?P<end>[}%]\})",
    re.DOTALL,
)
_WORD = later(r"\s*(\w+)")


@dataclass(frozen=True, slots=True)
class Place:
    """模板里的一处：给人说话用。"""

    where: str  # 第 3 段；第 2 个表格第 4 行第 1 格；页脚第 1 段
    text: str  # 写错的那里前后的字
    order: int = 0  # 部件里的先后

    def __str__(self) -> str:
        return f"报告模板{self.where}“{self.text}”" if self.text else f"报告模板{self.where}"


@dataclass(frozen=True)
class Tag:
    """一个标记，和它所在的地方。"""

    text: str
    place: Place
    number: int = 0  # 在这个部件里是第几个

    @cached_property
    def _shape(self) -> re.Match[str] | None:
        return _SHAPE.fullmatch(self.text.translate(_HABITS))

    @property
    def shown(self) -> str:
        return _short(self.text.translate(_HABITS))

    @property
    def is_comment(self) -> bool:
        return self.text.startswith("{#")

    @property
    def is_block(self) -> bool:
        """`{% … %}`。"""
        return self.text.startswith("{%")

    @property
    def has_dash(self) -> bool:
        """`{%-`、`-%}`：引擎的去空白记号，在 Word 里没有意思。"""
        return self._shape is not None and bool(self._shape["dash"] or self._shape["tail"])

    @property
    def scope(self) -> str:
        """`{%tr … %}` 的 tr；没有写的为空。"""
        return (self._shape["scope"] or "") if self._shape else ""

    @property
    def code(self) -> str:
        """括号里面的：`for 行 in 指标`。"""
        return self._shape["code"].strip() if self._shape else ""

    @property
    def word(self) -> str:
        """`{% … %}` 的第一个词：for、if、set。"""
        match = _WORD.match(self.code) if self.is_block else None
        return match[1] if match else ""

    @property
    def opens(self) -> bool:
        return self.word in {"for", "if"}

    @property
    def closes(self) -> bool:
        return self.word in {"endfor", "endif"}

    @property
    def is_statement(self) -> bool:
        return self.word in {"for", "endfor", "if", "elif", "else", "endif", "set"}


# 写的、在第几个字、接在地方后面的话。
Complain = Callable[[str, int, str], None]


@dataclass(frozen=True, slots=True)
class Found:
    """文字里的一个标记：从哪里到哪里，怎么写的（写错了收尾的，照改好的写法往下看）。"""

    first: int
    last: int
    text: str


def scan(text: str, complain: Complain | None = None) -> Iterator[Found]:
    """文字里的每个标记；从左到右只走一遍。没有配成对的说出来（`complain`），不说的照原样留着。

    Raises:
        TemplateError: 一个标记太长。
    """
    cursor = 0
    missing: set[str] = set()  # 后面再也没有了的收尾：不必每回找到头
    while opener := _OPENER.search(text, cursor):
        sign, start = opener[0], opener.start()
        if complain is not None:
            _strangers(text, cursor, start, complain)
        end = -1 if sign in missing else text.find(_CLOSERS[sign], opener.end())
        if end < 0:
            missing.add(sign)
        if end < 0 or (sign != "{#" and _OPENER.search(text, opener.end(), end)):
            cursor = opener.end()
            # 没有收尾的 {# 多半就是字。
            loud = complain if sign != "{#" else None
            if loud is not None and (made := _unclosed(text, opener, loud)):
                cursor = made.last
                yield made
            continue
        if end - start > _MAX_LENGTH and sign != "{#":
            raise TemplateError(f"报告模板里有一个标记超过 {_MAX_LENGTH} 个字，请改短")
        cursor = end + 2
        yield Found(start, cursor, text[start:cursor])
    if complain is not None:
        _strangers(text, cursor, len(text), complain)


def _strangers(text: str, first: int, last: int, complain: Complain) -> None:
    """前面没有开头的收尾；花括号与百分号分开写的，说的是分开。"""
    apart = _APART.search(text, first, last)
    if apart is not None:
        complain(apart[0], apart.start(), "里的花括号与百分号之间有空格，请挨着写：{% … %}")
        return
    for sign, opener in (("}}", "{{"), ("%}", "{%")):
        place = text.find(sign, first, last)
        if place >= 0:
            complain(sign, place, f"里的“{sign}”没有配成对，前面没有“{opener}”；{_TOGETHER}")


def _unclosed(text: str, opener: re.Match[str], complain: Complain) -> Found | None:
    """没有收尾的开头：说怎么写；猜得出到哪里为止的，当它写对了往下看。"""
    sign = opener[0]
    closer = _CLOSERS[sign]
    wrong = _ANY_CLOSER.search(text, opener.end(), opener.end() + _MAX_LENGTH)
    following = _OPENER.search(text, opener.end())
    if wrong is None or (following and following.start() < wrong.start()):
        complain(sign, opener.start(), f"里的“{sign}”没有配成对，后面没有“{closer}”；{_TOGETHER}")
        return None
    whole = f"{text[opener.start() : wrong.start()].rstrip()} {closer}"
    what = f"收尾写成了“{wrong[0]}”，应写成“{closer}”"
    complain(sign, opener.start(), f"里的“{sign}”没有配成对，{what}：{_short(whole)}")
    return Found(opener.start(), wrong.end(), whole)


_TOGETHER = "一个标记要写在同一段里，例如 {{ 项目名称 }}"
_APART = later(r"\{\s+%(?=\s*(?:for|endfor|if|elif|else|endif|set)\b)|(?<=\s)%\s+\}")
_ANY_CLOSER = later(r"[%}#]?\}")


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def around(text: str, first: int) -> str:
    """写错的那里前后的字：一眼找得到是哪一处。"""
    if len(text) <= _SHOWN:
        return text
    start = max(0, min(first - _SHOWN // 4, len(text) - _SHOWN))
    more = "…" if start + _SHOWN < len(text) else ""
    return f"{'…' if start else ''}{text[start : start + _SHOWN]}{more}"


_SHOWN = 40
