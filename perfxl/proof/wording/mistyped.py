"""R18 错了一个字，不靠错字表，也不靠全文别处写着：招骋、予盾、益流。

一个字与左右两边的字谁也没有挨着写过（词典、报纸、我们的报告里都没有），换一个同音、形近的字就与一边成了常用的词，
与另一边也挨着写过，才说。常常独用的字（虚字、量词）、地名和人名里的不看。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfxl.cells.later import later
from perfxl.proof.model import Finding, Paragraph
from perfxl.proof.reading import Reading
from perfxl.proof.wording.reduplicated import utmost
from perfxl.proof.wording.vocabulary import (
    confused,
    is_common,
    is_everyday,
    is_inner,
    is_lone,
    is_met,
    is_shaped,
    is_usual,
    is_word,
    kindred,
    unmet,
)

_RUN = later(r"[\u4e00-\u9fff]{2,}")
_FAR = 80  # 一串里再长的就不是话
_NAMED = later(  # 后面几个字里有这些的，多半是名称
    "[村镇乡县市区河江湖山路街桥港站厂店寺庄湾岭坪沟渠坝岛屿洲浦溪校园所院]|公司|中心|合作社|学校"
)
_NEAR = 4
_LONG = 4
_USUAL, _COMMON, _BOTH = 1, 2, 3
_NUMBERS = frozenset("一二三四五六七八九十百千万亿两几")
_CODE = frozenset("〔[﹝")
_BESIDE = 12
_HAN = "\u4e00"
_OFTEN = 2  # 写了两遍的，不是写错了


def mistyped(reading: Reading) -> Iterator[Finding]:
    """逐段看。"""
    strange = unmet(
        pair for pair, times in reading.pairs.items() if times < _OFTEN and pair[0] >= _HAN
    )
    for paragraph in reading.report.prose:
        for run in _RUN.finditer(paragraph.text):
            if paragraph.text[run.end() : run.end() + 1] in _CODE:
                continue  # 锦发改〔2022〕：文号
            yield from _in_run(paragraph, run, strange, reading.text)


def _in_run(
    paragraph: Paragraph, run: re.Match[str], strange: frozenset[str], whole: str
) -> Iterator[Finding]:
    """一串字里，与左右都没有挨着写过的；只有一边没有、另一边也不是词的，还要别处写着那个词。"""
    text = run[0][:_FAR]
    apart = {at for at in range(len(text) - 1) if text[at : at + 2] in strange}
    last = len(text) - 1
    around = paragraph.text[max(0, run.start() - 1) : run.start()], paragraph.text[run.end() :][:1]
    joined = around[0].isalnum(), around[1].isalnum()  # CT机自7月：连着字母、数字的，不是话的两头
    for at in sorted(apart | {at + 1 for at in apart}):
        left, right = at - 1 in apart, at in apart
        if is_lone(text[at]) or text[at] in _ORDER or _NAMED.search(text[at : at + _NEAR]):
            continue
        if any(one <= at < two for one, two in utmost(text)):
            continue
        if (text[at] in _SHORTENED and at < last) or (text[at] in _COUNTS and at):
            continue  # 应盘物资、未到人员：缩着说的；办结数、抽访量：哪个动词后面都接得上
        if _is_short(text, at, paragraph.text[run.start() + at + 1 :][:2]):
            continue
        if at and not left and is_word(text[at - 1], text[at]):
            continue
        if at < last and not right and is_word(text[at], text[at + 1]):
            continue
        head, tail = (left or not (at or joined[0])), (right or not (at < last or joined[1]))
        meant = _meant(text, at, sides=(left, right), alone=head and tail)
        both = (left or not at) and (right or at == last)
        near = paragraph.text[max(0, run.start() + at - _BESIDE) : run.start() + at + _BESIDE]
        if meant in near:
            continue  # 接案 64例，结案 57例：并列着的两样
        if meant and _is_sure(text[at], meant, whole, both=both):
            yield _finding(paragraph, run.start() + at, text[at], meant)


def _is_sure(mark: str, meant: str, whole: str, *, both: bool) -> bool:
    """形近的，两边都没有挨着写过就够；只是同音的（逐季、接案），还要别处写着，或是天天用的词。"""
    if meant in whole:
        return True
    return is_everyday(*meant) if not both else any(is_shaped(mark, other) for other in meant)


def _is_short(text: str, at: int, rest: str) -> bool:
    """应检 300户、实检 279户，央、省资金：缩着说的，不成词也对。"""
    counted = at == len(text) - 1 and text[at - 1 : at] in _SHORTENED and rest.strip()[:1].isdigit()
    return counted or (text[at] == "央" and rest[:1] in {"、", "省", "地", "企"})


_COUNTS = frozenset("数量率额")
_ORDER = frozenset("甲乙丙丁戊占")  # 甲、乙两类：代称，前后接什么都行
_SHORTENED = frozenset("应实需拟已未")


def _meant(text: str, at: int, sides: tuple[bool, bool], *, alone: bool) -> str:
    """换了一个字以后的词：与没有挨着写过的那一边成词，与另一边也连得上；没有的为空。

    `alone` 是与左右两边都没有挨着写过。
    """
    left, right = text[max(0, at - 1) : at], text[at + 1 : at + 2]
    # 左边、右边的字自己另是一个词：发放｜津｜补贴。
    own_left = at > 1 and _is_own(text[at - 2], left) and not is_lone(text[at - 2])
    own_right = at + 2 < len(text) and _is_own(right, text[at + 2]) and not is_lone(text[at + 2])
    long = alone and len(text) >= _LONG and left not in _NUMBERS
    marks = confused(text[at])
    wide = "".join(sorted(kindred(text[at]).difference(marks))) if alone else ""
    for other in marks + wide:
        # 有序｜推进：与另一边没有挨着写过的，那一边自己另是一个词。
        before = not left or is_met(left, other) or (long and own_left)
        after = not right or is_met(other, right) or (long and own_right)
        # 同音、形近的，常用的词就够；只有部件相同、读音相近的，还要报告里常用。
        least = _BOTH if other not in marks else _USUAL if long else _COMMON
        if after and left and not own_left and sides[0] and _known(left, other) >= least:
            return left + other
        if before and right and not own_right and sides[1] and _known(other, right) >= least:
            return other + right
    return ""


def _known(first: str, second: str) -> int:
    """是报告里常用的词、常用的词，两样都是。"""
    return _USUAL * is_usual(first, second) + _COMMON * is_common(first, second)


def _is_own(first: str, second: str) -> bool:
    """自己是一个词，不只是长词里的一截（管理制｜度）。"""
    return is_word(first, second) and not is_inner(first, second)


def _finding(paragraph: Paragraph, at: int, mark: str, meant: str) -> Finding:
    text = paragraph.text
    start, end = max(0, at - 2), min(len(text), at + 3)
    message = f"“{mark}”与左右的字不成词，像是“{meant}”写错了一个字"
    return Finding("R18", paragraph, start, end, message, expected=meant)
