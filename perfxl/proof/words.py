"""R13 重复的字词，R18 常见的错字，R19 没有改掉的模板字样，R20 别处抄来的自称。

错字一条一条写在 words.toml：怎么认、说什么、凭什么，连同对的、错的句子。
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path

from perfxl.proof.masks import even
from perfxl.proof.model import Finding, Paragraph
from perfxl.proof.reading import Reading


@dataclass(frozen=True, slots=True)
class Word:
    """一条字词规则。"""

    wrong: re.Pattern[str]
    right: str
    message: str
    source: str
    bad: tuple[str, ...]
    good: tuple[str, ...]
    code: str = "R18"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """words.toml 里的全部。"""

    words: tuple[Word, ...]
    doubles: tuple[re.Pattern[str], ...]  # 单字重复就是错的
    fine: re.Pattern[str]  # 看着重复、其实对的
    contrast: tuple[frozenset[str], ...]  # 本来就成对出现的字


@cache
def lexicon() -> Lexicon:
    data = tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))
    words = tuple(
        Word(
            re.compile(row["wrong"]), row["right"], row["message"], row.get("source", ""),
            tuple(row["bad"]), tuple(row["good"]), row.get("code", "R18"),
        )
        for row in data["word"]
    )  # fmt: skip
    doubles = tuple(
        re.compile(
            (f"(?<![{row['before']}])" if row["before"] else "")
            + f"{row['character']}{{2}}"
            + (f"(?![{row['after']}])" if row["after"] else "")
        )
        for row in data["double"]
    )
    contrast = tuple(frozenset(group) for group in data["contrast"])
    return Lexicon(words, doubles, re.compile("|".join(data["fine"])), contrast)


def words(reading: Reading) -> Iterator[Finding]:
    """逐段看字词。"""
    for paragraph in reading.report.paragraphs:
        if paragraph.kind == "header":
            continue
        yield from islice(_doubled(paragraph, reading), _MANY)
        yield from _wrong(paragraph)
    yield from _own_name(reading)


def _wrong(paragraph: Paragraph) -> Iterator[Finding]:
    text = even(paragraph.text)
    for word in lexicon().words:
        for found in word.wrong.finditer(text):
            due = found.expand(word.right) if word.right else ""
            message = f"“{found[0]}”{word.message}" + (f"，应写“{due}”" if due else "")
            start, end = found.start(), found.end()
            yield Finding(
                word.code, paragraph, start, end, message, expected=due, source=word.source
            )


_MANY = 50  # 一段里再多，说这些就够了
_WORD_TWICE = re.compile(r"([\u4e00-\u9fff]{2,12})\1")
_MARK_TWICE = re.compile(r"([，、；：。])\1|[，、；：][。，；]|。，|(?:万元|亿元)[万亿]?元|%%|％％")
_ANY_TWICE = re.compile(r"([\u4e00-\u9fff])\1")
_LEVELS = "省市县区镇乡村水原人天日月年家个"


def _doubled(paragraph: Paragraph, reading: Reading) -> Iterator[Finding]:
    text = paragraph.text
    fine = [one.span() for one in lexicon().fine.finditer(text)]
    taken: list[tuple[int, int]] = []
    for found in _WORD_TWICE.finditer(text):
        if not _inside(found.span(), fine) and len(set(found[1])) > 1:
            taken.append(found.span())
            yield _twice(paragraph, found.start(), found.end(), found[1])
    for pattern in (*lexicon().doubles, _MARK_TWICE):
        for found in pattern.finditer(text):
            if not _inside(found.span(), [*fine, *taken]):
                taken.append(found.span())
                yield _twice(paragraph, found.start(), found.end(), found[0])
    for found in _ANY_TWICE.finditer(text):
        if not _inside(found.span(), [*fine, *taken]) and _odd_double(found, text, reading):
            yield _twice(paragraph, max(0, found.start() - 2), found.end() + 1, found[0])


def _inside(place: tuple[int, int], spans: list[tuple[int, int]]) -> bool:
    return any(first < place[1] and place[0] < last for first, last in spans)


def _odd_double(found: re.Match[str], text: str, reading: Reading) -> bool:
    """别处常见的四字，这里中间多了一个：绩效自评 写成 绩效效自评。"""
    mark = found[1]
    left, right = (
        text[max(0, found.start() - 2) : found.start()],
        text[found.end() : found.end() + 2],
    )
    if mark in _LEVELS or len(left) < 1 or len(right) < 1:
        return False
    if not re.fullmatch(r"[\u4e00-\u9fff]+", left + right):
        return False
    whole = reading.text
    rest = text[: found.start()] + "\n" + text[found.end() :]
    joined = [left[-1] + mark + right, left + mark + right[0]]
    seen = (
        max(whole.count(one) for one in joined if len(one) == 4)
        if any(len(one) == 4 for one in joined)
        else 0
    )
    twice = whole.count(found[0])
    return seen >= 2 and twice == 1 and found[0] not in rest


def _twice(paragraph: Paragraph, start: int, end: int, word: str) -> Finding:
    message = f"“{word}”像是重复写了"
    while end - start < 4 and end < len(paragraph.text):
        end += 1
    return Finding("R13", paragraph, start, min(end, len(paragraph.text)), message)


_OWN = re.compile(
    r"(?<![\u4e00-\u9fff]自)我(省|市|县|区|镇|乡|街道|局|委|厅|校|院|所|中心|站|馆|办)(?![行长])"
)
_SAME_RANK = (
    frozenset("市县"),
    frozenset("市区"),
    frozenset("县区"),
    frozenset("局委厅校院所站馆办") | {"中心"},
)


def _own_name(reading: Reading) -> Iterator[Finding]:
    """一份报告里都写我市，只有一处写我县：多半是别处抄来的。"""
    said = [
        (found[1], found, paragraph)
        for paragraph in reading.report.prose
        for found in _OWN.finditer(paragraph.text)
    ]
    counts = Counter(name for name, _, _ in said)
    for name, found, paragraph in said:
        rivals = [
            other for other, number in counts.items()
            if number >= 2 and other != name and any({name, other} <= rank for rank in _SAME_RANK)
        ]  # fmt: skip
        if counts[name] == 1 and rivals:
            due = f"我{rivals[0]}"
            message = f"全文都写“{due}”，这里写“{found[0]}”，是不是从别处抄来的"
            yield Finding("R20", paragraph, found.start(), found.end() + 4, message, expected=due)
