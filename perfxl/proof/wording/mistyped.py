"""R18 写错了一个字：招骋、予盾、登计、绣蚀。

不靠错字表，也不靠全文别处写着。只写了一遍的字换成同音、形近的字，看换了以后像话多少：分成词以后各个词常用多少，
与左右的字挨着写过多少，别处写没写着那个词；加起来够多才说。各样占几分是拿写错的和写对的报告比出来的。
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from perfxl.cells.later import later
from perfxl.proof.model import Finding, Paragraph
from perfxl.proof.reading import Reading
from perfxl.proof.wording.reduplicated import utmost
from perfxl.proof.wording.vocabulary import (
    alone,
    confused,
    fluency,
    kindred,
    pair_level,
    word_level,
)

_RUN = later(r"[\u4e00-\u9fff]{2,}")
_CODE = frozenset("〔[﹝")
_AT_PLACE = later("[在从到][\u4e00-\u9fff][前后里内外上下]")
_OFFICE = later("(?<=[省市县区州旗][\u4e00-\u9fff])管局")  # 县机管局：简称
_QUOTED = later(r"[“《‘「][\u4e00-\u9fff]*$")
_NAMED = later(  # 后面几个字里有这些的，多半是名称
    "[\u4e00-\u9fff]{0,3}?(?:[村镇乡县市区河江湖山路街桥港站厂店寺庄湾岭坪沟渠坝岛屿洲浦溪校园所院馆]"
    "|公司|中心|合作社|学校)"
)
_AROUND, _BESIDE = 7, 12
_WORD, _GAIN, _HABIT, _COMMON = 3, 30, 4, 5
_FLUENT, _JOINED, _ALIKE, _FREE, _SURE, _DOUBT = 5, 45, 210, 50, 750, 200
_SEEN = (0, 102, 162, 205, 238, 265, 287, 307, 324, 340)  # 别处写了几遍的，九遍以上一样


@dataclass(frozen=True, slots=True)
class Change:
    """把一个字换成像它的字，成了 `word`；像话多了多少（十分之一级），与左右挨着写过的多了几级。"""

    word: str
    fluent: int
    joined: int
    alike: bool  # 同音的、形近的，不只是读音相近、部件相同
    seen: int  # 别处写了几遍
    free: int  # 词里另一个字，十回里有几回自己一个字用：不｜紧、一｜格

    @property
    def score(self) -> int:
        sure = _FLUENT * self.fluent + _JOINED * self.joined + _ALIKE * self.alike
        return sure + _SEEN[min(self.seen, len(_SEEN) - 1)] - _FREE * self.free


def mistyped(reading: Reading) -> Iterator[Finding]:
    """逐段看。"""
    for paragraph in reading.report.prose:
        for at, change in changes(paragraph.text, reading):
            if _AT_PLACE.match(paragraph.text, max(0, at - 1)):
                continue  # 在墓前
            if _OFFICE.match(paragraph.text, at) or _no_amount(paragraph.text, at, change.word):
                continue
            if change.score >= _SURE + _DOUBT * _doubts(paragraph.text, at, change.word):
                yield _finding(paragraph, at, change)


def _no_amount(text: str, at: int, word: str) -> bool:
    """万源市：前面没有数的，不会是“万元”。"""
    return word in {"万元", "亿元"} and not text[:at][-2:-1].isdigit()


def _doubts(text: str, at: int, word: str) -> int:
    """要更有把握的：名称里的，“四访”这样自己的说法，与并列着的一样（接案 64例，结案 57例）。"""
    named = _NAMED.match(text, at) is not None
    own = _QUOTED.search(text, max(0, at - _BESIDE), at) is not None
    return named + own + (word in text[max(0, at - _BESIDE) : at + _BESIDE])


def changes(text: str, reading: Reading) -> Iterator[tuple[int, Change]]:
    """每个与左右都只挨着写过这一遍的字，最像的改法。"""
    pairs, fine = reading.pairs, utmost(text)
    for run in _RUN.finditer(text):
        first, last = run.span()
        if last < len(text) and text[last] in _CODE:
            continue  # 锦发改〔2022〕：文号
        for at in range(first + text[:first][-1:].isdigit(), last):  # 117处隐患：单位不看
            near = [text[one : one + 2] for one in (at - 1, at) if first <= one < last - 1]
            if any(pairs[pair] > 1 or _is_known(pair) for pair in near):
                continue
            if not any(one <= at < two for one, two in fine):
                sides = text[max(first, at - _AROUND) : at], text[at + 1 : last][:_AROUND]
                found = _changes(text[at], sides, reading.text)
                best = max(found, key=lambda change: change.score, default=None)
                if best is not None:
                    yield at, best


def _is_known(pair: str) -> bool:
    """这两个字写惯了，或是常用的词。"""
    return pair_level(*pair) >= _HABIT or word_level(*pair) >= _COMMON


def _changes(mark: str, sides: tuple[str, str], whole: str) -> Iterator[Change]:
    """把这个字换成每个像它的字。"""
    left, right = sides[0][-1:], sides[1][:1]
    now: int | None = None
    for other in kindred(mark):
        if word_level(left, other) < _WORD and word_level(other, right) < _WORD:
            continue  # 多数换了也不成词
        pairs = [(left + other, left)] * bool(left) + [(other + right, right)] * bool(right)
        word, partner = max(pairs, key=lambda pair: word_level(*pair[0]))
        now = fluency(mark.join(sides)) if now is None else now
        gain = fluency(other.join(sides)) - now
        if gain >= _GAIN:
            old = sum(pair_level(*pair) for pair in (left + mark, mark + right) if len(pair) > 1)
            joined = sum(pair_level(*pair) for pair, _ in pairs) - old
            alike = other in confused(mark)
            yield Change(word, gain, joined, alike, whole.count(word), alone(partner))


def _finding(paragraph: Paragraph, at: int, change: Change) -> Finding:
    text = paragraph.text
    start, end = max(0, at - 2), min(len(text), at + 3)
    message = f"“{text[at]}”与左右的字不成词，像是“{change.word}”写错了一个字"
    return Finding("R18", paragraph, start, end, message, expected=change.word)
