"""两个字的词和同音的字：words.txt、sounds.txt（来历写在头一行）。"""

from __future__ import annotations

from functools import cache
from pathlib import Path

_NONE = ("", "", "")


@cache
def _lines() -> dict[str, tuple[str, str, str]]:
    """头字 → 报告里常用的词的第二个字；连别的词的；再连长词里的一截的。"""
    text = (Path(__file__).parent / "words.txt").read_text(encoding="utf-8")
    made = {}
    for line in text.splitlines()[1:]:
        usual, words, inner = (*line[1:].split("|"), "")[:3]
        made[line[0]] = (usual, usual + words, usual + words + inner)
    return made


def is_word(first: str, second: str) -> bool:
    """这两个字是一个词，或长词里的一截。"""
    return second in _lines().get(first, _NONE)[2]


def is_inner(first: str, second: str) -> bool:
    """这两个字自己不是词，只是长词里的一截。"""
    _, words, every = _lines().get(first, _NONE)
    return second in every and second not in words


def is_usual(first: str, second: str) -> bool:
    """这两个字是报告里常用的词。"""
    return second in _lines().get(first, _NONE)[0]


@cache
def _sounds() -> dict[str, str]:
    text = (Path(__file__).parent / "sounds.txt").read_text(encoding="utf-8")
    made: dict[str, str] = {}
    for line in text.splitlines()[1:]:
        for mark in line:
            made[mark] = line
    return made


def alike(mark: str) -> str:
    """与它同音的字。"""
    return _sounds().get(mark, "").replace(mark, "")
