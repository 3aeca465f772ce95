"""两个字的词、挨着写过的两个字、同音和形近的字：words.txt、longer.txt、pairs.txt、sounds.txt……（来历写在头一行）。

常用不常用分成级：一级是约三倍。一串字分成词，各个词有多常用，加起来就是这串字像不像话（`fluency`）。
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
_UNKNOWN = -1
_TOP, _PAIRS = 9, 5  # 词、挨着写过的两个字，最高的一级
_RARER = 3  # 词有这么多级，才当作这两个字挨着写过一遍
_USUAL = 6
_MOST = 4  # 词最长几个字


def _read(name: str) -> list[str]:
    return (HERE / name).read_text(encoding="utf-8").splitlines()


@cache
def _words() -> dict[str, list[str]]:
    """头字 → 与它是词的第二个字：从最常用的一级到最少用的一级，末了是长词里的一截。"""
    return {line[0]: line[1:].split("|") for line in _read("words.txt")[1:]}


@cache
def _pairs() -> dict[str, list[str]]:
    """头字 → 后面挨着写过的字：从最多的一级到最少的一级；不记着词里就看得出的。"""
    return {line[0]: line[1:].split("|") for line in _read("pairs.txt")[2:]}


@cache
def _alone() -> dict[str, int]:
    """常常自己一个字用的，十回里有几回。"""
    rows = _read("pairs.txt")[1].split("|")
    return {mark: len(rows) - place for place, marks in enumerate(rows) for mark in marks}


@cache
def _longer() -> dict[str, int]:
    """一个字、三四个字的词 → 第几级。"""
    made = {}
    for line in _read("longer.txt")[1:]:
        size, level, marks = int(line[0]), int(line[1]), line[2:]
        made.update({marks[at : at + size]: level for at in range(0, len(marks), size)})
    return made


@cache
def _levels(first: str) -> dict[str, int]:
    """第二个字 → 与头字的词是第几级；长词里的一截不是词，正好是 -1。"""
    rows = _words().get(first, ())
    return {mark: _TOP - place for place, marks in enumerate(rows) for mark in marks}


def word_level(first: str, second: str) -> int:
    """这两个字的词是第几级；不是词的为 -1。"""
    return _levels(first).get(second, _UNKNOWN)


def is_word(first: str, second: str) -> bool:
    """这两个字是一个词，或长词里的一截。"""
    return second in _levels(first)


def is_usual(first: str, second: str) -> bool:
    """这两个字是常用的词。"""
    return word_level(first, second) >= _USUAL


def pair_level(first: str, second: str) -> int:
    """这两个字挨着写过多少：-1 是没有。"""
    level = _UNKNOWN
    for place, marks in enumerate(_pairs().get(first, ())):
        if second in marks:
            level = _PAIRS - place
            break
    if is_word(first, second):
        level = max(level, 0, word_level(first, second) - _RARER)
    return level


def is_met(first: str, second: str) -> bool:
    """这两个字挨着写过：词典、报纸、我们的报告里有。"""
    return is_word(first, second) or pair_level(first, second) >= 0


def alone(mark: str) -> int:
    """这个字十回里有几回自己一个字用。"""
    return _alone().get(mark, 0)


def is_lone(mark: str) -> bool:
    """常常自己一个字用的：虚字、量词、姓。"""
    return alone(mark) >= 4


def fluency(text: str) -> int:
    """分成词以后有多像话：各个词的级加起来，论十分之一级，一级是三倍。"""
    best = [0]
    for end in range(1, len(text) + 1):
        best.append(max(best[end - size] + _word(text[end - size : end])
                        for size in range(1, min(end, _MOST) + 1)))  # fmt: skip
    return best[-1]


def _word(text: str) -> int:
    """一个词占全部词的多少，写成级；没有的词很低。"""
    level = word_level(*text) if len(text) == 2 else _longer().get(text, _UNKNOWN)
    if level >= 0:
        return 10 * level + 5 - _ALL
    return -_ALL - 10 if len(text) == 1 else _NEVER


_ALL, _NEVER = 158, -10_000  # 全部词加起来的级；不是词的


@cache
def _sounds() -> dict[str, str]:
    return {mark: line for line in _read("sounds.txt")[1:] for mark in line}


def alike(mark: str) -> str:
    """与它同音的字。"""
    return _sounds().get(mark, "").replace(mark, "")


@cache
def _groups(name: str) -> dict[str, str]:
    """一行一组的字：每个字 → 同组的别的字。"""
    made: dict[str, str] = {}
    for line in _read(name)[1:]:
        for mark in line:
            made[mark] = made.get(mark, "") + line.replace(mark, "")
    return made


def confused(mark: str) -> str:
    """容易与它写错的字：形近的、同音的。"""
    return _groups("shapes.txt").get(mark, "") + alike(mark)


@cache
def kindred(mark: str) -> frozenset[str]:
    """像它的字，放宽些：还有部件相同的、读音相近的。"""
    loose = _groups("families.txt").get(mark, "") + _groups("near.txt").get(mark, "")
    return frozenset(confused(mark) + loose) - {mark}
