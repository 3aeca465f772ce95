"""名称与文号：去掉空白、标点、全半角的差别之后是不是同一个；文号写得合不合公文格式。"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from perfxl.cells.quantity import clean, fold

_PUNCTUATION = re.compile(r"[：:、，,。.\"“”'·★☆*]+")
_BRACKETS = re.compile(r"[(\[【〔<《][^()\[\]【】〔〕<>《》]*[)\]】〕>》]")
_BETWEEN_WORDS = re.compile(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])")


def tidy(name: str) -> str:
    """给人看的名称：折行、凑宽度的空白去掉，英文、数字之间的留着。"""
    return _BETWEEN_WORDS.sub("", clean(name))


@lru_cache(maxsize=8192)
def key_of(text: str) -> str:
    """比较名称用的写法：去掉空白、标点、全半角的差别。"""
    return _PUNCTUATION.sub("", fold(text))


@lru_cache(maxsize=8192)
def bare_key_of(text: str) -> str:
    """再去掉括号里的补充：`全年预算数（A）` 与 `全年预算数` 相同。"""
    return _PUNCTUATION.sub("", _BRACKETS.sub("", fold(text)))


def is_one_of(text: str, names: Iterable[str]) -> bool:
    """`text` 是不是 `names` 里的一个名称（先连括号比，再去括号比）。"""
    keys = _keys_of(tuple(names))
    return key_of(text) in keys or bare_key_of(text) in keys


@lru_cache(maxsize=1024)
def _keys_of(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(filter(None, map(key_of, names)))


_DOCUMENT = re.compile(
    r"(?:([\u4e00-\u9fff]{2,6})(?=\1))?([\u4e00-\u9fff]{2,6}?)"
    r"([〔(（\[【﹝])((?:19|20)\d{2})([〕)）\]】﹞])\s*(\d+)号"
)


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """不合格式的文号：写成了什么，应写成什么；`doubled` 是发文代字写了两遍。"""

    written: str
    due: str
    doubled: bool


def document_numbers(text: str) -> Iterator[DocumentNumber]:
    """一段话里年份没有用六角括号、代字写了两遍的文号。"""
    for found in _DOCUMENT.finditer(text if "号" in text else ""):
        twice, code, left, year, right, last = found.groups()
        due = f"〔{year}〕{last}号"
        if twice:
            yield DocumentNumber(found[0], code + due, doubled=True)
        elif (left, right) != ("〔", "〕"):
            yield DocumentNumber(f"{left}{year}{right}{last}号", due, doubled=False)
