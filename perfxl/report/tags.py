"""标记：`{{ 名称 }}`、`{% for 行 in 指标 %}`、`{# 注 #}`，和它们在模板里的记号。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from perfxl.errors import TemplateError

MAX_TAGS = 6_000  # 自带的模板约一百个
_MAX_LENGTH = 2_000  # 一个标记；自带的最长二十几个字

# 记号：字里、属性里用专用字符夹着编号，管整段、整行的用处理指令。
INLINE = "\U000f5020{}\U000f5021"
TOKEN = re.compile("\U000f5020(?P<inline>[0-9]+)\U000f5021")
ANY_TOKEN = re.compile("\U000f5020([0-9]+)\U000f5021|<\\?perfxl ([0-9]+)\\?>")

_CLOSERS = {"{{": "}}", "{%": "%}", "{#": "#}"}
_OPENER = re.compile(r"\{[{%#]")
# 标记里的弯引号、全角竖线、各种空格都是输入法的习惯，意思没有两样。
_HABITS = str.maketrans("“”‘’｜\u00a0\u3000", "\"\"''|  ")
_SHAPE = re.compile(
    r"(?P<start>\{[{%])(?P<dash>[-+]?)(?:(?P<scope>tr|tc|p|r)(?=\s))?(?P<code>.*?)"
    r"(?P<tail>[-+]?)(?P<end>[}%]\})",
    re.DOTALL,
)
_WORD = re.compile(r"\s*(\w+)")


@dataclass(frozen=True, slots=True)
class Place:
    """模板里的一处：给人说话用。"""

    where: str  # 第 3 段；第 2 个表格第 4 行；页脚
    text: str

    def __str__(self) -> str:
        return (
            f"报告模板{self.where}“{_short(self.text)}”" if self.text else f"报告模板{self.where}"
        )


@dataclass(frozen=True)
class Tag:
    """一个标记，和它所在的地方。"""

    text: str
    place: Place

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
        found = _WORD.match(self.code) if self.is_block else None
        return found[1] if found else ""

    @property
    def opens(self) -> bool:
        return self.word in {"for", "if"}

    @property
    def closes(self) -> bool:
        return self.word in {"endfor", "endif"}

    @property
    def is_statement(self) -> bool:
        return self.word in {"for", "endfor", "if", "elif", "else", "endif", "set"}


def scan(text: str, place: Place, *, strict: bool = True) -> Iterator[tuple[int, int]]:
    """文字里每个标记的起止；从左到右只走一遍。

    Raises:
        TemplateError: 没有配成对（`strict`）；一个标记太长。
    """
    cursor = 0
    missing: set[str] = set()  # 后面再也没有了的收尾：不必每回找到头
    while opener := _OPENER.search(text, cursor):
        sign = opener[0]
        end = -1 if sign in missing else text.find(_CLOSERS[sign], opener.end())
        if end < 0:
            missing.add(sign)
            if strict and sign != "{#":
                raise _unpaired(sign, place)
            cursor = opener.end()
            continue
        if strict:
            _refuse_closers(text[cursor : opener.start()], place)
        if end - opener.start() > _MAX_LENGTH and sign != "{#":
            raise TemplateError(f"{place}里有一个标记超过 {_MAX_LENGTH} 个字，请改短")
        cursor = end + 2
        yield opener.start(), cursor
    if strict:
        _refuse_closers(text[cursor:], place)


def _refuse_closers(text: str, place: Place) -> None:
    for sign in ("}}", "%}"):
        if sign in text:
            raise _unpaired(sign, place)


def _unpaired(sign: str, place: Place) -> TemplateError:
    return TemplateError(
        f"{place}里的“{sign}”没有配成对，一个标记要写在同一段里，例如 {{{{ 项目名称 }}}}"
    )


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:40] + "…"
