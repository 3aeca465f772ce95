"""程序写的话：数以外的字，照现在的表会不会写得不一样。

更新只改数。表变了，话也该变的（又有一条指标没有完成，等级从优到了良），报告里的字不替人改，
照现在的表该怎么写一句句列出来；报告里已经是那样写的不列。
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from perfxl.report.marks import Paragraphs, tokens
from perfxl.report.names import PARAGRAPHS, TEXTS
from perfxl.report.refresh.controls import MASK

_SENTENCE = re.compile(r"[^。；\n]+[。；]?")


@dataclass(frozen=True, slots=True)
class Change:
    """一段话：报告里还写着的，照现在的表该写的。"""

    name: str
    old: tuple[str, ...]
    new: tuple[str, ...]


def written(names: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
    """程序写的各段话，数的地方用记号代替。"""
    return {name: tuple(_skeleton(one) for one in lines) for name, lines in _lines(names)}


def changes(
    then: Mapping[str, tuple[str, ...]], names: Mapping[str, object], text: str, fresh: str
) -> Iterator[Change]:
    """`text` 是报告现在的字，`fresh` 是照现在的表新写一份的字；数都用记号代替。"""
    for name, lines in _lines(names):
        then_lines = then.get(name, ())
        if then_lines == tuple(_skeleton(one) for one in lines):
            continue
        before = [one for line in then_lines for one in _SENTENCE.findall(line)]
        now = dict(one for line in lines for one in _sentences(line))
        stale = [one for one in before if one not in now and _is_in(one, text)]
        new = [
            shown for one, shown in now.items()
            if one not in before and (
                (stale and len(now) == 1)
                or (not _is_in(one, text) and (stale or _is_in(one, fresh)))
            )
        ]  # fmt: skip
        if stale or new:
            yield Change(name, tuple(one.replace(MASK, "…") for one in stale), tuple(new))


def _is_in(sentence: str, text: str) -> bool:
    """报告里有这一句；只有一个字的（等级“优”）要跟在“等级”后面才算。"""
    if len(sentence) > 1:
        return sentence in text
    return re.search(f"等[级次][为是：:“\\s]{{0,3}}{re.escape(sentence)}", text) is not None


def _lines(names: Mapping[str, object]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name in (*TEXTS, *PARAGRAPHS, "预期目标", "实际完成情况"):
        yield name, _several(names[name])
    narratives = names["正文"]
    if isinstance(narratives, dict):
        for name, value in dict.items(narratives):  # 看一看不算模板用过
            yield f"正文.{name}", _several(value)


def _several(value: object) -> tuple[str, ...]:
    lines = value if isinstance(value, Paragraphs) else str(value).splitlines()
    return tuple(one for one in lines if one)


def _skeleton(text: str) -> str:
    return "".join(MASK if one.kind == "figure" else one.text for one in tokens(text))


def _sentences(line: str) -> list[tuple[str, str]]:
    """一段分成句：数用记号代替的，给人看的。数里的标点不断句。"""
    ends = [("", "")]
    for token in tokens(line):
        if token.kind == "figure":
            ends[-1] = (ends[-1][0] + MASK, ends[-1][1] + token.text)
            continue
        for piece in re.findall(r"[^。；]+[。；]?|[。；]", token.text):
            ends[-1] = (ends[-1][0] + piece, ends[-1][1] + piece)
            if piece[-1] in "。；":
                ends.append(("", ""))
    return [one for one in ends if one[0]]
