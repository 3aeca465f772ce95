"""R13 重复的字词，R18 常见的错字，R19 没有改掉的模板字样，R20 别处抄来的自称。

错字一条一条是数据，分官方、本单位、自己三层（lexicon.py）。
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from perfxl.cells.later import later
from perfxl.proof.model import Finding, Paragraph
from perfxl.proof.reading import Reading
from perfxl.proof.text.clues import regex
from perfxl.proof.text.masks import even
from perfxl.proof.wording.lexicon import Word, lexicon, own_words
from perfxl.proof.wording.reduplicated import reduplicated
from perfxl.proof.wording.vocabulary import is_met, is_word


def words(reading: Reading) -> Iterator[Finding]:
    """逐段看字词。"""
    for paragraph in reading.paragraphs_like(_WORD_TWICE, _MARK_TWICE, _ANY_TWICE):
        yield from islice(_doubled(paragraph, reading), _MANY)
    for word in own_words():
        for paragraph in reading.paragraphs_with(word.wrong):
            yield from _wrong(paragraph, word)
    yield from _own_name(reading)
    yield from _own_office(reading)


def _wrong(paragraph: Paragraph, word: Word) -> Iterator[Finding]:
    for match in word.wrong.finditer(even(paragraph.text)):
        due = match.expand(word.right) if word.right else ""
        message = f"“{match[0]}”{word.message}" + (f"，应写“{due}”" if due else "")
        yield Finding(
            word.code, paragraph, *match.span(), message, expected=due, source=word.source
        )


_MANY = 50  # 一段里再多，说这些就够了
_WORD_TWICE = later(r"([\u4e00-\u9fff]{2,12})\1")
_MARK_TWICE = later(
    r"([，、；：。])\1|([\u4e00-\u9fff]{2,6}[：，])\2|[，、；：][。，；]|。，"
    r"|(?:万元|亿元)[万亿]?元|%%|％％"
)
# 252人人、3个个：数后面的单位写了两遍，后面又接着标点或一个完整的词。
_UNIT_TWICE = later(r"(?<=\d)[万亿千]?([人个户家名项座台套处所村亩元吨米辆间场期批条本册份栋])\1")
# 县县、次次有时说得通；数后面、顿号后面的不会。
_SURE_TWICE = later(
    r"(?<=\d)[万亿千]?[人家户场批台车]?(次|件)\1(?!均|次)"
    r"|(?<=[省市县区]、)([省市县区乡镇村])\2"
)
_ANY_TWICE = later(r"([\u4e00-\u9fff])\1")
_LEVELS = "省市县区镇乡村水原人天日月年家个"


def _doubled(paragraph: Paragraph, reading: Reading) -> Iterator[Finding]:
    text = paragraph.text
    words = [match for match in _WORD_TWICE.finditer(text) if len(set(match[1])) > 1]
    marks = list(_MARK_TWICE.finditer(text))
    characters = list(_ANY_TWICE.finditer(text))
    if not (words or marks or characters):
        return
    fine = [match.span() for match in lexicon().fine.finditer(text)]
    fine += reduplicated(text)
    fine += [match.span() for match in _ABOUT.finditer(text)]
    taken = [word.span() for word in words if not _inside(word.span(), fine)]
    for start, end in taken:
        yield _twice(paragraph, start, end, text[start : (start + end) // 2])
    doubles = (match for double in lexicon().doubles for match in double.finditer(text))
    for found in (*(doubles if characters else ()), *marks):
        if not _inside(found.span(), [*fine, *taken]):
            taken.append(found.span())
            yield _twice(paragraph, found.start(), found.end(), found[0])
    units = (one for one in _UNIT_TWICE.finditer(text) if _is_extra(one, text[one.end() :]))
    for sure in (*_SURE_TWICE.finditer(text), *units) if characters else ():
        if not _inside(sure.span(), taken):
            taken.append(sure.span())
            yield _twice(paragraph, sure.start(), sure.end(), sure[0])
    for character in characters:
        if not _inside(character.span(), [*fine, *taken]) and _odd_double(character, text, reading):
            yield _twice(
                paragraph, max(0, character.start() - 2), character.end() + 1, character[0]
            )


_ABOUT = later("[节预合制集签公]约约(?=\\d)")  # 节约约 2万元：约是大约


def _is_extra(unit: re.Match[str], rest: str) -> bool:
    """3个个站点：去掉一个还成话；3个个体户、5家家庭农场：后一个字是别的词的头。"""
    if rest and is_word(unit[1], rest[0]):
        return False
    return _ends_word(rest) or (len(rest) > 1 and is_word(rest[0], rest[1]))


def _inside(place: tuple[int, int], spans: list[tuple[int, int]]) -> bool:
    return any(first < place[1] and place[0] < last for first, last in spans)


def _odd_double(match: re.Match[str], text: str, reading: Reading) -> bool:
    """别处常见的四字，这里中间多了一个：绩效自评 写成 绩效效自评。"""
    mark = match[1]
    left, right = (
        text[max(0, match.start() - 2) : match.start()],
        text[match.end() : match.end() + 2],
    )
    if not _HANZI.match(left[-1:] or "，") and not is_word(mark, mark) and mark not in _LEVELS:
        lone = mark in _ALONE and is_word(mark, right[:1])  # 对｜对口支援，将｜将军山
        return _HANZI.match(right) is not None and not lone  # 句首：现现报告如下
    if (
        mark not in _LEVELS
        and not is_met(mark, mark)
        and not (_two_words(left, mark, right) or reading.pairs[left[-1:] + mark] > 1)
    ):
        return True  # 谁也没有这样叠着写过：现现、训训
    if mark in _LEVELS or len(left) < 1 or len(right) < 1:
        return False
    if mark not in _ALONE and _HANZI.fullmatch(left[-1]) and _ends_word(text[match.end() :]):
        return True
    if not regex(r"[\u4e00-\u9fff]+").fullmatch(left + right):
        return False
    whole = reading.text
    rest = text[: match.start()] + "\n" + text[match.end() :]
    joined = [left[-1] + mark + right, left + mark + right[0]]
    seen = (
        max(whole.count(one) for one in joined if len(one) == 4)
        if any(len(one) == 4 for one in joined)
        else 0
    )
    twice = whole.count(match[0])
    return seen >= 2 and twice == 1 and match[0] not in rest


def _two_words(left: str, mark: str, right: str) -> bool:
    """记录｜录入：前一个是词尾，后一个是词头。"""
    if not (left and right and _HANZI.match(left[-1]) and _HANZI.match(right[0])):
        return False
    before, after = is_word(left[-1], mark), is_word(mark, right[0])
    if before and right[0] == "体":
        return True  # 冷库｜库体
    return (before and is_met(mark, right[0])) or (after and is_met(left[-1], mark))


_HANZI = later("[\u4e00-\u9fff]")
# 自己就是一个词的字：它后面接着一个完整的词，也许正是“字＋词”。
_ALONE = frozenset(
    "各可将应已为于与和等的在有无万元对由从向按以不是到上下中内外前后大小高低新老全总多少共户镇道路站"
)


def _ends_word(rest: str) -> bool:
    """重复的字后面是标点、“了”，或一个完整的词：它不会是下一个词的开头。"""
    if regex(r"[，。；、\d]|了(?!解)").match(rest):
        return True
    return lexicon().follow.match(rest) is not None


def _twice(paragraph: Paragraph, start: int, end: int, word: str) -> Finding:
    message = f"“{word}”像是重复写了"
    while end - start < 4 and end < len(paragraph.text):
        end += 1
    return Finding("R13", paragraph, start, min(end, len(paragraph.text)), message)


_OWN = later(
    r"(?<![\u4e00-\u9fff]自)我(省|市|县|区|镇|乡|街道|局|委|厅|校|院|所|中心|站|馆|办)(?![行长])"
)
_SAME_RANK = (
    frozenset("市县"),
    frozenset("市区"),
    frozenset("县区"),
    frozenset("局委厅校院所站馆办") | {"中心"},
)


_OFFICES = "局|委|厅|学校|学院|医院|中心|站|馆|办"
_TITLE_OFFICE = later(rf"[\u4e00-\u9fff]{{3,}}({_OFFICES})(?=[\u4e00-\u9fff]*(?:关于|20\d\d)|$)")
_SHORT_OFFICE = {"学校": "校", "学院": "院", "医院": "院"}


def _own_office(reading: Reading) -> Iterator[Finding]:
    """标题、落款是某局的，正文里自称我委。"""
    prose = [one for one in reading.report.prose if one.text.strip()]
    heads = [*prose[:1], *prose[-2:]]
    ours = {
        _SHORT_OFFICE.get(match[1], match[1])
        for head in heads
        if len(head.text) < 60 and (match := _TITLE_OFFICE.search(even(head.text).strip()))
    }
    if len(ours) != 1:
        return
    mine = next(iter(ours))
    for paragraph in prose:
        for found in _OWN.finditer(paragraph.text):
            if found[1] in "局委厅校院站馆办" and found[1] != mine and mine in "局委厅校院站馆办":
                message = f"标题、落款写的是“{mine}”，这里自称“{found[0]}”，是不是从别处抄来的"
                yield Finding(
                    "R20", paragraph, found.start(), found.end() + 4, message, expected=f"我{mine}"
                )


def _own_name(reading: Reading) -> Iterator[Finding]:
    """一份报告里都写我市，只有一处写我县：多半是别处抄来的。"""
    said = [
        (match[1], match, paragraph)
        for paragraph in reading.report.prose
        for match in _OWN.finditer(paragraph.text)
    ]
    counts = Counter(name for name, _, _ in said)
    for name, match, paragraph in said:
        rivals = [
            other for other, number in counts.items()
            if number >= 2 and other != name and any({name, other} <= rank for rank in _SAME_RANK)
        ]  # fmt: skip
        if counts[name] == 1 and rivals:
            due = f"我{rivals[0]}"
            message = f"全文都写“{due}”，这里写“{match[0]}”，是不是从别处抄来的"
            yield Finding("R20", paragraph, match.start(), match.end() + 4, message, expected=due)
