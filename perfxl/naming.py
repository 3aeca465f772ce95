"""比较名称：去掉空白、标点、全半角的差别之后是不是同一个名称。"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from perfxl.quantity import clean, fold

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
