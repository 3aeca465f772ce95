"""两个字的词、挨着写过的两个字、同音和形近的字：words.txt、pairs.txt、sounds.txt、shapes.txt（来历写在头一行）。"""

from __future__ import annotations

from collections.abc import Iterable
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


@cache
def _groups(name: str) -> dict[str, str]:
    """一行一组的字：每个字 → 同组的别的字。"""
    text = (Path(__file__).parent / name).read_text(encoding="utf-8")
    made: dict[str, str] = {}
    for line in text.splitlines()[1:]:
        for mark in line:
            made[mark] = made.get(mark, "") + line.replace(mark, "")
    return made


def is_shaped(mark: str, other: str) -> bool:
    """两个字形近，或部件相同。"""
    return any(other in _groups(name).get(mark, "") for name in ("shapes.txt", "families.txt"))


def confused(mark: str) -> str:
    """容易与它写错的字：形近的、同音的。"""
    return _groups("shapes.txt").get(mark, "") + alike(mark)


@cache
def kindred(mark: str) -> frozenset[str]:
    """像它的字，放宽些：还有部件相同的、读音相近的。"""
    loose = _groups("families.txt").get(mark, "") + _groups("near.txt").get(mark, "")
    return frozenset(confused(mark) + loose)


@cache
def _pairs() -> tuple[str, dict[str, tuple[str, str, str]]]:
    """常常独用的字；头字 → 后面挨着写过的字，与它是常用的词的字，天天用的词的字。"""
    text = (Path(__file__).parent / "pairs.txt").read_text(encoding="utf-8")
    _, lone, *lines = text.splitlines()
    made = {}
    for line in lines:
        met, common, everyday = (*line[1:].split("|"), "", "")[:3]
        made[line[0]] = (met, common, everyday)
    return lone, made


_UNMET = ("", "", "")


def is_lone(mark: str) -> bool:
    """常常自己一个字用的：虚字、量词、姓。"""
    return mark in _pairs()[0]


def is_met(first: str, second: str) -> bool:
    """这两个字挨着写过：词典、报纸、我们的报告里有。"""
    return is_word(first, second) or second in _pairs()[1].get(first, _UNMET)[0]


def unmet(pairs: Iterable[str]) -> frozenset[str]:
    """这些两个字的里，没有挨着写过的：一批一起问，比一个一个快几倍。"""
    words, near = _lines(), _pairs()[1]
    return frozenset(
        pair for pair in pairs
        if pair[1] not in words.get(pair[0], _NONE)[2]
        and pair[1] not in near.get(pair[0], _UNMET)[0]
    )  # fmt: skip


def across(pair: str, text: str) -> bool:
    """刑事｜结案：这两个字处处是前后两个词各一个字。"""
    places = [at for at in range(1, len(text) - 2) if text.startswith(pair, at)]
    return bool(places) and all(
        is_word(text[at - 1], pair[0]) and is_word(pair[1], text[at + 2]) for at in places
    )


def is_common(first: str, second: str) -> bool:
    """这两个字是常用的词。"""
    return second in _pairs()[1].get(first, _UNMET)[1]


def is_everyday(first: str, second: str) -> bool:
    """这两个字是天天用的词。"""
    return second in _pairs()[1].get(first, _UNMET)[2]
